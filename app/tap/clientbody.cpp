// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientbody.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ClientBody)
};

constexpr qsizetype LongestLine = 4096;
constexpr qsizetype MostTrailerFields = 16;
constexpr qsizetype ShownCharacters = 80; ///< of each

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

QByteArray withoutCr(const QByteArray &line)
{
    return line.endsWith('\r') ? line.chopped(1) : line;
}

QString noChunkSize()
{
    return Text::tr("Expected the size of a chunk in the body, got something else: the rest is kept as it came, RFC "
                    "9112 §7.1.");
}

QString noChunkEnd()
{
    return Text::tr("Expected the end of the line behind a chunk of the body, got more: the rest is kept as it came, "
                    "RFC 9112 §7.1.");
}

/// RFC 9112 §7.1: hexadecimal digits and nothing else, extensions aside.
std::optional<quint64> chunkSize(const QByteArray &line)
{
    const QByteArray digits = line.split(';').first().trimmed();
    bool fits = false;
    const quint64 size = digits.toULongLong(&fits, 16);
    return fits && std::ranges::all_of(digits, isHexDigit) ? std::optional(size) : std::nullopt;
}

/// The same number may stand there more than once (RFC 9112 §6.3).
std::optional<quint64> contentLength(const QByteArrayList &values)
{
    const auto isWrong = [&values](const QByteArray &value) {
        return value != values.first() || !std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    };
    if (values.isEmpty() || std::ranges::any_of(values, isWrong))
        return {};
    bool fits = false;
    const quint64 length = values.first().toULongLong(&fits);
    return fits ? std::optional(length) : std::nullopt;
}

} // namespace

ClientBody::ClientBody(const HttpHead &response, qsizetype keep)
    : m_most(keep)
{
    const QList<QByteArray> codings = response.tokens("Transfer-Encoding");
    if (response.status < 200 || response.status == 204 || response.status == 304) {
        m_framing = Framing::Complete;
    } else if (!codings.isEmpty()) {
        if (codings.last().compare("chunked", Qt::CaseInsensitive) == 0)
            m_framing = Framing::ChunkSize;
    } else if (response.has("Content-Length")) {
        beginLength(response);
    }
}

void ClientBody::beginLength(const HttpHead &response)
{
    const QByteArrayList values = response.tokens("Content-Length");
    const auto length = contentLength(values);
    if (length) {
        m_left = *length;
        m_framing = m_left > 0 ? Framing::Length : Framing::Complete;
        return;
    }
    m_remarks.append(Text::tr("Expected one number of bytes in Content-Length, got %1: the body is what came until the "
                              "end of the connection, RFC 9112 §6.3.")
                         .arg(byteExcerpt(values.join(", "))));
}

bool ClientBody::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_framing != Framing::Complete) {
        if (m_framing == Framing::UntilClose) {
            keep(bytes);
            return false;
        }
        if (m_framing == Framing::Length || m_framing == Framing::ChunkData)
            take(bytes);
        else if (takeLine(bytes))
            endLine();
    }
    m_behind += bytes.size();
    return isComplete();
}

void ClientBody::end()
{
    const QByteArray line = std::exchange(m_line, {});
    if (m_framing == Framing::ChunkSize && !line.isEmpty() && !isHexDigit(line.front()))
        keepAsItCame(line, noChunkSize());
    else if (m_framing == Framing::ChunkEnd && !withoutCr(line).isEmpty())
        keepAsItCame(line, noChunkEnd());
}

QStringList ClientBody::remarks() const
{
    QStringList all = m_remarks;
    if (!m_trailer.isEmpty()) {
        QStringList fields;
        for (const QByteArray &field : m_trailer)
            fields.append(headText(field).left(ShownCharacters));
        all.append(Text::tr("Behind the chunks of the body came trailer fields, RFC 9112 §7.1.2: %1")
                       .arg(fields.join(QStringLiteral("; "))));
    }
    if (m_behind > 0)
        all.append(Text::tr("Expected nothing behind the body, got %1 more bytes, RFC 9112 §6.3.").arg(m_behind));
    return all;
}

void ClientBody::take(QByteArrayView &bytes)
{
    const auto size = qsizetype(qMin(m_left, quint64(bytes.size())));
    keep(bytes.first(size));
    bytes = bytes.sliced(size);
    m_left -= quint64(size);
    if (m_left == 0)
        m_framing = m_framing == Framing::Length ? Framing::Complete : Framing::ChunkEnd;
}

/// True when m_line is a whole line, without its LF.
bool ClientBody::takeLine(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    m_line.append(end < 0 ? bytes : bytes.first(end));
    bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    if (m_line.size() > LongestLine) { // no chunk has such a head; what follows is kept as it comes
        keepAsItCame(end < 0 ? m_line : m_line + '\n', noChunkSize());
        return false;
    }
    return end >= 0;
}

void ClientBody::endLine()
{
    const QByteArray whole = std::exchange(m_line, {});
    const QByteArray line = withoutCr(whole);
    if (m_framing == Framing::Trailer) {
        endTrailerLine(line);
    } else if (m_framing == Framing::ChunkEnd) {
        m_framing = Framing::ChunkSize;
        if (!line.isEmpty())
            keepAsItCame(whole + '\n', noChunkEnd());
    } else if (const auto size = chunkSize(line)) {
        m_left = *size;
        m_framing = m_left > 0 ? Framing::ChunkData : Framing::Trailer;
    } else {
        keepAsItCame(whole + '\n', noChunkSize());
    }
}

void ClientBody::endTrailerLine(QByteArrayView line)
{
    if (line.isEmpty())
        m_framing = Framing::Complete;
    else if (m_trailer.size() < MostTrailerFields)
        m_trailer.append(line.toByteArray());
}

void ClientBody::keepAsItCame(QByteArrayView line, const QString &remark)
{
    m_remarks.append(remark);
    m_framing = Framing::UntilClose;
    keep(line);
}

void ClientBody::keep(QByteArrayView bytes)
{
    m_size += bytes.size();
    m_kept.append(bytes.first(qMin(bytes.size(), m_most - m_kept.size())));
}

} // namespace handglass
