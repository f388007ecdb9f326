// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientdialer.h"

namespace handglass {

/// False: a file cannot be used, and failed() will say so.
bool ClientDialer::prepareTls()
{
    m_tls = std::make_unique<TlsClient>(m_settings.tls, m_settings.host, m_settings.port, m_record);
    connect(m_tls.get(), &TlsClient::encrypted, this, &ClientDialer::tlsEncrypted);
    connect(m_tls.get(), &TlsClient::failed, this, &ClientDialer::tlsFailed);
    const Failure failure = m_tls->prepare();
    if (!failure)
        return true;
    m_phase = FailurePhase::Tls;
    QMetaObject::invokeMethod(
        this, [this, failure] { fail(failure); }, Qt::QueuedConnection);
    return false;
}

void ClientDialer::startTls()
{
    enter(FailurePhase::Tls, m_settings.tlsTime);
    m_tls->start(*static_cast<QSslSocket *>(m_socket.get()));
}

void ClientDialer::tlsEncrypted()
{
    m_record.times.tls = elapsed();
    succeed();
}

void ClientDialer::tlsFailed(const Failure &failure)
{
    m_record.times.tls = elapsed();
    fail(failure);
}

} // namespace handglass
