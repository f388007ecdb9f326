// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/mockoptionsform.h"

#include "app/tap/tlsidentity.h"
#include "ui/common/fieldform.h"
#include "ui/common/filefield.h"
#include "ui/common/secondsbox.h"
#include "ui/common/secretfield.h"
#include "ui/common/textlabel.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSaveFile>
#include <QSignalBlocker>
#include <QSpinBox>

namespace handglass {

namespace {

using namespace std::chrono_literals;

constexpr auto UsualInterval = 20s;
constexpr int LeastBits = 8; ///< RFC 7692 §7.1.2.1
constexpr int MostBits = 15;

int differs(bool different)
{
    return different ? 1 : 0;
}

QSpinBox *makeBits()
{
    auto *box = new QSpinBox;
    box->setRange(LeastBits, MostBits);
    box->setValue(MostBits);
    return box;
}

QCheckBox *makeSwitch(const QString &text, const char *objectName, bool on)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(QLatin1String(objectName));
    box->setChecked(on);
    return box;
}

} // namespace

MockOptionsForm::MockOptionsForm(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_tls(makeSwitch(tr("TLS, wss://"), "mockTls", false))
    , m_certificate(new FileField(tr("Choose the mock's certificate"), certificateFilter()))
    , m_key(new FileField(tr("Choose the certificate's key"), certificateFilter()))
    , m_passphrase(new SecretField(theme, QStringLiteral("mockPassphrase"), tr("Show the passphrase")))
    , m_requireClient(makeSwitch(tr("Clients must show a certificate"), "mockRequireClient", false))
    , m_clientCa(new FileField(tr("Choose the authorities of clients"), certificateFilter()))
    , m_deflate(makeSwitch(tr("Accept permessage-deflate"), "mockDeflate", true))
    , m_serverTakeover(makeSwitch(QStringLiteral("server_no_context_takeover"), "mockServerTakeover", false))
    , m_clientTakeover(makeSwitch(QStringLiteral("client_no_context_takeover"), "mockClientTakeover", false))
    , m_serverBits(makeBits())
    , m_clientBits(makeBits())
    , m_autoPong(makeSwitch(tr("Answer Pings automatically"), "mockAutoPong", true))
    , m_keepAlive(makeSwitch(tr("Send Pings in intervals"), "mockKeepAlive", false))
    , m_interval(new SecondsBox(50ms, 24h))
    , m_timeout(new SecondsBox(50ms, 1h))
    , m_observe(makeSwitch(tr("Observe only: violations pass"), "mockObserve", false))
{
    setObjectName(QStringLiteral("mockOptions"));
    m_interval->setDuration(UsualInterval);
    m_timeout->setDuration(KeepAlive().timeout);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 10);
    row->setSpacing(20);
    row->addWidget(makeTls(theme), 5);
    row->addWidget(makeDeflate(theme), 3);
    row->addWidget(makeRest(theme), 3);
    for (const QCheckBox *box :
        {m_tls, m_requireClient, m_deflate, m_serverTakeover, m_clientTakeover, m_autoPong, m_keepAlive, m_observe})
        connect(box, &QCheckBox::toggled, this, &MockOptionsForm::notice);
    for (const FileField *field : {m_certificate, m_key, m_clientCa})
        connect(field, &FileField::edited, this, &MockOptionsForm::notice);
    connect(m_passphrase, &QLineEdit::textChanged, this, &MockOptionsForm::notice);
    for (const QSpinBox *box : {m_serverBits, m_clientBits})
        connect(box, &QSpinBox::valueChanged, this, &MockOptionsForm::notice);
    for (const SecondsBox *box : {m_interval, m_timeout})
        connect(box, &SecondsBox::valueChanged, this, &MockOptionsForm::notice);
    notice();
}

