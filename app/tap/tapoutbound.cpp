// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tap.h"

// From Qt's class to the wire.

namespace handglass {

void Tap::readPrivate()
{
    if (m_readingPrivate || m_phase == Phase::Waiting || m_phase == Phase::Closed)
        return;
    m_readingPrivate = true;
    while (!(m_heldPrivate = outboundPaused())) {
        if (!std::exchange(m_heldChunk, false)) {
            if (!m_outBuffer)
                m_outBuffer.emplace();
            const qint64 size = m_private->read(m_outBuffer->data(), ChunkBuffer::Bytes);
            if (size <= 0)
                break;
            const QByteArrayView chunk(m_outBuffer->data(), size);
            m_outRun.begin(chunk);
            m_fromQt.feed(chunk);
        }
        m_sendTimeNs = nowNs();
        Frame frame;
        while (!rawBusy() && m_fromQt.next(frame))
            takeFromQt(frame);
        m_heldChunk = rawBusy();
        m_outRun.flush([this](QByteArrayView frames) { writePublic(frames); });
        m_outDeflate.feedPending(m_fromQt);
        m_recorder->submit();
        if (m_outDeflate.work() >= SliceBytes) {
            m_heldPrivate = true;
            if (m_fencePending)
                m_timer.start(); // it waits for us
            break;
        }
    }
    if (!m_heldChunk)
        m_outBuffer.reset();
    m_outDeflate.clearWork();
    m_readingPrivate = false;
    m_public->flush();
    resumeLater();
    tellPressure();
}

void Tap::takeFromQt(const Frame &frame)
{
    switch (frame.header.opcode) {
    case Opcode::Continuation:
    case Opcode::Text:
    case Opcode::Binary:
        forward(frame);
        break;
    case Opcode::Pong:
        if (m_fencePending && frame.payload == m_fenceToken)
            fencePassed();
        break;
    case Opcode::Close:
        privateEnded();
        break;
    case Opcode::Ping: // Qt's own; the tap alone speaks ping on the wire
        if (frame.payload == rawToken())
            startRaw();
        else if (frame.payload == passToken() && !m_closeSent && m_public->state() == QAbstractSocket::ConnectedState)
            Q_EMIT passed();
        break;
    }
}

void Tap::forward(const Frame &frame)
{
    if (m_closeSent || m_public->state() != QAbstractSocket::ConnectedState)
        return;
    const auto write = [this](QByteArrayView frames) { writePublic(frames); };
    if (!m_outDeflate.isOn()) {
        recordSent(frame.header, frame.payload, {});
        m_outRun.add(frame.wire, write);
        return;
    }
    const OutboundDeflate::Packed packed = m_outDeflate.pack(frame);
    recordSent(packed.header, packed.payload, frame.payload.toByteArray());
    m_outRun.flush(write);
    writePublic(encodeFrame(packed.header, packed.payload));
}

void Tap::recordSent(const FrameHeader &header, QByteArrayView payload, const std::optional<QByteArray> &content)
{
    EntryRow row = rowOf(header, payload.size());
    row.connection = m_record.id;
    row.timeNs = m_sendTimeNs;
    row.direction = Direction::Sent;
    if (header.opcode == Opcode::Continuation) {
        row.messageFirst = m_sentMessageFirst;
        row.bits |= header.fin ? EntryLast : 0;
    } else if (!header.fin) {
        row.bits |= EntryFirst;
    }
    const EntryId id = content ? m_recorder->add(row, payload, {}, *content) : m_recorder->add(row, payload);
    if (header.opcode != Opcode::Continuation)
        m_sentMessageFirst = id;
}

void Tap::writePublic(QByteArrayView bytes)
{
    m_written += bytes.size();
    if (m_raw)
        m_raw->othersWrote(bytes.size());
    m_out.write(bytes);
}

} // namespace handglass
