// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/compareclient.h"

#include "app/lesson/comparefeed.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>
#include <QWebSocket>

namespace handglass::lesson {

namespace {

constexpr std::chrono::milliseconds RetryAfter{1'000};

/// A client over plain HTTP: one request at a time.
class HttpClient : public CompareClient
{
public:
    HttpClient(quint16 port, const CompareFeed &feed, const char *path)
        : CompareClient(port, feed)
        , m_path(path)
        , m_manager(this)
        , m_next(this)
    {
        m_manager.setProxy(QNetworkProxy::NoProxy);
        m_next.setSingleShot(true);
        m_next.setTimerType(Qt::PreciseTimer);
        connect(&m_next, &QTimer::timeout, this, &HttpClient::ask);
    }
    ~HttpClient() override
    {
        if (m_reply != nullptr)
            m_reply->disconnect(this);
    }
    void start() override { ask(); }

protected:
    /// After an answer.
    virtual std::chrono::milliseconds pause() const { return {}; }
    QTimer &next() { return m_next; }

private:
    void ask()
    {
        if (m_reply != nullptr)
            return; // a poll is still under way
        m_reply = m_manager.get(QNetworkRequest(QUrl(address("http", m_path))));
        connect(m_reply, &QNetworkReply::readyRead, this, [this] {
            setError({});
            m_body += m_reply->readAll();
            takeLines(m_body);
        });
        connect(m_reply, &QNetworkReply::finished, this, &HttpClient::finish);
        asked();
    }
    void finish()
    {
        m_body += m_reply->readAll();
        takeLines(m_body);
        m_body.clear();
        const bool failed = m_reply->error() != QNetworkReply::NoError;
        setError(failed ? m_reply->errorString() : QString());
        m_reply->deleteLater();
        m_reply = nullptr;
        answered(failed);
    }
    virtual void asked() { }
    virtual void answered(bool failed) { m_next.start(failed ? RetryAfter : pause()); }

    const char *m_path;
    QNetworkAccessManager m_manager;
    QNetworkReply *m_reply = nullptr;
    QByteArray m_body;
    QTimer m_next;
};

/// Asks at an interval, whenever the answer comes.
class PollingClient final : public HttpClient
{
public:
    PollingClient(quint16 port, const CompareFeed &feed)
        : HttpClient(port, feed, "/poll")
    {
    }
    void setInterval(std::chrono::milliseconds interval) override
    {
        m_interval = interval;
        next().start(interval);
    }

private:
    void asked() override { next().start(m_interval); }
    void answered(bool failed) override
    {
        if (failed)
            next().start(std::max(m_interval, RetryAfter));
        else if (!next().isActive()) // the answer took longer than the interval
            next().start(0);
    }

    std::chrono::milliseconds m_interval{1'000};
};

class WebSocketClient final : public CompareClient
{
public:
    WebSocketClient(quint16 port, const CompareFeed &feed)
        : CompareClient(port, feed)
        , m_socket(QString(), QWebSocketProtocol::VersionLatest, this)
        , m_retry(this)
    {
        m_socket.setProxy(QNetworkProxy::NoProxy);
        m_retry.setSingleShot(true);
        m_retry.setInterval(RetryAfter);
        connect(&m_retry, &QTimer::timeout, this, &WebSocketClient::start);
        connect(&m_socket, &QWebSocket::connected, this, [this] { setError({}); });
        connect(
            &m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) { take(text.toUtf8()); });
        connect(&m_socket, &QWebSocket::disconnected, this, [this] {
            setError(m_socket.closeReason().isEmpty() ? m_socket.errorString() : m_socket.closeReason());
            m_retry.start();
        });
    }
    ~WebSocketClient() override { m_socket.disconnect(this); }
    void start() override { m_socket.open(QUrl(address("ws", "/chat"))); }

private:
    QWebSocket m_socket;
    QTimer m_retry;
};

} // namespace

CompareClient::CompareClient(quint16 port, const CompareFeed &feed)
    : m_port(port)
    , m_feed(feed)
{
}

std::unique_ptr<CompareClient> CompareClient::make(Transport transport, quint16 port, const CompareFeed &feed)
{
    switch (transport) {
    case Transport::Polling:
        return std::make_unique<PollingClient>(port, feed);
    case Transport::LongPolling:
        return std::make_unique<HttpClient>(port, feed, "/wait");
    case Transport::Streaming:
        return std::make_unique<HttpClient>(port, feed, "/stream");
    case Transport::WebSocket:
        break;
    }
    return std::make_unique<WebSocketClient>(port, feed);
}

void CompareClient::beginCounting()
{
    m_arrived = 0;
    m_delays = {};
}

QString CompareClient::address(const char *scheme, const char *path) const
{
    return QStringLiteral("%1://127.0.0.1:%2%3?since=%4")
        .arg(QLatin1String(scheme))
        .arg(m_port)
        .arg(QLatin1String(path))
        .arg(m_last);
}

void CompareClient::take(const QByteArray &text)
{
    const qint64 number = QJsonDocument::fromJson(text).object().value(QLatin1String("n")).toInteger();
    const qint64 born = m_feed.birthOf(number);
    if (number <= m_last)
        return setError(tr("expected the message behind number %1, got %2").arg(m_last).arg(QString::fromUtf8(text)));
    m_last = number;
    ++m_arrived;
    if (born >= 0)
        m_delays.add(compareClockNs() - born);
    Q_EMIT messageArrived(number);
}

void CompareClient::takeLines(QByteArray &body)
{
    qsizetype from = 0;
    for (qsizetype end = body.indexOf('\n'); end >= 0; end = body.indexOf('\n', from)) {
        take(body.sliced(from, end - from));
        from = end + 1;
    }
    body.remove(0, from);
}

} // namespace handglass::lesson
