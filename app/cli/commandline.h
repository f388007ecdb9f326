// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/retention.h"
#include "app/session/replay.h"
#include "app/session/sessionoptions.h"

#include <QStringList>

#include <tl/expected.hpp>

namespace handglass {

/// What both commands share.
struct OutputOptions {
    bool json = false;
    bool showControl = false; ///< -P: ping and pong, too
    QString saveTo;           ///< empty: the capture is thrown away at the end
    Retention retention;
};

/// -x or --raw: what is sent once connected.
struct Execute {
    QString text;
    QByteArray raw; ///< not empty: these bytes, as they are, instead of the text
    bool operator==(const Execute &) const = default;
};

struct ConnectCommandLine {
    ClientOptions options;
    OutputOptions output;
    QList<Execute> execute;                ///< in the order they were given
    std::optional<ReplaySelection> replay; ///< sent behind them
    ReplayPace pace;                       ///< of the replay
    double waitSeconds = 2;                ///< -w: from the last thing sent to leaving; negative: for ever
    bool waitGiven = false;
    bool askPassphrase = false; ///< on the terminal, before connecting
};

struct MockCommandLine {
    MockOptions options;
    OutputOptions output;
    QString scenarioFile;   ///< empty: none
    bool watch = false;     ///< it is read again whenever it is saved
    bool hostGiven = false; ///< what the scenario says does not count
    bool portGiven = false;
    bool askPassphrase = false;
    bool printCertificate = false; ///< the mock's own, and nothing else
};

/// Why nothing was run, or the help that was asked for.
struct CommandLineStop {
    QString text;
    bool isError = true;
};

/// arguments: without the program's and the command's name. Reads the files that hold passphrases and cookies.
tl::expected<ConnectCommandLine, CommandLineStop> parseConnect(const QStringList &arguments);
tl::expected<MockCommandLine, CommandLineStop> parseMock(const QStringList &arguments);

} // namespace handglass
