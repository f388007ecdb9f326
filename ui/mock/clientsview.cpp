// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/clientsview.h"

#include "ui/common/statemark.h"
#include "ui/mock/clientsmodel.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <array>

namespace handglass {

namespace {

constexpr int RowHeight = 22;
constexpr int HeaderHeight = 22;
constexpr int Margin = 8;
constexpr int MarkWidth = 16;
constexpr int MarkGap = 4;

bool isMono(int column)
{
    return column == ClientsModel::Address || column == ClientsModel::Path;
}

} // namespace

ClientsDelegate::ClientsDelegate(Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

int ClientsDelegate::rowHeight() const
{
    return std::max(RowHeight, QFontMetrics(m_theme.font(TypeStep::Table)).height() + 4);
}

QColor ClientsDelegate::ink(const QModelIndex &index) const
{
    const Colours &colours = m_theme.colours();
    if (index.column() == ClientsModel::State && index.data(ClientsModel::RefusedRole).toBool())
        return colours.fail;
    return index.column() == ClientsModel::Number ? colours.text3 : colours.text;
}

void ClientsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = std::exchange(item.text, {});
    const QWidget *view = option.widget;
    view->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, view);
    painter->save();
    painter->setFont(isMono(index.column()) ? m_theme.mono() : m_theme.font(TypeStep::Table));
    painter->setPen(ink(index));
    QRect rect = option.rect.adjusted(Margin, 0, -Margin, 0);
    if (index.column() == ClientsModel::State) {
        const auto mark = static_cast<StateMark>(index.data(ClientsModel::MarkRole).toInt());
        paintStateMark(painter, m_theme, QRect(rect.left(), rect.top(), MarkWidth, rect.height()), mark);
        rect.adjust(MarkWidth + MarkGap, 0, 0, 0);
    }
    const auto elide = index.column() == ClientsModel::Path ? Qt::ElideMiddle : Qt::ElideRight;
    painter->drawText(rect, int(item.displayAlignment), painter->fontMetrics().elidedText(text, elide, rect.width()));
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter->setPen(m_theme.colours().accent);
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    painter->restore();
}

ClientsView::ClientsView(Theme &theme, ClientsModel &model, QWidget *parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(model)
    , m_delegate(new ClientsDelegate(theme, this))
    , m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("clients"));
    setAccessibleName(tr("Clients of the mock"));
    m_sorted->setSourceModel(&model);
    m_sorted->setSortRole(ClientsModel::SortRole);
    setModel(m_sorted);
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    setUpHeader();
    connect(this, &QAbstractItemView::doubleClicked, this,
        [this](const QModelIndex &index) { Q_EMIT opened(index.data(ClientsModel::IdRole).toLongLong()); });
    connect(&theme, &Theme::changed, this, &ClientsView::applyTheme);
    applyTheme();
}

void ClientsView::setUpHeader()
{
    QHeaderView *head = horizontalHeader();
    head->setHighlightSections(false);
    head->setSectionResizeMode(QHeaderView::Fixed);
    head->setStretchLastSection(false);
    head->setSortIndicatorShown(true);
    setSortingEnabled(true);
    sortByColumn(ClientsModel::Number, Qt::AscendingOrder);
}

void ClientsView::applyTheme()
{
    setFont(m_theme.font(TypeStep::Table));
    horizontalHeader()->setFont(m_theme.font(TypeStep::Small));
    horizontalHeader()->setFixedHeight(
        std::max(HeaderHeight, QFontMetrics(m_theme.font(TypeStep::Small)).height() + 6));
    verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight());
    arrange();
}

/// Each as wide as its longest usual text; what is left goes to program, then to path or address. Where that is too
/// much, the columns that say least go.
void ClientsView::arrange()
{
    const QFontMetrics words(m_theme.font(TypeStep::Table));
    const QFontMetrics mono(m_theme.mono());
    const QFontMetrics small(m_theme.font(TypeStep::Small));
    const QString usual[] = {QStringLiteral("2 000"), QStringLiteral("127.0.0.1:51422"), QStringLiteral("Chromium"),
        tr("closed 1006"), tr("59 min 59 s"), QStringLiteral("10 000"), QStringLiteral("10 000"),
        QStringLiteral("quotes.v2"), QStringLiteral("/v2/stream")};
    std::array<int, ClientsModel::ColumnCount> widths{};
    int sum = 0;
    for (int column = 0; column < ClientsModel::ColumnCount; ++column) {
        const int title = small.horizontalAdvance(m_model.headerData(column, Qt::Horizontal).toString());
        const int text = (isMono(column) ? mono : words).horizontalAdvance(usual[column]);
        widths[std::size_t(column)] = std::max(title, text) + 2 * Margin;
    }
    widths[ClientsModel::State] += MarkWidth + MarkGap;
    for (const int width : widths)
        sum += width;
    const int room = viewport()->width();
    for (const int column : {ClientsModel::Path, ClientsModel::Subprotocol, ClientsModel::Program, ClientsModel::Age,
             ClientsModel::Received, ClientsModel::Sent}) {
        if (sum > room)
            sum -= std::exchange(widths[std::size_t(column)], 0);
    }
    int left = std::max(0, room - sum);
    if (widths[ClientsModel::Program] > 0) {
        const int more = std::min(left, words.horizontalAdvance(QStringLiteral(" websockets")));
        widths[ClientsModel::Program] += more;
        left -= more;
    }
    const int last = widths[ClientsModel::Path] > 0 ? ClientsModel::Path : ClientsModel::Address;
    widths[std::size_t(last)] += left;
    for (int column = 0; column < ClientsModel::ColumnCount; ++column) {
        setColumnHidden(column, widths[std::size_t(column)] == 0);
        if (widths[std::size_t(column)] > 0)
            setColumnWidth(column, widths[std::size_t(column)]);
    }
}

QList<qint64> ClientsView::chosen() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QList<qint64> ids;
    for (const QModelIndex &row : rows)
        ids.append(row.data(ClientsModel::IdRole).toLongLong());
    return ids;
}

qint64 ClientsView::current() const
{
    return currentIndex().data(ClientsModel::IdRole).toLongLong();
}

void ClientsView::choose(qint64 id)
{
    const QModelIndex index = m_sorted->mapFromSource(m_model.indexOf(id));
    if (!index.isValid())
        return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void ClientsView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT chosenChanged();
}

void ClientsView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT chosenChanged();
}

void ClientsView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid())
        Q_EMIT opened(current());
    else
        QTableView::keyPressEvent(event);
}

void ClientsView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    arrange();
}

} // namespace handglass
