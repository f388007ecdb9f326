// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/totalstable.h"

#include "ui/common/hairline.h"
#include "ui/stats/totalsmodel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace handglass {

namespace {

constexpr int HeaderHeight = 22;
constexpr int FewestRows = 3;
constexpr int ShownRows = 6; ///< before it scrolls by itself
constexpr int CellPadding = 14;
constexpr int NameWidth = 90;
constexpr int MeasuredRows = 40; ///< for the widths

} // namespace

TotalsTable::TotalsTable(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_groups(new TotalsModel(theme, false, this))
    , m_sums(new TotalsModel(theme, true, this))
    , m_groupView(new QTableView(this))
    , m_sumView(new QTableView(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_groupView, 1);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addWidget(m_sumView);
    setUp(m_groupView, m_groups);
    setUp(m_sumView, m_sums);
    m_groupView->setObjectName(QStringLiteral("totals"));
    m_groupView->setAccessibleName(tr("Totals"));
    m_groupView->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_groupView->horizontalHeader()->setFixedHeight(HeaderHeight);
    m_sumView->setObjectName(QStringLiteral("sums"));
    m_sumView->setAccessibleName(tr("Sums of the totals"));
    m_sumView->horizontalHeader()->hide();
    connect(&theme, &Theme::changed, this, &TotalsTable::applyTheme);
    applyTheme();
}

void TotalsTable::setUp(QTableView *view, TotalsModel *model)
{
    view->setModel(model);
    view->setFrameShape(QFrame::NoFrame);
    view->setShowGrid(false);
    view->setWordWrap(false);
    view->setTabKeyNavigation(false);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->verticalHeader()->hide();
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *copyAll = new QAction(tr("Copy the table"), view);
    copyAll->setShortcut(QKeySequence::Copy);
    copyAll->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAll, &QAction::triggered, this, &TotalsTable::copy);
    view->addAction(copyAll);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void TotalsTable::applyTheme()
{
    for (QTableView *view : {m_groupView, m_sumView}) {
        view->setFont(m_theme.font(TypeStep::Table));
        view->verticalHeader()->setDefaultSectionSize(rowHeight());
    }
    arrange();
}

int TotalsTable::rowHeight() const
{
    return std::max(20, QFontMetrics(m_theme.font(TypeStep::Table)).height() + 4);
}

void TotalsTable::setTotals(const QString &name, const QList<TotalsRow> &rows, const QList<TotalsRow> &sums)
{
    m_groups->setRows(name, rows);
    m_sums->setRows(name, sums);
    arrange();
}

/// As wide as the longest text needs, what is left to the name, then to all. Where that is too much, the columns that
/// say least go.
void TotalsTable::arrange()
{
    const int shown = std::clamp(m_groups->rowCount(), FewestRows, ShownRows);
    m_groupView->setMinimumHeight(HeaderHeight + shown * rowHeight());
    m_sumView->setFixedHeight(m_sums->rowCount() * rowHeight());
    const QFontMetrics medium(m_theme.font(TypeStep::Table, QFont::Medium));
    int widths[TotalsModel::ColumnCount];
    int sum = 0;
    for (int column = 0; column < TotalsModel::ColumnCount; ++column) {
        int width = medium.horizontalAdvance(m_groups->headerData(column, Qt::Horizontal).toString());
        for (const TotalsModel *model : {m_groups, m_sums}) {
            for (int row = 0; row < std::min(model->rowCount(), MeasuredRows); ++row)
                width = std::max(width, medium.horizontalAdvance(model->index(row, column).data().toString()));
        }
        widths[column] = column == TotalsModel::Name ? NameWidth : width + CellPadding;
        sum += widths[column];
    }
    const int room = m_groupView->viewport()->width();
    const QList<int> least{TotalsModel::Ratio, TotalsModel::P90, TotalsModel::Frames, TotalsModel::WireBytes};
    for (const int column : least) {
        if (sum > room)
            sum -= std::exchange(widths[column], 0);
    }
    const int left = std::max(0, room - sum);
    widths[TotalsModel::Name] += left / 3;
    const auto visible = std::count_if(std::begin(widths), std::end(widths), [](int width) { return width > 0; });
    const int share = (left - left / 3) / int(visible - 1);
    for (int column = 0; column < TotalsModel::ColumnCount; ++column) {
        for (QTableView *view : {m_groupView, m_sumView}) {
            view->setColumnHidden(column, widths[column] == 0);
            view->setColumnWidth(column, widths[column] + (column == TotalsModel::Name ? 0 : share));
        }
    }
}

void TotalsTable::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void TotalsTable::copy() const
{
    QStringList head;
    for (int column = 0; column < TotalsModel::ColumnCount; ++column)
        head.append(m_groups->headerData(column, Qt::Horizontal).toString());
    QStringList lines{head.join(u'\t')};
    for (const TotalsModel *model : {m_groups, m_sums}) {
        if (model->rowCount() > 0)
            lines.append(model->text());
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n') + u'\n');
}

} // namespace handglass
