// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace handglass;

/// The peers themselves against bare Qt: what fails here is no fault of Handglass.
class TestPeers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void serverEchoes_data();
    void serverEchoes();
    void clientConnects_data();
    void clientConnects();
    void rawServerAnswers();
    void unknownProgramIsAnError();
};

void TestPeers::serverEchoes_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("Node ws") << QStringLiteral("ws-server.mjs");
    QTest::newRow("Python websockets") << QStringLiteral("websockets-server.py");
    QTest::newRow("QWebSocketServer") << QStringLiteral("qtpeer");
}

void TestPeers::serverEchoes()
{
    QFETCH(QString, program);
    Peer peer(program, {QStringLiteral("--echo")});
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    QWebSocket socket;
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    socket.open(QUrl(peer.url(QStringLiteral("/room"))));
    QCOMPARE(peer.take(QStringLiteral("open")).value(QLatin1String("target")).toString(), QStringLiteral("/room"));

    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    socket.sendTextMessage(QStringLiteral("häy"));
    QTRY_COMPARE(texts.count(), 1);
    QCOMPARE(texts.first().first().toString(), QStringLiteral("häy"));
    QCOMPARE(peer.take(QStringLiteral("text")).value(QLatin1String("hex")).toString(), QStringLiteral("68c3a479"));

    peer.tell(
        QStringLiteral("close"), {{QLatin1String("code"), 4001}, {QLatin1String("reason"), QStringLiteral("enough")}});
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(int(socket.closeCode()), 4001);
    QCOMPARE(socket.closeReason(), QStringLiteral("enough"));
}

void TestPeers::clientConnects_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<int>("fragments");
    QTest::newRow("Node ws") << QStringLiteral("ws-client.mjs") << 3;
    QTest::newRow("Python websockets") << QStringLiteral("websockets-client.py") << 3;
    QTest::newRow("QWebSocket") << QStringLiteral("qtpeer") << 3;
    QTest::newRow("Chromium") << QStringLiteral("chromium-page.mjs") << 1;
}

void TestPeers::clientConnects()
{
    QFETCH(QString, program);
    QFETCH(int, fragments);
    QWebSocketServer server(QStringLiteral("oracle"), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    Peer peer(program, {QStringLiteral("--url"), server.serverUrl().toString()});
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    QTRY_VERIFY_WITH_TIMEOUT(server.hasPendingConnections(), 30'000);
    const std::unique_ptr<QWebSocket> socket(server.nextPendingConnection());
    QSignalSpy binaries(socket.get(), &QWebSocket::binaryMessageReceived);

    peer.tell(QStringLiteral("binary"), {{QLatin1String("size"), 70'000}, {QLatin1String("fragments"), fragments}});
    QTRY_COMPARE_WITH_TIMEOUT(binaries.count(), 1, 10'000);
    QCOMPARE(binaries.first().first().toByteArray(), Peer::pattern(70'000));
    QCOMPARE(peer.take(QStringLiteral("sent")).value(QLatin1String("sha256")).toString(),
        Peer::sha256(Peer::pattern(70'000)));

    socket->close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("noon"));
    const QJsonObject closed = peer.take(QStringLiteral("closed"));
    QCOMPARE(closed.value(QLatin1String("code")).toInt(), 1001);
    QCOMPARE(closed.value(QLatin1String("reason")).toString(), QStringLiteral("noon"));
}

void TestPeers::rawServerAnswers()
{
    Peer peer(QStringLiteral("raw-server.mjs"), {QStringLiteral("--answer"), QStringLiteral("pipelined")});
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    QWebSocket socket;
    QSignalSpy texts(&socket, &QWebSocket::textMessageReceived);
    socket.open(QUrl(peer.url()));
    const QString head = peer.take(QStringLiteral("request")).value(QLatin1String("head")).toString();
    QVERIFY(head.startsWith(QLatin1String("GET / HTTP/1.1\r\n")));
    QTRY_COMPARE(texts.count(), 3);
}

void TestPeers::unknownProgramIsAnError()
{
    Peer peer(QStringLiteral("raw-server.mjs"), {QStringLiteral("--answer"), QStringLiteral("none-such")});
    QVERIFY(!peer.start());
    QVERIFY2(peer.error().contains(QLatin1String("--answer is one of")), qPrintable(peer.error()));
}

QTEST_GUILESS_MAIN(TestPeers)
#include "tst_peers.moc"
