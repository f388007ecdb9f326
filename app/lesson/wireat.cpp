// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/wireat.h"

#include <algorithm>

namespace handglass::lesson {

namespace {

constexpr int SwitchingProtocols = 101;

bool isFinal(const WireUnit &response)
{
    const int status = readHead(response.bytes, UnitKind::Response).status;
    return status == SwitchingProtocols || status >= 200;
}

} // namespace

WireAt::WireAt(const WireLog &log, qsizetype moment)
    : m_log(log)
    , m_isDelivered(std::size_t(log.units.size()) + 1)
{
    const qsizetype count = qBound(qsizetype(0), moment, log.events.size());
    for (qsizetype i = 0; i < count; ++i) {
        const WireEvent &event = log.events.at(i);
        const WireUnit *unit = log.unit(event.unit);
        switch (event.kind) {
        case EventKind::TcpConnecting:
            m_tcpStartNs = event.ns;
            break;
        case EventKind::TcpConnected:
            m_tcpEndNs = event.ns;
            break;
        case EventKind::Arrived:
            if (!unit)
                break;
            m_steps.append({unit, false, EndState::Idle});
            if (unit->kind == UnitKind::Request)
                m_request = unit;
            else if (unit->kind == UnitKind::Response && isFinal(*unit))
                m_response = unit;
            break;
        case EventKind::Delivered:
            if (!unit)
                break;
            m_steps.append({unit, true, state(otherEnd(unit->from)).state});
            m_delivered.append(unit);
            m_isDelivered[std::size_t(unit->number)] = true;
            break;
        case EventKind::EndChanged:
            m_states[std::size_t(event.end)] = event;
            break;
        }
    }
    if (!log.live)
        concludeOther();
}

/// Of a record: the other end's bytes tell how far it had come, as the RFC has it.
void WireAt::concludeOther()
{
    const End other = otherEnd(m_log.ours);
    WireEvent &state = m_states[std::size_t(other)];
    const auto isClose = [](const Step &step) {
        const auto frame = step.unit->kind == UnitKind::Frame ? readFrame(step.unit->bytes) : std::nullopt;
        return frame && frame->header.opcode == Opcode::Close;
    };
    const auto ownFrame = [other](const Step &step) {
        return step.unit->from == other && step.unit->kind == UnitKind::Frame;
    };
    const bool accepted = m_response && responseSent().status == SwitchingProtocols;
    if (accepted && std::ranges::any_of(m_steps, isClose))
        state.state = EndState::Closing;
    else if (accepted && (other == End::Server || std::ranges::any_of(m_steps, ownFrame)))
        state.state = EndState::Open;
    else if (other == End::Client && m_tcpStartNs >= 0)
        state.state = EndState::Connecting;
}

const WireUnit *WireAt::oldestHeld() const
{
    const auto at = std::ranges::find_if(m_steps, [this](const Step &step) { return !isDelivered(*step.unit); });
    return at == m_steps.end() ? nullptr : at->unit;
}

} // namespace handglass::lesson
