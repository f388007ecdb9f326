// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/terminal.h"
#include "app/session/cookiejar.h"
#include "tests/support/failonwarnings.h"

#include <QTemporaryDir>
#include <QTemporaryFile>
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
    void connectDefaults();
    void connectDeflate_data();
    void connectDeflate();
    void connectTls();
    void passphrases();
    void connectTimeouts();
    void connectBehaviour();
    void retention();
    void reconnect_data();
    void reconnect();
    void rawStandsInOrder();
    void proxy();
    void cookies();
    void mockErrors_data();
    void mockErrors();
    void mockOptions();
    void mockTls_data();
    void mockTls();
    void mockBehaviour();
    void helpIsNoError();
    void controlCharactersForATerminal_data();
    void controlCharactersForATerminal();
    void typedLines_data();
    void typedLines();
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
    row("no bearer token", "ws://a|--bearer=", "--bearer: expected a token, got nothing");
    row("seconds below zero", "ws://a|-w|-3", "expected seconds after -w, or -1 for never, got “-3”");
    row("tries below zero", "ws://a|--reconnect|-1",
        "--reconnect: expected a whole number from 0 to 1000000, got “-1”");
    row("more tries than a number holds", "ws://a|--reconnect|99999999999", "--reconnect: expected a whole number");
    row("no server name", "ws://a|--sni=", "--sni: expected a server name such as example.org, got “”");
    row("server name with a space", "ws://a|--sni|a b", "--sni: expected a server name such as example.org, got “a b”");
    row("seconds", "ws://a|-w|soon", "expected seconds after -w, or -1 for never, got “soon”");
    row("no number of seconds", "ws://a|-w|nan", "expected seconds after -w, or -1 for never, got “nan”");
    row("too many seconds", "ws://a|-w|1e300", "expected seconds after -w, or -1 for never, got “1e300”");
    row("unknown proxy", "ws://a|--proxy|ftp://x", "--proxy: ");
    row("no redirects", "ws://a|-L|--max-redirects|many", "--max-redirects: expected a whole number from 0 to 1000");
    row("redirects that are not followed", "ws://a|--max-redirects|3", "expected -L with --max-redirects");
    row("both compressions", "ws://a|--no-deflate|--deflate|client_max_window_bits",
        "expected one of --deflate and --no-deflate, got both");
    row("deflate", "ws://a|--deflate|client_max_window_bits=99",
        "--deflate: expected parameters of permessage-deflate");
    row("authorities", "ws://a|--ca|/nowhere.pem", "--ca: expected a file that can be read, got “/nowhere.pem”");
    row("folder as certificate", "ws://a|--cert|/tmp", "--cert: expected a file that can be read, got “/tmp”");
    row("key alone", "ws://a|--key|/dev/null", "expected --cert with --key, got --key alone");
    row("passphrase alone", "ws://a|--passphrase|x", "expected --cert with --passphrase");
    row("passphrase file", "ws://a|--cert|/dev/null|--passphrase-file|/nowhere",
        "--passphrase-file: expected a file that can be read, got “/nowhere”");
    row("two passphrases", "ws://a|--cert|/dev/null|--passphrase|x|--passphrase-file|/dev/null",
        "expected one of --passphrase and --passphrase-file, got both");
    row("TLS version", "ws://a|--tls-min|1.1", "--tls-min: expected 1.2 or 1.3, got “1.1”");
    row("time-out", "ws://a|--timeout|0", "--timeout: expected seconds above 0 and up to 1000000, got “0”");
    row("phase's time-out", "ws://a|--timeout-tls|x", "--timeout-tls: expected seconds above 0");
    row("keep-alive", "ws://a|--keepalive|x", "--keepalive: expected seconds above 0");
    row("time-out of no keep-alive", "ws://a|--keepalive-timeout|3", "expected --keepalive with --keepalive-timeout");
    row("raw", "ws://a|--raw|8", "--raw: expected bytes in hex such as “89 04 70 69 6e 67”, got “8”");
    row("message size", "ws://a|--max-message|big", "--max-message: expected a number of bytes from 1");
    row("kept rows", "ws://a|--keep-rows|0", "--keep-rows: expected a whole number from 1");
    row("kept size", "ws://a|--keep-size|0", "--keep-size: expected a number of bytes from 1");
    row("free space", "ws://a|--min-free|all", "--min-free: expected a number of bytes from 1");
    row("tries", "ws://a|--reconnect=soon", "--reconnect: expected a whole number from 0 to 1000000, got “soon”");
    row("cookies in a folder", "ws://a|--cookies|/tmp", "--cookies: ");
    row("first of several", "ws://a|--timeout|x|-w|soon", "--timeout");
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
    QCOMPARE(line->execute, (QList<Execute>{{QStringLiteral("one"), {}}, {QStringLiteral("two"), {}}}));
    QCOMPARE(line->waitSeconds, -1.0);
    QVERIFY(line->output.showControl && line->output.json && line->options.echo);
}

