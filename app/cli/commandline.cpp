// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "app/session/clientsession.h"
#include "app/session/mockserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>

namespace handglass {

namespace {

constexpr double MostWaitSeconds = 1e6; // a timer's milliseconds fit an int

QString tr(const char *text)
{
    return QCoreApplication::translate("handglass::CommandLine", text);
}

QCommandLineOption valueOption(const QStringList &names, const QString &help, const QString &valueName)
{
    return {names, help, valueName};
}

void addOutputOptions(QCommandLineParser &parser)
{
    parser.addOption({{QStringLiteral("P"), QStringLiteral("show-ping-pong")}, tr("Show ping and pong.")});
    parser.addOption(
        {QStringLiteral("json"), tr("Print one JSON object a line: handshake, frame, message, close, error.")});
    parser.addOption(valueOption({QStringLiteral("save")}, tr("Keep the capture as FILE (*.hgcap)."), tr("FILE")));
    parser.addOption({{QStringLiteral("h"), QStringLiteral("help")}, tr("Print this.")});
}

OutputOptions outputOptions(const QCommandLineParser &parser)
{
    return {
        parser.isSet(QStringLiteral("json")), parser.isSet(QStringLiteral("P")), parser.value(QStringLiteral("save"))};
}

CommandLineStop error(const QString &sentence, const QString &command)
{
    return {tr("%1\nhandglass %2 --help lists the options.").arg(sentence, command), true};
}

/// What stopped the parse, if anything: a wrong option, a call for help, a file that cannot be saved to.
std::optional<CommandLineStop> parse(QCommandLineParser &parser, const QStringList &arguments, const QString &command)
{
    if (!parser.parse(QStringList{QStringLiteral("handglass ") + command} + arguments))
        return error(parser.errorText(), command);
    if (parser.isSet(QStringLiteral("help")))
        return CommandLineStop{parser.helpText(), false};
    const QString file = parser.value(QStringLiteral("save"));
    if (parser.isSet(QStringLiteral("save")) && (file.isEmpty() || QFileInfo(file).isDir()))
        return error(tr("expected a file name after --save, got “%1”").arg(file), command);
    if (!file.isEmpty() && !QFileInfo(QFileInfo(file).absolutePath()).isWritable())
        return error(tr("expected a writable folder for --save, got %1").arg(QFileInfo(file).absolutePath()), command);
    return std::nullopt;
}

/// "Name: value" as -H takes it; empty error if it is one.
QString readHeader(const QString &text, QList<HeaderField> &headers)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon <= 0)
        return tr("expected a header such as “Name: value” after -H, got “%1”").arg(text);
    const HeaderField field{text.left(colon).toUtf8(), text.mid(colon + 1).trimmed().toUtf8(), 0};
    headers.append(field);
    return headerError(field.name, field.value);
}

QString readAuth(const QCommandLineParser &parser, ClientOptions &options)
{
    options.bearer = parser.value(QStringLiteral("bearer"));
    if (!parser.isSet(QStringLiteral("auth")))
        return {};
    const QString auth = parser.value(QStringLiteral("auth"));
    const qsizetype colon = auth.indexOf(QLatin1Char(':'));
    if (colon <= 0)
        return tr("expected USER:PASS after --auth, got no colon or no user name");
    options.user = auth.left(colon);
    options.password = auth.mid(colon + 1);
    if (!options.bearer.isEmpty())
        return tr("expected one of --auth and --bearer, got both");
    return {};
}

QString readConnect(const QCommandLineParser &parser, ConnectCommandLine &line)
{
    const QStringList positional = parser.positionalArguments();
    if (positional.size() != 1)
        return tr("expected one URL, got %1")
            .arg(positional.isEmpty() ? tr("none") : positional.join(QLatin1Char(' ')));
    const auto url = parseWebSocketUrl(positional.first());
    if (!url)
        return url.error().sentence;
    line.options.url = *url;
    line.options.subprotocols = parser.values(QStringLiteral("s"));
    line.options.origin = parser.value(QStringLiteral("o")).toUtf8();
    line.options.echo = parser.isSet(QStringLiteral("echo"));
    line.execute = parser.values(QStringLiteral("x"));
    for (const QString &header : parser.values(QStringLiteral("H"))) {
        if (const QString wrong = readHeader(header, line.options.headers); !wrong.isEmpty())
            return wrong;
    }
    if (parser.isSet(QStringLiteral("w"))) {
        line.waitSeconds = parser.value(QStringLiteral("w")).toDouble(&line.waitGiven);
        if (!line.waitGiven || !(line.waitSeconds <= MostWaitSeconds)) // not a number is no number of seconds
            return tr("expected seconds after -w, got “%1”").arg(parser.value(QStringLiteral("w")));
    }
    if (const QString wrong = readAuth(parser, line.options); !wrong.isEmpty())
        return wrong;
    return ClientSession::optionsError(line.options);
}

