// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace handglass {

/// A scenario that comes with the program, and works at once.
struct ScenarioExample {
    QString file; ///< ":/scenarios/chat.json"
    QString name;
    QString what; ///< it does, in one line
};

QList<ScenarioExample> scenarioExamples();

} // namespace handglass
