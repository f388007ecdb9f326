// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/comparetool.h"

#include "ui/common/flowlayout.h"
#include "ui/common/format.h"
#include "ui/learn/tools/barchart.h"
#include "ui/learn/tools/transportmodel.h"
#include "ui/stats/chartbox.h"
#include "ui/stats/legendkey.h"

#include <QHeaderView>
#include <QPushButton>
#include <QSlider>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace handglass {

namespace {

using lesson::CompareSettings;
using lesson::Transport;
using lesson::Transports;

constexpr int Steps = 100; ///< of a slider; each the same factor more
constexpr std::chrono::milliseconds Rest{300};
constexpr int MostPoints = 240; ///< of a line; then every other one goes
constexpr int HeaderHeight = 22;
constexpr int CellPadding = 14;
constexpr int ChartCharacters = 28; ///< its width
constexpr int ChartHeight = 190;
constexpr double NsAMs = 1e6;
constexpr double NsASecond = 1e9;

double onScale(int step, double least, double most)
{
    return least * std::pow(most / least, double(step) / Steps);
}

int stepOf(double value, double least, double most)
{
    return qRound(std::log(value / least) / std::log(most / least) * Steps);
}

double ms(std::chrono::milliseconds time)
{
    return double(time.count());
}

/// Told apart by their dashes: polling the most broken, WebSocket solid.
QList<ChartLine> emptyLines()
{
    return {{transportName(Transport::Polling), Ink::Text2, {1, 2}, {}},
        {transportName(Transport::LongPolling), Ink::Text2, {4, 3}, {}},
        {transportName(Transport::Streaming), Ink::Text2, {8, 3, 1, 3}, {}},
        {transportName(Transport::WebSocket), Ink::Text, {}, {}}};
}

QString shortName(Transport transport)
{
    switch (transport) {
    case Transport::Polling:
        return CompareTool::tr("poll");
    case Transport::LongPolling:
        return CompareTool::tr("long");
    case Transport::Streaming:
        return CompareTool::tr("stream");
    case Transport::WebSocket:
        break;
    }
    return CompareTool::tr("WS");
}

} // namespace

