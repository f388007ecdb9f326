// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

namespace handglass {

class Demo;
class MockHead;
class MockStartPanel;
struct Settings;
struct WindowActions;

/// The panel that starts mocks, a mock's head line and their actions, as they act on the current mock. GUI thread.
class MockControl final : public QObject
{
    Q_OBJECT
public:
    MockControl(Workbench &workbench, Settings &settings, MockStartPanel &panel, MockHead &head,
        const WindowActions &actions, const Demo &demo, QObject *parent);

    void setPlace(const Place &place);
    /// 0: no mock is current.
    qint64 current() const;

Q_SIGNALS:
    /// A mock that the user started listens.
    void started(qint64 session);
    void connectRequested(qint64 mock);
    void restartRequested(qint64 mock);

private:
    void connectHead(MockHead &head, const WindowActions &actions);
    void startMock(const MockOptions &options, const scenario::ScenarioText &scenario);
    void takeAdded(qint64 session);
    void copyAddress() const;

    Workbench &m_workbench;
    Settings &m_settings;
    MockStartPanel &m_panel;
    const Demo &m_demo;
    Place m_place;
};

} // namespace handglass
