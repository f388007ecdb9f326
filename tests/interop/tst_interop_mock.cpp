// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

#include "app/mock/scenarioreader.h"
#include "app/protocol/closecode.h"

#include <QTcpSocket>
#include <QTest>

using namespace handglass;

namespace {

/// A mock server on a free port of the loopback interface.
class Mock
{
public:
    CaptureRig rig;
    SessionPointer<MockServer> server{new MockServer(rig.network(), rig.writer(), QStringLiteral("mock"))};

    bool listen(MockOptions options = {})
    {
        options.port = 0;
        QObject::connect(server.get(), &MockServer::listening, &m_here,
            [this](const QHostAddress &, quint16 port) { m_port = port; });
        server->listen(options);
        return CaptureRig::waitFor([this] { return m_port != 0; });
    }
    quint16 port() const { return m_port; }
    bool waitForClient() const
    {
        return CaptureRig::waitFor([this] { return rig.connection().state == ConnectionState::Open; });
    }
    ConnectionId client() const { return rig.connection().id; }

private:
    QObject m_here;
    quint16 m_port = 0;
};

/// A mock server and a peer that connects to it.
struct Visit {
    Mock mock;
    std::unique_ptr<Peer> peer;

    /// Empty, or why the peer has not started.
    QString start(const QString &program, const QStringList &arguments = {}, const MockOptions &options = {})
    {
        if (!mock.listen(options))
            return QStringLiteral("the mock does not listen");
        const QString url = QStringLiteral("ws://127.0.0.1:%1/room?x=1").arg(mock.port());
        peer = std::make_unique<Peer>(program, QStringList{QStringLiteral("--url"), url} + arguments);
        return peer->start() ? QString() : peer->error();
    }
};

#define START(visit, ...)                                                                                              \
    const QString error = (visit).start(__VA_ARGS__);                                                                  \
    QVERIFY2(error.isEmpty(), qPrintable(error))

const QString opened = QStringLiteral("open");

} // namespace

/// MockServer against clients that were not written here. The outcome is read from the peer and from the capture.
class TestInteropMock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void messagesAreEchoed_data();
    void messagesAreEchoed();
    void fragmentsAreRowsOfOneMessage_data();
    void fragmentsAreRowsOfOneMessage();
    void greetingAndSubprotocol_data() { clients(); }
    void greetingAndSubprotocol();
    void subprotocolIsNotChosen_data() { clients(); }
    void subprotocolIsNotChosen();
    void pingIsAnswered_data() { clients(); }
    void pingIsAnswered();
    void clientPings_data();
    void clientPings();
    void weClose_data() { clients(); }
    void weClose();
    void preparedReplyCloses_data() { clients(); }
    void preparedReplyCloses();
    void clientCloses_data() { clients(); }
    void clientCloses();
    void clientVanishes_data();
    void clientVanishes();
    void plainGetIsTurnedAway();

private:
    static void clients();
    static void clientsWithoutPage();
};

void TestInteropMock::clientsWithoutPage()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("Node ws") << QStringLiteral("ws-client.mjs");
    QTest::newRow("Python websockets") << QStringLiteral("websockets-client.py");
    QTest::newRow("QWebSocket") << QStringLiteral("qtpeer");
}

void TestInteropMock::clients()
{
    clientsWithoutPage();
    QTest::newRow("Chromium") << QStringLiteral("chromium-page.mjs");
}

void TestInteropMock::fragmentsAreRowsOfOneMessage_data()
{
    clientsWithoutPage();
}

void TestInteropMock::clientPings_data()
{
    clientsWithoutPage();
}

void TestInteropMock::clientVanishes_data()
{
    clientsWithoutPage();
}

void TestInteropMock::messagesAreEchoed_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>("binary");
    QTest::addColumn<QByteArrayList>("payloads");
    const QByteArray words = QStringLiteral("Grüße, 世界 🔍").toUtf8();
    const QByteArrayList sizes{
        "", Peer::pattern(125), Peer::pattern(126), Peer::pattern(64 << 10), Peer::pattern(16 << 20)};
    for (const char *program : {"ws-client.mjs", "websockets-client.py", "qtpeer", "chromium-page.mjs"}) {
        const QString name = QString::fromLatin1(program);
        QTest::addRow("%s, text", program) << name << false << QByteArrayList{words} + sizes;
        QTest::addRow("%s, binary", program) << name << true << QByteArrayList{QByteArray::fromHex("00ff80")} + sizes;
    }
}

