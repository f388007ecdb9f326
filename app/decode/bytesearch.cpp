// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/bytesearch.h"

#include <QByteArrayMatcher>
#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::ByteSearch)
};

constexpr qsizetype PieceBytes = 256 << 10;
constexpr qsizetype LeadBytes = 64;       ///< before a piece, for ^ and look-behind
constexpr qsizetype OverlapBytes = 4'096; ///< after it, for hits that begin in it

qsizetype codePointStart(QByteArrayView text, qsizetype at)
{
    const qsizetype lowest = std::max<qsizetype>(0, at - 3);
    while (at > lowest && at < text.size() && (static_cast<quint8>(text[at]) & 0xC0U) == 0x80)
        --at;
    return at;
}

/// A text and the way from its UTF-16 units back to bytes; positions must ascend.
class DecodedPiece
{
public:
    explicit DecodedPiece(QByteArrayView bytes)
    {
        QStringDecoder decoder(
            QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        m_text = decoder(bytes);
        m_latin = decoder.hasError();
        if (m_latin)
            m_text = QString::fromLatin1(bytes);
    }
    const QString &text() const { return m_text; }
    qsizetype unitAt(qsizetype byte)
    {
        while (m_byte < byte && m_unit < m_text.size())
            step();
        return m_unit;
    }
    qsizetype byteAt(qsizetype unit)
    {
        while (m_unit < unit)
            step();
        return m_byte;
    }

private:
    void step()
    {
        const char16_t unit = m_text[m_unit].unicode();
        const bool pair = QChar::isHighSurrogate(unit);
        m_byte += m_latin || unit < 0x80 ? 1 : unit < 0x800 ? 2 : pair ? 4 : 3;
        m_unit += pair && !m_latin ? 2 : 1;
    }

    QString m_text;
    bool m_latin = false;
    qsizetype m_unit = 0;
    qsizetype m_byte = 0;
};

/// Hits that begin in [from, to) go to hits.
void searchPiece(QByteArrayView text, const QRegularExpression &expression, qsizetype from, qsizetype to,
    qsizetype most, ByteHits &hits)
{
    const qsizetype start = codePointStart(text, std::max<qsizetype>(0, from - LeadBytes));
    const qsizetype end = codePointStart(text, std::min(text.size(), to + OverlapBytes));
    DecodedPiece piece(text.sliced(start, end - start));
    auto matches = expression.globalMatch(piece.text(), piece.unitAt(from - start));
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const qsizetype at = start + piece.byteAt(match.capturedStart());
        if (at >= to)
            return;
        if (match.capturedLength() == 0)
            continue;
        if (hits.ranges.size() == most) {
            hits.complete = false;
            return;
        }
        hits.ranges.append({at, start + piece.byteAt(match.capturedEnd()) - at});
    }
}

void findText(QByteArrayView text, const QRegularExpression &expression, qsizetype most,
    const std::atomic_bool *cancelled, ByteHits &hits)
{
    for (qsizetype from = 0; from < text.size() && hits.complete;) {
        if (cancelled != nullptr && *cancelled) {
            hits.complete = false;
            return;
        }
        const qsizetype to = codePointStart(text, std::min(text.size(), from + PieceBytes));
        searchPiece(text, expression, from, to, most, hits);
        from = hits.ranges.isEmpty() ? to : std::max<qsizetype>(to, hits.ranges.last().end());
    }
}

void findBytes(
    QByteArrayView text, const QByteArray &bytes, qsizetype most, const std::atomic_bool *cancelled, ByteHits &hits)
{
    const QByteArrayMatcher matcher(bytes);
    for (qsizetype from = 0; from < text.size();) {
        if (cancelled != nullptr && *cancelled) {
            hits.complete = false;
            return;
        }
        const qsizetype size = std::min(text.size() - from, (PieceBytes << 4) + bytes.size());
        const qsizetype at = matcher.indexIn(text.data() + from, size);
        if (at < 0) {
            from += size == text.size() - from ? size : size - bytes.size() + 1;
            continue;
        }
        if (hits.ranges.size() == most) {
            hits.complete = false;
            return;
        }
        hits.ranges.append({from + at, bytes.size()});
        from += at + bytes.size();
    }
}

QRegularExpression::PatternOptions options(bool caseSensitive)
{
    const QRegularExpression::PatternOptions both = QRegularExpression::MultilineOption;
    return caseSensitive ? both : both | QRegularExpression::CaseInsensitiveOption;
}

} // namespace

ByteSearch ByteSearch::text(const QString &text, bool caseSensitive)
{
    if (caseSensitive || text.isEmpty())
        return {text.toUtf8(), {}};
    return {{}, QRegularExpression(QRegularExpression::escape(text), options(false))};
}

tl::expected<ByteSearch, QString> ByteSearch::regularExpression(const QString &pattern, bool caseSensitive)
{
    const QRegularExpression expression(pattern, options(caseSensitive));
    if (expression.isValid())
        return ByteSearch{{}, expression};
    return tl::unexpected(Words::tr("expected a regular expression, got an error at character %1: %2")
                              .arg(expression.patternErrorOffset() + 1)
                              .arg(expression.errorString()));
}

tl::expected<ByteSearch, QString> ByteSearch::hex(const QString &digits)
{
    QByteArray plain;
    qsizetype at = digits.startsWith(QLatin1String("0x"), Qt::CaseInsensitive) ? 2 : 0;
    for (; at < digits.size(); ++at) {
        const QChar c = digits[at];
        if (c.isSpace())
            continue;
        const bool digit = QLatin1String("0123456789abcdefABCDEF").contains(c);
        if (!digit)
            return tl::unexpected(
                Words::tr("expected hex digits as in “0d 0a”, got “%1” at character %2").arg(c).arg(at + 1));
        plain += c.toLatin1();
    }
    if (plain.size() % 2 != 0)
        return tl::unexpected(Words::tr("expected two hex digits for each byte, got %1").arg(plain.size()));
    return ByteSearch{QByteArray::fromHex(plain), {}};
}

bool isIn(const QList<ByteRange> &ranges, qint64 byte)
{
    const auto after = std::upper_bound(
        ranges.cbegin(), ranges.cend(), byte, [](qint64 at, const ByteRange &range) { return at < range.offset; });
    return after != ranges.cbegin() && byte < (after - 1)->end();
}

ByteHits findAll(QByteArrayView text, const ByteSearch &search, qsizetype most, const std::atomic_bool *cancelled)
{
    ByteHits hits;
    if (!search.expression.pattern().isEmpty())
        findText(text, search.expression, most, cancelled, hits);
    else if (!search.bytes.isEmpty())
        findBytes(text, search.bytes, most, cancelled, hits);
    return hits;
}

} // namespace handglass
