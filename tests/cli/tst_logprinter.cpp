// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/sqlite.h"
#include "app/cli/logprinter.h"
#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

using namespace handglass;

class tst_LogPrinter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void tellsOfACaptureThatCannotBeRead();
    void forgetsWhatHasEnded();
};

namespace {

/// What is printed meanwhile goes nowhere.
class Silence final
{
public:
    Silence()
    {
        std::fflush(nullptr);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        for (const int file : {1, 2}) {
            m_kept[file - 1] = ::dup(file);
            ::dup2(nowhere, file);
        }
        ::close(nowhere);
    }
    ~Silence()
    {
        std::fflush(nullptr);
        for (const int file : {1, 2}) {
            ::dup2(m_kept[file - 1], file);
            ::close(m_kept[file - 1]);
        }
    }
    Q_DISABLE_COPY_MOVE(Silence)

private:
    int m_kept[2] = {};
};

} // namespace

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

/// A mock that runs for weeks meets clients without end.
void tst_LogPrinter::forgetsWhatHasEnded()
{
    const QTemporaryDir folder;
    const auto capture = Capture::create(folder.filePath(QStringLiteral("new/a.hgcap")));
    QVERIFY(capture);
    CaptureWriter &writer = *(*capture)->writer();
    LogPrinter printer(**capture, {}, true);
    const QSignalSpy closed(&printer, &LogPrinter::closed);
    const QSignalSpy failed(&printer, &LogPrinter::failed);
    constexpr int Clients = 3'000;
    EntryBatch batch;
    for (int i = 0; i < Clients; ++i) {
        ConnectionRecord refused;
        refused.id = writer.newConnection();
        refused.state = ConnectionState::Failed;
        refused.failure.fact = QStringLiteral("expected an Upgrade, got none");
        writer.writeConnection(refused);
        batch.add({.connection = refused.id, .kind = EntryKind::Notice}, {}, refused.failure.fact);
        const ConnectionId id = writer.newConnection();
        batch.add({.connection = id, .bits = 0x01 | EntryFirst | EntryViolation, .direction = Direction::Received}, "x",
            QStringLiteral("expected MASK 1, got 0"));
        batch.add({.connection = id, .kind = EntryKind::Closed}, {});
    }
    const EntryId last = writer.append(batch) + 3 * Clients - 1;
    writer.flush();
    {
        const Silence silence;
        printer.printUpTo(last);
    }
    QCOMPARE(printer.printed(), last);
    QCOMPARE(closed.size(), Clients);
    QCOMPARE(closed.last(), (QVariantList{qint64(2 * Clients), true}));
    QCOMPARE(failed.size(), Clients);
    QVERIFY2(printer.remembered() <= 1'000, qPrintable(QString::number(printer.remembered())));
}

QTEST_GUILESS_MAIN(tst_LogPrinter)
#include "tst_logprinter.moc"
