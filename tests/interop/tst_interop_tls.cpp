// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"
#include "tests/support/testcertificate.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace handglass;

namespace {

constexpr qint64 PromptMs = 4'000; ///< no time-out of ours (5 s) was waited for

QString wss(quint16 port)
{
    return QStringLiteral("wss://127.0.0.1:%1/quotes").arg(port);
}

} // namespace

/// wss:// in both roles with peers that were not written here: what crosses, and how each end of TLS and TCP is taken.
class TestInteropTls final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }

    void clientEchoes_data() { servers(); }
    void clientEchoes();
    void clientCloses_data() { servers(); }
    void clientCloses();
    void serverCloses_data() { servers(); }
    void serverCloses();
    void mockEchoes_data() { clients(); }
    void mockEchoes();
    void mockCloses_data() { clients(); }
    void mockCloses();
    void clientOfMockCloses_data() { clients(); }
    void clientOfMockCloses();
    void clientThatDoesNotTrustUs_data() { clients(); }
    void clientThatDoesNotTrustUs();

private:
    static void servers();
    static void clients();
    QString write(const char *name, const QByteArray &content) const;

    QTemporaryDir m_folder;
    TestCertificate m_own{{}};
    QString m_certificate;
    QString m_key;
};

namespace {

/// A client session that is open to a peer that serves wss.
struct Client {
    Peer peer;
    CaptureRig rig;
    SessionPointer<ClientSession> session{new ClientSession(rig.network(), rig.writer(), QStringLiteral("interop"))};

    Client(const QString &program, const QStringList &arguments)
        : peer(program, arguments)
    {
    }

    /// Empty, or why it is not open.
    QString open(const QString &ca)
    {
        if (!peer.start())
            return peer.error();
        ClientOptions options;
        options.url = parseWebSocketUrl(wss(peer.port())).value();
        options.tls.caFile = ca;
        session->open(options);
        const bool over = CaptureRig::waitFor([this] {
            const ConnectionState state = rig.connection().state;
            return state == ConnectionState::Open || state == ConnectionState::Failed;
        });
        return over && rig.connection().state == ConnectionState::Open ? QString() : rig.connection().failure.fact;
    }
    ConnectionId id() const { return rig.connection().id; }
};

/// A mock that serves wss, and a peer that connects to it.
struct Visit {
    CaptureRig rig;
    SessionPointer<MockServer> server{new MockServer(rig.network(), rig.writer(), QStringLiteral("mock"))};
    std::unique_ptr<Peer> peer;

    QString start(const QString &program, const TlsServerOptions &tls, const QStringList &arguments)
    {
        MockOptions options;
        options.port = 0;
        options.tls = tls;
        QObject::connect(server.get(), &MockServer::listening, &m_here,
            [this](const QHostAddress &, quint16 port) { m_port = port; });
        server->listen(options);
        if (!CaptureRig::waitFor([this] { return m_port != 0; }))
            return QStringLiteral("the mock does not listen");
        peer = std::make_unique<Peer>(program, QStringList{QStringLiteral("--url"), wss(m_port)} + arguments);
        return peer->start() ? QString() : peer->error();
    }
    ConnectionId client() const { return rig.connection().id; }

private:
    QObject m_here;
    quint16 m_port = 0;
};

} // namespace

void TestInteropTls::initTestCase()
{
    m_certificate = write("own.pem", m_own.pem());
    m_key = write("own.key", m_own.keyPem());
}

QString TestInteropTls::write(const char *name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("not written");
    return file.fileName();
}

void TestInteropTls::servers()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("Node ws") << QStringLiteral("ws-server.mjs");
    QTest::newRow("Python websockets") << QStringLiteral("websockets-server.py");
    QTest::newRow("QWebSocketServer") << QStringLiteral("qtpeer");
}

void TestInteropTls::clients()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("Node ws") << QStringLiteral("ws-client.mjs");
    QTest::newRow("Python websockets") << QStringLiteral("websockets-client.py");
    QTest::newRow("QWebSocket") << QStringLiteral("qtpeer");
}

#define OPEN(client)                                                                                                   \
    QFETCH(QString, program);                                                                                          \
    Client client(                                                                                                     \
        program, {QStringLiteral("--echo"), QStringLiteral("--cert"), m_certificate, QStringLiteral("--key"), m_key}); \
    const QString error = (client).open(m_certificate);                                                                \
    QVERIFY2(error.isEmpty(), qPrintable(error))

#define VISIT(visit)                                                                                                   \
    QFETCH(QString, program);                                                                                          \
    TlsServerOptions tls;                                                                                              \
    tls.enabled = true;                                                                                                \
    tls.certificateFile = m_certificate;                                                                               \
    tls.keyFile = m_key;                                                                                               \
    Visit visit;                                                                                                       \
    const QString error = (visit).start(program, tls, {QStringLiteral("--ca"), m_certificate});                        \
    QVERIFY2(error.isEmpty(), qPrintable(error))

