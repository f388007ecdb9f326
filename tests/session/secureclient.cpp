// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "secureclient.h"

#include "app/tap/tlsidentity.h"

#include <QHostAddress>

namespace handglass {

SecureClient::SecureClient(quint16 port, const QSslConfiguration &configuration)
{
    socket.setSslConfiguration(configuration);
    socket.setPeerVerifyName(QStringLiteral("localhost"));
    QObject::connect(&socket, &QSslSocket::alertReceived, &socket,
        [this](QSsl::AlertLevel, QSsl::AlertType type, const QString &) { alerts.append(type); });
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    socket.waitForConnected(RawClient::WaitMs);
}

bool SecureClient::encrypted()
{
    socket.startClientEncryption();
    return socket.waitForEncrypted(RawClient::WaitMs);
}

void SecureClient::send(const QByteArray &bytes)
{
    socket.write(bytes);
    socket.flush();
}

QByteArray SecureClient::until(const QByteArray &sign)
{
    QByteArray all;
    while (!all.contains(sign) && (socket.bytesAvailable() > 0 || socket.waitForReadyRead(RawClient::WaitMs)))
        all += socket.readAll();
    return all;
}

QSslConfiguration trusting(const QSslCertificate &certificate)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({certificate});
    configuration.setAllowedNextProtocols({"http/1.1"});
    return configuration;
}

QSslConfiguration trustingOwn()
{
    return trusting(QSslCertificate::fromPath(ownidentity::certificateFile()).value(0));
}

MockOptions secureMock()
{
    MockOptions options;
    options.port = 0;
    options.tls.enabled = true;
    return options;
}

} // namespace handglass
