// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capture.h"
#include "tests/cli/program.h"
#include "tests/session/scriptedserver.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace handglass;

/// What the flags do to the program as a script sees it.
class tst_CliOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void compressionOnTheWire_data();
    void compressionOnTheWire();
    void rawBytesGoOutInOrder();
    void rawIsTyped();
    void observeGoesOn();
    void noMessageOfWhatBrokeARule_data();
    void noMessageOfWhatBrokeARule();
    void noMessageOfWhatIsNotKnown_data();
    void noMessageOfWhatIsNotKnown();
    void noMessageOfCompressedBytesByHand();
    void noPong();
    void keepAliveTellsTheRoundTrip();
    void largeMessages();
    void oldRowsGo();
    void redirects_data();
    void redirects();
    void reconnectGivesUp();
    void reconnectSendsAgain();
    void interruptEndsTheWait();
    void cookiesComeBack();
    void timeout();
    void proxyIsTheOneThatFails();
    void ownCertificate();
    void clientCertificate();
    void passphraseFromTheEnvironment();
    void passphraseIsAskedFor();

private:
    QString file(const QString &name, const QByteArray &content);
    QString url(quint16 port) const { return QStringLiteral("ws://127.0.0.1:%1").arg(port); }
    QTemporaryDir m_data;
};

static bool ended(Program &program)
{
    return QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 20'000);
}

static QStringList mock(const char *more = "")
{
    return words("mock --listen 0 --json") + words(more);
}

static QStringList client(const QString &url, const QStringList &more)
{
    return QStringList{QStringLiteral("connect"), url, QStringLiteral("--json")} + more;
}

