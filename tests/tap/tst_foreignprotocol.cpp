// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/foreignprotocol.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// What answers where HTTP was expected, told from its first bytes.
class TestForeignProtocol final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void recognises_data();
    void recognises();
    void doesNotRecognise_data();
    void doesNotRecognise();
    void sections();
};

void TestForeignProtocol::recognises_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QString>("evidence");
    QTest::addColumn<QString>("words"); // of cause and suggestion
    const auto row = [](const char *name, const QByteArray &bytes, const char *fact, const char *evidence,
                         const char *words) {
        QTest::newRow(name) << bytes << QString::fromUtf8(fact) << QString::fromUtf8(evidence)
                            << QString::fromUtf8(words);
    };
    const auto text = [&row](const char *name, const QByteArray &line) {
        const QByteArray fact = QByteArray("got a greeting of ") + name + ": this port does not speak HTTP";
        const QByteArray evidence = "“" + line.trimmed() + "”";
        QTest::addRow("%s, %s", name, line.left(8).trimmed().constData())
            << line << QString::fromUtf8(fact) << QString::fromUtf8(evidence)
            << QStringLiteral("a server of %1 listens there").arg(QLatin1String(name));
    };
    row("TLS alert", QByteArray::fromHex("15030100020246"), "this port speaks wss://, not ws://",
        "15 03 01 00 02 02 46", "wss://");
    row("TLS 1.3 alert", QByteArray::fromHex("15030300020228"), "got a TLS record", "15 03 03", "wss://");
    row("HTTP/2, SETTINGS", QByteArray::fromHex("000006040000000000000300000064"),
        "got a frame of HTTP/2: this port speaks HTTP/2 only, RFC 9112 §4", "00 00 06 04 00 00 00 00 00",
        "RFC 8441 §5");
    row("HTTP/2, empty SETTINGS", QByteArray::fromHex("000000040000000000"), "HTTP/2 only", "00 00 00 04",
        "RFC 9113 §3.4");
    row("HTTP/2, GOAWAY", QByteArray::fromHex("0000080700000000000000000000000001"), "HTTP/2 only", "00 00 08 07",
        "HTTP/1.1");
    text("SSH", "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n");
    text("SMTP", "220 mail.example ESMTP Postfix\r\n");
    text("SMTP", "220-smtp.example ready\r\n");
    text("FTP", "220 (vsFTPd 3.0.3)\r\n");
    text("FTP", "220 ProFTPD Server\r\n");
    text("SMTP or FTP", "220 ready\r\n");
    text("IMAP", "* OK [CAPABILITY IMAP4rev1] ready\r\n");
    text("POP3", "+OK ready\r\n");
    text("Redis", "-ERR wrong number of arguments for 'get' command\r\n");
    text("Redis", "-NOAUTH Authentication required.\r\n");
    text("Redis", "-DENIED Redis is running in protected mode\r\n");
    text("memcached", "ERROR\r\n");
    text("VNC", "RFB 003.008\n");
    text("RTSP", "RTSP/1.0 400 Bad Request\r\n");
    text("NATS", "INFO {\"server_id\":\"x\"}\r\n");
    row("MySQL", QByteArray::fromHex("4a0000000a382e302e333600"), "got a greeting of MySQL",
        "4a 00 00 00 0a 38 2e 30 2e 33 36 00", "server of MySQL");
    row("MySQL, host not allowed", QByteArray::fromHex("45000000ff6a04486f7374"), "got a greeting of MySQL",
        "45 00 00 00 ff", "server of MySQL");
    row("AMQP", QByteArray::fromHex("414d515000000901"), "got a greeting of AMQP", "41 4d 51 50", "server of AMQP");
    row("Telnet", QByteArray::fromHex("fffd18fffd20"), "got a greeting of Telnet", "ff fd 18", "server of Telnet");
    row("echo", "GET /chat HTTP/1.1\r\n", "got the request itself", "“GET /chat HTTP/1.1”", "An echo service");
    row("HTTP/0.9", "<html><body>no</body></html>", "got a page without one", "“<html><body>no</body></html>”",
        "HTTP/0.9");
}

void TestForeignProtocol::recognises()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, fact);
    QFETCH(QString, evidence);
    QFETCH(QString, words);
    const Failure failure = explainForeign(bytes);
    QCOMPARE(failure.phase, FailurePhase::Response);
    QVERIFY2(failure.fact.startsWith(QStringLiteral("expected ")), qPrintable(failure.fact));
    QVERIFY2(failure.fact.contains(fact), qPrintable(failure.fact));
    QVERIFY2(failure.evidence.startsWith(evidence), qPrintable(failure.evidence));
    QVERIFY2((failure.cause + failure.suggestion).contains(words), qPrintable(failure.cause + failure.suggestion));
    QVERIFY(!failure.suggestion.isEmpty());
    // Of fewer bytes nothing else is said than of all.
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const Failure early = explainForeign(bytes.first(size));
        QVERIFY2(!early || early.fact == failure.fact, qPrintable(early.fact));
    }
}

void TestForeignProtocol::doesNotRecognise_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("a number") << QByteArray("200 OK\r\n");
    QTest::newRow("text") << QByteArray("hello\r\n");
    QTest::newRow("garbage") << QByteArray::fromHex("00010203ff");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("ones") << QByteArray(100, '\xff');
    QTest::newRow("half a SETTINGS frame") << QByteArray::fromHex("0000060400");
    QTest::newRow("a frame of a stream") << QByteArray::fromHex("000006040000000001");
    QTest::newRow("220 without an end") << QByteArray("220 mail");
}

void TestForeignProtocol::doesNotRecognise()
{
    QFETCH(QByteArray, bytes);
    const Failure failure = explainForeign(bytes);
    QVERIFY2(!failure, qPrintable(failure.fact));
}

void TestForeignProtocol::sections()
{
    QCOMPARE(sectionOf(QStringLiteral("expected a, got b, RFC 9112 §4")), QStringLiteral("RFC 9112 §4"));
    QCOMPARE(sectionOf(QStringLiteral("expected a, got b, RFC 9110 §15.2")), QStringLiteral("RFC 9110 §15.2"));
    QCOMPARE(sectionOf(QStringLiteral("expected a, RFC 9112 §4, got b")), QString());
    QCOMPARE(sectionOf(QString()), QString());
}

QTEST_GUILESS_MAIN(TestForeignProtocol)
#include "tst_foreignprotocol.moc"
