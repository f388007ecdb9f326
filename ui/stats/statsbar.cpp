// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/statsbar.h"

#include "ui/common/segments.h"
#include "ui/common/textlabel.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace handglass {

namespace {

constexpr int Height = 34;
constexpr int NarrowWidth = 940;

} // namespace

StatsBar::StatsBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_window(new Segments(theme, this))
    , m_totals(new QComboBox(this))
    , m_filtered(new QCheckBox(tr("Only filtered rows"), this))
    , m_progress(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_stop(new QPushButton(this))
    , m_copy(new QToolButton(this))
{
    setFixedHeight(std::max(Height, fontMetrics().height() + 14));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 8, 1);
    row->setSpacing(8);
    addWindows(row);
    addTotals(row);
    m_filtered->setObjectName(QStringLiteral("statsFiltered"));
    row->addWidget(m_filtered);
    m_progress->setObjectName(QStringLiteral("statsProgress"));
    m_progress->setElided(Qt::ElideRight);
    m_progress->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_progress, 1);
    m_stop->setObjectName(QStringLiteral("statsStop"));
    m_stop->setProperty("small", true);
    row->addWidget(m_stop);
    m_copy->setObjectName(QStringLiteral("statsCopy"));
    m_copy->setText(tr("Copy table"));
    m_copy->setToolTip(tr("Copy the totals as text, columns set apart by tabs"));
    m_copy->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_copy);
    const auto paint = [this] {
        m_copy->setIcon(m_theme.icon(QStringLiteral("copy")));
        m_copy->setFont(m_theme.font(TypeStep::Table));
    };
    connect(&theme, &Theme::changed, this, paint);
    paint();
    connect(m_filtered, &QCheckBox::toggled, this, &StatsBar::filteredChanged);
    connect(m_stop, &QPushButton::clicked, this, [this] { Q_EMIT stopRequested(!m_stopped); });
    connect(m_copy, &QToolButton::clicked, this, &StatsBar::copyRequested);
    setFilterThere(false);
    setProgress(100, false);
}

TextLabel *StatsBar::addLabel(QHBoxLayout *row, const QString &text)
{
    auto *label = new TextLabel(m_theme, TypeStep::Table, Ink::Text2, QFont::Normal, this);
    label->setText(text);
    row->addWidget(label);
    return label;
}

void StatsBar::addWindows(QHBoxLayout *row)
{
    addLabel(row, tr("Time"));
    const QStringList names{tr("1 min"), tr("10 min"), tr("1 h"), tr("All")};
    for (const QString &name : names)
        m_window->addSegment(name)->setObjectName(QStringLiteral("statsWindow%1").arg(names.indexOf(name)));
    m_window->setAccessibleName(tr("Time shown"));
    m_window->setCurrentIndex(int(Statistics::Window::All));
    row->addWidget(m_window);
    row->addSpacing(4);
    connect(m_window, &Segments::currentChanged, this, &StatsBar::viewChanged);
}

void StatsBar::addTotals(QHBoxLayout *row)
{
    addLabel(row, tr("Totals by"))->setBuddy(m_totals);
    m_totals->setObjectName(QStringLiteral("statsTotals"));
    m_totals->setAccessibleName(tr("Totals by"));
    m_totals->addItems({tr("type"), tr("connection")});
    m_totals->setProperty("small", true);
    row->addWidget(m_totals);
    row->addSpacing(4);
    connect(m_totals, &QComboBox::currentIndexChanged, this, &StatsBar::viewChanged);
}

Statistics::Window StatsBar::window() const
{
    return static_cast<Statistics::Window>(m_window->currentIndex());
}

StatsBar::TotalsBy StatsBar::totalsBy() const
{
    return static_cast<TotalsBy>(m_totals->currentIndex());
}

bool StatsBar::isFiltered() const
{
    return m_filtered->isEnabled() && m_filtered->isChecked();
}

void StatsBar::setFilterThere(bool there)
{
    m_filtered->setEnabled(there);
    m_filtered->setToolTip(there ? tr("Count only the rows that the filter in Messages lets through")
                                 : tr("Messages has no filter: all rows are counted"));
}

void StatsBar::setProgress(int percent, bool stopped)
{
    m_stopped = stopped;
    const bool done = percent >= 100;
    m_progress->setInk(Ink::Text2);
    m_progress->setText(done ? QString() : (stopped ? tr("Counted %1 %") : tr("Counting %1 %")).arg(percent));
    m_stop->setText(stopped ? tr("Count the rest") : tr("Cancel"));
    m_stop->setVisible(!done);
}

void StatsBar::setError(const QString &sentence)
{
    m_progress->setInk(Ink::Fail);
    m_progress->setText(sentence);
    m_stop->hide();
}

void StatsBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_copy->setToolButtonStyle(width() < NarrowWidth ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void StatsBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(0, height() - 1, width(), 1, m_theme.colours().line);
}

} // namespace handglass
