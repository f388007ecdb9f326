// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"

#include <QCache>
#include <QList>
#include <QMap>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace handglass {

/// A capture as the GUI (or headless) thread sees it: what is committed, and each connection's last record. Live (with
/// a writer) or opened from a file (without). Signals come on the thread it lives in.
class Capture final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Capture)
public:
    /// Records of connections take a KiB each (and the latest ones, whole, 32 MiB). In the file: they are not kept
    /// here, the reader has them.
    enum class Records : quint8 { Kept, InTheFile };

    static tl::expected<std::unique_ptr<Capture>, CaptureError> create(
        const QString &path, const CaptureWriter::Limits &limits = {}, Records records = Records::Kept);
    static tl::expected<std::unique_ptr<Capture>, CaptureError> open(const QString &path);
    ~Capture() override;

    QString path() const;
    bool isLive() const { return m_writer != nullptr; }
    CaptureWriter *writer() const { return m_writer.get(); }  ///< nullptr when opened from a file
    const CaptureReader &reader() const { return *m_reader; } ///< for this thread
    EntryId lastId() const { return m_lastId; }
    /// The first row that is still there; the firstId() - 1 rows before it were let go.
    EntryId firstId() const { return m_firstId; }
    /// In order of id, without what takes room (CaptureReader::connectionList()); empty if they are not kept.
    QList<ConnectionRecord> connections() const { return m_connections.values(); }
    /// Without what takes room; nothing is read. nullptr if not (yet) written, or not kept.
    const ConnectionRecord *summary(ConnectionId id) const;
    bool hasConnections() const { return !m_connections.isEmpty(); }
    /// All of it; read from the file if it was not asked for lately. Stays until the event loop is entered again, or
    /// dozens of others are asked for. nullptr if not (yet) written, or not kept.
    const ConnectionRecord *connection(ConnectionId id) const;
    /// Rows that a person marked, with their comments (which may be empty). They are in the file, of a live capture and
    /// of an opened one, and go with their rows.
    const QMap<EntryId, QString> &marks() const { return m_marks; }
    /// Also changes the comment. Ids of rows that are not there are ignored.
    void setMark(EntryId id, const QString &comment);
    void removeMark(EntryId id);
    qint64 fileSize() const; ///< bytes, with the write-ahead log

Q_SIGNALS:
    void grew(qint64 lastId);
    void connectionChanged(qint64 id); ///< if they are kept
    void marksChanged();
    /// A mark could not be written into an opened capture's file: it is shown, and lost when the capture is closed.
    void markFailed(const QString &sentence);
    /// The rows before this one are no longer there.
    void letGo(qint64 firstId);
    /// These connections ended and went with their rows.
    void connectionsDropped(const QList<qint64> &ids);
    void diskLow(qint64 freeBytes);
    /// Writing goes on after diskLow().
    void resumed();
    /// Recording has ended on the user's word: so many rows that waited are not in the file.
    void stopped(qint64 rowsLost);
    void failed(const QString &sentence);

private:
    /// What the writer told. It is read and announced in rounds, one at a time, in this order.
    struct News {
        QSet<ConnectionId> written; ///< their records
        EntryId lastId = 0;
        EntryId firstId = 1;
        QList<ConnectionId> dropped;
    };

    Capture(const QString &path, std::unique_ptr<CaptureReader> reader, std::unique_ptr<CaptureWriter> writer);
    void connectWriter();
    void keep(ConnectionRecord record);
    void planRound();
    void beginRound();
    void readRecords();
    void takeRecords(const QList<ConnectionRecord> &records);
    void endRound();
    void letRowsGo();
    void dropConnections();
    void writeMark(const MarkChange &change);

    const QString m_path;
    std::unique_ptr<CaptureWriter> m_writer;
    std::unique_ptr<CaptureReader> m_reader;
    std::unique_ptr<CaptureReader> m_recordReader;      ///< for m_disk's thread; nullptr: records are not kept
    QMap<ConnectionId, ConnectionRecord> m_connections; ///< without what takes room
    mutable QCache<ConnectionId, ConnectionRecord> m_records;
    News m_news; ///< since the round began
    News m_round;
    QList<ConnectionId> m_unread; ///< of the round's
    bool m_inRound = false;
    EntryId m_lastId = 0;
    EntryId m_firstId = 1;
    QMap<EntryId, QString> m_marks;
    QThreadPool m_disk; ///< of one thread: reads records of a live capture, changes marks of an opened one, in order
};

} // namespace handglass
