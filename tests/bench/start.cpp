// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/parts.h"
#include "tests/bench/table.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>

namespace bench {

namespace {

constexpr int Rounds = 5;

/// ms from starting a program to its first painted window, as Qt tells it: the first flush of a window's backing store.
double startMs(const QString &name)
{
    const QTemporaryDir home; // a first start: no settings, nothing to recover
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("qt.widgets.painting=true"));
    for (const char *variable : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        environment.insert(QLatin1String(variable), home.path());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setReadChannel(QProcess::StandardError);
    const qint64 start = steadyNs();
    process.start(QCoreApplication::applicationDirPath() + u'/' + name, QStringList());
    QByteArray line;
    while (!line.contains("Flushing") && (process.canReadLine() || process.waitForReadyRead()))
        line = process.readLine();
    const qint64 end = steadyNs();
    process.kill();
    process.waitForFinished();
    if (!line.contains("Flushing"))
        qFatal("expected a painted window of %s", qPrintable(name));
    return double(end - start) / 1e6;
}

} // namespace

void measureStart(const Scale & /*scale*/)
{
    const QString ours = QStringLiteral("handglass");
    const QString empty = QStringLiteral("bench_empty");
    startMs(ours); // its libraries are in memory
    std::vector<double> oursMs;
    std::vector<double> emptyMs;
    std::vector<double> ratio;
    for (int round = 0; round < Rounds; ++round) {
        emptyMs.push_back(startMs(empty));
        oursMs.push_back(startMs(ours));
        ratio.push_back(oursMs.back() / emptyMs.back());
    }
    print({QStringLiteral("start to the first painted window"), inUnit(median(oursMs), "ms"),
        inUnit(median(emptyMs), "ms") + QStringLiteral(" empty QMainWindow, QTableView"), median(ratio),
        ratioAtMost(1.5)});
}

} // namespace bench
