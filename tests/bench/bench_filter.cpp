// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturewriter.h"
#include "app/capture/hitfinder.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

using namespace handglass;

namespace {

constexpr qsizetype PayloadSize = 64;
constexpr int RowsABatch = 500;
constexpr int Rounds = 3;

/// Printable, different in each row, with the needle in one of a thousand.
QByteArray payloadOf(qint64 row)
{
    QByteArray payload = "{\"type\":\"" + QByteArray(row % 1000 == 0 ? "needle" : "quoted")
        + "\",\"sequence\":" + QByteArray::number(row) + ",\"fill\":\"";
    while (payload.size() < PayloadSize - 2)
        payload += static_cast<char>('a' + (row + payload.size()) % 26);
    return payload.first(PayloadSize - 2) + "\"}";
}

bool makeCapture(const QString &path, const QString &linesPath, qint64 rows)
{
    auto writer = CaptureWriter::create(path, {});
    QFile lines(linesPath);
    if (!writer || !lines.open(QIODevice::WriteOnly))
        return false;
    EntryBatch batch;
    EntryRow row;
    row.connection = 1;
    row.wireLength = PayloadSize + 2;
    row.bits = 0x81;
    row.direction = Direction::Received;
    for (qint64 id = 1; id <= rows; ++id) {
        const QByteArray payload = payloadOf(id);
        row.timeNs = nowNs();
        batch.add(row, payload);
        lines.write(payload + '\n');
        if (batch.count() < RowsABatch && id < rows)
            continue;
        (*writer)->append(batch);
        batch.clear();
        if ((*writer)->isFull())
            (*writer)->flush();
    }
    (*writer)->flush();
    return true;
}

/// Processor seconds of this program (RUSAGE_SELF), or of those it started and that have ended (RUSAGE_CHILDREN).
double processorTime(int who)
{
    rusage usage = {};
    getrusage(who, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) * 1e-6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Found {
    double all = 0;   ///< seconds to the last hit
    double first = 0; ///< seconds to the first
    double work = 0;  ///< processor seconds of all threads
    qint64 hits = 0;
    QString error;
};

/// As the log does: newest rows first, by workers.
Found find(const QString &path, const QString &text, qint64 rows)
{
    Found found;
    HitFinder finder;
    QEventLoop loop;
    QElapsedTimer timer;
    QObject::connect(&finder, &HitFinder::found, &loop, [&](const HitBatch &batch) {
        if (found.hits == 0 && !batch.ids.isEmpty())
            found.first = double(timer.nsecsElapsed()) * 1e-9;
        found.hits += batch.ids.size();
        found.error = batch.error;
        if ((batch.low == 1 && batch.high == rows) || !batch.error.isEmpty())
            loop.quit();
    });
    HitJob job;
    job.path = path;
    job.query.filter = Filter::parse(text).value_or(Filter());
    job.upTo = rows;
    const double before = processorTime(RUSAGE_SELF);
    timer.start();
    finder.start(job);
    loop.exec();
    found.all = double(timer.nsecsElapsed()) * 1e-9;
    found.work = processorTime(RUSAGE_SELF) - before;
    return found;
}

/// Seconds; hits becomes what it counted.
double grep(const QStringList &arguments, const QString &lines, qint64 &hits)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(QStringLiteral("grep"), QStringList{QStringLiteral("-c")} + arguments + QStringList{lines});
    process.waitForFinished(-1);
    const double seconds = double(timer.nsecsElapsed()) * 1e-9;
    hits = process.readAllStandardOutput().trimmed().toLongLong();
    return seconds;
}

void compare(const char *name, const QString &path, const QString &lines, qint64 rows, const QString &filter,
    const QStringList &arguments)
{
    Found best;
    double grepBest = 0;
    qint64 counted = 0;
    const double before = processorTime(RUSAGE_CHILDREN);
    for (int round = 0; round < Rounds; ++round) {
        const double seconds = grep(arguments, lines, counted);
        const Found found = find(path, filter, rows);
        if (round == 0 || found.all < best.all)
            best = found;
        grepBest = round == 0 ? seconds : std::min(grepBest, seconds);
    }
    const double grepWork = (processorTime(RUSAGE_CHILDREN) - before) / Rounds;
    std::printf("%-22s %.3f s (first after %.3f s), grep -c %.3f s, ratio %.2f; processor time %.2f s and %.2f s; "
                "%lld hits, grep %lld%s%s\n",
        name, best.all, best.first, grepBest, best.all / grepBest, best.work, grepWork,
        static_cast<long long>(best.hits), static_cast<long long>(counted), best.error.isEmpty() ? "" : ": ",
        qPrintable(best.error));
    std::fflush(stdout);
}

/// Largest write-ahead log while rows come as fast as they are written, with a filter on them as they come or without.
void watchLog(const QString &path, qint64 rows, bool filtered)
{
    auto writer = CaptureWriter::create(path, {});
    if (!writer)
        return;
    HitFinder finder;
    HitJob job;
    job.path = path;
    job.query.filter = Filter::parse(QStringLiteral("nowhere")).value_or(Filter());
    if (filtered)
        finder.start(job);
    EntryId searched = 0;
    QObject::connect(&finder, &HitFinder::found, [&searched](const HitBatch &batch) { searched = batch.high; });
    EntryBatch batch;
    for (int i = 0; i < RowsABatch; ++i)
        batch.add(EntryRow{.connection = 1, .bits = 0x81, .direction = Direction::Received}, payloadOf(i));
    qint64 largest = 0;
    QElapsedTimer timer;
    timer.start();
    for (qint64 done = 0; done < rows;) {
        if (!(*writer)->isFull()) {
            (*writer)->append(batch);
            done += RowsABatch;
        }
        if (done % (20 * RowsABatch) != 0 && !(*writer)->isFull())
            continue;
        if (filtered)
            finder.extend((*writer)->committedId(), {});
        QCoreApplication::processEvents();
        largest = std::max(largest, QFileInfo(path + QStringLiteral("-wal")).size());
    }
    (*writer)->flush();
    const double written = double(timer.nsecsElapsed()) * 1e-9;
    std::printf("write-ahead log %s: at most %.1f MiB while %lld rows came in %.1f s, %lld of them searched by then\n",
        filtered ? "with a live filter" : "without", double(largest) / (1 << 20), static_cast<long long>(rows), written,
        static_cast<long long>(searched));
}

} // namespace

