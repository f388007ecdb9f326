// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/settings.h"
#include "ui/common/theme.h"
#include "ui/mainwindow/workbench.h"

class QStackedWidget;

namespace handglass {

class ConnectControl;
class HandshakePanel;
class RequestPanel;
class SettingsPage;
class TrustDesk;
struct WindowActions;

/// Opens and leaves the settings page in the window's stack, made when it is first opened, and carries what is changed
/// there, or trusted, to the next connections. GUI thread.
class SettingsControl final : public QObject
{
    Q_OBJECT
public:
    SettingsControl(Theme &theme, Settings &settings, Workbench &workbench, QStackedWidget &stack, QObject *parent);
    void connectParts(const WindowActions &actions, RequestPanel &request, ConnectControl &connect);
    void connectTrust(TrustDesk &trust, HandshakePanel &handshake, ConnectControl &connect);

    void setPlace(const Place &place);
    void open();
    /// Back to what was shown before, if the page is open.
    void leave();
    QWidget *page() const; ///< nullptr: it was not opened yet

Q_SIGNALS:
    void pageMade();
    void themeChosen(handglass::ThemeChoice choice);
    void retentionChanged();
    void connectionsChanged();
    /// The focus was in the page, and is nowhere now.
    void focusLeft();

private:
    void toggle();
    void makePage();

    Theme &m_theme;
    Settings &m_settings;
    Workbench &m_workbench;
    QStackedWidget &m_stack;
    SettingsPage *m_page = nullptr;
    QWidget *m_before = nullptr; ///< what the stack showed when the page was opened
    Place m_place;
};

} // namespace handglass
