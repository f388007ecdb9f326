// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/celltests.h"

#include "app/decode/jsonpath.h"
#include "ui/log/filtercompletion.h"

namespace handglass {

namespace {

constexpr int MostMembers = 20;
constexpr int DeepestMember = 3;
constexpr qsizetype LongestValue = 60;

QString typeTest(const Entry &entry)
{
    switch (entry.row.kind) {
    case EntryKind::Opened:
        return QStringLiteral("type:opened");
    case EntryKind::Closed:
        return QStringLiteral("type:closed");
    case EntryKind::Notice:
        return QStringLiteral("type:notice");
    case EntryKind::Frame:
        break;
    }
    switch (entry.opcode()) {
    case Opcode::Continuation:
        return QStringLiteral("type:continuation");
    case Opcode::Text:
        return QStringLiteral("type:text");
    case Opcode::Binary:
        return QStringLiteral("type:binary");
    case Opcode::Close:
        return QStringLiteral("type:close");
    case Opcode::Ping:
        return QStringLiteral("type:ping");
    case Opcode::Pong:
        return QStringLiteral("type:pong");
    default:
        return QStringLiteral("opcode:%1").arg(static_cast<int>(entry.opcode()));
    }
}

/// $.type="tick": strings in quotes, all else as it is spelled. Empty for what is no plain value, or too long to read.
QString memberTest(const QByteArray &content, const QString &member)
{
    const auto path = JsonPath::parse(member);
    const auto value = path ? jsonValue(content, *path) : std::nullopt;
    if (!value || value->startsWith('{') || value->startsWith('[') || value->size() > LongestValue)
        return {};
    QString text = QString::fromUtf8(unescapedJson(*value));
    if (value->startsWith('"')) {
        text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
        text = u'"' + text + u'"';
    }
    return QStringLiteral("%1=%2").arg(member, text);
}

QStringList memberTests(const QByteArray &content)
{
    QStringList tests;
    const QStringList members = jsonMembers(content, DeepestMember);
    for (const QString &member : members) {
        const QString test = memberTest(content, member);
        if (!test.isEmpty() && tests.size() < MostMembers)
            tests.append(test);
    }
    return tests;
}

} // namespace

QStringList cellTests(LogColumn column, const Entry &entry, const QByteArray &content)
{
    const bool frame = entry.row.kind == EntryKind::Frame;
    switch (column) {
    case LogColumn::Direction:
        if (entry.row.direction == Direction::None)
            return {};
        return {entry.row.direction == Direction::Sent ? QStringLiteral("dir:sent") : QStringLiteral("dir:received")};
    case LogColumn::Type:
        return {typeTest(entry)};
    case LogColumn::Connection:
        return {QStringLiteral("conn:%1").arg(entry.row.connection)};
    case LogColumn::Size:
        return frame ? QStringList{QStringLiteral("size:%1").arg(entry.payloadLength)} : QStringList();
    case LogColumn::Opcode:
        return frame ? QStringList{QStringLiteral("opcode:%1").arg(static_cast<int>(entry.opcode()))} : QStringList();
    case LogColumn::Fin:
        return frame ? QStringList{QStringLiteral("fin:%1").arg(entry.fin() ? 1 : 0)} : QStringList();
    case LogColumn::Rsv:
        return frame ? QStringList{QStringLiteral("rsv:%1").arg(entry.rsv())} : QStringList();
    case LogColumn::Mask:
        return frame ? QStringList{QStringLiteral("masked:%1").arg(entry.masked() ? 1 : 0)} : QStringList();
    case LogColumn::Data:
        return frame ? memberTests(content) : QStringList();
    default:
        return {};
    }
}

} // namespace handglass
