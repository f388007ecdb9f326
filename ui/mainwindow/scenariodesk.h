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

/// The scenarios of the mocks: an editor for each, made when it is first looked at; what is right in it is played. GUI
/// thread.
class ScenarioDesk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioDesk)
public:
    ScenarioDesk(Theme &theme, Workbench &workbench, ScenarioPage &page, QObject *parent);
    void setPlace(const Place &place);
    /// What is edited of a mock's scenario; nullptr: it has none.
    ScenarioDocument *document(qint64 mock);

private:
    struct Held {
        ScenarioEditor *editor = nullptr; ///< the page's
        QString applied;                  ///< "applied 10:31:02, no client dropped"
        ScenarioCounts counts;
        bool wasAccepted = false; ///< its text was right once
    };
    ScenarioEditor *editor(const SessionInfo &mock);
    void connectEditor(qint64 session, ScenarioEditor &editor);
    void play(qint64 session, const SharedScenario &scenario);
    void noteApplied(qint64 session);
    void takeCounts(qint64 session, const ScenarioCounts &counts);
    void showFacts();

    Theme &m_theme;
    Workbench &m_workbench;
    ScenarioPage &m_page;
    Place m_place;
    QHash<qint64, Held> m_held; ///< by session
};

} // namespace handglass
