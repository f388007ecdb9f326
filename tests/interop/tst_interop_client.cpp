// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

#include "app/protocol/closecode.h"

#include <QTest>

using namespace handglass;

namespace {

/// A peer that serves, and a client session that is open to it.
struct Client {
    Peer peer;
    CaptureRig rig;
    SessionPointer<ClientSession> session{new ClientSession(rig.network(), rig.writer(), QStringLiteral("interop"))};

    explicit Client(const QString &program, const QStringList &arguments = {})
        : peer(program, arguments)
    {
    }

    /// Empty, or why it is not open.
    QString open(ClientOptions options = {})
    {
        if (!peer.start())
            return peer.error();
        options.url = parseWebSocketUrl(peer.url(QStringLiteral("/quotes"))).value();
        session->open(options);
        const bool opened = CaptureRig::waitFor([this] { return rig.connection().state == ConnectionState::Open; });
        peerOpened = peer.take(QStringLiteral("open"));
        return opened && !peerOpened.isEmpty() ? QString() : QStringLiteral("no open connection");
    }
    ConnectionId id() const { return rig.connection().id; }

    QJsonObject peerOpened; ///< what the peer told of it
};

#define OPEN(client, ...)                                                                                              \
    const QString error = (client).open(__VA_ARGS__);                                                                  \
    QVERIFY2(error.isEmpty(), qPrintable(error))

} // namespace

/// ClientSession against servers that were not written here. The outcome is read from the peer and from the capture.
class TestInteropClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void messagesCrossBothWays_data();
    void messagesCrossBothWays();
    void fragmentsAreRowsOfOneMessage_data() { servers(); }
    void fragmentsAreRowsOfOneMessage();
    void subprotocolIsChosen_data() { servers(); }
    void subprotocolIsChosen();
    void subprotocolIsNotChosen_data() { servers(); }
    void subprotocolIsNotChosen();
    void pingsAreAnsweredBothWays_data() { servers(); }
    void pingsAreAnsweredBothWays();
    void weClose_data() { servers(); }
    void weClose();
    void peerCloses_data() { servers(); }
    void peerCloses();
    void peerVanishes_data() { servers(); }
    void peerVanishes();

private:
    static void servers();
};

void TestInteropClient::servers()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("Node ws") << QStringLiteral("ws-server.mjs");
    QTest::newRow("Python websockets") << QStringLiteral("websockets-server.py");
    QTest::newRow("QWebSocketServer") << QStringLiteral("qtpeer");
}

void TestInteropClient::messagesCrossBothWays_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("binary");
    QTest::addColumn<QByteArray>("payload");
    const QByteArray words = QStringLiteral("Grüße, 世界 🔍").toUtf8();
    for (const char *program : {"ws-server.mjs", "websockets-server.py", "qtpeer"}) {
        const auto row = [program](const char *what, bool binary, const QByteArray &payload) {
            QTest::addRow("%s, %s", program, what) << QString::fromLatin1(program) << binary << payload;
        };
        row("text", false, words);
        row("empty text", false, QByteArray(""));
        row("64 KiB text", false, Peer::pattern(64 << 10));
        row("16 MiB text", false, Peer::pattern(16 << 20));
        row("binary", true, QByteArray::fromHex("00ff8081"));
        row("empty binary", true, QByteArray(""));
        row("64 KiB binary", true, Peer::pattern(64 << 10));
        row("16 MiB binary", true, Peer::pattern(16 << 20));
    }
}

void TestInteropClient::messagesCrossBothWays()
{
    QFETCH(QString, program);
    QFETCH(bool, binary);
    QFETCH(QByteArray, payload);
    Client client(program, {QStringLiteral("--echo")});
    OPEN(client);

    if (binary)
        client.session->sendBinary(client.id(), payload);
    else
        client.session->sendText(client.id(), QString::fromUtf8(payload));
    const QJsonObject heard = client.peer.take(binary ? QStringLiteral("binary") : QStringLiteral("text"));
    QCOMPARE(text(heard, "sha256"), Peer::sha256(payload));

    const Opcode opcode = binary ? Opcode::Binary : Opcode::Text;
    QVERIFY(CaptureRig::waitFor([&] { return client.rig.onlyMessage(Direction::Received) == payload; }));
    QVERIFY(client.rig.onlyMessage(Direction::Sent) == payload);
    QCOMPARE(client.rig.frames(Direction::Sent, opcode).count(), 1);
    QVERIFY(client.rig.frames(Direction::Sent, opcode).first().masked());
    QVERIFY(!client.rig.frames(Direction::Received, opcode).first().masked());
}

void TestInteropClient::fragmentsAreRowsOfOneMessage()
{
    QFETCH(QString, program);
    Client client(program);
    OPEN(client);

    client.peer.tell(QStringLiteral("text"), {{QLatin1String("size"), 3000}, {QLatin1String("fragments"), 3}});
    QVERIFY(CaptureRig::waitFor([&] { return client.rig.onlyMessage(Direction::Received) == Peer::pattern(3000); }));
    const QList<Entry> frames = client.rig.frames(Direction::Received);
    QCOMPARE(frames.first().opcode(), Opcode::Text);
    QVERIFY(!frames.first().fin());
    QVERIFY(frames.last().fin());
    QVERIFY(frames.count() >= 3);
    for (const Entry &rest : frames.mid(1)) {
        QCOMPARE(rest.opcode(), Opcode::Continuation);
        QCOMPARE(rest.row.messageFirst, frames.first().id);
    }
}

