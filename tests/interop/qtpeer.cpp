// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bare QWebSocketServer (no arguments but options; --cert and --key: TLS) or QWebSocket (--url ws://…, or wss://… and
// the certificate that it trusts: --ca) that tells and obeys as the peers in tests/interop/peers do. Commands go to the
// newest connection.
#include "tests/support/peer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QSocketNotifier>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QWebSocketServer>

#include <unistd.h>

#include <cstdio>

using namespace handglass;

namespace {

void tell(const char *event, QJsonObject facts = {})
{
    facts.insert(QLatin1String("event"), QLatin1String(event));
    const QByteArray line = QJsonDocument(facts).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

QJsonObject factsOf(const QByteArray &bytes)
{
    QJsonObject facts{{QLatin1String("size"), bytes.size()}, {QLatin1String("sha256"), Peer::sha256(bytes)}};
    if (bytes.size() <= 200)
        facts.insert(QLatin1String("hex"), QString::fromLatin1(bytes.toHex()));
    return facts;
}

QByteArray payloadOf(const QJsonObject &command)
{
    if (command.contains(QLatin1String("size")))
        return Peer::pattern(command.value(QLatin1String("size")).toInteger());
    if (command.contains(QLatin1String("hex")))
        return QByteArray::fromHex(command.value(QLatin1String("hex")).toString().toLatin1());
    return command.value(QLatin1String("data")).toString().toUtf8();
}

void watch(QWebSocket &socket, bool echo)
{
    QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [&socket, echo](const QString &text) {
        tell("text", factsOf(text.toUtf8()));
        if (echo)
            socket.sendTextMessage(text);
    });
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [&socket, echo](const QByteArray &data) {
        tell("binary", factsOf(data));
        if (echo)
            socket.sendBinaryMessage(data);
    });
    QObject::connect(&socket, &QWebSocket::pong, &socket,
        [](quint64, const QByteArray &payload) { tell("pong", factsOf(payload)); });
    QObject::connect(&socket, &QWebSocket::disconnected, &socket, [&socket] {
        tell("closed",
            {{QLatin1String("code"), int(socket.closeCode())}, {QLatin1String("reason"), socket.closeReason()}});
    });
    QObject::connect(&socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), &socket, [&socket] {
        tell("error", {{QLatin1String("message"), socket.errorString()}});
    });
}

void sendMessage(QWebSocket &socket, const QString &verb, const QJsonObject &command)
{
    const QByteArray payload = payloadOf(command);
    const int fragments = command.value(QLatin1String("fragments")).toInt(1);
    socket.setOutgoingFrameSize(
        fragments > 1 ? quint64((payload.size() + fragments - 1) / fragments) : QWebSocket::maxOutgoingFrameSize());
    if (verb == QLatin1String("text"))
        socket.sendTextMessage(QString::fromUtf8(payload));
    else
        socket.sendBinaryMessage(payload);
    tell("sent", factsOf(payload));
}

void perform(QWebSocket &socket, const QJsonObject &command)
{
    const QString verb = command.value(QLatin1String("do")).toString();
    if (verb == QLatin1String("ping"))
        socket.ping(payloadOf(command));
    else if (verb == QLatin1String("close"))
        socket.close(static_cast<QWebSocketProtocol::CloseCode>(command.value(QLatin1String("code")).toInt(1000)),
            command.value(QLatin1String("reason")).toString());
    else if (verb == QLatin1String("terminate"))
        socket.abort();
    else
        sendMessage(socket, verb, command);
}

QWebSocketHandshakeOptions offering(const QStringList &subprotocols)
{
    QWebSocketHandshakeOptions options;
    options.setSubprotocols(subprotocols);
    return options;
}

/// One end: the server with its clients, or the client.
class QtPeer final : public QObject
{
public:
    QtPeer(bool echo, const QStringList &subprotocols)
        : m_echo(echo)
        , m_subprotocols(subprotocols)
    {
        connect(&m_stdin, &QSocketNotifier::activated, this, [this] { readCommands(); });
    }

