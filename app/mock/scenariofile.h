// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenario.h"
#include "app/mock/scenarioerror.h"

#include <tl/expected.hpp>

#include <QStringList>

namespace handglass::scenario {

constexpr qint64 LargestFile = 64LL << 20; ///< bytes: a scenario, a file that it sends, a script

struct LoadedScenario {
    SharedScenario scenario;
    QStringList files; ///< absolute: itself, and those that it names
};

/// A scenario as it is edited.
struct ScenarioText {
    QString file; ///< absolute, or of the program's own (":/scenarios/…"); empty: it was never in one
    QByteArray text;
};

/// Blocks.
tl::expected<QByteArray, Errors> readScenarioText(const QString &file);
/// Reads a scenario from disk, and the files that it names, into memory. Those lie in its own folder or below; “..” and
/// links that lead out of it are refused. Blocks; not on the GUI or network thread.
tl::expected<LoadedScenario, Errors> loadScenario(const QString &file);
/// Of a text that is being edited: folder is where its files lie.
tl::expected<LoadedScenario, Errors> loadScenarioText(const QByteArray &text, const QString &folder);
/// One line each: "chat.json:14:9: $.routes[0].path: expected …, got …".
QString errorText(const Errors &errors, const QString &file);

} // namespace handglass::scenario
