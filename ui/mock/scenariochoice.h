// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenariofile.h"

#include <QComboBox>
#include <QHash>

namespace handglass {

/// The scenario that a mock is to be started with: none, one of the examples, a file, or one that was made. Reads it on
/// a worker.
class ScenarioChoice final : public QComboBox
{
    Q_OBJECT
public:
    explicit ScenarioChoice(QWidget *parent = nullptr);

    /// Empty: none. Reads it, again if it is chosen already.
    void choose(const QString &file);
    /// One that is in no file. Returns what choose() calls it.
    QString addMade(const QString &name, const QByteArray &scenario);
    bool isNone() const { return m_key.isEmpty(); }
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
    void add(const QString &name, const QString &key, const QString &tip);
    void read(const QString &file);

    QHash<QString, QByteArray> m_made;
    QString m_key; ///< of the one that is chosen: a file, or a name of m_made; empty: none
    scenario::ScenarioText m_text;
    SharedScenario m_scenario;
    scenario::Errors m_errors;
    bool m_reading = false;
    int m_serial = 0; ///< of the reading that counts
};

} // namespace handglass
