// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientend.h"
#include "app/tap/clientgate.h"

#include "tests/support/failonwarnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace handglass;

/// Other programs of this computer find the loopback port; only the connection with the token gets through.
class TestClientGate final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void tokens();
    void strangers_data();
    void strangers();
    void aCrowdOfStrangers();
    void theTokenASecondTime();
    void aStrangerWhoSaysNothing();
    void webSocketGetsThrough();
};

namespace {

QByteArray tokenOf(const ClientGate &gate)
{
    return gate.proxy().rawHeader("X-Handglass-Token");
}

QByteArray connectHead(const QByteArray &token)
{
    return "CONNECT handglass.invalid:80 HTTP/1.1\r\nX-Handglass-Token: " + token + "\r\n\r\n";
}

/// Connected to the gate.
std::unique_ptr<QTcpSocket> guest(const ClientGate &gate)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress::LocalHost, gate.port());
    return socket;
}

bool ended(const QTcpSocket &socket)
{
    return socket.state() == QAbstractSocket::UnconnectedState;
}

/// The real one, by hand.
bool realOneGetsThrough(ClientGate &gate)
{
    QSignalSpy admitted(&gate, &ClientGate::admitted);
    const auto real = guest(gate);
    real->write(connectHead(tokenOf(gate)));
    return admitted.wait() && QTest::qWaitFor([&real] { return real->bytesAvailable() > 0; })
        && real->readAll() == "HTTP/1.1 200 Connection established\r\n\r\n" && gate.takeSocket() != nullptr;
}

} // namespace

void TestClientGate::tokens()
{
    ClientGate first;
    ClientGate second;
    QCOMPARE(first.listen(), QString());
    QCOMPARE(QByteArray::fromHex(tokenOf(first)).size(), 16);
    QVERIFY(tokenOf(first) != tokenOf(second));
    QCOMPARE(first.proxy().hostName(), QStringLiteral("127.0.0.1"));
}

void TestClientGate::strangers_data()
{
    QTest::addColumn<QByteArray>("bytes"); // @ stands for the token
    QTest::newRow("no token") << QByteArray("CONNECT handglass.invalid:80 HTTP/1.1\r\nHost: x\r\n\r\n");
    QTest::newRow("wrong token") << connectHead(QByteArray(32, '0'));
    QTest::newRow("empty token") << connectHead({});
    QTest::newRow("half a token") << connectHead("@").replace("@", "0123456789abcdef");
    QTest::newRow("token twice") << connectHead("@\r\nX-Handglass-Token: @");
    QTest::newRow("token with another method") << connectHead("@").replace("CONNECT", "GET");
    QTest::newRow("more behind the head") << connectHead("@") + "GET";
    QTest::newRow("no HTTP") << QByteArray("\x05\x01\x00", 3);
    QTest::newRow("a head too large") << connectHead(QByteArray(5000, '0'));
}

void TestClientGate::strangers()
{
    QFETCH(QByteArray, bytes);
    ClientGate gate;
    QCOMPARE(gate.listen(), QString());
    QSignalSpy admitted(&gate, &ClientGate::admitted);
    const auto stranger = guest(gate);
    stranger->write(bytes.replace('@', tokenOf(gate)));
    QTRY_VERIFY(ended(*stranger));
    QCOMPARE(stranger->readAll(), QByteArray());
    QCOMPARE(admitted.size(), 0);
    QVERIFY(realOneGetsThrough(gate));
}

void TestClientGate::aCrowdOfStrangers()
{
    ClientGate gate;
    QCOMPARE(gate.listen(), QString());
    std::vector<std::unique_ptr<QTcpSocket>> strangers;
    for (int i = 0; i < 200; ++i) {
        strangers.push_back(guest(gate));
        QTRY_COMPARE(strangers.back()->state(), QAbstractSocket::ConnectedState);
    }
    // The number that may wait is bounded; the oldest go first.
    QTRY_VERIFY_WITH_TIMEOUT(ended(*strangers.at(100)), 2'000);
    QVERIFY(!ended(*strangers.at(199)));
    QVERIFY(realOneGetsThrough(gate));
    QTRY_VERIFY(ended(*strangers.at(199)));
}

void TestClientGate::theTokenASecondTime()
{
    ClientGate gate;
    QCOMPARE(gate.listen(), QString());
    const quint16 port = gate.port();
    QSignalSpy admitted(&gate, &ClientGate::admitted);
    const auto real = guest(gate);
    const auto second = guest(gate);
    QTRY_COMPARE(second->state(), QAbstractSocket::ConnectedState);
    real->write(connectHead(tokenOf(gate)));
    QVERIFY(admitted.wait());
    second->write(connectHead(tokenOf(gate)));
    QTRY_VERIFY(ended(*second));
    QCOMPARE(second->readAll(), QByteArray());
    QCOMPARE(admitted.size(), 1);
    QVERIFY(!ended(*real));

    QTcpSocket third;
    third.connectToHost(QHostAddress::LocalHost, port);
    QTRY_COMPARE(third.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestClientGate::aStrangerWhoSaysNothing()
{
    ClientGate gate;
    QCOMPARE(gate.listen(), QString());
    const auto stranger = guest(gate);
    QTRY_COMPARE(stranger->state(), QAbstractSocket::ConnectedState);
    stranger->write("CONNECT handglass.inv");
    QTRY_VERIFY_WITH_TIMEOUT(ended(*stranger), 8'000);
    QVERIFY(realOneGetsThrough(gate));
}

void TestClientGate::webSocketGetsThrough()
{
    ClientEnd end;
    QSignalSpy asked(&end, &ClientEnd::asked);
    QSignalSpy ready(&end, &ClientEnd::ready);
    end.open();
    QVERIFY(asked.wait());
    QCOMPARE(QByteArray::fromBase64(asked.first().first().toByteArray()).size(), 16);
    end.accept();
    QVERIFY(ready.wait());
    const WebSocketPointer socket = end.takeWebSocket();
    const auto leg = end.takeLeg();
    QCOMPARE(leg->pendingFromQt(), 0);

    // Every byte that QWebSocket has written is counted until it is read here, wherever it waits.
    const qint64 size = socket->sendBinaryMessage(QByteArray(1'000'000, 'x'));
    QCOMPARE(size, 1'000'000);
    const qint64 frame = size + 14; // header with a 64-bit length and a masking key
    QCOMPARE(leg->pendingFromQt(), frame);
    QSignalSpy readable(leg.get(), &PrivateLeg::readyRead);
    QVERIFY(readable.wait());
    QCOMPARE(leg->pendingFromQt(), frame);
    QByteArray bytes(64'000, Qt::Uninitialized);
    qint64 read = 0;
    QVERIFY(QTest::qWaitFor([&] {
        const qint64 more = leg->read(bytes.data(), bytes.size());
        read += more;
        return leg->pendingFromQt() != frame - read || read == frame;
    }));
    QCOMPARE(leg->pendingFromQt(), 0);
}

QTEST_GUILESS_MAIN(TestClientGate)
#include "tst_clientgate.moc"
