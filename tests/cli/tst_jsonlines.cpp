// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/jsonlines.h"
#include "tests/support/failonwarnings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace handglass;

class tst_JsonLines : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void timesHaveNanoseconds();
    void bytesThatAreNoTextStayWhole();
    void aNoticeNamesItsConnection();
    void aFailureTellsAll();
    void aPlainHandshakeIsShort();
    void aCodedBody();
    void theWayToTheServer();
    void certificates();
    void whyASessionConnects();
    void aCompressedFrame();
    void aFaultSaysThatItIsMeant();
    void aPongTellsItsRoundTrip();
    void aMessage();
    void aWait();
};

static QJsonObject parsed(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

void tst_JsonLines::timesHaveNanoseconds()
{
    QCOMPARE(rfc3339(1'795'167'067'000'000'042), QStringLiteral("2026-11-20T09:31:07.000000042Z"));
}

void tst_JsonLines::bytesThatAreNoTextStayWhole()
{
    Entry entry;
    entry.row.bits = 0x89;
    const QByteArray payload("\xff\x00\xfe", 3);
    const QJsonObject frame = frameJson(entry, {payload});
    QVERIFY(!frame.contains(QStringLiteral("payload")));
    QCOMPARE(QByteArray::fromBase64(frame[QStringLiteral("payloadBase64")].toString().toLatin1()), payload);
    QCOMPARE(frameJson(entry, {"abc"})[QStringLiteral("payload")].toString(), QStringLiteral("abc"));
    QVERIFY(!frameJson(entry, {}).contains(QStringLiteral("payload")));
}

void tst_JsonLines::aNoticeNamesItsConnection()
{
    Entry entry;
    entry.id = 5;
    entry.row.kind = EntryKind::Notice;
    entry.row.connection = 3;
    entry.row.timeNs = 1'000'000'007;
    entry.text = QStringLiteral("something happened");
    QCOMPARE(noticeJson(entry), parsed(R"({"type": "notice", "connection": 3, "time": "1970-01-01T00:00:01.000000007Z",
        "row": 5, "sentence": "something happened"})"));
}

void tst_JsonLines::aFailureTellsAll()
{
    ConnectionRecord record;
    record.id = 7;
    record.failure.phase = FailurePhase::Proxy;
    record.failure.fact = QStringLiteral("fact");
    record.failure.cause = QStringLiteral("cause");
    record.failure.suggestion = QStringLiteral("suggestion");
    record.failure.notCause = QStringLiteral("not");
    record.failure.evidence = QStringLiteral("HTTP/1.1 407");
    record.failure.section = QStringLiteral("RFC 9110 §15.5.8");
    QCOMPARE(failureJson(record, {}),
        parsed(R"({"type": "error", "connection": 7, "time": "1970-01-01T00:00:00.000000000Z", "phase": "proxy",
        "sentence": "fact", "cause": "cause", "suggestion": "suggestion", "notCause": "not",
        "evidence": "HTTP/1.1 407", "section": "RFC 9110 §15.5.8"})"));
}

void tst_JsonLines::aPlainHandshakeIsShort()
{
    const QJsonObject handshake = handshakeJson({});
    for (const char *absent :
        {"reason", "previous", "attempt", "attempts", "proxy", "proxyAnswer", "tls", "tlsFacts", "observeOnly", "body"})
        QVERIFY2(!handshake.contains(QLatin1String(absent)), absent);
    QCOMPARE(handshake[QStringLiteral("times")].toObject(),
        parsed(R"({"nameLookupMs": null, "tcpMs": null, "proxyMs": null, "tlsMs": null, "upgradeMs": null})"));
}

void tst_JsonLines::aCodedBody()
{
    ConnectionRecord record;
    record.rawResponse = "HTTP/1.1 403 Forbidden\r\nContent-Encoding: deflate\r\n\r\n";
    record.body = qCompress("you may not").sliced(4);
    record.bodySize = record.body.size();
    QJsonObject handshake = handshakeJson(record);
    QCOMPARE(handshake[QStringLiteral("bodyBase64")].toString(), QString::fromLatin1(record.body.toBase64()));
    QCOMPARE(handshake[QStringLiteral("bodyDecoded")].toString(), QStringLiteral("you may not"));
    QVERIFY(!handshake.contains(QStringLiteral("bodyError")));

    record.body = "not coded";
    handshake = handshakeJson(record);
    QCOMPARE(handshake[QStringLiteral("body")].toString(), QStringLiteral("not coded"));
    QVERIFY(!handshake.contains(QStringLiteral("bodyDecoded")));
    QVERIFY(handshake[QStringLiteral("bodyError")].toString().startsWith(QStringLiteral("expected deflate data")));
}

void tst_JsonLines::theWayToTheServer()
{
    ConnectionRecord record;
    record.proxy = QStringLiteral("http://127.0.0.1:3128");
    record.proxyAnswer = "HTTP/1.1 200 OK\r\n\r\n";
    record.attempts = {{QStringLiteral("[::1]:80"), 0, 1'500'000, QStringLiteral("refused")},
        {QStringLiteral("127.0.0.1:80"), 250'000'000, -1, {}}};
    record.times.proxy = 2'000'000;
    record.observeOnly = true;
    const QJsonObject handshake = handshakeJson(record);
    QCOMPARE(handshake[QStringLiteral("attempts")].toArray(),
        parsed(R"({"a": [{"address": "[::1]:80", "startMs": 0, "durationMs": 1.5, "error": "refused"},
            {"address": "127.0.0.1:80", "startMs": 250, "durationMs": null, "error": ""}]})")[u"a"]
            .toArray());
    QCOMPARE(handshake[QStringLiteral("proxy")].toString(), record.proxy);
    QCOMPARE(handshake[QStringLiteral("proxyAnswer")].toString(), QString::fromLatin1(record.proxyAnswer));
    QCOMPARE(handshake[QStringLiteral("times")][QStringLiteral("proxyMs")].toDouble(), 2.0);
    QCOMPARE(handshake[QStringLiteral("observeOnly")].toBool(), true);
}

