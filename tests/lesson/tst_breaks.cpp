// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/breaks.h"

#include "app/lesson/unitreading.h"
#include "app/protocol/closecode.h"
#include "app/protocol/handshake.h"
#include "app/protocol/verdict.h"

#include "tests/lesson/frames.h"
#include "tests/support/failonwarnings.h"

#include <QSet>
#include <QTest>

using namespace handglass;
using namespace handglass::lesson;

namespace {

const QByteArray Key = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray Request = "GET /chat HTTP/1.1\r\nHost: server.example.com\r\nUpgrade: websocket\r\n"
                           "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Version: 13\r\n\r\n";
const QByteArray Response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

WireUnit unitOf(End from, UnitKind kind, const QByteArray &bytes)
{
    WireUnit unit;
    unit.from = from;
    unit.kind = kind;
    unit.bytes = bytes;
    return unit;
}

QByteArray without(QByteArray head, const QByteArray &line)
{
    return head.replace(line + "\r\n", "");
}

} // namespace

class TestBreaks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void tableIsWhole();
    void headBytes_data();
    void headBytes();
    void frameBytes_data();
    void frameBytes();
    void doesNotApply_data();
    void doesNotApply();
    void verdictAgrees_data();
    void verdictAgrees();
    void lengthLessIsAlwaysNoFrame();
};

void TestBreaks::tableIsWhole()
{
    const QByteArrayList response{"other-guid", "status-200", "no-upgrade", "no-connection", "no-accept",
        "unasked-subprotocol", "unasked-extension"};
    const QByteArrayList request{
        "no-key", "short-key", "no-client-upgrade", "no-client-connection", "version-12", "method-post", "no-host"};
    const QByteArrayList frames{"mask", "rsv1", "rsv2", "reserved-opcode", "long-control", "fragmented-control",
        "lone-continuation", "longer-form", "length-more", "length-less", "split-code-point", "close-1005",
        "close-one-byte", "broken-deflate"};
    QSet<QByteArray> wanted(response.begin(), response.end());
    for (const QByteArray &id : request)
        wanted.insert(id);
    for (const QByteArray &id : frames)
        wanted << "client-" + id << "server-" + id;
    QSet<QByteArray> there;
    for (const Break &fault : breaks()) {
        there.insert(fault.id);
        QCOMPARE(breakOf(fault.id), &fault);
        QVERIFY(!fault.labelText().isEmpty() && !fault.doesText().isEmpty() && !fault.obligationText().isEmpty());
        QVERIFY(QByteArray(fault.section).startsWith("RFC "));
        QCOMPARE(fault.closeCodes.empty(), fault.fate != Fate::Closes);
        const End reacts = otherEnd(fault.by);
        QVERIFY(fault.obligationText().startsWith(
            reacts == End::Client ? QStringLiteral("The client ") : QStringLiteral("The server ")));
    }
    QCOMPARE(there, wanted);
    QCOMPARE(breakOf("other"), nullptr);
}

void TestBreaks::headBytes_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("expected");
    const auto replaced = [](QByteArray head, const char *before, const char *after) {
        return head.replace(before, after);
    };
    const auto with = [](QByteArray head, const char *line) {
        head.insert(head.size() - 2, QByteArray(line) + "\r\n");
        return head;
    };
    // SHA-1("dGhlIHNhbXBsZSBub25jZQ==00000000-0000-0000-0000-000000000000") as openssl computes it
    QTest::newRow("other-guid") << QByteArray("other-guid")
                                << replaced(Response, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "ZGOGYv18mJkrTsy8n2ZnHrb1BP0=");
    QTest::newRow("status-200") << QByteArray("status-200")
                                << with(replaced(Response, "101 Switching Protocols", "200 OK"), "Content-Length: 0");
    QTest::newRow("no-upgrade") << QByteArray("no-upgrade") << without(Response, "Upgrade: websocket");
    QTest::newRow("no-connection") << QByteArray("no-connection") << without(Response, "Connection: Upgrade");
    QTest::newRow("no-accept") << QByteArray("no-accept")
                               << without(Response, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    QTest::newRow("unasked-subprotocol") << QByteArray("unasked-subprotocol")
                                         << with(Response, "Sec-WebSocket-Protocol: nobody-asked.v1");
    QTest::newRow("unasked-extension") << QByteArray("unasked-extension")
                                       << with(Response, "Sec-WebSocket-Extensions: x-nobody-asked");
    QTest::newRow("no-key") << QByteArray("no-key") << without(Request, "Sec-WebSocket-Key: " + Key);
    QTest::newRow("short-key") << QByteArray("short-key")
                               << replaced(Request, "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXA=");
    QTest::newRow("no-client-upgrade") << QByteArray("no-client-upgrade") << without(Request, "Upgrade: websocket");
    QTest::newRow("no-client-connection")
        << QByteArray("no-client-connection") << without(Request, "Connection: Upgrade");
    QTest::newRow("version-12") << QByteArray("version-12") << replaced(Request, "Version: 13", "Version: 12");
    QTest::newRow("method-post") << QByteArray("method-post") << replaced(Request, "GET /chat", "POST /chat");
    QTest::newRow("no-host") << QByteArray("no-host") << without(Request, "Host: server.example.com");
}

