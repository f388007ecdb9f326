// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/statisticsworker.h"

#include <QThread>

namespace handglass {

/// Statistics of a capture for the GUI's thread: owns the worker's thread and lets only the newest job's reports
/// through. Nothing is read while it does not run; it goes on where it stopped.
class StatisticsCounter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatisticsCounter)
public:
    explicit StatisticsCounter(QObject *parent = nullptr);
    ~StatisticsCounter() override;

    /// Forgets what was counted before. job.id is set here.
    void start(StatisticsJob job);
    /// Forgets it all.
    void stop() { ++m_wanted; }
    /// nullopt: none.
    void setRange(const std::optional<TimeRange> &range);
    /// At first it does not.
    void setRunning(bool running);
    bool isRunning() const { return m_running; }
    /// Rows up to this one are committed.
    void extend(EntryId upTo);

Q_SIGNALS:
    /// At most five times a second, and when there is nothing left to count.
    void counted(const handglass::StatisticsReportPointer &report);

private:
    std::atomic<quint64> m_wanted = 0;
    std::atomic_bool m_running = false;
    QThread m_thread;
    StatisticsWorker *m_worker; ///< lives on m_thread, deleted as it ends
};

} // namespace handglass
