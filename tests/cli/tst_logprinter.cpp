// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/sqlite.h"
#include "app/cli/logprinter.h"
#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace handglass;

class tst_LogPrinter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void tellsOfACaptureThatCannotBeRead();
};

/// Else the program would wait for a row that never comes.
void tst_LogPrinter::tellsOfACaptureThatCannotBeRead()
{
    const QTemporaryDir folder;
    auto capture = Capture::create(folder.filePath(QStringLiteral("new/a.hgcap")));
    QVERIFY(capture);
    const OutputOptions options;
    LogPrinter printer(**capture, options, false);
    const QSignalSpy closed(&printer, &LogPrinter::closed);
    const QSignalSpy unreadable(&printer, &LogPrinter::unreadable);

    EntryRow row;
    row.kind = EntryKind::Closed;
    EntryBatch batch;
    batch.add(row, {});
    (*capture)->writer()->append(batch);
    (*capture)->writer()->flush();
    printer.printUpTo(1);
    QCOMPARE(closed.size(), 1);
    QCOMPARE(unreadable.size(), 0);

    sqlite::Database other;
    QCOMPARE(sqlite::open(other, sqlite::fileName((*capture)->path()), SQLITE_OPEN_READWRITE), SQLITE_OK);
    QCOMPARE(sqlite::execute(other.get(), "DROP VIEW log; ALTER TABLE entry RENAME TO elsewhere"), SQLITE_OK);
    printer.printUpTo(2);
    printer.printUpTo(3);
    QCOMPARE(unreadable.size(), 1);
    QVERIFY(unreadable.first().first().toString().contains((*capture)->path()));
    other.reset();
}

QTEST_GUILESS_MAIN(tst_LogPrinter)
#include "tst_logprinter.moc"