void tst_JsonLines::certificates()
{
    ConnectionRecord record;
    record.tlsFacts.protocol = QStringLiteral("TLS 1.3");
    record.tlsFacts.cipher = QStringLiteral("TLS_AES_256_GCM_SHA384");
    record.tlsFacts.serverName = QStringLiteral("localhost");
    record.tlsFacts.errors = QStringList{QStringLiteral("self-signed")};
    record.tlsFacts.accepted = QStringLiteral("--no-check");
    CertificateFacts certificate;
    certificate.subject = QStringLiteral("CN=localhost");
    certificate.issuer = QStringLiteral("CN=other");
    certificate.names = QStringList{QStringLiteral("DNS:localhost")};
    certificate.notAfter = 1;
    certificate.key = QStringLiteral("EC 256 bits");
    certificate.serial = QStringLiteral("01");
    certificate.sha256 = "\xab\xcd";
    certificate.pem = "-----BEGIN CERTIFICATE-----";
    record.tlsFacts.chain = {certificate};
    QCOMPARE(handshakeJson(record)[QStringLiteral("tlsFacts")].toObject(),
        parsed(R"({"protocol": "TLS 1.3", "cipher": "TLS_AES_256_GCM_SHA384", "alpn": "", "serverName": "localhost",
        "errors": ["self-signed"], "accepted": "--no-check", "ownCertificate": "",
        "chain": [{"subject": "CN=localhost", "issuer": "CN=other", "names": ["DNS:localhost"],
            "notBefore": "1970-01-01T00:00:00.000000000Z", "notAfter": "1970-01-01T00:00:01.000000000Z",
            "key": "EC 256 bits", "serial": "01", "sha256": "abcd", "pem": "-----BEGIN CERTIFICATE-----"}]})"));
}

