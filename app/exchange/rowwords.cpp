// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/rowwords.h"

#include <QDateTime>

namespace handglass {

namespace {
constexpr qint64 NsInSecond = 1'000'000'000;
}

QString rfc3339(qint64 unixNs)
{
    const QDateTime seconds = QDateTime::fromSecsSinceEpoch(unixNs / NsInSecond, Qt::UTC);
    return seconds.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss."))
        + QStringLiteral("%1Z").arg(unixNs % NsInSecond, 9, 10, QLatin1Char('0'));
}

std::optional<qint64> fromRfc3339(QStringView text)
{
    constexpr qsizetype SecondsEnd = 19;
    if (text.size() <= SecondsEnd)
        return std::nullopt;
    QStringView rest = text.sliced(SecondsEnd);
    qint64 ns = 0;
    if (rest.startsWith(u'.')) {
        qint64 unit = NsInSecond / 10;
        rest = rest.sliced(1);
        for (; !rest.isEmpty() && rest.front() >= u'0' && rest.front() <= u'9'; rest = rest.sliced(1)) {
            ns += (rest.front().unicode() - u'0') * unit;
            unit /= 10;
        }
    }
    const QDateTime seconds = QDateTime::fromString(text.first(SecondsEnd).toString() + rest.toString(), Qt::ISODate);
    if (!seconds.isValid())
        return std::nullopt;
    return seconds.toSecsSinceEpoch() * NsInSecond + ns;
}

QString opcodeWord(Opcode opcode)
{
    switch (opcode) {
    case Opcode::Continuation:
        return QStringLiteral("continuation");
    case Opcode::Text:
        return QStringLiteral("text");
    case Opcode::Binary:
        return QStringLiteral("binary");
    case Opcode::Close:
        return QStringLiteral("close");
    case Opcode::Ping:
        return QStringLiteral("ping");
    case Opcode::Pong:
        return QStringLiteral("pong");
    }
    return QStringLiteral("reserved");
}

QString kindWord(EntryKind kind)
{
    switch (kind) {
    case EntryKind::Opened:
        return QStringLiteral("opened");
    case EntryKind::Frame:
        return QStringLiteral("frame");
    case EntryKind::Closed:
        return QStringLiteral("closed");
    case EntryKind::Notice:
        break;
    }
    return QStringLiteral("notice");
}

QString directionWord(Direction direction)
{
    switch (direction) {
    case Direction::Sent:
        return QStringLiteral("sent");
    case Direction::Received:
        return QStringLiteral("received");
    case Direction::None:
        break;
    }
    return {};
}

QString maskingKeyHex(quint32 key)
{
    return QStringLiteral("%1").arg(key, 8, 16, QLatin1Char('0'));
}

} // namespace handglass