static ConnectCommandLine connectLine(const QStringList &more)
{
    const auto line = parseConnect(QStringList{QStringLiteral("ws://a")} + more);
    if (!line)
        qWarning("%s", qPrintable(line.error().text));
    return line.value_or(ConnectCommandLine());
}

/// What a conformance suite meets.
void tst_CommandLine::connectDefaults()
{
    const ConnectCommandLine line = connectLine({});
    const ClientOptions browser;
    QCOMPARE(line.options.deflate, browserDeflateOffers());
    QVERIFY(line.options.autoPong && !line.options.observeOnly);
    QCOMPARE(line.options.limits.message, quint64(64) << 20U);
    QCOMPARE(line.options.keepAlive.interval.count(), 0);
    QCOMPARE(line.options.timeouts.upgrade, browser.timeouts.upgrade);
    QVERIFY(!line.options.redirects.follow && !line.options.reconnect.enabled && !line.options.cookies);
    QVERIFY(line.options.tls.verify);
    QCOMPARE(int(line.options.proxy.kind), int(ProxyKind::System));
    QVERIFY(!line.askPassphrase);
    QCOMPARE(line.waitSeconds, 2.0);
}

void tst_CommandLine::connectDeflate_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("offer");
    QTest::newRow("default") << QStringList() << QByteArray("permessage-deflate; client_max_window_bits");
    QTest::newRow("off") << words("--no-deflate") << QByteArray();
    QTest::newRow("no parameters") << (words("--deflate") << QString()) << QByteArray("permessage-deflate");
    QTest::newRow("two offers") << words("--deflate|server_max_window_bits=10|--deflate|client_no_context_takeover")
                                << QByteArray("permessage-deflate; server_max_window_bits=10, permessage-deflate; "
                                              "client_no_context_takeover");
}

void tst_CommandLine::connectDeflate()
{
    QFETCH(QStringList, arguments);
    QList<Extension> extensions;
    for (const DeflateOffer &offer : connectLine(arguments).options.deflate)
        extensions.append(offer.toExtension());
    QTEST(composeExtensions(extensions), "offer");
}

void tst_CommandLine::connectTls()
{
    const TlsClientOptions tls =
        connectLine(words("-n|--ca|/dev/null|--cert|/dev/null|--key|/dev/null|--sni|b.example|--tls-min|1.3"))
            .options.tls;
    QVERIFY(!tls.verify);
    QCOMPARE(tls.caFile, QStringLiteral("/dev/null"));
    QCOMPARE(tls.certificateFile, QStringLiteral("/dev/null"));
    QCOMPARE(tls.keyFile, QStringLiteral("/dev/null"));
    QCOMPARE(tls.serverName, QStringLiteral("b.example"));
    QCOMPARE(int(tls.minimum), int(TlsMinimum::Tls13));
    QCOMPARE(int(connectLine(words("--tls-min|1.2")).options.tls.minimum), int(TlsMinimum::Tls12));
    for (const char *name : {"b", "b_c.example", "bücher.example", "127.0.0.1", "::1"})
        QCOMPARE(connectLine(words("--sni") + words(name)).options.tls.serverName, QString::fromUtf8(name));
}

