// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"

#include "app/capture/capturereader.h"
#include "app/tap/recorder.h"

#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

class TestRecorder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void givesContentToTheRowAddedLast_data();
    void givesContentToTheRowAddedLast();
};

void TestRecorder::givesContentToTheRowAddedLast_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("short") << QByteArray("packed");
    QTest::newRow("enough to go to the writer at once") << QByteArray(3 << 20, 'p');
}

void TestRecorder::givesContentToTheRowAddedLast()
{
    QFETCH(QByteArray, payload);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.hgcap"));
    const auto writer = CaptureWriter::create(path, {.retention = {.minFree = 1 << 20}});
    QVERIFY(writer);
    EntryRow row;
    row.bits = 0xC2;
    {
        Recorder recorder(**writer);
        for (EntryId id = 1; id <= 9; id += 3) {
            QCOMPARE(recorder.add(row, payload), id);
            recorder.setContent("content " + QByteArray::number(id));
            QCOMPARE(recorder.add(row, payload, {}, "both"), id + 1);
            QCOMPARE(recorder.add(row, "plain"), id + 2);
        }
    }
    (*writer)->flush();
    const auto reader = CaptureReader::open(path);
    QVERIFY(reader);
    for (EntryId id = 1; id <= 9; id += 3) {
        QVERIFY((*reader)->payload(id) == payload);
        QCOMPARE((*reader)->content(id), "content " + QByteArray::number(id));
        QCOMPARE((*reader)->content(id + 1), QByteArray("both"));
        QCOMPARE((*reader)->content(id + 2), QByteArray("plain"));
        QVERIFY(!(*reader)->entry(id + 2)->hasContent());
    }
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
