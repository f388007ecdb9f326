// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/bytetext.h"
#include "app/protocol/httphead.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::HttpHeadReader)
};

constexpr QByteArrayView VersionStart = "HTTP/";
constexpr qsizetype ShownLine = 64;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// VCHAR or obs-text (RFC 9110 §5.5).
bool isVisible(char c)
{
    const auto byte = static_cast<quint8>(c);
    return byte > 0x20 && byte != 0x7F;
}

} // namespace

HttpHeadReader::HttpHeadReader(Kind kind)
    : HttpHeadReader(kind, Limits{})
{
}

HttpHeadReader::HttpHeadReader(Kind kind, Limits limits)
    : m_kind(kind)
    , m_limits(limits)
    , m_step(kind == Kind::Request ? Step::Method : Step::Version)
{
}

HttpHeadReader::State HttpHeadReader::feed(QByteArrayView bytes)
{
    if (m_state == State::Done)
        m_rest.append(bytes);
    if (m_state != State::NeedMore)
        return m_state;
    m_head.raw.append(bytes);
    for (; m_at < m_head.raw.size(); ++m_at) {
        if (m_at >= m_limits.headBytes) {
            fail(Text::tr("expected a head of at most %1 bytes, got more, RFC 9110 §5.4").arg(m_limits.headBytes));
            return m_state;
        }
        if (!take(m_head.raw.at(m_at)))
            return m_state;
        if (m_state == State::Done) {
            m_rest = m_head.raw.sliced(m_at + 1);
            m_head.raw.truncate(m_at + 1);
            return m_state;
        }
    }
    return m_state;
}

bool HttpHeadReader::take(char c)
{
    if (m_afterCr && c != '\n')
        return fail(Text::tr("expected LF after CR in line %1, got %2, RFC 9112 §2.2")
                        .arg(m_line)
                        .arg(hexByte(static_cast<quint8>(c))));
    if (c == '\r' || c == '\n') {
        if (!m_afterCr && !lineMayEnd())
            return m_step == Step::FieldName ? failField() : failStartLine();
        m_afterCr = c == '\r';
        return m_afterCr || endLine();
    }
    switch (m_step) {
    case Step::LineStart:
        return takeLineStart(c);
    case Step::FieldName:
        return takeFieldName(c);
    case Step::FieldValue:
    case Step::Fold:
        return takeFieldValue(c);
    default:
        return takeStartLine(c) || failStartLine();
    }
}

bool HttpHeadReader::takeStartLine(char c)
{
    const bool first = m_at == m_stepStart;
    switch (m_step) {
    case Step::Method:
        if (c == ' ' && !first)
            return enter(Step::Target);
        return isToken(QByteArrayView(&c, 1));
    case Step::Target:
        if (c == ' ' && !first)
            return enter(Step::Version);
        return isVisible(c);
    case Step::Version:
        return takeVersion(c);
    case Step::Status:
        if (m_at - m_stepStart == 3)
            return c == ' ' && enter(Step::Reason);
        return isDigit(c);
    default:
        return isVisible(c) || isBlank(c);
    }
}

/// "HTTP/" DIGIT "." DIGIT (RFC 9112 §2.3), and leniently "HTTP/2" or more digits.
bool HttpHeadReader::takeVersion(char c)
{
    const qsizetype index = m_at - m_stepStart;
    if (index < VersionStart.size())
        return c == VersionStart[index];
    if (isDigit(c))
        return true;
    const char before = m_head.raw.at(m_at - 1);
    if (c == '.')
        return isDigit(before) && !QByteArrayView(m_head.raw).sliced(m_stepStart, index).contains('.');
    return c == ' ' && m_kind == Kind::Response && isDigit(before) && enter(Step::Status);
}

bool HttpHeadReader::lineMayEnd() const
{
    switch (m_step) {
    case Step::Version:
        return m_kind == Kind::Request && m_at - m_stepStart > VersionStart.size() && isDigit(m_head.raw.at(m_at - 1));
    case Step::Status:
        return m_at - m_stepStart == 3;
    case Step::Method:
    case Step::Target:
    case Step::FieldName:
        return false;
    default:
        return true;
    }
}

bool HttpHeadReader::takeLineStart(char c)
{
    if (isBlank(c) && !m_head.fields.isEmpty())
        return enter(Step::Fold);
    enter(Step::FieldName);
    --m_stepStart;
    return takeFieldName(c);
}

bool HttpHeadReader::takeFieldName(char c)
{
    if (c == ':' && m_at > m_stepStart) {
        m_colon = m_at;
        return enter(Step::FieldValue);
    }
    return isToken(QByteArrayView(&c, 1)) || failField();
}

