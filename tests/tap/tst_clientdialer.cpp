// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientdialer.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/fullport.h"

#include <QScopeGuard>
#include <QSemaphore>
#include <QTcpServer>
#include <QTest>

#include <optional>

using namespace handglass;

namespace {

constexpr qint64 Ms = 1'000'000;

QHostAddress loopback(const char *address)
{
    return QHostAddress(QLatin1String(address));
}

const QHostAddress V6(QHostAddress::LocalHostIPv6);
const QHostAddress V4(QHostAddress::LocalHost);

/// A name with these addresses, dialled.
class Dialling final
{
public:
    Dialling(const QList<QHostAddress> &addresses, quint16 port)
    {
        m_settings.host = QStringLiteral("both.test");
        m_settings.port = port;
        m_settings.proxy.kind = ProxyKind::System;
        m_settings.systemProxy = [](const QUrl &) { return ProxyChoice(); };
        m_settings.resolve = [addresses](const QString &, const DialSettings::Answer &answer) {
            QHostInfo info;
            info.setAddresses(addresses);
            answer(info);
        };
    }

    DialSettings &settings() { return m_settings; }

    /// True if it connected.
    bool run()
    {
        m_dialer.emplace(m_settings, record);
        QObject::connect(&*m_dialer, &ClientDialer::connected, &*m_dialer, [this] { m_connected = true; });
        QObject::connect(&*m_dialer, &ClientDialer::failed, &*m_dialer, [this](const Failure &f) { failure = f; });
        m_dialer->start();
        return QTest::qWaitFor([this] { return m_connected || failure; }) && m_connected;
    }
    ClientDialer &dialer() { return *m_dialer; }

    ConnectionRecord record;
    Failure failure;

private:
    DialSettings m_settings;
    std::optional<ClientDialer> m_dialer;
    bool m_connected = false;
};

QString at(const char *address, quint16 port)
{
    return withPort(QLatin1String(address), port);
}

} // namespace

/// From a name to a TCP connection: addresses in turn (RFC 8305), each attempt listed, all within the phase's time.
class TestClientDialer final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void interleaves_data();
    void interleaves();
    void firstAnswers();
    void refusedThenFallback();
    void slowThenFallback();
    void refusedWhileTheFirstWaits();
    void allRefused();
    void oneRefusedOneSilent();
    void timeOverBeforeAllWereTried();
    void noAddress();
    void silentLookUp();
    void systemThatDoesNotAnswer();
    void systemsProxy();
    void systemSaysNone();
    void systemIsNotAskedOfLoopback_data();
    void systemIsNotAskedOfLoopback();
};

void TestClientDialer::interleaves_data()
{
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<QStringList>("order");
    const auto row = [](const char *name, const char *given, const char *order) {
        QTest::newRow(name) << QString::fromLatin1(given).split(QLatin1Char(' '))
                            << QString::fromLatin1(order).split(QLatin1Char(' '));
    };
    row("one", "127.0.0.1", "127.0.0.1");
    row("IPv6 first", "::1 ::2 127.0.0.1 127.0.0.2", "::1 127.0.0.1 ::2 127.0.0.2");
    row("IPv4 preferred", "127.0.0.1 127.0.0.2 ::1", "127.0.0.1 ::1 127.0.0.2");
    row("mixed already", "::1 127.0.0.1 ::2", "::1 127.0.0.1 ::2");
    row("more of the second", "::1 127.0.0.1 127.0.0.2 127.0.0.3", "::1 127.0.0.1 127.0.0.2 127.0.0.3");
    row("one family", "127.0.0.3 127.0.0.1 127.0.0.2", "127.0.0.3 127.0.0.1 127.0.0.2");
    row("repeated", "::1 ::1 127.0.0.1 127.0.0.1", "::1 127.0.0.1");
}

void TestClientDialer::interleaves()
{
    QFETCH(QStringList, given);
    QFETCH(QStringList, order);
    QList<QHostAddress> addresses;
    for (const QString &address : given)
        addresses.append(QHostAddress(address));
    QStringList got;
    for (const QHostAddress &address : interleaved(addresses))
        got.append(address.toString());
    QCOMPARE(got, order);
}

void TestClientDialer::firstAnswers()
{
    QTcpServer server;
    QVERIFY(server.listen(V6));
    Dialling dialling({V6, V4}, server.serverPort());
    QVERIFY(dialling.run());
    QCOMPARE(dialling.record.attempts.size(), 1);
    const DialAttempt attempt = dialling.record.attempts.first();
    QCOMPARE(attempt.address, at("::1", server.serverPort()));
    QVERIFY(attempt.error.isEmpty());
    QVERIFY(attempt.durationNs > 0);
    QCOMPARE(dialling.record.peerAddress, attempt.address);
    QVERIFY(dialling.record.times.nameLookup >= 0 && dialling.record.times.tcp > 0);
}

