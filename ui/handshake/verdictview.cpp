// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/verdictview.h"

#include "ui/common/glossaryterm.h"
#include "ui/common/theme.h"
#include "ui/handshake/verdictmodel.h"

#include <QHeaderView>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

namespace handglass {

namespace {

constexpr int RowHeight = 22;
constexpr int MarkWidth = 28;
constexpr int TextPadding = 8;
constexpr int GroupPadding = 10;
constexpr int MarkSize = 14;

/// Rows of one height, group rows on the sunken surface, colours of a text kept when it is selected.
class VerdictDelegate final : public QStyledItemDelegate
{
public:
    VerdictDelegate(const Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize hint = QStyledItemDelegate::sizeHint(option, index);
        return {hint.width() + 2 * TextPadding,
            std::max(RowHeight, QFontMetrics(m_theme.font(TypeStep::Table)).height() + 4)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->fillRect(option.rect, background(option, index));
        const bool group = !index.parent().isValid();
        if (const QVariant icon = index.data(Qt::DecorationRole); icon.isValid()) {
            const QRect place =
                QStyle::alignedRect(option.direction, Qt::AlignCenter, {MarkSize, MarkSize}, option.rect);
            icon.value<QIcon>().paint(painter, place);
            return;
        }
        painter->setFont(index.data(Qt::FontRole).value<QFont>());
        const QVariant ink = index.data(Qt::ForegroundRole);
        painter->setPen(ink.isValid() ? ink.value<QBrush>().color() : m_theme.colours().text);
        const QRect room = option.rect.adjusted(group ? GroupPadding : TextPadding, 0, -TextPadding, 0);
        const QString text = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room.width());
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeading, text);
    }

private:
    QColor background(const QStyleOptionViewItem &option, const QModelIndex &index) const
    {
        const Colours &colours = m_theme.colours();
        if (!index.parent().isValid())
            return colours.sunken;
        if (option.state & QStyle::State_Selected)
            return colours.sel;
        const QVariant own = index.data(Qt::BackgroundRole);
        return own.isValid() ? own.value<QBrush>().color() : colours.base;
    }

    const Theme &m_theme;
};

} // namespace

VerdictView::VerdictView(Theme &theme, VerdictModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_model(model)
{
    setModel(&model);
    setItemDelegate(new VerdictDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setIndentation(0);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(MarkWidth);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(&model, &VerdictModel::rebuilt, this, &VerdictView::showRows);
    connect(&theme, &Theme::changed, this, &VerdictView::applyTheme);
    applyTheme();
    showRows();
}

void VerdictView::selectCheck(int check)
{
    const QScopedValueRollback quiet(m_quiet, true);
    const QModelIndex index = m_model.indexOf(check);
    if (!index.isValid()) {
        clearSelection();
        setCurrentIndex({});
        return;
    }
    setCurrentIndex(index);
    scrollTo(index);
}

void VerdictView::setFullHeight(bool full)
{
    m_fullHeight = full;
    setVerticalScrollBarPolicy(full ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    sizeHeight();
}

void VerdictView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    const int check = m_model.checkAt(current);
    setGlossaryTerm(this, check >= 0 ? m_model.verdict().checks.at(check).rule : QString());
    if (!m_quiet && check >= 0)
        Q_EMIT checkSelected(check);
}

void VerdictView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    sizeColumns();
}

void VerdictView::applyTheme()
{
    header()->setFont(m_theme.font(TypeStep::Small, QFont::Medium));
}

void VerdictView::showRows()
{
    const QScopedValueRollback quiet(m_quiet, true);
    for (int group = 0; group < m_model.rowCount(); ++group)
        setFirstColumnSpanned(group, {}, true);
    expandAll();
    sizeColumns();
    sizeHeight();
}

void VerdictView::sizeColumns()
{
    const int room = viewport()->width();
    int left = room - MarkWidth;
    setColumnWidth(VerdictModel::MarkColumn, MarkWidth);
    const auto natural = [this](int column) {
        return std::max(sizeHintForColumn(column), header()->sectionSizeHint(column));
    };
    const int section = std::min(natural(VerdictModel::SectionColumn) + TextPadding, 104);
    const int rule = std::min(natural(VerdictModel::RuleColumn) + 4, left * 3 / 10);
    left -= section + rule;
    const int expected = std::clamp(natural(VerdictModel::ExpectedColumn) + 4, left / 3, left * 6 / 10);
    setColumnWidth(VerdictModel::RuleColumn, rule);
    setColumnWidth(VerdictModel::ExpectedColumn, expected);
    setColumnWidth(VerdictModel::GotColumn, left - expected);
    setColumnWidth(VerdictModel::SectionColumn, section);
}

void VerdictView::sizeHeight()
{
    int rows = 0;
    for (int group = 0; group < m_model.rowCount(); ++group)
        rows += 1 + m_model.rowCount(m_model.index(group, 0));
    const int row = rows > 0 ? std::max(RowHeight, sizeHintForRow(0)) : RowHeight;
    const int full = header()->sizeHint().height() + rows * row + 4;
    setMinimumHeight(m_fullHeight ? full : header()->sizeHint().height() + 3 * RowHeight);
    setMaximumHeight(m_fullHeight ? full : QWIDGETSIZE_MAX);
}

} // namespace handglass
