// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientdialer.h"

#include <QSslCipher>
#include <QSslConfiguration>

namespace handglass {

namespace {

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    default:
        return QStringLiteral("TLS");
    }
}

/// What OpenSSL says when the bytes that came are no TLS record.
bool saysNotTls(const QString &error)
{
    for (const char *sign :
        {"wrong version number", "packet length too long", "http request", "record layer failure"}) {
        if (error.contains(QLatin1String(sign)))
            return true;
    }
    return false;
}

} // namespace

void ClientDialer::startTls()
{
    enter(FailurePhase::Tls, m_settings.tlsTime);
    tls()->setPeerVerifyName(m_settings.host);
    connect(tls(), &QSslSocket::encrypted, this, &ClientDialer::tlsEncrypted);
    connect(tls(), &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    connect(m_socket.get(), &QSslSocket::errorOccurred, this, &ClientDialer::tlsFailed);
    tls()->startClientEncryption();
}

void ClientDialer::tlsEncrypted()
{
    m_record.times.tls = elapsed();
    m_record.tls = protocolName(tls()->sessionProtocol()) + QStringLiteral(", ") + tls()->sessionCipher().name();
    succeed();
}

void ClientDialer::tlsFailed()
{
    m_record.times.tls = elapsed();
    const QString error = m_socket->errorString();
    if (!m_tlsErrors.isEmpty())
        fail(certificateFailure());
    else if (saysNotTls(error))
        fail(notTls());
    else if (m_socket->error() == QAbstractSocket::RemoteHostClosedError)
        fail(tr("expected TLS from %1, got the end of the connection").arg(place()), {},
            tr("The port may speak plain ws://, or no TLS version that this computer accepts."));
    else
        fail(tr("expected TLS from %1, got: %2").arg(place(), error));
}

Failure ClientDialer::notTls() const
{
    Failure failure;
    failure.fact =
        tr("expected TLS from %1, got bytes that are no TLS: this port speaks ws://, not wss://").arg(place());
    failure.cause = tr("OpenSSL: %1").arg(m_socket->errorString());
    failure.suggestion = tr("Connect with ws:// instead.");
    return failure;
}

Failure ClientDialer::certificateFailure() const
{
    QStringList errors;
    for (const QSslError &error : m_tlsErrors)
        errors.append(error.errorString());
    errors.removeDuplicates();
    Failure failure;
    failure.fact = tr("expected a certificate that this computer trusts for %1, got: %2")
                       .arg(m_settings.host, errors.join(QLatin1Char(' ')));
    const QSslCertificate certificate = tls()->peerCertificate();
    if (!certificate.isNull()) {
        failure.cause = tr("The certificate is for %1, issued by %2, valid until %3.")
                            .arg(certificate.subjectInfo(QSslCertificate::CommonName).join(QStringLiteral(", ")),
                                certificate.issuerInfo(QSslCertificate::CommonName).join(QStringLiteral(", ")),
                                certificate.expiryDate().toString(Qt::ISODate));
    }
    failure.notCause = tr("Nothing but the TLS handshake was sent.");
    return failure;
}

} // namespace handglass