QString readMock(const QCommandLineParser &parser, MockCommandLine &line)
{
    if (!parser.positionalArguments().isEmpty())
        return tr("expected only options, got “%1”").arg(parser.positionalArguments().join(QLatin1Char(' ')));
    if (parser.isSet(QStringLiteral("l"))) {
        bool isPort = false;
        line.options.port = parser.value(QStringLiteral("l")).toUShort(&isPort);
        if (!isPort)
            return tr("expected a port from 0 (any free one) to 65535 after -l, got “%1”")
                .arg(parser.value(QStringLiteral("l")));
    }
    if (parser.isSet(QStringLiteral("host")) && !line.options.address.setAddress(parser.value(QStringLiteral("host"))))
        return tr("expected an IP address after --host, got “%1”").arg(parser.value(QStringLiteral("host")));
    line.options.subprotocols = parser.values(QStringLiteral("s"));
    line.options.greeting = parser.value(QStringLiteral("greeting"));
    line.options.echo = !parser.isSet(QStringLiteral("no-echo"));
    return MockServer::optionsError(line.options);
}

} // namespace

tl::expected<ConnectCommandLine, CommandLineStop> parseConnect(const QStringList &arguments)
{
    const QString command = QStringLiteral("connect");
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("A WebSocket client in the terminal. What is typed is sent as text; /ping [data], /pong [data] "
           "and /close [code [reason]] send those frames."));
    parser.addPositionalArgument(QStringLiteral("URL"), tr("ws:// or wss:// address; without a scheme it means ws://"));
    parser.addOption(valueOption({QStringLiteral("H"), QStringLiteral("header")},
        tr("Add a header to the request; repeatable."), tr("Name: value")));
    parser.addOption(valueOption(
        {QStringLiteral("s"), QStringLiteral("subprotocol")}, tr("Offer a subprotocol; repeatable."), tr("PROTO")));
    parser.addOption(
        valueOption({QStringLiteral("o"), QStringLiteral("origin")}, tr("Send this Origin."), tr("ORIGIN")));
    parser.addOption(valueOption({QStringLiteral("auth")}, tr("Basic authorization."), tr("USER:PASS")));
    parser.addOption(valueOption({QStringLiteral("bearer")}, tr("Bearer authorization."), tr("TOKEN")));
    parser.addOption(valueOption(
        {QStringLiteral("x"), QStringLiteral("execute")}, tr("Send MSG once connected; repeatable."), tr("MSG")));
    parser.addOption(valueOption({QStringLiteral("w"), QStringLiteral("wait")},
        tr("Leave this long after the last -x or the end of the input (2); -1: never."), tr("SECONDS")));
    parser.addOption({QStringLiteral("echo"), tr("Reply to each message with itself, until the peer closes.")});
    addOutputOptions(parser);
    if (const auto stop = parse(parser, arguments, command))
        return tl::unexpected(*stop);
    ConnectCommandLine line;
    line.output = outputOptions(parser);
    if (const QString wrong = readConnect(parser, line); !wrong.isEmpty())
        return tl::unexpected(error(wrong, command));
    return line;
}

tl::expected<MockCommandLine, CommandLineStop> parseMock(const QStringList &arguments)
{
    const QString command = QStringLiteral("mock");
    QCommandLineParser parser;
    parser.setApplicationDescription(
        tr("A mock WebSocket server that echoes. What is typed is sent to every client; /ping [data], /pong [data] and "
           "/close [code [reason]] go to every client, too."));
    parser.addOption(valueOption(
        {QStringLiteral("l"), QStringLiteral("listen")}, tr("Listen on PORT (8080); 0: any free one."), tr("PORT")));
    parser.addOption(valueOption(
        {QStringLiteral("host")}, tr("Listen on this address (127.0.0.1: this computer only)."), tr("ADDRESS")));
    parser.addOption(valueOption({QStringLiteral("s"), QStringLiteral("subprotocol")},
        tr("Speak a subprotocol; repeatable. The client's first one that is spoken is chosen."), tr("PROTO")));
    parser.addOption(valueOption(
        {QStringLiteral("greeting")}, tr("Send this text to each client when it has connected."), tr("TEXT")));
    parser.addOption({QStringLiteral("no-echo"), tr("Do not reply to messages.")});
    addOutputOptions(parser);
    if (const auto stop = parse(parser, arguments, command))
        return tl::unexpected(*stop);
    MockCommandLine line;
    line.output = outputOptions(parser);
    if (const QString wrong = readMock(parser, line); !wrong.isEmpty())
        return tl::unexpected(error(wrong, command));
    return line;
}

} // namespace handglass