CompareTool::CompareTool(Theme &theme, QWidget *parent)
    : ToolPage(theme, parent)
    , m_model(new TransportModel(this))
    , m_table(new QTableView)
    , m_rateText(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_intervalText(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_run(pushButton(tr("Start"), QStringLiteral("compareRun")))
    , m_state(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_bytes(new LineChart(theme, ValueUnit::Bytes, tr("%1 s")))
    , m_perEvent(new BarChart(theme, ValueUnit::Bytes, BarChart::Scale::Linear, BarChart::Paint::Directions))
    , m_delays(new BarChart(theme, ValueUnit::Milliseconds, BarChart::Scale::Log, BarChart::Paint::Neutral))
    , m_lines(emptyLines())
{
    setObjectName(QStringLiteral("compareTool"));
    setAccessibleName(tr("One chat, four transports"));
    addHeading(tr("One chat, four transports"));
    column()->addWidget(makeControls());
    column()->addWidget(m_state);
    column()->addWidget(makeTable());
    column()->addWidget(makeCharts());
    column()->addStretch(1);
    m_state->setObjectName(QStringLiteral("compareState"));
    m_state->setWordWrap(true);
    m_apply.setSingleShot(true);
    m_apply.setInterval(Rest);
    connect(&m_apply, &QTimer::timeout, this, &CompareTool::applySettings);
    connect(&m_compare, &lesson::Compare::measured, this, &CompareTool::takeReport);
    connect(&m_compare, &lesson::Compare::failed, this, [this](const QString &sentence) {
        m_compare.stop();
        showState();
        m_state->setInk(Ink::Fail);
        m_state->setText(sentence);
    });
    connect(&theme, &Theme::changed, this, &CompareTool::arrangeTable);
    clearPlots();
    showState();
}

QSlider *CompareTool::makeSlider(int least, int most, int value, const QString &name, const QString &objectName)
{
    auto *slider = new QSlider(Qt::Horizontal);
    slider->setObjectName(objectName);
    slider->setAccessibleName(name);
    slider->setRange(least, most);
    slider->setValue(value);
    slider->setPageStep(Steps / 10);
    slider->setMinimumWidth(100);
    connect(slider, &QSlider::valueChanged, this, [this] {
        showState();
        m_apply.start();
    });
    return slider;
}

QWidget *CompareTool::makeControls()
{
    auto *controls = new QWidget;
    auto *flow = new FlowLayout(16, 4, controls);
    const CompareSettings start;
    m_rate = makeSlider(0, Steps, stepOf(start.eventsPerSecond, CompareSettings::MinRate, CompareSettings::MaxRate),
        tr("Messages a second"), QStringLiteral("compareRate"));
    m_interval = makeSlider(0, Steps,
        stepOf(ms(start.pollingInterval), ms(CompareSettings::MinInterval), ms(CompareSettings::MaxInterval)),
        tr("Polling interval"), QStringLiteral("compareInterval"));
    const auto group = [this](const QString &name, QSlider *slider, TextLabel *value) {
        auto *box = new QWidget;
        auto *row = new QHBoxLayout(box);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        auto *label = new TextLabel(theme(), TypeStep::Body, Ink::Text2);
        label->setText(name);
        label->setBuddy(slider);
        row->addWidget(label);
        row->addWidget(slider);
        row->addWidget(value);
        return box;
    };
    connect(m_run, &QPushButton::clicked, this, &CompareTool::startOrStop);
    flow->addWidget(m_run);
    flow->addWidget(group(tr("Chat"), m_rate, m_rateText));
    flow->addWidget(group(tr("Poll every"), m_interval, m_intervalText));
    return controls;
}

QWidget *CompareTool::makeTable()
{
    m_table->setObjectName(QStringLiteral("compareTable"));
    setUpTable(m_table, m_model, tr("What each transport takes"));
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return m_table;
}

QWidget *CompareTool::makeCharts()
{
    m_bytes->setObjectName(QStringLiteral("compareBytes"));
    m_perEvent->setObjectName(QStringLiteral("comparePerEvent"));
    m_delays->setObjectName(QStringLiteral("compareDelays"));
    m_perEvent->setNames(tr("sent"), tr("received"));
    m_delays->setNames(tr("median"), tr("95 %"));
    const int least = QFontMetrics(theme().font(TypeStep::Small)).averageCharWidth() * ChartCharacters;
    const auto boxOf = [&](const QString &title, ChartView *chart) {
        auto *box = new ChartBox(theme(), title, chart);
        box->setMinimumSize(least, ChartHeight);
        return box;
    };
    auto *charts = new BesideBox({boxOf(tr("Bytes on the wire"), m_bytes), boxOf(tr("B an event"), m_perEvent),
                                     boxOf(tr("Delay, ms"), m_delays)},
        8);
    auto *keys = new QWidget;
    auto *flow = new FlowLayout(16, 4, keys);
    for (const ChartLine &line : emptyLines())
        flow->addWidget(new LineKey(theme(), line));
    flow->addWidget(new LegendKey(theme(), Direction::Sent, LegendKey::Shape::Box));
    flow->addWidget(new LegendKey(theme(), Direction::Received, LegendKey::Shape::Box));
    auto *bars = new TextLabel(theme(), TypeStep::Table, Ink::Text2);
    bars->setText(tr("Delay: median filled, 95 % outlined"));
    flow->addWidget(bars);
    auto *all = new QWidget;
    auto *rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(charts);
    rows->addWidget(keys);
    return all;
}

lesson::CompareSettings CompareTool::settings() const
{
    CompareSettings settings;
    settings.eventsPerSecond = onScale(m_rate->value(), CompareSettings::MinRate, CompareSettings::MaxRate);
    settings.pollingInterval = std::chrono::milliseconds(
        qRound(onScale(m_interval->value(), ms(CompareSettings::MinInterval), ms(CompareSettings::MaxInterval))));
    return settings;
}

void CompareTool::startOrStop()
{
    if (m_compare.isRunning()) {
        m_compare.stop();
    } else {
        clearPlots();
        m_model->setReport({});
        m_compare.start(settings());
    }
    showState();
}

void CompareTool::showState()
{
    const CompareSettings now = settings();
    m_rateText->setText(tr("%1 messages/s").arg(valueText(now.eventsPerSecond, ValueUnit::Number)));
    m_intervalText->setText(durationText(qint64(ms(now.pollingInterval) * NsAMs)));
    m_run->setText(m_compare.isRunning() ? tr("Stop") : tr("Start"));
    m_state->setInk(Ink::Text2);
    if (!m_compare.isRunning() && m_lastNs == 0)
        m_state->setText(tr("Not running. Start connects four real clients to a small HTTP server on this computer; "
                            "every byte is counted at the server's socket."));
    else if (!m_compare.isRunning())
        m_state->setText(tr("Stopped after %1.").arg(durationText(m_lastNs)));
}

/// What is counted from here on is of these settings alone.
void CompareTool::applySettings()
{
    if (!m_compare.isRunning())
        return;
    clearPlots();
    m_compare.setSettings(settings());
}

void CompareTool::clearPlots()
{
    m_lastNs = 0;
    m_lines = emptyLines();
    for (ChartLine &line : m_lines)
        line.points.append(QPointF(0, 0));
    m_bytes->setLines(m_lines);
    QList<BarGroup> empty;
    for (const Transport transport : Transports)
        empty.append({shortName(transport)});
    m_perEvent->setGroups(empty);
    m_delays->setGroups(empty);
}

void CompareTool::takeReport(const lesson::CompareReport &report)
{
    if (report.ns < m_lastNs)
        clearPlots(); // counted anew
    m_lastNs = report.ns;
    m_model->setReport(report);
    arrangeTable();
    m_state->setText(tr("Running. %1 messages written in %2; the sliders begin the counting anew.")
                         .arg(groupedNumber(report.published), durationText(report.ns)));
    plotOverTime(report);
    QList<BarGroup> perEvent;
    QList<BarGroup> delays;
    for (const Transport transport : Transports) {
        const lesson::TransportFigures &figures = report.of(transport);
        const double events = double(std::max<qint64>(1, figures.events));
        perEvent.append({shortName(transport), double(figures.sent) / events, double(figures.received) / events});
        delays.append({shortName(transport), std::max(0.0, double(figures.medianDelayNs) / NsAMs),
            std::max(0.0, double(figures.p95DelayNs) / NsAMs)});
    }
    m_perEvent->setGroups(perEvent);
    m_delays->setGroups(delays);
    Q_EMIT measured(report);
}

/// The line keeps its length: when it is long, every other point goes.
void CompareTool::plotOverTime(const lesson::CompareReport &report)
{
    for (const Transport transport : Transports) {
        QList<QPointF> &points = m_lines[qsizetype(transport)].points;
        points.append(QPointF(double(report.ns) / NsASecond, double(report.of(transport).wire())));
        if (points.size() <= MostPoints)
            continue;
        for (qsizetype at = 1; at < points.size(); ++at)
            points.removeAt(at);
    }
    m_bytes->setLines(m_lines);
}

/// What tells the least goes where there is no room.
void CompareTool::arrangeTable()
{
    m_table->setFont(theme().font(TypeStep::Table));
    const QFontMetrics metrics(theme().font(TypeStep::Table, QFont::Medium));
    const int height = std::max(20, metrics.height() + 4);
    const int header = std::max(HeaderHeight, metrics.height() + 6);
    m_table->verticalHeader()->setDefaultSectionSize(height);
    m_table->horizontalHeader()->setFixedHeight(header);
    m_table->setFixedHeight(header + m_model->rowCount() * height + 2);
    int widths[TransportModel::ColumnCount];
    int sum = 0;
    for (int column = 0; column < TransportModel::ColumnCount; ++column) {
        int width = metrics.horizontalAdvance(m_model->headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < m_model->rowCount(); ++row)
            width = std::max(width, metrics.horizontalAdvance(m_model->index(row, column).data().toString()));
        widths[column] = width + CellPadding;
        sum += widths[column];
    }
    const int room = m_table->viewport()->width();
    for (const int column : {TransportModel::Heads, TransportModel::Sent, TransportModel::Received,
             TransportModel::Events, TransportModel::Requests, TransportModel::P95}) {
        if (sum > room)
            sum -= std::exchange(widths[column], 0);
    }
    for (int column = 0; column < TransportModel::ColumnCount; ++column) {
        m_table->setColumnHidden(column, widths[column] == 0);
        m_table->setColumnWidth(column, widths[column]);
    }
    m_table->setColumnWidth(TransportModel::Name, widths[TransportModel::Name] + std::max(0, room - sum));
}

void CompareTool::resizeEvent(QResizeEvent *event)
{
    ToolPage::resizeEvent(event);
    arrangeTable();
}

void CompareTool::hideEvent(QHideEvent *event)
{
    ToolPage::hideEvent(event);
    m_compare.stop();
    showState();
}

} // namespace handglass
