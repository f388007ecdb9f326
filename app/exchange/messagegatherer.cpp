// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/messagegatherer.h"

#include <algorithm>

namespace handglass {

namespace {

constexpr qsizetype FramesARead = 200;
constexpr quint16 Broken = EntryViolation | EntryUnfinished;

bool isData(const Entry &entry)
{
    return entry.opcode() == Opcode::Text || entry.opcode() == Opcode::Binary;
}

} // namespace

void Message::pieces(const CaptureReader &reader, const TakePiece &take) const
{
    if (frames.size() == 1)
        return contentPieces(reader, first, take);
    constexpr qsizetype Triple = 3;
    QByteArray rest; // of the frame before, so that every piece but the last is a multiple of 3
    for (const EntryId id : frames) {
        const auto frame = reader.entry(id);
        if (!frame)
            continue;
        contentPieces(reader, *frame, [&](QByteArrayView piece) {
            rest.append(piece);
            const qsizetype whole = rest.size() - rest.size() % Triple;
            if (whole > 0)
                take(QByteArrayView(rest).first(whole));
            rest.remove(0, whole);
        });
    }
    if (!rest.isEmpty())
        take(rest);
}

MessageGatherer::MessageGatherer(const CaptureReader &reader, const RowWalk &walk)
    : m_reader(reader)
    , m_walk(walk)
{
}

MessageGatherer::Open MessageGatherer::open(const Entry &entry, EntryId first) const
{
    Open open;
    open.first = first;
    open.message.frames = m_reader.messageFrames(first);
    const QList<EntryId> &frames = open.message.frames;
    if (frames.isEmpty())
        return open;
    open.told = m_walk.contains(frames.last()) ? frames.last() : entry.id;
    open.whole = true;
    for (qsizetype at = 0; at < frames.size(); at += FramesARead) {
        const QList<Entry> rows = m_reader.entries(frames.mid(at, FramesARead));
        for (const Entry &frame : rows) {
            open.whole = open.whole && (frame.row.bits & Broken) == 0;
            open.message.length += frame.contentLength;
            if (frame.id == first)
                open.message.first = frame;
            open.message.last = frame;
        }
    }
    open.whole = open.whole && open.message.last.fin() && open.message.first.id == first && isData(open.message.first);
    return open;
}

std::optional<Message> MessageGatherer::take(const Entry &entry)
{
    m_isPart = false;
    if (entry.row.kind != EntryKind::Frame || isControl(entry.opcode()) || entry.row.direction == Direction::None)
        return std::nullopt;
    if (isData(entry) && entry.fin()) {
        m_isPart = (entry.row.bits & Broken) == 0;
        return m_isPart ? std::optional(Message{entry, entry, {entry.id}, entry.contentLength}) : std::nullopt;
    }
    const EntryId first = entry.continuation() ? entry.row.messageFirst : entry.id;
    if (first == 0 || (!isData(entry) && !entry.continuation()))
        return std::nullopt;
    Open &open = m_open[entry.row.direction == Direction::Sent ? 0 : 1][entry.row.connection];
    if (open.first != first)
        open = this->open(entry, first);
    m_isPart = open.whole;
    if (!open.whole || entry.id != open.told)
        return std::nullopt;
    return open.message;
}

} // namespace handglass
