// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsclient.h"

#include "app/tap/tlscertificate.h"
#include "app/tap/tlsconnection.h"
#include "app/tap/tlsverification.h"

#include <QDateTime>
#include <QHostAddress>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QUrl>

namespace handglass {

namespace {

QString http11()
{
    return QStringLiteral("http/1.1");
}

QString placeOf(const QString &host, quint16 port)
{
    const QString shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return shown + QLatin1Char(':') + QString::number(port);
}

} // namespace

TlsClient::TlsClient(TlsClientOptions options, const QString &host, quint16 port, ConnectionRecord &record)
    : m_options(std::move(options))
    , m_host(host)
    , m_port(port)
    , m_record(record)
{
}

Failure TlsClient::prepare()
{
    QString error;
    if (!m_options.caFile.isEmpty())
        error = readAuthorities(m_options.caFile, m_authorities);
    if (error.isEmpty() && !m_options.certificateFile.isEmpty())
        error = readIdentity(m_options.certificateFile, m_options.keyFile, m_options.passphrase, m_identity);
    else if (error.isEmpty() && !m_options.keyFile.isEmpty())
        error = tr("expected a client certificate for the key in %1, got none").arg(m_options.keyFile);
    if (error.isEmpty()) {
        m_options.passphrase.clear();
        return {};
    }
    Failure failure;
    if (m_options.passphrase.isEmpty() && error == missingPassphrase(m_options.certificateFile, m_options.keyFile))
        failure.suggestion = tr("Give the passphrase in the request options (--passphrase - asks for it).");
    m_options.passphrase.clear();
    failure.phase = FailurePhase::Tls;
    failure.fact = error;
    failure.notCause = tr("Nothing was sent.");
    return failure;
}

QString TlsClient::wantedName() const
{
    return m_options.serverName.isEmpty() ? m_host : m_options.serverName;
}

/// The user trusts some certificate for this host: which one the server has is known only with its whole chain.
bool TlsClient::mayTrust() const
{
    return std::any_of(m_options.trusted.cbegin(), m_options.trusted.cend(), [this](const TrustedCertificate &trusted) {
        return trusted.port == m_port && trusted.host.compare(m_host, Qt::CaseInsensitive) == 0;
    });
}

void TlsClient::configure(QSslSocket &socket) const
{
    QSslConfiguration configuration = socket.sslConfiguration();
    configuration.setProtocol(m_options.minimum == TlsMinimum::Tls13 ? QSsl::TlsV1_3OrLater : QSsl::TlsV1_2OrLater);
    configuration.addCaCertificates(m_authorities);
    if (!m_identity.isEmpty()) {
        configuration.setLocalCertificateChain(m_identity.chain);
        configuration.setPrivateKey(m_identity.key);
    }
    QList<QByteArray> alpn;
    for (const QString &protocol : m_options.alpn)
        alpn.append(protocol.toLatin1());
    configuration.setAllowedNextProtocols(alpn);
    // At the first error, so that the server is sent the alert that says which.
    configuration.setHandshakeMustInterruptOnError(m_options.verify && !mayTrust());
    socket.setSslConfiguration(configuration);
    socket.setPeerVerifyName(wantedName());
}

void TlsClient::start(QSslSocket &socket)
{
    m_socket = &socket;
    if (QHostAddress(wantedName()).isNull()) // RFC 6066 §3: no literal addresses
        m_record.tlsFacts.serverName = QString::fromLatin1(QUrl::toAce(wantedName()));
    if (!m_identity.isEmpty())
        m_record.tlsFacts.ownCertificate = subjectOf(m_identity.chain.first());
    configure(socket);
    m_watch = std::make_unique<AlertWatch>(socket);
    connect(&socket, &QSslSocket::encrypted, this, &TlsClient::done);
    connect(&socket, &QSslSocket::handshakeInterruptedOnError, this,
        [this](const QSslError &error) { m_errors.append(error); });
    connect(&socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        judge(errors);
        if (accept())
            m_socket->ignoreSslErrors();
    });
    connect(&socket, &QSslSocket::errorOccurred, this, &TlsClient::socketFailed);
    socket.startClientEncryption();
}

void TlsClient::noteChain()
{
    m_record.tlsFacts.chain = factsOf(m_socket->peerCertificateChain());
}

void TlsClient::judge(const QList<QSslError> &errors)
{
    m_errors = errors + expiredAuthorities();
    noteChain();
    m_record.tlsFacts.errors = sentencesOf(problemsOf(m_errors, wantedName()));
}

/// Qt leaves them out, so that OpenSSL does not know the issuer, and not why.
QList<QSslError> TlsClient::expiredAuthorities() const
{
    QList<QSslError> errors;
    const QList<QSslCertificate> chain = m_socket->peerCertificateChain();
    for (const QSslCertificate &authority : m_authorities) {
        const bool issued = std::any_of(chain.cbegin(), chain.cend(),
            [&authority](const QSslCertificate &one) { return issuerOf(one) == subjectOf(authority); });
        if (issued && !chain.contains(authority) && authority.expiryDate() < QDateTime::currentDateTimeUtc())
            errors.append(QSslError(QSslError::CertificateExpired, authority));
    }
    return errors;
}