void TestInteropMock::messagesAreEchoed()
{
    QFETCH(QString, program);
    QFETCH(bool, binary);
    QFETCH(QByteArrayList, payloads);
    Visit visit;
    START(visit, program);
    const QString verb = binary ? QStringLiteral("binary") : QStringLiteral("text");
    for (const QByteArray &payload : payloads) {
        QJsonObject command{{QLatin1String("size"), payload.size()}};
        if (payload != Peer::pattern(payload.size()))
            command = {{QLatin1String("hex"), QString::fromLatin1(payload.toHex())}};
        visit.peer->tell(verb, command);
        QCOMPARE(text(visit.peer->take(verb), "sha256"), Peer::sha256(payload));
    }
    const Opcode opcode = binary ? Opcode::Binary : Opcode::Text;
    const auto count = payloads.count();
    QVERIFY(CaptureRig::waitFor([&] { return visit.mock.rig.frames(Direction::Sent, opcode).count() == count; }));
    QVERIFY(visit.mock.rig.frames(Direction::Received).first().masked());
    QVERIFY(!visit.mock.rig.frames(Direction::Sent, opcode).first().masked());
    QVERIFY(visit.mock.rig.connection().rawRequest.startsWith("GET /room?x=1 HTTP/1.1\r\n"));
    QCOMPARE(visit.mock.rig.connection().verdict.failure(), QString());
}

void TestInteropMock::fragmentsAreRowsOfOneMessage()
{
    QFETCH(QString, program);
    Visit visit;
    START(visit, program);
    visit.peer->tell(QStringLiteral("text"), {{QLatin1String("size"), 3000}, {QLatin1String("fragments"), 3}});
    QCOMPARE(text(visit.peer->take(QStringLiteral("text")), "sha256"), Peer::sha256(Peer::pattern(3000)));

    QVERIFY(
        CaptureRig::waitFor([&] { return visit.mock.rig.onlyMessage(Direction::Received) == Peer::pattern(3000); }));
    const QList<Entry> frames = visit.mock.rig.frames(Direction::Received);
    QVERIFY(frames.count() >= 3);
    for (const Entry &rest : frames.mid(1))
        QCOMPARE(rest.row.messageFirst, frames.first().id);
}

void TestInteropMock::greetingAndSubprotocol()
{
    QFETCH(QString, program);
    Visit visit;
    MockOptions options;
    options.greeting = QStringLiteral("Welcome, ✓");
    options.subprotocols = {QStringLiteral("quotes.v1"), QStringLiteral("quotes.v2")};
    const QStringList offers{QStringLiteral("--subprotocol"), QStringLiteral("quotes.v2"),
        QStringLiteral("--subprotocol"), QStringLiteral("quotes.v1")};
    START(visit, program, offers, options);
    QCOMPARE(text(visit.peer->take(opened), "protocol"), QStringLiteral("quotes.v2"));
    QCOMPARE(text(visit.peer->take(QStringLiteral("text")), "sha256"), Peer::sha256(options.greeting.toUtf8()));
    QVERIFY(visit.mock.waitForClient());
    QCOMPARE(visit.mock.rig.connection().subprotocol, QStringLiteral("quotes.v2"));
    QCOMPARE(visit.mock.rig.connection().offeredSubprotocols,
        QStringList({QStringLiteral("quotes.v2"), QStringLiteral("quotes.v1")}));
}

/// A browser and Node ws then fail the connection themselves; the others go on without one (RFC 6455 §4.2.2).
void TestInteropMock::subprotocolIsNotChosen()
{
    QFETCH(QString, program);
    Visit visit;
    MockOptions options;
    options.subprotocols = {QStringLiteral("other")};
    START(visit, program, {QStringLiteral("--subprotocol"), QStringLiteral("quotes")}, options);
    QVERIFY(CaptureRig::waitFor([&] { return !visit.mock.rig.connection().rawResponse.isEmpty(); }));
    const ConnectionRecord record = visit.mock.rig.connection();
    QVERIFY(record.rawResponse.startsWith("HTTP/1.1 101 "));
    QVERIFY(!record.rawResponse.contains("Sec-WebSocket-Protocol"));
    QCOMPARE(record.subprotocol, QString());
}

void TestInteropMock::pingIsAnswered()
{
    QFETCH(QString, program);
    Visit visit;
    START(visit, program);
    QVERIFY(visit.mock.waitForClient());
    visit.mock.server->ping(visit.mock.client(), QByteArrayLiteral("there?"));
    QVERIFY(CaptureRig::waitFor([&] { return visit.mock.rig.frames(Direction::Received, Opcode::Pong).count() == 1; }));
    QCOMPARE(visit.mock.rig.frames(Direction::Received, Opcode::Pong).first().head, QByteArrayLiteral("there?"));
}

void TestInteropMock::clientPings()
{
    QFETCH(QString, program);
    Visit visit;
    START(visit, program);
    visit.peer->tell(QStringLiteral("ping"), {{QLatin1String("data"), QStringLiteral("here")}});
    QCOMPARE(
        text(visit.peer->take(QStringLiteral("pong")), "hex"), QString::fromLatin1(QByteArrayLiteral("here").toHex()));
    QVERIFY(CaptureRig::waitFor([&] { return visit.mock.rig.frames(Direction::Sent, Opcode::Pong).count() == 1; }));
    QCOMPARE(visit.mock.rig.frames(Direction::Received, Opcode::Ping).count(), 1);
}

