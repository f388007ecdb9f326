// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/optionvalues.h"
#include "app/cli/sharedoptions.h"
#include "app/protocol/handshake.h"

#include <QCoreApplication>

namespace handglass {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::CommandLine", text);
}

QStringList phases()
{
    return {QStringLiteral("timeout-tls"), QStringLiteral("timeout-upgrade"), QStringLiteral("timeout-close")};
}

void addServerOptions(OptionReader &reader)
{
    reader.addGroup(tr("Scenario"),
        {{{QStringLiteral("watch")}, tr("Apply the scenario's edits as they are saved; nobody is dropped."), {}}});
    reader.addGroup(tr("Server"),
        {{{QStringLiteral("l"), QStringLiteral("listen")}, tr("Listen on PORT (8080); 0: any free one."), tr("PORT")},
            {{QStringLiteral("host")}, tr("Listen on this address (127.0.0.1: this computer only)."), tr("ADDRESS")},
            {{QStringLiteral("s"), QStringLiteral("subprotocol")},
                tr("Speak a subprotocol; repeatable. The client's first one that is spoken is chosen."), tr("PROTO")},
            {{QStringLiteral("greeting")}, tr("Send this text to each client when it has connected."), tr("TEXT")},
            {{QStringLiteral("no-echo")}, tr("Do not reply to messages."), {}},
            {{QStringLiteral("deflate")},
                tr("Agree to permessage-deflate with these parameters, such as 'server_no_context_takeover; "
                   "server_max_window_bits=10'."),
                tr("PARAMETERS")},
            {{QStringLiteral("no-deflate")}, tr("Decline compression."), {}}});
    reader.addGroup(tr("Connections"), behaviourOptionList());
}

void addTlsOptions(OptionReader &reader)
{
    reader.addGroup(tr("TLS (each of these but --print-cert turns it on)"),
        QList<OptionReader::Option>{
            {{QStringLiteral("tls")}, tr("Serve wss:// with a certificate of its own, made once and kept."), {}},
            {{QStringLiteral("print-cert")}, tr("Print that certificate (PEM), for a client's --ca, and end."), {}},
            {{QStringLiteral("cert")}, tr("Serve this certificate, PEM or PKCS#12."), tr("FILE")},
            {{QStringLiteral("key")}, tr("Its private key, if it is not in the same file."), tr("FILE")}}
            + passphraseOptionList()
            + QList<OptionReader::Option>{
                {{QStringLiteral("client-cert")}, tr("Require a certificate of each client."), {}},
                {{QStringLiteral("client-ca")}, tr("Require one that the authorities in FILE (PEM) vouch for."),
                    tr("FILE")},
                {{QStringLiteral("tls-min")}, tr("Speak this version or a later one: 1.2 or 1.3."), tr("VERSION")}});
}

/// What a scenario says itself.
void readScenarioFile(OptionReader &reader, MockCommandLine &line)
{
    const QStringList operands = reader.operands();
    line.scenarioFile = operands.value(0);
    line.watch = reader.isSet("watch");
    line.hostGiven = reader.isSet("host");
    line.portGiven = reader.isSet("l");
    if (operands.size() > 1)
        reader.fail(tr("expected one scenario at most, got “%1”").arg(operands.join(QLatin1Char(' '))));
    if (operands.isEmpty()) {
        if (line.watch)
            reader.fail(tr("expected a scenario to watch, got --watch alone"));
        return;
    }
    for (const char *name : {"s", "greeting", "no-echo", "deflate", "no-deflate"}) {
        if (reader.isSet(name))
            reader.fail(tr("expected either a scenario or -%1, got both: the scenario says it itself")
                            .arg((qstrlen(name) > 1 ? QStringLiteral("-") : QString()) + QLatin1String(name)));
    }
}

void readAddress(OptionReader &reader, MockOptions &options)
{
    if (reader.isSet("l")) {
        bool isPort = false;
        options.port = reader.text("l").toUShort(&isPort);
        if (!isPort)
            reader.fail(tr("expected a port from 0 (any free one) to 65535 after -l, got “%1”").arg(reader.text("l")));
    }
    if (reader.isSet("host") && !options.address.setAddress(reader.text("host")))
        reader.fail(tr("expected an IP address after --host, got “%1”").arg(reader.text("host")));
}

void readDeflate(OptionReader &reader, MockOptions &options)
{
    if (reader.isSet("no-deflate"))
        options.deflate.reset();
    if (!reader.isSet("deflate"))
        return;
    if (const auto policy = parseDeflatePolicy(reader.text("deflate")))
        options.deflate = *policy;
    else
        reader.failValue("deflate", policy.error());
    if (reader.isSet("no-deflate"))
        reader.fail(tr("expected one of --deflate and --no-deflate, got both"));
}

void readTls(OptionReader &reader, MockCommandLine &line)
{
    TlsServerOptions &tls = line.options.tls;
    readCertificate(reader, tls.certificateFile, tls.keyFile);
    tls.passphrase = readPassphrase(reader, line.askPassphrase);
    reader.readFile("client-ca", tls.clientCaFile);
    tls.requireClientCertificate = reader.isSet("client-cert") || reader.isSet("client-ca");
    tls.minimum = readTlsMinimum(reader);
    line.printCertificate = reader.isSet("print-cert");
    tls.enabled =
        reader.isSet("tls") || reader.isSet("cert") || reader.isSet("tls-min") || tls.requireClientCertificate;
}

} // namespace

tl::expected<MockCommandLine, CommandLineStop> parseMock(const QStringList &arguments)
{
    OptionReader reader(QStringLiteral("mock"), QStringLiteral("[SCENARIO]"),
        tr("A mock WebSocket server that does what the scenario says (handglass(1), SCENARIOS); without one it echoes. "
           "What is typed is sent to every client; /ping [data], /pong [data], "
           "/close [code [reason]] and /raw HEX go to every client, too."));
    addServerOptions(reader);
    addTlsOptions(reader);
    reader.addGroup(tr("Time-outs"), timeoutOptionList(phases()));
    reader.addGroup(tr("Output"), outputOptionList());
    if (const auto stop = reader.parse(arguments))
        return tl::unexpected(*stop);
    MockCommandLine line;
    line.output = readOutputOptions(reader);
    readScenarioFile(reader, line);
    readAddress(reader, line.options);
    line.options.subprotocols = reader.texts("s");
    line.options.greeting = reader.text("greeting");
    line.options.echo = !reader.isSet("no-echo");
    readDeflate(reader, line.options);
    readTls(reader, line);
    readTimeouts(reader, phases(), line.options.timeouts);
    readBehaviour(reader, line.options);
    reader.fail(subprotocolError(line.options.subprotocols));
    if (reader.isWrong())
        return tl::unexpected(reader.stop());
    return line;
}

} // namespace handglass
