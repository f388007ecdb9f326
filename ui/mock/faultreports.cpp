// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/faultreports.h"

#include "ui/mock/faultwords.h"

#include <algorithm>

namespace handglass {

void FaultReports::take(const QList<FaultVerdict> &verdicts)
{
    for (const FaultVerdict &verdict : verdicts) {
        const auto known = std::ranges::find(kinds, verdict.fault, &Kind::fault);
        if (known == kinds.end())
            kinds.prepend({verdict.fault, {}});
        else
            std::rotate(kinds.begin(), known, known + 1);
        QMap<ConnectionId, FaultVerdict> &clients = kinds.first().verdicts;
        clients.insert(verdict.connection, verdict);
        if (clients.size() > MostClients)
            clients.erase(clients.begin());
    }
}

QStringList FaultReports::texts(const std::function<int(ConnectionId)> &numberOf) const
{
    QStringList texts;
    for (const Kind &kind : kinds)
        texts.append(faultReport(kind.verdicts.values(), numberOf));
    return texts;
}

} // namespace handglass
