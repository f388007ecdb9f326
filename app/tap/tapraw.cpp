// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tap.h"

// What a tap sends by hand, and how it learns that the peer is still there.

namespace handglass {

QString Tap::sendRaw(const RawSend &raw)
{
    if (m_phase != Phase::Waiting && m_phase != Phase::Open)
        return tr("expected an open connection, got one that is closing: nothing was sent");
    if (m_public->state() != QAbstractSocket::ConnectedState)
        return tr("expected an open connection, got one that has ended: nothing was sent");
    m_rawQueue.append(raw);
    return {};
}

QByteArray Tap::rawToken()
{
    return "handglass raw";
}

QByteArray Tap::passToken()
{
    return "handglass passed";
}

void Tap::startRaw()
{
    if (m_rawQueue.isEmpty() || m_public->state() != QAbstractSocket::ConnectedState)
        return;
    if (m_closeSent) {
        stopRaw();
        return;
    }
    m_outRun.flush([this](QByteArrayView frames) { writePublic(frames); });
    if (!m_raw)
        m_raw.reset(new RawSender(*this)); // a private base: make_unique does not see it
    m_raw->start(m_rawQueue.takeFirst());
}

void Tap::stopRaw()
{
    if (m_raw)
        m_raw->stop();
    for (const RawSend &raw : std::exchange(m_rawQueue, {})) {
        EntryRow row;
        row.kind = EntryKind::Notice;
        row.bits = EntryByHand;
        recordRaw(row, {}, tr("%1 bytes composed by hand were not sent: the connection is closing").arg(raw.size()));
    }
}

bool Tap::writeRaw(QByteArrayView bytes)
{
    if (m_public->state() != QAbstractSocket::ConnectedState)
        return false;
    m_written += bytes.size();
    m_out.write(bytes);
    m_public->flush(); // a piece is a write of its own
    return true;
}

EntryId Tap::recordRaw(EntryRow row, QByteArrayView payload, const QString &text)
{
    row.connection = m_record.id;
    row.timeNs = nowNs();
    const EntryId id = m_recorder->add(row, payload, text);
    m_recorder->submit();
    return id;
}

void Tap::rawFrameWritten(const Frame &frame, EntryId row)
{
    if (frame.header.rsv1)
        resetDeflate(); // the peer's window holds what this frame says
    if (frame.header.opcode == Opcode::Ping)
        m_pings.sent(frame.payload, row, nowNs());
    if (frame.header.opcode != Opcode::Close || m_closeSent)
        return;
    m_closeSent = true;
    noteFirstClose(ClosedBy::Us);
    enterClosing();
    m_timer.start(m_settings.closeTimeout);
}

void Tap::rawDone()
{
    sendOwedPong();
    m_recorder->submit();
    if (m_phase == Phase::Closing)
        sendClose();
    resume();
}

// ---- liveness

void Tap::setAutoPong(bool on)
{
    m_settings.autoPong = on;
    if (!on)
        m_owedPong.reset();
}

std::optional<PingLog::Answer> Tap::takePong(const Frame &frame, const Mark &mark)
{
    if (frame.header.opcode != Opcode::Pong || (mark.flags & (EntryViolation | EntryUnfinished)) != 0)
        return std::nullopt;
    const auto answer = m_pings.answered(frame.payload, m_passTimeNs);
    if (answer && m_keepAlive)
        m_keepAlive->answered(answer->ping);
    return answer;
}

void Tap::startKeepAlive()
{
    if (m_settings.keepAlive.interval.count() <= 0 || m_phase != Phase::Open)
        return;
    m_keepAlive = std::make_unique<KeepAliveClock>(m_settings.keepAlive);
    connect(m_keepAlive.get(), &KeepAliveClock::due, this, &Tap::pingByItself);
    connect(m_keepAlive.get(), &KeepAliveClock::silent, this, &Tap::pongOverdue);
    m_keepAlive->start();
}

void Tap::pingByItself(const QByteArray &payload)
{
    if (m_phase != Phase::Open || rawBusy() || m_public->state() != QAbstractSocket::ConnectedState)
        return;
    readPrivate(); // what was sent before, as far as it is here
    const EntryId row = writeControl(Opcode::Ping, payload);
    m_recorder->submit();
    m_keepAlive->pinged(row, m_written);
}

void Tap::pongOverdue(EntryId ping)
{
    readPublic(); // the Pong may be here, and the thread was held up
    if (m_phase != Phase::Open || m_heldPublic || !m_keepAlive->waitsFor(ping))
        return;
    const auto timeout = m_settings.keepAlive.timeout.count();
    const QString time = timeout % 1000 == 0 ? tr("%1 s").arg(timeout / 1000) : tr("%1 ms").arg(timeout);
    m_endCause = tr("no Pong came within %1 of the Ping in row %2, RFC 6455 §5.5.2").arg(time).arg(ping);
    noteFirstClose(ClosedBy::Us);
    finish(); // lets go of the socket's signals first
    m_public->abort();
}

} // namespace handglass
