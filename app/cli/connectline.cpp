// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/optionvalues.h"
#include "app/cli/replayoptions.h"
#include "app/cli/sharedoptions.h"
#include "app/session/clientrequest.h"
#include "app/session/cookiejar.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

namespace handglass {

namespace {

constexpr double MostWaitSeconds = 1e6; // a timer's milliseconds fit an int
constexpr int MostRedirects = 1000;
constexpr int MostTries = 1'000'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::CommandLine", text);
}

QStringList phases()
{
    return {QStringLiteral("timeout-lookup"), QStringLiteral("timeout-tcp"), QStringLiteral("timeout-proxy"),
        QStringLiteral("timeout-tls"), QStringLiteral("timeout-upgrade"), QStringLiteral("timeout-body"),
        QStringLiteral("timeout-close")};
}

void addRequestOptions(OptionReader &reader)
{
    reader.addGroup(tr("Request"),
        {{{QStringLiteral("H"), QStringLiteral("header")}, tr("Add a header; repeatable."), tr("'Name: value'")},
            {{QStringLiteral("s"), QStringLiteral("subprotocol")}, tr("Offer a subprotocol; repeatable."), tr("PROTO")},
            {{QStringLiteral("o"), QStringLiteral("origin")}, tr("Send this Origin."), tr("ORIGIN")},
            {{QStringLiteral("auth")}, tr("Basic authorization."), tr("USER:PASS")},
            {{QStringLiteral("bearer")}, tr("Bearer authorization."), tr("TOKEN")},
            {{QStringLiteral("cookies")}, tr("Keep the server's cookies in FILE and send those that are there."),
                tr("FILE")},
            {{QStringLiteral("deflate")},
                tr("Offer permessage-deflate with these parameters, such as 'server_no_context_takeover; "
                   "client_max_window_bits=10'; repeatable. Default: client_max_window_bits."),
                tr("PARAMETERS")},
            {{QStringLiteral("no-deflate")}, tr("Offer no compression."), {}},
            {{QStringLiteral("L"), QStringLiteral("location")}, tr("Follow redirects."), {}},
            {{QStringLiteral("max-redirects")}, tr("Follow up to N (10)."), tr("N")}});
}

void addMessageOptions(OptionReader &reader)
{
    reader.addGroup(tr("Messages"),
        {{{QStringLiteral("x"), QStringLiteral("execute")}, tr("Send MSG once connected; repeatable."), tr("MSG")},
            {{QStringLiteral("raw")},
                tr("Send these bytes as they are once connected, such as '89 00'; repeatable, in order with -x."),
                tr("HEX")},
            {{QStringLiteral("w"), QStringLiteral("wait")},
                tr("Leave this long after the last -x or --raw or the end of the input (2); -1: never."),
                tr("SECONDS")},
            {{QStringLiteral("echo")}, tr("Reply to each message with itself, until the peer closes."), {}}});
    reader.addGroup(tr("Connection"),
        QList<OptionReader::Option>{
            {{QStringLiteral("proxy")}, tr("http://[USER:PASS@]HOST:PORT, socks5://…, none or system (the default)."),
                tr("URL")},
            {{QStringLiteral("reconnect")},
                tr("Connect again after a failure or a close of the peer, up to N times in a row, until Ctrl+C."),
                tr("[N]")}}
            + behaviourOptionList());
}

void addTlsOptions(OptionReader &reader)
{
    reader.addGroup(tr("TLS"),
        QList<OptionReader::Option>{
            {{QStringLiteral("n"), QStringLiteral("no-check")}, tr("Accept any certificate of the server."), {}},
            {{QStringLiteral("ca")}, tr("Trust the authorities in FILE (PEM), too."), tr("FILE")},
            {{QStringLiteral("cert")}, tr("Client certificate, PEM or PKCS#12."), tr("FILE")},
            {{QStringLiteral("key")}, tr("Its private key, if it is not in the same file."), tr("FILE")}}
            + passphraseOptionList()
            + QList<OptionReader::Option>{
                {{QStringLiteral("sni")}, tr("Ask for this server and verify its name, instead of the URL's host."),
                    tr("NAME")},
                {{QStringLiteral("tls-min")}, tr("Speak this version or a later one: 1.2 or 1.3."), tr("VERSION")}});
}

/// --reconnect takes a number or none: "--reconnect=N" for the parser, 0 for without end.
QStringList withReconnectValue(const QStringList &arguments)
{
    QStringList changed;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        changed.append(arguments[i]);
        if (arguments[i] != QLatin1String("--reconnect"))
            continue;
        static const QRegularExpression number(QStringLiteral("^[+-]?[0-9]+$"));
        const QString next = arguments.value(i + 1);
        const bool isNumber = number.match(next).hasMatch();
        changed.last() += QLatin1Char('=') + (isNumber ? next : QStringLiteral("0"));
        i += isNumber ? 1 : 0;
    }
    return changed;
}

