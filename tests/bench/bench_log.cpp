// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table that says whether Handglass is as quick and as small as it is meant to be: each kind of work, what it is
// held against in the same run, and the goal. Each part runs in a process of its own.
//   bench_log [--quick] [--only PART]…
#include "tests/bench/parts.h"
#include "tests/bench/table.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>

using namespace bench;

namespace {

struct Part {
    const char *name;
    void (*measure)(const Scale &);
};

constexpr Part parts[] = {
    {"throughput", measureThroughput},
    {"peers", measurePeers},
    {"gaps", measureGaps},
    {"growth", measureGrowth},
    {"reading", measureReading},
    {"start", measureStart},
    {"trips", measureTrips},
    {"clients", measureClients},
};

QStringList partNames()
{
    QStringList names;
    for (const Part &part : parts)
        names.append(QLatin1String(part.name));
    return names;
}

/// In this process.
void measure(const QString &name, const Scale &scale)
{
    for (const Part &part : parts)
        if (name == QLatin1String(part.name))
            part.measure(scale);
}

/// In a process of its own, whose files and settings are gone afterwards.
void run(const QString &name, const QStringList &options)
{
    const QTemporaryDir folder;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *variable : {"TMPDIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1String(variable), folder.path());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--here"), name} + options);
    process.waitForFinished(-1);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        printUnmeasured(name, QStringLiteral("its process ended early, see above"));
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QCommandLineParser parser;
    const QCommandLineOption quick(QStringLiteral("quick"), QStringLiteral("A tenth of the messages."));
    const QCommandLineOption only(QStringLiteral("only"),
        QStringLiteral("This part; may be repeated. One of: %1.").arg(partNames().join(QStringLiteral(", "))),
        QStringLiteral("part"));
    QCommandLineOption here(QStringLiteral("here"), QString(), QStringLiteral("part"));
    here.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addHelpOption();
    parser.addOptions({quick, only, here});
    if (argc > 1 && qstrcmp(argv[1], "--here") == 0) {
        const QApplication application(argc, argv);
        parser.process(application);
        measure(parser.value(here), {parser.isSet(quick) ? 10 : 1});
        return 0;
    }
    const QCoreApplication application(argc, argv);
    parser.process(application);
    const QStringList wanted = parser.isSet(only) ? parser.values(only) : partNames();
    for (const QString &name : wanted) {
        if (!partNames().contains(name)) {
            std::fprintf(stderr, "bench_log: expected one of %s after --only, got “%s”\n",
                qPrintable(partNames().join(QStringLiteral(", "))), qPrintable(name));
            return 2;
        }
    }
    printHeader();
    for (const QString &name : wanted)
        run(name, parser.isSet(quick) ? QStringList{QStringLiteral("--quick")} : QStringList());
    return 0;
}