bool HttpHeadReader::takeFieldValue(char c)
{
    if (c != '\0')
        return true;
    return fail(Text::tr("expected a header value without NUL in line %1, got 0x00, RFC 9110 §5.5").arg(m_line));
}

bool HttpHeadReader::endLine()
{
    QByteArrayView line = QByteArrayView(m_head.raw).sliced(m_lineStart, m_at - m_lineStart);
    if (line.endsWith('\r'))
        line.chop(1);
    bool good = true;
    if (m_step == Step::LineStart)
        m_state = State::Done;
    else if (m_step == Step::FieldValue)
        good = endField(line);
    else if (m_step == Step::Fold)
        endFold(line);
    else
        endStartLine(line);
    ++m_line;
    m_lineStart = m_at + 1;
    return good && enter(Step::LineStart);
}

void HttpHeadReader::endStartLine(QByteArrayView line)
{
    m_head.startLine = line.toByteArray();
    const qsizetype first = m_head.startLine.indexOf(' ');
    const qsizetype second = m_head.startLine.indexOf(' ', first + 1);
    if (m_kind == Kind::Request) {
        m_head.method = m_head.startLine.first(first);
        m_head.target = m_head.startLine.sliced(first + 1, second - first - 1);
        m_head.version = m_head.startLine.sliced(second + 1);
        return;
    }
    m_head.version = m_head.startLine.first(first);
    m_head.status = m_head.startLine.sliced(first + 1, 3).toInt();
    m_head.reason = second < 0 ? QByteArray() : m_head.startLine.sliced(second + 1);
}

bool HttpHeadReader::endField(QByteArrayView line)
{
    if (m_head.fields.size() >= m_limits.fields)
        return fail(Text::tr("expected at most %1 header lines, got more, RFC 9110 §5.4").arg(m_limits.fields));
    const qsizetype colon = m_colon - m_lineStart;
    m_head.fields.append(
        HeaderField{line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray(), m_line});
    return true;
}

/// RFC 9112 §5.2: a folded line is part of the value before it.
void HttpHeadReader::endFold(QByteArrayView line)
{
    const QByteArrayView more = line.trimmed();
    QByteArray &value = m_head.fields.last().value;
    if (!value.isEmpty() && !more.isEmpty())
        value.append(' ');
    value.append(more);
}

/// What comes after the current byte belongs to that step.
bool HttpHeadReader::enter(Step step)
{
    m_step = step;
    m_stepStart = m_at + 1;
    return true;
}

bool HttpHeadReader::fail(const QString &error)
{
    m_error = error;
    m_state = State::Failed;
    return false;
}

bool HttpHeadReader::failStartLine()
{
    const QByteArrayView line = QByteArrayView(m_head.raw).first(std::min(m_head.raw.size(), m_at + ShownLine));
    const auto end = std::ranges::find_if(line, [](char c) { return c == '\r' || c == '\n'; });
    const QString got = byteExcerpt(end == line.begin() ? line : line.first(end - line.begin()));
    if (m_kind == Kind::Request)
        return fail(Text::tr("expected a request line such as GET / HTTP/1.1, got %1, RFC 9112 §3").arg(got));
    return fail(
        Text::tr("expected a status line such as HTTP/1.1 101 Switching Protocols, got %1, RFC 9112 §4").arg(got));
}

bool HttpHeadReader::failField()
{
    const QByteArrayView name = QByteArrayView(m_head.raw).sliced(m_lineStart, m_at - m_lineStart);
    const char c = m_head.raw.at(m_at);
    if (name.isEmpty() || (c != '\r' && c != '\n' && !isBlank(c)))
        return fail(Text::tr("expected a header name in line %1, got %2, RFC 9112 §5")
                        .arg(m_line)
                        .arg(byteExcerpt(QByteArrayView(m_head.raw).sliced(m_lineStart, m_at - m_lineStart + 1))));
    const QString got = isBlank(c) ? Text::tr("white space") : Text::tr("the end of the line");
    return fail(Text::tr("expected “:” right after the header name %1 in line %2, got %3, RFC 9112 §5.1")
                    .arg(byteExcerpt(name), QString::number(m_line), got));
}

HttpHeadReader::State HttpHeadReader::state() const
{
    return m_state;
}

const HttpHead &HttpHeadReader::head() const
{
    return m_head;
}

QByteArray HttpHeadReader::raw() const
{
    return m_head.raw;
}

QByteArray HttpHeadReader::rest() const
{
    return m_rest;
}

QString HttpHeadReader::error() const
{
    return m_error;
}

} // namespace handglass
