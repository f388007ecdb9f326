// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QToolBar>

class QPushButton;
class QToolButton;

namespace handglass {

class AddressBar;
class TextLabel;
struct WindowActions;

/// What the button beside the address does now.
enum class ConnectStep : quint8 { Connect, Cancel, Disconnect };

/// New connection, start a mock, the address, its request options, and one button that connects or ends it,
/// and Learn.
class ToolBar final : public QToolBar
{
    Q_OBJECT
public:
    ToolBar(Theme &theme, const WindowActions &actions, QWidget *parent = nullptr);
    AddressBar &address() { return *m_address; }
    QPushButton *requestButton() { return m_request; }
    QPushButton *connectButton() { return m_connect; }
    /// phase: "Connecting, TCP…" while that goes on, else empty. whyNot: why the button is disabled; empty: it is not.
    void setStep(ConnectStep step, const QString &phase, const QString &whyNot);
    ConnectStep step() const { return m_step; }
    /// Words of the buttons before the address, or icons only.
    void setCompact(bool compact);
    /// No word on the button behind the address either.
    void setNarrow(bool narrow);
    /// Number of request options that differ from the defaults, on the button.
    void setRequestCount(int count);

Q_SIGNALS:
    void stepRequested();

private:
    void applyTheme();

    Theme &m_theme;
    AddressBar *m_address;
    QPushButton *m_request;
    TextLabel *m_phase;
    QAction *m_phasePlace = nullptr;
    QPushButton *m_connect;
    QToolButton *m_learn = nullptr;
    bool m_narrow = false;
    ConnectStep m_step = ConnectStep::Connect;
};

} // namespace handglass
