// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "descriptorcap.h"
#include "mockfixture.h"
#include "plainsocket.h"
#include "secureclient.h"

#include "app/tap/tlsidentity.h"

#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSemaphore>
#include <QWebSocket>

#include <array>

#include <poll.h>
#include <sys/socket.h>

using namespace handglass;

/// A mock that serves wss://: with its own certificate and with given ones, and what it says of who speaks no TLS.
class TestMockTls final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }

    void opens_data();
    void opens();
    void bareQWebSocket();
    void givenCertificate_data();
    void givenCertificate();
    void unusableFiles();
    void minimumVersion();
    void plainRequest();
    void plainBytes();
    void silence_data();
    void silence();
    void endBeforeTls();
    void closesWithoutReset();
    void bigEcho();
    void stopped();
    void answersWithTheLastDescriptor();
    void nothingSecretInTheCapture();

private:
    QString write(const char *name, const QByteArray &content) const;

    QTemporaryDir m_folder;
};

void TestMockTls::initTestCase()
{
    qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
    TlsIdentity identity;
    QCOMPARE(ownidentity::read(identity), QString());
}

QString TestMockTls::write(const char *name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("not written");
    return file.fileName();
}

void TestMockTls::opens_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
}

void TestMockTls::opens()
{
    QFETCH(int, version);
    MockFixture mock(secureMock());
    QVERIFY2(mock.listenErrors.isEmpty(), qPrintable(mock.listenErrors.value(0)));
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::SslProtocol(version));
    SecureClient client(mock.port(), configuration);
    QVERIFY2(client.encrypted(), qPrintable(client.socket.errorString()));
    client.send(RawClient::request({}, "/quotes"));
    QVERIFY(client.until("\r\n\r\n").startsWith("HTTP/1.1 101 "));
    client.send(RawClient::masked(Opcode::Text, "Hello"));
    QCOMPARE(client.until("Hello"), QByteArray("\x81\x05Hello"));
    QTRY_COMPARE(mock.opened.size(), 1);
    const ConnectionRecord record = mock.record(mock.opened.first()).value();
    QCOMPARE(record.url, QStringLiteral("wss://127.0.0.1:%1/quotes").arg(mock.port()));
    QCOMPARE(record.tlsFacts.protocol, QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(record.tls, record.tlsFacts.protocol + QStringLiteral(", ") + record.tlsFacts.cipher);
    QCOMPARE(record.tlsFacts.alpn, QStringLiteral("http/1.1"));
    QCOMPARE(record.tlsFacts.serverName, QStringLiteral("localhost"));
    QCOMPARE(record.tlsFacts.ownCertificate, QStringLiteral("CN=Handglass mock server"));
    QVERIFY(record.tlsFacts.chain.isEmpty());
    QVERIFY(record.times.tls > 0 && record.times.upgrade >= 0);
}

void TestMockTls::bareQWebSocket()
{
    MockFixture mock(secureMock());
    QWebSocket client;
    client.setSslConfiguration(trustingOwn());
    QStringList got;
    bool ended = false;
    QObject::connect(
        &client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) { got.append(text); });
    QObject::connect(&client, &QWebSocket::disconnected, &client, [&] { ended = true; });
    QObject::connect(
        &client, &QWebSocket::connected, &client, [&] { client.sendTextMessage(QStringLiteral("Hello")); });
    client.open(QUrl(QStringLiteral("wss://localhost:%1/").arg(mock.port())));
    QTRY_COMPARE(got, QStringList(QStringLiteral("Hello")));
    mock.mock().closeConnection(mock.opened.first(), 4001, QStringLiteral("enough"));
    QTRY_VERIFY(ended);
    QCOMPARE(int(client.closeCode()), 4001);
    QCOMPARE(client.closeReason(), QStringLiteral("enough"));
    QTRY_COMPARE(mock.closed.size(), 1);
    QVERIFY(mock.record(mock.closed.first())->clean);
}

void TestMockTls::givenCertificate_data()
{
    QTest::addColumn<bool>("pkcs12");
    QTest::newRow("PEM") << false;
    QTest::newRow("PKCS#12") << true;
}

void TestMockTls::givenCertificate()
{
    QFETCH(bool, pkcs12);
    const TestCertificate own{{}};
    MockOptions options = secureMock();
    options.tls.passphrase = QStringLiteral("open sesame");
    if (pkcs12) {
        options.tls.certificateFile = write("own.p12", own.pkcs12("open sesame"));
    } else {
        options.tls.certificateFile = write("own.pem", own.pem());
        options.tls.keyFile = write("own.key", own.keyPem("open sesame"));
    }
    MockFixture mock(options);
    QVERIFY2(mock.listenErrors.isEmpty(), qPrintable(mock.listenErrors.value(0)));
    SecureClient client(mock.port(), trusting(own.certificate()));
    QVERIFY2(client.encrypted(), qPrintable(client.socket.errorString()));
    QCOMPARE(client.socket.peerCertificate(), own.certificate());
}

