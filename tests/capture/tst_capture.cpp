// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/capture/faultydisk.h"
#include "tests/support/failonwarnings.h"

#include "app/capture/capture.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

class TestCapture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void growsWithTheWriter();
    void knowsEachConnectionsLastRecord();
    void readsRecordsOnAnotherThread();
    void tellsInOrderWhatCameAtOnce();
    void leavesRecordsInTheFile();
    void opensWhatWasWritten();
    void saysWhyItCannotOpen();
    void tellsThatTheDiskIsLow();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCapture::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCapture::growsWithTheWriter()
{
    const auto capture = Capture::create(path());
    QVERIFY(capture);
    Capture &live = **capture;
    QVERIFY(live.isLive());
    QCOMPARE(live.path(), path());
    QCOMPARE(live.lastId(), 0);
    QSignalSpy grew(&live, &Capture::grew);
    connect(&live, &Capture::grew, this, [&](qint64 last) {
        QCOMPARE(live.lastId(), last);
        QVERIFY(live.reader().entry(last)); // readable when told
    });
    for (int i = 0; i < 1000; ++i) {
        appendRow(*live.writer(), frameRow(), "x");
        live.writer()->flush();
    }
    QCOMPARE(grew.count(), 0); // nothing comes but through the event loop
    QTRY_COMPARE(live.lastId(), 1000);
    QCOMPARE(grew.count(), 1); // what waited is told once
    QVERIFY(live.fileSize() > 1000);
}

void TestCapture::knowsEachConnectionsLastRecord()
{
    const auto capture = Capture::create(path());
    QVERIFY(capture);
    Capture &live = **capture;
    QSignalSpy changed(&live, &Capture::connectionChanged);
    ConnectionRecord record;
    record.id = live.writer()->newConnection();
    record.url = QStringLiteral("ws://127.0.0.1/");
    QCOMPARE(live.connection(record.id), nullptr);
    for (const auto state : {ConnectionState::Connecting, ConnectionState::Open, ConnectionState::Closed}) {
        record.state = state;
        live.writer()->writeConnection(record);
        QTRY_VERIFY(live.connection(1) != nullptr && live.connection(1)->state == state);
    }
    QVERIFY(changed.count() >= 3);
    record.id = live.writer()->newConnection();
    live.writer()->writeConnection(record);
    appendRow(*live.writer(), frameRow(Direction::Sent, 0x81, record.id), "x");
    bool known = false;
    connect(&live, &Capture::grew, this, [&] { known = live.connection(2) != nullptr; });
    QTRY_COMPARE(live.lastId(), 1);
    QVERIFY(known); // before its first row is told
    QCOMPARE(live.connections().size(), 2);
    QCOMPARE(live.connections()[1].id, 2);
}

