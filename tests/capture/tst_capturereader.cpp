// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/wholerecords.h"

#include "app/capture/textmatcher.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

using namespace handglass;

class TestCaptureReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsRowsByIdInTheOrderAsked();
    void readsPages();
    void linksTheFramesOfAMessage();
    void readsPartsOfABigPayload();
    void keepsHeadsShort_data();
    void keepsHeadsShort();
    void keepsConnections();
    void keepsAnEmptyConnection();
    void filters_data();
    void filters();
    void walksChunks();
    void matchesText_data();
    void matchesText();
    void showsTheLogToOtherPrograms();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCaptureReader::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestCaptureReader::readsRowsByIdInTheOrderAsked()
{
    auto writer = makeWriter(path());
    for (EntryId id = 1; id <= 5; ++id)
        appendRow(*writer, frameRow(), QByteArray::number(id));
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    const QList<Entry> rows = reader->entries({4, 99, 2, 0, -1, 4});
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].id, 4);
    QCOMPARE(rows[0].head, QByteArray("4"));
    QCOMPARE(rows[1].head, QByteArray("2"));
    QCOMPARE(rows[2].id, 4);
    QCOMPARE(reader->error(), QString());
}

void TestCaptureReader::readsPages()
{
    auto writer = makeWriter(path());
    for (EntryId id = 1; id <= 10; ++id)
        appendRow(*writer, frameRow(), numberedPayload(id));
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->range(3, 6, 100).size(), 4);
    QCOMPARE(reader->range(3, 100, 2).last().id, 4);
    QCOMPARE(reader->range(11, 20, 10).size(), 0);
    QCOMPARE(reader->range(1, 10, -1).size(), 0);
    QCOMPARE(reader->lastId(), 10);
    appendRow(*writer, frameRow(), "later"); // a reader that is open sees it
    writer->flush();
    QCOMPARE(reader->lastId(), 11);
    QCOMPARE(reader->payload(11), QByteArray("later"));
}

void TestCaptureReader::linksTheFramesOfAMessage()
{
    auto writer = makeWriter(path());
    EntryRow first = frameRow(Direction::Received, 0x01);
    first.bits |= EntryFirst;
    QCOMPARE(appendRow(*writer, first, "one "), 1);
    appendRow(*writer, frameRow(Direction::Received, 0x89), "ping between");
    EntryRow middle = frameRow(Direction::Received, 0x00);
    middle.messageFirst = 1;
    QCOMPARE(appendRow(*writer, middle, "two "), 3);
    appendRow(*writer, frameRow(Direction::Sent, 0x81), "other");
    EntryRow last = middle;
    last.bits = 0x80 | EntryLast;
    QCOMPARE(appendRow(*writer, last, "three"), 5);
    EntryRow notice;
    notice.kind = EntryKind::Notice;
    appendRow(*writer, notice, {}, QStringLiteral("n"));
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    const QList<EntryId> frames = {1, 3, 5};
    for (const EntryId id : frames) {
        QCOMPARE(reader->messageFrames(id), frames);
        QCOMPARE(reader->messagePayload(id), QByteArray("one two three"));
    }
    QCOMPARE(reader->messagePayload(5, 6), QByteArray("one tw"));
    QCOMPARE(reader->messagePayload(5, 8), QByteArray("one two "));
    QCOMPARE(reader->messagePayload(5, 0), QByteArray());
    QCOMPARE(reader->messageFrames(2), QList<EntryId>{2});
    QCOMPARE(reader->messagePayload(4), QByteArray("other"));
    QCOMPARE(reader->messageFrames(6), QList<EntryId>());
    QCOMPARE(reader->messageFrames(7), QList<EntryId>());
    QVERIFY(reader->entry(3)->continuation());
    QVERIFY(!reader->entry(1)->continuation());
}

void TestCaptureReader::readsPartsOfABigPayload()
{
    constexpr qsizetype size = 64 << 20;
    QByteArray payload(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : payload) {
        state = state * 1'664'525U + 1'013'904'223U;
        byte = static_cast<char>(state >> 24U);
    }
    {
        auto writer = makeWriter(path());
        EntryBatch batch;
        batch.add(frameRow(Direction::Received, 0x82), payload);
        batch.add(frameRow(), "after");
        QVERIFY(batch.bytes() >= size);
        writer->append(batch);
    }
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->entry(1)->payloadLength, size);
    QCOMPARE(reader->entry(1)->head, payload.first(256));
    QVERIFY(reader->payload(1) == payload);
    QCOMPARE(reader->payload(1, size - 3), payload.last(3));
    QCOMPARE(reader->payload(1, size - 3, 100), payload.last(3));
    QCOMPARE(reader->payload(1, 16'380, 20), payload.mid(16'380, 20));
    QCOMPARE(reader->payload(1, size, 1), QByteArray());
    QCOMPARE(reader->payload(1, -1, 1), QByteArray());
    QCOMPARE(reader->payload(1, 5, 0), QByteArray());
    QCOMPARE(reader->payload(2), QByteArray("after"));
    QCOMPARE(reader->payload(3), QByteArray());
    QCOMPARE(reader->error(), QString());
}