    void connectTo(const QString &url, const QString &ca)
    {
        auto *socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
        if (!ca.isEmpty()) {
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setCaCertificates(QSslCertificate::fromPath(ca));
            socket->setSslConfiguration(configuration);
        }
        connect(socket, &QWebSocket::connected, this, [socket] {
            tell("open", {{QLatin1String("protocol"), socket->subprotocol()}});
        });
        connect(socket, &QWebSocket::connected, this, [this, socket] { take(socket); });
        watch(*socket, m_echo);
        tell("listening", {{QLatin1String("port"), 0}});
        socket->open(QUrl(url), offering(m_subprotocols));
    }

    void listen(const QString &certificate, const QString &key)
    {
        if (!certificate.isEmpty()) {
            QFile keyFile(key);
            if (!keyFile.open(QIODevice::ReadOnly))
                qFatal("no key");
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificate));
            configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
            m_secure.setSslConfiguration(configuration);
        }
        QWebSocketServer &server = certificate.isEmpty() ? m_server : m_secure;
        server.setSupportedSubprotocols(m_subprotocols);
        connect(&server, &QWebSocketServer::newConnection, this,
            [this, &server] { accept(server.nextPendingConnection()); });
        server.listen(QHostAddress::LocalHost);
        tell("listening", {{QLatin1String("port"), server.serverPort()}});
    }

private:
    void accept(QWebSocket *socket)
    {
        watch(*socket, m_echo);
        tell("open",
            {{QLatin1String("target"), socket->requestUrl().path()},
                {QLatin1String("protocol"), socket->subprotocol()}});
        take(socket);
    }

    void take(QWebSocket *socket)
    {
        m_newest = socket;
        for (const QJsonObject &command : std::exchange(m_waiting, {}))
            perform(*m_newest, command);
    }

    void readCommands()
    {
        QByteArray bytes(4096, Qt::Uninitialized);
        const auto count = ::read(STDIN_FILENO, bytes.data(), size_t(bytes.size()));
        if (count <= 0)
            QCoreApplication::exit();
        m_input += bytes.left(count);
        for (qsizetype end = m_input.indexOf('\n'); end >= 0; end = m_input.indexOf('\n')) {
            const QJsonObject command = QJsonDocument::fromJson(m_input.left(end)).object();
            m_input.remove(0, end + 1);
            if (m_newest)
                perform(*m_newest, command);
            else
                m_waiting.append(command);
        }
    }

    bool m_echo;
    QStringList m_subprotocols;
    QWebSocketServer m_server{QStringLiteral("qtpeer"), QWebSocketServer::NonSecureMode};
    QWebSocketServer m_secure{QStringLiteral("qtpeer"), QWebSocketServer::SecureMode};
    QWebSocket *m_newest = nullptr;
    QList<QJsonObject> m_waiting; ///< commands that came before the connection
    QSocketNotifier m_stdin{STDIN_FILENO, QSocketNotifier::Read};
    QByteArray m_input;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption url(QStringLiteral("url"), {}, QStringLiteral("url"));
    const QCommandLineOption echo(QStringLiteral("echo"));
    const QCommandLineOption subprotocol(QStringLiteral("subprotocol"), {}, QStringLiteral("name"));
    const QCommandLineOption ca(QStringLiteral("ca"), {}, QStringLiteral("file"));
    const QCommandLineOption certificate(QStringLiteral("cert"), {}, QStringLiteral("file"));
    const QCommandLineOption key(QStringLiteral("key"), {}, QStringLiteral("file"));
    parser.addOptions({url, echo, subprotocol, ca, certificate, key});
    parser.process(application);
    QtPeer peer(parser.isSet(echo), parser.values(subprotocol));
    if (parser.isSet(url))
        peer.connectTo(parser.value(url), parser.value(ca));
    else
        peer.listen(parser.value(certificate), parser.value(key));
    return QCoreApplication::exec();
}
