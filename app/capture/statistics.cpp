// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/statistics.h"

#include <algorithm>
#include <limits>

namespace handglass {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 WindowSteps = 120;
/// Connections that are in the middle of a message at the same time; of more no sizes are noted.
constexpr std::size_t MostOpen = 65'536;

/// A damaged capture may hold any number: sums stop at the highest.
void increase(qint64 &sum, qint64 by)
{
    if (qAddOverflow(sum, std::max<qint64>(by, 0), &sum))
        sum = std::numeric_limits<qint64>::max();
}

/// What crossed the wire: of an unfinished frame less than its header declares.
qint64 wireBytesOf(const EntryMeasure &row)
{
    if ((row.row.bits & EntryUnfinished) == 0)
        return row.row.wireLength;
    const qint64 length = row.row.lengthBits == 7 ? 0 : row.row.lengthBits / 8;
    const qint64 key = (row.row.bits & EntryMasked) != 0 ? 4 : 0;
    return 2 + length + key + row.payloadLength;
}

bool isLastFrame(const EntryMeasure &row)
{
    return (row.row.bits & 0x80U) != 0;
}

} // namespace

Totals &Totals::operator+=(const Totals &other)
{
    increase(messages, other.messages);
    increase(frames, other.frames);
    increase(wireBytes, other.wireBytes);
    increase(payloadBytes, other.payloadBytes);
    increase(contentBytes, other.contentBytes);
    increase(compressedBytes, other.compressedBytes);
    increase(decompressedBytes, other.decompressedBytes);
    return *this;
}

Statistics::Statistics()
    : m_buckets{TimeBuckets(Second / 2, WindowSteps, TimeBuckets::Full::Slide),
        TimeBuckets(5 * Second, WindowSteps, TimeBuckets::Full::Slide),
        TimeBuckets(30 * Second, WindowSteps, TimeBuckets::Full::Slide),
        TimeBuckets(Second / 8, MostBuckets, TimeBuckets::Full::Widen)}
{
}

void Statistics::add(const EntryMeasure &row, bool matched)
{
    const bool frame = row.row.kind == EntryKind::Frame && row.row.direction != Direction::None;
    const bool continued = frame && row.opcode() == Opcode::Continuation && openMessage(row) != nullptr;
    if (matched || continued) {
        ++m_rows;
        noteTime(row.row.timeNs);
        if (frame)
            addFrame(row);
    }
    if (row.row.kind == EntryKind::Closed)
        m_open.erase(row.row.connection);
}

void Statistics::noteTime(qint64 timeNs)
{
    if (timeNs <= 0)
        return;
    m_firstNs = m_firstNs == 0 ? timeNs : std::min(m_firstNs, timeNs);
    m_lastNs = std::max(m_lastNs, timeNs);
}

/// nullptr: the message that this continuation belongs to did not begin among the rows counted.
Statistics::OpenMessage *Statistics::openMessage(const EntryMeasure &row)
{
    const auto found = m_open.find(row.row.connection);
    if (found == m_open.end())
        return nullptr;
    OpenMessage &open = found->second[row.row.direction == Direction::Sent ? 0 : 1];
    return open.first != 0 && open.first == row.row.messageFirst ? &open : nullptr;
}

bool Statistics::isOpen(EntryId first) const
{
    return std::any_of(m_open.cbegin(), m_open.cend(),
        [first](const auto &each) { return each.second[0].first == first || each.second[1].first == first; });
}

void Statistics::beginMessage(const EntryMeasure &row)
{
    if (m_open.size() >= MostOpen && !m_open.contains(row.row.connection))
        return;
    m_open[row.row.connection][row.row.direction == Direction::Sent ? 0 : 1] = {
        row.id, row.opcode(), std::max<qint64>(row.contentLength, 0)};
}

void Statistics::addFrame(const EntryMeasure &row)
{
    const bool continuation = row.opcode() == Opcode::Continuation;
    OpenMessage *open = continuation ? openMessage(row) : nullptr;
    const Opcode opcode = open != nullptr ? open->opcode : row.opcode();
    const bool compressed = (row.row.bits & EntryContent) != 0;
    Totals frame{continuation ? 0 : 1, 1, std::max<qint64>(wireBytesOf(row), 0), row.payloadLength, row.contentLength,
        compressed ? row.payloadLength : 0, compressed ? row.contentLength : 0};
    const bool sent = row.row.direction == Direction::Sent;
    TypeStatistics &type = m_types[std::size_t(opcode) & 0xFU];
    (sent ? type.sent : type.received) += frame;
    ConnectionStatistics &connection = statisticsOf(row.row.connection);
    (sent ? connection.sent : connection.received) += frame;
    addToBuckets(row, frame.messages, frame.wireBytes);

    const bool whole = isLastFrame(row) && (row.row.bits & EntryUnfinished) == 0;
    if (open != nullptr) {
        increase(open->size, row.contentLength);
        if (whole)
            addSize(row, opcode, open->size);
        if (isLastFrame(row))
            *open = {};
    } else if (!continuation && whole) {
        addSize(row, opcode, row.contentLength);
    } else if (!continuation && !isControl(opcode)) {
        beginMessage(row);
    }
}

void Statistics::addSize(const EntryMeasure &row, Opcode opcode, qint64 size)
{
    TypeStatistics &type = m_types[std::size_t(opcode) & 0xFU];
    (row.row.direction == Direction::Sent ? type.sentSizes : type.receivedSizes).add(size);
    ConnectionStatistics &connection = statisticsOf(row.row.connection);
    connection.largest = std::max(connection.largest, size);
}

void Statistics::addToBuckets(const EntryMeasure &row, qint64 messages, qint64 wireBytes)
{
    const qint64 rtt = row.pingNs > 0 ? std::max<qint64>(row.row.timeNs - row.pingNs, 0) : -1;
    if (rtt >= 0)
        m_rtt.add(rtt);
    if (row.row.timeNs <= 0)
        return;
    for (TimeBuckets &buckets : m_buckets) {
        TimeBucket *bucket = buckets.at(row.row.timeNs);
        if (bucket == nullptr)
            continue;
        Flow &flow = row.row.direction == Direction::Sent ? bucket->sent : bucket->received;
        flow.messages += messages;
        increase(flow.wireBytes, wireBytes);
        bucket->worstRttNs = std::max(bucket->worstRttNs, rtt);
    }
}

ConnectionStatistics &Statistics::statisticsOf(ConnectionId id)
{
    const auto found = m_connections.find(id);
    if (found != m_connections.end())
        return *found;
    return m_connections.size() < MostConnections ? m_connections[id] : m_others;
}

Totals Statistics::sent() const
{
    Totals sum;
    for (const TypeStatistics &type : m_types)
        sum += type.sent;
    return sum;
}

Totals Statistics::received() const
{
    Totals sum;
    for (const TypeStatistics &type : m_types)
        sum += type.received;
    return sum;
}

LogHistogram Statistics::sizes(Direction direction) const
{
    LogHistogram sum;
    for (const TypeStatistics &type : m_types)
        sum += direction == Direction::Sent ? type.sentSizes : type.receivedSizes;
    return sum;
}

} // namespace handglass