void TestCaptureReader::keepsHeadsShort_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 255, 256, 257, 16'000, 16'384, 100'000})
        QTest::addRow("%d", size) << size;
}

void TestCaptureReader::keepsHeadsShort()
{
    QFETCH(int, size);
    const QByteArray payload(size, 'h');
    auto writer = makeWriter(path());
    appendRow(*writer, frameRow(), payload);
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    const QList<Entry> page = reader->range(1, 1, 1);
    QCOMPARE(page.size(), 1);
    QCOMPARE(page[0].payloadLength, size);
    QCOMPARE(page[0].head, payload.first(qMin(size, 256)));
    QCOMPARE(reader->payload(1), payload);
}

void TestCaptureReader::keepsConnections()
{
    const ConnectionRecord full = fullRecord(2);
    {
        auto writer = makeWriter(path());
        ConnectionRecord early;
        early.id = 2;
        writer->writeConnection(early);
        writer->writeConnection(full); // the last one counts
        early.id = 1;
        writer->writeConnection(early);
    }
    const auto reader = openReader(path());
    QVERIFY(reader);
    const QList<ConnectionRecord> records = wholeRecords(*reader);
    QCOMPARE(records.size(), 2);
    QCOMPARE(records[0].id, 1);
    const ConnectionRecord &read = records[1];
    QCOMPARE(read.id, full.id);
    QCOMPARE(read.session, full.session);
    QCOMPARE(read.sessionName, full.sessionName);
    QCOMPARE(read.role, full.role);
    QCOMPARE(read.state, full.state);
    QCOMPARE(read.url, full.url);
    QCOMPARE(read.localAddress, full.localAddress);
    QCOMPARE(read.peerAddress, full.peerAddress);
    QCOMPARE(read.startedNs, full.startedNs);
    QCOMPARE(read.openedNs, full.openedNs);
    QCOMPARE(read.closedNs, full.closedNs);
    QCOMPARE(read.requestNs, full.requestNs);
    QCOMPARE(read.responseNs, full.responseNs);
    QCOMPARE(read.times.nameLookup, 0);
    QCOMPARE(read.times.tcp, 11);
    QCOMPARE(read.times.proxy, 12);
    QCOMPARE(read.times.tls, 13);
    QCOMPARE(read.times.upgrade, 14);
    QCOMPARE(read.reason, Reason::Reconnect);
    QCOMPARE(read.previous, full.previous);
    QCOMPARE(read.attempt, full.attempt);
    QCOMPARE(read.proxy, full.proxy);
    QCOMPARE(read.proxyAnswer, full.proxyAnswer);
    QCOMPARE(read.attempts, full.attempts);
    QCOMPARE(read.tls, full.tls);
    QCOMPARE(read.tlsFacts, full.tlsFacts);
    QVERIFY(read.observeOnly);
    QCOMPARE(read.rawRequest, full.rawRequest);
    QCOMPARE(read.rawResponse, full.rawResponse);
    QCOMPARE(read.body, full.body);
    QCOMPARE(read.bodySize, full.bodySize);
    QCOMPARE(read.verdict.checks.size(), 1);
    QCOMPARE(read.verdict.failure(), full.verdict.failure());
    QCOMPARE(read.failure.phase, FailurePhase::Proxy);
    QCOMPARE(read.failure.fact, full.failure.fact);
    QCOMPARE(read.failure.cause, full.failure.cause);
    QCOMPARE(read.failure.suggestion, full.failure.suggestion);
    QCOMPARE(read.failure.notCause, full.failure.notCause);
    QCOMPARE(read.failure.evidence, full.failure.evidence);
    QCOMPARE(read.failure.section, full.failure.section);
    QCOMPARE(read.offeredSubprotocols, full.offeredSubprotocols);
    QCOMPARE(read.subprotocol, full.subprotocol);
    QCOMPARE(read.extensions, full.extensions);
    QCOMPARE(read.closeCode, full.closeCode);
    QCOMPARE(read.closeReason, full.closeReason);
    QCOMPARE(read.closedBy, ClosedBy::Peer);
    QVERIFY(read.clean);
    QVERIFY(!reader->connection(3));
}

