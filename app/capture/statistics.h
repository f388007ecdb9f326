// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/capture/loghistogram.h"
#include "app/capture/timebuckets.h"

#include <QHash>

#include <array>
#include <unordered_map>

namespace handglass {

/// Sums of frames. A message in fragments is one message, counted with its first frame; a control frame is one, too
/// (RFC 6455 §5.4, §5.5).
struct Totals {
    qint64 messages = 0;
    qint64 frames = 0;
    qint64 wireBytes = 0;         ///< headers and payloads as they crossed the wire
    qint64 payloadBytes = 0;      ///< as on the wire: compressed, if they were
    qint64 contentBytes = 0;      ///< decompressed
    qint64 compressedBytes = 0;   ///< payload bytes of the compressed frames
    qint64 decompressedBytes = 0; ///< their content bytes
    Totals &operator+=(const Totals &other);
    bool operator==(const Totals &) const = default;
};

/// One opcode's messages. Sizes are of content, of whole messages.
struct TypeStatistics {
    Totals sent;
    Totals received;
    LogHistogram sentSizes;
    LogHistogram receivedSizes;
};

struct ConnectionStatistics {
    Totals sent;
    Totals received;
    qint64 largest = 0; ///< content bytes of its largest whole message
};

/// [fromNs, toNs), Unix epoch.
struct TimeRange {
    qint64 fromNs = 0;
    qint64 toNs = 0;
    bool contains(qint64 timeNs) const { return timeNs >= fromNs && timeNs < toNs; }
    bool operator==(const TimeRange &) const = default;
};

/// What rows amount to. Takes about 3 MiB at most, for any number of rows and connections. A value; one thread.
class Statistics final
{
public:
    static constexpr qint64 MostBuckets = 1024;
    /// Each of these is listed by itself; those that come first afterwards are taken together as others().
    static constexpr qsizetype MostConnections = 16'384;
    /// The time scale's: everything, and the last minute, ten minutes and hour in 120 steps.
    enum class Window : quint8 { Minute, TenMinutes, Hour, All };

    Statistics();
    /// Rows come in ascending order of id. A row that a filter does not let through (matched false) is counted only if
    /// it goes on with a message that is counted: a message is whole or not there.
    void add(const EntryMeasure &row, bool matched = true);

    /// How long a reply took. clearLatencies(): those so far are worthless.
    void addLatency(qint64 ns) { m_latencies.add(ns); }
    void clearLatencies() { m_latencies = {}; }
    /// Of the message that begins with this row fragments were counted and more are to come.
    bool isOpen(EntryId first) const;

    /// With those that are not frames.
    qint64 rows() const { return m_rows; }
    /// Of the rows counted that have a time; 0: none.
    qint64 firstNs() const { return m_firstNs; }
    qint64 lastNs() const { return m_lastNs; }
    const TimeBuckets &buckets(Window window) const { return m_buckets[std::size_t(window)]; }
    /// By the message's opcode. Continuation: frames whose message did not begin among the rows.
    const TypeStatistics &type(Opcode opcode) const { return m_types[std::size_t(opcode) & 0xFU]; }
    const QHash<ConnectionId, ConnectionStatistics> &connections() const { return m_connections; }
    const ConnectionStatistics &others() const { return m_others; }
    Totals sent() const;
    Totals received() const;
    LogHistogram sizes(Direction direction) const;
    /// Our Pings' and their Pongs', ns.
    const LogHistogram &rtt() const { return m_rtt; }
    /// Of the replies added, ns.
    const LogHistogram &latencies() const { return m_latencies; }

private:
    /// A message of which more fragments are to come.
    struct OpenMessage {
        EntryId first = 0; ///< 0: none
        Opcode opcode = Opcode::Text;
        qint64 size = 0;
    };
    using OpenMessages = std::array<OpenMessage, 2>; ///< sent, received

    OpenMessage *openMessage(const EntryMeasure &row);
    void beginMessage(const EntryMeasure &row);
    void addFrame(const EntryMeasure &row);
    void addSize(const EntryMeasure &row, Opcode opcode, qint64 size);
    void addToBuckets(const EntryMeasure &row, qint64 messages, qint64 wireBytes);
    void noteTime(qint64 timeNs);
    ConnectionStatistics &statisticsOf(ConnectionId id);

    qint64 m_rows = 0;
    qint64 m_firstNs = 0;
    qint64 m_lastNs = 0;
    std::array<TimeBuckets, 4> m_buckets;
    std::array<TypeStatistics, 16> m_types;
    QHash<ConnectionId, ConnectionStatistics> m_connections;
    ConnectionStatistics m_others;
    std::unordered_map<ConnectionId, OpenMessages> m_open; ///< until the connection's end
    LogHistogram m_rtt;
    LogHistogram m_latencies;
};

} // namespace handglass
