// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mockcontrol.h"

#include "ui/common/settings.h"
#include "ui/mainwindow/demo.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/mock/mockhead.h"
#include "ui/mock/mockstartpanel.h"

#include <QClipboard>
#include <QGuiApplication>

namespace handglass {

MockControl::MockControl(Workbench &workbench, Settings &settings, MockStartPanel &panel, MockHead &head,
    const WindowActions &actions, const Demo &demo, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_settings(settings)
    , m_panel(panel)
    , m_demo(demo)
{
    connect(actions.startMock, &QAction::triggered, &panel, &MockStartPanel::open);
    connect(&panel, &MockStartPanel::startRequested, this, &MockControl::startMock);
    connect(&workbench, &Workbench::mockFailed, this, [this](const QString &sentence, quint16 freePort) {
        if (!m_demo.isRunning())
            m_panel.showFailure(sentence, freePort);
    });
    connect(&workbench, &Workbench::sessionAdded, this, &MockControl::takeAdded);
    connect(actions.stopMock, &QAction::triggered, this, [this] { m_workbench.stopMock(current()); });
    connect(actions.copyMockAddress, &QAction::triggered, this, &MockControl::copyAddress);
    connect(actions.connectToMock, &QAction::triggered, this, [this] { Q_EMIT connectRequested(current()); });
    connectHead(head, actions);
}

void MockControl::connectHead(MockHead &head, const WindowActions &actions)
{
    connect(&head, &MockHead::copyRequested, actions.copyMockAddress, &QAction::trigger);
    connect(&head, &MockHead::connectRequested, actions.connectToMock, &QAction::trigger);
    connect(&head, &MockHead::stopRequested, actions.stopMock, &QAction::trigger);
    connect(&head, &MockHead::startRequested, this, [this] { Q_EMIT restartRequested(current()); });
}

void MockControl::setPlace(const Place &place)
{
    m_place = place;
}

qint64 MockControl::current() const
{
    if (m_place.capture != m_workbench.live())
        return 0;
    const SessionInfo *info = m_workbench.session(m_place.scope.session);
    return info != nullptr && info->kind == SessionKind::Mock ? info->number : 0;
}

void MockControl::startMock(const MockOptions &options, const scenario::ScenarioText &scenario)
{
    MockOptions full = options;
    m_settings.connections.applyTo(full);
    m_workbench.startMock(full, scenario);
}

void MockControl::takeAdded(qint64 session)
{
    const SessionInfo *info = m_workbench.session(session);
    if (info->kind != SessionKind::Mock)
        return;
    m_panel.showSuccess();
    if (!m_demo.isRunning())
        Q_EMIT started(session);
}

void MockControl::copyAddress() const
{
    if (const SessionInfo *info = m_workbench.session(current()))
        QGuiApplication::clipboard()->setText(info->url);
}

} // namespace handglass
