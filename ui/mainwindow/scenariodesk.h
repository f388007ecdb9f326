// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

#include <QHash>
#include <QPointer>

namespace handglass {

class PayloadEditor;
class ScenarioPage;
class Theme;

/// The scenarios of the mocks: an editor for each, made when it is first looked at. GUI thread.
class ScenarioDesk final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioDesk)
public:
    ScenarioDesk(Theme &theme, Workbench &workbench, ScenarioPage &page, QObject *parent);
    void setPlace(const Place &place);

private:
    PayloadEditor *editor(const SessionInfo &mock);

    Theme &m_theme;
    Workbench &m_workbench;
    ScenarioPage &m_page;
    QHash<qint64, PayloadEditor *> m_editors; ///< by session; the page's
};

} // namespace handglass
