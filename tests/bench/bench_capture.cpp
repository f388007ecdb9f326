// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QThread>

#include <ctime>

#include <cstdio>

using namespace handglass;

namespace {

struct Load {
    const char *name;
    qsizetype payload; ///< bytes a row
    qint64 rows;
    int rowsABatch;
};

void append(CaptureWriter &writer, const Load &load, const QByteArray &payload)
{
    EntryBatch batch;
    EntryRow row;
    row.connection = 1;
    row.wireLength = load.payload + 2;
    row.bits = 0x82;
    row.direction = Direction::Received;
    for (qint64 done = 0; done < load.rows; done += load.rowsABatch) {
        for (int i = 0; i < load.rowsABatch; ++i) {
            row.timeNs = nowNs();
            batch.add(row, payload);
        }
        writer.append(batch);
        if (writer.isFull())
            writer.flush();
    }
    writer.flush();
}

double seconds(clockid_t clock)
{
    timespec now = {};
    clock_gettime(clock, &now);
    return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

void readPages(const QString &path, const Load &load)
{
    const auto reader = CaptureReader::open(path);
    if (!reader)
        return;
    QElapsedTimer timer;
    timer.start();
    const int pages = 20;
    for (int i = 0; i < pages; ++i) {
        const EntryId from = 1 + (load.rows - 1) * i / pages;
        (*reader)->range(from, from + 99, 100);
    }
    const double page = double(timer.nsecsElapsed()) / 1e6 / pages;
    const auto search = [&](const LogQuery &query) {
        timer.start();
        for (EntryId at = 1; at <= load.rows; at += 20'000)
            (*reader)->matches(query, at, at + 19'999);
        return double(timer.nsecsElapsed()) / 1e6;
    };
    const double sent = search({{}, LogQuery::Show::Sent, {}});
    const double text = search({{}, LogQuery::Show::All, Filter::parse(QStringLiteral("needle")).value()});
    const double tail = [&] {
        timer.start();
        (*reader)->payload(load.rows, load.payload - 16, 16);
        return double(timer.nsecsElapsed()) / 1e6;
    }();
    std::printf("%-8s page of 100 rows %.3f ms, filter %.0f ms, text search %.0f ms, last 16 bytes %.3f ms\n",
        load.name, page, sent, text, tail);
}

void measure(const Load &load)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.hgcap"));
    const QByteArray payload(load.payload, 'x');
    {
        auto writer = CaptureWriter::create(path, {});
        if (!writer) {
            std::printf("%s\n", qPrintable(writer.error().sentence));
            return;
        }
        const double processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
        const double own = seconds(CLOCK_THREAD_CPUTIME_ID);
        const double start = seconds(CLOCK_MONOTONIC);
        append(**writer, load, payload);
        const double wall = seconds(CLOCK_MONOTONIC) - start;
        const double producer = seconds(CLOCK_THREAD_CPUTIME_ID) - own;
        const double writing = seconds(CLOCK_PROCESS_CPUTIME_ID) - processor - producer;
        std::printf("%-8s %9.0f rows/s, %6.0f MB/s; processor time: writer %.2f s (%.0f rows/s), producer %.2f s\n",
            load.name, double(load.rows) / wall, double(load.rows * load.payload) / wall / 1e6, writing,
            double(load.rows) / writing, producer);
    }
    std::printf("%-8s file %.0f bytes a row\n", load.name, double(QFileInfo(path).size()) / double(load.rows));
    readPages(path, load);
    std::fflush(stdout);
}

/// From append() of one row to its commit, with nothing else to write.
void measureLatency()
{
    const QTemporaryDir folder;
    auto writer = CaptureWriter::create(folder.filePath(QStringLiteral("bench.hgcap")), {});
    if (!writer)
        return;
    constexpr int rows = 200;
    qint64 sum = 0;
    qint64 longest = 0;
    for (int i = 0; i < rows; ++i) {
        QThread::msleep(7);
        EntryBatch batch;
        batch.add({}, "one");
        QElapsedTimer timer;
        timer.start();
        const EntryId id = (*writer)->append(batch);
        while ((*writer)->committedId() < id)
            QThread::yieldCurrentThread();
        sum += timer.nsecsElapsed();
        longest = qMax(longest, timer.nsecsElapsed());
    }
    std::printf(
        "one row is committed after %.3f ms, at most %.3f ms\n", double(sum) / rows / 1e6, double(longest) / 1e6);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    measure({"64 B", 64, 2'000'000, 500});
    measure({"16 KiB", 16 << 10, 40'000, 50});
    measure({"10 MiB", 10 << 20, 60, 1});
    measureLatency();
}
