// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/flattabbar.h"

#include <QPainter>

namespace handglass {

namespace {

constexpr int Padding = 16;
constexpr int MarkSize = 14;
constexpr int MarkGap = 6;

QString markIcon(TabMark mark)
{
    switch (mark) {
    case TabMark::Ok:
        return QStringLiteral("ok");
    case TabMark::Warn:
        return QStringLiteral("warn");
    case TabMark::Fail:
        return QStringLiteral("fail");
    case TabMark::None:
        break;
    }
    return {};
}

} // namespace

FlatTabBar::FlatTabBar(Theme &theme, int height, QWidget *parent)
    : QTabBar(parent)
    , m_theme(theme)
    , m_height(height)
{
    setDrawBase(false);
    setExpanding(false);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setUsesScrollButtons(false);
    connect(&m_theme, &Theme::changed, this, [this] { update(); });
}

void FlatTabBar::setTabMark(int index, TabMark mark, const QString &meaning)
{
    if (tabMark(index) == mark && tabToolTip(index) == meaning)
        return;
    const bool resized = (tabMark(index) == TabMark::None) != (mark == TabMark::None);
    setTabData(index, int(mark));
    setTabToolTip(index, meaning);
    setAccessibleTabName(index, meaning.isEmpty() ? tabText(index) : tabText(index) + QStringLiteral(", ") + meaning);
    if (resized)
        setTabText(index, tabText(index)); // lays the tabs out anew
    update();
}

TabMark FlatTabBar::tabMark(int index) const
{
    return static_cast<TabMark>(tabData(index).toInt());
}

QColor FlatTabBar::markColour(TabMark mark) const
{
    const Colours &c = m_theme.colours();
    return mark == TabMark::Ok ? c.ok : (mark == TabMark::Warn ? c.warn : c.fail);
}

QSize FlatTabBar::tabSizeHint(int index) const
{
    const QFontMetrics metrics(m_theme.font(TypeStep::Body, QFont::Medium));
    const int mark = tabMark(index) == TabMark::None ? 0 : MarkGap + MarkSize;
    const int text = metrics.size(Qt::TextShowMnemonic, tabText(index)).width();
    return {text + mark + Padding + 8, qMax(m_height, metrics.height() + 8)};
}

void FlatTabBar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    const QPoint pointer = mapFromGlobal(QCursor::pos());
    for (int i = 0; i < count(); ++i) {
        const bool current = i == currentIndex();
        const QRect tab = tabRect(i);
        const QRect inner = tab.adjusted(4, 0, -4, 0);
        const bool hover = underMouse() && tab.contains(pointer);
        painter.setFont(m_theme.font(TypeStep::Body, current ? QFont::Medium : QFont::Normal));
        painter.setPen(!isTabEnabled(i) ? c.disabled : (current || hover ? c.text : c.text2));
        const QRect words = inner.adjusted(Padding / 2, 0, 0, 0);
        QRect drawn;
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, tabText(i), &drawn);
        if (tabMark(i) != TabMark::None) {
            const QRect at(drawn.right() + MarkGap, tab.center().y() - MarkSize / 2 + 1, MarkSize, MarkSize);
            m_theme.icon(markIcon(tabMark(i)), markColour(tabMark(i))).paint(&painter, at);
        }
        if (current)
            painter.fillRect(QRect(inner.left(), tab.bottom() - 1, inner.width(), 2), c.accent);
        if (current && hasFocus()) {
            painter.setPen(c.accent);
            painter.drawRect(inner.adjusted(0, 4, -1, -5));
        }
    }
}

} // namespace handglass
