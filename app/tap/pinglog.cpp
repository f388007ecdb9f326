// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/pinglog.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {
constexpr qsizetype MostWaiting = 64; ///< of a peer that never answers
}

void PingLog::sent(QByteArrayView payload, EntryId row, qint64 timeNs)
{
    if (m_waiting.size() == MostWaiting)
        m_waiting.removeFirst();
    m_waiting.append({payload.toByteArray(), row, timeNs});
}

std::optional<PingLog::Answer> PingLog::answered(QByteArrayView payload, qint64 timeNs)
{
    const auto at = std::ranges::find_if(m_waiting, [payload](const Waiting &ping) { return payload == ping.payload; });
    if (at == m_waiting.end())
        return std::nullopt;
    const Answer answer{at->row, timeNs - at->timeNs};
    m_waiting.erase(m_waiting.begin(), std::next(at));
    return answer;
}

QString rttText(qint64 ns)
{
    const double ms = double(ns) / 1e6;
    return QCoreApplication::translate("handglass::PingLog", "RTT %1 ms").arg(ms, 0, 'f', ms < 1 ? 2 : 1);
}

} // namespace handglass
