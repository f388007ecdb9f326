// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturereader.h"
#include "tests/cli/program.h"
#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <csignal>

using namespace handglass;

class tst_Cli : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void versionAndHelp();
    void badUsageIsTwo();
    void mockAndConnectTalk();
    void aMockNumbersItsLines();
    void inputIsSent();
    void jsonLinesOfBothEnds();
    void refusedConnectionIsOne();
    void unknownNameIsOne();
    void httpAnswerIsExplained();
    void echoUntilThePeerCloses();
    void savedCaptureOpens();
    void interruptEndsClean();
    void takenPortOffersAnother();
    void nothingIsLeftBehind();

private:
    QString url(quint16 port) const { return QStringLiteral("ws://127.0.0.1:%1").arg(port); }
    QTemporaryDir m_data;
};

void tst_Cli::versionAndHelp()
{
    Program version({QStringLiteral("--version")}, m_data.path());
    QVERIFY(version.waitForFinished());
    QCOMPARE(version.exitCode(), 0);
    QVERIFY(version.lines().value(0).startsWith("handglass 0."));
    Program help({QStringLiteral("--help")}, m_data.path());
    QVERIFY(help.waitForFinished());
    QCOMPARE(help.exitCode(), 0);
    const QByteArray text = help.lines().join('\n');
    for (const char *command : {"handglass demo", "handglass connect URL", "handglass mock"})
        QVERIFY2(text.contains(command), command);
}

void tst_Cli::badUsageIsTwo()
{
    Program connect({QStringLiteral("connect")}, m_data.path());
    QVERIFY(connect.waitForFinished());
    QCOMPARE(connect.exitCode(), 2);
    QVERIFY(connect.errors().contains("expected one URL, got none"));
    QVERIFY(connect.lines().isEmpty());
}

static QStringList mockArguments(const QStringList &more = {})
{
    return QStringList{
               QStringLiteral("mock"), QStringLiteral("--listen"), QStringLiteral("0"), QStringLiteral("--json")}
    + more;
}

