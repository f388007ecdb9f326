// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/mocktools.h"

#include "ui/common/flattabbar.h"
#include "ui/mock/faultspanel.h"
#include "ui/mock/operatorpanel.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int TabHeight = 28;
enum Tab : int { Faults, Operator };

} // namespace

MockTools::MockTools(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_faults(new FaultsPanel(theme))
    , m_operator(new OperatorPanel(theme))
    , m_tabs(new FlatTabBar(theme, TabHeight, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
{
    m_tabs->setObjectName(QStringLiteral("mockToolTabs"));
    m_tabs->setAccessibleName(tr("Faults and prepared replies"));
    m_tabs->addTab(tr("Faults"));
    m_tabs->addTab(tr("Operator"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_faults);
    m_splitter->addWidget(m_operator);
    m_splitter->setSizes({204, 196});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_splitter, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &MockTools::arrange);
    connect(m_faults, &FaultsPanel::countChanged, this,
        [this](int on) { m_tabs->setTabText(Faults, on == 0 ? tr("Faults") : tr("Faults, %1 on").arg(on)); });
    arrange();
}

void MockTools::setTabbed(bool tabbed)
{
    if (tabbed == m_tabbed)
        return;
    m_tabbed = tabbed;
    arrange();
}

void MockTools::arrange()
{
    m_tabs->setVisible(m_tabbed);
    m_faults->setHeadShown(!m_tabbed);
    m_operator->setHeadShown(!m_tabbed);
    m_faults->setVisible(!m_tabbed || m_tabs->currentIndex() == Faults);
    m_operator->setVisible(!m_tabbed || m_tabs->currentIndex() == Operator);
}

} // namespace handglass