void TestCaptureReader::keepsAnEmptyConnection()
{
    auto writer = makeWriter(path());
    ConnectionRecord record;
    record.id = 9;
    writer->writeConnection(record);
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    const auto read = reader->connection(9);
    QVERIFY(read);
    QCOMPARE(read->times.nameLookup, -1);
    QCOMPARE(read->times.proxy, -1);
    QCOMPARE(read->times.upgrade, -1);
    QCOMPARE(read->reason, Reason::Asked);
    QCOMPARE(read->previous, 0);
    QCOMPARE(read->attempt, 0);
    QVERIFY(read->attempts.isEmpty());
    QVERIFY(read->tlsFacts.isEmpty());
    QVERIFY(!read->observeOnly);
    QCOMPARE(read->openedNs, 0);
    QCOMPARE(read->closeCode, 0);
    QVERIFY(!read->failure);
    QVERIFY(read->offeredSubprotocols.isEmpty());
    QVERIFY(read->verdict.checks.isEmpty());
}

void TestCaptureReader::filters_data()
{
    using Show = LogQuery::Show;
    using Ids = QList<EntryId>;
    QTest::addColumn<LogQuery>("query");
    QTest::addColumn<Ids>("expected");
    QTest::newRow("all") << LogQuery{} << Ids{1, 2, 3, 4, 5, 6, 7, 8};
    QTest::newRow("sent") << LogQuery{.show = Show::Sent} << Ids{2, 4, 6};
    QTest::newRow("received") << LogQuery{.show = Show::Received} << Ids{3, 5};
    QTest::newRow("control") << LogQuery{.show = Show::Control} << Ids{4, 5, 6};
    QTest::newRow("violations") << LogQuery{.show = Show::Violations} << Ids{3};
    QTest::newRow("one connection") << LogQuery{.connections = {2}} << Ids{5, 6, 7};
    QTest::newRow("connections") << LogQuery{.connections = {3, 2}} << Ids{5, 6, 7, 8};
    QTest::newRow("no such connection") << LogQuery{.connections = {77}} << Ids{};
    QTest::newRow("connection and sent") << LogQuery{.connections = {2}, .show = Show::Sent} << Ids{6};
    QTest::newRow("text") << LogQuery{.filter = Filter::parse(QStringLiteral("HELLO")).value()} << Ids{2, 3};
    QTest::newRow("row text") << LogQuery{.filter = Filter::parse(QStringLiteral("opened")).value()} << Ids{1};
    QTest::newRow("text and received") << LogQuery{.show = Show::Received,
        .filter = Filter::parse(QStringLiteral("hello")).value()}
                                       << Ids{3};
    QTest::newRow("after") << LogQuery{.after = 6} << Ids{7, 8};
    QTest::newRow("after all") << LogQuery{.after = 8} << Ids{};
}

void TestCaptureReader::filters()
{
    QFETCH(LogQuery, query);
    QFETCH(QList<EntryId>, expected);
    auto writer = makeWriter(path());
    EntryRow opened;
    opened.connection = 1;
    opened.kind = EntryKind::Opened;
    EntryRow closed = opened;
    closed.connection = 2;
    closed.kind = EntryKind::Closed;
    EntryRow notice;
    notice.connection = 3;
    notice.kind = EntryKind::Notice;
    appendRow(*writer, opened, {}, QStringLiteral("Opened by us"));
    appendRow(*writer, frameRow(Direction::Sent, 0x81), "say Hello");
    EntryRow violation = frameRow(Direction::Received, 0x82);
    violation.bits |= EntryViolation;
    appendRow(*writer, violation, QByteArray(1000, 'x') + "hello");
    EntryRow hand = frameRow(Direction::Sent, 0x89);
    hand.bits |= EntryViolation | EntryByHand;
    appendRow(*writer, hand, "ping");
    appendRow(*writer, frameRow(Direction::Received, 0x8A, 2), "pong");
    appendRow(*writer, frameRow(Direction::Sent, 0x88, 2), {});
    appendRow(*writer, closed, {}, QStringLiteral("Closed"));
    appendRow(*writer, notice, {}, QStringLiteral("Limit"));
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->matches(query, 1, 8), expected);
    QCOMPARE(reader->matches(query, -5, 1000), expected);
    QCOMPARE(reader->matches(query, 5, 4), QList<EntryId>());
    expected.removeIf([](EntryId id) { return id < 3 || id > 6; });
    QCOMPARE(reader->matches(query, 3, 6), expected);
    QCOMPARE(reader->error(), QString());
}