void TestInteropTls::clientEchoes()
{
    OPEN(client);
    for (const qsizetype size : {qsizetype(5), qsizetype(70'000), qsizetype(16) << 20}) {
        const QByteArray payload = Peer::pattern(size);
        client.session->sendBinary(client.id(), payload);
        QCOMPARE(text(client.peer.take(QStringLiteral("binary")), "sha256"), Peer::sha256(payload));
    }
    QVERIFY(CaptureRig::waitFor([&] { return client.rig.frames(Direction::Received, Opcode::Binary).size() >= 3; }));
    QCOMPARE(client.rig.connection().tlsFacts.chain.size(), 1);
}

void TestInteropTls::clientCloses()
{
    OPEN(client);
    QElapsedTimer timer;
    timer.start();
    client.session->closeConnection(client.id(), 4000, QStringLiteral("enough"));
    QCOMPARE(number(client.peer.take(QStringLiteral("closed")), "code"), 4000);
    QVERIFY(client.rig.waitForEnd());
    QVERIFY2(timer.elapsed() < PromptMs, qPrintable(QString::number(timer.elapsed())));
    const ConnectionRecord record = client.rig.connection();
    QVERIFY(record.clean);
    QCOMPARE(record.closedBy, ClosedBy::Us);
}

void TestInteropTls::serverCloses()
{
    OPEN(client);
    QElapsedTimer timer;
    timer.start();
    client.peer.tell(
        QStringLiteral("close"), {{QLatin1String("code"), 4000}, {QLatin1String("reason"), QStringLiteral("enough")}});
    QVERIFY(client.rig.waitForEnd());
    QVERIFY2(timer.elapsed() < PromptMs, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(client.rig.connection().closeCode, quint16(4000));
    QCOMPARE(client.rig.connection().closedBy, ClosedBy::Peer);
    QCOMPARE(number(client.peer.take(QStringLiteral("closed")), "code"), 4000);
}

void TestInteropTls::mockEchoes()
{
    VISIT(visit);
    for (const int size : {5, 70'000, 16 << 20}) {
        visit.peer->tell(QStringLiteral("binary"), {{QLatin1String("size"), size}});
        QCOMPARE(text(visit.peer->take(QStringLiteral("binary")), "sha256"), Peer::sha256(Peer::pattern(size)));
    }
    QVERIFY(!visit.rig.connection().tlsFacts.protocol.isEmpty());
}

void TestInteropTls::mockCloses()
{
    VISIT(visit);
    visit.peer->take(QStringLiteral("open"));
    QVERIFY(CaptureRig::waitFor([&] { return visit.rig.connection().state == ConnectionState::Open; }));
    QElapsedTimer timer;
    timer.start();
    visit.server->closeConnection(visit.client(), 4000, QStringLiteral("enough"));
    const QJsonObject closed = visit.peer->take(QStringLiteral("closed"));
    QCOMPARE(number(closed, "code"), 4000);
    QCOMPARE(text(closed, "reason"), QStringLiteral("enough"));
    QVERIFY(!visit.peer->has(QStringLiteral("error")));
    QVERIFY(visit.rig.waitForEnd());
    QVERIFY2(timer.elapsed() < PromptMs, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(visit.rig.connection().clean);
}

void TestInteropTls::clientOfMockCloses()
{
    VISIT(visit);
    visit.peer->take(QStringLiteral("open"));
    QElapsedTimer timer;
    timer.start();
    visit.peer->tell(
        QStringLiteral("close"), {{QLatin1String("code"), 4000}, {QLatin1String("reason"), QStringLiteral("enough")}});
    QCOMPARE(number(visit.peer->take(QStringLiteral("closed")), "code"), 4000);
    QVERIFY(!visit.peer->has(QStringLiteral("error")));
    QVERIFY(visit.rig.waitForEnd());
    QVERIFY2(timer.elapsed() < PromptMs, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(visit.rig.connection().clean);
    QCOMPARE(visit.rig.connection().closedBy, ClosedBy::Peer);
}

/// With an alert, or without one in or behind the handshake: each way is a failed connection that says so.
void TestInteropTls::clientThatDoesNotTrustUs()
{
    QFETCH(QString, program);
    TlsServerOptions tls;
    tls.enabled = true;
    tls.certificateFile = m_certificate;
    tls.keyFile = m_key;
    Visit visit;
    const TestCertificate other{{}};
    const QString error = visit.start(program, tls, {QStringLiteral("--ca"), write("other.pem", other.pem())});
    QVERIFY2(error.isEmpty(), qPrintable(error));
    QVERIFY(visit.rig.waitForEnd());
    const ConnectionRecord record = visit.rig.connection();
    QCOMPARE(record.state, ConnectionState::Failed);
    QVERIFY2(record.failure.cause.contains(QStringLiteral("trust our certificate")), qPrintable(record.failure.fact));
}

QTEST_GUILESS_MAIN(TestInteropTls)
#include "tst_interop_tls.moc"
