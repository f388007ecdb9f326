// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonscanner.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/utf8checker.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Json)
};

constexpr qsizetype LongestWord = 24; ///< shown of a word that is no literal

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || isDigit(c);
}

/// Neither quote, backslash nor control character; UTF-8 has been checked before.
bool isPlain(char c)
{
    return c != '"' && c != '\\' && static_cast<quint8>(c) >= 0x20;
}

/// True if one of the eight bytes may be other than isPlain(); a false alarm does no harm.
bool anySpecial(const char *data)
{
    constexpr quint64 Ones = 0x0101010101010101ULL;
    constexpr quint64 Tops = 0x8080808080808080ULL;
    const auto hasZero = [](quint64 word) { return (word - Ones) & ~word & Tops; };
    quint64 word = 0;
    std::memcpy(&word, data, sizeof word);
    const quint64 control = (word - Ones * 0x20) & ~word & Tops;
    return (control | hasZero(word ^ (Ones * '"')) | hasZero(word ^ (Ones * '\\'))) != 0;
}

qsizetype utf8End(QByteArrayView text)
{
    Utf8Checker checker;
    checker.feed(text);
    return static_cast<qsizetype>(checker.validSize());
}

} // namespace

JsonScanner::JsonScanner(QByteArrayView text, QByteArray *indented)
    : m_text(text)
    , m_end(utf8End(text))
    , m_indented(indented)
{
}

bool JsonScanner::scan()
{
    while (next()) { }
    return isValid();
}

bool JsonScanner::next()
{
    skipSpace();
    m_tokenStart = m_at;
    if (m_at == m_end) {
        if (m_expect != Expect::End || m_end != m_text.size())
            unexpected();
        return false;
    }
    return takeToken() && write(m_tokenStart);
}

bool JsonScanner::beginAnother()
{
    if (m_expect != Expect::End)
        return false;
    skipSpace();
    if (m_at == m_end || !QByteArrayView("{[\"-0123456789tfn").contains(m_text[m_at]))
        return false;
    m_expect = Expect::Value;
    return true;
}

bool JsonScanner::takeToken()
{
    const char c = m_text[m_at];
    switch (c) {
    case '{':
    case '[':
        return open(c);
    case '}':
    case ']':
        return close(c);
    case ',':
        return takeComma();
    case ':':
        return takeColon();
    case '"':
        return takeString();
    default:
        break;
    }
    if (!valueExpected())
        return unexpected();
    return c == '-' || isDigit(c) ? takeNumber() : takeLiteral();
}

bool JsonScanner::open(char bracket)
{
    if (!valueExpected())
        return unexpected();
    if (m_depth == DeepestLevel)
        return fail(m_at, Text::tr("at most %1 levels").arg(DeepestLevel));
    beginValue();
    m_objects[static_cast<std::size_t>(m_depth)] = bracket == '{';
    ++m_depth;
    m_expect = bracket == '{' ? Expect::NameOrEnd : Expect::ValueOrEnd;
    ++m_at;
    return true;
}

bool JsonScanner::close(char bracket)
{
    const bool empty = m_expect == (bracket == '}' ? Expect::NameOrEnd : Expect::ValueOrEnd);
    if (!empty && (m_expect != Expect::CommaOrEnd || inObject() != (bracket == '}')))
        return unexpected();
    --m_depth;
    if (!empty)
        breakLine();
    valueTaken();
    ++m_at;
    return true;
}

bool JsonScanner::takeComma()
{
    if (m_expect != Expect::CommaOrEnd)
        return unexpected();
    m_expect = inObject() ? Expect::Name : Expect::Value;
    ++m_at;
    return true;
}

bool JsonScanner::takeColon()
{
    if (m_expect != Expect::Colon)
        return unexpected();
    m_expect = Expect::Value;
    ++m_at;
    return true;
}

bool JsonScanner::takeString()
{
    const bool name = m_expect == Expect::Name || m_expect == Expect::NameOrEnd;
    if (!name && !valueExpected())
        return unexpected();
    if (name)
        breakLine();
    else
        beginValue();
    ++m_at;
    for (;;) {
        while (m_at + 8 <= m_end && !anySpecial(m_text.data() + m_at))
            m_at += 8;
        while (m_at < m_end && isPlain(m_text[m_at]))
            ++m_at;
        if (m_at == m_end)
            return fail(m_at, Text::tr("“\"” at the end of the string"));
        if (m_text[m_at] == '"')
            break;
        if (m_text[m_at] != '\\')
            return fail(m_at, Text::tr("control characters escaped in a string"));
        if (!takeEscape())
            return false;
    }
    ++m_at;
    if (name)
        m_expect = Expect::Colon;
    else
        valueTaken();
    return true;
}

bool JsonScanner::takeEscape()
{
    ++m_at;
    if (m_at == m_end || !QByteArrayView("\"\\/bfnrtu").contains(m_text[m_at]))
        return fail(m_at, Text::tr("one of \" \\ / b f n r t u after “\\”"));
    const bool codePoint = m_text[m_at] == 'u';
    ++m_at;
    for (int i = 0; codePoint && i < 4; ++i, ++m_at) {
        if (m_at == m_end || !isHexDigit(m_text[m_at]))
            return fail(m_at, Text::tr("four hex digits after “\\u”"));
    }
    return true;
}