bool TlsClient::accept()
{
    if (!m_options.verify) {
        m_record.tlsFacts.accepted = QStringLiteral("--no-check");
        return true;
    }
    const QByteArray shown = sha256Of(m_socket->peerCertificateChain().value(0));
    for (const TrustedCertificate &trusted : std::as_const(m_options.trusted)) {
        if (trusted.port != m_port || trusted.host.compare(m_host, Qt::CaseInsensitive) != 0)
            continue;
        if (trusted.sha256 == shown) {
            m_record.tlsFacts.accepted = tr("trusted for this host");
            return true;
        }
        m_changed = true;
    }
    return false;
}

void TlsClient::done()
{
    noteChain();
    noteAgreement(*m_socket, m_record);
    const QString alpn = m_record.tlsFacts.alpn;
    letGo();
    if (alpn.isEmpty() || alpn == http11())
        Q_EMIT encrypted();
    else
        Q_EMIT failed(otherProtocol());
}

void TlsClient::socketFailed()
{
    if (!m_errors.isEmpty() && m_record.tlsFacts.errors.isEmpty()) { // interrupted at its first error
        QList<QSslError> errors = m_errors;
        for (const QSslError &error : visibleErrors(m_socket->peerCertificateChain(), wantedName())) {
            if (!errors.contains(error))
                errors.append(error);
        }
        judge(errors);
    }
    const Failure failure = explain();
    letGo();
    Q_EMIT failed(failure);
}

void TlsClient::letGo()
{
    m_socket->disconnect(this);
    m_watch.reset();
}

Failure TlsClient::explain() const
{
    const QString place = placeOf(m_host, m_port);
    const QString openSsl = m_socket->errorString();
    if (!m_errors.isEmpty())
        return m_changed ? changedCertificate() : certificateFailure();
    if (m_watch->alert()) {
        AlertContext context = contextOf(m_record);
        context.place = place;
        context.alpn = m_options.alpn;
        context.only13 = m_options.minimum == TlsMinimum::Tls13;
        context.helloAnswered = !m_socket->sessionCipher().isNull();
        return explainAlert(*m_watch->alert(), context, openSsl);
    }
    if (saysNotTls(openSsl))
        return notTls(openSsl);
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.evidence = tr("OpenSSL: %1").arg(openSsl);
    if (openSsl.contains(QLatin1String("unsupported protocol"))) {
        failure.fact = tr("expected a TLS version that we permit from %1, got an older one").arg(place);
        failure.suggestion = versionAdvice(m_options.minimum == TlsMinimum::Tls13);
    } else if (m_socket->error() == QAbstractSocket::RemoteHostClosedError) {
        failure.fact = tr("expected TLS from %1, got the end of the connection").arg(place);
        failure.suggestion = tr("The port may speak plain ws://, or no TLS version that this computer accepts.");
        failure.evidence.clear();
    } else {
        failure.fact = tr("expected TLS from %1, got: %2").arg(place, openSsl);
    }
    return failure;
}

Failure TlsClient::notTls(const QString &openSsl) const
{
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact = tr("expected TLS from %1, got bytes that are no TLS: this port does not speak wss://")
                       .arg(placeOf(m_host, m_port));
    failure.cause = tr("The server answered in clear.");
    failure.evidence = tr("OpenSSL: %1").arg(openSsl);
    failure.suggestion = tr("Connect with ws:// instead, if a WebSocket server listens there.");
    return failure;
}

Failure TlsClient::certificateFailure() const
{
    const QList<TlsProblem> problems = problemsOf(m_errors, wantedName());
    const QSslCertificate own = m_socket->peerCertificateChain().value(0);
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact = tr("expected a certificate that this computer trusts for %1, got: %2")
                       .arg(wantedName(), sentencesOf(problems).join(QStringLiteral("; ")));
    failure.section = problems.isEmpty() ? QString() : problems.first().section;
    if (!failure.section.isEmpty())
        failure.fact += QStringLiteral(", ") + failure.section;
    if (!own.isNull()) {
        failure.evidence = certificateLine(own);
        failure.cause = tr("The certificate is for %1, issued by %2, valid until %3.")
                            .arg(subjectOf(own), issuerOf(own), dateText(own.expiryDate()));
    }
    failure.suggestion = adviceOn(m_errors);
    failure.notCause = tr("Nothing but the TLS handshake was sent.");
    return failure;
}

Failure TlsClient::changedCertificate() const
{
    Failure failure = certificateFailure();
    failure.fact = tr("expected the certificate that you trust for %1, got another one: %2")
                       .arg(placeOf(m_host, m_port), m_record.tlsFacts.errors.join(QStringLiteral("; ")));
    failure.section.clear();
    failure.cause = tr("The server's certificate has changed since you trusted it, or something stands between.");
    failure.suggestion = tr("Ask who runs the server before you trust the new one.");
    return failure;
}

Failure TlsClient::otherProtocol() const
{
    const QString alpn = m_record.tlsFacts.alpn;
    Failure failure;
    failure.phase = FailurePhase::Tls;
    failure.fact = tr("expected %1 to agree to HTTP/1.1, got the protocol %2").arg(placeOf(m_host, m_port), alpn);
    failure.cause = tr("The server chose it from what we offered (ALPN): RFC 6455's handshake is HTTP/1.1.");
    failure.evidence = tr("ALPN: offered %1, chosen %2").arg(m_options.alpn.join(QStringLiteral(", ")), alpn);
    failure.suggestion = tr("Offer only http/1.1.");
    return failure;
}

} // namespace handglass
