// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/clientfaults.h"

#include "app/mock/faultduty.h"
#include "app/session/faultjudge.h"
#include "app/session/faultyframes.h"
#include "app/tap/tap.h"

#include <algorithm>

namespace handglass {

using scenario::Fault;
using scenario::FaultKind;

namespace {

constexpr qint64 MostLate = 8 << 20; ///< bytes

bool isForNext(FaultKind kind)
{
    return kind == FaultKind::Lose || kind == FaultKind::Duplicate || kind == FaultKind::Delay
        || kind == FaultKind::Reorder;
}

QByteArray payloadOf(const Outgoing &message)
{
    const auto *text = std::get_if<QString>(&message);
    return text != nullptr ? text->toUtf8() : std::get<QByteArray>(message);
}

} // namespace

ClientFaults::ClientFaults(Tap &tap, QWebSocket &socket, FaultJudge &judge, Note note)
    : m_tap(tap)
    , m_socket(socket)
    , m_judge(judge)
    , m_note(std::move(note))
{
    m_thaw.setSingleShot(true);
    m_thaw.setTimerType(Qt::PreciseTimer);
    connect(&m_thaw, &QTimer::timeout, this, &ClientFaults::thaw);
    connect(&m_tap, &Tap::frameCame, this, &ClientFaults::frameCame);
    m_tap.watchFrames(true);
}

void ClientFaults::setFaults(const QList<Fault> &faults)
{
    m_faults = faults;
    updateStream();
}

void ClientFaults::makeNow(const Fault &fault)
{
    switch (effectOf(fault.kind)) {
    case FaultEffectOn::Handshake:
        return;
    case FaultEffectOn::Stream:
        m_stays.append(fault);
        updateStream();
        return;
    case FaultEffectOn::Message:
        if (isForNext(fault.kind)) {
            m_forNext = fault;
            return;
        }
        break;
    case FaultEffectOn::Before:
        break;
    }
    const QString error = put(m_tap, m_socket, faultyFrames(fault, m_tap.compresses()));
    if (!error.isEmpty())
        m_note(error);
}

// ---- what holds for all that is sent, and what the client gets no answer to

const Fault *ClientFaults::streamFault(FaultKind kind) const
{
    for (const QList<Fault> *faults : {&m_stays, &m_faults}) {
        const auto at =
            std::find_if(faults->crbegin(), faults->crend(), [kind](const Fault &fault) { return fault.kind == kind; });
        if (at != faults->crend())
            return &*at;
    }
    return nullptr;
}

void ClientFaults::updateStream()
{
    m_tap.withhold(streamFault(FaultKind::PongWithheld) != nullptr, streamFault(FaultKind::CloseNotEchoed) != nullptr);
    const Fault *slow = streamFault(FaultKind::Throughput);
    const auto rate = slow == nullptr ? std::nullopt : std::optional(slow->number);
    if (rate != m_rate) {
        m_rate = rate;
        m_tap.setSendRate(rate);
        if (rate)
            told(FaultKind::Throughput);
    }
    updateFreeze();
}

/// It begins once, however often it is set.
void ClientFaults::updateFreeze()
{
    const Fault *freeze = streamFault(FaultKind::Freeze);
    if (freeze == nullptr) {
        m_frozen.reset();
        m_thaw.stop();
        m_tap.setSending(true);
    } else if (m_frozen != *freeze) {
        m_frozen = *freeze;
        m_tap.setSending(false);
        told(FaultKind::Freeze);
        if (freeze->interval.count() > 0)
            m_thaw.start(freeze->interval);
        else
            m_thaw.stop();
    }
}

void ClientFaults::thaw()
{
    m_stays.removeIf([](const Fault &fault) { return fault.kind == FaultKind::Freeze; });
    m_tap.setSending(true);
    if (streamFault(FaultKind::Freeze) == nullptr)
        m_frozen.reset();
}

void ClientFaults::lift()
{
    m_faults = {};
    m_stays = {};
    updateStream();
}

void ClientFaults::ended()
{
    const int never = m_lateMessages + (m_heldBack ? 1 : 0);
    if (never > 0)
        m_note(tr("Messages that were to go out later, on purpose, never did, for the connection ended before: %1")
                   .arg(never));
}

void ClientFaults::told(FaultKind kind)
{
    m_judge.made(m_tap.record().id, kind, m_note(scenario::purposeText(kind)));
}

/// A row for each Ping that is not answered would double the log: the first one has it.
void ClientFaults::frameCame(quint8 opcode, EntryId row)
{
    const ConnectionId id = m_tap.record().id;
    const auto withheld = [&](FaultKind kind) {
        if (streamFault(kind) == nullptr)
            return;
        if (m_judge.hasMade(id, kind))
            m_judge.made(id, kind, row);
        else
            told(kind);
    };
    if (Opcode(opcode) == Opcode::Ping)
        withheld(FaultKind::PongWithheld);
    else if (Opcode(opcode) == Opcode::Close && m_tap.isOpen())
        withheld(FaultKind::CloseNotEchoed);
}

// ---- messages

QString ClientFaults::send(const Outgoing &message)
{
    if (std::holds_alternative<RawSend>(message))
        return put(m_tap, m_socket, message);
    const auto fault = nextOf();
    if (fault && fault->kind == FaultKind::Reorder && !m_heldBack) {
        m_heldBack = faultyFrames(*fault, std::holds_alternative<QString>(message), payloadOf(message), false);
        return {};
    }
    const QString error = fault ? make(*fault, message) : put(m_tap, m_socket, message);
    return error.isEmpty() ? sendHeldBack() : error;
}

/// The fault that is made to the message that is sent now.
std::optional<Fault> ClientFaults::nextOf()
{
    ++m_messages;
    if (m_forNext)
        return std::exchange(m_forNext, std::nullopt);
    const auto at = std::ranges::find_if(std::as_const(m_faults), [this](const Fault &fault) {
        const FaultEffectOn effect = effectOf(fault.kind);
        const bool ofMessages = effect == FaultEffectOn::Message || effect == FaultEffectOn::Before;
        return ofMessages && m_messages % fault.every == 0;
    });
    return at == m_faults.cend() ? std::nullopt : std::optional(*at);
}

QString ClientFaults::make(const Fault &fault, const Outgoing &message)
{
    const bool text = std::holds_alternative<QString>(message);
    const RawSend raw = faultyFrames(fault, text, payloadOf(message), m_tap.compresses());
    if (fault.kind == FaultKind::Reorder)
        return put(m_tap, m_socket, message); // one is held back already
    if (fault.kind == FaultKind::Delay) {
        sendLater(fault, raw);
        return {};
    }
    if (fault.kind == FaultKind::Duplicate) {
        const QString error = put(m_tap, m_socket, message);
        return error.isEmpty() ? put(m_tap, m_socket, raw) : error;
    }
    const QString error = put(m_tap, m_socket, raw);
    const bool before = effectOf(fault.kind) == FaultEffectOn::Before;
    return error.isEmpty() && before ? put(m_tap, m_socket, message) : error;
}

void ClientFaults::sendLater(const Fault &fault, const RawSend &message)
{
    if (m_late + message.size() > MostLate) {
        m_note(tr("A message of %1 bytes was not sent: %2 bytes wait to be sent late already, on purpose.")
                   .arg(message.size())
                   .arg(m_late));
        return;
    }
    m_late += message.size();
    ++m_lateMessages;
    QTimer::singleShot(fault.interval, Qt::PreciseTimer, this, [this, message] {
        m_late -= message.size();
        --m_lateMessages;
        const QString error = put(m_tap, m_socket, message);
        if (!error.isEmpty())
            m_note(error);
    });
}

QString ClientFaults::sendHeldBack()
{
    return m_heldBack ? put(m_tap, m_socket, *std::exchange(m_heldBack, std::nullopt)) : QString();
}

} // namespace handglass