void TestClientDialer::refusedThenFallback()
{
    QTcpServer server;
    QVERIFY(server.listen(V4));
    Dialling dialling({V6, V4}, server.serverPort());
    QVERIFY(dialling.run());
    const QList<DialAttempt> &attempts = dialling.record.attempts;
    QCOMPARE(attempts.size(), 2);
    QCOMPARE(attempts.first().address, at("::1", server.serverPort()));
    QVERIFY2(attempts.first().error.startsWith(QStringLiteral("connection refused")), qPrintable(attempts[0].error));
    QVERIFY(attempts.first().durationNs > 0);
    QCOMPARE(attempts.last().address, at("127.0.0.1", server.serverPort()));
    QVERIFY(attempts.last().error.isEmpty());
    QVERIFY(attempts.last().durationNs > 0);
    QVERIFY2(attempts.last().startNs - attempts.first().startNs - attempts.first().durationNs < 200 * Ms,
        "the delay was waited for although the first had failed");
    QCOMPARE(dialling.record.peerAddress, attempts.last().address);
}

void TestClientDialer::slowThenFallback()
{
    QTcpServer server;
    QVERIFY(server.listen(V6));
    const FullPort slow(V4, server.serverPort());
    QCOMPARE(slow.port(), server.serverPort());
    Dialling dialling({V4, V6}, server.serverPort());
    QVERIFY(dialling.run());
    const QList<DialAttempt> &attempts = dialling.record.attempts;
    QCOMPARE(attempts.size(), 2);
    QCOMPARE(attempts.first().address, at("127.0.0.1", server.serverPort()));
    QCOMPARE(attempts.first().durationNs, -1); // given up
    QVERIFY(attempts.first().error.isEmpty());
    QVERIFY(attempts.last().startNs >= 240 * Ms);
    QVERIFY(attempts.last().durationNs > 0);
    QCOMPARE(dialling.record.peerAddress, at("::1", server.serverPort()));
    QVERIFY(dialling.record.times.tcp >= attempts.last().startNs);
    QTRY_VERIFY(server.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> socket = dialling.dialer().takeSocket();
    socket->write("hello");
    QTcpSocket *peer = server.nextPendingConnection();
    QTRY_COMPARE(peer->bytesAvailable(), 5);
    QCOMPARE(peer->readAll(), QByteArray("hello"));
}

void TestClientDialer::refusedWhileTheFirstWaits()
{
    const FullPort second(loopback("127.0.0.2"));
    QTcpServer server;
    QVERIFY(server.listen(V4, second.port()));
    Dialling dialling({loopback("127.0.0.2"), loopback("::1"), V4}, second.port());
    QVERIFY(dialling.run()); // ::1 is refused while the first still waits: the third is tried at once
    const QList<DialAttempt> &attempts = dialling.record.attempts;
    QCOMPARE(attempts.size(), 3);
    QVERIFY(!attempts.at(1).error.isEmpty());
    QVERIFY(attempts.at(2).startNs - attempts.at(1).startNs - attempts.at(1).durationNs < 200 * Ms);
    QCOMPARE(dialling.record.peerAddress, at("127.0.0.1", second.port()));
}

void TestClientDialer::allRefused()
{
    QTcpServer server;
    QVERIFY(server.listen(V4));
    const quint16 port = server.serverPort();
    server.close();
    Dialling dialling({V6, V4}, port);
    QVERIFY(!dialling.run());
    QCOMPARE(dialling.failure.phase, FailurePhase::Tcp);
    QCOMPARE(dialling.failure.fact,
        QStringLiteral("expected a TCP connection to both.test:%1, got connection refused: no program listens there at "
                       "[::1]:%1; connection refused: no program listens there at 127.0.0.1:%1")
            .arg(port));
    QCOMPARE(dialling.failure.suggestion, QStringLiteral("Start the server, or check host and port."));
    QCOMPARE(dialling.record.attempts.size(), 2);
    QVERIFY2(dialling.failure.evidence.startsWith(QStringLiteral("[::1]:%1 after ").arg(port)),
        qPrintable(dialling.failure.evidence));
}

void TestClientDialer::oneRefusedOneSilent()
{
    const FullPort silent;
    Dialling dialling({V6, V4}, silent.port());
    dialling.settings().tcp = std::chrono::milliseconds(400);
    QVERIFY(!dialling.run());
    QCOMPARE(dialling.failure.phase, FailurePhase::Tcp);
    const QString start = QStringLiteral("expected a TCP connection to both.test:%1, got connection refused: no "
                                         "program listens there at [::1]:%1; no answer within 0.")
                              .arg(silent.port());
    QVERIFY2(dialling.failure.fact.startsWith(start), qPrintable(dialling.failure.fact));
    QVERIFY2(dialling.failure.cause.contains(QStringLiteral("0.4 s")), qPrintable(dialling.failure.cause));
    QVERIFY(!dialling.record.attempts.last().error.isEmpty());
    QVERIFY(dialling.record.attempts.last().durationNs > 0);
}

void TestClientDialer::timeOverBeforeAllWereTried()
{
    const FullPort silent;
    Dialling dialling({V4, loopback("127.0.0.2"), loopback("127.0.0.3")}, silent.port());
    dialling.settings().tcp = std::chrono::milliseconds(100);
    QVERIFY(!dialling.run());
    QVERIFY2(
        dialling.failure.fact.endsWith(QStringLiteral("; no time left for 2 more")), qPrintable(dialling.failure.fact));
    QCOMPARE(dialling.record.attempts.size(), 1);
}

void TestClientDialer::noAddress()
{
    Dialling dialling({}, 80);
    QVERIFY(!dialling.run());
    QCOMPARE(dialling.failure.phase, FailurePhase::NameLookup);
    QCOMPARE(
        dialling.failure.fact, QStringLiteral("expected an address of both.test, got none: no such name is known"));
    QVERIFY(!dialling.failure.evidence.isEmpty());
}

void TestClientDialer::silentLookUp()
{
    Dialling dialling({}, 80);
    dialling.settings().nameLookup = std::chrono::milliseconds(100);
    dialling.settings().resolve = [](const QString &, const DialSettings::Answer &) {};
    QVERIFY(!dialling.run());
    QCOMPARE(dialling.failure.phase, FailurePhase::NameLookup);
    QCOMPARE(dialling.failure.fact, QStringLiteral("expected an address of both.test, got no answer within 0.1 s"));
    QVERIFY2(dialling.failure.cause.contains(QStringLiteral("name look-up")), qPrintable(dialling.failure.cause));
    QCOMPARE(dialling.record.times.nameLookup, -1);
}

/// Asked on another thread, so that nothing stands still meanwhile.
void TestClientDialer::systemThatDoesNotAnswer()
{
    const auto asked = std::make_shared<QSemaphore>();
    const auto answer = std::make_shared<QSemaphore>();
    const QScopeGuard ended([answer] { answer->release(); });
    Dialling dialling({}, 80);
    dialling.settings().nameLookup = std::chrono::milliseconds(200);
    dialling.settings().systemProxy = [asked, answer](const QUrl &) {
        asked->release();
        answer->acquire();
        return ProxyChoice();
    };
    QVERIFY(!dialling.run());
    QVERIFY(asked->tryAcquire());
    QCOMPARE(dialling.failure.phase, FailurePhase::Proxy);
    QCOMPARE(dialling.failure.fact,
        QStringLiteral(
            "expected the system's settings to say which proxy leads to both.test:80, got no answer within 0.2 s"));
}

void TestClientDialer::systemsProxy()
{
    QTcpServer proxy;
    QVERIFY(proxy.listen(V4));
    Dialling dialling({}, 443);
    dialling.settings().secure = true;
    dialling.settings().proxyTime = std::chrono::milliseconds(100);
    QUrl asked;
    dialling.settings().systemProxy = [&asked, port = proxy.serverPort()](const QUrl &url) {
        asked = url;
        ProxyChoice choice;
        choice.proxy = {ProxyKind::Http, QStringLiteral("127.0.0.1"), port, {}, {}};
        choice.origin = QStringLiteral("the system's settings");
        return choice;
    };
    QVERIFY(!dialling.run());
    QCOMPARE(asked, QUrl(QStringLiteral("https://both.test:443")));
    QCOMPARE(dialling.record.proxy, QStringLiteral("http://127.0.0.1:%1").arg(proxy.serverPort()));
    QVERIFY2(dialling.failure.suggestion.endsWith(
                 QStringLiteral("The proxy comes from the system's settings; choose none to connect directly.")),
        qPrintable(dialling.failure.suggestion));
}

void TestClientDialer::systemSaysNone()
{
    QTcpServer server;
    QVERIFY(server.listen(V4));
    Dialling dialling({V4}, server.serverPort());
    dialling.settings().systemProxy = [](const QUrl &) { return ProxyChoice(); };
    QVERIFY(dialling.run());
    QVERIFY(dialling.record.proxy.isEmpty());
}

void TestClientDialer::systemIsNotAskedOfLoopback_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("loopback");
    for (const char *host :
        {"localhost", "LOCALHOST.", "app.localhost", "127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"})
        QTest::newRow(host) << QString::fromLatin1(host) << true;
    for (const char *host : {"notlocalhost", "localhost.example", "128.0.0.1", "::2", "192.168.0.1"})
        QTest::newRow(host) << QString::fromLatin1(host) << false;
}

void TestClientDialer::systemIsNotAskedOfLoopback()
{
    QFETCH(QString, host);
    QFETCH(bool, loopback);
    QCOMPARE(isLoopbackHost(host), loopback);
}

QTEST_GUILESS_MAIN(TestClientDialer)
#include "tst_clientdialer.moc"
