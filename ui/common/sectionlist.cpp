// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/sectionlist.h"

namespace handglass {

namespace {

constexpr int RowHeight = 24;
constexpr int RowsShown = 5;
constexpr int MarkWidth = 44; ///< room for a count or an icon beside the longest name
constexpr int NameRole = Qt::UserRole;
constexpr int WrongRole = Qt::UserRole + 1;

} // namespace

SectionList::SectionList(Theme &theme, QWidget *parent)
    : QListWidget(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setUniformItemSizes(true);
    viewport()->setBackgroundRole(QPalette::Window);
    connect(&theme, &Theme::changed, this, &SectionList::applyTheme);
}

void SectionList::addItem(const QString &name)
{
    auto *item = new QListWidgetItem(name, this);
    item->setData(NameRole, name);
    item->setSizeHint({0, qMax(RowHeight, fontMetrics().height() + 6)});
    updateGeometry();
}

void SectionList::setState(int row, int count, bool wrong)
{
    QListWidgetItem *one = item(row);
    const QString name = one->data(NameRole).toString();
    const QString words = count == 0 ? name : tr("%1 (%2)").arg(name).arg(count);
    one->setText(words);
    one->setData(Qt::AccessibleTextRole, wrong ? tr("%1, holds an error").arg(words) : words);
    one->setData(WrongRole, wrong);
    one->setIcon(wrong ? m_theme.icon(QStringLiteral("fail"), m_theme.colours().fail) : QIcon());
}

QSize SectionList::sizeHint() const
{
    int width = 0;
    for (int row = 0; row < count(); ++row)
        width = qMax(width, fontMetrics().horizontalAdvance(item(row)->data(NameRole).toString()));
    const int height = count() == 0 ? RowHeight : item(0)->sizeHint().height();
    return {width + MarkWidth, height * count()};
}

QSize SectionList::minimumSizeHint() const
{
    const int height = count() == 0 ? RowHeight : item(0)->sizeHint().height();
    return {sizeHint().width(), height * qMin(RowsShown, count())};
}

void SectionList::applyTheme()
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(WrongRole).toBool())
            item(row)->setIcon(m_theme.icon(QStringLiteral("fail"), m_theme.colours().fail));
    }
}

} // namespace handglass
