// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/bodytext.h"

#include "ui/common/headtext.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype HexLine = 16;

/// Calls with each line, its "\n" included.
template <typename Function> void eachLine(QByteArrayView bytes, Function function)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView line = end < 0 ? bytes : bytes.first(end + 1);
        function(line);
        bytes = bytes.sliced(line.size());
    }
}

bool isAsciiText(QByteArrayView line)
{
    return std::all_of(line.begin(), line.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; });
}

QByteArray printable(QByteArrayView bytes)
{
    QByteArray text = bytes.toByteArray();
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '.');
    return text;
}

} // namespace

std::optional<QByteArray> dechunked(QByteArrayView body)
{
    QByteArray content;
    while (!body.isEmpty()) {
        const qsizetype end = body.indexOf("\r\n");
        if (end < 0)
            return std::nullopt;
        const qsizetype extension = body.first(end).indexOf(';');
        const QByteArrayView digits = body.first(extension < 0 ? end : extension).trimmed();
        bool valid = false;
        const qlonglong size = digits.toByteArray().toLongLong(&valid, 16);
        if (!valid || size < 0)
            return std::nullopt;
        body = body.sliced(end + 2);
        if (size == 0 || size >= body.size())
            return content + body.first(std::min<qlonglong>(size, body.size())).toByteArray();
        content += body.first(size);
        body = body.sliced(size);
        if (body.startsWith("\r\n"))
            body = body.sliced(2);
    }
    return content;
}

QByteArray hexDump(QByteArrayView bytes)
{
    QByteArray dump;
    dump.reserve((bytes.size() / HexLine + 1) * 78);
    for (qsizetype offset = 0; offset < bytes.size(); offset += HexLine) {
        const QByteArrayView line = bytes.sliced(offset, std::min(HexLine, bytes.size() - offset));
        dump += QByteArray::number(offset, 16).rightJustified(8, '0') + "  ";
        dump += line.toByteArray().toHex(' ').leftJustified(HexLine * 3 - 1) + "  " + printable(line) + '\n';
    }
    dump.chop(1);
    return dump;
}

QByteArray visibleLines(QByteArrayView bytes)
{
    QByteArray text;
    eachLine(bytes, [&text](QByteArrayView line) {
        const bool crlf = line.endsWith("\r\n");
        const QByteArrayView words = line.chopped(crlf ? 2 : 0);
        if (crlf && isAsciiText(words))
            text += words.toByteArray() + "\\r\\n";
        else
            text += visibleText(line).toUtf8();
        if (line.endsWith('\n'))
            text += '\n';
    });
    return text;
}

QByteArray readableText(QByteArrayView bytes)
{
    QByteArray text;
    eachLine(bytes, [&text](QByteArrayView line) {
        const bool ended = line.endsWith('\n');
        const QByteArrayView words = line.chopped(line.endsWith("\r\n") ? 2 : ended ? 1 : 0);
        text += isAsciiText(words) ? words.toByteArray() : visibleText(words).toUtf8();
        if (ended)
            text += '\n';
    });
    return text;
}

} // namespace handglass
