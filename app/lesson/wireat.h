// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/unitreading.h"

#include <array>
#include <vector>

namespace handglass::lesson {

/// A log as it was at a moment. Keeps a reference to it.
class WireAt final
{
public:
    WireAt(const WireLog &log, qsizetype moment);

    const WireLog &log() const { return m_log; }
    bool tcpBegun() const { return m_tcpStartNs >= 0; }
    bool tcpConnected() const { return m_tcpEndNs >= 0; }
    qint64 tcpNs() const { return m_tcpEndNs - m_tcpStartNs; }
    const WireEvent &state(End end) const { return m_states[std::size_t(end)]; }

    /// What became of units, in order.
    struct Step {
        const WireUnit *unit = nullptr;
        bool delivered = false;             ///< else it came
        EndState receiver = EndState::Idle; ///< how far the end was that it is for
    };
    const QList<Step> &steps() const { return m_steps; }
    bool isDelivered(const WireUnit &unit) const { return m_isDelivered.at(std::size_t(unit.number)); }
    const QList<const WireUnit *> &delivered() const { return m_delivered; } ///< in that order
    const WireUnit *oldestHeld() const;                                      ///< null: none is

    const WireUnit *request() const { return m_request; }   ///< the last that came
    const WireUnit *response() const { return m_response; } ///< no interim one (1xx but 101); the last that came
    /// Heads; as they were sent, or got.
    HttpHead requestSent() const { return m_request ? readHead(m_request->bytes, UnitKind::Request) : HttpHead(); }
    HttpHead requestGot() const { return m_request ? readHead(m_request->delivered, UnitKind::Request) : HttpHead(); }
    HttpHead responseSent() const { return m_response ? readHead(m_response->bytes, UnitKind::Response) : HttpHead(); }
    HttpHead responseGot() const
    {
        return m_response ? readHead(m_response->delivered, UnitKind::Response) : HttpHead();
    }
    /// What it did inside is known: both ends of a live wire, our own end of a record.
    bool knows(End end) const { return m_log.live || m_log.ours == end; }

private:
    void concludeOther();

    const WireLog &m_log;
    std::array<WireEvent, 2> m_states;
    qint64 m_tcpStartNs = -1;
    qint64 m_tcpEndNs = -1;
    QList<Step> m_steps;
    QList<const WireUnit *> m_delivered;
    std::vector<bool> m_isDelivered; ///< by number
    const WireUnit *m_request = nullptr;
    const WireUnit *m_response = nullptr;
};

} // namespace handglass::lesson
