// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/rangeline.h"

#include "ui/common/format.h"
#include "ui/common/textlabel.h"
#include "ui/stats/durationchart.h"
#include "ui/stats/ticks.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace handglass {

namespace {

constexpr int Height = 33;
constexpr qint64 Second = 1'000'000'000;

QString endText(qint64 ns)
{
    return timeText(ns, ns % Second == 0 ? Second : 1, false);
}

/// Ends that nothing bounds are those of what was counted.
QString rangeText(const StatisticsReport &report)
{
    const qint64 from = std::max(report.range->fromNs, report.whole.firstNs());
    const qint64 to = std::min(report.range->toNs, report.whole.lastNs() + 1);
    return RangeLine::tr("Selected %1 to %2").arg(endText(from), endText(std::max(from, to)));
}

} // namespace

RangeLine::RangeLine(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(theme, TypeStep::Table, Ink::Text, QFont::Medium, this))
    , m_rows(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_sent(new TextLabel(theme, TypeStep::Table, Ink::Sent, QFont::Normal, this))
    , m_received(new TextLabel(theme, TypeStep::Table, Ink::Received, QFont::Normal, this))
    , m_times(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_show(new QPushButton(tr("Show these rows"), this))
    , m_clear(new QPushButton(tr("Clear selection"), this))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    setFixedHeight(std::max(Height, fontMetrics().height() + 14));
    m_title->setObjectName(QStringLiteral("rangeTitle"));
    m_rows->setObjectName(QStringLiteral("rangeRows"));
    m_sent->setObjectName(QStringLiteral("rangeSent"));
    m_received->setObjectName(QStringLiteral("rangeReceived"));
    m_times->setObjectName(QStringLiteral("rangeTimes"));
    m_show->setObjectName(QStringLiteral("rangeShow"));
    m_clear->setObjectName(QStringLiteral("rangeClear"));
    m_clear->setFlat(true);
    m_title->setElided(Qt::ElideRight);
    m_times->setElided(Qt::ElideRight);
    const auto setIcon = [this, &theme] { m_show->setIcon(theme.icon(QStringLiteral("filter"))); };
    connect(&theme, &Theme::changed, this, setIcon);
    setIcon();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(12);
    row->addWidget(m_title);
    for (TextLabel *label : {m_rows, m_sent, m_received})
        row->addWidget(label);
    row->addWidget(m_times, 1);
    for (QPushButton *button : {m_show, m_clear}) {
        button->setProperty("small", true);
        row->addWidget(button);
    }
    connect(m_show, &QPushButton::clicked, this, &RangeLine::rowsRequested);
    connect(m_clear, &QPushButton::clicked, this, &RangeLine::clearRequested);
    setReport({});
}

void RangeLine::setReport(const StatisticsReport &report)
{
    const bool chosen = report.range.has_value();
    for (QWidget *part : std::initializer_list<QWidget *>{m_rows, m_sent, m_received, m_times, m_show, m_clear})
        part->setVisible(chosen);
    m_title->setInk(chosen ? Ink::Text : Ink::Text2);
    if (!chosen) {
        m_title->setText(tr("No range selected. Drag in the chart, or press Shift and an arrow key in it."));
        return;
    }
    m_title->setText(rangeText(report));
    const Statistics &range = report.ofRange;
    m_rows->setText(tr("%1 rows").arg(groupedNumber(range.rows())));
    m_sent->setText(QStringLiteral("↑ %1").arg(groupedNumber(range.sent().messages)));
    m_sent->setAccessibleName(tr("%1 messages sent").arg(range.sent().messages));
    m_received->setText(QStringLiteral("↓ %1").arg(groupedNumber(range.received().messages)));
    m_received->setAccessibleName(tr("%1 messages received").arg(range.received().messages));
    QStringList times;
    if (range.latencies().count() > 0)
        times.append(tr("Latency %1 ms").arg(percentileText(range.latencies())));
    if (range.rtt().count() > 0)
        times.append(tr("RTT %1 ms").arg(percentileText(range.rtt())));
    m_times->setText(times.join(QStringLiteral("   ")));
}

} // namespace handglass
