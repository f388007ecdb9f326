// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/faultverdict.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>

namespace handglass {

/// Watches what the clients of a mock do when faults are made to them, and judges it by what the RFC obliges them to
/// (app/mock/faultduty). What it finds is a row of the log. Network thread.
class FaultJudge final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FaultJudge)
public:
    /// Adds a Notice row, with EntryOnPurpose.
    using Note = std::function<void(ConnectionId, const QString &)>;
    explicit FaultJudge(Note note);

    /// A client that is obliged to end the connection has so long.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    bool knows(ConnectionId connection) const { return m_cases.contains(connection); }
    bool hasMade(ConnectionId connection, scenario::FaultKind fault) { return find(connection, fault) != nullptr; }

    /// row: that shows it.
    void made(ConnectionId connection, scenario::FaultKind fault, EntryId row);
    /// The client sent a frame. closeCode: of a Close frame.
    void frameCame(ConnectionId connection, Opcode opcode, EntryId row, quint16 closeCode);
    /// It was open, and has ended, or the mock has begun to end it.
    void ended(ConnectionId connection, bool byClient);
    /// It was not opened, and has ended. lateBytes: what the client sent behind its request.
    void endedUnopened(ConnectionId connection, qint64 lateBytes);

Q_SIGNALS:
    /// Each as it is now; at most 5 times a second.
    void judged(const QList<handglass::FaultVerdict> &verdicts);

private:
    struct Case {
        FaultVerdict verdict;
        qint64 madeNs = 0;
        EntryId spokeRow = 0; ///< of the first frame that came since; 0: none
    };
    Case *find(ConnectionId connection, scenario::FaultKind fault);
    void waited(ConnectionId connection, scenario::FaultKind fault);
    void closeCame(Case &judged, EntryId row, quint16 code);
    void settle(Case &judged, FaultVerdict::Outcome outcome, const QString &sentence);
    void tell(const FaultVerdict &verdict);

    Note m_note;
    std::chrono::milliseconds m_patience{5'000};
    std::map<ConnectionId, QList<Case>> m_cases;
    QList<FaultVerdict> m_changed;
    QTimer m_timer;
};

} // namespace handglass
