// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/jsonfile.h"

#include <QCoreApplication>
#include <QFile>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::JsonFile)
};

constexpr qint64 BlockBytes = 256 << 10;
constexpr int DeepestLevel = 1000;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

JsonFile::JsonFile(QFile &file, qint64 offset, int line)
    : m_file(file)
    , m_offset(offset)
    , m_line(line)
{
    constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";
    if (offset == 0 && more() && QByteArrayView(m_block).startsWith(ByteOrderMark))
        m_at = ByteOrderMark.size();
}

bool JsonFile::more()
{
    if (m_at < m_block.size())
        return true;
    m_offset += m_block.size();
    m_at = 0;
    m_file.seek(m_offset);
    m_block = m_file.read(BlockBytes);
    return !m_block.isEmpty();
}

char JsonFile::get()
{
    if (!more())
        return '\0';
    const char c = m_block[m_at++];
    m_line += c == '\n' ? 1 : 0;
    return c;
}

char JsonFile::peek()
{
    while (more() && isSpace(m_block[m_at]))
        get();
    return more() ? m_block[m_at] : '\0';
}

void JsonFile::fail(const QString &expected)
{
    if (failed())
        return;
    const char c = peek();
    const QString got = c == '\0' ? Words::tr("the end of the file") : Words::tr("“%1”").arg(QLatin1Char(c));
    m_error = Words::tr("line %1: expected %2, got %3").arg(m_line).arg(expected, got);
}

bool JsonFile::enter(char bracket)
{
    if (failed() || peek() != bracket)
        return false;
    get();
    m_begun.push_back(false);
    return true;
}

/// At the next item, or past the end of the level.
bool JsonFile::separator(char end)
{
    if (failed())
        return false;
    const char c = peek();
    if (c == end) {
        get();
        m_begun.pop_back();
        return false;
    }
    if (!m_begun.back()) {
        m_begun.back() = true;
        return true;
    }
    if (c != ',') {
        fail(Words::tr("“,” or “%1”").arg(QLatin1Char(end)));
        return false;
    }
    get();
    peek(); // so that line() is the item's
    return true;
}

bool JsonFile::nextElement()
{
    return separator(']');
}

bool JsonFile::nextMember(QByteArray &name)
{
    if (!separator('}'))
        return false;
    if (peek() != '"') {
        fail(Words::tr("a name in quotes"));
        return false;
    }
    const qint64 begin = position();
    const int line = m_line;
    skipString();
    const JsonRange range{begin + 1, position() - begin - 2, line};
    name = failed() || range.size > BlockBytes ? QByteArray() : readRange(m_file, range);
    if (!failed() && peek() != ':')
        fail(QStringLiteral("“:”"));
    get();
    return !failed();
}

void JsonFile::skipString()
{
    get();
    while (more()) {
        const char c = get();
        if (c == '\\')
            get();
        else if (c == '"')
            return;
    }
    fail(Words::tr("the end of the text that begins before"));
}

JsonRange JsonFile::skip()
{
    peek();
    JsonRange range{position(), 0, m_line};
    int depth = 0;
    while (!failed()) {
        const char c = peek();
        const bool opens = c == '{' || c == '[';
        const bool closes = c == '}' || c == ']';
        if (c == '\0' || (depth == 0 && (closes || c == ',' || c == ':')) || depth > DeepestLevel) {
            fail(depth > DeepestLevel ? Words::tr("at most %1 levels").arg(DeepestLevel) : Words::tr("a value"));
            break;
        }
        if (c == '"') {
            skipString();
        } else if (opens || closes || c == ',' || c == ':') {
            get();
            depth += opens ? 1 : closes ? -1 : 0;
        } else {
            while (more() && !isSpace(m_block[m_at]) && !QByteArrayView("{}[],:\"").contains(m_block[m_at]))
                get();
        }
        if (depth == 0)
            break;
    }
    range.size = failed() ? 0 : position() - range.offset;
    return range;
}

QByteArray readRange(QFile &file, const JsonRange &range)
{
    file.seek(range.offset);
    return file.read(range.size);
}

} // namespace handglass
