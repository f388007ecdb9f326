// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"

#include "app/capture/capturefiles.h"

#include <QCoreApplication>

#include <cstdio>

using namespace handglass;

namespace {

/// Tells each id that a reader of the file would find from now on.
void tellCommitted(const CaptureWriter &writer)
{
    QObject::connect(
        &writer, &CaptureWriter::committed, &writer,
        [](qint64 upTo) {
            std::printf("%lld\n", static_cast<long long>(upTo));
            std::fflush(stdout);
        },
        Qt::DirectConnection);
}

} // namespace

/// Appends for ever to a new capture in the folder of its first argument, and keeps so many rows as the second one says
/// (0: all); a test kills it. Prints the capture's path, then committed ids.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    CaptureFiles files(application.arguments().value(1));
    const auto path = files.newPath();
    if (!path)
        return 1;
    const Retention retention{.rows = application.arguments().value(2).toLongLong()};
    const auto writer = CaptureWriter::create(*path, {.retention = retention});
    if (!writer)
        return 2;
    std::printf("%s\n", qPrintable(*path));
    std::fflush(stdout);
    tellCommitted(**writer);
    (*writer)->writeConnection(fullRecord(1));
    EntryBatch batch;
    for (EntryId id = 1;; ++id) {
        batch.add(frameRow(), numberedPayload(id));
        if (id % 100 == 0)
            (*writer)->append(batch);
        if ((*writer)->isFull())
            (*writer)->flush();
    }
}
