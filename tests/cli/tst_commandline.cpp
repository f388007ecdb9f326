// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/jsonlines.h"
#include "app/cli/terminal.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

class tst_CommandLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void connectErrors_data();
    void connectErrors();
    void connectOptions();
    void mockErrors_data();
    void mockErrors();
    void mockOptions();
    void helpIsNoError();
    void controlCharactersForATerminal_data();
    void controlCharactersForATerminal();
    void typedLines_data();
    void typedLines();
    void timesHaveNanoseconds();
    void bytesThatAreNoTextStayWhole();
};

static QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(QLatin1Char('|'), Qt::SkipEmptyParts);
}

void tst_CommandLine::connectErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *arguments, const char *says) {
        QTest::newRow(name) << words(arguments) << QString::fromUtf8(says);
    };
    row("no URL", "", "expected one URL, got none");
    row("two URLs", "ws://a|ws://b", "expected one URL, got ws://a ws://b");
    row("other scheme", "ftp://a", "ftp");
    row("unknown option", "ws://a|--frobnicate", "frobnicate");
    row("header without colon", "ws://a|-H|Cookie", "expected a header such as “Name: value” after -H, got “Cookie”");
    row("header name", "ws://a|-H|a b: c", "a b");
    row("header line end", "ws://a|-H|a: b\r\nEvil: 1", "a");
    row("subprotocol", "ws://a|-s|a b", "a b");
    row("subprotocol twice", "ws://a|-s|a|-s|a", "a");
    row("auth without colon", "ws://a|--auth|me", "expected USER:PASS after --auth");
    row("two authorizations", "ws://a|--auth|me:x|--bearer|t", "expected one of --auth and --bearer, got both");
    row("seconds", "ws://a|-w|soon", "expected seconds after -w, got “soon”");
    row("no number of seconds", "ws://a|-w|nan", "expected seconds after -w, got “nan”");
    row("too many seconds", "ws://a|-w|1e300", "expected seconds after -w, got “1e300”");
    row("save into nothing", "ws://a|--save|/nowhere/at/all.hgcap", "expected a writable folder for --save");
    row("save over a folder", "ws://a|--save|/tmp", "expected a file name after --save");
}

void tst_CommandLine::connectErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const auto line = parseConnect(arguments);
    QVERIFY(!line);
    QVERIFY(line.error().isError);
    QVERIFY2(line.error().text.contains(says), qPrintable(line.error().text));
    QVERIFY(line.error().text.contains(QStringLiteral("handglass connect --help")));
}

void tst_CommandLine::connectOptions()
{
    const auto line =
        parseConnect(words("localhost:9/x?y|-H|X-A: 1|-H|x-a:2|-s|p|-s|q|-o|http://o|--auth|me:a:b|-x|one|-x|two|"
                           "-w|-1|-P|--json|--echo"));
    QVERIFY2(line, line ? "" : qPrintable(line.error().text));
    QCOMPARE(line->options.url.toString(), QStringLiteral("ws://localhost:9/x?y"));
    QCOMPARE(line->options.headers.size(), 2);
    QCOMPARE(line->options.headers.at(1).name, QByteArray("x-a"));
    QCOMPARE(line->options.headers.at(1).value, QByteArray("2"));
    QCOMPARE(line->options.subprotocols, words("p|q"));
    QCOMPARE(line->options.origin, QByteArray("http://o"));
    QCOMPARE(line->options.user, QStringLiteral("me"));
    QCOMPARE(line->options.password, QStringLiteral("a:b"));
    QCOMPARE(line->execute, words("one|two"));
    QCOMPARE(line->waitSeconds, -1.0);
    QVERIFY(line->output.showControl && line->output.json && line->options.echo);
}

void tst_CommandLine::mockErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("port") << words("-l|70000")
                          << QStringLiteral("expected a port from 0 (any free one) to 65535 after -l, got “70000”");
    QTest::newRow("host") << words("--host|example.net")
                          << QStringLiteral("expected an IP address after --host, got “example.net”");
    QTest::newRow("stray") << words("9000") << QStringLiteral("expected only options, got “9000”");
    QTest::newRow("subprotocol") << words("-s|a,b") << QStringLiteral("a,b");
}

void tst_CommandLine::mockErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const auto line = parseMock(arguments);
    QVERIFY(!line);
    QVERIFY(line.error().isError);
    QVERIFY2(line.error().text.contains(says), qPrintable(line.error().text));
}