void tst_CommandLine::passphrases()
{
    const QStringList certificate = words("--cert|/dev/null");
    QCOMPARE(connectLine(certificate + words("--passphrase|a b")).options.tls.passphrase, QStringLiteral("a b"));
    const ConnectCommandLine asked = connectLine(certificate + words("--passphrase|-"));
    QVERIFY(asked.askPassphrase && asked.options.tls.passphrase.isEmpty());

    QTemporaryFile file;
    QVERIFY(file.open());
    file.write("geheim ä \r\nsecond line\n");
    file.flush();
    const QStringList fromFile = certificate + words("--passphrase-file") + QStringList{file.fileName()};
    QCOMPARE(connectLine(fromFile).options.tls.passphrase, QStringLiteral("geheim ä "));

    qputenv("HANDGLASS_PASSPHRASE", "from outside");
    QCOMPARE(connectLine(certificate).options.tls.passphrase, QStringLiteral("from outside"));
    QCOMPARE(connectLine(fromFile).options.tls.passphrase, QStringLiteral("geheim ä "));
    qunsetenv("HANDGLASS_PASSPHRASE");
}

void tst_CommandLine::connectTimeouts()
{
    const Timeouts all = connectLine(words("--timeout|1.5|--timeout-tls|3|--timeout-close|0.5")).options.timeouts;
    for (const auto phase : {all.nameLookup, all.tcp, all.proxy, all.upgrade, all.body})
        QCOMPARE(phase.count(), 1500);
    QCOMPARE(all.tls.count(), 3000);
    QCOMPARE(all.close.count(), 500);
    const Timeouts some =
        connectLine(words("--timeout-lookup|1|--timeout-tcp|2|--timeout-proxy|3|--timeout-upgrade|4")).options.timeouts;
    QCOMPARE(some.nameLookup.count(), 1000);
    QCOMPARE(some.tcp.count(), 2000);
    QCOMPARE(some.proxy.count(), 3000);
    QCOMPARE(some.upgrade.count(), 4000);
    QCOMPARE(some.tls, Timeouts().tls);
}

void tst_CommandLine::connectBehaviour()
{
    const ClientOptions options = connectLine(
        words("--keepalive|10|--keepalive-timeout|2|--no-pong|--observe|--max-message|1K|-L|--max-redirects|3"))
                                      .options;
    QCOMPARE(options.keepAlive.interval.count(), 10'000);
    QCOMPARE(options.keepAlive.timeout.count(), 2'000);
    QVERIFY(!options.autoPong && options.observeOnly);
    QCOMPARE(options.limits.message, quint64(1024));
    QVERIFY(options.redirects.follow);
    QCOMPARE(options.redirects.most, 3);
}

void tst_CommandLine::retention()
{
    QCOMPARE(connectLine(words("--save|x.hgcap")).output.retention, Retention());
    QCOMPARE(connectLine({}).output.retention, Retention{.bytes = 1LL << 30});
    QCOMPARE(connectLine(words("--keep-rows|7")).output.retention, Retention{.rows = 7});
    const Retention bounds = connectLine(words("--keep-rows|1000|--keep-size|2G|--min-free|64M")).output.retention;
    QCOMPARE(bounds, (Retention{.rows = 1000, .bytes = 2LL << 30, .minFree = 64 << 20}));
}

void tst_CommandLine::reconnect_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("most");
    QTest::addColumn<double>("wait");
    QTest::newRow("without end") << words("ws://a|--reconnect") << 0 << -1.0;
    QTest::newRow("before the URL") << words("--reconnect|ws://a") << 0 << -1.0;
    QTest::newRow("number") << words("--reconnect|3|ws://a") << 3 << -1.0;
    QTest::newRow("with =") << words("ws://a|--reconnect=4") << 4 << -1.0;
    QTest::newRow("before an option") << words("ws://a|--reconnect|-w|7") << 0 << 7.0;
}

void tst_CommandLine::reconnect()
{
    QFETCH(QStringList, arguments);
    const auto line = parseConnect(arguments);
    QVERIFY2(line, line ? "" : qPrintable(line.error().text));
    QVERIFY(line->options.reconnect.enabled);
    QTEST(line->options.reconnect.most, "most");
    QTEST(line->waitSeconds, "wait");
}

void tst_CommandLine::rawStandsInOrder()
{
    const QList<Execute> expected{{QStringLiteral("one"), {}}, {{}, QByteArray("\x89\x00", 2)},
        {QStringLiteral("two"), {}}, {{}, "\x81"}, {QStringLiteral("three"), {}}};
    QCOMPARE(connectLine(words("-x|one|--raw|89 00|--execute|two|--raw=81|-x|three")).execute, expected);
}

void tst_CommandLine::proxy()
{
    const ProxyOptions http = connectLine(words("--proxy|http://me:pw@127.0.0.1:3128")).options.proxy;
    QCOMPARE(int(http.kind), int(ProxyKind::Http));
    QCOMPARE(http.host, QStringLiteral("127.0.0.1"));
    QCOMPARE(http.port, quint16(3128));
    QCOMPARE(http.user, QStringLiteral("me"));
    QCOMPARE(http.password, QStringLiteral("pw"));
    QCOMPARE(int(connectLine(words("--proxy|socks5://[::1]:1080")).options.proxy.kind), int(ProxyKind::Socks5));
    QCOMPARE(int(connectLine(words("--proxy|none")).options.proxy.kind), int(ProxyKind::None));
    QCOMPARE(int(connectLine(words("--proxy|system")).options.proxy.kind), int(ProxyKind::System));
}

void tst_CommandLine::cookies()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("jar"));
    const auto jar = connectLine(QStringList{QStringLiteral("--cookies"), file}).options.cookies;
    QVERIFY(jar);
    QCOMPARE(jar->error(), QString());
}

