// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/learnbody.h"

#include "ui/common/flattabbar.h"
#include "ui/common/hairline.h"
#include "ui/learn/measures.h"

#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>

namespace handglass {

namespace {
constexpr int LowBelow = 330; ///< px for wire and text together, at 13 px text
constexpr int BreaksWidth = 372;
constexpr int WireHeight = 300;
} // namespace

LearnBody::LearnBody(Theme &theme, QWidget *wire, QWidget *text, QWidget *breaks, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_wire(wire)
    , m_text(text)
    , m_breaks(breaks)
    , m_line(new Hairline(Qt::Vertical))
    , m_tabs(new FlatTabBar(theme, 28))
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_lower(new QWidget)
    , m_textName(tr("Explanation"))
{
    m_tabs->setObjectName(QStringLiteral("learnTabs"));
    m_tabs->setAccessibleName(tr("Parts of the lesson"));
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_text, 1);
    row->addWidget(m_line);
    row->addWidget(m_breaks);
    m_lowerColumn = new QVBoxLayout(m_lower);
    m_lowerColumn->setContentsMargins(0, 0, 0, 0);
    m_lowerColumn->setSpacing(0);
    m_lowerColumn->addLayout(row, 1);
    m_splitter->addWidget(m_wire);
    m_splitter->addWidget(m_lower);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({WireHeight, WireHeight});
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 2);
    m_all = new QVBoxLayout(this);
    m_all->setContentsMargins(0, 0, 0, 0);
    m_all->setSpacing(0);
    m_all->addWidget(m_splitter, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        if (m_arranging || tab < 0)
            return;
        m_part = m_tabParts.at(tab);
        arrange();
    });
    connect(&theme, &Theme::changed, this, &LearnBody::arrange);
    arrange();
}

bool LearnBody::isLow() const
{
    return height() < scaled(m_theme, LowBelow);
}

void LearnBody::setNarrow(bool narrow)
{
    m_narrow = narrow;
    arrange();
}

void LearnBody::setTextName(const QString &name)
{
    m_textName = name;
    arrange();
}

void LearnBody::setBreaksShown(bool shown)
{
    m_breaksShown = shown;
    if (!shown && m_part == Part::Breaks)
        m_part = Part::Text;
    arrange();
}

void LearnBody::turnTo(Part part)
{
    m_part = part;
    arrange();
}

bool LearnBody::isInSight(Part part) const
{
    const QWidget *widgets[] = {m_wire, m_text, m_breaks};
    return widgets[int(part)]->isVisible();
}

void LearnBody::arrange()
{
    if (m_arranging)
        return;
    const QScopedValueRollback arranging(m_arranging, true);
    const bool low = isLow();
    QList<Part> parts;
    if (low)
        parts.append(Part::Wire);
    if (low || m_narrow)
        parts.append(Part::Text);
    if ((low || m_narrow) && m_breaksShown)
        parts.append(Part::Breaks);
    const QString names[] = {tr("Wire"), m_textName, tr("Break one thing")};
    while (m_tabs->count() > parts.size())
        m_tabs->removeTab(m_tabs->count() - 1);
    while (m_tabs->count() < parts.size())
        m_tabs->addTab({});
    for (int tab = 0; tab < parts.size(); ++tab)
        m_tabs->setTabText(tab, names[int(parts.at(tab))]);
    m_tabParts = parts;
    const Part shown = parts.isEmpty() || parts.contains(m_part) ? m_part : Part::Text;
    m_tabs->setCurrentIndex(int(parts.indexOf(shown)));
    (low ? m_all : m_lowerColumn)->insertWidget(0, m_tabs);
    const bool tabbed = parts.size() > 1;
    m_tabs->setVisible(tabbed);
    m_wire->setVisible(!low || shown == Part::Wire);
    m_text->setVisible(!tabbed || shown == Part::Text);
    m_breaks->setVisible(m_breaksShown && (!tabbed || shown == Part::Breaks));
    m_line->setVisible(m_breaksShown && !tabbed);
    m_lower->setVisible(!low || shown != Part::Wire);
    const bool beside = m_breaksShown && !tabbed;
    m_breaks->setMaximumWidth(beside ? scaled(m_theme, BreaksWidth) : QWIDGETSIZE_MAX);
    m_breaks->setMinimumWidth(beside ? qMin(scaled(m_theme, BreaksWidth), width() * 2 / 5) : 0);
}

void LearnBody::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace handglass
