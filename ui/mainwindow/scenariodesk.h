// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

#include <QHash>

namespace handglass {

class ScenarioDocument;
class ScenarioEditor;
class ScenarioPage;
class Theme;
struct WindowActions;

/// The scenarios of the mocks: an editor for each, made when it is first looked at; what is right in it is played, what
/// is in no file is not lost without a question. GUI thread.
class ScenarioDesk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioDesk)
public:
    ScenarioDesk(Theme &theme, Workbench &workbench, ScenarioPage &page, const WindowActions &actions, QWidget *window);
    void setPlace(const Place &place);
    /// What is edited of a mock's scenario; nullptr: it has none.
    ScenarioDocument *document(qint64 mock);
    ScenarioCounts counts(qint64 session) const { return m_held.value(session).counts; }
    /// nullptr: it has no scenario.
    ScenarioEditor *editorOf(qint64 session);
    /// True: nothing of these sessions (0: of all) would be lost. Else a question is open, and goAllowed() may come.
    bool mayGo(qint64 session = 0);

Q_SIGNALS:
    void counted();
    void ruleFromUnmatchedRequested();
    /// The answer to mayGo(): saved, or let go.
    void goAllowed(qint64 session);

private:
    struct Held {
        ScenarioEditor *editor = nullptr; ///< the page's
        QString applied;                  ///< "applied 10:31:02, no client dropped"
        ScenarioCounts counts;
        bool wasAccepted = false; ///< its text was right once
        bool letGo = false;       ///< what is in no file is not wanted
    };
    void connectEditor(qint64 session, ScenarioEditor &editor);
    QList<qint64> unsaved(qint64 session) const;
    QString nameOf(qint64 session) const;
    void saveUnsaved(qint64 session);
    void play(qint64 session, const SharedScenario &scenario);
    void noteApplied(qint64 session);
    void takeCounts(qint64 session, const ScenarioCounts &counts);
    void showFacts();
    void giveRules();

    Theme &m_theme;
    Workbench &m_workbench;
    ScenarioPage &m_page;
    QWidget *m_window;
    Place m_place;
    QHash<qint64, Held> m_held; ///< by session
};

} // namespace handglass
