// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/recordedlog.h"

#include "app/capture/capturereader.h"
#include "app/capture/framerow.h"
#include "app/lesson/heldwire.h"
#include "app/lesson/unitcutter.h"

#include <algorithm>

namespace handglass::lesson {

namespace {

constexpr EntryId RowsAtOnce = 50'000;
constexpr qint64 NsInSecond = 1'000'000'000;

/// Makes the log, event by event in order of time.
class Maker final
{
public:
    Maker(const ConnectionRecord &record, const CaptureReader &reader)
        : m_record(record)
        , m_reader(reader)
    {
        const bool client = record.role == ConnectionRole::Client;
        m_log.live = false;
        m_log.ours = client ? End::Client : End::Server;
        m_log.url = record.url;
        m_log.clientAddress = client ? record.localAddress : record.peerAddress;
        m_log.serverAddress = client ? record.peerAddress : record.localAddress;
    }

    WireLog make()
    {
        addTcp();
        addHead(End::Client, m_record.rawRequest, m_record.requestNs);
        addHead(End::Server, m_record.rawResponse, m_record.responseNs);
        if (!m_record.body.isEmpty())
            addUnit(End::Server, UnitKind::Body, m_record.body, m_record.responseNs);
        if (m_record.openedNs > 0)
            changeEnd(EndState::Open, m_record.openedNs);
        const bool all = m_record.openedNs == 0 || addFrames();
        if (all)
            addEnd();
        return m_log;
    }

private:
    qint64 since(qint64 ns) const { return ns > 0 ? std::max<qint64>(0, ns - m_record.startedNs) : m_lastNs; }
    WireEvent &addEvent(EventKind kind, qint64 ns)
    {
        WireEvent event;
        event.kind = kind;
        event.ns = m_lastNs = std::max(m_lastNs, ns);
        m_log.events.append(event);
        return m_log.events.last();
    }

    void addTcp()
    {
        changeEnd(EndState::Connecting, 0);
        const PhaseTimes &times = m_record.times;
        const FailurePhase failed = m_record.failure.phase;
        if (failed == FailurePhase::NameLookup)
            return;
        const qint64 begun = std::max<qint64>(0, times.nameLookup);
        addEvent(EventKind::TcpConnecting, begun);
        if (failed != FailurePhase::Tcp && (times.tcp >= 0 || m_log.ours == End::Server || m_record.requestNs > 0))
            addEvent(EventKind::TcpConnected, begun + std::max<qint64>(0, times.tcp));
    }

    void addHead(End from, const QByteArray &raw, qint64 ns)
    {
        UnitCutter cutter(from, HeldWire::MaxHeld);
        for (const QList<UnitCutter::Piece> &pieces : {cutter.feed(raw), cutter.flush()}) {
            for (const UnitCutter::Piece &piece : pieces)
                addUnit(from, piece.kind, piece.bytes, ns);
        }
    }

    void addUnit(End from, UnitKind kind, const QByteArray &bytes, qint64 ns)
    {
        WireUnit unit;
        unit.number = int(m_log.units.size()) + 1;
        unit.from = from;
        unit.kind = kind;
        unit.bytes = bytes;
        unit.delivered = bytes;
        m_log.units.append(unit);
        addEvent(EventKind::Arrived, since(ns)).unit = unit.number;
        addEvent(EventKind::Delivered, since(ns)).unit = unit.number;
    }

    void changeEnd(EndState state, qint64 ns, const QString &sentence = {})
    {
        WireEvent &event = addEvent(EventKind::EndChanged, since(ns));
        event.end = m_log.ours;
        event.state = state;
        event.sentence = sentence;
    }

    /// The first row that can be of this connection: rows come in order of time.
    EntryId firstRow() const
    {
        const qint64 begun = m_record.startedNs - NsInSecond;
        EntryId from = m_reader.firstId();
        EntryId to = m_reader.lastId() + 1;
        while (from < to) {
            const EntryId middle = from + (to - from) / 2;
            const auto entry = m_reader.entry(middle);
            if (entry && entry->row.timeNs < begun)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    /// False: there are more than are shown.
    bool addFrames()
    {
        LogQuery query;
        query.connections = {m_record.id};
        const EntryId last = m_reader.lastId();
        for (EntryId from = firstRow(); from <= last; from += RowsAtOnce) {
            const EntryId to = std::min(last, from + RowsAtOnce - 1);
            for (const Entry &entry : m_reader.entries(m_reader.matches(query, from, to))) {
                if (entry.row.kind == EntryKind::Closed)
                    return true;
                if (entry.row.kind == EntryKind::Frame && !addFrame(entry))
                    return false;
            }
        }
        return true;
    }

    bool addFrame(const Entry &entry)
    {
        m_bytes += entry.payloadLength;
        if (++m_frames > MostRecordedFrames || m_bytes > HeldWire::MaxLog)
            return false;
        const FrameHeader header = headerOf(entry);
        QByteArray payload = m_reader.payload(entry.id);
        const bool whole = quint64(payload.size()) == header.payloadLength;
        if (header.masked)
            applyMask(payload.data(), payload.size(), header.maskingKey);
        const End from = entry.row.direction == Direction::Sent ? m_log.ours : otherEnd(m_log.ours);
        addUnit(from, whole ? UnitKind::Frame : UnitKind::Bytes, encodeHeader(header) + payload, entry.row.timeNs);
        if (entry.violation() && !entry.byHand()) {
            m_violation = entry.text;
            changeEnd(m_record.observeOnly ? EndState::Open : EndState::Closing, entry.row.timeNs, m_violation);
        }
        return true;
    }

    void addEnd()
    {
        if (m_record.state == ConnectionState::Failed) {
            changeEnd(EndState::Failed, m_record.closedNs, m_record.failure.fact);
        } else if (m_record.state == ConnectionState::Closed) {
            changeEnd(EndState::Closed, m_record.closedNs, m_record.observeOnly ? QString() : m_violation);
            m_log.events.last().closeCode = m_record.closeCode;
            m_log.events.last().closeReason = m_record.closeReason;
        }
    }

    const ConnectionRecord &m_record;
    const CaptureReader &m_reader;
    WireLog m_log;
    QString m_violation;
    qint64 m_lastNs = 0;
    int m_frames = 0;
    qint64 m_bytes = 0;
};

} // namespace

WireLog recordedLog(const ConnectionRecord &record, const CaptureReader &reader)
{
    return Maker(record, reader).make();
}

} // namespace handglass::lesson