void readUrl(OptionReader &reader, ClientOptions &options)
{
    const QStringList operands = reader.operands();
    if (operands.size() != 1) {
        reader.fail(
            tr("expected one URL, got %1").arg(operands.isEmpty() ? tr("none") : operands.join(QLatin1Char(' '))));
        return;
    }
    if (const auto url = parseWebSocketUrl(operands.first()))
        options.url = *url;
    else
        reader.fail(url.error().sentence);
}

/// "Name: value" as -H takes it.
void readHeaders(OptionReader &reader, QList<HeaderField> &headers)
{
    for (const QString &text : reader.texts("H")) {
        const qsizetype colon = text.indexOf(QLatin1Char(':'));
        if (colon <= 0) {
            reader.fail(tr("expected a header such as “Name: value” after -H, got “%1”").arg(text));
            return;
        }
        headers.append({text.left(colon).toUtf8(), text.mid(colon + 1).trimmed().toUtf8(), 0});
        reader.fail(headerError(headers.last().name, headers.last().value));
    }
}

void readAuth(OptionReader &reader, ClientOptions &options)
{
    options.bearer = reader.text("bearer");
    if (reader.isSet("bearer") && options.bearer.isEmpty()) // a variable of the shell that is not set
        reader.failValue("bearer", tr("expected a token, got nothing"));
    if (!reader.isSet("auth"))
        return;
    const QString auth = reader.text("auth");
    const qsizetype colon = auth.indexOf(QLatin1Char(':'));
    if (colon <= 0)
        reader.fail(tr("expected USER:PASS after --auth, got no colon or no user name"));
    options.user = auth.left(colon);
    options.password = auth.mid(colon + 1);
    if (!options.bearer.isEmpty())
        reader.fail(tr("expected one of --auth and --bearer, got both"));
}

void readCookies(OptionReader &reader, ClientOptions &options)
{
    if (!reader.isSet("cookies"))
        return;
    options.cookies = std::make_shared<CookieJar>(reader.text("cookies"));
    if (reader.text("cookies").isEmpty())
        reader.failValue("cookies", tr("expected a file name, got nothing"));
    if (const QString error = options.cookies->error(); !error.isEmpty())
        reader.failValue("cookies", error);
}

void readDeflate(OptionReader &reader, ClientOptions &options)
{
    if (reader.isSet("deflate") || reader.isSet("no-deflate"))
        options.deflate.clear();
    for (const QString &text : reader.texts("deflate")) {
        if (const auto offers = parseDeflateOffers(text))
            options.deflate += *offers;
        else
            reader.failValue("deflate", offers.error());
    }
    if (reader.isSet("deflate") && reader.isSet("no-deflate"))
        reader.fail(tr("expected one of --deflate and --no-deflate, got both"));
}

/// What cannot stand in a certificate, thus not in SNI (RFC 6066 §3), would be left out of the handshake. An address
/// never stands in SNI, but is verified.
void readServerName(OptionReader &reader, QString &name)
{
    if (!reader.isSet("sni"))
        return;
    name = reader.text("sni");
    if (QUrl::toAce(name).isEmpty() && QHostAddress(name).isNull())
        reader.failValue("sni", tr("expected a server name such as example.org, got “%1”").arg(name));
}

