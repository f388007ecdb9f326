// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/harconnection.h"
#include "tests/exchange/exchangeparts.h"
#include "tests/exchange/harparts.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/wholerecords.h"

#include <QDir>

using namespace handglass;

class tst_Importing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void chromesShape();
    void playwrightsShape();
    void times_data();
    void times();
    void theHandshakeIsJudged();
    void aRefusalIsOne();
    void howItClosed_data();
    void howItClosed();
    void brokenMessagesAreNamed_data();
    void brokenMessagesAreNamed();
    void brokenEntriesAreNamed();
    void aCutFileKeepsWhatIsWhole();
    void whatIsNoHarIsAnError_data();
    void whatIsNoHarIsAnError();
    void ourOwnHarComesBack();
    void brokenLinesAreNamed();
    void cancelLeavesNothing();
    void manyMessagesInLittleMemory();

private:
    QString write(const QByteArray &bytes);
    ImportReport import(const QByteArray &bytes);
    std::unique_ptr<CaptureReader> reader() { return openReader(m_capture); }

    QTemporaryDir m_folder;
    QString m_capture;
    int m_number = 0;
};

QString tst_Importing::write(const QByteArray &bytes)
{
    const QString path = m_folder.filePath(QStringLiteral("%1.har").arg(++m_number));
    m_capture = m_folder.filePath(QStringLiteral("%1.hgcap").arg(m_number));
    QFile file(path);
    file.open(QIODevice::WriteOnly);
    file.write(bytes);
    return path;
}

ImportReport tst_Importing::import(const QByteArray &bytes)
{
    const QString path = write(bytes);
    const auto result = importCapture(path, m_capture);
    if (!result)
        QTest::qFail(qPrintable(result.error().sentence), __FILE__, __LINE__);
    return result.value_or(ImportReport());
}

void tst_Importing::chromesShape()
{
    const ImportReport report =
        import(entryWith(R"({"type": "send", "time": 1700000001.25, "opcode": 1, "data": "h\u00f6re, \"x\"\n"},
        {"type": "receive", "time": 1700000001.375, "opcode": 2, "data": "AP+A"},
        {"type": "error", "time": 1700000002, "opcode": -1, "data": "Connection reset"})"));
    QCOMPARE(report.connections, 1);
    QCOMPARE(report.skipped, 1);
    QCOMPARE(report.problems, 0);
    const auto capture = reader();
    const ConnectionRecord record = wholeRecords(*capture).value(0);
    QCOMPARE(record.url, QStringLiteral("wss://example.test/chat"));
    QCOMPARE(record.startedNs, Started);
    QCOMPARE(record.peerAddress, QStringLiteral("203.0.113.24:443"));
    QCOMPARE(record.times.nameLookup, 2'000'000);
    QCOMPARE(record.times.tcp, 10'000'000);
    QCOMPARE(record.times.tls, 20'000'000);
    QCOMPARE(record.openedNs, Started + 40'000'000);
    QVERIFY(record.rawRequest.startsWith("GET /chat HTTP/1.1\r\nHost: example.test\r\n"));
    QVERIFY(!record.rawResponse.contains(":status"));
    const QList<Entry> rows = capture->range(1, 100, 100);
    QCOMPARE(rows.size(), 6); // what an import is, opened, two frames, the error, closed
    QCOMPARE(rows[2].head, QByteArray("h\xC3\xB6re, \"x\"\n"));
    QCOMPARE(rows[2].row.timeNs, 1'700'000'001'250'000'000);
    QVERIFY(rows[2].masked() && rows[2].fin() && rows[2].row.direction == Direction::Sent);
    QCOMPARE(rows[2].row.wireLength, 6 + rows[2].payloadLength);
    QCOMPARE(rows[3].head, QByteArray("\0\xff\x80", 3));
    QVERIFY(!rows[3].masked() && rows[3].opcode() == Opcode::Binary);
    QCOMPARE(rows[4].text, QStringLiteral("Connection reset"));
}

