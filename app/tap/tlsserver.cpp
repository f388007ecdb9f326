// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsserver.h"

#include "app/tap/tlscertificate.h"
#include "app/tap/tlsconnection.h"
#include "app/tap/tlsfiles.h"
#include "app/tap/tlshello.h"
#include "app/tap/tlsidentity.h"
#include "app/tap/tlsverification.h"

namespace handglass {

QString readTerms(const TlsServerOptions &options, TlsServerTerms &terms)
{
    TlsIdentity identity;
    QString error = options.certificateFile.isEmpty()
        ? ownidentity::read(identity)
        : readIdentity(options.certificateFile, options.keyFile, options.passphrase, identity);
    QList<QSslCertificate> authorities;
    if (error.isEmpty() && options.requireClientCertificate && !options.clientCaFile.isEmpty())
        error = readAuthorities(options.clientCaFile, authorities);
    if (!error.isEmpty())
        return error;
    QSslConfiguration configuration;
    configuration.setProtocol(options.minimum == TlsMinimum::Tls13 ? QSsl::TlsV1_3OrLater : QSsl::TlsV1_2OrLater);
    configuration.setLocalCertificateChain(identity.chain);
    configuration.setPrivateKey(identity.key);
    configuration.setAllowedNextProtocols({"http/1.1"});
    configuration.setCaCertificates(authorities); // and not the system's
    configuration.setPeerVerifyMode(options.requireClientCertificate ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    configuration.setMissingCertificateIsFatal(options.requireClientCertificate);
    // At the first error, so that the client is sent the alert that says which.
    configuration.setHandshakeMustInterruptOnError(!authorities.isEmpty());
    terms.configuration = configuration;
    terms.subject = subjectOf(identity.chain.first());
    terms.anyCertificate = options.requireClientCertificate && authorities.isEmpty();
    return {};
}

TlsServer::TlsServer(TlsServerTerms terms, QSslSocket &socket, ConnectionRecord &record)
    : m_terms(std::move(terms))
    , m_socket(socket)
    , m_record(record)
    , m_watch(std::make_unique<AlertWatch>(socket))
{
}

void TlsServer::start()
{
    connect(&m_socket, &QSslSocket::readyRead, this, &TlsServer::look);
    look();
}

void TlsServer::look()
{
    constexpr qint64 MostHello = 16 * 1024;
    const QByteArray first = m_socket.peek(MostHello);
    if (first.isEmpty())
        return;
    if (!beginsTls(first)) {
        letGo();
        Q_EMIT plainCame();
        return;
    }
    disconnect(&m_socket, &QSslSocket::readyRead, this, &TlsServer::look);
    m_record.tlsFacts.serverName = serverNameOf(first);
    m_record.tlsFacts.ownCertificate = m_terms.subject;
    m_socket.setSslConfiguration(m_terms.configuration);
    connect(&m_socket, &QSslSocket::errorOccurred, this, &TlsServer::socketFailed);
    connect(&m_socket, &QSslSocket::encrypted, this, &TlsServer::done);
    connect(&m_socket, &QSslSocket::handshakeInterruptedOnError, this,
        [this](const QSslError &error) { m_errors.append(error); });
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        judge(errors);
        if (!m_terms.anyCertificate)
            return;
        m_record.tlsFacts.accepted = tr("any client certificate will do");
        m_socket.ignoreSslErrors();
    });
    m_socket.startServerEncryption();
}

void TlsServer::judge(const QList<QSslError> &errors)
{
    m_errors = errors;
    QList<QSslCertificate> chain = m_socket.peerCertificateChain();
    if (chain.isEmpty()) { // OpenSSL keeps none that it refused: only the one that each error is about
        for (const QSslError &error : errors) {
            if (!error.certificate().isNull() && !chain.contains(error.certificate()))
                chain.append(error.certificate());
        }
    }
    m_record.tlsFacts.chain = factsOf(chain);
    m_record.tlsFacts.errors = sentencesOf(problemsOf(errors, {}));
}

