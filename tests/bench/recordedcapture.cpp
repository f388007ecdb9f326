// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/recordedcapture.h"

#include "app/capture/capturefiles.h"
#include "app/capture/capturewriter.h"
#include "app/capture/hitfinder.h"
#include "tests/bench/measure.h"

#include <QEventLoop>
#include <QFile>
#include <QProcess>

#include <sys/resource.h>

using namespace handglass;

namespace bench {

namespace {

constexpr qsizetype PayloadSize = 64;
constexpr int RowsABatch = 500;
constexpr int Rounds = 3;

QByteArray payloadOf(qint64 row)
{
    QByteArray payload = "{\"type\":\"" + QByteArray(row % 1000 == 0 ? "needle" : "quoted")
        + "\",\"sequence\":" + QByteArray::number(row) + ",\"fill\":\"";
    while (payload.size() < PayloadSize - 2)
        payload += static_cast<char>('a' + (row + payload.size()) % 26);
    return payload.first(PayloadSize - 2) + "\"}";
}

void record(CaptureWriter &writer, qint64 rows, QFile &lines)
{
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
        if (lines.isOpen())
            lines.write(payload + '\n');
        if (batch.count() < RowsABatch && id < rows)
            continue;
        writer.append(batch);
        batch.clear();
        if (writer.isFull())
            writer.flush();
    }
    writer.flush();
}

Search find(const QString &path, const QString &filter, qint64 rows)
{
    Search found;
    HitFinder finder;
    QEventLoop loop;
    qint64 start = 0;
    const auto passed = [&start] { return double(steadyNs() - start) * 1e-9; };
    QObject::connect(&finder, &HitFinder::found, &loop, [&](const HitBatch &batch) {
        if (!batch.error.isEmpty())
            qFatal("%s", qPrintable(batch.error));
        if (found.hits == 0 && !batch.ids.isEmpty())
            found.first = passed();
        found.hits += batch.ids.size();
        if (batch.low == 1 && batch.high == rows)
            loop.quit();
    });
    HitJob job;
    job.path = path;
    job.query.filter = Filter::parse(filter).value();
    job.upTo = rows;
    const double before = processorSeconds(RUSAGE_SELF);
    start = steadyNs();
    finder.start(job);
    loop.exec();
    found.seconds = passed();
    found.work = processorSeconds(RUSAGE_SELF) - before;
    return found;
}

Search grep(const QStringList &arguments, const QString &lines)
{
    Search found;
    const double before = processorSeconds(RUSAGE_CHILDREN);
    const qint64 start = steadyNs();
    QProcess process;
    process.start(QStringLiteral("grep"), QStringList{QStringLiteral("-c")} + arguments + QStringList{lines});
    process.waitForFinished(-1);
    found.seconds = double(steadyNs() - start) * 1e-9;
    found.work = processorSeconds(RUSAGE_CHILDREN) - before;
    found.hits = process.readAllStandardOutput().trimmed().toLongLong();
    return found;
}

} // namespace

void makeCapture(const QString &path, qint64 rows, const QString &linesPath)
{
    const QString live = path + QStringLiteral(".live");
    {
        auto writer = CaptureWriter::create(live, {});
        QFile lines(linesPath);
        if (!writer || (!linesPath.isEmpty() && !lines.open(QIODevice::WriteOnly)))
            qFatal("expected room for a capture at %s", qPrintable(path));
        record(**writer, rows, lines);
    }
    if (const auto saved = saveCapture(live, path); !saved)
        qFatal("%s", qPrintable(saved.error().sentence));
    QFile::remove(live);
}

SearchPair compareSearch(
    const QString &path, qint64 rows, const QString &lines, const QString &filter, const QStringList &grepArguments)
{
    SearchPair pair;
    std::vector<double> ours;
    std::vector<double> theirs;
    std::vector<double> ratio;
    for (int round = 0; round < Rounds; ++round) {
        pair.grep = grep(grepArguments, lines);
        pair.ours = find(path, filter, rows);
        ours.push_back(pair.ours.seconds);
        theirs.push_back(pair.grep.seconds);
        ratio.push_back(ours.back() / theirs.back());
    }
    pair.ours.seconds = median(ours);
    pair.grep.seconds = median(theirs);
    pair.ratio = median(ratio);
    return pair;
}

} // namespace bench
