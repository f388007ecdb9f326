// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/bytesfromtext.h"

#include <QCoreApplication>

#include <optional>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BytesFromText)
};

constexpr qsizetype HexLine = 16;

/// The character at an offset, as a person reads it.
QString characterAt(QByteArrayView text, qsizetype offset)
{
    if (offset >= text.size())
        return Words::tr("the end");
    const auto lead = static_cast<uchar>(text[offset]);
    const qsizetype length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return Words::tr("“%1”").arg(QString::fromUtf8(text.sliced(offset, std::min(length, text.size() - offset))));
}

/// expected: "a hex digit"; the sentence says also what stands there and where.
FormatError errorAt(QByteArrayView text, qsizetype offset, const QString &expected)
{
    const QByteArrayView before = text.first(offset);
    FormatError error;
    error.line = static_cast<int>(before.count('\n')) + 1;
    error.column = static_cast<int>(QString::fromUtf8(before.sliced(before.lastIndexOf('\n') + 1)).toUcs4().size()) + 1;
    error.sentence =
        Words::tr("expected %1, got %2 in line %3, column %4")
            .arg(expected, characterAt(text, offset), QString::number(error.line), QString::number(error.column));
    return error;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

int base64Digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

/// Collects base64 digits, four to three bytes.
class Base64Reader
{
public:
    explicit Base64Reader(QByteArrayView text)
        : m_text(text)
    {
    }

    tl::expected<QByteArray, FormatError> read()
    {
        for (qsizetype at = 0; at < m_text.size(); ++at) {
            if (const std::optional<FormatError> error = take(at))
                return tl::unexpected(*error);
        }
        return finish();
    }

private:
    std::optional<FormatError> take(qsizetype at)
    {
        const char c = m_text[at];
        if (isSpace(c))
            return std::nullopt;
        if (c == '=')
            return takePadding(at);
        const int digit = base64Digit(c);
        if (m_padding > 0)
            return errorAt(m_text, at, Words::tr("nothing after the padding “=”"));
        if (digit < 0)
            return errorAt(m_text, at, Words::tr("a base64 digit (A-Z, a-z, 0-9, + or -, / or _)"));
        m_bits = m_bits << 6U | static_cast<quint32>(digit);
        m_last = at;
        if (++m_digits % 4 != 0)
            return std::nullopt;
        for (const uint shift : {16U, 8U, 0U})
            m_bytes += static_cast<char>(m_bits >> shift & 0xFFU);
        m_bits = 0;
        return std::nullopt;
    }

    std::optional<FormatError> takePadding(qsizetype at)
    {
        if (m_digits % 4 < 2 || m_digits % 4 + ++m_padding > 4)
            return errorAt(m_text, at, Words::tr("no padding here"));
        return std::nullopt;
    }

    tl::expected<QByteArray, FormatError> finish()
    {
        const qsizetype left = m_digits % 4;
        if (left == 1 || (m_padding > 0 && left + m_padding != 4))
            return tl::unexpected(errorAt(m_text, m_text.size(), Words::tr("groups of four base64 digits")));
        const uint unused = left == 2 ? 4 : left == 3 ? 2 : 0;
        if ((m_bits & ((1U << unused) - 1)) != 0)
            return tl::unexpected(
                errorAt(m_text, m_last, Words::tr("a last digit whose %1 unused bits are 0").arg(unused)));
        m_bits >>= unused;
        if (left == 3)
            m_bytes += static_cast<char>(m_bits >> 8U & 0xFFU);
        if (left >= 2)
            m_bytes += static_cast<char>(m_bits & 0xFFU);
        return m_bytes;
    }

    QByteArrayView m_text;
    QByteArray m_bytes;
    quint32 m_bits = 0;
    qsizetype m_digits = 0;
    qsizetype m_padding = 0;
    qsizetype m_last = 0;
};

} // namespace

tl::expected<QByteArray, FormatError> bytesFromHex(QByteArrayView text)
{
    QByteArray bytes;
    qsizetype at = 0;
    bool groupBegins = true;
    while (at < text.size()) {
        if (isSpace(text[at]) || text[at] == ',') {
            groupBegins = true;
            ++at;
            continue;
        }
        const bool prefix = groupBegins && text[at] == '0' && at + 1 < text.size() && (text[at + 1] | 0x20) == 'x';
        at += prefix ? 2 : 0;
        groupBegins = false;
        const int high = at < text.size() ? hexDigit(text[at]) : -1;
        if (high < 0)
            return tl::unexpected(errorAt(text, at, Words::tr("a hex digit")));
        const int low = at + 1 < text.size() ? hexDigit(text[at + 1]) : -1;
        if (low < 0)
            return tl::unexpected(errorAt(text, at + 1, Words::tr("a second hex digit for this byte")));
        bytes += static_cast<char>(high << 4 | low);
        at += 2;
    }
    return bytes;
}

tl::expected<QByteArray, FormatError> bytesFromBase64(QByteArrayView text)
{
    return Base64Reader(text).read();
}

QByteArray hexText(QByteArrayView bytes)
{
    QByteArray text;
    for (qsizetype at = 0; at < bytes.size(); at += HexLine) {
        if (at > 0)
            text += '\n';
        text += bytes.sliced(at, std::min(HexLine, bytes.size() - at)).toByteArray().toHex(' ');
    }
    return text;
}

} // namespace handglass
