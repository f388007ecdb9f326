// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QHash>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <memory>

namespace handglass {

class Capture;
class CaptureReader;

/// Rows of a connection: all of them, and the messages (text or binary, by their first frame) in each direction.
struct RowCount {
    qint64 rows = 0;
    qint64 sent = 0;
    qint64 received = 0;
    RowCount &operator+=(const RowCount &other);
};

struct RowCounts {
    QHash<ConnectionId, RowCount> of;
    EntryId upTo = 0;
};

/// Reads committed rows on a thread of its own and counts them. Lives there.
class RowCounter final : public QObject
{
    Q_OBJECT
public:
    RowCounter(const QString &path, const std::atomic_bool &stop);
    ~RowCounter() override;
    void countTo(EntryId upTo);

Q_SIGNALS:
    void counted(const handglass::RowCounts &added);

private:
    void countRange(EntryId upTo, RowCounts &counts);

    QString m_path;
    const std::atomic_bool &m_stop;
    std::unique_ptr<CaptureReader> m_reader;
    EntryId m_done = 0;
};

/// How many rows each connection of a live capture has; a few times a second. GUI thread.
class RowTally final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowTally)
public:
    explicit RowTally(Capture &capture, QObject *parent = nullptr);
    ~RowTally() override;
    RowCount of(ConnectionId connection) const { return m_counts.value(connection); }

Q_SIGNALS:
    /// Of these connections the count is another now.
    void changed(const QList<qint64> &connections);

private:
    void request();
    void take(const RowCounts &added);

    Capture &m_capture;
    QHash<ConnectionId, RowCount> m_counts;
    QTimer m_timer;
    bool m_busy = false;
    EntryId m_asked = 0;
    std::atomic_bool m_stop = false;
    QThread m_thread;
    RowCounter *m_counter; ///< deleted as the thread ends
};

} // namespace handglass

Q_DECLARE_METATYPE(handglass::RowCounts)