QString tst_CliOptions::file(const QString &name, const QByteArray &content)
{
    QFile file(m_data.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return file.fileName();
}

void tst_CliOptions::compressionOnTheWire_data()
{
    QTest::addColumn<QString>("mockFlag");
    QTest::addColumn<QStringList>("clientFlags");
    QTest::addColumn<QString>("agreed");
    const QString plain = QStringLiteral("permessage-deflate");
    QTest::newRow("default") << QString() << QStringList() << plain;
    QTest::newRow("client without") << QString() << words("--no-deflate") << QString();
    QTest::newRow("server without") << QStringLiteral("--no-deflate") << QStringList() << QString();
    QTest::newRow("client's parameters") << QString()
                                         << words("--deflate server_no_context_takeover;server_max_window_bits=10")
                                         << plain
            + QStringLiteral("; server_no_context_takeover; server_max_window_bits=10");
    QTest::newRow("server's parameters") << QStringLiteral("--deflate=client_max_window_bits=9") << QStringList()
                                         << plain + QStringLiteral("; client_max_window_bits=9");
}

void tst_CliOptions::compressionOnTheWire()
{
    QFETCH(QString, mockFlag);
    QFETCH(QStringList, clientFlags);
    QFETCH(QString, agreed);
    Program server(mockFlag.isEmpty() ? mock() : mock() + QStringList{mockFlag}, m_data.path());
    const QString text = QStringLiteral("say it again, say it again, say it again");
    Program peer(
        client(url(server.listeningPort()),
            clientFlags + QStringList{QStringLiteral("-x"), text, QStringLiteral("-w"), QStringLiteral("0.3")}),
        m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 0);
    QCOMPARE(peer.objects("handshake").value(0)[u"extensions"].toString(), agreed);
    QCOMPARE(peer.objects("message").size(), 2);
    for (const QJsonObject &message : peer.objects("message")) {
        QCOMPARE(message[u"data"].toString(), text);
        QCOMPARE(message.contains(u"compressedLength"), !agreed.isEmpty());
    }
    for (const QJsonObject &frame : peer.objects("frame").mid(0, 2)) {
        QCOMPARE(frame[u"rsv"].toInt(), agreed.isEmpty() ? 0 : 4);
        QCOMPARE(frame[u"content"].toString(), agreed.isEmpty() ? QString() : text);
        QCOMPARE(frame[u"payloadLength"].toInt() < text.size(), !agreed.isEmpty());
    }
}

void tst_CliOptions::rawBytesGoOutInOrder()
{
    ScriptedServer server;
    server.acceptAll();
    Program peer(client(server.address(), words("--no-deflate -x one --raw 8984000000006869 --raw 6a6b -x two -w 0.2")),
        m_data.path());
    QTRY_VERIFY_WITH_TIMEOUT(server.frames.size() >= 3, 10'000);
    QCOMPARE(server.frames[0].payload, QByteArray("one"));
    QCOMPARE(server.frames[1].header.firstByte(), quint8(0x89));
    QCOMPARE(server.frames[1].payload, QByteArray("hijk"));
    QCOMPARE(server.frames[2].payload, QByteArray("two"));
    QVERIFY(ended(peer));
    int byHand = 0;
    for (const QJsonObject &frame : peer.objects("frame"))
        byHand += frame[u"byHand"].toBool() ? 1 : 0;
    QCOMPARE(byHand, 1);
}

void tst_CliOptions::rawIsTyped()
{
    Program server(mock(), m_data.path());
    Program peer(words("connect -P -w 0.3") + QStringList{url(server.listeningPort())}, m_data.path());
    peer.write("/raw 89 80 00 00 00 00\n/raw 8\n/raw 83 81 00 00 00 00 41\n");
    peer.closeWriteChannel();
    QVERIFY(ended(peer));
    QVERIFY(peer.lines().contains("> (ping)"));
    QVERIFY(peer.lines().contains("> (raw, reserved) (binary, 1 B) 41"));
    QVERIFY(peer.errors().contains("/raw: expected bytes in hex such as"));
    QVERIFY(peer.errors().contains("1002 Protocol Error"));
}

void tst_CliOptions::observeGoesOn()
{
    Program server(mock("--observe"), m_data.path());
    Program peer(client(url(server.listeningPort()), words("--raw 83810000000041 -x after -w 0.5")), m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 0);
    QCOMPARE(peer.objects("close").value(0)[u"code"].toInt(), 1000);
    QTRY_COMPARE(server.objects("close").size(), 1);
    QCOMPARE(server.objects("handshake").value(0)[u"observeOnly"].toBool(), true);
    const QJsonObject broken = server.objects("frame").value(0);
    QVERIFY(broken[u"violation"].toString().contains(QStringLiteral("got 0x3")));
    QCOMPARE(broken[u"payload"].toString(), QStringLiteral("A"));
    QCOMPARE(server.objects("message").value(0)[u"data"].toString(), QStringLiteral("after"));
}

void tst_CliOptions::noMessageOfWhatBrokeARule_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<QStringList>("messages");
    QTest::newRow("failed") << QString() << QStringList{QStringLiteral("before")};
    QTest::newRow("observed") << QStringLiteral("--observe")
                              << QStringList{QStringLiteral("before"), QStringLiteral("after")};
}

void tst_CliOptions::noMessageOfWhatBrokeARule()
{
    QFETCH(QString, flag);
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server, [&server] {
        const QByteArray broken = QByteArray::fromHex("010161"
                                                      "0001ff");
        server.accept({},
            QByteArray::fromHex("8106") + "before" + broken + QByteArray::fromHex("8001") + "b"
                + QByteArray::fromHex("8105") + "after");
    });
    Program peer(
        client(server.address(), words(qPrintable(flag)) + words("--timeout-close 0.5 -w 0.2")), m_data.path());
    peer.closeWriteChannel();
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 1);
    QCOMPARE(peer.objects("frame").value(2)[u"violation"].toString(),
        QStringLiteral("expected UTF-8, got 0xff at byte 1, RFC 6455 §8.1"));
    QStringList messages;
    for (const QJsonObject &message : peer.objects("message"))
        messages.append(message[u"data"].toString());
    QTEST(messages, "messages");
    QCOMPARE(peer.objects("frame").value(3)[u"payload"].toString(), QStringLiteral("b"));
}