void readTls(OptionReader &reader, ConnectCommandLine &line)
{
    TlsClientOptions &tls = line.options.tls;
    tls.verify = !reader.isSet("n");
    reader.readFile("ca", tls.caFile);
    readCertificate(reader, tls.certificateFile, tls.keyFile);
    tls.passphrase = readPassphrase(reader, line.askPassphrase);
    readServerName(reader, tls.serverName);
    tls.minimum = readTlsMinimum(reader);
}

void readConnection(OptionReader &reader, ClientOptions &options)
{
    if (reader.isSet("proxy")) {
        const QString wrong = ProxyOptions::parse(reader.text("proxy"), options.proxy);
        if (!wrong.isEmpty())
            reader.failValue("proxy", wrong);
    }
    options.redirects.follow = reader.isSet("L");
    reader.readNumber("max-redirects", 0, MostRedirects, options.redirects.most);
    reader.requireWith("max-redirects", "L");
    options.reconnect.enabled = reader.isSet("reconnect");
    reader.readNumber("reconnect", 0, MostTries, options.reconnect.most);
    readTimeouts(reader, phases(), options.timeouts);
    readBehaviour(reader, options);
}

/// -x and --raw, in the order they were given.
void readExecute(OptionReader &reader, QList<Execute> &execute)
{
    QStringList texts = reader.texts("x");
    QStringList raws = reader.texts("raw");
    for (const QString &name : reader.given()) {
        if (name == QLatin1String("x") || name == QLatin1String("execute")) {
            execute.append({texts.takeFirst(), {}});
        } else if (name == QLatin1String("raw")) {
            const auto bytes = readHex(raws.takeFirst());
            if (!bytes)
                reader.failValue("raw", bytes.error());
            execute.append({{}, bytes.value_or(QByteArray())});
        }
    }
}

void readWait(OptionReader &reader, ConnectCommandLine &line)
{
    if (line.options.reconnect.enabled)
        line.waitSeconds = -1;
    if (!reader.isSet("w"))
        return;
    line.waitSeconds = reader.text("w").toDouble(&line.waitGiven);
    const bool forEver = line.waitSeconds == -1.0;
    const bool seconds = line.waitSeconds >= 0 && line.waitSeconds <= MostWaitSeconds; // not a number is none of them
    if (!line.waitGiven || !(forEver || seconds))
        reader.fail(tr("expected seconds after -w, or -1 for never, got “%1”").arg(reader.text("w")));
}

} // namespace

tl::expected<ConnectCommandLine, CommandLineStop> parseConnect(const QStringList &arguments)
{
    OptionReader reader(QStringLiteral("connect"), tr("URL"),
        tr("A WebSocket client in the terminal. URL is a ws:// or wss:// address; without a scheme it means ws://. "
           "What is typed is sent as text; /ping [data], /pong [data] and /close [code [reason]] send those frames, "
           "/raw HEX sends bytes as they are."));
    addRequestOptions(reader);
    addMessageOptions(reader);
    addReplayOptions(reader);
    addTlsOptions(reader);
    reader.addGroup(tr("Time-outs"), timeoutOptionList(phases()));
    reader.addGroup(tr("Output"), outputOptionList());
    if (const auto stop = reader.parse(withReconnectValue(arguments)))
        return tl::unexpected(*stop);
    ConnectCommandLine line;
    line.output = readOutputOptions(reader);
    readUrl(reader, line.options);
    readHeaders(reader, line.options.headers);
    line.options.subprotocols = reader.texts("s");
    line.options.origin = reader.text("o").toUtf8();
    line.options.echo = reader.isSet("echo");
    readAuth(reader, line.options);
    readDeflate(reader, line.options);
    readTls(reader, line);
    readConnection(reader, line.options);
    readExecute(reader, line.execute);
    readReplay(reader, line);
    readWait(reader, line);
    if (!reader.isWrong())
        reader.fail(requestError(line.options));
    if (!reader.isWrong())
        readCookies(reader, line.options);
    if (reader.isWrong())
        return tl::unexpected(reader.stop());
    return line;
}

} // namespace handglass
