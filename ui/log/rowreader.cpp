// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowreader.h"

#include "app/capture/capturereader.h"
#include "app/capture/pairindex.h"

#include <algorithm>
#include <utility>

namespace handglass {

namespace {

constexpr qsizetype CachedFrames = 500'000;
constexpr EntryId PingDistance = 20'000; ///< a Ping further back is not looked for

bool isFrame(const Entry &entry, Opcode opcode)
{
    return entry.row.kind == EntryKind::Frame && entry.opcode() == opcode;
}

bool answers(const Entry &ping, const Entry &pong)
{
    return isFrame(ping, Opcode::Ping) && ping.row.connection == pong.row.connection
        && ping.row.direction != pong.row.direction && ping.payloadLength == pong.payloadLength
        && ping.head == pong.head;
}

} // namespace

RowReader::RowReader(const CaptureReader &reader, std::shared_ptr<const PairIndex> pairs)
    : m_reader(reader)
    , m_pairs(std::move(pairs))
    , m_whole(CachedFrames)
{
}

QList<Entry> RowReader::entries(const QList<EntryId> &ids) const
{
    const bool dense = ids.last() - ids.first() + 1 == ids.size();
    return dense ? m_reader.range(ids.first(), ids.last(), static_cast<int>(ids.size())) : m_reader.entries(ids);
}

QList<LogRow> RowReader::read(const QList<EntryId> &ids)
{
    QList<LogRow> rows;
    if (ids.isEmpty())
        return rows;
    const QList<Entry> found = entries(ids);
    rows.reserve(found.size());
    for (const Entry &entry : found) {
        LogRow row{entry, {}, true};
        addNotes(row);
        rows.append(row);
    }
    m_coming.clear();
    addPairs(rows);
    return rows;
}

void RowReader::addPairs(QList<LogRow> &rows) const
{
    const quint64 generation = m_pairs->generation();
    for (LogRow &row : rows) {
        row.pairing = generation;
        const QList<Pair> requests = m_pairs->replies(row.entry.id, row.entry.id);
        if (!requests.isEmpty()) {
            row.notes.answers = requests.first().request;
            row.notes.requests = static_cast<int>(requests.size());
            row.notes.latencyNs = requests.first().latencyNs;
        }
        const QList<Pair> replies = m_pairs->requests(row.entry.id, row.entry.id);
        if (!replies.isEmpty())
            row.notes.answeredBy = replies.first().reply;
    }
}

void RowReader::addNotes(LogRow &row)
{
    if (row.entry.continuation() || (row.entry.row.bits & EntryFirst) != 0)
        findFragments(row);
    else if (isFrame(row.entry, Opcode::Pong))
        findPing(row);
}

const QList<EntryId> &RowReader::frames(EntryId first)
{
    if (const QList<EntryId> *known = m_whole.object(first))
        return *known;
    if (const auto known = m_coming.constFind(first); known != m_coming.constEnd())
        return *known;
    QList<EntryId> ids = m_reader.messageFrames(first);
    const std::optional<Entry> last = ids.isEmpty() ? std::nullopt : m_reader.entry(ids.last());
    const bool whole = last && (last->row.bits & EntryLast) != 0;
    if (whole && ids.size() < CachedFrames / 2) {
        const qsizetype cost = ids.size();
        m_whole.insert(first, new QList<EntryId>(std::move(ids)), cost);
        return *m_whole.object(first);
    }
    return *m_coming.insert(first, ids);
}

void RowReader::findFragments(LogRow &row)
{
    const bool first = !row.entry.continuation();
    const EntryId message = first ? row.entry.id : row.entry.row.messageFirst;
    if (message == 0)
        return;
    if (first) {
        const MessageExtent extent = m_reader.messageExtent(message);
        row.notesFinal = extent.whole;
        row.notes.fragments = extent.whole ? static_cast<int>(extent.frames) : 0;
        if (extent.whole && row.entry.hasContent()) {
            row.notes.messagePayload = extent.payloadBytes;
            row.notes.messageContent = extent.contentBytes;
        }
        return;
    }
    const QList<EntryId> &ids = frames(message);
    row.notes.fragmentIndex =
        static_cast<int>(std::lower_bound(ids.begin(), ids.end(), row.entry.id) - ids.begin()) + 1;
}

/// What was recorded; else RFC 6455 §5.5.3: a Pong has the payload of the Ping that it answers; the most recent one may
/// stand for several.
void RowReader::findPing(LogRow &row) const
{
    if (row.entry.row.messageFirst != 0) {
        row.notes.answers = row.entry.row.messageFirst;
        if (const auto ping = m_reader.entry(row.notes.answers))
            row.notes.roundTripNs = row.entry.row.timeNs - ping->row.timeNs;
        return;
    }
    LogQuery control;
    control.connections = {row.entry.row.connection};
    control.show = LogQuery::Show::Control;
    EntryId to = row.entry.id - 1;
    const EntryId floor = std::max<EntryId>(1, row.entry.id - PingDistance);
    for (EntryId span = 200; to >= floor; span *= 10) {
        const EntryId from = std::max(floor, to - span);
        QList<Entry> found = m_reader.entries(m_reader.matches(control, from, to));
        const auto ping = std::find_if(
            found.crbegin(), found.crend(), [&row](const Entry &entry) { return answers(entry, row.entry); });
        if (ping != found.crend()) {
            row.notes.answers = ping->id;
            row.notes.roundTripNs = row.entry.row.timeNs - ping->row.timeNs;
            return;
        }
        to = from - 1;
    }
}

} // namespace handglass