void TestMockTls::unusableFiles()
{
    const TestCertificate own{{}};
    MockOptions options = secureMock();
    options.tls.certificateFile = write("own.p12", own.pkcs12("open sesame"));
    options.tls.passphrase = QStringLiteral("abracadabra");
    MockFixture mock(options);
    QCOMPARE(mock.listenErrors,
        {QStringLiteral("expected the passphrase of the key in %1, got another one").arg(options.tls.certificateFile)});
    options.tls = secureMock().tls;
    options.tls.requireClientCertificate = true;
    options.tls.clientCaFile = m_folder.filePath(QStringLiteral("none.pem"));
    mock.mock().listen(options);
    QTRY_COMPARE(mock.listenErrors.size(), 2);
    QVERIFY(mock.listenErrors.last().contains(options.tls.clientCaFile));
}

void TestMockTls::minimumVersion()
{
    MockOptions options = secureMock();
    options.tls.minimum = TlsMinimum::Tls13;
    MockFixture mock(options);
    QSslConfiguration configuration = trustingOwn();
    configuration.setProtocol(QSsl::TlsV1_2);
    SecureClient client(mock.port(), configuration);
    QVERIFY(!client.encrypted());
    QCOMPARE(client.alerts, {QSsl::AlertType::ProtocolVersion});
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.refusals.first(), QStringLiteral("expected a TLS version that this mock permits, got an older one"));
    QCOMPARE(mock.record(mock.refused.first())->state, ConnectionState::Failed);
}

void TestMockTls::plainRequest()
{
    MockFixture mock(secureMock());
    PlainSocket client(mock.port());
    QVERIFY(client.send(RawClient::request({}, "/quotes")));
    const QByteArray answer = client.readToEnd();
    QCOMPARE(client.end(), PlainSocket::End::Fin);
    QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
    const QByteArray said = "this port speaks wss://, not ws://";
    QVERIFY2(answer.contains(said), answer.constData());
    QVERIFY(answer.contains(QStringLiteral("wss://127.0.0.1:%1").arg(mock.port()).toLatin1()));
    QTRY_COMPARE(mock.refused.size(), 1);
    const ConnectionRecord record = mock.record(mock.refused.first()).value();
    QCOMPARE(record.failure.phase, FailurePhase::Tls);
    QVERIFY(record.rawRequest.startsWith("GET /quotes "));
    QVERIFY(record.tls.isEmpty() && record.tlsFacts.isEmpty());
}

void TestMockTls::plainBytes()
{
    MockFixture mock(secureMock());
    PlainSocket client(mock.port());
    QVERIFY(client.send("Hello\r\n\r\n"));
    QVERIFY(client.readToEnd().startsWith("HTTP/1.1 400 "));
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.record(mock.refused.first())->failure.phase, FailurePhase::Tls);
}

void TestMockTls::silence_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("the first byte") << QByteArray("\x16");
}

void TestMockTls::silence()
{
    QFETCH(QByteArray, sent);
    MockOptions options = secureMock();
    options.timeouts.tls = std::chrono::milliseconds(100);
    MockFixture mock(options);
    PlainSocket client(mock.port());
    QVERIFY(sent.isEmpty() || client.send(sent));
    QCOMPARE(client.readToEnd(), QByteArray());
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.refusals.first(), QStringLiteral("expected the TLS handshake to end within 0.1 s, got no end of it"));
}

void TestMockTls::endBeforeTls()
{
    MockFixture mock(secureMock());
    PlainSocket client(mock.port());
    client.endSending();
    QTRY_COMPARE(mock.refused.size(), 1);
    QCOMPARE(mock.refusals.first(), QStringLiteral("expected a TLS handshake, got the end of the connection"));
}

/// The close frame, close_notify, then TCP's end: a client that sends on, as its own close_notify comes, is not reset.
void TestMockTls::closesWithoutReset()
{
    MockFixture mock(secureMock());
    SecureClient client(mock.port(), trustingOwn());
    QVERIFY(client.encrypted());
    client.send(RawClient::request());
    client.until("\r\n\r\n");
    client.send(RawClient::close(1000));
    const QByteArray frame = client.until(QByteArray("\x88\x02\x03\xe8", 4));
    QCOMPARE(frame, QByteArray("\x88\x02\x03\xe8", 4));
    // Beneath TLS: to the end of TCP, then something to a mock that has ended.
    const int descriptor = int(client.socket.socketDescriptor());
    std::array<char, 4096> bytes{};
    pollfd readable{descriptor, POLLIN, 0};
    while (::poll(&readable, 1, RawClient::WaitMs) == 1 && ::recv(descriptor, bytes.data(), bytes.size(), 0) > 0) { }
    constexpr int Times = 3;
    for (int i = 0; i < Times; ++i)
        QCOMPARE(::send(descriptor, "late", 4, MSG_NOSIGNAL), ssize_t(4));
    QCOMPARE(::recv(descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT), ssize_t(0)); // its end, no reset
    QTRY_COMPARE(mock.closed.size(), 1);
    QVERIFY(mock.record(mock.closed.first())->clean);
}

