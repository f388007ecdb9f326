// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/tlsconnection.h"

#include <QSslCipher>
#include <QSslConfiguration>

namespace handglass {

QString protocolName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    default:
        return {};
    }
}

void noteAgreement(const QSslSocket &socket, ConnectionRecord &record)
{
    TlsFacts &facts = record.tlsFacts;
    const QSslConfiguration configuration = socket.sslConfiguration();
    facts.protocol = protocolName(socket.sessionProtocol());
    facts.cipher = socket.sessionCipher().name();
    facts.alpn.clear();
    if (configuration.nextProtocolNegotiationStatus() == QSslConfiguration::NextProtocolNegotiationNegotiated)
        facts.alpn = QString::fromLatin1(configuration.nextNegotiatedProtocol());
    record.tls = facts.protocol + QStringLiteral(", ") + facts.cipher;
}

bool saysNotTls(const QString &error)
{
    for (const char *sign :
        {"wrong version number", "packet length too long", "http request", "record layer failure"}) {
        if (error.contains(QLatin1String(sign)))
            return true;
    }
    return false;
}

} // namespace handglass