void tst_JsonLines::whyASessionConnects()
{
    ConnectionRecord record;
    record.previous = 4;
    record.attempt = 2;
    record.reason = Reason::Redirect;
    QCOMPARE(handshakeJson(record)[QStringLiteral("reason")].toString(), QStringLiteral("redirect"));
    record.reason = Reason::Reconnect;
    const QJsonObject handshake = handshakeJson(record);
    QCOMPARE(handshake[QStringLiteral("reason")].toString(), QStringLiteral("reconnect"));
    QCOMPARE(handshake[QStringLiteral("previous")].toInt(), 4);
    QCOMPARE(handshake[QStringLiteral("attempt")].toInt(), 2);
}

void tst_JsonLines::aCompressedFrame()
{
    Entry entry;
    entry.id = 9;
    entry.row.bits = 0xC1 | EntryContent | EntryByHand;
    entry.row.wireLength = 9;
    entry.payloadLength = 7;
    entry.contentLength = 5;
    const QJsonObject frame = frameJson(entry, {QByteArray::fromHex("f248cdc9c90700"), "Hello"});
    QCOMPARE(frame[QStringLiteral("rsv")].toInt(), 4);
    QCOMPARE(frame[QStringLiteral("wireLength")].toInt(), 9);
    QCOMPARE(frame[QStringLiteral("payloadLength")].toInt(), 7);
    QCOMPARE(frame[QStringLiteral("contentLength")].toInt(), 5);
    QCOMPARE(frame[QStringLiteral("payloadBase64")].toString(), QStringLiteral("8kjNyckHAA=="));
    QCOMPARE(frame[QStringLiteral("content")].toString(), QStringLiteral("Hello"));
    QCOMPARE(frame[QStringLiteral("byHand")].toBool(), true);
}

void tst_JsonLines::aFaultSaysThatItIsMeant()
{
    Entry entry;
    entry.row.bits = 0xA1 | EntryByHand | EntryOnPurpose;
    entry.text = QStringLiteral("Made on purpose, rsv");
    const QJsonObject frame = frameJson(entry, {});
    QCOMPARE(frame[QStringLiteral("onPurpose")].toString(), entry.text);
    QVERIFY(!frame.contains(QStringLiteral("violation")));
    entry.row.kind = EntryKind::Notice;
    QCOMPARE(noticeJson(entry)[QStringLiteral("onPurpose")].toBool(), true);
    entry.row.bits = 0;
    QVERIFY(!noticeJson(entry).contains(QStringLiteral("onPurpose")));
}

void tst_JsonLines::aPongTellsItsRoundTrip()
{
    Entry entry;
    entry.row.bits = 0x8A;
    QCOMPARE(frameJson(entry, {{}, {}, 1'250'000})[QStringLiteral("rttMs")].toDouble(), 1.25);
    QVERIFY(!frameJson(entry, {}).contains(QStringLiteral("rttMs")));
}

void tst_JsonLines::aMessage()
{
    Entry entry;
    entry.id = 2;
    entry.row.connection = 1;
    entry.row.direction = Direction::Received;
    const auto compressed = messageJson(entry, {Opcode::Text, "Hello", 7});
    QCOMPARE(
        compressed, parsed(R"({"type": "message", "connection": 1, "time": "1970-01-01T00:00:00.000000000Z", "row": 2,
        "direction": "received", "kind": "text", "length": 5, "compressedLength": 7, "data": "Hello"})"));
    const auto binary = messageJson(entry, {Opcode::Binary, "Hello", -1});
    QVERIFY(!binary.contains(QStringLiteral("compressedLength")));
    QCOMPARE(binary[QStringLiteral("dataBase64")].toString(), QStringLiteral("SGVsbG8="));
}

void tst_JsonLines::aWait()
{
    QCOMPARE(waitingJson(2, 1300), parsed(R"({"type": "waiting", "attempt": 2, "ms": 1300})"));
}

QTEST_GUILESS_MAIN(tst_JsonLines)
#include "tst_jsonlines.moc"
