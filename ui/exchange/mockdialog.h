// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/exporting.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace handglass {

class TextLabel;
class Theme;

/// Asks how a mock made of a connection says what its server said. It closes with accepted() when it can be made.
class MockDialog final : public QDialog
{
    Q_OBJECT
public:
    /// connection: "connection 3, ws://…". selected: rows of it that are selected.
    MockDialog(Theme &theme, const QString &connection, qint64 selected, QWidget *parent);
    ScenarioOptions options() const;
    bool selectedOnly() const;
    bool withCredentials() const;

private:
    void build(Theme &theme, const QString &connection, qint64 selected);
    void fillSpeeds();
    void takePace();
    void check();

    QRadioButton *m_waiting;
    QRadioButton *m_timed;
    QComboBox *m_speed;
    QLineEdit *m_ignored;
    QCheckBox *m_selected;
    QCheckBox *m_credentials;
    TextLabel *m_error;
    QPushButton *m_start;
};

} // namespace handglass
