// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/logscope.h"
#include "ui/common/theme.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace handglass {

class Capture;
class ComposePanel;
class DetailPanel;
class FlatTabBar;
class HandshakePanel;
class LogPanel;
class MockHead;
class ScenarioPage;
class StatsPanel;
class TextLabel;

/// All panels of one session, mock, client or capture: tabs, facts, log over detail, composer, handshake, statistics.
class SessionPage final : public QWidget
{
    Q_OBJECT
public:
    /// Only a mock has Scenario; it stands behind Messages.
    enum Tab : int { Messages, Handshake, Statistics, Scenario };

    explicit SessionPage(Theme &theme, QWidget *parent = nullptr);
    /// canSend: the composer is shown, also while nothing is open.
    void setScope(Capture *capture, const LogScope &scope, bool canSend);
    /// With the tab that is only a mock's; it comes back with the next mock if it was current.
    void setMockShown(bool shown);
    /// What was agreed, at the tab bar's right end.
    void setFacts(const QStringList &facts);
    void setFactsShown(bool shown);
    int tab() const;
    void setTab(int tab);
    /// The next one, or the one before (−1); around the ends.
    void turnTab(int by);

    MockHead &mockHead() { return *m_mockHead; }
    FlatTabBar &tabs() { return *m_tabs; }
    LogPanel &log() { return *m_log; }
    DetailPanel &detail() { return *m_detail; }
    ComposePanel &compose() { return *m_compose; }
    HandshakePanel &handshake() { return *m_handshake; }
    StatsPanel &statistics() { return *m_statistics; }
    ScenarioPage &scenario() { return *m_scenario; }
    QSplitter &splitter() { return *m_splitter; }

Q_SIGNALS:
    void tabChanged(int tab);

private:
    QWidget *makeTabRow();
    void compareRows();
    void showTab();
    void connectStatistics();
    void markHandshake();
    void showFacts();

    Capture *m_capture = nullptr;
    MockHead *m_mockHead;
    FlatTabBar *m_tabs;
    TextLabel *m_facts;
    LogPanel *m_log;
    DetailPanel *m_detail;
    ComposePanel *m_compose;
    HandshakePanel *m_handshake;
    StatsPanel *m_statistics;
    ScenarioPage *m_scenario;
    QSplitter *m_splitter;
    QStackedWidget *m_stack;
    QWidget *m_chooser = nullptr;
    QList<int> m_order{Messages, Handshake, Statistics}; ///< of the tabs that are there
    bool m_wantsScenario = false;                        ///< it was current when the mock went out of sight
    bool m_factsShown = true;
};

} // namespace handglass
