// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/captureerror.h"
#include "app/capture/marks.h"
#include "app/capture/records.h"
#include "app/capture/retention.h"

#include <QList>
#include <QObject>

#include <tl/expected.hpp>

#include <memory>

namespace handglass {

/// Writes one capture file on a thread of its own. One producer thread (the network thread) appends; ids are known at
/// once, rows are readable after committed(). Commits at least every 50 ms while there is something to commit.
class CaptureWriter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CaptureWriter)
public:
    struct Limits {
        qint64 queueHigh = 32 << 20; ///< bytes queued above which isFull(), see EntryBatch::bytes()
        qint64 queueLow = 8 << 20;   ///< drained() when fallen below
        Retention retention = {};
    };
    /// Creates the file (0600, its folder 0700; it must not exist) and starts the thread.
    static tl::expected<std::unique_ptr<CaptureWriter>, CaptureError> create(const QString &path, const Limits &limits);
    /// Commits all that is queued, then joins. Standing still, it tries once more without a bound; what then finds no
    /// room is lost, and failed() says how many rows.
    ~CaptureWriter() override;

    QString path() const;

    /// A new connection's id. Any thread.
    ConnectionId newConnection();
    /// A new session's number. Any thread.
    qint64 newSession();
    /// Queues the record, whole; the last one written counts. Any thread.
    void writeConnection(const ConnectionRecord &record);
    /// Queues the change of a mark. Any thread.
    void writeMark(const MarkChange &change);
    /// From now on. Any thread.
    void setRetention(const Retention &retention);
    /// Rows from this one on stay for now, whatever the bounds say: somebody has still to read them. Any thread.
    void keepFrom(EntryId id);
    /// Id that the next appended row will get. Producer thread.
    EntryId nextEntryId() const;
    /// Takes the batch's rows and leaves it empty. Returns the first one's id; the others follow. Producer thread.
    /// Never blocks.
    EntryId append(EntryBatch &batch);
    /// Back-pressure: stop reading sockets until drained(). Any thread.
    bool isFull() const;
    /// Rows committed so far. Any thread.
    EntryId committedId() const;
    /// Blocks until all that was queued before the call is committed or failed and what is above the retention's bounds
    /// is gone, or writing stands still (diskLow()).
    /// Not on the network or GUI thread while running; for the end and tests.
    void flush();
    /// After diskLow(): carry on; a lower bound holds from now on, an eighth of the one before. Any thread.
    void continueWriting();
    /// After diskLow(): carry on whatever room is left, and let old rows go so that the file grows no more. Holds until
    /// setRetention(). Any thread.
    void letOldGo();
    /// After diskLow(): let go of what is queued and of everything that comes; what was committed stays. Any thread.
    void stopWriting();

Q_SIGNALS:
    /// Rows up to this id are readable. Coalesced; at most one per commit. From the writer's thread.
    void committed(qint64 upTo);
    /// These connections' records are readable. From the writer's thread.
    void connectionWritten(qint64 id);
    /// Old rows went: this is the first that is there now. From the writer's thread.
    void letGo(qint64 first);
    /// These connections went with their rows. From the writer's thread.
    void connectionsDropped(const QList<qint64> &ids);
    /// The queue fell below the low mark after isFull(). From the writer's thread.
    void drained();
    /// Writing stands still with everything kept in the queue (sockets are held by isFull()); freeBytes are left. It
    /// goes on by itself when there is room again. From the writer's thread.
    void diskLow(qint64 freeBytes);
    /// Writing goes on after diskLow(). From the writer's thread.
    void resumed();
    /// On stopWriting(): so many rows were queued and are not in the file. From the writer's thread.
    void stopped(qint64 rowsLost);
    /// SQLite failed; nothing is written any more, what was committed stays. From the writer's thread.
    void failed(const QString &sentence);

private:
    class Private;
    explicit CaptureWriter(std::unique_ptr<Private> parts);
    std::unique_ptr<Private> d;
};

} // namespace handglass