bool JsonScanner::takeNumber()
{
    beginValue();
    if (m_text[m_at] == '-')
        ++m_at;
    const qsizetype first = m_at;
    if (!takeDigits())
        return false;
    if (m_text[first] == '0' && m_at - first > 1)
        return fail(first + 1, Text::tr("no digit after a leading 0"));
    if (m_at < m_end && m_text[m_at] == '.') {
        ++m_at;
        if (!takeDigits())
            return false;
    }
    if (m_at < m_end && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
        ++m_at;
        if (m_at < m_end && (m_text[m_at] == '+' || m_text[m_at] == '-'))
            ++m_at;
        if (!takeDigits())
            return false;
    }
    valueTaken();
    return true;
}

bool JsonScanner::takeDigits()
{
    const qsizetype start = m_at;
    while (m_at < m_end && isDigit(m_text[m_at]))
        ++m_at;
    return m_at > start || fail(m_at, Text::tr("a digit"));
}

bool JsonScanner::takeLiteral()
{
    qsizetype end = m_at;
    while (end < m_end && isWordCharacter(m_text[end]))
        ++end;
    const QByteArrayView word = m_text.sliced(m_at, end - m_at);
    if (word != "true" && word != "false" && word != "null")
        return unexpected();
    beginValue();
    m_at = end;
    valueTaken();
    return true;
}

void JsonScanner::skipSpace()
{
    while (m_at < m_end && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
        ++m_at;
}

bool JsonScanner::inObject() const
{
    return m_depth > 0 && m_objects[static_cast<std::size_t>(m_depth - 1)];
}

bool JsonScanner::valueExpected() const
{
    return m_expect == Expect::Value || m_expect == Expect::ValueOrEnd;
}

void JsonScanner::valueTaken()
{
    m_expect = m_depth == 0 ? Expect::End : Expect::CommaOrEnd;
}

bool JsonScanner::unexpected()
{
    return fail(m_at, expectation());
}

bool JsonScanner::fail(qsizetype offset, const QString &expected)
{
    const bool encoding = offset == m_end && m_end < m_text.size();
    m_errorOffset = offset;
    m_error = Text::tr("expected %1, got %2").arg(encoding ? QStringLiteral("UTF-8") : expected, found(offset));
    return false;
}

QString JsonScanner::expectation() const
{
    switch (m_expect) {
    case Expect::Value:
        return Text::tr("a value");
    case Expect::ValueOrEnd:
        return Text::tr("a value or “]”");
    case Expect::Name:
        return Text::tr("a member's name in quotes");
    case Expect::NameOrEnd:
        return Text::tr("a member's name in quotes or “}”");
    case Expect::Colon:
        return Text::tr("“:”");
    case Expect::CommaOrEnd:
        return inObject() ? Text::tr("“,” or “}”") : Text::tr("“,” or “]”");
    case Expect::End:
        break;
    }
    return Text::tr("the end of the text");
}

/// The character there, a whole word if it begins one, or what stands for what cannot be seen.
QString JsonScanner::found(qsizetype offset) const
{
    if (offset == m_text.size())
        return Text::tr("the end of the text");
    const auto byte = static_cast<quint8>(m_text[offset]);
    if (offset == m_end || byte < 0x20 || byte == 0x7F)
        return hexByte(byte);
    qsizetype end = offset + 1;
    if (byte >= 0x80) {
        while (end < m_end && (static_cast<quint8>(m_text[end]) & 0xC0) == 0x80)
            ++end;
    } else if (isWordCharacter(m_text[offset]) && !isDigit(m_text[offset])) {
        while (end < m_end && end - offset < LongestWord && isWordCharacter(m_text[end]))
            ++end;
    }
    const QString text = QString::fromUtf8(m_text.sliced(offset, end - offset));
    const QChar first = text.isEmpty() ? QChar(QChar::ByteOrderMark) : text.front(); // which fromUtf8() leaves out
    if (!first.isPrint() && !first.isSurrogate())
        return QStringLiteral("U+%1").arg(QString::number(first.unicode(), 16).toUpper(), 4, QLatin1Char('0'));
    return QStringLiteral("“%1”").arg(text);
}

bool JsonScanner::write(qsizetype start)
{
    if (!m_indented)
        return true;
    m_indented->append(m_text.sliced(start, m_at - start));
    if (m_text[start] == ':')
        m_indented->append(' ');
    return m_indented->size() <= LargestOutput || fail(start, Text::tr("at most %1 bytes").arg(LargestOutput));
}

/// In an array each value has its line; in an object it follows its name.
void JsonScanner::beginValue()
{
    if (m_depth > 0 && !inObject())
        breakLine();
}

void JsonScanner::breakLine()
{
    if (m_indented)
        m_indented->append('\n').append(2 * qsizetype{m_depth}, ' ');
}

} // namespace handglass
