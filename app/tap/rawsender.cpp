// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/rawsender.h"

#include "app/tap/inbound.h"

#include <limits>
#include <utility>

namespace handglass {

RawSender::RawSender(RawSink &sink)
    : m_sink(sink)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RawSender::writeNext);
}

void RawSender::start(const RawSend &raw)
{
    m_raw = raw;
    m_toldFault = false;
    m_next = 0;
    m_busy = true;
    if (m_raw.pieces.isEmpty() && !m_raw.purpose.isEmpty())
        note({}, m_raw.lost);
    if (!m_raw.pieces.isEmpty() && m_raw.pieces.first().pause.count() > 0)
        m_timer.start(m_raw.pieces.first().pause);
    else
        writeNext();
}

void RawSender::writeNext()
{
    while (m_next < m_raw.pieces.size()) {
        const QByteArray bytes = m_raw.pieces.at(m_next).bytes;
        if (!m_sink.writeRaw(bytes)) {
            stop();
            return;
        }
        ++m_next;
        writePiece(bytes);
        if (!m_busy) // a sink that stopped it
            return;
        if (m_next < m_raw.pieces.size() && m_raw.pieces.at(m_next).pause.count() > 0) {
            m_timer.start(m_raw.pieces.at(m_next).pause);
            return;
        }
    }
    recordUnfinished();
    if (m_raw.reset) {
        m_sink.rawReset();
        return;
    }
    m_raw.pieces.clear();
    m_busy = false;
    m_sink.rawDone();
}

void RawSender::writePiece(const QByteArray &bytes)
{
    m_reader.feed(recordRest(bytes));
    Frame frame;
    while (m_reader.next(frame))
        record(frame);
}

void RawSender::stop()
{
    if (!std::exchange(m_busy, false))
        return;
    m_timer.stop();
    recordUnfinished();
    if (left() > 0)
        note(tr("%1 bytes composed by hand were not sent: the connection ended before").arg(left()), {});
    m_raw.pieces.clear();
}

qint64 RawSender::left() const
{
    qint64 bytes = 0;
    for (qsizetype i = m_next; i < m_raw.pieces.size(); ++i)
        bytes += m_raw.pieces.at(i).bytes.size();
    return bytes;
}

void RawSender::othersWrote(qint64 bytes)
{
    m_left -= qMin(m_left, quint64(bytes));
}

/// Bytes that the peer takes for the rest of a frame whose row is there already.
QByteArrayView RawSender::recordRest(QByteArrayView bytes)
{
    const auto size = qsizetype(qMin(m_left, quint64(bytes.size())));
    if (size == 0)
        return bytes;
    m_left -= quint64(size);
    note(tr("sent by hand: the peer takes these bytes for the rest of the frame in row %1").arg(m_unfinished),
        bytes.first(size));
    return bytes.sliced(size);
}

void RawSender::record(const Frame &frame)
{
    EntryRow row = rowOf(frame.header, frame.payload.size());
    row.direction = Direction::Sent;
    fillMessage(frame.header, row);
    const EntryId id = add(row, frame.payload);
    if (!isControl(frame.header.opcode)) {
        if (frame.header.opcode != Opcode::Continuation)
            m_messageFirst = id;
        if (frame.header.fin)
            m_messageFirst = 0;
    }
    m_sink.rawFrameWritten(frame, id);
}

void RawSender::fillMessage(const FrameHeader &header, EntryRow &row) const
{
    if (header.opcode == Opcode::Continuation) {
        row.messageFirst = m_messageFirst;
        row.bits |= header.fin ? EntryLast : 0;
    } else if (!header.fin && !isControl(header.opcode)) {
        row.bits |= EntryFirst;
    }
}

void RawSender::recordUnfinished()
{
    if (const FrameHeader *header = m_reader.pendingHeader()) {
        const QByteArrayView payload = m_reader.pendingPayload();
        constexpr quint64 Most = std::numeric_limits<qint64>::max();
        EntryRow row = rowOf(*header, 0);
        row.direction = Direction::Sent;
        row.bits |= EntryUnfinished;
        row.wireLength += qint64(qMin(header->payloadLength, Most - quint64(header->size())));
        fillMessage(*header, row);
        m_left = header->payloadLength - quint64(payload.size());
        m_unfinished = add(row, payload);
    } else if (m_reader.buffered() > 0) {
        const QByteArrayView bytes = m_reader.pendingWire();
        note(tr("sent by hand, the start of a frame header: %1")
                 .arg(QString::fromLatin1(bytes.toByteArray().toHex(' '))),
            bytes);
    }
    m_reader.clear();
}

EntryId RawSender::note(const QString &text, QByteArrayView bytes)
{
    EntryRow row;
    row.kind = EntryKind::Notice;
    return add(row, bytes, text);
}

/// What is wrong on purpose says so in place of the text.
EntryId RawSender::add(EntryRow row, QByteArrayView payload, const QString &text)
{
    row.bits |= EntryByHand;
    if (m_raw.purpose.isEmpty())
        return m_sink.recordRaw(row, payload, text);
    row.bits |= EntryOnPurpose;
    const EntryId id = m_sink.recordRaw(row, payload, m_raw.purpose);
    if (!std::exchange(m_toldFault, true))
        m_sink.faultRecorded(m_raw.fault, id);
    return id;
}

} // namespace handglass
