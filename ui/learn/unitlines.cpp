// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/unitlines.h"

#include "ui/common/glossaryterm.h"

#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QTextLayout>

namespace handglass {

namespace {

constexpr int NameRole = Qt::UserRole;       ///< characters of the name at the line's begin
constexpr int BrokenRole = Qt::UserRole + 1; ///< bool
constexpr int Left = 8;
constexpr int Gap = 6;
constexpr int Right = 8;
constexpr int Space = 4; ///< px of a line above and below its text, together

/// "Upgrade" of "Upgrade: websocket", "FIN" of "FIN 1"; the whole start line.
int nameLength(const lesson::UnitLine &line)
{
    if (line.field == "start")
        return int(line.text.size());
    const auto colon = line.text.indexOf(QLatin1Char(':'));
    const auto space = line.text.indexOf(QLatin1Char(' '));
    return int(colon > 0 ? colon : qMax<qsizetype>(0, space));
}

class LineDelegate final : public QStyledItemDelegate
{
public:
    LineDelegate(Theme &theme, UnitLines *list)
        : QStyledItemDelegate(list)
        , m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto *list = qobject_cast<const UnitLines *>(option.widget);
        const int width = list == nullptr ? 400 : list->viewport()->width();
        return {0, heightAt(width, index)};
    }

    int heightAt(int width, const QModelIndex &index) const
    {
        QTextLayout layout;
        return int(lay(layout, index, width)) + Space;
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &c = m_theme.colours();
        const bool selected = option.state & QStyle::State_Selected;
        const bool broken = index.data(BrokenRole).toBool();
        const QRect &row = option.rect;
        painter->save();
        painter->fillRect(row, selected ? c.sel : c.base);
        if (selected)
            painter->fillRect(row.left(), row.top(), 2, row.height(), c.accent);
        painter->setFont(m_theme.mono());
        painter->setPen(selected ? c.text2 : c.text3);
        const int line = QFontMetrics(m_theme.mono()).height();
        painter->drawText(QRect(row.left(), row.top() + Space / 2, numberWidth(), line),
            Qt::AlignRight | Qt::AlignVCenter, QString::number(index.row() + 1));
        QTextLayout layout;
        lay(layout, index, row.width());
        painter->setPen(broken ? c.purpose : index.data(NameRole).toInt() > 0 ? c.text : c.text2);
        layout.draw(painter, QPointF(row.left() + numberWidth() + Gap, row.top() + Space / 2));
        if (broken) {
            const int size = qMin(14, line);
            m_theme.icon(QStringLiteral("fault"), c.purpose)
                .paint(painter, QRect(row.right() - Right - size, row.top() + Space / 2, size, size));
        }
        if (selected && (option.state & QStyle::State_HasFocus)) {
            painter->setPen(c.accent);
            painter->drawRect(row.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

private:
    int numberWidth() const { return Left + QFontMetrics(m_theme.mono()).horizontalAdvance(QStringLiteral("00")); }

    qreal lay(QTextLayout &layout, const QModelIndex &index, int width) const
    {
        layout.setText(index.data().toString());
        layout.setFont(m_theme.mono());
        QTextOption wrap;
        wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(wrap);
        QTextLayout::FormatRange name;
        name.length = index.data(NameRole).toInt();
        name.format.setFontWeight(QFont::Medium);
        layout.setFormats({name});
        const int bolt = index.data(BrokenRole).toBool() ? 18 : 0;
        const int space = qMax(20, width - numberWidth() - Gap - Right - bolt);
        qreal height = 0;
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(space);
            line.setPosition(QPointF(0, height));
            height += line.height();
        }
        layout.endLayout();
        return height;
    }

    Theme &m_theme;
};

} // namespace

UnitLines::UnitLines(Theme &theme, QWidget *parent)
    : QListWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("unitLines"));
    setAccessibleName(tr("Lines on the wire"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setItemDelegate(new LineDelegate(theme, this));
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(&theme, &Theme::changed, this, &UnitLines::scheduleDelayedItemsLayout);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) {
        tell();
        if (row >= 0)
            Q_EMIT lineChosen(row);
    });
}

void UnitLines::setLines(const QList<lesson::UnitLine> &lines, const QByteArray &focus)
{
    const QSignalBlocker blocker(this);
    const bool same = lines == m_lines;
    if (!same) {
        m_lines = lines;
        clear();
    }
    int chosen = -1;
    for (int at = 0; at < lines.size(); ++at) {
        const lesson::UnitLine &line = lines.at(at);
        if (chosen < 0 && !focus.isEmpty() && line.field.compare(focus, Qt::CaseInsensitive) == 0)
            chosen = at;
        if (same)
            continue;
        auto *item = new QListWidgetItem(line.text, this);
        item->setData(NameRole, nameLength(line));
        item->setData(BrokenRole, line.broken);
        const QString spoken = tr("Line %1, %2").arg(at + 1).arg(line.text);
        item->setData(Qt::AccessibleTextRole, line.broken ? tr("%1, made on purpose").arg(spoken) : spoken);
    }
    setCurrentRow(chosen);
    scrollToItem(currentItem());
    tell();
}

/// For F1 and "What is …".
void UnitLines::tell()
{
    const lesson::UnitLine line = m_lines.value(currentRow());
    setGlossaryTerm(this, line.field == "start" ? QString() : QString::fromLatin1(line.field));
}

int UnitLines::heightAt(int width) const
{
    const auto *delegate = static_cast<const LineDelegate *>(itemDelegate());
    int height = 0;
    for (int row = 0; row < count(); ++row)
        height += delegate->heightAt(width, model()->index(row, 0));
    return height;
}

void UnitLines::resizeEvent(QResizeEvent *event)
{
    QListWidget::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

} // namespace handglass