void TestCaptureReader::walksChunks()
{
    auto writer = makeWriter(path());
    EntryBatch batch;
    QList<EntryId> expected;
    for (EntryId id = 1; id <= 10'001; ++id) {
        const bool wanted = id % 1000 <= 1;
        batch.add(frameRow(), wanted ? "Needle" : "plain");
        if (wanted)
            expected.append(id);
    }
    writer->append(batch);
    writer->flush();
    const auto reader = openReader(path());
    QVERIFY(reader);
    QCOMPARE(reader->matches({.filter = Filter::parse(QStringLiteral("needle")).value()}, 1, 20'000), expected);
    QCOMPARE(reader->matches({}, 1, 20'000).size(), 10'001);
}

void TestCaptureReader::matchesText_data()
{
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const char *needle, QByteArray text, bool found) {
        QTest::newRow(name) << QByteArray(needle) << text << found;
    };
    row("empty in empty", "", "", true);
    row("empty", "", "a", true);
    row("longer", "ab", "a", false);
    row("equal", "ab", "ab", true);
    row("start", "ab", "abc", true);
    row("end", "bc", "abc", true);
    row("case of the text", "needle", "a NEEDLE b", true);
    row("case of the needle", "NEEDLE", "a needle b", true);
    row("one byte", "z", "abcz", true);
    row("one byte, other case", "Z", "abcz", true);
    row("absent", "needle", "needl needl eedle", false);
    row("overlap", "aab", "aaab", true);
    row("repeats", "abab", "abaabab", true);
    row("not letters with bit 5", "[", "{", false);
    row("at and grave", "@", "`", false);
    row("umlaut exact", "\xc3\xa4", "x\xc3\xa4y", true);
    row("umlaut has no other case", "\xc3\xa4", "x\xc3\x84y", false);
    row("zero byte in the text", "b", QByteArray("a\0b", 3), true);
}

void TestCaptureReader::matchesText()
{
    QFETCH(QByteArray, needle);
    QFETCH(QByteArray, text);
    QFETCH(bool, found);
    QCOMPARE(TextMatcher(needle).isIn(text), found);
}

/// As a person with sqlite3 would: no function of ours is there.
void TestCaptureReader::showsTheLogToOtherPrograms()
{
    {
        auto writer = makeWriter(path());
        EntryRow row = frameRow(Direction::Received, 0xC1);
        row.timeNs = 1'780'000'000'123'456'789;
        row.wireLength = 12;
        row.bits |= EntryMasked | EntryFirst;
        row.maskKey = 0x0A0B0C0D;
        appendRow(*writer, row, "payload");
        EntryRow notice;
        notice.kind = EntryKind::Notice;
        appendRow(*writer, notice, {}, QStringLiteral("limit"));
        row.bits = 0xC2;
        row.maskKey = 0;
        appendCompressed(*writer, row, "packed", "unpacked content");
        row.bits = 0x8A | EntryByHand;
        row.messageFirst = 1;
        appendRow(*writer, row, "pong");
    }
    sqlite3 *db = nullptr;
    QCOMPARE(sqlite3_open_v2(qPrintable(path()), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    QStringList rows;
    const auto collect = [](void *to, int count, char **values, char **) {
        QStringList cells;
        for (int i = 0; i < count; ++i)
            cells.append(values[i] != nullptr ? QString::fromUtf8(values[i]) : QStringLiteral("-"));
        static_cast<QStringList *>(to)->append(cells.join(QLatin1Char('|')));
        return 0;
    };
    const int code = sqlite3_exec(db,
        "SELECT id, utc, kind, direction, type, opcode, fin, rsv1, rsv2, rsv3, masked, mask_key, length_bits, "
        "wire_length, payload_length, message, answers, violation, unfinished, by_hand, compressed, text, payload, "
        "content_length, content FROM log ORDER BY id",
        collect, &rows, nullptr);
    const QString message = QString::fromUtf8(sqlite3_errmsg(db));
    sqlite3_close(db);
    QVERIFY2(code == SQLITE_OK, qPrintable(message));
    QCOMPARE(rows.size(), 4);
    const QString utc = QStringLiteral("2026-05-28T20:26:40.123456789Z");
    QCOMPARE(rows[0],
        QStringLiteral("1|%1|frame|received|text|1|1|1|0|0|1|0a0b0c0d|7|12|7|1|-|0|0|0|0|-|payload|7|payload")
            .arg(utc));
    QCOMPARE(rows[1],
        QStringLiteral("2|1970-01-01T00:00:00.000000000Z|notice|-|-|-|-|-|-|-|-|-|-|0|-|-|-|0|-|-|-|limit|-|-|-"));
    QCOMPARE(rows[2],
        QStringLiteral("3|%1|frame|received|binary|2|1|1|0|0|0|-|7|12|6|-|-|0|0|0|1|-|packed|16|unpacked content")
            .arg(utc));
    QCOMPARE(
        rows[3], QStringLiteral("4|%1|frame|received|pong|10|1|0|0|0|0|-|7|12|4|-|1|0|0|1|0|-|pong|4|pong").arg(utc));
}

QTEST_GUILESS_MAIN(TestCaptureReader)
#include "tst_capturereader.moc"
