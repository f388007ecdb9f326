// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/tap/dialoptions.h"
#include "app/tap/tlsalert.h"

#include <QSslConfiguration>
#include <QSslSocket>

#include <memory>

namespace handglass {

/// How every client of a mock is met. Cheap to copy.
struct TlsServerTerms {
    QSslConfiguration configuration;
    QString subject;             ///< of the certificate that is shown
    bool anyCertificate = false; ///< a client must show a certificate, whichever
};

/// Reads the files that the options name (or the program's own certificate). Empty, or the sentence that says what
/// cannot be used.
QString readTerms(const TlsServerOptions &options, TlsServerTerms &terms);

/// The TLS phase of a mock's client: looks at its first bytes, runs the handshake, judges the client's certificate
/// where one is required, and writes what it learns into the record, for good and bad connections. Network thread.
class TlsServer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TlsServer)
public:
    /// socket: connected, nothing read. It and the record must live until one of the signals.
    TlsServer(TlsServerTerms terms, QSslSocket &socket, ConnectionRecord &record);

    /// Answered by one of the signals; none comes as long as the client sends nothing, or if it ends before.
    void start();

Q_SIGNALS:
    void encrypted();
    /// What came is no TLS. It is unread, and the socket stays plain.
    void plainCame();
    void failed(const handglass::Failure &failure);

private:
    void look();
    void judge(const QList<QSslError> &errors);
    void done();
    void socketFailed();
    Failure explain() const;
    Failure distrusted(QSsl::AlertType alert) const;
    Failure noCertificate() const;
    Failure badCertificate() const;
    Failure endedByClient() const;
    void letGo();

    TlsServerTerms m_terms;
    QSslSocket &m_socket;
    ConnectionRecord &m_record;
    std::unique_ptr<AlertWatch> m_watch;
    QList<QSslError> m_errors; ///< of the client's certificate
};

} // namespace handglass
