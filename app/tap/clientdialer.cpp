// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientdialer.h"

#include <QPointer>

namespace handglass {

ClientDialer::ClientDialer(DialSettings settings, ConnectionRecord &record)
    : m_settings(std::move(settings))
    , m_record(record)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClientDialer::timedOut);
}

ClientDialer::~ClientDialer()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
    }
}

std::unique_ptr<QTcpSocket> ClientDialer::takeSocket()
{
    m_socket->disconnect(this);
    return std::unique_ptr<QTcpSocket>(m_socket.release());
}

QString ClientDialer::place() const
{
    return withPort(m_settings.host, m_settings.port);
}

void ClientDialer::enter(FailurePhase phase, std::chrono::milliseconds timeout)
{
    const bool changed = std::exchange(m_phase, phase) != phase;
    m_phaseStartNs = nowNs();
    m_timer.start(timeout);
    if (changed)
        Q_EMIT phaseChanged();
}

qint64 ClientDialer::elapsed() const
{
    return nowNs() - m_phaseStartNs;
}

/// What TCP goes to, as a sentence names it.
QString ClientDialer::hop() const
{
    return proxied() ? tr("the proxy %1").arg(m_proxy.toString()) : place();
}

void ClientDialer::start()
{
    if (m_settings.secure && !prepareTls())
        return;
    if (m_settings.proxy.kind != ProxyKind::System)
        dialBy(m_settings.proxy);
    else if (isLoopbackHost(m_settings.host))
        reach(m_settings.host);
    else
        askSystem();
}

void ClientDialer::reach(const QString &host)
{
    const QHostAddress literal(host);
    if (literal.isNull())
        lookUp(host);
    else
        startTcp({literal});
}

void ClientDialer::lookUp(const QString &host)
{
    enter(FailurePhase::NameLookup, m_settings.nameLookup);
    if (m_settings.resolve)
        m_settings.resolve(host, [self = QPointer(this)](const QHostInfo &info) {
            if (self)
                self->found(info);
        });
    else // a slot by its name: of a functor, Qt 6.4 writes to what it has freed
        m_lookup = QHostInfo::lookupHost(host, this, SLOT(found(QHostInfo)));
}

void ClientDialer::found(const QHostInfo &info)
{
    m_lookup = -1;
    if (m_over)
        return;
    m_record.times.nameLookup = elapsed();
    if (info.error() == QHostInfo::NoError && !info.addresses().isEmpty())
        startTcp(info.addresses());
    else
        noAddress(info);
}

void ClientDialer::noAddress(const QHostInfo &info)
{
    const bool unknown = info.error() == QHostInfo::HostNotFound || info.error() == QHostInfo::NoError;
    const QString got = unknown ? tr("no such name is known") : info.errorString();
    Failure failure;
    failure.fact = tr("expected an address of %1, got none: %2").arg(proxied() ? hop() : m_settings.host, got);
    failure.suggestion = tr("Check how the name is spelled, and that this computer can look up names.");
    failure.evidence = tr("The look-up says: %1").arg(info.errorString());
    failOnTheWay(std::move(failure));
}

void ClientDialer::lookUpTimedOut()
{
    if (m_systemProxy) {
        systemTimedOut();
        return;
    }
    const QString bound = inSeconds(m_settings.nameLookup.count());
    Failure failure;
    failure.fact =
        tr("expected an address of %1, got no answer within %2 s").arg(proxied() ? hop() : m_settings.host, bound);
    failure.cause = tr("The time-out of the name look-up is %1 s.").arg(bound);
    failOnTheWay(std::move(failure));
}

void ClientDialer::startTcp(const QList<QHostAddress> &addresses)
{
    enter(FailurePhase::Tcp, m_settings.tcp);
    m_race = std::make_unique<DialRace>(addresses, hopPort(), m_settings.secure, m_record.attempts);
    connect(m_race.get(), &DialRace::connected, this, &ClientDialer::tcpConnected);
    connect(m_race.get(), &DialRace::failed, this, &ClientDialer::tcpFailed);
    m_race->start();
}

void ClientDialer::tcpConnected()
{
    m_record.times.tcp = elapsed();
    m_socket = m_race->takeSocket();
    m_record.localAddress = withPort(m_socket->localAddress().toString(), m_socket->localPort());
    m_record.peerAddress = withPort(m_socket->peerAddress().toString(), m_socket->peerPort());
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    proxied() ? startProxy() : proceed();
}

void ClientDialer::tcpFailed()
{
    m_record.times.tcp = elapsed();
    Failure failure;
    failure.fact =
        tr("expected a TCP connection to %1, got %2").arg(hop(), m_race->facts(hopHost()).join(QStringLiteral("; ")));
    failure.evidence = m_race->evidence();
    if (m_race->timedOut())
        failure.cause = tr("The time-out of TCP is %1 s.").arg(inSeconds(m_settings.tcp.count()));
    if (m_race->allRefused())
        failure.suggestion = proxied() ? tr("Start the proxy, or check its host and port.")
                                       : tr("Start the server, or check host and port.");
    failOnTheWay(std::move(failure));
}

/// The way to the server is open.
void ClientDialer::proceed()
{
    m_settings.secure ? startTls() : succeed();
}

void ClientDialer::timedOut()
{
    switch (m_phase) {
    case FailurePhase::NameLookup:
        lookUpTimedOut();
        return;
    case FailurePhase::Tcp:
        m_race->timeOut(m_settings.tcp);
        tcpFailed();
        return;
    case FailurePhase::Proxy:
        proxyTimedOut();
        return;
    default:
        m_record.times.tls = elapsed();
        fail(tr("expected the TLS handshake with %1 to end, got no answer within %2 s")
                 .arg(place(), inSeconds(m_settings.tlsTime.count())),
            tr("The time-out of TLS is %1 s.").arg(inSeconds(m_settings.tlsTime.count())),
            tr("The port may speak plain ws://."));
    }
}

void ClientDialer::succeed()
{
    m_timer.stop();
    m_socket->disconnect(this);
    Q_EMIT connected();
}

void ClientDialer::fail(const QString &fact, const QString &cause, const QString &suggestion)
{
    Failure failure;
    failure.fact = fact;
    failure.cause = cause;
    failure.suggestion = suggestion;
    fail(std::move(failure));
}

/// Before TCP is there: a proxy's name or port is the proxy's failure.
void ClientDialer::failOnTheWay(Failure failure)
{
    if (!proxied()) {
        fail(std::move(failure));
        return;
    }
    failure.notCause = tr("The server %1 was not asked.").arg(place());
    failByProxy(std::move(failure));
}

void ClientDialer::fail(Failure failure)
{
    m_timer.stop();
    m_over = true;
    if (m_tls)
        m_tls->disconnect(this);
    if (!failure)
        failure.phase = m_phase;
    if (m_socket)
        m_socket->disconnect(this);
    Q_EMIT failed(failure);
}

} // namespace handglass
