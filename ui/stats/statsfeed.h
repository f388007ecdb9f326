// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/statisticscounter.h"
#include "ui/common/logscope.h"

#include <QPointer>
#include <QTimer>

namespace handglass {

class CapturePairs;

/// Counts what the panel shows: starts anew when it is something else, goes on as the capture grows, and reads nothing
/// while the panel is hidden or its user stopped it.
class StatsFeed final : public QObject
{
    Q_OBJECT
public:
    explicit StatsFeed(QObject *parent = nullptr);

    void setScope(Capture *capture, const LogScope &scope);
    /// Quick filter, filter and after; LogQuery(): all rows.
    void setQuery(const LogQuery &query);
    void setRange(const std::optional<TimeRange> &range);
    std::optional<TimeRange> range() const { return m_range; }
    void setShown(bool shown);
    void setStopped(bool stopped);
    bool isStopped() const { return m_stopped; }
    Capture *capture() const { return m_capture; }

Q_SIGNALS:
    /// At most five times a second, and when there is nothing left to count.
    void counted(const handglass::StatisticsReportPointer &report);
    /// What was counted is of something else.
    void restarted();

private:
    void restart();
    void updateRunning();
    void findPairs();
    void noteGrowth();

    QPointer<Capture> m_capture;
    LogScope m_scope;
    LogQuery m_query;
    std::optional<TimeRange> m_range;
    QPointer<CapturePairs> m_pairs; ///< from when the panel is first shown with the capture
    StatisticsCounter m_counter;
    QTimer m_growth;
    bool m_shown = false;
    bool m_stopped = false;
};

} // namespace handglass