void TestInteropMock::weClose()
{
    QFETCH(QString, program);
    Visit visit;
    START(visit, program);
    QVERIFY(!visit.peer->take(opened).isEmpty());
    QVERIFY(visit.mock.waitForClient());
    visit.mock.server->closeConnection(visit.mock.client(), 1013, QStringLiteral("try later"));
    const QJsonObject closed = visit.peer->take(QStringLiteral("closed"));
    // QWebSocket knows no 1013 and takes it for a protocol error.
    if (program != QStringLiteral("qtpeer")) {
        QCOMPARE(number(closed, "code"), 1013);
        QCOMPARE(text(closed, "reason"), QStringLiteral("try later"));
    }
    QVERIFY(visit.mock.rig.waitForEnd());
    QCOMPARE(visit.mock.rig.connection().closedBy, ClosedBy::Us);
    QVERIFY(visit.mock.rig.connection().clean);
}

void TestInteropMock::preparedReplyCloses()
{
    QFETCH(QString, program);
    auto scenario = scenario::parseScenario(R"({"scenario":1,"routes":[{"path":"/room"}],"replies":[
        {"name":"Restart","do":[{"send":"soon"},{"close":{"code":1012,"reason":"client {{client}}, x={{query.x}}"}}]}]})");
    QVERIFY(scenario);
    MockOptions options;
    options.scenario = std::make_shared<const Scenario>(std::move(*scenario));
    Visit visit;
    START(visit, program, {}, options);
    QVERIFY(!visit.peer->take(opened).isEmpty());
    QVERIFY(visit.mock.waitForClient());
    visit.mock.server->runReply(visit.mock.client(), QStringLiteral("Restart"));
    QVERIFY(!visit.peer->take(QStringLiteral("text")).isEmpty());
    const QJsonObject closed = visit.peer->take(QStringLiteral("closed"));
    // QWebSocket knows no 1012 and takes it for a protocol error.
    if (program != QStringLiteral("qtpeer")) {
        QCOMPARE(number(closed, "code"), 1012);
        QCOMPARE(text(closed, "reason"), QStringLiteral("client 1, x=1"));
    }
    QVERIFY(visit.mock.rig.waitForEnd());
    QVERIFY(visit.mock.rig.connection().clean);
}

void TestInteropMock::clientCloses()
{
    QFETCH(QString, program);
    Visit visit;
    START(visit, program);
    QVERIFY(!visit.peer->take(opened).isEmpty());
    visit.peer->tell(
        QStringLiteral("close"), {{QLatin1String("code"), 4005}, {QLatin1String("reason"), QStringLiteral("lunch")}});
    QVERIFY(visit.mock.rig.waitForEnd());
    const ConnectionRecord record = visit.mock.rig.connection();
    QCOMPARE(record.closeCode, quint16(4005));
    QCOMPARE(record.closeReason, QStringLiteral("lunch"));
    QCOMPARE(record.closedBy, ClosedBy::Peer);
    QVERIFY(record.clean);
    QCOMPARE(number(visit.peer->take(QStringLiteral("closed")), "code"), 4005);
}

void TestInteropMock::clientVanishes()
{
    QFETCH(QString, program);
    Visit visit;
    START(visit, program);
    QVERIFY(!visit.peer->take(opened).isEmpty());
    QVERIFY(visit.mock.waitForClient());
    visit.peer->tell(QStringLiteral("terminate"));
    QVERIFY(visit.mock.rig.waitForEnd());
    QCOMPARE(visit.mock.rig.connection().closeCode, AbnormalClosure);
    QCOMPARE(visit.mock.rig.connection().closedBy, ClosedBy::Peer);
}

void TestInteropMock::plainGetIsTurnedAway()
{
    Mock mock;
    QVERIFY(mock.listen());
    QTcpSocket browser;
    browser.connectToHost(QHostAddress::LocalHost, mock.port());
    browser.write("GET /page HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n");
    QByteArray answer;
    QTRY_VERIFY((answer += browser.readAll(), browser.state() == QAbstractSocket::UnconnectedState));
    QVERIFY2(answer.startsWith("HTTP/1.1 426 "), answer.constData());
    QVERIFY(answer.contains("Upgrade: websocket\r\n"));
    QVERIFY(mock.rig.waitForEnd());
    QCOMPARE(mock.rig.connection().state, ConnectionState::Failed);
    QVERIFY(mock.rig.connection().rawRequest.startsWith("GET /page HTTP/1.1\r\n"));
    QVERIFY(!mock.rig.connection().failure.fact.isEmpty());
}

QTEST_GUILESS_MAIN(TestInteropMock)
#include "tst_interop_mock.moc"
