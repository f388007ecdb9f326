// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/mockopening.h"
#include "app/tap/recorder.h"

namespace handglass {

void MockOpening::startTls()
{
    m_phase = Phase::Tls;
    m_timer.start(m_terms.noDescriptor ? NoDescriptorTimeout : m_terms.tlsTimeout);
    m_tls = std::make_unique<TlsServer>(*m_terms.tls, *static_cast<QSslSocket *>(m_socket.get()), m_record);
    connect(m_tls.get(), &TlsServer::encrypted, this, &MockOpening::tlsDone);
    connect(m_tls.get(), &TlsServer::failed, this, &MockOpening::tlsFailed);
    connect(m_tls.get(), &TlsServer::plainCame, this, [this] {
        m_plainOnTls = true;
        beginReading();
    });
    m_tls->start();
}

void MockOpening::tlsDone()
{
    m_record.times.tls = nowNs() - m_record.startedNs;
    m_recorder->writer().writeConnection(m_record);
    beginReading();
}

/// Nothing can be answered: at most an alert, which OpenSSL has sent.
void MockOpening::tlsFailed(const Failure &failure)
{
    if (m_phase != Phase::Tls)
        return;
    m_record.times.tls = nowNs() - m_record.startedNs;
    fail(failure, tr("No handshake: %1").arg(failure.fact));
    m_tls->disconnect(this);
    // Later: the socket may be telling.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_socket->abort();
            finish();
        },
        Qt::QueuedConnection);
}

Failure MockOpening::silentInTls() const
{
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact =
        tr("expected the TLS handshake to end within %1 s, got no end of it").arg(double(m_timer.interval()) / 1000.0);
    return failure;
}

/// Before its first byte, and so before TLS began.
Failure MockOpening::endedBeforeTls() const
{
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact = tr("expected a TLS handshake, got the end of the connection");
    if (m_socket->error() != QAbstractSocket::RemoteHostClosedError)
        failure.cause = tr("TCP: %1.").arg(m_socket->errorString());
    return failure;
}

} // namespace handglass