void TestMockTls::bigEcho()
{
    MockFixture mock(secureMock());
    QWebSocket client;
    client.setSslConfiguration(trustingOwn());
    QList<QByteArray> got;
    QObject::connect(
        &client, &QWebSocket::binaryMessageReceived, &client, [&](const QByteArray &bytes) { got.append(bytes); });
    QObject::connect(&client, &QWebSocket::connected, &client, [&] {
        for (int i = 0; i < 8; ++i)
            client.sendBinaryMessage(QByteArray(4 << 20, char(i)));
    });
    client.open(QUrl(QStringLiteral("wss://localhost:%1/").arg(mock.port())));
    QTRY_COMPARE_WITH_TIMEOUT(got.size(), 8, 30'000);
    QCOMPARE(got.last(), QByteArray(4 << 20, char(7)));
}

void TestMockTls::stopped()
{
    MockFixture mock(secureMock());
    QWebSocket open;
    open.setSslConfiguration(trustingOwn());
    bool ended = false;
    QObject::connect(&open, &QWebSocket::disconnected, &open, [&] { ended = true; });
    open.open(QUrl(QStringLiteral("wss://localhost:%1/").arg(mock.port())));
    QTRY_COMPARE(mock.opened.size(), 1);
    PlainSocket beginning(mock.port());
    beginning.send("\x16");
    QTRY_COMPARE(mock.records().size(), 2);
    mock.mock().stop();
    QTRY_COMPARE(mock.stopped, 1);
    QTRY_VERIFY(ended);
    QCOMPARE(int(open.closeCode()), 1001);
}

/// As tst_mockrefusals does with plain clients.
void TestMockTls::answersWithTheLastDescriptor()
{
    MockFixture mock(secureMock());
    mock.records(); // opens the reader's files
    const auto connected = [&mock] { return std::make_unique<SecureClient>(mock.port(), trustingOwn()); };
    std::vector<std::unique_ptr<SecureClient>> clients;
    clients.push_back(connected());
    QVERIFY(clients[0]->encrypted()); // OpenSSL has what it loads
    QSemaphore stopped;
    QSemaphore goOn;
    mock.network().post([&] {
        stopped.release();
        goOn.acquire();
    });
    stopped.acquire();
    for (int i = 0; i < 3; ++i)
        clients.push_back(connected());
    {
        const DescriptorCap limit(1);
        goOn.release();
        QList<QByteArray> statuses;
        for (size_t i = 1; i < 4; ++i) {
            QVERIFY2(clients[i]->encrypted(), qPrintable(clients[i]->socket.errorString()));
            clients[i]->send(RawClient::request());
            statuses.append(clients[i]->until("\r\n\r\n").mid(9, 3));
        }
        QCOMPARE(statuses, (QList<QByteArray>{"101", "503", "503"}));
        QTRY_COMPARE(mock.refused.size(), 2);
        QVERIFY(mock.record(mock.refused.first())->failure.fact.contains(QStringLiteral("file descriptor")));
    }
    const auto later = connected();
    QVERIFY(later->encrypted());
    later->send(RawClient::request());
    QVERIFY(later->until("\r\n\r\n").startsWith("HTTP/1.1 101 "));
}

void TestMockTls::nothingSecretInTheCapture()
{
    const TestCertificate own{{}};
    MockOptions options = secureMock();
    options.tls.certificateFile = write("own.pem", own.pem());
    options.tls.keyFile = write("own.key", own.keyPem("open sesame"));
    options.tls.passphrase = QStringLiteral("open sesame");
    MockFixture mock(options);
    SecureClient client(mock.port(), trusting(own.certificate()));
    QVERIFY(client.encrypted());
    client.send(RawClient::request());
    client.until("\r\n\r\n");
    QTRY_COMPARE(mock.opened.size(), 1);
    mock.records();
    const QFileInfo capture(mock.writer().path());
    QByteArray bytes;
    for (const QFileInfo &info : capture.dir().entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        bytes += file.readAll();
    }
    QVERIFY(bytes.contains("127.0.0.1"));
    QVERIFY(!bytes.contains("open sesame"));
    QVERIFY(!bytes.contains("PRIVATE KEY"));
    for (const QByteArray &line : own.keyPem().split('\n').mid(1, 2))
        QVERIFY(!line.isEmpty() && !bytes.contains(line) && !bytes.contains(QByteArray::fromBase64(line)));
}

QTEST_GUILESS_MAIN(TestMockTls)
#include "tst_mock_tls.moc"
