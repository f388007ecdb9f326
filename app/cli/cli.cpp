// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/commands.h"
#include "app/cli/exchangeline.h"
#include "app/cli/terminal.h"
#include "app/tap/tlsfiles.h"

#include <QCoreApplication>

#include <cstdio>

namespace handglass {

namespace {

constexpr int BadUsage = 2;

void print(std::FILE *file, const QString &text)
{
    std::fputs(text.toUtf8().constData(), file);
    std::fputc('\n', file);
}

int stopped(const CommandLineStop &stop)
{
    print(stop.isError ? stderr : stdout, stop.text);
    return stop.isError ? BadUsage : 0;
}

/// Somebody sits at the terminal, and these files need what was not given.
template <typename Tls> bool lacksPassphrase(const Tls &tls)
{
    return tls.passphrase.isEmpty() && isTerminal(stdin)
        && !missingPassphrase(tls.certificateFile, tls.keyFile).isEmpty();
}

/// Asks on the terminal; empty, or why it could not.
QString ask(const QString &file, QString &passphrase)
{
    const auto typed = askPassphrase(QCoreApplication::translate("handglass::Cli", "Passphrase of %1: ").arg(file));
    if (!typed)
        return QCoreApplication::translate("handglass::Cli",
            "expected a passphrase on the terminal, got none: --passphrase-file reads it from a file");
    passphrase = *typed;
    return {};
}

template <typename Line> int runPlainLine(const tl::expected<Line, CommandLineStop> &line, int (*run)(const Line &))
{
    return line ? run(*line) : stopped(line.error());
}

template <typename Line> int runLine(tl::expected<Line, CommandLineStop> line, int (*run)(const Line &))
{
    if (!line)
        return stopped(line.error());
    auto &tls = line->options.tls;
    if (line->askPassphrase || lacksPassphrase(tls)) {
        const QString wrong = ask(tls.keyFile.isEmpty() ? tls.certificateFile : tls.keyFile, tls.passphrase);
        if (!wrong.isEmpty())
            return stopped({wrong, true});
    }
    return run(*line);
}

} // namespace

QString helpText()
{
    return QCoreApplication::translate("handglass::Cli",
        "Usage:\n"
        "  handglass [capture.hgcap]          the window\n"
        "  handglass demo                     the window, with a mock server and a client connected to it\n"
        "  handglass connect URL [options]    a WebSocket client in the terminal\n"
        "  handglass mock [SCENARIO] [options] a mock WebSocket server in the terminal; without a scenario it echoes\n"
        "  handglass export CAPTURE [options] a capture in another format: HAR, JSON lines, CSV, text, pcapng\n"
        "  handglass import FILE [options]    a capture of a HAR or of JSON lines\n"
        "  handglass --version                the version\n"
        "\n"
        "handglass connect --help and so on list the options of each.\n"
        "Exit status: 0 done, 1 it failed, 2 bad usage.");
}

bool isHeadless(const QStringList &arguments)
{
    static const QStringList commands{QStringLiteral("connect"), QStringLiteral("mock"), QStringLiteral("export"),
        QStringLiteral("import"), QStringLiteral("--help"), QStringLiteral("-h"), QStringLiteral("--version")};
    return arguments.size() > 1 && commands.contains(arguments.at(1));
}

int runHeadless(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString command = arguments.value(1);
    if (command == QLatin1String("--version")) {
        print(stdout, QStringLiteral("handglass ") + QStringLiteral(HANDGLASS_VERSION));
        return 0;
    }
    if (command == QLatin1String("connect"))
        return runLine(parseConnect(arguments.mid(2)), runConnect);
    if (command == QLatin1String("mock"))
        return runLine(parseMock(arguments.mid(2)), runMock);
    if (command == QLatin1String("export"))
        return runPlainLine(parseExport(arguments.mid(2)), runExport);
    if (command == QLatin1String("import"))
        return runPlainLine(parseImport(arguments.mid(2)), runImport);
    print(stdout, helpText());
    return 0;
}

} // namespace handglass
