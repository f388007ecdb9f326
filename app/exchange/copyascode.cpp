// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/copyasprograms.h"
#include "app/exchange/quoting.h"

// Languages.

namespace handglass {

namespace {

/// With Basic authorization as the header that it is.
QList<std::pair<QString, QString>> allHeaders(const ClientFacts &facts)
{
    QList<std::pair<QString, QString>> headers = facts.headers;
    if (!facts.basic.isEmpty())
        headers.append({QStringLiteral("Authorization"),
            QStringLiteral("Basic ") + QString::fromLatin1(facts.basic.toUtf8().toBase64())});
    return headers;
}

QString scriptList(const QStringList &texts)
{
    QStringList literals;
    for (const QString &text : texts)
        literals.append(scriptString(text));
    return u'[' + literals.join(QStringLiteral(", ")) + u']';
}

QString base64(const SentMessage &message)
{
    return QString::fromLatin1(message.data.toBase64());
}

bool hasBinary(const QList<SentMessage> &messages)
{
    return std::any_of(messages.begin(), messages.end(), [](const SentMessage &message) { return !message.text; });
}

/// The options of Node's ws: a page can set none of them.
QString nodeOptions(const ClientFacts &facts)
{
    const auto headers = allHeaders(facts);
    QString options;
    if (!facts.origin.isEmpty())
        options += QStringLiteral("  origin: %1,\n").arg(scriptString(facts.origin));
    if (facts.anyCertificate)
        options += QStringLiteral("  rejectUnauthorized: false,\n");
    if (!headers.isEmpty()) {
        options += QStringLiteral("  headers: {\n");
        for (const auto &[name, value] : headers)
            options += QStringLiteral("    %1: %2,\n").arg(scriptString(name), scriptString(value));
        options += QStringLiteral("  },\n");
    }
    return options.isEmpty() ? QString() : QStringLiteral(", {\n%1}").arg(options);
}

} // namespace

QString javaScriptCode(const ClientFacts &facts, const QList<SentMessage> &messages)
{
    const QString options = nodeOptions(facts);
    QString code;
    if (!options.isEmpty())
        code = QStringLiteral("// A page cannot set headers: this is for Node.js (npm install ws).\n"
                              "import { WebSocket } from 'ws';\n\n");
    code += QStringLiteral("const socket = new WebSocket(") + scriptString(facts.url);
    if (!facts.subprotocols.isEmpty() || !options.isEmpty())
        code += QStringLiteral(", ") + scriptList(facts.subprotocols);
    code += options + QStringLiteral(");\nsocket.binaryType = 'arraybuffer';\nsocket.onopen = () => {\n");
    for (const SentMessage &message : messages) {
        if (message.text)
            code += QStringLiteral("  socket.send(") + scriptString(QString::fromUtf8(message.data))
                + QStringLiteral(");\n");
        else
            code += QStringLiteral("  socket.send(Uint8Array.from(atob('") + base64(message)
                + QStringLiteral("'), (c) => c.charCodeAt(0)));\n");
    }
    return code
        + QStringLiteral("};\n"
                         "socket.onmessage = (event) => console.log(event.data);\n"
                         "socket.onclose = (event) => console.log('closed', event.code, event.reason);\n");
}

QString pythonCode(const ClientFacts &facts, const QList<SentMessage> &messages)
{
    const auto headers = allHeaders(facts);
    QString code = QStringLiteral("import asyncio\n");
    if (hasBinary(messages))
        code += QStringLiteral("import base64\n");
    if (facts.anyCertificate)
        code += QStringLiteral("import ssl\n");
    code += QStringLiteral("\nimport websockets\n\n");
    QString arguments = QStringLiteral("        ") + scriptString(facts.url) + QStringLiteral(",\n");
    if (!facts.subprotocols.isEmpty())
        arguments += QStringLiteral("        subprotocols=") + scriptList(facts.subprotocols) + QStringLiteral(",\n");
    if (!facts.origin.isEmpty())
        arguments += QStringLiteral("        origin=") + scriptString(facts.origin) + QStringLiteral(",\n");
    if (facts.anyCertificate)
        arguments += QStringLiteral("        ssl=ssl._create_unverified_context(),\n");
    if (!headers.isEmpty()) {
        code += QStringLiteral("# The argument has another name before websockets 14.\n"
                               "new = int(websockets.__version__.split(\".\")[0]) >= 14\nheaders = [\n");
        for (const auto &[name, value] : headers)
            code += QStringLiteral("    (") + scriptString(name) + QStringLiteral(", ") + scriptString(value)
                + QStringLiteral("),\n");
        code += QStringLiteral("]\n\n");
        arguments += QStringLiteral("        **{\"additional_headers\" if new else \"extra_headers\": headers},\n");
    }
    code += QStringLiteral("\nasync def main():\n    async with websockets.connect(\n") + arguments
        + QStringLiteral("    ) as socket:\n");
    for (const SentMessage &message : messages) {
        code += QStringLiteral("        await socket.send(");
        code += message.text ? scriptString(QString::fromUtf8(message.data))
                             : QStringLiteral("base64.b64decode(\"") + base64(message) + QStringLiteral("\")");
        code += QStringLiteral(")\n");
    }
    return code
        + QStringLiteral("        async for message in socket:\n            print(message)\n\n\nasyncio.run(main())\n");
}

QString cppCode(const ClientFacts &facts, const QList<SentMessage> &messages)
{
    const auto text = [](const QString &given) {
        return QStringLiteral("QString::fromUtf8(") + cppString(given.toUtf8()) + u')';
    };
    QString code = QStringLiteral("// Qt 6.4 or later: Qt6::WebSockets\n"
                                  "#include <QCoreApplication>\n#include <QNetworkRequest>\n#include <QWebSocket>\n"
                                  "#include <QWebSocketHandshakeOptions>\n\n"
                                  "int main(int argc, char **argv)\n{\n    QCoreApplication app(argc, argv);\n");
    code += QStringLiteral("    QWebSocket socket(") + (facts.origin.isEmpty() ? QString() : text(facts.origin))
        + QStringLiteral(");\n");
    if (facts.origin.isEmpty())
        code.replace(QStringLiteral("socket();"), QStringLiteral("socket;"));
    code += QStringLiteral("    QNetworkRequest request{QUrl(") + text(facts.url) + QStringLiteral(")};\n");
    for (const auto &[name, value] : allHeaders(facts))
        code += QStringLiteral("    request.setRawHeader(") + cppString(name.toUtf8()) + QStringLiteral(", ")
            + cppString(value.toUtf8()) + QStringLiteral(");\n");
    code += QStringLiteral("    QWebSocketHandshakeOptions options;\n");
    if (!facts.subprotocols.isEmpty()) {
        QStringList names;
        for (const QString &name : facts.subprotocols)
            names.append(text(name));
        code += QStringLiteral("    options.setSubprotocols({") + names.join(QStringLiteral(", "))
            + QStringLiteral("});\n");
    }
    if (facts.anyCertificate)
        code += QStringLiteral("    QObject::connect(&socket, &QWebSocket::sslErrors, &app, [&] { "
                               "socket.ignoreSslErrors(); });\n");
    code += QStringLiteral("    QObject::connect(&socket, &QWebSocket::connected, &app, [&] {\n");
    for (const SentMessage &message : messages) {
        code += message.text ? QStringLiteral("        socket.sendTextMessage(") + text(QString::fromUtf8(message.data))
                             : QStringLiteral("        socket.sendBinaryMessage(QByteArray::fromBase64(\"")
                + base64(message) + QStringLiteral("\")");
        code += QStringLiteral(");\n");
    }
    return code
        + QStringLiteral("    });\n"
                         "    QObject::connect(&socket, &QWebSocket::textMessageReceived, &app,\n"
                         "        [](const QString &message) { qInfo(\"%s\", qUtf8Printable(message)); });\n"
                         "    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &app,\n"
                         "        [](const QByteArray &message) { qInfo(\"%s\", message.toHex(' ').constData()); });\n"
                         "    QObject::connect(&socket, &QWebSocket::disconnected, &app, &QCoreApplication::quit);\n"
                         "    socket.open(request, options);\n    return app.exec();\n}\n");
}

} // namespace handglass
