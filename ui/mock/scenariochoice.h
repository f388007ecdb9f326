// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenariofile.h"

#include <QComboBox>

namespace handglass {

/// The scenario that a mock is to be started with: none, one of the examples, or a file. Reads it on a worker.
class ScenarioChoice final : public QComboBox
{
    Q_OBJECT
public:
    explicit ScenarioChoice(QWidget *parent = nullptr);

    /// Empty: none. Reads it, again if it is chosen already.
    void choose(const QString &file);
    bool isNone() const { return m_text.file.isEmpty(); }
    bool isReading() const { return m_reading; }
    /// What it was read from.
    const scenario::ScenarioText &text() const { return m_text; }
    /// Null: none is chosen, or it is wrong.
    const SharedScenario &scenario() const { return m_scenario; }
    const scenario::Errors &errors() const { return m_errors; }

Q_SIGNALS:
    /// Another one is chosen; isReading() may hold.
    void chosen();
    void finished(); ///< reading it

private:
    void take(int row);
    void askForFile();
    void read(const QString &file);

    scenario::ScenarioText m_text;
    SharedScenario m_scenario;
    scenario::Errors m_errors;
    bool m_reading = false;
    int m_serial = 0; ///< of the reading that counts
};

} // namespace handglass
