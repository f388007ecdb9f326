// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace handglass;

/// Rows whose payload was compressed: what was on the wire and what it means stand beside each other.
class TestCompressed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keepsContentBesideThePayload_data();
    void keepsContentBesideThePayload();
    void putsAMessageTogether();
    void keepsAPongOutOfMessages();
    void findsTextInTheContent();
    void countsContentInTheQueue();
    void believesTheColumnNotTheBit();
    void readsWhatIsNoBlob();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    void execute(const char *sql) const;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCompressed::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

/// On a capture that is closed.
void TestCompressed::execute(const char *sql) const
{
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(path()), &db), SQLITE_OK);
    const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    sqlite3_close(db);
    QCOMPARE(code, SQLITE_OK);
}

void TestCompressed::keepsContentBesideThePayload_data()
{
    QTest::addColumn<qsizetype>("payloadSize");
    QTest::addColumn<qsizetype>("contentSize");
    const QList<qsizetype> sizes = {0, 1, 256, 257, 20'000, 3 << 20};
    for (const qsizetype payload : sizes) {
        for (const qsizetype content : sizes)
            QTest::addRow("%lld to %lld", qlonglong(payload), qlonglong(content)) << payload << content;
    }
}

void TestCompressed::keepsContentBesideThePayload()
{
    QFETCH(qsizetype, payloadSize);
    QFETCH(qsizetype, contentSize);
    const QByteArray payload(payloadSize, 'p');
    QByteArray content(contentSize, 'c');
    if (contentSize > 0)
        content.back() = 'e';
    {
        auto writer = makeWriter(path());
        appendRow(*writer, frameRow(), "before");
        appendCompressed(*writer, frameRow(Direction::Received, 0xC1), payload, content);
        appendRow(*writer, frameRow(), "after");
    }
    const auto reader = openReader(path());
    QVERIFY(reader);
    const QList<Entry> page = reader->range(1, 3, 3);
    QCOMPARE(page.size(), 3);
    QVERIFY(!page[0].hasContent());
    QCOMPARE(page[0].contentLength, 6);
    QVERIFY(page[1].hasContent());
    QCOMPARE(page[1].payloadLength, payloadSize);
    QCOMPARE(page[1].contentLength, contentSize);
    QCOMPARE(page[1].head, content.first(qMin<qsizetype>(contentSize, 256)));
    QVERIFY(!page[2].hasContent());
    QCOMPARE(page[2].head, QByteArray("after"));
    QVERIFY(reader->payload(2) == payload);
    QVERIFY(reader->content(2) == content);
    QVERIFY(reader->messagePayload(2) == content);
    QCOMPARE(reader->content(2, contentSize - 1, 10), content.last(qMin<qsizetype>(contentSize, 1)));
    QCOMPARE(reader->content(2, contentSize), QByteArray());
    QCOMPARE(reader->content(2, -1), QByteArray());
    QCOMPARE(reader->content(3, 1, 2), QByteArray("ft")); // not compressed: the payload
    QCOMPARE(reader->content(9), QByteArray());
    QCOMPARE(reader->error(), QString());
}

void TestCompressed::putsAMessageTogether()
{
    auto writer = makeWriter(path());
    EntryRow row = frameRow(Direction::Received, 0x41);
    row.bits |= EntryFirst;
    appendCompressed(*writer, row, "\x01\x02", "one ");
    row = frameRow(Direction::Received, 0x00);
    row.messageFirst = 1;
    appendCompressed(*writer, row, "\x03", {}); // adds nothing
    row.bits = 0x80 | EntryLast;
    appendCompressed(*writer, row, "\x04", QByteArray(300, 'x'));
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    QVERIFY(reader->entry(2)->hasContent());
    QCOMPARE(reader->entry(2)->contentLength, 0);
    QCOMPARE(reader->entry(2)->head, QByteArray());
    for (EntryId id = 1; id <= 3; ++id) {
        QCOMPARE(reader->messageFrames(id), QList<EntryId>({1, 2, 3}));
        QCOMPARE(reader->messagePayload(id), "one " + QByteArray(300, 'x'));
        QCOMPARE(reader->messagePayload(id, 5), QByteArray("one x"));
    }
    const MessageExtent extent = reader->messageExtent(1);
    QCOMPARE(extent.frames, 3);
    QCOMPARE(extent.payloadBytes, 4);
    QCOMPARE(extent.contentBytes, 304);
    QVERIFY(extent.compressed && extent.whole);
    QCOMPARE(reader->messageExtent(9).frames, 0);
    QCOMPARE(reader->error(), QString());
}

/// RFC 6455 §5.5.3: a Pong points at the Ping that it answers, not at a message.
void TestCompressed::keepsAPongOutOfMessages()
{
    auto writer = makeWriter(path());
    appendRow(*writer, frameRow(Direction::Sent, 0x89), "ping");
    EntryRow pong = frameRow(Direction::Received, 0x8A);
    pong.messageFirst = 1;
    appendRow(*writer, pong, "pong", QStringLiteral("RTT 18.4 ms"));
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->entry(2)->row.messageFirst, 1);
    QCOMPARE(reader->messageFrames(1), QList<EntryId>{1});
    QCOMPARE(reader->messageFrames(2), QList<EntryId>{2});
    QCOMPARE(reader->messagePayload(1), QByteArray("ping"));
    QCOMPARE(reader->messagePayload(2), QByteArray("pong"));
}