FieldForm *MockOptionsForm::makeTls(Theme &theme)
{
    m_tlsForm = new FieldForm(theme);
    m_certificate->setPlaceholderText(tr("Handglass's own, for this computer"));
    m_key->setPlaceholderText(tr("in the certificate's file"));
    m_passphrase->setPlaceholderText(tr("none; never stored"));
    m_clientCa->setPlaceholderText(tr("any certificate will do"));
    m_tlsForm->addWide(m_tls);
    m_tlsForm->addField(tr("Certificate"), m_certificate, QStringLiteral("mockCertificate"));
    m_tlsForm->addField(tr("Its key"), m_key, QStringLiteral("mockKey"));
    m_tlsForm->addField(tr("Passphrase"), m_passphrase, QStringLiteral("mockPassphrase"));
    m_own = makeOwnCertificate();
    m_tlsForm->addWide(m_own);
    m_tlsForm->addWide(m_requireClient);
    m_tlsForm->addField(tr("Their authorities"), m_clientCa, QStringLiteral("mockClientCa"));
    m_tlsForm->addStretch();
    return m_tlsForm;
}

QWidget *MockOptionsForm::makeOwnCertificate()
{
    auto *part = new QWidget;
    m_export = new QPushButton(tr("Export certificate…"));
    m_export->setObjectName(QStringLiteral("mockExport"));
    m_export->setToolTip(tr("Saves the certificate, without its key, for clients that shall trust it"));
    auto *copy = new QPushButton(tr("Copy its path"));
    copy->setObjectName(QStringLiteral("mockCopyCertificate"));
    copy->setToolTip(tr("The path of the certificate's file, without its key, to the clipboard"));
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_export);
    row->addWidget(copy);
    row->addStretch();
    connect(m_export, &QPushButton::clicked, this, &MockOptionsForm::exportCertificate);
    connect(copy, &QPushButton::clicked, this, &MockOptionsForm::copyPath);
    return part;
}

FieldForm *MockOptionsForm::makeDeflate(Theme &theme)
{
    auto *form = new FieldForm(theme);
    form->addWide(m_deflate);
    form->addWide(m_serverTakeover);
    form->addWide(m_clientTakeover);
    form->addField(QStringLiteral("server_max_window_bits"), m_serverBits, QStringLiteral("mockServerBits"));
    form->addField(QStringLiteral("client_max_window_bits"), m_clientBits, QStringLiteral("mockClientBits"));
    form->addStretch();
    return form;
}

FieldForm *MockOptionsForm::makeRest(Theme &theme)
{
    auto *form = new FieldForm(theme);
    form->addWide(m_autoPong);
    form->addWide(m_keepAlive);
    form->addField(tr("Every"), m_interval, QStringLiteral("mockInterval"));
    form->addField(tr("Wait for the Pong"), m_timeout, QStringLiteral("mockPongTimeout"));
    form->addWide(m_observe);
    form->addStretch();
    return form;
}

TlsServerOptions MockOptionsForm::tls() const
{
    TlsServerOptions tls;
    tls.enabled = m_tls->isChecked();
    tls.certificateFile = m_certificate->path();
    if (!tls.certificateFile.isEmpty()) {
        tls.keyFile = m_key->path();
        tls.passphrase = m_passphrase->text();
    }
    tls.minimum = m_minimum;
    tls.requireClientCertificate = m_requireClient->isChecked();
    tls.clientCaFile = m_clientCa->path();
    return tls;
}

void MockOptionsForm::applyTo(MockOptions &options) const
{
    options.tls = tls();
    options.deflate.reset();
    if (m_deflate->isChecked()) {
        DeflatePolicy policy;
        policy.serverNoContextTakeover = m_serverTakeover->isChecked();
        policy.clientNoContextTakeover = m_clientTakeover->isChecked();
        policy.serverMaxWindowBits = m_serverBits->value();
        policy.clientMaxWindowBits = m_clientBits->value();
        options.deflate = policy;
    }
    options.autoPong = m_autoPong->isChecked();
    options.keepAlive.interval = m_keepAlive->isChecked() ? m_interval->duration() : 0ms;
    options.keepAlive.timeout = m_timeout->duration();
    options.observeOnly = m_observe->isChecked();
}

