// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_filter [ROWS]: filters of several kinds over a capture, against grep -c over the same payloads as lines.
#include "tests/bench/recordedcapture.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 10'000'000;
    if (rows < 1) {
        std::fputs("expected a number of rows\n", stderr);
        return 2;
    }
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.hgcap"));
    const QString lines = folder.filePath(QStringLiteral("lines.txt"));
    bench::makeCapture(path, rows, lines);
    std::printf("%lld rows, capture %.0f MiB, lines %.0f MiB\n", static_cast<long long>(rows),
        double(QFileInfo(path).size()) / (1 << 20), double(QFileInfo(lines).size()) / (1 << 20));
    const auto compare = [&](const char *name, const QString &filter, const QStringList &arguments) {
        const bench::SearchPair found = bench::compareSearch(path, rows, lines, filter, arguments);
        std::printf("%-22s %.3f s (first after %.3f s), grep -c %.3f s, ratio %.2f; processor time %.2f s and %.2f s; "
                    "%lld hits, grep %lld\n",
            name, found.ours.seconds, found.ours.first, found.grep.seconds, found.ratio, found.ours.work,
            found.grep.work, static_cast<long long>(found.ours.hits), static_cast<long long>(found.grep.hits));
        std::fflush(stdout);
    };
    const QString needle = QStringLiteral("needle");
    compare("substring", needle, {needle});
    compare("substring, either case", needle, {QStringLiteral("-i"), needle});
    compare("absent", QStringLiteral("nowhere"), {QStringLiteral("nowhere")});
    compare("in every row", QStringLiteral("sequence"), {QStringLiteral("sequence")});
    compare("regular expression", QStringLiteral("/ne+dle/"), {QStringLiteral("-E"), QStringLiteral("ne+dle")});
    compare("JSON member", QStringLiteral("$.type=needle"), {needle});
    return 0;
}
