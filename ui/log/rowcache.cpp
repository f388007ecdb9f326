// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowcache.h"

#include "app/capture/capturereader.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype CachedRows = 4'000;
constexpr qsizetype CachedMessages = 64;
constexpr EntryId PingDistance = 20'000; ///< a Ping further back is not looked for
constexpr qint64 AskAgainFactor = 20;    ///< a message still coming is looked up again after so many times the cost

bool isFrame(const Entry &entry, Opcode opcode)
{
    return entry.row.kind == EntryKind::Frame && entry.opcode() == opcode;
}

} // namespace

RowCache::RowCache()
    : m_rows(CachedRows)
    , m_messages(CachedMessages)
{
    m_clock.start();
}

void RowCache::setReader(const CaptureReader *reader)
{
    m_reader = reader;
    m_rows.clear();
    m_messages.clear();
}

void RowCache::load(const QList<EntryId> &ids)
{
    QList<EntryId> missing;
    for (const EntryId id : ids) {
        if (!m_rows.contains(id))
            missing.append(id);
    }
    if (missing.isEmpty() || m_reader == nullptr)
        return;
    const bool dense = missing.last() - missing.first() + 1 == missing.size();
    const QList<Entry> entries = dense
        ? m_reader->range(missing.first(), missing.last(), static_cast<int>(missing.size()))
        : m_reader->entries(missing);
    for (const Entry &entry : entries)
        m_rows.insert(entry.id, new LogRow{entry, {}, false});
}

const LogRow *RowCache::find(EntryId id) const
{
    return m_rows.object(id);
}

const LogRow *RowCache::withNotes(EntryId id)
{
    LogRow *row = m_rows.object(id);
    if (row == nullptr || row->notesFinal || m_reader == nullptr)
        return row;
    row->notesFinal = true;
    if (row->entry.continuation() || (row->entry.row.bits & EntryFirst) != 0)
        findFragments(*row);
    else if (isFrame(row->entry, Opcode::Pong))
        findPing(*row);
    return row;
}

QList<EntryId> RowCache::frames(EntryId first)
{
    if (const QList<EntryId> *known = m_messages.object(first))
        return *known;
    QList<EntryId> ids = m_reader->messageFrames(first);
    const std::optional<Entry> last = ids.isEmpty() ? std::nullopt : m_reader->entry(ids.last());
    if (last && (last->row.bits & EntryLast) != 0)
        m_messages.insert(first, new QList<EntryId>(ids));
    return ids;
}

void RowCache::findFragments(LogRow &row)
{
    const bool first = !row.entry.continuation();
    const EntryId message = first ? row.entry.id : row.entry.row.messageFirst;
    const qint64 asked = m_clock.elapsed();
    const bool recently = asked < m_askAgainMs;
    if (message == 0 || (first && recently && m_messages.object(message) == nullptr)) {
        row.notesFinal = message == 0;
        return;
    }
    const QList<EntryId> ids = frames(message);
    row.notes.fragmentIndex =
        static_cast<int>(std::lower_bound(ids.begin(), ids.end(), row.entry.id) - ids.begin()) + 1;
    if (!first)
        return;
    row.notesFinal = m_messages.object(message) != nullptr;
    row.notes.fragments = row.notesFinal ? static_cast<int>(ids.size()) : 0;
    if (row.notesFinal && row.entry.hasContent()) {
        const MessageExtent extent = m_reader->messageExtent(message);
        row.notes.messagePayload = extent.payloadBytes;
        row.notes.messageContent = extent.contentBytes;
    }
    if (!row.notesFinal)
        m_askAgainMs = m_clock.elapsed() + AskAgainFactor * (m_clock.elapsed() - asked);
}

bool RowCache::answers(const Entry &ping, const Entry &pong) const
{
    return isFrame(ping, Opcode::Ping) && ping.row.connection == pong.row.connection
        && ping.row.direction != pong.row.direction && ping.payloadLength == pong.payloadLength
        && ping.head == pong.head;
}

/// What was recorded; else RFC 6455 §5.5.3: a Pong has the payload of the Ping that it answers; the most recent one may
/// stand for several.
void RowCache::findPing(LogRow &row)
{
    if (row.entry.row.messageFirst != 0) {
        row.notes.answers = row.entry.row.messageFirst;
        if (const auto ping = m_reader->entry(row.notes.answers))
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
        QList<Entry> found = m_reader->entries(m_reader->matches(control, from, to));
        const auto ping = std::find_if(
            found.crbegin(), found.crend(), [this, &row](const Entry &entry) { return answers(entry, row.entry); });
        if (ping != found.crend()) {
            row.notes.answers = ping->id;
            row.notes.roundTripNs = row.entry.row.timeNs - ping->row.timeNs;
            return;
        }
        to = from - 1;
    }
}

} // namespace handglass