void TestCapture::readsRecordsOnAnotherThread()
{
    const FaultyDisk disk;
    const auto capture = Capture::create(path());
    QVERIFY(capture);
    Capture &live = **capture;
    const int before = disk.readings();
    ConnectionRecord record = fullRecord(0);
    record.body = QByteArray(100'000, 'b');
    constexpr int Connections = 250;
    for (int i = 0; i < Connections; ++i) {
        record.id = live.writer()->newConnection();
        live.writer()->writeConnection(record);
    }
    appendRow(*live.writer(), frameRow(Direction::Sent, 0x81, Connections), "x");
    QTRY_COMPARE(live.lastId(), 1);
    QCOMPARE(live.connections().size(), Connections);
    QVERIFY(live.connection(Connections)->body == record.body);
    QCOMPARE(disk.readings(), before);
    QVERIFY(live.reader().connection(1));
    QVERIFY(disk.readings() > before); // it is counted
}

/// A round of reading takes what waits: rows are there when their connections are, and go after they came.
void TestCapture::tellsInOrderWhatCameAtOnce()
{
    const auto capture = Capture::create(path(), {.retention = {.rows = 100}});
    QVERIFY(capture);
    Capture &live = **capture;
    QStringList told;
    connect(&live, &Capture::connectionChanged, this, [&](qint64 id) { told += QStringLiteral("record %1").arg(id); });
    connect(&live, &Capture::grew, this, [&](qint64 last) { told += QStringLiteral("rows to %1").arg(last); });
    connect(&live, &Capture::letGo, this, [&](qint64 first) {
        QVERIFY(first <= live.lastId() + 1);
        told += QStringLiteral("rows from %1").arg(first);
    });
    connect(&live, &Capture::connectionsDropped, this, [&](const QList<qint64> &ids) {
        QCOMPARE(ids, QList<qint64>{1});
        QVERIFY(live.connections().isEmpty());
        told += QStringLiteral("dropped");
    });
    ConnectionRecord record;
    record.id = live.writer()->newConnection();
    record.state = ConnectionState::Closed;
    record.closedNs = nowNs();
    live.writer()->writeConnection(record);
    EntryRow later = frameRow(Direction::Sent, 0x81, 2);
    later.timeNs += 10'000'000'000;
    for (int i = 0; i < 20'000; ++i)
        appendRow(*live.writer(), later, "x");
    live.writer()->flush();
    QTRY_VERIFY(!told.isEmpty() && told.last() == QStringLiteral("dropped"));
    QCOMPARE(live.lastId(), 20'000);
    QVERIFY(live.firstId() > 1);
    const auto at = [&](const QString &what) { return told.indexOf(what); };
    QVERIFY2(at(QStringLiteral("rows to 20000")) < at(QStringLiteral("rows from %1").arg(live.firstId())),
        qPrintable(told.join(u'\n')));
}

void TestCapture::leavesRecordsInTheFile()
{
    const auto capture = Capture::create(path(), {}, Capture::Records::InTheFile);
    QVERIFY(capture);
    Capture &live = **capture;
    QSignalSpy changed(&live, &Capture::connectionChanged);
    ConnectionRecord record;
    record.id = live.writer()->newConnection();
    live.writer()->writeConnection(record);
    appendRow(*live.writer(), frameRow(), "x");
    QTRY_COMPARE(live.lastId(), 1);
    QVERIFY(live.reader().connection(record.id));
    QCOMPARE(live.connection(record.id), nullptr);
    QVERIFY(live.connections().isEmpty());
    QCOMPARE(changed.count(), 0);
}

void TestCapture::opensWhatWasWritten()
{
    {
        const auto capture = Capture::create(path());
        QVERIFY(capture);
        (*capture)->writer()->writeConnection(fullRecord(1));
        appendRow(*(*capture)->writer(), frameRow(), "kept");
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList(QStringLiteral("a.hgcap")));
    const auto opened = Capture::open(path());
    QVERIFY(opened);
    QVERIFY(!(*opened)->isLive());
    QCOMPARE((*opened)->writer(), nullptr);
    QCOMPARE((*opened)->lastId(), 1);
    QCOMPARE((*opened)->connections().size(), 1);
    QCOMPARE((*opened)->connection(1)->url, fullRecord(1).url);
    QCOMPARE((*opened)->reader().payload(1), QByteArray("kept"));
    QCOMPARE((*opened)->fileSize(), QFileInfo(path()).size());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList(QStringLiteral("a.hgcap")));
}

void TestCapture::saysWhyItCannotOpen()
{
    const auto opened = Capture::open(path());
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, CaptureError::Kind::NotFound);
    const auto created = Capture::create(QStringLiteral("/proc/no/such/a.hgcap"));
    QVERIFY(!created);
    QCOMPARE(created.error().kind, CaptureError::Kind::Io);
    QVERIFY(!created.error().sentence.isEmpty());
}

void TestCapture::tellsThatTheDiskIsLow()
{
    const auto capture = Capture::create(path(), {.retention = {.minFree = std::numeric_limits<qint64>::max()}});
    QVERIFY(capture);
    QSignalSpy low(capture->get(), &Capture::diskLow);
    appendRow(*(*capture)->writer(), frameRow(), "x");
    QTRY_COMPARE(low.count(), 1);
    QCOMPARE((*capture)->lastId(), 0);
}

QTEST_GUILESS_MAIN(TestCapture)
#include "tst_capture.moc"