void tst_CliOptions::noMessageOfWhatIsNotKnown_data()
{
    QTest::addColumn<QByteArray>("unread"); ///< it refers to the context that was lost
    QTest::newRow("whole") << QByteArray::fromHex("c105f200110000");
    QTest::newRow("behind its first fragment") << QByteArray::fromHex("4107f248cdc9c90700 8005f200110600");
}

/// Observe only: an empty text would be another message than the peer's.
void tst_CliOptions::noMessageOfWhatIsNotKnown()
{
    QFETCH(QByteArray, unread);
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server, [&server, unread] {
        server.accept("Sec-WebSocket-Extensions: permessage-deflate\r\n",
            QByteArray::fromHex("c107f248cdc9c90700 c103ffffff") + unread + QByteArray::fromHex("8105") + "after");
    });
    Program peer(client(server.address(), words("--observe --timeout-close 0.5 -w 0.2")), m_data.path());
    peer.closeWriteChannel();
    QVERIFY(ended(peer));
    QStringList messages;
    for (const QJsonObject &message : peer.objects("message"))
        messages.append(message[u"data"].toString());
    QCOMPARE(messages, (QStringList{QStringLiteral("Hello"), QStringLiteral("after")}));
    QCOMPARE(peer.objects("notice").size(), 1);
    for (const QJsonObject &frame : peer.objects("frame").mid(1, peer.objects("frame").size() - 3))
        QVERIFY(frame.contains(u"payload") || frame.contains(u"payloadBase64"));
}

void tst_CliOptions::noMessageOfCompressedBytesByHand()
{
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server,
        [&server] { server.accept("Sec-WebSocket-Extensions: permessage-deflate\r\n"); });
    Program peer(
        client(server.address(), words("--raw c18700000000f248cdc9c90700 -x after -w 0.2 --timeout-close 0.5")),
        m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.objects("message").size(), 1);
    QCOMPARE(peer.objects("message").value(0)[u"data"].toString(), QStringLiteral("after"));
    QCOMPARE(peer.objects("frame").value(0)[u"payloadBase64"].toString(), QStringLiteral("8kjNyckHAA=="));
}

void tst_CliOptions::noPong()
{
    Program server(mock("--no-pong"), m_data.path());
    Program peer(
        client(url(server.listeningPort()), words("--keepalive 0.2 --keepalive-timeout 0.3 -w -1")), m_data.path());
    peer.closeWriteChannel();
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 1);
    QCOMPARE(peer.objects("close").value(0)[u"code"].toInt(), 1006);
    for (const QJsonObject &frame : peer.objects("frame"))
        QCOMPARE(frame[u"name"].toString(), QStringLiteral("ping"));
}

