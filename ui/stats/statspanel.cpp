// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/statspanel.h"

#include "ui/common/format.h"
#include "ui/common/hairline.h"
#include "ui/common/segments.h"
#include "ui/common/textlabel.h"
#include "ui/stats/chartbox.h"
#include "ui/stats/durationchart.h"
#include "ui/stats/legendkey.h"
#include "ui/stats/rangeline.h"
#include "ui/stats/ratechart.h"
#include "ui/stats/rttchart.h"
#include "ui/stats/sizechart.h"
#include "ui/stats/statsbar.h"
#include "ui/stats/timefilter.h"
#include "ui/stats/totalstable.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 MostSteps = 240; ///< of the chart of everything

/// How long a window of time is; 0: everything.
qint64 lengthOf(Statistics::Window window)
{
    switch (window) {
    case Statistics::Window::Minute:
        return 60 * Second;
    case Statistics::Window::TenMinutes:
        return 600 * Second;
    case Statistics::Window::Hour:
        return 3'600 * Second;
    case Statistics::Window::All:
        break;
    }
    return 0;
}

QVBoxLayout *plainColumn(QWidget *widget)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    return column;
}

} // namespace

StatsPanel::StatsPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_feed(new StatsFeed(this))
    , m_bar(new StatsBar(theme, this))
    , m_pages(new QStackedLayout)
    , m_empty(new TextLabel(theme, TypeStep::Body, Ink::Text2, QFont::Normal, this))
{
    setObjectName(QStringLiteral("statsPanel"));
    setAccessibleName(tr("Statistics"));
    auto *column = plainColumn(this);
    column->addWidget(m_bar);
    column->addLayout(m_pages, 1);
    m_empty->setObjectName(QStringLiteral("statsEmpty"));
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_empty->setContentsMargins(12, 12, 12, 12);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_pages->addWidget(m_empty);
    connect(m_feed, &StatsFeed::counted, this, &StatsPanel::takeReport);
    connect(m_feed, &StatsFeed::restarted, this, [this] { takeReport({}); });
    connect(m_bar, &StatsBar::viewChanged, this, &StatsPanel::showReport);
    connect(m_bar, &StatsBar::filteredChanged, this, &StatsPanel::applyQuery);
    connect(m_bar, &StatsBar::stopRequested, this, [this](bool stop) {
        m_feed->setStopped(stop);
        showReport();
    });
}

void StatsPanel::makeContent()
{
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("statsContent"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget;
    QVBoxLayout *column = plainColumn(content);
    m_range = new RangeLine(m_theme);
    m_totals = new TotalsTable(m_theme);
    column->addWidget(makeRates(), 3);
    column->addWidget(new Hairline);
    column->addWidget(m_range);
    column->addWidget(new Hairline);
    column->addWidget(makeSmallCharts(), 2);
    column->addWidget(new Hairline);
    column->addWidget(m_totals, 1);
    scroll->setWidget(content);
    connect(m_range, &RangeLine::rowsRequested, this, &StatsPanel::rowsRequested);
    connect(m_range, &RangeLine::clearRequested, this, [this] { chooseRange({}); });
    connect(m_bar, &StatsBar::copyRequested, m_totals, &TotalsTable::copy);
    m_content = scroll;
    m_pages->addWidget(m_content);
    applyQuery();
    showReport();
    Q_EMIT contentMade();
}

QWidget *StatsPanel::makeRates()
{
    m_rates = new RateChart(m_theme);
    m_ratesBox = new ChartBox(m_theme, {}, m_rates);
    m_what = new Segments(m_theme);
    m_what->addSegment(tr("Messages"))->setObjectName(QStringLiteral("statsMessages"));
    m_what->addSegment(tr("Bytes"))->setObjectName(QStringLiteral("statsBytes"));
    m_what->setAccessibleName(tr("What is counted a second"));
    m_ratesBox->addTrailing(new LegendKey(m_theme, Direction::Sent, LegendKey::Shape::Line));
    m_ratesBox->addTrailing(new LegendKey(m_theme, Direction::Received, LegendKey::Shape::Line));
    m_ratesBox->addTrailing(m_what);
    connect(m_what, &Segments::currentChanged, this, &StatsPanel::showReport);
    connect(m_rates, &RateChart::rangeChosen, this, &StatsPanel::chooseRange);
    connect(m_rates, &RateChart::rowsRequested, this, &StatsPanel::rowsRequested);
    return m_ratesBox;
}

QWidget *StatsPanel::makeSmallCharts()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_latencies = new DurationChart(m_theme);
    m_latencies->setObjectName(QStringLiteral("latencyChart"));
    m_rtt = new RttChart(m_theme);
    m_sizes = new SizeChart(m_theme);
    m_latenciesBox = new ChartBox(m_theme, tr("Reply latency, ms"), m_latencies);
    m_rttBox = new ChartBox(m_theme, tr("Ping RTT, ms"), m_rtt);
    auto *sizes = new ChartBox(m_theme, tr("Message size, B"), m_sizes);
    sizes->setFacts(tr("% of each"));
    sizes->addTrailing(new LegendKey(m_theme, Direction::Sent, LegendKey::Shape::Box));
    sizes->addTrailing(new LegendKey(m_theme, Direction::Received, LegendKey::Shape::Box));
    for (QWidget *box : std::initializer_list<QWidget *>{m_latenciesBox, m_rttBox, sizes}) {
        if (layout->count() > 0)
            layout->addWidget(new Hairline(Qt::Vertical));
        layout->addWidget(box, 1);
    }
    return row;
}

