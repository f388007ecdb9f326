// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/widthsteps.h"

#include "ui/common/theme.h"
#include "ui/mainwindow/learncontrol.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/sidebar.h"
#include "ui/mainwindow/toolbar.h"
#include "ui/mock/scenariopage.h"

#include <QSplitter>

namespace handglass {

namespace {

constexpr int CompactToolbarBelow = 1180;
constexpr int NarrowScenarioBelow = 1100; ///< and Learn
constexpr int FactsHiddenBelow = 1040;
constexpr int StripBelow = 980;
constexpr int NarrowToolbarBelow = 760;

} // namespace

WidthSteps::WidthSteps(const Theme &theme, ToolBar &toolbar, Sidebar &sidebar, QSplitter &splitter)
    : m_theme(theme)
    , m_toolbar(toolbar)
    , m_sidebar(sidebar)
    , m_splitter(splitter)
{
}

void WidthSteps::apply(int width)
{
    // At larger text the same steps apply, measured in text widths.
    const int scaled = width * 13 / qMax(13, m_theme.font().pixelSize());
    m_toolbar.setCompact(scaled < CompactToolbarBelow);
    m_toolbar.setNarrow(scaled < NarrowToolbarBelow);
    if (m_learn != nullptr)
        m_learn->setNarrow(scaled < NarrowScenarioBelow);
    if (m_page != nullptr) {
        m_page->setFactsShown(scaled >= FactsHiddenBelow);
        m_page->scenario().setNarrow(scaled < NarrowScenarioBelow);
    }
    setNarrow(scaled < StripBelow, width);
}

void WidthSteps::setPage(SessionPage &page, int width)
{
    m_page = &page;
    apply(width);
}

void WidthSteps::setLearn(LearnControl &learn, int width)
{
    m_learn = &learn;
    apply(width);
}

/// The splitter alone would leave the strip the room that the whole sidebar had.
void WidthSteps::setNarrow(bool narrow, int width)
{
    if (narrow == m_sidebar.isNarrow())
        return;
    if (narrow)
        m_wideSizes = m_splitter.sizes();
    m_sidebar.setNarrow(narrow);
    const int strip = SideView::StripWidth;
    m_splitter.setSizes(narrow || m_wideSizes.isEmpty() ? QList<int>{strip, width - strip} : m_wideSizes);
}

} // namespace handglass