void tst_Cli::mockAndConnectTalk()
{
    Program mock(mockArguments({QStringLiteral("--greeting"), QStringLiteral("welcome")}), m_data.path());
    const quint16 port = mock.listeningPort();
    QVERIFY(port > 0);
    Program client({QStringLiteral("connect"), url(port), QStringLiteral("-x"), QStringLiteral("één"),
                       QStringLiteral("-w"), QStringLiteral("0.5")},
        m_data.path());
    QVERIFY(client.waitForFinished(10'000));
    QCOMPARE(client.exitCode(), 0);
    const QList<QByteArray> lines = client.lines();
    QVERIFY(lines.contains("< welcome"));
    QVERIFY(lines.contains("> één"));
    QVERIFY(lines.contains("< één"));
    QVERIFY(client.errors().contains("1000 Normal Closure"));
    QVERIFY(!client.errors().contains("[1] "));
}

void tst_Cli::aMockNumbersItsLines()
{
    Program mock({QStringLiteral("mock"), QStringLiteral("-l"), QStringLiteral("0")}, m_data.path());
    QTRY_VERIFY(!mock.lines().isEmpty());
    const QByteArray listening = mock.lines().first(); // "Listening on ws://127.0.0.1:… (…"
    const quint16 port = listening.mid(listening.lastIndexOf(':') + 1).split(' ').first().toUShort();
    Program client({QStringLiteral("connect"), url(port), QStringLiteral("-x"), QStringLiteral("hi"),
                       QStringLiteral("-w"), QStringLiteral("0.5")},
        m_data.path());
    QVERIFY(client.waitForFinished(10'000));
    QTRY_VERIFY(mock.errors().contains("[1] Closed by the peer, 1000 Normal Closure."));
    QVERIFY(mock.errors().startsWith("[1] 101 Switching Protocols"));
    QVERIFY(mock.lines().contains("[1] < hi"));
}

void tst_Cli::inputIsSent()
{
    Program mock(mockArguments(), m_data.path());
    const quint16 port = mock.listeningPort();
    Program client(
        {QStringLiteral("connect"), url(port), QStringLiteral("-P"), QStringLiteral("-w"), QStringLiteral("0.5")},
        m_data.path());
    client.write("one\n/ping hey\n\n/close 4007 enough\n");
    client.closeWriteChannel();
    QVERIFY(client.waitForFinished(10'000));
    QCOMPARE(client.exitCode(), 0);
    const QList<QByteArray> lines = client.lines();
    for (const char *line : {"> one", "< one", "> (ping) hey", "> ", "< "})
        QVERIFY2(lines.contains(line), line);
    const auto isPong = [](const QByteArray &line) {
        return line.startsWith("< (pong, ") && line.endsWith(" ms) hey");
    };
    QVERIFY(std::any_of(lines.begin(), lines.end(), isPong));
    QTRY_COMPARE(mock.objects("close").size(), 1);
    QCOMPARE(mock.objects("close").first()[QStringLiteral("code")].toInt(), 4007);
    QCOMPARE(mock.objects("close").first()[QStringLiteral("reason")].toString(), QStringLiteral("enough"));
    QCOMPARE(mock.objects("close").first()[QStringLiteral("by")].toString(), QStringLiteral("peer"));
}

void tst_Cli::jsonLinesOfBothEnds()
{
    Program mock(mockArguments({QStringLiteral("-s"), QStringLiteral("b")}), m_data.path());
    const quint16 port = mock.listeningPort();
    Program client({QStringLiteral("connect"), url(port) + QStringLiteral("/path"), QStringLiteral("--json"),
                       QStringLiteral("-s"), QStringLiteral("a"), QStringLiteral("-s"), QStringLiteral("b"),
                       QStringLiteral("-x"), QStringLiteral("x"), QStringLiteral("-w"), QStringLiteral("0.5")},
        m_data.path());
    QVERIFY(client.waitForFinished(10'000));
    QTRY_COMPARE(mock.objects("close").size(), 1);
    for (Program *end : {&client, &mock}) {
        const QJsonObject handshake = end->objects("handshake").value(0);
        QCOMPARE(handshake[QStringLiteral("accepted")].toBool(), true);
        QCOMPARE(handshake[QStringLiteral("subprotocol")].toString(), QStringLiteral("b"));
        QVERIFY(handshake[QStringLiteral("request")].toString().startsWith(QStringLiteral("GET /path HTTP/1.1\r\n")));
        QVERIFY(handshake[QStringLiteral("response")].toString().startsWith(QStringLiteral("HTTP/1.1 101 ")));
        QCOMPARE(end->objects("message").size(), 2);
        QCOMPARE(end->objects("frame").size(), 4); // text and close, each way
    }
    // Both ends tell the same of the wire.
    const QJsonObject sent = client.objects("frame").value(0);
    const QJsonObject got = mock.objects("frame").value(0);
    QCOMPARE(sent[QStringLiteral("direction")].toString(), QStringLiteral("sent"));
    QCOMPARE(got[QStringLiteral("direction")].toString(), QStringLiteral("received"));
    QVERIFY(sent[QStringLiteral("mask")].toBool());
    QCOMPARE(sent[QStringLiteral("maskingKey")], got[QStringLiteral("maskingKey")]);
    QCOMPARE(client.objects("handshake").value(0)[QStringLiteral("request")],
        mock.objects("handshake").value(0)[QStringLiteral("request")]);
}

void tst_Cli::refusedConnectionIsOne()
{
    QTcpServer nobody;
    QVERIFY(nobody.listen(QHostAddress::LocalHost));
    const quint16 port = nobody.serverPort();
    nobody.close();
    Program client({QStringLiteral("connect"), url(port), QStringLiteral("--json")}, m_data.path());
    QVERIFY(client.waitForFinished(10'000));
    QCOMPARE(client.exitCode(), 1);
    QCOMPARE(client.objects("error").size(), 1);
    QCOMPARE(client.objects("error").first()[QStringLiteral("phase")].toString(), QStringLiteral("tcp"));
    QVERIFY(!client.objects("error").first()[QStringLiteral("sentence")].toString().isEmpty());
}

/// Asks the system: whether it says no or nothing in time, the program tells the phase and ends by itself. More than
/// once, for what breaks here is the memory that Qt's answer is in.
void tst_Cli::unknownNameIsOne()
{
    for (int i = 0; i < 3; ++i) {
        Program client(
            words("connect ws://no-such-host.invalid --proxy none --timeout-lookup 3 --json"), m_data.path());
        QVERIFY(client.waitForFinished(20'000));
        QCOMPARE(client.exitStatus(), QProcess::NormalExit);
        QCOMPARE(client.exitCode(), 1);
        QCOMPARE(client.errors(), QByteArray());
        QCOMPARE(client.objects("error").size(), 1);
        QCOMPARE(client.objects("error").first()[QStringLiteral("phase")].toString(), QStringLiteral("lookup"));
    }
}

void tst_Cli::httpAnswerIsExplained()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            if (!socket->readAll().contains("\r\n\r\n"))
                return;
            socket->write(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 4\r\n\r\nnope");
            socket->disconnectFromHost();
        });
    });
    Program client({QStringLiteral("connect"), url(server.serverPort()), QStringLiteral("--json")}, m_data.path());
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(client.exitCode(), 1);
    const QJsonObject error = client.objects("error").value(0);
    QVERIFY(error[QStringLiteral("sentence")].toString().contains(
        QStringLiteral("expected 101 Switching Protocols, got 401 Unauthorized")));
    const QJsonObject handshake = client.objects("handshake").value(0);
    QCOMPARE(handshake[QStringLiteral("accepted")].toBool(), false);
    QCOMPARE(handshake[QStringLiteral("body")].toString(), QStringLiteral("nope"));
}

void tst_Cli::echoUntilThePeerCloses()
{
    QWebSocketServer server(QStringLiteral("oracle"), QWebSocketServer::NonSecureMode);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    Program client({QStringLiteral("connect"), QStringLiteral("--echo"), url(server.serverPort())}, m_data.path());
    client.closeWriteChannel(); // the end of the input is not the end of the echo
    QTRY_VERIFY(server.hasPendingConnections());
    const std::unique_ptr<QWebSocket> peer(server.nextPendingConnection());
    QStringList texts;
    QByteArrayList binaries;
    connect(peer.get(), &QWebSocket::textMessageReceived, this, [&](const QString &text) { texts.append(text); });
    connect(peer.get(), &QWebSocket::binaryMessageReceived, this,
        [&](const QByteArray &binary) { binaries.append(binary); });
    const QString big(100'000, QChar(0x20AC));
    peer->sendTextMessage(big);
    peer->sendTextMessage(QString());
    peer->sendBinaryMessage(QByteArray("\0\xff", 2));
    QTRY_COMPARE(texts, (QStringList{big, QStringLiteral("")}));
    QTRY_COMPARE(binaries, QByteArrayList{QByteArray("\0\xff", 2)});
    peer->close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("bye"));
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(client.exitCode(), 0);
}

void tst_Cli::savedCaptureOpens()
{
    Program mock(mockArguments(), m_data.path());
    const quint16 port = mock.listeningPort();
    const QString file = m_data.filePath(QStringLiteral("saved.hgcap"));
    Program client({QStringLiteral("connect"), url(port), QStringLiteral("-x"), QStringLiteral("keep me"),
                       QStringLiteral("-w"), QStringLiteral("0.3"), QStringLiteral("--save"), file},
        m_data.path());
    QVERIFY(client.waitForFinished(10'000));
    QCOMPARE(client.exitCode(), 0);
    const auto reader = CaptureReader::open(file);
    QVERIFY2(reader, reader ? "" : qPrintable(reader.error().sentence));
    QCOMPARE((*reader)->connectionIds().size(), 1);
    QByteArrayList contents;
    for (const Entry &entry : (*reader)->range(1, (*reader)->lastId(), 100))
        contents.append((*reader)->content(entry.id));
    QCOMPARE(contents.count("keep me"), 2);
}

void tst_Cli::interruptEndsClean()
{
#ifdef Q_OS_UNIX
    Program mock(mockArguments(), m_data.path());
    const quint16 port = mock.listeningPort();
    Program client({QStringLiteral("connect"), url(port), QStringLiteral("--json")}, m_data.path());
    QTRY_COMPARE(client.objects("handshake").size(), 1);
    ::kill(pid_t(client.processId()), SIGINT);
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(client.exitCode(), 0);
    QCOMPARE(client.objects("close").value(0)[QStringLiteral("code")].toInt(), 1000);
    ::kill(pid_t(mock.processId()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(mock.state(), QProcess::NotRunning, 10'000);
    QCOMPARE(mock.exitCode(), 0);
#endif
}

void tst_Cli::takenPortOffersAnother()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    Program mock({QStringLiteral("mock"), QStringLiteral("-l"), QString::number(taken.serverPort())}, m_data.path());
    QVERIFY(mock.waitForFinished(10'000));
    QCOMPARE(mock.exitCode(), 1);
    QVERIFY(mock.errors().contains(QByteArray::number(taken.serverPort())));
    QVERIFY(mock.errors().contains("is free: handglass mock -l "));
}

void tst_Cli::nothingIsLeftBehind()
{
    const QStringList left = QDir(m_data.path()).entryList({QStringLiteral("*.hgcap*")}, QDir::Files);
    QCOMPARE(left, QStringList{QStringLiteral("saved.hgcap")});
    QDir unsaved(m_data.path());
    QVERIFY(unsaved.cd(QStringLiteral("Handglass/unsaved")) || unsaved.cd(QStringLiteral("handglass/unsaved")));
    // Mocks that were killed leave theirs for recovery; those that ended leave nothing.
    for (const QFileInfo &file : unsaved.entryInfoList({QStringLiteral("*.hgcap")}, QDir::Files))
        QVERIFY2(CaptureReader::open(file.filePath()).has_value(), qPrintable(file.fileName()));
}

QTEST_GUILESS_MAIN(tst_Cli)
#include "tst_cli.moc"
