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
    m_phase = phase;
    m_phaseStartNs = nowNs();
    m_timer.start(timeout);
    Q_EMIT phaseChanged();
}

qint64 ClientDialer::elapsed() const
{
    return nowNs() - m_phaseStartNs;
}

void ClientDialer::start()
{
    if (m_settings.secure && !prepareTls())
        return;
    const QHostAddress literal(m_settings.host);
    if (!literal.isNull()) {
        startTcp({literal});
        return;
    }
    enter(FailurePhase::NameLookup, m_settings.nameLookup);
    lookUp();
}

void ClientDialer::lookUp()
{
    if (m_settings.resolve)
        m_settings.resolve(m_settings.host, [self = QPointer(this)](const QHostInfo &info) {
            if (self)
                self->found(info);
        });
    else
        m_lookup = QHostInfo::lookupHost(m_settings.host, this, [this](const QHostInfo &info) { found(info); });
}

void ClientDialer::found(const QHostInfo &info)
{
    m_lookup = -1;
    if (m_phase != FailurePhase::NameLookup)
        return;
    m_record.times.nameLookup = elapsed();
    if (info.error() == QHostInfo::NoError && !info.addresses().isEmpty()) {
        startTcp(info.addresses());
        return;
    }
    const bool unknown = info.error() == QHostInfo::HostNotFound || info.error() == QHostInfo::NoError;
    Failure failure;
    failure.fact = tr("expected an address of %1, got none: %2")
                       .arg(m_settings.host, unknown ? tr("no such name is known") : info.errorString());
    failure.suggestion = tr("Check how the name is spelled, and that this computer can look up names.");
    failure.evidence = tr("The look-up says: %1").arg(info.errorString());
    fail(std::move(failure));
}

void ClientDialer::startTcp(const QList<QHostAddress> &addresses)
{
    enter(FailurePhase::Tcp, m_settings.tcp);
    m_race = std::make_unique<DialRace>(addresses, m_settings.port, m_settings.secure, m_record.attempts);
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
    m_settings.secure ? startTls() : succeed();
}

void ClientDialer::tcpFailed()
{
    m_record.times.tcp = elapsed();
    Failure failure;
    failure.fact = tr("expected a TCP connection to %1, got %2")
                       .arg(place(), m_race->facts(m_settings.host).join(QStringLiteral("; ")));
    failure.evidence = m_race->evidence();
    if (m_race->timedOut())
        failure.cause = tr("The time-out of TCP is %1 s.").arg(inSeconds(m_settings.tcp.count()));
    if (m_race->allRefused())
        failure.suggestion = tr("Start the server, or check host and port.");
    fail(std::move(failure));
}

void ClientDialer::timedOut()
{
    switch (m_phase) {
    case FailurePhase::NameLookup:
        fail(tr("expected an address of %1, got no answer within %2 s")
                 .arg(m_settings.host, inSeconds(m_settings.nameLookup.count())),
            tr("The time-out of the name look-up is %1 s.").arg(inSeconds(m_settings.nameLookup.count())));
        return;
    case FailurePhase::Tcp:
        m_race->timeOut(m_settings.tcp);
        tcpFailed();
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

void ClientDialer::fail(Failure failure)
{
    m_timer.stop();
    failure.phase = m_phase;
    if (m_tls)
        m_tls->disconnect(this);
    if (m_socket)
        m_socket->disconnect(this);
    Q_EMIT failed(failure);
}

} // namespace handglass
