// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QPushButton;

namespace handglass {

class StateMarkLabel;
class TextLabel;

/// The line above a mock's tabs: where it listens, and what to do with that.
class MockHead final : public QWidget
{
    Q_OBJECT
public:
    explicit MockHead(Theme &theme, QWidget *parent = nullptr);
    /// listening false: it was stopped and could listen at this address again.
    void setMock(const QString &url, bool listening, bool loopback);

Q_SIGNALS:
    void copyRequested();
    void connectRequested();
    void stopRequested();
    void startRequested();

private:
    void applyTheme();

    Theme &m_theme;
    StateMarkLabel *m_mark;
    TextLabel *m_state;
    TextLabel *m_url;
    TextLabel *m_reach;
    QPushButton *m_copy;
    QPushButton *m_connect;
    QPushButton *m_stop;
    QPushButton *m_start;
};

} // namespace handglass
