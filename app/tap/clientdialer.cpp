// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientdialer.h"

#include <QNetworkProxy>

namespace handglass {

namespace {
constexpr qint64 ReadBufferBytes = 1 << 20;

QString seconds(qint64 ms)
{
    return QString::number(double(ms) / 1000, 'g', 3);
}

QString withPort(const QString &host, quint16 port)
{
    const QString shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return shown + QLatin1Char(':') + QString::number(port);
}
} // namespace

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
    const QHostAddress literal(m_settings.host);
    if (!literal.isNull()) {
        startTcp({literal});
        return;
    }
    enter(FailurePhase::NameLookup, m_settings.nameLookup);
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
    fail(tr("expected an address of %1, got none: %2")
             .arg(m_settings.host, unknown ? tr("no such name is known") : info.errorString()),
        {}, tr("Check how the name is spelled, and that this computer can look up names."));
}

void ClientDialer::startTcp(const QList<QHostAddress> &addresses)
{
    m_addresses = addresses;
    enter(FailurePhase::Tcp, m_settings.tcp);
    tryNext();
}

void ClientDialer::tryNext()
{
    // What is left of the phase's time is shared by what is left of the addresses.
    const qint64 leftMs = qMax<qint64>(1, m_settings.tcp.count() - elapsed() / 1'000'000);
    m_timer.start(std::chrono::milliseconds(qMax<qint64>(1, leftMs / m_addresses.size())));
    m_address = m_addresses.takeFirst();
    m_socket.reset(m_settings.secure ? new QSslSocket : new QTcpSocket);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(ReadBufferBytes);
    connect(m_socket.get(), &QTcpSocket::connected, this, &ClientDialer::tcpConnected);
    connect(m_socket.get(), &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        if (error == QAbstractSocket::ConnectionRefusedError)
            tcpFailed(
                tr("connection refused: no program listens there"), tr("Start the server, or check host and port."));
        else
            tcpFailed(m_socket->errorString());
    });
    m_socket->connectToHost(m_address.toString(), m_settings.port);
}

void ClientDialer::tcpFailed(const QString &got, const QString &suggestion)
{
    m_socket->disconnect(this);
    m_socket->abort();
    const bool named = m_address.toString() != m_settings.host;
    m_tcpFacts.append(named ? tr("%1 at %2").arg(got, m_address.toString()) : got);
    if (!m_addresses.isEmpty()) {
        tryNext();
        return;
    }
    m_record.times.tcp = elapsed();
    fail(tr("expected a TCP connection to %1, got %2").arg(place(), m_tcpFacts.join(QStringLiteral("; "))), {},
        suggestion);
}

void ClientDialer::tcpConnected()
{
    m_record.times.tcp = elapsed();
    m_record.localAddress = withPort(m_socket->localAddress().toString(), m_socket->localPort());
    m_record.peerAddress = withPort(m_socket->peerAddress().toString(), m_socket->peerPort());
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->disconnect(this);
    m_settings.secure ? startTls() : succeed();
}

void ClientDialer::timedOut()
{
    switch (m_phase) {
    case FailurePhase::NameLookup:
        fail(tr("expected an address of %1, got no answer within %2 s")
                 .arg(m_settings.host, seconds(m_settings.nameLookup.count())));
        return;
    case FailurePhase::Tcp:
        tcpFailed(tr("no answer within %1 s").arg(seconds(m_timer.interval())));
        return;
    default:
        m_record.times.tls = elapsed();
        fail(tr("expected the TLS handshake with %1 to end, got no answer within %2 s")
                 .arg(place(), seconds(m_settings.tlsTime.count())),
            {}, tr("The port may speak plain ws://."));
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
    if (m_socket)
        m_socket->disconnect(this);
    Q_EMIT failed(failure);
}

} // namespace handglass
