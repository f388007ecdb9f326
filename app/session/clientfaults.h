// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/mock/fault.h"
#include "app/session/outgoing.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace handglass {

class FaultJudge;

/// Makes the faults of frames to one client of a mock. Everything that is sent to it goes through here. Network thread.
class ClientFaults final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientFaults)
public:
    /// Adds a Notice row of the client, with EntryOnPurpose; gives its number.
    using Note = std::function<EntryId(const QString &)>;
    /// tap and socket: of the client, and there as long as this.
    ClientFaults(Tap &tap, QWebSocket &socket, FaultJudge &judge, Note note);

    /// Are made from now on; those of the handshake are passed over.
    void setFaults(const QList<scenario::Fault> &faults);
    /// At once: a frame of its own, the next message otherwise, or from now on.
    void makeNow(const scenario::Fault &fault);
    /// As put().
    QString send(const Outgoing &message);
    /// The connection is over: what was held back is told.
    void ended();
    /// Nothing is held back any more, so that the connection can end.
    void lift();

private:
    void frameCame(quint8 opcode, EntryId row);
    void updateStream();
    void updateFreeze();
    void thaw();
    const scenario::Fault *streamFault(scenario::FaultKind kind) const;
    void told(scenario::FaultKind kind);
    std::optional<scenario::Fault> nextOf();
    QString make(const scenario::Fault &fault, const Outgoing &message);
    void sendLater(const scenario::Fault &fault, const RawSend &message);
    QString sendHeldBack();

    Tap &m_tap;
    QWebSocket &m_socket;
    FaultJudge &m_judge;
    Note m_note;
    QList<scenario::Fault> m_faults; ///< see setFaults()
    QList<scenario::Fault> m_stays;  ///< of Stream, made by makeNow()
    std::optional<scenario::Fault> m_forNext;
    std::optional<RawSend> m_heldBack; ///< goes behind the next message
    qint64 m_messages = 0;
    int m_lateMessages = 0;
    qint64 m_late = 0;                       ///< bytes that wait for their time
    std::optional<scenario::Fault> m_frozen; ///< since it holds, also when its time is over
    QTimer m_thaw;
    std::optional<qint64> m_rate;
};

} // namespace handglass
