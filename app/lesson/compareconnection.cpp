// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/compareconnection.h"

#include "app/tap/memorysocket.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

namespace handglass::lesson {

namespace {

constexpr std::chrono::seconds LongestWait{30}; ///< RFC 6202 §5.5: less than what intermediaries cut
constexpr qsizetype Taken = 16 * 1024;

const struct {
    const char *path;
    Transport transport;
} Paths[]{
    {"/poll", Transport::Polling},
    {"/wait", Transport::LongPolling},
    {"/stream", Transport::Streaming},
    {"/chat", Transport::WebSocket},
};

std::optional<Transport> transportOf(const QString &path)
{
    for (const auto &known : Paths) {
        if (path == QLatin1String(known.path))
            return known.transport;
    }
    return {};
}

/// RFC 9110 §5.6.7.
QByteArray dateLine()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return "Date: " + QLocale::c().toString(now, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss")).toLatin1() + " GMT\r\n";
}

} // namespace

CompareConnection::CompareConnection(QTcpSocket &socket, CompareFeed &feed, QWebSocketServer &qt)
    : m_socket(&socket)
    , m_feed(feed)
    , m_qt(qt)
    , m_longest(this)
{
    socket.setParent(this);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_longest.setSingleShot(true);
    connect(&socket, &QTcpSocket::readyRead, this, &CompareConnection::read);
    connect(&socket, &QTcpSocket::disconnected, this, [this] {
        if (m_memory)
            m_memory->endFromPeer();
        Q_EMIT ended();
    });
    connect(&m_longest, &QTimer::timeout, this, [this] {
        m_waitsSince.reset();
        respond("204 No Content", {});
    });
    connect(&feed, &CompareFeed::published, this, &CompareConnection::send);
}

CompareConnection::~CompareConnection()
{
    m_socket->disconnect(this);
    m_webSocket.reset();
}

void CompareConnection::read()
{
    QByteArray bytes = m_socket->readAll();
    m_figures.sent += bytes.size();
    while (!bytes.isEmpty() && !m_memory) {
        const HttpHeadReader::State state = m_reader.feed(bytes);
        if (state == HttpHeadReader::State::Failed)
            return refuse("400 Bad Request");
        if (state == HttpHeadReader::State::NeedMore)
            return;
        bytes = m_reader.rest();
        const HttpHead request = m_reader.head();
        m_reader = HttpHeadReader(HttpHeadReader::Kind::Request);
        answer(request);
    }
    if (m_memory && !bytes.isEmpty())
        m_memory->feed(bytes);
    if (m_memory)
        takeFromQt();
}

void CompareConnection::answer(const HttpHead &request)
{
    const QUrl url = QUrl::fromEncoded(request.target);
    const std::optional<Transport> asked = transportOf(url.path());
    if (!m_transport)
        m_transport = asked;
    ++m_figures.requests;
    m_figures.heads += request.raw.size();
    if (request.method != "GET")
        return refuse("405 Method Not Allowed");
    if (!asked)
        return refuse("404 Not Found");
    const qint64 since = QUrlQuery(url).queryItemValue(QStringLiteral("since")).toLongLong();
    switch (*asked) {
    case Transport::Polling:
        return respond("200 OK", m_feed.since(since));
    case Transport::LongPolling:
        m_waitsSince = since;
        m_longest.start(LongestWait);
        return answerWaiting();
    case Transport::Streaming:
        return beginStream(since);
    case Transport::WebSocket:
        m_chatSince = since;
        return upgrade(request);
    }
}

void CompareConnection::answerWaiting()
{
    const QList<ChatEvent> events = m_feed.since(*m_waitsSince);
    if (events.isEmpty())
        return;
    m_longest.stop();
    m_waitsSince.reset();
    respond("200 OK", events);
}

void CompareConnection::beginStream(qint64 since)
{
    writeHead("200 OK", "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n");
    for (const ChatEvent &event : m_feed.since(since))
        send(event);
}

/// Qt's class reads the request as it came and answers it itself.
void CompareConnection::upgrade(const HttpHead &request)
{
    m_memory = std::make_unique<MemorySocket>(*m_socket);
    connect(m_memory.get(), &MemorySocket::hasOutput, this, &CompareConnection::takeFromQt);
    connect(m_memory.get(), &MemorySocket::closedByQt, this, [this] {
        takeFromQt();
        m_socket->disconnectFromHost();
    });
    m_memory->feed(request.raw);
    m_qt.handleConnection(m_memory.get());
}

void CompareConnection::open(std::unique_ptr<QWebSocket> socket)
{
    m_webSocket = std::move(socket);
    for (const ChatEvent &event : m_feed.since(m_chatSince))
        send(event);
}

void CompareConnection::send(const ChatEvent &event)
{
    if (m_waitsSince)
        return answerWaiting();
    if (m_webSocket) {
        m_figures.payload += event.text.size();
        m_webSocket->sendTextMessage(QString::fromUtf8(event.text));
    } else if (m_transport == Transport::Streaming) {
        // RFC 9112 §7.1
        const QByteArray line = event.text + '\n';
        m_figures.payload += event.text.size();
        write(QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n");
    }
}

void CompareConnection::respond(const QByteArray &status, const QList<ChatEvent> &events)
{
    QByteArray body;
    for (const ChatEvent &event : events) {
        body += event.text + '\n';
        m_figures.payload += event.text.size();
    }
    if (status.startsWith("204"))
        return writeHead(status, {}); // RFC 9110 §8.6: without Content-Length
    writeHead(
        status, "Content-Type: application/x-ndjson\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n");
    write(body);
}

void CompareConnection::refuse(const QByteArray &status)
{
    writeHead(status, "Connection: close\r\nContent-Length: 0\r\n");
    m_socket->disconnectFromHost();
}

void CompareConnection::writeHead(const QByteArray &status, const QByteArray &fields)
{
    const QByteArray head =
        "HTTP/1.1 " + status + "\r\n" + dateLine() + "Cache-Control: no-store\r\n" + fields + "\r\n";
    m_figures.heads += head.size();
    write(head);
}

void CompareConnection::write(const QByteArray &bytes)
{
    m_figures.received += bytes.size();
    m_socket->write(bytes);
}

void CompareConnection::takeFromQt()
{
    QByteArray bytes(Taken, Qt::Uninitialized);
    while (const qint64 size = m_memory->take(bytes.data(), bytes.size())) {
        const QByteArray taken = bytes.first(size);
        if (!m_upgradeAnswered) { // all of it comes at once, and nothing before it is open
            m_upgradeAnswered = true;
            m_figures.heads += taken.indexOf("\r\n\r\n") + 4;
        }
        write(taken);
    }
}

} // namespace handglass::lesson
