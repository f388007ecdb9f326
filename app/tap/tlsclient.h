// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/tap/dialoptions.h"
#include "app/tap/tlsalert.h"
#include "app/tap/tlsfiles.h"

#include <QSslSocket>

#include <memory>

namespace handglass {

/// The TLS phase of a client's public leg: reads its files, runs the handshake, judges the server's certificate, and
/// writes what it learns into the record, for good and bad connections. Network thread.
class TlsClient final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsClient)
public:
    /// host: as in the URL, without brackets. The record must outlive it.
    TlsClient(TlsClientOptions options, const QString &host, quint16 port, ConnectionRecord &record);

    /// Reads the files that the options name. Before anything is sent; none: go on.
    Failure prepare();
    /// Answered by encrypted() or failed(), maybe before it returns. The socket is connected and lives as long as this,
    /// or until one of them.
    void start(QSslSocket &socket);

Q_SIGNALS:
    void encrypted();
    void failed(const handglass::Failure &failure);

private:
    QString wantedName() const;
    bool mayTrust() const;
    void configure(QSslSocket &socket) const;
    void judge(const QList<QSslError> &errors);
    QList<QSslError> expiredAuthorities() const;
    bool accept();
    void done();
    void socketFailed();
    void noteChain();
    Failure explain() const;
    Failure certificateFailure() const;
    Failure changedCertificate() const;
    Failure notTls(const QString &openSsl) const;
    Failure otherProtocol() const;
    void letGo();

    TlsClientOptions m_options;
    QString m_host;
    quint16 m_port;
    ConnectionRecord &m_record;
    QList<QSslCertificate> m_authorities;
    TlsIdentity m_identity;
    QSslSocket *m_socket = nullptr;
    std::unique_ptr<AlertWatch> m_watch;
    QList<QSslError> m_errors; ///< of the verification
    bool m_changed = false;    ///< another certificate is trusted for this host
};

} // namespace handglass
