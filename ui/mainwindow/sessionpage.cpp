// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/sessionpage.h"

#include "app/capture/capture.h"
#include "ui/common/flattabbar.h"
#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/compose/composepanel.h"
#include "ui/detail/detailpanel.h"
#include "ui/handshake/handshakepanel.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mock/mockhead.h"
#include "ui/mock/scenariopage.h"
#include "ui/stats/statspanel.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace handglass {

namespace {

TabMark markFor(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Pass:
        return TabMark::Ok;
    case Outcome::Warn:
        return TabMark::Warn;
    case Outcome::Fail:
        return TabMark::Fail;
    case Outcome::NotJudged:
        break;
    }
    return TabMark::None;
}

QString meaningOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Pass:
        return SessionPage::tr("every rule kept");
    case Outcome::Warn:
        return SessionPage::tr("legal, but odd");
    case Outcome::Fail:
        return SessionPage::tr("a rule broken");
    case Outcome::NotJudged:
        break;
    }
    return {};
}

} // namespace

SessionPage::SessionPage(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_mockHead(new MockHead(theme, this))
    , m_tabs(new FlatTabBar(theme, 32, this))
    , m_facts(new TextLabel(theme, TypeStep::Table, Ink::Text2, QFont::Normal, this))
    , m_log(new LogPanel(theme, this))
    , m_detail(new DetailPanel(theme, this))
    , m_compose(new ComposePanel(theme, this))
    , m_handshake(new HandshakePanel(theme, this))
    , m_statistics(new StatsPanel(theme, this))
    , m_scenario(new ScenarioPage(theme, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("sessionPage"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_mockHead);
    column->addWidget(makeTabRow());
    column->addWidget(m_stack, 1);

    auto *messages = new QWidget(m_stack);
    auto *messagesColumn = new QVBoxLayout(messages);
    messagesColumn->setContentsMargins(0, 0, 0, 0);
    messagesColumn->setSpacing(0);
    m_splitter->addWidget(m_log);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setSizes({400, 180});
    messagesColumn->addWidget(m_splitter, 1);
    messagesColumn->addWidget(m_compose);
    m_stack->addWidget(messages);
    m_stack->addWidget(m_handshake);
    m_stack->addWidget(m_statistics);
    m_stack->addWidget(m_scenario);

    connect(m_tabs, &QTabBar::currentChanged, this, &SessionPage::showTab);
    connect(m_handshake, &HandshakePanel::outcomeChanged, this, &SessionPage::markHandshake);
    connect(m_log, &LogPanel::currentEntryChanged, this, [this](qint64 id) {
        if (id == 0)
            m_detail->clear();
        else
            m_detail->setEntry(m_capture, id);
    });
    connect(m_detail, &DetailPanel::filterRequested, m_log, &LogPanel::setFilterText);
    connect(m_detail, &DetailPanel::compareRequested, this, &SessionPage::compareRows);
    m_log->addContextActions(m_detail->messageActions());
    connectStatistics();
    m_mockHead->hide();
    showFacts();
}

/// A range of time in the chart is a part of the log's filter, and the other way round.
void SessionPage::connectStatistics()
{
    connect(m_log, &LogPanel::filterChanged, this, [this] { m_statistics->setQuery(m_log->currentQuery()); });
    connect(m_statistics, &StatsPanel::filterRequested, m_log, &LogPanel::setFilterText);
    connect(m_statistics, &StatsPanel::rowsRequested, this, [this] {
        setTab(Messages);
        m_log->view()->setFocus(Qt::OtherFocusReason);
    });
}

/// The two selected rows, or the one that is shown with the left side.
void SessionPage::compareRows()
{
    const QItemSelection selection = m_log->view()->selectionModel()->selection();
    qint64 rows = 0;
    for (const QItemSelectionRange &range : selection)
        rows += range.height();
    const QList<EntryId> ids = rows == 2 ? m_log->selectedIds() : QList<EntryId>();
    if (ids.size() == 2)
        m_detail->compare(ids.first(), ids.last());
    else
        m_detail->compare(0, m_log->currentEntry());
}

QWidget *SessionPage::makeTabRow()
{
    auto *bar = new QWidget(this);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(6, 0, 12, 0);
    row->setSpacing(8);
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setAccessibleName(tr("Views of the session"));
    m_tabs->addTab(tr("Messages"));
    m_tabs->addTab(tr("Handshake"));
    m_tabs->addTab(tr("Statistics"));
    m_facts->setObjectName(QStringLiteral("facts"));
    m_facts->setElided(Qt::ElideRight);
    m_facts->setAccessibleName(tr("Agreed in the handshake"));
    m_chooser = m_handshake->connectionChooser();
    row->addWidget(m_tabs);
    row->addStretch(1);
    row->addWidget(m_facts);
    row->addWidget(m_chooser);
    row->addWidget(m_scenario->facts());
    column->addLayout(row);
    column->addWidget(new Hairline(Qt::Horizontal, bar));
    return bar;
}

void SessionPage::setScope(Capture *capture, const LogScope &scope, bool canSend)
{
    m_capture = capture;
    m_detail->clear();
    m_log->setScope(capture, scope);
    m_handshake->setScope(capture, scope);
    m_statistics->setScope(capture, scope);
    m_compose->setVisible(canSend);
    markHandshake();
}

void SessionPage::setMockShown(bool shown)
{
    m_mockHead->setVisible(shown);
    if (shown == m_order.contains(Scenario))
        return;
    if (shown) {
        m_order.insert(1, Scenario);
        m_tabs->insertTab(1, tr("Scenario"));
        if (std::exchange(m_wantsScenario, false))
            setTab(Scenario);
    } else {
        const bool wasCurrent = tab() == Scenario;
        if (wasCurrent)
            setTab(Messages);
        m_wantsScenario = wasCurrent;
        m_order.removeOne(Scenario);
        m_tabs->removeTab(1);
    }
    m_tabs->setTabText(int(m_order.indexOf(Handshake)), shown ? tr("Handshakes") : tr("Handshake"));
}

void SessionPage::setFacts(const QStringList &facts)
{
    m_facts->setText(facts.join(QStringLiteral("     ")));
}

void SessionPage::setFactsShown(bool shown)
{
    m_factsShown = shown;
    showFacts();
}

int SessionPage::tab() const
{
    return m_order.value(m_tabs->currentIndex(), Messages);
}

void SessionPage::setTab(int tab)
{
    const qsizetype at = m_order.indexOf(tab);
    if (at >= 0)
        m_tabs->setCurrentIndex(int(at));
    m_wantsScenario = tab == Scenario && at < 0;
}

void SessionPage::turnTab(int by)
{
    m_tabs->setCurrentIndex((m_tabs->currentIndex() + by + m_tabs->count()) % m_tabs->count());
}

void SessionPage::showTab()
{
    if (m_stack->currentIndex() == tab())
        return;
    if (tab() == Statistics)
        m_statistics->setQuery(m_log->currentQuery());
    m_stack->setCurrentIndex(tab());
    showFacts();
    Q_EMIT tabChanged(tab());
}

void SessionPage::showFacts()
{
    m_facts->setVisible(m_factsShown && tab() != Handshake && tab() != Scenario);
    m_chooser->setVisible(tab() == Handshake);
    m_scenario->facts()->setVisible(tab() == Scenario);
}

void SessionPage::markHandshake()
{
    const Outcome outcome = m_handshake->outcome();
    m_tabs->setTabMark(int(m_order.indexOf(Handshake)), markFor(outcome), meaningOf(outcome));
}

} // namespace handglass