void TestInteropClient::subprotocolIsChosen()
{
    QFETCH(QString, program);
    Client client(program, {QStringLiteral("--subprotocol"), QStringLiteral("quotes.v2")});
    ClientOptions options;
    options.subprotocols = {QStringLiteral("quotes.v1"), QStringLiteral("quotes.v2")};
    OPEN(client, options);

    QCOMPARE(text(client.peerOpened, "protocol"), QStringLiteral("quotes.v2"));
    QCOMPARE(text(client.peerOpened, "target"), QStringLiteral("/quotes"));
    const ConnectionRecord record = client.rig.connection();
    QCOMPARE(record.offeredSubprotocols, options.subprotocols);
    QCOMPARE(record.subprotocol, QStringLiteral("quotes.v2"));
    QCOMPARE(record.verdict.failure(), QString());
    QVERIFY(record.rawRequest.startsWith("GET /quotes HTTP/1.1\r\n"));
    QVERIFY(record.rawResponse.startsWith("HTTP/1.1 101 "));
}

void TestInteropClient::subprotocolIsNotChosen()
{
    QFETCH(QString, program);
    Client client(program, {QStringLiteral("--subprotocol"), QStringLiteral("other")});
    ClientOptions options;
    options.subprotocols = {QStringLiteral("quotes.v1")};
    OPEN(client, options);
    QCOMPARE(text(client.peerOpened, "protocol"), QString());
    QCOMPARE(client.rig.connection().subprotocol, QString());
}

void TestInteropClient::pingsAreAnsweredBothWays()
{
    QFETCH(QString, program);
    Client client(program);
    OPEN(client);

    client.session->ping(client.id(), QByteArrayLiteral("ours"));
    QVERIFY(CaptureRig::waitFor([&] { return client.rig.frames(Direction::Received, Opcode::Pong).count() == 1; }));
    QCOMPARE(client.rig.frames(Direction::Received, Opcode::Pong).first().head, QByteArrayLiteral("ours"));
    QCOMPARE(client.rig.frames(Direction::Sent, Opcode::Ping).count(), 1);

    client.peer.tell(QStringLiteral("ping"), {{QLatin1String("data"), QStringLiteral("theirs")}});
    QCOMPARE(text(client.peer.take(QStringLiteral("pong")), "hex"),
        QString::fromLatin1(QByteArrayLiteral("theirs").toHex()));
    QVERIFY(CaptureRig::waitFor([&] { return client.rig.frames(Direction::Sent, Opcode::Pong).count() == 1; }));
    QCOMPARE(client.rig.frames(Direction::Received, Opcode::Ping).first().head, QByteArrayLiteral("theirs"));
    QCOMPARE(client.rig.frames(Direction::Sent, Opcode::Pong).first().head, QByteArrayLiteral("theirs"));
}

void TestInteropClient::weClose()
{
    QFETCH(QString, program);
    Client client(program);
    OPEN(client);

    client.session->closeConnection(client.id(), 4002, QStringLiteral("seen enough"));
    const QJsonObject closed = client.peer.take(QStringLiteral("closed"));
    QCOMPARE(number(closed, "code"), 4002);
    QCOMPARE(text(closed, "reason"), QStringLiteral("seen enough"));
    QVERIFY(client.rig.waitForEnd());
    const ConnectionRecord record = client.rig.connection();
    QCOMPARE(record.state, ConnectionState::Closed);
    QCOMPARE(record.closedBy, ClosedBy::Us);
    QVERIFY(record.clean);
    QCOMPARE(client.rig.frames(Direction::Sent, Opcode::Close).count(), 1);
    QCOMPARE(client.rig.frames(Direction::Received, Opcode::Close).count(), 1);
}

void TestInteropClient::peerCloses()
{
    QFETCH(QString, program);
    Client client(program);
    OPEN(client);

    client.peer.tell(QStringLiteral("close"),
        {{QLatin1String("code"), 4003}, {QLatin1String("reason"), QStringLiteral("closing time")}});
    QVERIFY(client.rig.waitForEnd());
    const ConnectionRecord record = client.rig.connection();
    QCOMPARE(record.closeCode, quint16(4003));
    QCOMPARE(record.closeReason, QStringLiteral("closing time"));
    QCOMPARE(record.closedBy, ClosedBy::Peer);
    // QWebSocketServer ends TCP without waiting for our close frame, which then may or may not have gone out.
    QVERIFY(record.clean || program == QStringLiteral("qtpeer"));
    QCOMPARE(number(client.peer.take(QStringLiteral("closed")), "code"), 4003);
}

void TestInteropClient::peerVanishes()
{
    QFETCH(QString, program);
    Client client(program);
    OPEN(client);

    client.peer.tell(QStringLiteral("terminate"));
    QVERIFY(client.rig.waitForEnd());
    const ConnectionRecord record = client.rig.connection();
    QCOMPARE(record.closeCode, AbnormalClosure);
    QCOMPARE(record.closedBy, ClosedBy::Peer);
    QVERIFY(!record.clean);
}

QTEST_GUILESS_MAIN(TestInteropClient)
#include "tst_interop_client.moc"
