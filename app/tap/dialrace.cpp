// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/dialrace.h"

#include <QNetworkProxy>
#include <QSslSocket>

#include <algorithm>

namespace handglass {

namespace {
constexpr qint64 ReadBufferBytes = 1 << 20;
constexpr qint64 NsPerMs = 1'000'000;
} // namespace

QString withPort(const QString &host, quint16 port)
{
    const QString shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return shown + QLatin1Char(':') + QString::number(port);
}

QString inSeconds(qint64 milliseconds)
{
    return QString::number(double(milliseconds) / 1000, 'g', 3);
}

QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses)
{
    QList<QHostAddress> first;
    QList<QHostAddress> second;
    for (const QHostAddress &address : addresses) {
        QList<QHostAddress> &family = address.protocol() == addresses.first().protocol() ? first : second;
        if (!family.contains(address))
            family.append(address);
    }
    QList<QHostAddress> all;
    for (qsizetype i = 0; i < qMax(first.size(), second.size()); ++i) {
        if (i < first.size())
            all.append(first.at(i));
        if (i < second.size())
            all.append(second.at(i));
    }
    return all;
}

DialRace::DialRace(const QList<QHostAddress> &addresses, quint16 port, bool secure, QList<DialAttempt> &attempts)
    : m_left(interleaved(addresses))
    , m_port(port)
    , m_secure(secure)
    , m_attempts(attempts)
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &DialRace::startNext);
}

DialRace::~DialRace()
{
    giveUpAll();
}

void DialRace::start()
{
    m_delay.start(std::chrono::milliseconds(0));
}

qint64 DialRace::elapsed() const
{
    return nowNs() - m_startNs;
}

void DialRace::startNext()
{
    if (m_startNs == 0)
        m_startNs = nowNs();
    const QHostAddress address = m_left.takeFirst();
    m_runners.push_back({Socket(m_secure ? new QSslSocket : new QTcpSocket), address, m_attempts.size()});
    m_attempts.append({withPort(address.toString(), m_port), elapsed(), -1, {}});
    if (m_left.isEmpty())
        m_delay.stop();
    else
        m_delay.start(AttemptDelay);
    begin(m_runners.back());
}

void DialRace::begin(const Runner &runner)
{
    QTcpSocket *socket = runner.socket.get();
    socket->setProxy(QNetworkProxy::NoProxy);
    socket->setReadBufferSize(ReadBufferBytes);
    connect(socket, &QTcpSocket::connected, this, [this, socket] { won(socket); });
    connect(socket, &QTcpSocket::errorOccurred, this,
        [this, socket](QAbstractSocket::SocketError error) { errorOccurred(socket, error); });
    socket->connectToHost(runner.address, m_port);
}

void DialRace::won(QTcpSocket *socket)
{
    m_delay.stop();
    Runner *runner = find(socket);
    DialAttempt &attempt = m_attempts[runner->attempt];
    attempt.durationNs = elapsed() - attempt.startNs;
    socket->disconnect(this);
    m_winner = std::move(runner->socket);
    std::erase_if(m_runners, [](const Runner &each) { return !each.socket; });
    giveUpAll();
    Q_EMIT connected();
}

void DialRace::errorOccurred(QTcpSocket *socket, QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::ConnectionRefusedError) {
        ++m_refused;
        ended(socket, tr("connection refused: no program listens there"));
    } else if (error == QAbstractSocket::SocketTimeoutError) { // Qt waits for 30 s only; how long we do is the dialer's
        socket->abort();
        socket->connectToHost(find(socket)->address, m_port);
    } else {
        ended(socket, socket->errorString());
    }
}

void DialRace::ended(QTcpSocket *socket, const QString &error)
{
    Runner *runner = find(socket);
    DialAttempt &attempt = m_attempts[runner->attempt];
    attempt.durationNs = elapsed() - attempt.startNs;
    attempt.error = error;
    socket->disconnect(this);
    const bool latest = runner == &m_runners.back();
    m_runners.erase(m_runners.begin() + (runner - m_runners.data()));
    if (!m_left.isEmpty() && latest)
        m_delay.start(std::chrono::milliseconds(0));
    else if (m_left.isEmpty() && m_runners.empty())
        Q_EMIT failed();
}

void DialRace::timeOut(std::chrono::milliseconds bound)
{
    m_delay.stop();
    m_timedOut = true;
    for (const Runner &runner : m_runners) {
        DialAttempt &attempt = m_attempts[runner.attempt];
        attempt.durationNs = elapsed() - attempt.startNs;
        attempt.error = tr("no answer within %1 s").arg(inSeconds(bound.count() - attempt.startNs / NsPerMs));
    }
    giveUpAll();
}

void DialRace::giveUpAll()
{
    for (const Runner &runner : m_runners) {
        runner.socket->disconnect(this);
        runner.socket->abort();
    }
    m_runners.clear();
}

DialRace::Runner *DialRace::find(const QTcpSocket *socket)
{
    return &*std::ranges::find_if(m_runners, [socket](const Runner &each) { return each.socket.get() == socket; });
}

QStringList DialRace::facts(const QString &host) const
{
    QStringList facts;
    const bool named = m_attempts.size() + m_left.size() > 1 || m_attempts.first().address != withPort(host, m_port);
    for (const DialAttempt &attempt : m_attempts)
        facts.append(named ? tr("%1 at %2").arg(attempt.error, attempt.address) : attempt.error);
    if (!m_left.isEmpty())
        facts.append(tr("no time left for %1 more").arg(m_left.size()));
    return facts;
}

QString DialRace::evidence() const
{
    QStringList lines;
    for (const DialAttempt &attempt : m_attempts)
        lines.append(
            tr("%1 after %2 ms: %3")
                .arg(attempt.address, QString::number(double(attempt.durationNs) / NsPerMs, 'f', 1), attempt.error));
    return lines.join(QLatin1Char('\n'));
}

} // namespace handglass
