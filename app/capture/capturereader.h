// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"
#include "app/capture/filter.h"
#include "app/capture/records.h"

#include <QList>
#include <QMap>

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace handglass {

/// Scope, quick filter and filter, run as SQL over id ranges.
struct LogQuery {
    /// Violations: rules that the peer broke, not what was sent by hand.
    enum class Show : quint8 { All, Sent, Received, Control, Violations };
    QList<ConnectionId> connections = {}; ///< empty: all
    Show show = Show::All;
    Filter filter = {};
    EntryId after = 0;                 ///< only ids above it (the view was cleared)
    QMap<EntryId, QString> marks = {}; ///< of the capture; only a filter with usesMarks() needs them
    bool operator==(const LogQuery &) const = default;
};

/// A message's frames that are committed, taken together.
struct MessageExtent {
    qint64 frames = 0;
    qint64 payloadBytes = 0;
    qint64 contentBytes = 0; ///< Entry::contentLength of all
    bool compressed = false; ///< at least one has content
    bool whole = false;      ///< the last one is among them
};

/// What counting needs of a row; nothing of its bytes.
struct EntryMeasure {
    EntryId id = 0;
    EntryRow row; ///< without maskKey
    qint64 payloadLength = 0;
    qint64 contentLength = 0; ///< as Entry::contentLength
    qint64 pingNs = 0;        ///< of a Pong that answers our Ping: when that was sent; 0: it is none

    Opcode opcode() const { return static_cast<Opcode>(row.bits & 0xFU); }
};

/// Read-only view of a capture file, live or saved. One thread at a time (make one for each thread). Short statements
/// only, so the writer's checkpoints get through.
class CaptureReader final
{
    Q_DISABLE_COPY_MOVE(CaptureReader)
public:
    static tl::expected<std::unique_ptr<CaptureReader>, CaptureError> open(const QString &path);
    ~CaptureReader();

    /// The last row's id; 0: there is none.
    EntryId lastId() const;
    /// The first row that is still there; firstId() - 1 rows were let go. 1 if there is none.
    EntryId firstId() const;
    /// Rows of these ids, in that order; an id that does not exist is left out.
    QList<Entry> entries(const QList<EntryId> &ids) const;
    /// Rows [from, to], at most limit.
    QList<Entry> range(EntryId from, EntryId to, int limit) const;
    /// Rows [from, to], ascending, in one statement.
    std::vector<EntryMeasure> measures(EntryId from, EntryId to) const;
    std::optional<Entry> entry(EntryId id) const;
    /// Part of a frame's unmasked payload as it was on the wire (compressed, if it was); length −1: to its end.
    QByteArray payload(EntryId id, qint64 offset = 0, qint64 length = -1) const;
    /// Part of what the frame adds to its message: the decompressed content where there is one, else the payload.
    QByteArray content(EntryId id, qint64 offset = 0, qint64 length = -1) const;
    /// Ids of a message's frames that are committed, from any of its frames.
    QList<EntryId> messageFrames(EntryId id) const;
    /// From the message's first frame; nothing of its bytes is read.
    MessageExtent messageExtent(EntryId first) const;
    /// The whole message's content (decompressed), cut at limit bytes (−1: none).
    QByteArray messagePayload(EntryId id, qint64 limit = -1) const;
    /// Ids in [from, to] that match, ascending.
    /// inScope, if given, is raised by the number of rows there that belong to the query's connections.
    QList<EntryId> matches(const LogQuery &query, EntryId from, EntryId to, qint64 *inScope = nullptr) const;
    /// Asked now and then by matches(), on its thread; true makes it return what it has. Empty: never.
    void setStopped(const std::function<bool()> &stopped);
    /// Ascending ids of the first frames of messages whose last frame is in [from, to].
    QList<EntryId> messagesEnding(EntryId from, EntryId to) const;
    /// Ascending ids of first frames in [from, to] whose message's last frame is not committed.
    QList<EntryId> messagesOpen(EntryId from, EntryId to) const;
    /// Those that ended by a row in [from, to].
    QList<ConnectionId> connectionsEnding(EntryId from, EntryId to) const;
    /// In order of id.
    QList<ConnectionId> connectionIds() const;
    /// In order of id, without what takes room: heads, body, verdict, details of TLS, tries and the failure's words.
    QList<ConnectionRecord> connectionList() const;
    std::optional<ConnectionRecord> connection(ConnectionId id) const; ///< whole
    /// Which session a connection belongs to; 0: none, or it is not written.
    qint64 sessionOf(ConnectionId id) const;
    /// Rows that a person marked, with their comments (which may be empty).
    QMap<EntryId, QString> marks() const;
    /// The first error that a call met, as a sentence; empty: none. A call that meets one returns what it has.
    QString error() const;

private:
    class Private;
    explicit CaptureReader(std::unique_ptr<Private> parts);
    std::unique_ptr<Private> d;
};

} // namespace handglass
