// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mainwindow/workbench.h"

class QStackedWidget;

namespace handglass {

class ConnectControl;
class HandshakePanel;
class RequestPanel;
class SettingsPage;
class TrustDesk;
struct WindowActions;

/// Opens and leaves the settings page in the window's stack, and carries what is changed there, or trusted, to the next
/// connections. GUI thread.
class SettingsControl final : public QObject
{
    Q_OBJECT
public:
    SettingsControl(Workbench &workbench, SettingsPage &page, QStackedWidget &stack, QObject *parent);
    void connectParts(const WindowActions &actions, RequestPanel &request, ConnectControl &connect);
    void connectTrust(TrustDesk &trust, HandshakePanel &handshake, ConnectControl &connect);

    void setPlace(const Place &place);
    void open();
    /// Back to what was shown before, if the page is open.
    void leave();

Q_SIGNALS:
    /// The focus was in the page, and is nowhere now.
    void focusLeft();

private:
    void toggle();

    Workbench &m_workbench;
    SettingsPage &m_page;
    QStackedWidget &m_stack;
    QWidget *m_before = nullptr; ///< what the stack showed when the page was opened
    Place m_place;
};

} // namespace handglass
