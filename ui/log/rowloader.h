// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logrow.h"

#include <QDeadlineTimer>
#include <QMutex>
#include <QObject>
#include <QWaitCondition>

#include <memory>
#include <thread>

namespace handglass {

class PairIndex;

/// What a request brought.
struct RowBatch {
    QList<EntryId> asked;
    QList<LogRow> rows; ///< those of them that could be read
};

/// Reads rows on a thread of its own, the last request first. The functions are for the thread it lives in.
class RowLoader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowLoader)
public:
    explicit RowLoader(QObject *parent = nullptr);
    ~RowLoader() override;

    /// Drops what was asked for. Empty: none.
    void setCapture(const QString &path, std::shared_ptr<const PairIndex> pairs);
    /// Ascending ids. Returns the ids of old requests that it gave up for this one.
    QList<EntryId> request(const QList<EntryId> &ids);
    /// What was read since the last call; waits for something until then.
    QList<RowBatch> take(QDeadlineTimer until);

Q_SIGNALS:
    /// There is something to take().
    void loaded();

private:
    void run();
    bool waitForWork();
    void tell();

    QMutex m_mutex; ///< over all that follows but the thread
    QWaitCondition m_work;
    QWaitCondition m_done;
    QString m_path;
    std::shared_ptr<const PairIndex> m_pairs;
    QList<QList<EntryId>> m_wanted;
    QList<RowBatch> m_ready;
    quint64 m_source = 0;   ///< grows with each capture
    bool m_changed = false; ///< the capture is another one than the thread has open
    bool m_told = false;
    bool m_quit = false;
    std::thread m_thread;
};

} // namespace handglass
