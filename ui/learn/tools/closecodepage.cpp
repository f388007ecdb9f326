// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/tools/closecodepage.h"

#include "ui/common/panelhead.h"
#include "ui/learn/tools/closecodemodel.h"
#include "ui/learn/tools/glossarypage.h"
#include "ui/learn/tools/toolparts.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int CellPadding = 20;
constexpr int RowPadding = 4;

} // namespace

CloseCodePage::CloseCodePage(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new CloseCodeModel(this))
    , m_table(new QTableView)
{
    setObjectName(QStringLiteral("closeCodePage"));
    auto *head = new PanelHead(theme, tr("Close codes"));
    head->setFacts(tr("Two bytes at the beginning of a Close frame's payload, RFC 6455 §7.4"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(m_table, 1);
    m_table->setObjectName(QStringLiteral("closeCodes"));
    setUpTable(m_table, m_model, tr("Close codes"));
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFocusProxy(m_table);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        const QString link = rfcLink(index.siblingAtColumn(CloseCodeModel::Section).data().toString());
        if (!link.isEmpty())
            Q_EMIT linkActivated(QUrl(link));
    });
    connect(&theme, &Theme::changed, this, &CloseCodePage::applyTheme);
    applyTheme();
    showCode(1000);
}

void CloseCodePage::showCode(quint16 code)
{
    const int row = m_model->rowOf(code);
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
}

void CloseCodePage::applyTheme()
{
    m_table->setFont(m_theme.font(TypeStep::Table));
    arrange();
}

void CloseCodePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// The meaning takes what is left, in lines; where that is too little, names and sections have lines too.
void CloseCodePage::arrange()
{
    const QFontMetrics metrics(m_theme.font(TypeStep::Table, QFont::Medium));
    const int room = width() - m_table->verticalScrollBar()->sizeHint().width();
    int widths[CloseCodeModel::ColumnCount]{};
    int sum = 0;
    for (int column = 0; column < CloseCodeModel::ColumnCount; ++column) {
        if (column == CloseCodeModel::Meaning)
            continue;
        int width = metrics.horizontalAdvance(m_model->headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < m_model->rowCount(); ++row)
            width = std::max(width, metrics.horizontalAdvance(m_model->index(row, column).data().toString()));
        widths[column] = width + CellPadding;
        sum += widths[column];
    }
    const int least = metrics.averageCharWidth() * 30;
    const bool tight = room - sum < least;
    if (tight) {
        for (const int column : {CloseCodeModel::Name, CloseCodeModel::Section})
            widths[column] /= 2;
    }
    sum = 0;
    for (const int width : widths)
        sum += width;
    widths[CloseCodeModel::Meaning] = std::max(metrics.averageCharWidth() * 12, room - sum);
    for (int column = 0; column < CloseCodeModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, widths[column]);
    m_table->resizeRowsToContents();
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_table->setRowHeight(row, m_table->rowHeight(row) + RowPadding);
}

} // namespace handglass