void MockOptionsForm::setTls(const TlsServerOptions &tls)
{
    m_tls->setChecked(tls.enabled);
    m_certificate->setPath(tls.certificateFile);
    m_key->setPath(tls.keyFile);
    m_passphrase->setText(tls.passphrase);
    m_minimum = tls.minimum;
    m_requireClient->setChecked(tls.requireClientCertificate);
    m_clientCa->setPath(tls.clientCaFile);
}

int MockOptionsForm::count() const
{
    const bool wants = m_serverTakeover->isChecked() || m_clientTakeover->isChecked()
        || m_serverBits->value() != MostBits || m_clientBits->value() != MostBits;
    return differs(m_tls->isChecked()) + differs(!m_deflate->isChecked() || wants) + differs(!m_autoPong->isChecked())
        + differs(m_keepAlive->isChecked()) + differs(m_observe->isChecked());
}

QString MockOptionsForm::error() const
{
    return m_tlsForm->error();
}

void MockOptionsForm::showError()
{
    m_tlsForm->showError();
}

/// The own certificate is made with the first mock that shows it, or here.
bool MockOptionsForm::makeCertificate()
{
    TlsIdentity identity;
    const QString error = ownidentity::read(identity);
    m_tlsForm->setError(m_certificate, error);
    return error.isEmpty();
}

void MockOptionsForm::copyPath()
{
    if (makeCertificate())
        QGuiApplication::clipboard()->setText(ownidentity::certificateFile());
}

void MockOptionsForm::exportCertificate()
{
    if (!makeCertificate())
        return;
    auto *dialog = new QFileDialog(window(), tr("Export the certificate"), QStringLiteral("handglass-mock.pem"),
        tr("Certificates (*.pem *.crt);;All files (*)"));
    dialog->setObjectName(QStringLiteral("mockExportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &target) {
        QFile source(ownidentity::certificateFile());
        QSaveFile copy(target);
        const bool read = source.open(QIODevice::ReadOnly);
        const bool done = read && copy.open(QIODevice::WriteOnly) && copy.write(source.readAll()) >= 0 && copy.commit();
        const QString why = read ? copy.errorString() : source.errorString();
        m_tlsForm->setError(m_certificate, done ? QString() : tr("expected to write %1, got: %2").arg(target, why));
    });
    dialog->open();
}

void MockOptionsForm::noticeTls()
{
    const bool on = m_tls->isChecked();
    const bool own = m_certificate->path().isEmpty();
    m_tlsForm->setRowVisible(m_certificate, on);
    m_tlsForm->setRowVisible(m_key, on && !own);
    m_tlsForm->setRowVisible(m_passphrase, on && !own);
    m_own->setVisible(on && own);
    m_requireClient->setVisible(on);
    m_tlsForm->setRowVisible(m_clientCa, on && m_requireClient->isChecked());
    m_tlsForm->setError(m_certificate, on ? m_certificate->error() : QString());
    m_tlsForm->setError(m_key, on && !own ? m_key->error() : QString());
    const bool asks = on && !own && m_passphrase->text().isEmpty();
    m_tlsForm->setError(m_passphrase, asks ? m_need.sentence(m_certificate->path(), m_key->path()) : QString());
    m_tlsForm->setError(m_clientCa, on && m_requireClient->isChecked() ? m_clientCa->error() : QString());
}

void MockOptionsForm::notice()
{
    noticeTls();
    for (QWidget *part :
        std::initializer_list<QWidget *>{m_serverTakeover, m_clientTakeover, m_serverBits, m_clientBits})
        part->setEnabled(m_deflate->isChecked());
    for (SecondsBox *box : {m_interval, m_timeout})
        box->setEnabled(m_keepAlive->isChecked());
    Q_EMIT edited();
}

} // namespace handglass