void tst_CommandLine::mockErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("port") << words("-l|70000")
                          << QStringLiteral("expected a port from 0 (any free one) to 65535 after -l, got “70000”");
    QTest::newRow("host") << words("--host|example.net")
                          << QStringLiteral("expected an IP address after --host, got “example.net”");
    QTest::newRow("two scenarios") << words("a.json|b.json")
                                   << QStringLiteral("expected one scenario at most, got “a.json b.json”");
    QTest::newRow("watch nothing") << words("--watch") << QStringLiteral("expected a scenario to watch");
    QTest::newRow("scenario and subprotocol")
        << words("a.json|-s|chat") << QStringLiteral("expected either a scenario or -s, got both");
    QTest::newRow("scenario and greeting")
        << words("a.json|--greeting|hi") << QStringLiteral("expected either a scenario or --greeting, got both");
    QTest::newRow("subprotocol") << words("-s|a,b") << QStringLiteral("a,b");
    QTest::newRow("two policies") << words("--deflate|client_max_window_bits, permessage-deflate")
                                  << QStringLiteral("--deflate: expected parameters of permessage-deflate");
    QTest::newRow("both compressions") << words("--deflate|server_max_window_bits=9|--no-deflate")
                                       << QStringLiteral("expected one of --deflate and --no-deflate, got both");
    QTest::newRow("client authorities") << words("--client-ca|/nowhere")
                                        << QStringLiteral("--client-ca: expected a file that can be read");
    QTest::newRow("key alone") << words("--key|/dev/null") << QStringLiteral("expected --cert with --key");
    QTest::newRow("time-out of a phase that it has not")
        << words("--timeout-lookup|1") << QStringLiteral("timeout-lookup");
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

static MockCommandLine mockLine(const QStringList &arguments)
{
    const auto line = parseMock(arguments);
    if (!line)
        qWarning("%s", qPrintable(line.error().text));
    return line.value_or(MockCommandLine());
}

void tst_CommandLine::mockTls_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("clientCertificate");
    QTest::newRow("plain") << QStringList() << false << false;
    QTest::newRow("own certificate") << words("--tls") << true << false;
    QTest::newRow("given certificate") << words("--cert|/dev/null|--key|/dev/null|--passphrase|x") << true << false;
    QTest::newRow("client certificate") << words("--client-cert") << true << true;
    QTest::newRow("client authorities") << words("--client-ca|/dev/null") << true << true;
    QTest::newRow("version") << words("--tls-min|1.3") << true << false;
}