void TestBreaks::headBytes()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, expected);
    const Break &fault = *breakOf(id);
    const WireUnit unit = unitOf(fault.by, fault.kind, fault.by == End::Client ? Request : Response);
    QVERIFY(appliesTo(fault, unit));
    QCOMPARE(broken(fault, unit, Request), expected);
    QCOMPARE(broken(fault, unit, Request), broken(fault, unit, Request));
}

void TestBreaks::frameBytes_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *id, const QByteArray &sent, const QByteArray &hex) {
        QTest::newRow(id) << QByteArray(id) << sent << QByteArray::fromHex(hex);
    };
    const QByteArray client = frameFrom(End::Client, Opcode::Text, "Hello"); // 81 85 37fa213d 7f9f4d5158, RFC 6455 §5.7
    const QByteArray server = frameFrom(End::Server, Opcode::Text, "Hello"); // 81 05 48656c6c6f
    row("client-mask", client, "81 05 48656c6c6f");
    row("server-mask", server, "81 85 37fa213d 7f9f4d5158");
    row("client-rsv1", client, "c1 85 37fa213d 7f9f4d5158");
    row("server-rsv1", server, "c1 05 48656c6c6f");
    row("client-rsv2", client, "a1 85 37fa213d 7f9f4d5158");
    row("server-rsv2", server, "a1 05 48656c6c6f");
    row("client-reserved-opcode", client, "83 85 37fa213d 7f9f4d5158");
    row("server-reserved-opcode", frameFrom(End::Server, Opcode::Ping, "a"), "8b 01 61");
    row("server-long-control", frameFrom(End::Server, Opcode::Ping, "a"),
        "89 7e 007e 61" + QByteArray(125, '.').toHex());
    row("client-fragmented-control", frameFrom(End::Client, Opcode::Ping, "Hello"), "09 85 37fa213d 7f9f4d5158");
    row("server-fragmented-control", frameFrom(End::Server, Opcode::Ping, "a"), "09 01 61");
    row("client-lone-continuation", client, "80 85 37fa213d 7f9f4d5158");
    row("server-lone-continuation", server, "80 05 48656c6c6f");
    row("client-longer-form", client, "81 fe 0005 37fa213d 7f9f4d5158");
    row("server-longer-form", server, "81 7e 0005 48656c6c6f");
    row("client-length-more", client, "81 8a 37fa213d 7f9f4d5158");
    row("server-length-more", server, "81 0a 48656c6c6f");
    row("client-length-less", client, "81 83 37fa213d 7f9f4d5158");
    row("server-length-less", server, "81 03 48656c6c6f");
    row("client-split-code-point", client, "81 85 37fa213d 7f9f4d51f4");
    row("server-split-code-point", frameFrom(End::Server, Opcode::Text, "gr\xc3\xbc"), "81 03 6772c3");
    row("client-close-1005", frameFrom(End::Client, Opcode::Close, encodeClosePayload(1000, QStringLiteral("a"))),
        "88 83 37fa213d 341740");
    row("server-close-1005", frameFrom(End::Server, Opcode::Close, {}), "88 02 03ed");
    row("client-close-one-byte", frameFrom(End::Client, Opcode::Close, encodeClosePayload(1000, {})),
        "88 81 37fa213d 34");
    row("server-close-one-byte", frameFrom(End::Server, Opcode::Close, encodeClosePayload(1000, {})), "88 01 03");
    row("client-broken-deflate", frameFrom(End::Client, Opcode::Text, QByteArray::fromHex("f248cdc9c907 00"), true),
        "c1 87 37fa213d c1b2ecf4fefd21");
    row("server-broken-deflate", frameFrom(End::Server, Opcode::Text, QByteArray::fromHex("f248cdc9c907 00"), true),
        "c1 07 f648cdc9c90700");
}

void TestBreaks::frameBytes()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, expected);
    const Break &fault = *breakOf(id);
    const WireUnit unit = unitOf(fault.by, UnitKind::Frame, sent);
    QVERIFY(appliesTo(fault, unit));
    QCOMPARE(broken(fault, unit).toHex(' '), expected.toHex(' '));
}

