// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replaytext.h"

#include "ui/common/format.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::ReplayPanel)
};

constexpr qint64 SoonNs = 100'000'000;
constexpr qint64 TenthNs = 100'000'000;

QString sentText(qint64 sent, qint64 total)
{
    if (total == 0)
        return Words::tr("%1 sent.").arg(groupedNumber(sent));
    return Words::tr("%1 of %2 sent.").arg(groupedNumber(sent), groupedNumber(total));
}

/// In tenths of a second up to a minute.
QString waitText(qint64 ns)
{
    constexpr qint64 MinuteNs = 60'000'000'000;
    if (ns >= MinuteNs)
        return durationText(ns);
    return Words::tr("%1 s").arg(double((ns + TenthNs - 1) / TenthNs) / 10, 0, 'f', 1);
}

QString nextText(const ReplayProgress &progress)
{
    const QString row = groupedNumber(progress.next);
    if (progress.next == 0)
        return progress.sent == 0 ? Words::tr("Reading the capture…") : QString();
    if (progress.state == ReplayState::Held)
        return Words::tr("The server does not read: row %1 waits.").arg(row);
    if (progress.state == ReplayState::Paused)
        return Words::tr("Waits before row %1.").arg(row);
    const qint64 wait = progress.nextAtNs - Replay::clockNs();
    return wait < SoonNs ? Words::tr("Next: row %1.").arg(row)
                         : Words::tr("Next: row %1 in %2.").arg(row, waitText(wait));
}

} // namespace

QString countText(const ReplayCounts &counts, bool frames)
{
    const QString number = groupedNumber(counts.items);
    QString text = frames ? Words::tr("%1 frames.") : Words::tr("%1 messages.");
    if (counts.items == 1)
        text = frames ? Words::tr("%1 frame.") : Words::tr("%1 message.");
    return text.arg(number) + counts.leftOutText();
}

QString progressText(const ReplayProgress &progress, qint64 total)
{
    if (progress.isOver())
        return progress.sentence;
    return QStringLiteral("%1 %2").arg(sentText(progress.sent, total), nextText(progress)).trimmed();
}

} // namespace handglass