void tst_Importing::playwrightsShape()
{
    import(entryWith(R"({"type": "send", "time": 1700000001250, "opcode": 1, "data": "a"},
        {"type": "receive", "time": -1, "opcode": 1, "data": "b"},
        {"type": "receive", "time": 1700000001500.5, "opcode": 9, "data": "cGluZw=="})"));
    const QList<Entry> rows = reader()->range(3, 5, 3);
    QCOMPARE(rows[0].row.timeNs, 1'700'000'001'250'000'000);
    QCOMPARE(rows[1].row.timeNs, rows[0].row.timeNs); // not known: as the one before
    QCOMPARE(rows[2].row.timeNs, 1'700'000'001'500'500'000);
    QCOMPARE(rows[2].opcode(), Opcode::Ping);
    QCOMPARE(rows[2].head, QByteArray("ping"));
}

void tst_Importing::times_data()
{
    QTest::addColumn<double>("time");
    QTest::addColumn<qint64>("expected"); ///< −1: not known
    QTest::newRow("seconds") << 1'700'000'001.25 << qint64(1'700'000'001'250'000'000);
    QTest::newRow("milliseconds") << 1'700'000'001'250.0 << qint64(1'700'000'001'250'000'000);
    QTest::newRow("relative") << 1.5 << qint64(Started + 1'500'000'000);
    QTest::newRow("at once") << 0.0 << qint64(Started);
    QTest::newRow("unknown") << -1.0 << qint64(-1);
    QTest::newRow("none") << qQNaN() << qint64(-1);
    QTest::newRow("absurd") << 1e300 << qint64(-1);
}

void tst_Importing::times()
{
    QFETCH(double, time);
    QFETCH(qint64, expected);
    QCOMPARE(harTime(time, Started).value_or(-1), expected);
}

void tst_Importing::theHandshakeIsJudged()
{
    import(entryWith({}));
    const ConnectionRecord record = wholeRecords(*reader()).value(0);
    QVERIFY(!record.verdict.checks.isEmpty());
    QCOMPARE(record.verdict.outcome(), Outcome::Fail); // its key and accept are missing
    QCOMPARE(record.state, ConnectionState::Closed);
}

void tst_Importing::aRefusalIsOne()
{
    import(entryWith({}).replace("\"status\": 101, \"statusText\": \"Switching Protocols\"",
        "\"status\": 401, \"statusText\": \"Unauthorized\", \"content\": {\"size\": 6, \"text\": \"go off\"}"));
    const ConnectionRecord record = wholeRecords(*reader()).value(0);
    QCOMPARE(record.state, ConnectionState::Failed);
    QVERIFY2(record.failure.fact.contains(QStringLiteral("got 401 Unauthorized")), qPrintable(record.failure.fact));
    QCOMPARE(record.body, QByteArray("go off"));
}

void tst_Importing::howItClosed_data()
{
    QTest::addColumn<QByteArray>("messages");
    QTest::addColumn<QByteArray>("close");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("told") << QByteArray()
                          << QByteArray(
                                 R"("_webSocketClose": {"code": 4001, "reason": "enough", "timestamp": 1700000009},)")
                          << 4001 << QStringLiteral("enough");
    QTest::newRow("aborted") << QByteArray() << QByteArray(R"("_webSocketClose": "aborted",)") << 1006 << QString();
    QTest::newRow("a close frame") << QByteArray(R"({"type": "receive", "time": 3, "opcode": 8, "data": "A+hieWU="})")
                                   << QByteArray() << 1000 << QStringLiteral("bye");
    QTest::newRow("not told") << QByteArray() << QByteArray() << 0 << QString();
}

void tst_Importing::howItClosed()
{
    QFETCH(QByteArray, messages);
    QFETCH(QByteArray, close);
    QFETCH(int, code);
    QFETCH(QString, reason);
    import(entryWith(messages, close));
    const ConnectionRecord record = wholeRecords(*reader()).value(0);
    QCOMPARE(int(record.closeCode), code);
    QCOMPARE(record.closeReason, reason);
}

void tst_Importing::brokenMessagesAreNamed_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("sentence");
    const QString place = QStringLiteral("line 8: log.entries[1]._webSocketMessages[1]");
    const auto row = [&](const char *name, const char *message, const char *sentence) {
        QTest::newRow(name) << QByteArray(message) << place + QString::fromUtf8(sentence);
    };
    row("type", R"({"type": "sent", "time": 1, "opcode": 1, "data": "x"})",
        ".type: expected one of send, receive, error, got the text “sent”");
    row("no type", R"({"time": 1, "opcode": 1, "data": "x"})",
        ".type: expected one of send, receive, error, got nothing");
    row("opcode", R"({"type": "send", "time": 1, "opcode": "text", "data": "x"})",
        ".opcode: expected a whole number from -1 to 15, got the text “text”");
    row("reserved opcode", R"({"type": "send", "time": 1, "opcode": 3, "data": "x"})",
        ".opcode: expected 1, 2, 8, 9 or 10, or -1 with an error, got the number 3");
    row("base64", R"({"type": "send", "time": 1, "opcode": 2, "data": "%%%"})",
        ".data: expected base64 (RFC 4648 §4), got the text “%%%”");
    row("data", R"({"type": "send", "time": 1, "opcode": 1})", ".data: expected a text, got nothing");
    row("time", R"({"type": "send", "time": "now", "opcode": 1, "data": "x"})",
        ".time: expected a number, got the text “now”");
    row("no object", "17", ": expected an object, got the number 17");
}

void tst_Importing::brokenMessagesAreNamed()
{
    QFETCH(QByteArray, message);
    QFETCH(QString, sentence);
    const ImportReport report =
        import(entryWith(R"({"type": "send", "time": 1, "opcode": 1, "data": "before"},
)" + message + R"(,
{"type": "send", "time": 2, "opcode": 1, "data": "after"})"));
    QCOMPARE(report.problems, 1);
    QCOMPARE(report.sentences.value(0), sentence + QStringLiteral(": it was left out"));
    const QList<Entry> rows = reader()->range(3, 4, 2);
    QCOMPARE(rows[0].head, QByteArray("before"));
    QCOMPARE(rows[1].head, QByteArray("after"));
}

void tst_Importing::brokenEntriesAreNamed()
{
    const QByteArray good = entryWith(R"({"type": "send", "time": 1, "opcode": 1, "data": "x"})");
    QByteArray bad = good;
    bad.replace(
        "\"entries\": [", "\"entries\": [\n{\"_resourceType\": \"websocket\", \"request\": {\"url\": 7}},\n\"x\",");
    const ImportReport report = import(bad);
    QCOMPARE(report.connections, 1);
    QCOMPARE(report.sentences.size(), 2);
    QVERIFY2(report.sentences[0].startsWith(
                 QStringLiteral("line 5: log.entries[0].request.url: expected a text, got the number 7")),
        qPrintable(report.sentences[0]));
    QVERIFY2(report.sentences[1].startsWith(QStringLiteral("line 6: log.entries[1]: expected an object")),
        qPrintable(report.sentences[1]));
}

void tst_Importing::aCutFileKeepsWhatIsWhole()
{
    QByteArray har = entryWith(R"({"type": "send", "time": 1, "opcode": 1, "data": "kept"})");
    har.replace("8}}\n    ]", "8}},\n {\"_webSocketMessages\": [{\"type\": \"se");
    har.truncate(har.indexOf("\"se\n") < 0 ? har.lastIndexOf("\"se") + 3 : har.size());
    const ImportReport report = import(har);
    QCOMPARE(report.connections, 1);
    QCOMPARE(report.problems, 1);
    QVERIFY2(report.sentences[0].contains(QStringLiteral("log.entries[2]"))
            && report.sentences[0].contains(QStringLiteral("got the end of the file")),
        qPrintable(report.sentences[0]));
    QCOMPARE(reader()->entry(3)->head, QByteArray("kept"));
}

void tst_Importing::whatIsNoHarIsAnError_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("expected a HAR");
    QTest::newRow("text") << QByteArray("hello") << QStringLiteral("expected a HAR");
    QTest::newRow("a list") << QByteArray("[1]") << QStringLiteral("expected a HAR");
    QTest::newRow("no entries") << QByteArray(R"({"log": {"entries": {}}})") << QStringLiteral("log.entries");
    QTest::newRow("nothing of WebSocket")
        << QByteArray(R"({"log": {"entries": [{"request": {"url": "http://x/"}}, {}]}})")
        << QStringLiteral("expected at least one WebSocket connection, got 2 entries without any");
    QTest::newRow("cut at once") << QByteArray(R"({"log": {"ver)") << QStringLiteral("line 1: expected");
    QTest::newRow("bytes") << QByteArray("\x00\xff\xfe{", 4) << QStringLiteral("expected a HAR");
    QTest::newRow("what connect --json prints") << QByteArray(R"({"type":"handshake","connection":1})")
                                                << QStringLiteral("type: expected capture, connection or row");
    QTest::newRow("deep") << QByteArray("{\"log\": " + QByteArray(100'000, '[')) << QStringLiteral("levels");
}

void tst_Importing::whatIsNoHarIsAnError()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, sentence);
    const QString path = write(bytes);
    const auto result = importCapture(path, m_capture);
    QVERIFY(!result);
    QVERIFY2(result.error().sentence.contains(sentence), qPrintable(result.error().sentence));
    QVERIFY(!QFile::exists(m_capture));
}

void tst_Importing::ourOwnHarComesBack()
{
    const QString capture = m_folder.filePath(QStringLiteral("own.hgcap"));
    {
        CaptureMaker maker(capture);
        fillVariedCapture(maker);
    }
    const QString har = m_folder.filePath(QStringLiteral("own.har"));
    QVERIFY(exportCapture({capture, ExportFormat::Har, {}, true}, har));
    m_capture = m_folder.filePath(QStringLiteral("own-back.hgcap"));
    const auto report = importCapture(har, m_capture);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().sentence));
    QVERIFY2(report->sentences.isEmpty(), qPrintable(report->sentences.join(u'\n')));
    QCOMPARE(report->connections, 2);
    const auto before = openReader(capture);
    const auto after = reader();
    const ConnectionRecord a = *before->connection(2);
    const ConnectionRecord b = *after->connection(2);
    QCOMPARE(b.localAddress, a.localAddress);
    QCOMPARE(b.role, ConnectionRole::MockClient);
    QCOMPARE(b.closeCode, 1006);
    QCOMPARE(b.rawRequest, a.rawRequest);
    QCOMPARE(after->messagePayload(5), QByteArray("first, second \xC3\xA4 third"));
}

void tst_Importing::brokenLinesAreNamed()
{
    const QByteArray lines =
        R"({"type":"capture","format":1,"all":true}
{"type":"row","row":1,"connection":1,"kind":"frame","direction":"sent","opcode":1,"fin":true,"payload":"a"}
not JSON
{"type":"row","row":2,"connection":1,"kind":"frame","opcode":99}
{"type":"row","row":2,"connection":1,"kind":"frame","opcode":1,"payloadLength":5,"payload":"cut"}
{"type":"row","connection":1,"kind":"frame"}
{"type":"connection","record":{"id":1,"url":"ws://x/","started":"yesterday"}}
{"type":"row","row":2,"connection":1,"kind":"notice","text":"b"})";
    const ImportReport report = import(lines);
    QCOMPARE(report.rows, 2);
    QCOMPARE(report.sentences.size(), 5);
    QVERIFY(report.sentences[0].startsWith(QStringLiteral("line 3: expected a JSON object")));
    QVERIFY2(report.sentences[1].startsWith(
                 QStringLiteral("line 4: opcode: expected a whole number from 0 to 15, got the number 99")),
        qPrintable(report.sentences[1]));
    QVERIFY(report.sentences[2].startsWith(QStringLiteral("line 5: payloadLength: expected the 3 bytes")));
    QVERIFY(report.sentences[3].startsWith(QStringLiteral("line 6: row: expected the row's number, got nothing")));
    QVERIFY(report.sentences[4].startsWith(QStringLiteral("line 7: record.started: expected an RFC 3339 time")));
}

void tst_Importing::cancelLeavesNothing()
{
    const QString path = write(entryWith({}));
    const std::atomic_bool cancel = true;
    const auto result = importCapture(path, m_capture, {{}, &cancel});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, CaptureError::Kind::Cancelled);
    QVERIFY(QDir(m_folder.path()).entryList({QFileInfo(m_capture).fileName() + u'*'}, QDir::Files).isEmpty());
}

void tst_Importing::manyMessagesInLittleMemory()
{
    constexpr int Messages = 50'000;
    QByteArray list;
    for (int i = 0; i < Messages; ++i)
        list += (i == 0 ? "" : ",\n") + QByteArray(R"({"type": "receive", "time": 1, "opcode": 1, "data": ")")
            + QByteArray::number(i) + "\"}";
    QCOMPARE(import(entryWith(list)).rows, Messages + 3);
    QCOMPARE(reader()->entry(Messages + 2)->head, QByteArray::number(Messages - 1));
}

QTEST_GUILESS_MAIN(tst_Importing)
#include "tst_importing.moc"