/// bench_filter [rows]: filters over a capture against grep -c over the same payloads as lines.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 10'000'000;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.hgcap"));
    const QString lines = folder.filePath(QStringLiteral("lines.txt"));
    if (rows < 1 || !makeCapture(path, lines, rows)) {
        std::printf("expected room for the rows, got none, or no number of rows\n");
        return 1;
    }
    std::printf("%lld rows, capture %.0f MiB, lines %.0f MiB\n", static_cast<long long>(rows),
        double(QFileInfo(path).size()) / (1 << 20), double(QFileInfo(lines).size()) / (1 << 20));
    const QString needle = QStringLiteral("needle");
    compare("substring", path, lines, rows, needle, {needle});
    compare("substring, either case", path, lines, rows, needle, {QStringLiteral("-i"), needle});
    compare("absent", path, lines, rows, QStringLiteral("nowhere"), {QStringLiteral("nowhere")});
    compare("in every row", path, lines, rows, QStringLiteral("sequence"), {QStringLiteral("sequence")});
    compare("regular expression", path, lines, rows, QStringLiteral("/ne+dle/"),
        {QStringLiteral("-E"), QStringLiteral("ne+dle")});
    watchLog(folder.filePath(QStringLiteral("idle.hgcap")), rows / 2, false);
    watchLog(folder.filePath(QStringLiteral("live.hgcap")), rows / 2, true);
    compare("JSON member", path, lines, rows, QStringLiteral("$.type=needle"), {needle});
}
