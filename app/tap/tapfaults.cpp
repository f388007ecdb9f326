// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/halfclose.h"
#include "app/tap/tap.h"

// What is wrong on purpose with a connection.

namespace handglass {

void Tap::setSendRate(std::optional<qint64> bytesPerSecond)
{
    m_out.setRate(bytesPerSecond);
}

void Tap::setSending(bool on)
{
    m_out.setHeld(!on);
}

void Tap::withhold(bool pongs, bool closeAnswer)
{
    m_withholdPongs = pongs;
    if (pongs)
        m_owedPong.reset();
    m_withholdClose = closeAnswer;
    if (!closeAnswer && std::exchange(m_closeWithheld, false))
        startFence();
}

void Tap::rawReset()
{
    QMetaObject::invokeMethod(this, &Tap::reset, Qt::QueuedConnection);
}

void Tap::reset()
{
    if (m_phase == Phase::Closed)
        return;
    m_endCause = tr("reset by us, on purpose");
    noteFirstClose(ClosedBy::Us);
    m_public->flush(); // what the peer is to see of the frame
    finish();          // lets go of the socket's signals first
    resetTcp(*m_public);
}

void Tap::faultRecorded(int fault, EntryId row)
{
    Q_EMIT faultMade(fault, row);
}

/// For who wants to know what the peer makes of a fault.
void Tap::tellFrame(const Frame &frame, EntryId row)
{
    ClosePayload close;
    if (frame.header.opcode == Opcode::Close)
        parseClosePayload(frame.payload, close);
    Q_EMIT frameCame(quint8(frame.header.opcode), row, close.code);
}

} // namespace handglass