void tst_CommandLine::mockOptions()
{
    const auto line = parseMock(words("--listen|0|--host|::1|-s|a|-s|b|--greeting|hi|--no-echo|--save|x.hgcap"));
    QVERIFY2(line, line ? "" : qPrintable(line.error().text));
    QCOMPARE(line->options.port, quint16(0));
    QCOMPARE(line->options.address, QHostAddress(QHostAddress::LocalHostIPv6));
    QCOMPARE(line->options.subprotocols, words("a|b"));
    QCOMPARE(line->options.greeting, QStringLiteral("hi"));
    QVERIFY(!line->options.echo);
    QCOMPARE(line->output.saveTo, QStringLiteral("x.hgcap"));
}

void tst_CommandLine::helpIsNoError()
{
    const auto connectHelp = parseConnect(words("--help"));
    QVERIFY(!connectHelp && !connectHelp.error().isError);
    for (const char *option :
        {"--header", "--subprotocol", "--origin", "--auth", "--execute", "--wait", "--echo", "--json", "--save"})
        QVERIFY2(connectHelp.error().text.contains(QLatin1String(option)), option);
    const auto mockHelp = parseMock(words("-h"));
    QVERIFY(!mockHelp && !mockHelp.error().isError);
    QVERIFY(mockHelp.error().text.contains(QStringLiteral("--listen")));
}

void tst_CommandLine::typedLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code");
    const auto row = [](const char *line, TypedLine::Kind kind, const char *text, int code) {
        QTest::newRow(line) << QString::fromUtf8(line) << int(kind) << QString::fromUtf8(text) << code;
    };
    row("hello /close", TypedLine::Kind::Text, "hello /close", 0);
    row("", TypedLine::Kind::Text, "", 0);
    row("/pingpong", TypedLine::Kind::Text, "/pingpong", 0);
    row("/ping", TypedLine::Kind::Ping, "", 0);
    row("/ping a b", TypedLine::Kind::Ping, "a b", 0);
    row("/pong x", TypedLine::Kind::Pong, "x", 0);
    row("/close", TypedLine::Kind::Close, "", 1000);
    row("/close 4001", TypedLine::Kind::Close, "", 4001);
    row("/close 1012 back soon", TypedLine::Kind::Close, "back soon", 1012);
}

void tst_CommandLine::typedLines()
{
    QFETCH(QString, line);
    QFETCH(int, kind);
    QFETCH(QString, text);
    QFETCH(int, code);
    const TypedLine typed = parseTypedLine(line);
    QCOMPARE(int(typed.kind), kind);
    QCOMPARE(typed.text, text);
    QCOMPARE(int(typed.code), code);
    QCOMPARE(parseTypedLine(QStringLiteral("/close soon")).kind, TypedLine::Kind::Wrong);
    QCOMPARE(parseTypedLine(QStringLiteral("/close 1006")).kind, TypedLine::Kind::Wrong);
    QCOMPARE(
        parseTypedLine(QStringLiteral("/close 1000 ") + QString(124, QLatin1Char('x'))).kind, TypedLine::Kind::Wrong);
}

void tst_CommandLine::controlCharactersForATerminal_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("shown");
    const QByteArray plain = "tab\t, line\n, Grüße 世界";
    QTest::newRow("text") << plain << plain;
    QTest::newRow("escape") << QByteArray("a\x1b[2Jb") << QByteArray("a\\x1b[2Jb");
    QTest::newRow("carriage return, NUL, DEL") << QByteArray("\r\0\x7f", 3) << QByteArray("\\x0d\\x00\\x7f");
    QTest::newRow("C1") << QByteArray("\xC2\x9B[2J\xC2\xA0") << QByteArray("\\x9b[2J\xC2\xA0");
    QTest::newRow("cut off") << QByteArray("\xC2") << QByteArray("\xC2");
}

void tst_CommandLine::controlCharactersForATerminal()
{
    QFETCH(QByteArray, line);
    QTEST(forTerminal(line), "shown");
}

void tst_CommandLine::timesHaveNanoseconds()
{
    QCOMPARE(rfc3339(1'795'167'067'000'000'042), QStringLiteral("2026-11-20T09:31:07.000000042Z"));
}

void tst_CommandLine::bytesThatAreNoTextStayWhole()
{
    Entry entry;
    entry.row.bits = 0x89;
    const QByteArray payload("\xff\x00\xfe", 3);
    const QJsonObject frame = frameJson(entry, payload);
    QVERIFY(!frame.contains(QStringLiteral("payload")));
    QCOMPARE(QByteArray::fromBase64(frame[QStringLiteral("payloadBase64")].toString().toLatin1()), payload);
    QCOMPARE(frameJson(entry, "abc")[QStringLiteral("payload")].toString(), QStringLiteral("abc"));
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