void tst_CliOptions::keepAliveTellsTheRoundTrip()
{
    Program server(mock(), m_data.path());
    Program peer(words("connect -P --keepalive 0.2 -w -1") + QStringList{url(server.listeningPort())}, m_data.path());
    const auto pong = [&peer] {
        for (const QByteArray &line : peer.lines()) {
            if (line.startsWith("< (pong, ") && line.contains(" ms)"))
                return true;
        }
        return false;
    };
    QTRY_VERIFY_WITH_TIMEOUT(pong(), 10'000);
}

void tst_CliOptions::largeMessages()
{
    Program server(mock("--max-message 1K"), m_data.path());
    Program peer(client(url(server.listeningPort()),
                     words("--no-deflate -w 5 -x") + QStringList{QString(1025, QLatin1Char('x'))}),
        m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.objects("close").value(0)[u"code"].toInt(), 1009);
    QCOMPARE(peer.objects("close").value(0)[u"by"].toString(), QStringLiteral("peer"));
}

/// Each row is printed before it goes.
void tst_CliOptions::oldRowsGo()
{
    const QString saved = m_data.filePath(QStringLiteral("kept.hgcap"));
    Program server(mock(), m_data.path());
    QStringList flags = words("--keep-rows 10 -w 0.5 --save") + QStringList{saved};
    for (int i = 0; i < 50; ++i)
        flags += {QStringLiteral("-x"), QStringLiteral("message %1").arg(i)};
    Program peer(client(url(server.listeningPort()), flags), m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 0);
    QCOMPARE(peer.objects("message").size(), 100);
    const QList<QJsonObject> letGo = peer.objects("letGo");
    QCOMPARE(letGo.size(), 1);
    const auto capture = Capture::open(saved);
    QVERIFY(capture);
    QCOMPARE((*capture)->lastId() - (*capture)->firstId() + 1, 10);
    QCOMPARE(letGo.first()[u"rows"].toInteger(), (*capture)->firstId() - 1);
    QCOMPARE(letGo.first()[u"firstRow"].toInteger(), (*capture)->firstId());
}

void tst_CliOptions::redirects_data()
{
    QTest::addColumn<QString>("flag");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("connections");
    QTest::newRow("followed") << QStringLiteral("-L") << 0 << 2;
    QTest::newRow("not followed") << QStringLiteral("-P") << 1 << 1;
    QTest::newRow("too many") << QStringLiteral("-L --max-redirects 0") << 1 << 1;
}

/// With -L the exit status is that of the last hop.
void tst_CliOptions::redirects()
{
    QFETCH(QString, flag);
    Program target(mock(), m_data.path());
    const QByteArray location = url(target.listeningPort()).toUtf8() + "/there";
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server, [&server, location] {
        server.send("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
    });
    Program peer(client(server.address(), words(flag.toUtf8().constData()) + words("-x hi -w 0.2")), m_data.path());
    QVERIFY(ended(peer));
    QTEST(peer.exitCode(), "status");
    const QList<QJsonObject> handshakes = peer.objects("handshake");
    QTEST(int(handshakes.size()), "connections");
    QCOMPARE(peer.objects("error").value(0)[u"phase"].toString(), QStringLiteral("verdict"));
    if (handshakes.size() < 2)
        return;
    QCOMPARE(handshakes[1][u"reason"].toString(), QStringLiteral("redirect"));
    QCOMPARE(handshakes[1][u"previous"], handshakes[0][u"connection"]);
    QCOMPARE(handshakes[1][u"attempt"].toInt(), 1);
    QCOMPARE(handshakes[1][u"url"].toString(), QString::fromUtf8(location));
}

static quint16 closedPort()
{
    QTcpServer nobody;
    nobody.listen(QHostAddress::LocalHost);
    return nobody.serverPort();
}

void tst_CliOptions::reconnectGivesUp()
{
    Program peer(client(url(closedPort()), words("--reconnect 1")), m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 1);
    QCOMPARE(peer.objects("error").size(), 2);
    QCOMPARE(peer.objects("waiting").size(), 1);
    QCOMPARE(peer.objects("waiting").first()[u"attempt"].toInt(), 1);
    QVERIFY(peer.objects("waiting").first()[u"ms"].toInt() >= 400);
    QCOMPARE(peer.objects("handshake").value(1)[u"reason"].toString(), QStringLiteral("reconnect"));
}

void tst_CliOptions::reconnectSendsAgain()
{
    ScriptedServer server;
    server.acceptAll();
    Program peer(client(server.address(), words("--reconnect -x subscribe")), m_data.path());
    QTRY_COMPARE_WITH_TIMEOUT(server.payloads(Opcode::Text).size() + server.payloads(Opcode::Binary).size(), 1, 10'000);
    server.socket()->abort();
    QTRY_COMPARE_WITH_TIMEOUT(server.connections(), 2, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(server.frames.size(), 2, 10'000);
    QCOMPARE(server.frames[1].payload, server.frames[0].payload);
    QCOMPARE(peer.state(), QProcess::Running);
}

void tst_CliOptions::interruptEndsTheWait()
{
    Program peer(client(url(closedPort()), words("--reconnect")), m_data.path());
    QTRY_VERIFY_WITH_TIMEOUT(peer.objects("waiting").size() >= 2, 10'000);
    ::kill(pid_t(peer.processId()), SIGINT);
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 1);
}

void tst_CliOptions::cookiesComeBack()
{
    const QString jar = m_data.filePath(QStringLiteral("cookies"));
    const QStringList flags = words("-w 0.1 -x hi --cookies") + QStringList{jar};
    ScriptedServer server;
    connect(&server, &ScriptedServer::requested, &server,
        [&server] { server.accept("Set-Cookie: id=7; Max-Age=100\r\n"); });
    Program first(client(server.address(), flags), m_data.path());
    QTRY_VERIFY_WITH_TIMEOUT(server.hasRequest(), 10'000);
    QVERIFY(!server.request().has("Cookie"));
    QTRY_VERIFY_WITH_TIMEOUT(!first.objects("message").isEmpty(), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(jar), 10'000); // written by a thread of its own
    first.kill();
    QVERIFY(ended(first));
    Program second(client(server.address(), flags), m_data.path());
    QTRY_VERIFY_WITH_TIMEOUT(server.connections() == 2 && server.hasRequest(), 10'000);
    QCOMPARE(server.request().value("Cookie"), QByteArray("id=7"));
}

void tst_CliOptions::timeout()
{
    ScriptedServer silent;
    Program peer(client(silent.address(), words("--timeout-upgrade 0.2")), m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 1);
    QCOMPARE(peer.objects("error").value(0)[u"phase"].toString(), QStringLiteral("response"));
}

void tst_CliOptions::proxyIsTheOneThatFails()
{
    Program peer(client(QStringLiteral("ws://server.invalid"),
                     words("--proxy") + QStringList{QStringLiteral("http://me:secret@127.0.0.1:%1").arg(closedPort())}),
        m_data.path());
    QVERIFY(ended(peer));
    QCOMPARE(peer.exitCode(), 1);
    QCOMPARE(peer.objects("error").value(0)[u"phase"].toString(), QStringLiteral("proxy"));
    const QJsonObject handshake = peer.objects("handshake").value(0);
    QVERIFY(handshake[u"proxy"].toString().startsWith(QStringLiteral("http://127.0.0.1:")));
    QVERIFY(!peer.lines().join('\n').contains("secret"));
}

void tst_CliOptions::ownCertificate()
{
    Program printed(words("mock --print-cert"), m_data.path());
    QVERIFY(ended(printed));
    QCOMPARE(printed.exitCode(), 0);
    const QString ca = file(QStringLiteral("own.pem"), printed.lines().join('\n') + '\n');
    Program server(mock("--tls"), m_data.path());
    const quint16 port = server.listeningPort();
    QCOMPARE(server.objects("listening").first()[u"url"].toString(), QStringLiteral("wss://127.0.0.1:%1").arg(port));
    const QString address = QStringLiteral("wss://localhost:%1").arg(port);

    Program trusting(client(address, words("-x hi -w 0.2 --ca") + QStringList{ca}), m_data.path());
    QVERIFY(ended(trusting));
    QCOMPARE(trusting.exitCode(), 0);
    const QJsonValue tls = trusting.objects("handshake").value(0)[u"tlsFacts"];
    QVERIFY(tls[u"chain"][0][u"pem"].toString().startsWith(QStringLiteral("-----BEGIN CERTIFICATE-----")));
    QVERIFY(tls[u"errors"].toArray().isEmpty());

    Program strict(client(address, {}), m_data.path());
    QVERIFY(ended(strict));
    QCOMPARE(strict.exitCode(), 1);
    QCOMPARE(strict.objects("error").value(0)[u"phase"].toString(), QStringLiteral("tls"));
    QVERIFY(!strict.objects("handshake").value(0)[u"tlsFacts"][u"errors"].toArray().isEmpty());

    Program lenient(client(address, words("-n -x hi -w 0.2")), m_data.path());
    QVERIFY(ended(lenient));
    QCOMPARE(lenient.exitCode(), 0);
    QCOMPARE(lenient.objects("handshake").value(0)[u"tlsFacts"][u"accepted"].toString(), QStringLiteral("--no-check"));

    Program told(words("connect -n -x hi -w 0.2") + QStringList{address}, m_data.path());
    QVERIFY(ended(told));
    const QByteArray said = told.errors();
    QVERIFY2(
        said.contains("Accepted all the same (--no-check): the certificate CN=Handglass mock server is self-signed"),
        said.constData());

    Program plain(client(QStringLiteral("ws://localhost:%1").arg(port), {}), m_data.path());
    QVERIFY(ended(plain));
    QCOMPARE(plain.objects("error").value(0)[u"suggestion"].toString(), QStringLiteral("Connect with wss:// instead."));
}

void tst_CliOptions::clientCertificate()
{
    const TestCertificate own({.name = "client"});
    const QString certificate = file(QStringLiteral("client.pem"), own.pem());
    const QString key = file(QStringLiteral("client.key"), own.keyPem("let me in"));
    const QString phrase = file(QStringLiteral("phrase"), "let me in\n");
    Program server(mock("--client-ca") + QStringList{certificate}, m_data.path());
    const QString address = QStringLiteral("wss://127.0.0.1:%1").arg(server.listeningPort());
    Program without(client(address, words("-n -x hi -w 0.2")), m_data.path());
    QVERIFY(ended(without));
    QCOMPARE(without.exitCode(), 1);
    Program with(
        client(address,
            words("-n -x hi -w 0.2 --cert")
                + QStringList{certificate, QStringLiteral("--key"), key, QStringLiteral("--passphrase-file"), phrase}),
        m_data.path());
    QVERIFY(ended(with));
    QVERIFY2(with.exitCode() == 0, with.errors().constData());
    QTRY_VERIFY(!server.objects("message").isEmpty());
    for (Program *program : {&server, &with})
        QVERIFY(!program->lines().join('\n').contains("let me in"));
}

void tst_CliOptions::passphraseFromTheEnvironment()
{
    const TestCertificate own({});
    const QString bundle = file(QStringLiteral("server.p12"), own.pkcs12("sesame"));
    qputenv("HANDGLASS_PASSPHRASE", "sesame");
    Program server(mock("--cert") + QStringList{bundle}, m_data.path());
    qunsetenv("HANDGLASS_PASSPHRASE");
    QVERIFY(server.listeningPort() > 0);
    Program wrong(
        mock("--cert") + QStringList{bundle, QStringLiteral("--passphrase"), QStringLiteral("open")}, m_data.path());
    QVERIFY(ended(wrong));
    QCOMPARE(wrong.exitCode(), 1);
    QVERIFY(!wrong.errors().isEmpty() && !wrong.errors().contains("open"));
}

/// A person sits at a terminal, and the files need what no option gives.
void tst_CliOptions::passphraseIsAskedFor()
{
    const TestCertificate own({});
    const QString bundle = file(QStringLiteral("asked.p12"), own.pkcs12("sesame"));
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
    const QByteArray name = ::ptsname(terminal);
    Program server(m_data.path());
    server.setChildProcessModifier([name] {
        ::setsid();
        const int input = ::open(name.constData(), O_RDWR);
        ::ioctl(input, TIOCSCTTY, 0);
        ::dup2(input, STDIN_FILENO);
    });
    server.start(QStringLiteral(HANDGLASS_PROGRAM), mock("--cert") + QStringList{bundle});
    QByteArray shown;
    const auto asked = [terminal, &shown, &bundle] {
        std::array<char, 256> bytes = {};
        const ssize_t size = ::read(terminal, bytes.data(), bytes.size());
        shown.append(bytes.data(), qMax<qsizetype>(0, size));
        return shown.contains("Passphrase of " + bundle.toUtf8() + ": ");
    };
    QTRY_VERIFY_WITH_TIMEOUT(asked(), 10'000);
    QCOMPARE(::write(terminal, "sesame\n", 7), 7);
    QVERIFY2(server.listeningPort() > 0, server.errors().constData());
    ::close(terminal);
}

QTEST_GUILESS_MAIN(tst_CliOptions)
#include "tst_cli_options.moc"
