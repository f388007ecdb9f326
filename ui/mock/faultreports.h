// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/faultverdict.h"

#include <QMap>
#include <QStringList>

#include <functional>

namespace handglass {

/// What came of a mock's faults: of each kind that was made the latest verdicts, a bounded number of clients.
struct FaultReports {
    static constexpr qsizetype MostClients = 200; ///< of one kind

    struct Kind {
        scenario::FaultKind fault = scenario::FaultKind::WrongAccept;
        QMap<ConnectionId, FaultVerdict> verdicts;
    };
    QList<Kind> kinds; ///< the one that was told last first

    void take(const QList<FaultVerdict> &verdicts);
    /// A paragraph each.
    QStringList texts(const std::function<int(ConnectionId)> &numberOf) const;
};

} // namespace handglass