void TlsServer::done()
{
    if (m_errors.isEmpty())
        m_record.tlsFacts.chain = factsOf(m_socket.peerCertificateChain());
    noteAgreement(m_socket, m_record);
    letGo();
    Q_EMIT encrypted();
}

void TlsServer::socketFailed()
{
    if (!m_errors.isEmpty() && m_record.tlsFacts.errors.isEmpty()) // interrupted at its first error
        judge(m_errors);
    const Failure failure = explain();
    letGo();
    Q_EMIT failed(failure);
}

void TlsServer::letGo()
{
    m_socket.disconnect(this);
    m_watch->disconnect(this);
}

Failure TlsServer::explain() const
{
    const QString openSsl = m_socket.errorString();
    if (!m_errors.isEmpty())
        return badCertificate();
    if (m_watch->alert())
        return distrusted(*m_watch->alert());
    if (openSsl.contains(QLatin1String("peer did not return a certificate")))
        return noCertificate();
    if (m_socket.error() == QAbstractSocket::RemoteHostClosedError)
        return endedByClient();
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.evidence = tr("OpenSSL: %1").arg(openSsl);
    if (openSsl.contains(QLatin1String("unsupported protocol")) || openSsl.contains(QLatin1String("version too low")))
        failure.fact = tr("expected a TLS version that this mock permits, got an older one");
    else if (openSsl.contains(QLatin1String("no shared cipher")) || openSsl.contains(QLatin1String("no suitable")))
        failure.fact = tr("expected a cipher suite or signature algorithm that this mock permits, got none");
    else
        failure.fact = tr("expected the TLS handshake to end, got: %1").arg(openSsl);
    return failure;
}

Failure TlsServer::distrusted(QSsl::AlertType alert) const
{
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.section = QStringLiteral("RFC 8446 §6.2");
    failure.evidence = tr("TLS alert %1").arg(alertName(alert));
    failure.fact =
        tr("expected the client to go on with TLS, got the alert %1, %2").arg(alertName(alert), failure.section);
    switch (alert) {
    case QSsl::AlertType::UnknownCa:
    case QSsl::AlertType::BadCertificate:
    case QSsl::AlertType::CertificateUnknown:
    case QSsl::AlertType::CertificateExpired:
    case QSsl::AlertType::UnsupportedCertificate:
        failure.cause = tr("The client does not trust our certificate.");
        failure.suggestion = tr("Let the client trust it (it can be exported), or let it go without the check.");
        break;
    case QSsl::AlertType::ProtocolVersion:
        failure.cause = tr("The client speaks none of the TLS versions that we permit.");
        break;
    default:
        break;
    }
    return failure;
}

Failure TlsServer::noCertificate() const
{
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.section = QStringLiteral("RFC 8446 §4.4.2.4");
    failure.fact = tr("expected a client certificate, got none, %1").arg(failure.section);
    failure.cause = tr("This mock requires one.");
    failure.evidence = tr("OpenSSL: %1").arg(m_socket.errorString());
    failure.suggestion = tr("Give the client a certificate and its key.");
    return failure;
}

Failure TlsServer::badCertificate() const
{
    const QList<TlsProblem> problems = problemsOf(m_errors, {});
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact = tr("expected a client certificate from the authorities of this mock, got: %1")
                       .arg(sentencesOf(problems).join(QStringLiteral("; ")));
    failure.section = problems.isEmpty() ? QString() : problems.first().section;
    if (!failure.section.isEmpty())
        failure.fact += QStringLiteral(", ") + failure.section;
    if (!m_errors.first().certificate().isNull())
        failure.evidence = certificateLine(m_errors.first().certificate());
    return failure;
}

Failure TlsServer::endedByClient() const
{
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact = tr("expected the TLS handshake to end, got the end of the connection");
    failure.cause = tr("Clients that end it without an alert mostly do not trust our certificate.");
    failure.suggestion = tr("Let the client trust it (it can be exported), or let it go without the check.");
    return failure;
}

} // namespace handglass
