// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/headedit.h"

#include <QList>

#include <optional>

namespace handglass::lesson {

namespace {

constexpr QByteArrayView LineEnd = "\r\n";

/// Lines with their ends; the last one is the empty line.
QList<QByteArrayView> linesOf(QByteArrayView head)
{
    QList<QByteArrayView> lines;
    while (!head.isEmpty()) {
        const qsizetype end = head.indexOf('\n');
        const qsizetype size = end < 0 ? head.size() : end + 1;
        lines.append(head.first(size));
        head = head.sliced(size);
    }
    return lines;
}

bool isField(QByteArrayView line, QByteArrayView name)
{
    return line.size() > name.size() && line.at(name.size()) == ':'
        && line.first(name.size()).compare(name, Qt::CaseInsensitive) == 0;
}

bool isFold(QByteArrayView line)
{
    return line.startsWith(' ') || line.startsWith('\t');
}

/// Each line of that header, with the lines that it is folded into, becomes this; none: it is left out.
QByteArray edited(QByteArrayView head, QByteArrayView name, std::optional<QByteArrayView> value)
{
    QByteArray result;
    bool inField = false;
    for (const QByteArrayView line : linesOf(head)) {
        if (inField && isFold(line))
            continue;
        inField = isField(line, name);
        if (!inField)
            result += line;
        else if (value)
            result += line.first(name.size()).toByteArray() + ": " + value->toByteArray() + LineEnd.toByteArray();
    }
    return result;
}

} // namespace

QByteArray withStartLine(QByteArrayView head, QByteArrayView line)
{
    const QList<QByteArrayView> lines = linesOf(head);
    const qsizetype size = lines.isEmpty() ? 0 : lines.first().size();
    return line.toByteArray() + LineEnd.toByteArray() + head.sliced(size).toByteArray();
}

QByteArray withHeader(QByteArrayView head, QByteArrayView name, QByteArrayView value)
{
    return edited(head, name, value);
}

QByteArray withoutHeader(QByteArrayView head, QByteArrayView name)
{
    return edited(head, name, {});
}

QByteArray withLine(QByteArrayView head, QByteArrayView line)
{
    const QList<QByteArrayView> lines = linesOf(head);
    const qsizetype end = head.size() - (lines.isEmpty() ? 0 : lines.last().size());
    return head.first(end).toByteArray() + line.toByteArray() + LineEnd.toByteArray() + head.sliced(end).toByteArray();
}

} // namespace handglass::lesson
