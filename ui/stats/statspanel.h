// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/stats/statsfeed.h"

#include <QWidget>

class QStackedLayout;

namespace handglass {

class ChartBox;
class DurationChart;
class RangeLine;
class RateChart;
class RttChart;
class Segments;
class SizeChart;
class StatsBar;
class TextLabel;
class TotalsTable;

/// Statistics: what the rows of a scope amount to, over time and in all. Counted only while it is shown; its charts are
/// made when it first is.
class StatsPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit StatsPanel(Theme &theme, QWidget *parent = nullptr);
    /// The capture must outlive the scope, or be destroyed as a QObject.
    void setScope(Capture *capture, const LogScope &scope);
    /// What the log shows. Its tests of time are the range in the chart.
    void setQuery(const LogQuery &query);

Q_SIGNALS:
    /// A range was selected or taken back: the log's filter with it, or without.
    void filterRequested(const QString &text);
    void rowsRequested();
    void contentMade();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeContent();
    QWidget *makeRates();
    QWidget *makeSmallCharts();
    void applyQuery();
    void chooseRange(const std::optional<TimeRange> &range);
    void takeReport(const StatisticsReportPointer &report);
    void showReport();
    void showRates(const Statistics &whole);
    void showTotals(const StatisticsReport &report);
    QString connectionName(ConnectionId id) const;

    Theme &m_theme;
    StatsFeed *m_feed;
    StatsBar *m_bar;
    QStackedLayout *m_pages;
    TextLabel *m_empty;
    RateChart *m_rates = nullptr;
    ChartBox *m_ratesBox = nullptr;
    Segments *m_what = nullptr;
    RangeLine *m_range = nullptr;
    DurationChart *m_latencies = nullptr;
    ChartBox *m_latenciesBox = nullptr;
    RttChart *m_rtt = nullptr;
    ChartBox *m_rttBox = nullptr;
    SizeChart *m_sizes = nullptr;
    TotalsTable *m_totals = nullptr;
    QWidget *m_content = nullptr;
    LogQuery m_query;
    StatisticsReportPointer m_report; ///< nullptr: nothing counted yet
};

} // namespace handglass
