// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/mainwindow/workbench.h"

#include <QObject>
#include <QTimer>

namespace handglass {

class RequestPanel;
class ToolBar;
struct WindowActions;

/// The address, its request options and the button beside them, as they act on the current session. GUI thread.
class ConnectControl final : public QObject
{
    Q_OBJECT
public:
    ConnectControl(Workbench &workbench, Settings &settings, ToolBar &toolbar, RequestPanel &request,
        WindowActions &actions, QObject *parent);

    /// Address and options become the place's.
    void setPlace(const Place &place);
    /// No session: what is typed next makes a new one.
    void newConnection();
    /// With what is typed and set; in the current session if the address is still its own.
    void connectNow();
    void reconnect();
    void cancel();
    void disconnectNow();
    void connectToMock(qint64 mock);
    /// In this session, or in a new one (0), without started(); returns its number. Options must be free of errors.
    qint64 connectWith(const ClientOptions &options, qint64 session = 0);
    /// What the settings say of new connections.
    ClientOptions defaults() const;
    void forgetAddresses();
    /// What the settings say of new connections has changed.
    void takeDefaults();
    /// Button, phase and actions as the current session is now.
    void refresh();

Q_SIGNALS:
    /// A try begins in this session.
    void started(qint64 session);

private:
    void step();
    const SessionInfo *current() const;
    LogScope target() const;
    bool isAtItsAddress(const SessionInfo &info) const;
    void submit(const ClientOptions &options, qint64 session);
    QString whyNoConnect() const;

    Workbench &m_workbench;
    Settings &m_settings;
    ToolBar &m_toolbar;
    RequestPanel &m_request;
    WindowActions &m_actions;
    Place m_place;
    QTimer m_countdown; ///< runs while a wait is counted down
};

} // namespace handglass
