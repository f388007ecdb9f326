// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/exchange/importing.h"

namespace handglass {

struct ExportCommandLine {
    ExportRequest request;
    QString target; ///< empty: the standard output
};

struct ImportCommandLine {
    QString source;
    QString target;
};

/// arguments: without the program's and the command's name.
tl::expected<ExportCommandLine, CommandLineStop> parseExport(const QStringList &arguments);
tl::expected<ImportCommandLine, CommandLineStop> parseImport(const QStringList &arguments);

/// Each runs an event loop to its end and returns the exit status: 0 done, 1 it failed. Needs a QCoreApplication.
int runExport(const ExportCommandLine &line);
int runImport(const ImportCommandLine &line);

} // namespace handglass