void TestCompressed::findsTextInTheContent()
{
    auto writer = makeWriter(path());
    appendCompressed(*writer, frameRow(Direction::Received, 0xC1), "wire bytes", "what a Person reads");
    appendCompressed(*writer, frameRow(Direction::Received, 0xC1), "x", QByteArray(100'000, 'y') + "person");
    appendRow(*writer, frameRow(), "a person");
    appendRow(*writer, frameRow(), "wire");
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(
        reader->matches({.filter = Filter::parse(QStringLiteral("person")).value()}, 1, 10), QList<EntryId>({1, 2, 3}));
    QCOMPARE(reader->matches({.filter = Filter::parse(QStringLiteral("wire")).value()}, 1, 10), QList<EntryId>{4});
    QCOMPARE(reader->error(), QString());
}

void TestCompressed::countsContentInTheQueue()
{
    EntryBatch batch;
    batch.add(frameRow(), "x");
    const qint64 before = batch.bytes();
    batch.setContent(QByteArray(1000, 'c'));
    QCOMPARE(batch.bytes(), before + 1000);
    batch.clear();
    QCOMPARE(batch.bytes(), 0);
}

void TestCompressed::believesTheColumnNotTheBit()
{
    {
        auto writer = makeWriter(path());
        appendRow(*writer, frameRow(), "plain");
        appendCompressed(*writer, frameRow(), "packed", "content");
    }
    execute("UPDATE entry SET bits = bits | 8192 WHERE id = 1; UPDATE entry SET bits = bits & ~8192 WHERE id = 2");
    const auto reader = openReader(path());
    QVERIFY(reader);
    QVERIFY(!reader->entry(1)->hasContent());
    QCOMPARE(reader->content(1), QByteArray("plain"));
    QVERIFY(reader->entry(2)->hasContent());
    QCOMPARE(reader->content(2), QByteArray("content"));
}

/// As a stranger may have put it there.
void TestCompressed::readsWhatIsNoBlob()
{
    {
        auto writer = makeWriter(path());
        for (int i = 0; i < 3; ++i)
            appendCompressed(*writer, frameRow(), "packed", "content");
    }
    execute("UPDATE entry SET content = 12345678 WHERE id = 1; UPDATE entry SET content = 'änd' WHERE id = 2;"
            "UPDATE connection SET attempts = '[[1,2],{\"address\":7}]', tls_details = '{\"chain\":[3,{}]}'");
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->range(1, 3, 3).size(), 3);
    QCOMPARE(reader->entry(1)->contentLength, 8);
    QCOMPARE(reader->content(3), QByteArray("content"));
    QCOMPARE(reader->error(), QString());
    QCOMPARE(reader->content(1), QByteArray());
    QVERIFY(reader->error().startsWith(QStringLiteral("expected ")));
    QVERIFY(reader->content(2).startsWith("\xc3\xa4"));
    QCOMPARE(reader->matches({.filter = Filter::parse(QStringLiteral("345")).value()}, 1, 3), QList<EntryId>{1});
}

QTEST_GUILESS_MAIN(TestCompressed)
#include "tst_compressed.moc"