void StatsPanel::setScope(Capture *capture, const LogScope &scope)
{
    m_feed->setScope(capture, scope);
}

void StatsPanel::setQuery(const LogQuery &query)
{
    m_query = query;
    applyQuery();
}

void StatsPanel::applyQuery()
{
    // The range is a part of the filter that is shown, not one that hides the rest of the chart.
    LogQuery query = m_query;
    if (auto rest = Filter::parse(withoutTimes(m_query.filter.text())))
        query.filter = *rest;
    m_bar->setFilterThere(query.show != LogQuery::Show::All || !query.filter.isEmpty() || query.after > 0);
    m_feed->setQuery(m_bar->isFiltered() ? query : LogQuery());
    const qint64 first = m_report ? m_report->whole.firstNs() : 0;
    const qint64 last = m_report ? m_report->whole.lastNs() : 0;
    const auto range = timeRangeOf(m_query.filter, first, last);
    m_feed->setRange(range);
    if (m_content == nullptr)
        return;
    m_rates->setRange(range);
    m_rtt->setRange(range);
}

void StatsPanel::chooseRange(const std::optional<TimeRange> &range)
{
    Q_EMIT filterRequested(withTimeRange(m_query.filter.text(), range));
}

void StatsPanel::takeReport(const StatisticsReportPointer &report)
{
    const bool first = !m_report && report;
    m_report = report;
    if (first)
        applyQuery(); // what a time of day means depends on the days that there are
    showReport();
}

void StatsPanel::showReport()
{
    if (m_content == nullptr)
        return;
    const StatisticsReport nothing;
    const StatisticsReport &report = m_report ? *m_report : nothing;
    if (report.error.isEmpty())
        m_bar->setProgress(report.rangeDone ? report.percent : std::min(report.percent, 99), m_feed->isStopped());
    else
        m_bar->setError(report.error);
    const Statistics &whole = report.whole;
    const bool enough = whole.sent().messages + whole.received().messages >= 2;
    m_empty->setText(m_report ? tr("Fewer than 2 messages.") : QString());
    m_pages->setCurrentWidget(enough ? m_content : m_empty);
    if (!enough)
        return;
    showRates(whole);
    m_range->setReport(report);
    m_latencies->setDurations(whole.latencies());
    m_latenciesBox->setFacts(
        whole.latencies().count() == 0 ? tr("no request with a reply") : percentileText(whole.latencies()));
    m_rttBox->setFacts(whole.rtt().count() == 0 ? tr("no answered Ping") : percentileText(whole.rtt()));
    m_sizes->setSizes(whole.sizes(Direction::Sent), whole.sizes(Direction::Received));
    showTotals(report);
}

void StatsPanel::showRates(const Statistics &whole)
{
    const Statistics::Window window = m_bar->window();
    const bool all = window == Statistics::Window::All;
    const TimeBuckets buckets = whole.buckets(window).widened(all ? MostSteps : Statistics::MostBuckets);
    const RateOf what = m_what->currentIndex() == 1 ? RateOf::Bytes : RateOf::Messages;
    TimeRange shown{whole.firstNs(), whole.lastNs() + 1};
    if (!all)
        shown.fromNs = std::max(shown.fromNs, shown.toNs - lengthOf(window));
    shown.toNs = std::max(shown.toNs, shown.fromNs + buckets.widthNs());
    m_rates->setPoints(ratePoints(buckets, what, whole.firstNs(), whole.lastNs()), what, shown, buckets.widthNs());
    m_rtt->setBuckets(buckets, whole.rtt(), shown);
    m_ratesBox->setTitle(what == RateOf::Bytes ? tr("Bytes a second, on the wire") : tr("Messages a second"));
    m_ratesBox->setFacts(m_report->from > 1 ? tr("since row %1").arg(groupedNumber(m_report->from)) : QString());
}

void StatsPanel::showTotals(const StatisticsReport &report)
{
    QList<TotalsRow> sums;
    if (report.range)
        sums.append(sumOf(report.ofRange, tr("Selected")));
    sums.append(sumOf(report.whole, tr("All")));
    if (m_bar->totalsBy() == StatsBar::TotalsBy::Type)
        m_totals->setTotals(tr("Type"), typeTotals(report.whole), sums);
    else
        m_totals->setTotals(tr("Connection"),
            connectionTotals(report.whole, [this](ConnectionId id) { return connectionName(id); }), sums);
}

QString StatsPanel::connectionName(ConnectionId id) const
{
    const Capture *capture = m_feed->capture();
    const ConnectionRecord *record = capture != nullptr ? capture->connection(id) : nullptr;
    if (record == nullptr)
        return QString::number(id);
    const QString peer = record->role == ConnectionRole::MockClient ? record->peerAddress : record->url;
    return QStringLiteral("%1  %2").arg(id).arg(peer);
}

void StatsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_content == nullptr)
        makeContent();
    m_feed->setShown(true);
}

void StatsPanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed->setShown(false);
}

} // namespace handglass