void TestBreaks::doesNotApply_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<End>("from");
    QTest::addColumn<UnitKind>("kind");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray text = frameFrom(End::Client, Opcode::Text, "Hello");
    const auto row = [](const char *name, const char *id, const QByteArray &bytes, UnitKind kind = UnitKind::Frame,
                         End from = End::Client) { QTest::newRow(name) << QByteArray(id) << from << kind << bytes; };
    row("other end", "client-rsv1", text, UnitKind::Frame, End::Server);
    row("other kind", "client-rsv1", Request, UnitKind::Request);
    row("refusal", "other-guid", "HTTP/1.1 404 Not Found\r\n\r\n", UnitKind::Response, End::Server);
    row("no such header", "no-key", without(Request, "Sec-WebSocket-Key: " + Key), UnitKind::Request);
    row("RSV1 is set", "client-rsv1", frameFrom(End::Client, Opcode::Text, "Hello", true));
    row("no Ping", "client-long-control", text);
    row("a Pong", "client-fragmented-control", frameFrom(End::Client, Opcode::Pong, "Hello"));
    row("no Close", "client-close-1005", text);
    row("a Close", "client-reserved-opcode", frameFrom(End::Client, Opcode::Close, {}));
    row("binary", "client-split-code-point", frameFrom(End::Client, Opcode::Binary, "Hello"));
    row("compressed", "client-split-code-point", frameFrom(End::Client, Opcode::Text, "Hello", true));
    row("not compressed", "client-broken-deflate", text);
    row("16 bits already", "client-longer-form", frameFrom(End::Client, Opcode::Text, QByteArray(200, 'a')));
    row("empty", "client-length-more", frameFrom(End::Client, Opcode::Text, {}));
    row("one byte", "client-length-less", frameFrom(End::Client, Opcode::Text, "a"));
    row("not whole", "client-rsv2", text.first(1));
}

void TestBreaks::doesNotApply()
{
    QFETCH(QByteArray, id);
    QFETCH(End, from);
    QFETCH(UnitKind, kind);
    QFETCH(QByteArray, bytes);
    const WireUnit unit = unitOf(from, kind, bytes);
    QVERIFY(!appliesTo(*breakOf(id), unit));
    QCOMPARE(broken(*breakOf(id), unit), bytes);
}

void TestBreaks::verdictAgrees_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("check");
    const QList<QPair<const char *, const char *>> rows{{"other-guid", "accept"}, {"status-200", "status"},
        {"no-upgrade", "upgrade"}, {"no-connection", "connection"}, {"no-accept", "accept"},
        {"unasked-subprotocol", "subprotocol"}, {"unasked-extension", "extensions"}, {"no-key", "key"},
        {"short-key", "key"}, {"no-client-upgrade", "request-upgrade"}, {"no-client-connection", "request-connection"},
        {"version-12", "version"}, {"method-post", "method"}, {"no-host", "host"}};
    for (const auto &[id, check] : rows)
        QTest::newRow(id) << QByteArray(id) << QByteArray(check);
}

/// Each breaks the one rule that it is named for, and no other.
void TestBreaks::verdictAgrees()
{
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, check);
    const Break &fault = *breakOf(id);
    const bool client = fault.by == End::Client;
    const QByteArray bytes = broken(fault, unitOf(fault.by, fault.kind, client ? Request : Response), Request);
    const HttpHead request = readHead(client ? bytes : Request, UnitKind::Request);
    const QList<Check> checks =
        client ? judgeRequest(request) : judgeResponse(request, readHead(bytes, UnitKind::Response));
    QByteArrayList failed;
    for (const Check &one : checks) {
        if (one.outcome == Outcome::Fail)
            failed.append(one.id);
    }
    QCOMPARE(failed, QByteArrayList{check});
}

/// Whatever the masking key: what is left is seen at once to be no frame.
void TestBreaks::lengthLessIsAlwaysNoFrame()
{
    const Break &fault = *breakOf("client-length-less");
    for (int i = 0; i < 1'000; ++i) {
        FrameHeader header;
        header.masked = true;
        header.maskingKey = {quint8(i * 7), quint8(i * 31), quint8(i * 101), quint8(i)};
        const WireUnit unit = unitOf(End::Client, UnitKind::Frame, encodeFrame(header, "Hello"));
        QVERIFY(appliesTo(fault, unit));
        const auto first = readFrame(broken(fault, unit));
        QVERIFY(first && first->rest.size() >= 2 && QByteArrayView("Hello").startsWith(first->payload));
        const auto next = readFrame(first->rest);
        QVERIFY(next);
        QVERIFY(!next->header.masked || next->header.rsv2 || next->header.rsv3 || !isDefined(next->header.opcode)
            || next->header.opcode == Opcode::Continuation || !next->header.fin);
    }
}

QTEST_GUILESS_MAIN(TestBreaks)
#include "tst_breaks.moc"
