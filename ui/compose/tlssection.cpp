// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/tlssection.h"

#include "app/protocol/websocketurl.h"
#include "ui/common/fieldform.h"
#include "ui/common/filefield.h"
#include "ui/common/secretfield.h"
#include "ui/common/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace handglass {

TlsSection::TlsSection(Theme &theme)
    : m_peer(new FieldForm(theme))
    , m_own(new FieldForm(theme))
    , m_verify(new QCheckBox(tr("Verify the server's certificate")))
    , m_ca(new FileField(tr("Choose certificates of authorities"), certificateFilter()))
    , m_serverName(new QLineEdit)
    , m_minimum(new QComboBox)
    , m_certificate(new FileField(tr("Choose a client certificate"), certificateFilter()))
    , m_key(new FileField(tr("Choose the certificate's key"), certificateFilter()))
    , m_passphrase(new SecretField(theme, QStringLiteral("tlsPassphrase"), tr("Show the passphrase")))
    , m_plain(new TextLabel(theme, TypeStep::Table, Ink::Text2))
{
    m_plain->setObjectName(QStringLiteral("tlsPlain"));
    m_plain->setWordWrap(true);
    m_plain->setText(
        tr("The address begins with ws://, so TLS is not spoken and nothing of this is used. With wss:// it is."));
    makeFields();
    auto *columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(m_peer, 1);
    columns->addWidget(m_own, 1);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(6);
    all->addWidget(m_plain);
    all->addLayout(columns);
    all->addStretch();
    connect(m_verify, &QCheckBox::toggled, this, &TlsSection::notice);
    connect(m_minimum, &QComboBox::currentIndexChanged, this, &TlsSection::notice);
    for (const QLineEdit *field : {m_serverName, m_passphrase})
        connect(field, &QLineEdit::textChanged, this, &TlsSection::notice);
    for (const FileField *field : {m_ca, m_certificate, m_key})
        connect(field, &FileField::edited, this, &TlsSection::notice);
    notice();
}

void TlsSection::makeFields()
{
    m_verify->setObjectName(QStringLiteral("tlsVerify"));
    m_verify->setChecked(true);
    m_verify->setToolTip(tr("Off: what is wrong with the certificate is recorded, and the connection goes on"));
    m_ca->setPlaceholderText(tr("the system's alone"));
    m_serverName->setPlaceholderText(tr("the address's host"));
    m_serverName->setToolTip(tr("Sent in TLS (SNI), and the name that the certificate must have"));
    m_minimum->addItems({tr("as the system permits"), tr("TLS 1.2"), tr("TLS 1.3")});
    m_certificate->setPlaceholderText(tr("none"));
    m_key->setPlaceholderText(tr("in the certificate's file"));
    m_passphrase->setPlaceholderText(tr("none; never stored"));
    m_peer->addWide(m_verify);
    m_peer->addField(tr("More authorities"), m_ca, QStringLiteral("tlsCa"));
    m_peer->addField(tr("Server name"), m_serverName, QStringLiteral("tlsServerName"));
    m_peer->addField(tr("At least"), m_minimum, QStringLiteral("tlsMinimum"));
    m_peer->addStretch();
    m_own->addField(tr("Client certificate"), m_certificate, QStringLiteral("tlsCertificate"));
    m_own->addField(tr("Its key"), m_key, QStringLiteral("tlsKey"));
    m_own->addField(tr("Passphrase"), m_passphrase, QStringLiteral("tlsPassphrase"));
    m_own->addNote(tr("PEM, or PKCS#12 with its key in it. The passphrase is kept while Handglass runs."));
    m_own->addStretch();
}

QString TlsSection::title() const
{
    return tr("TLS");
}

void TlsSection::applyTo(ClientOptions &options) const
{
    options.tls.verify = m_verify->isChecked();
    options.tls.caFile = m_ca->path();
    options.tls.serverName = m_serverName->text().trimmed();
    options.tls.minimum = static_cast<TlsMinimum>(m_minimum->currentIndex());
    options.tls.certificateFile = m_certificate->path();
    options.tls.keyFile = m_key->path();
    options.tls.passphrase = m_passphrase->text();
}

void TlsSection::setOptions(const ClientOptions &options)
{
    const QSignalBlocker blocker(this);
    m_verify->setChecked(options.tls.verify);
    m_ca->setPath(options.tls.caFile);
    m_serverName->setText(options.tls.serverName);
    m_minimum->setCurrentIndex(int(options.tls.minimum));
    m_certificate->setPath(options.tls.certificateFile);
    m_key->setPath(options.tls.keyFile);
    m_passphrase->setText(options.tls.passphrase);
    notice();
}

int TlsSection::count(const ClientOptions &options, const ClientOptions &defaults) const
{
    const auto differs = [](bool different) { return different ? 1 : 0; };
    const TlsClientOptions &one = options.tls;
    const TlsClientOptions &other = defaults.tls;
    const auto own = [](const TlsClientOptions &of) {
        return QStringList{of.certificateFile, of.keyFile, of.passphrase};
    };
    return differs(one.verify != other.verify) + differs(one.caFile != other.caFile)
        + differs(one.serverName != other.serverName) + differs(one.minimum != other.minimum)
        + differs(own(one) != own(other));
}

QString TlsSection::error() const
{
    const QString peer = m_peer->error();
    return peer.isEmpty() ? m_own->error() : peer;
}

void TlsSection::showError()
{
    (m_peer->error().isEmpty() ? m_own : m_peer)->showError();
}

void TlsSection::noticeAll(const ClientOptions &options)
{
    m_plain->setVisible(!options.url.secure && !options.url.host.isEmpty());
}

QString TlsSection::serverNameError() const
{
    const QString name = m_serverName->text().trimmed();
    if (name.isEmpty() || !QHostAddress(name).isNull())
        return {};
    const auto url = parseWebSocketUrl(QStringLiteral("wss://%1/").arg(name));
    const bool plain = url && url->port == 443 && url->target == "/" && url->user.isEmpty();
    return plain && !name.contains(u':') && !name.contains(u'/') ? QString()
                                                                 : tr("expected a host name, got %1").arg(name);
}

void TlsSection::notice()
{
    m_peer->setError(m_ca, m_ca->error());
    m_peer->setError(m_serverName, serverNameError());
    m_own->setError(m_certificate, m_certificate->error());
    const bool lost = m_certificate->path().isEmpty() && !m_key->path().isEmpty();
    m_own->setError(m_key, lost ? tr("expected a client certificate with this key, got none") : m_key->error());
    noticePassphrase();
    Q_EMIT edited();
}

/// Asks for it where the files need one, before anything is tried.
void TlsSection::noticePassphrase()
{
    const QString certificate = m_certificate->path();
    const QString key = m_key->path();
    QString error;
    if (m_passphrase->text().isEmpty())
        error = m_need.sentence(certificate, key);
    else if (certificate.isEmpty() && key.isEmpty())
        error = tr("expected a client certificate with the passphrase, got none");
    m_own->setError(m_passphrase, error);
}

} // namespace handglass
