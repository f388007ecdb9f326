// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/pairindex.h"

#include <QDeadlineTimer>
#include <QMap>
#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#include <atomic>

namespace handglass {

/// Pairs a capture's requests with their replies, as its rows come, on a thread of its own that rests as long as it
/// works, and several times as long while rows come: they are recorded first. One for a capture, whoever asks. GUI
/// thread.
class CapturePairs final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CapturePairs)
public:
    /// Where the id stands, by addressOf(); nothing: messages of this address are not paired.
    using Paths = QMap<QString, std::optional<JsonPath>>;

    /// Made at the first call; ends with the capture.
    static CapturePairs *of(Capture *capture);
    ~CapturePairs() override;

    /// Addresses without a path have $.id. Begins anew if they are others than before.
    void setPaths(const Paths &paths);
    const Paths &paths() const { return m_paths; }
    /// What a connection's path is kept for: its URL without the query.
    static QString addressOf(const ConnectionRecord &record);
    static JsonPath usualPath();

    /// Any thread; outlives this object for whoever holds it.
    std::shared_ptr<const PairIndex> index() const { return m_index; }
    /// Rows up to this one were looked through.
    EntryId doneTo() const { return m_done; }

Q_SIGNALS:
    /// There are more pairs, or others; at most ten times a second, and when all rows were looked through.
    void changed();

private:
    class Walk;
    explicit CapturePairs(Capture &capture);
    void setTarget(EntryId upTo);
    void run();
    bool waitForWork(Walk &walk);
    void rest(qint64 workedNs);
    void tell();

    const QString m_path;
    const std::shared_ptr<PairIndex> m_index;
    Paths m_paths;
    QMutex m_mutex; ///< over the next five
    QWaitCondition m_work;
    Paths m_wanted;
    EntryId m_target = 0;
    QDeadlineTimer m_growing; ///< until it has passed, rows come
    quint64 m_run = 1;        ///< grows as the paths change
    std::atomic<bool> m_quit = false;
    std::atomic<EntryId> m_done = 0;
    std::atomic<bool> m_told = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace handglass