void tst_CommandLine::mockTls()
{
    QFETCH(QStringList, arguments);
    const TlsServerOptions tls = mockLine(arguments).options.tls;
    QTEST(tls.enabled, "tls");
    QTEST(tls.requireClientCertificate, "clientCertificate");
    QCOMPARE(tls.certificateFile.isEmpty(), !arguments.contains(QStringLiteral("--cert")));
    QCOMPARE(tls.keyFile.isEmpty(), !arguments.contains(QStringLiteral("--key")));
    QCOMPARE(tls.clientCaFile.isEmpty(), !arguments.contains(QStringLiteral("--client-ca")));
    QCOMPARE(tls.passphrase, arguments.contains(QStringLiteral("--cert")) ? QStringLiteral("x") : QString());
}

void tst_CommandLine::mockBehaviour()
{
    const MockOptions plain = mockLine({}).options;
    QVERIFY(plain.echo && plain.autoPong && !plain.observeOnly && plain.deflate && !plain.tls.enabled);
    QCOMPARE(plain.keepAlive.interval.count(), 0);
    QCOMPARE(plain.limits.message, quint64(64) << 20U);
    const MockOptions options =
        mockLine(words("--no-pong|--observe|--keepalive|3|--max-message|2G|--timeout|4|--timeout-close|1|--deflate|"
                       "server_max_window_bits=10; client_no_context_takeover"))
            .options;
    QVERIFY(!options.autoPong && options.observeOnly);
    QCOMPARE(options.keepAlive.interval.count(), 3'000);
    QCOMPARE(options.limits.message, quint64(2) << 30U);
    QCOMPARE(options.timeouts.upgrade.count(), 4'000);
    QCOMPARE(options.timeouts.close.count(), 1'000);
    QCOMPARE(options.deflate->serverMaxWindowBits, 10);
    QVERIFY(options.deflate->clientNoContextTakeover);
    QVERIFY(!mockLine(words("--no-deflate")).options.deflate);
    QVERIFY(mockLine(words("--print-cert")).printCertificate && !mockLine(words("--tls")).printCertificate);
}

void tst_CommandLine::helpIsNoError()
{
    const auto connectHelp = parseConnect(words("--help"));
    QVERIFY(!connectHelp && !connectHelp.error().isError);
    for (const char *option :
        {"--header", "--subprotocol", "--origin", "--auth", "--execute", "--wait", "--echo", "--json", "--save",
            "--no-deflate", "--deflate", "--ca", "--cert", "--key", "--passphrase", "--passphrase-file",
            "-n, --no-check", "--sni", "--tls-min", "--proxy", "-L, --location", "--max-redirects", "--timeout",
            "--timeout-lookup", "--timeout-tcp", "--timeout-proxy", "--timeout-tls", "--timeout-upgrade",
            "--timeout-body", "--timeout-close", "--keepalive", "--keepalive-timeout", "--no-pong", "--observe",
            "--raw", "--reconnect [N]", "--cookies", "--max-message", "--keep-rows", "--keep-size", "--min-free"})
        QVERIFY2(connectHelp.error().text.contains(QLatin1String(option)), option);
    for (const QString &line : connectHelp.error().text.split(QLatin1Char('\n')))
        QVERIFY2(line.size() <= 80, qPrintable(line));
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
    row("/raw 89 00", TypedLine::Kind::Raw, "", 0);
    row("/rawhide", TypedLine::Kind::Text, "/rawhide", 0);
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
    QCOMPARE(typed.raw, typed.kind == TypedLine::Kind::Raw ? QByteArray("\x89\x00", 2) : QByteArray());
    QCOMPARE(parseTypedLine(QStringLiteral("/raw")).kind, TypedLine::Kind::Wrong);
    QCOMPARE(parseTypedLine(QStringLiteral("/raw 8")).kind, TypedLine::Kind::Wrong);
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

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_commandline.moc"
