// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/trustdesk.h"

#include "app/capture/capture.h"
#include "ui/common/fieldform.h"
#include "ui/common/settings.h"
#include "ui/common/textlabel.h"
#include "ui/settings/trustsettings.h"

#include <QDateTime>
#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int DialogWidth = 560;

/// What the newest connection that met this certificate learned of it.
TlsFacts factsOf(const TrustedCertificate &certificate, const Capture *capture)
{
    TlsFacts facts;
    if (capture == nullptr)
        return facts;
    const QList<ConnectionRecord> all = capture->connections();
    for (auto listed = all.crbegin(); listed != all.crend() && facts.isEmpty(); ++listed) {
        const ConnectionRecord *record = capture->connection(listed->id);
        const QList<CertificateFacts> chain = record == nullptr ? QList<CertificateFacts>() : record->tlsFacts.chain;
        if (!chain.isEmpty() && chain.first().sha256 == certificate.sha256)
            facts = record->tlsFacts;
    }
    return facts;
}

QString place(const TrustedCertificate &certificate)
{
    const QString host = certificate.host.contains(u':') ? u'[' + certificate.host + u']' : certificate.host;
    return QStringLiteral("%1:%2").arg(host).arg(certificate.port);
}

QString day(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
}

/// A fact that can be selected and copied.
TextLabel *addFact(Theme &theme, FieldForm &form, const QString &name, const QString &text, const char *objectName)
{
    auto *label = new TextLabel(theme, TypeStep::Body, Ink::Text);
    label->setText(text);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    form.addField(name, label, QLatin1String(objectName));
    return label;
}

/// In two lines of 16 bytes.
QString fingerprintLines(const QByteArray &sha256)
{
    return fingerprintText(sha256.left(16)) + u'\n' + fingerprintText(sha256.mid(16));
}

FieldForm *makeFacts(Theme &theme, const TrustedCertificate &certificate, const TlsFacts &tls)
{
    auto *form = new FieldForm(theme);
    addFact(theme, *form, TrustDesk::tr("Host"), place(certificate), "trustHost");
    addFact(theme, *form, TrustDesk::tr("SHA-256"), fingerprintLines(certificate.sha256), "trustFingerprint")
        ->setMono(true);
    if (!tls.chain.isEmpty()) {
        const CertificateFacts &own = tls.chain.first();
        addFact(theme, *form, TrustDesk::tr("Subject"), own.subject, "trustSubject");
        addFact(theme, *form, TrustDesk::tr("Issuer"), own.issuer, "trustIssuer");
        addFact(theme, *form, TrustDesk::tr("Names"), own.names.join(QStringLiteral(", ")), "trustNames");
        addFact(theme, *form, TrustDesk::tr("Valid"),
            TrustDesk::tr("%1 to %2").arg(day(own.notBefore), day(own.notAfter)), "trustDates");
        addFact(theme, *form, TrustDesk::tr("Wrong"), tls.errors.join(u'\n'), "trustErrors")->setInk(Ink::Fail);
    }
    return form;
}

} // namespace

TrustDesk::TrustDesk(Theme &theme, Settings &settings, QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_settings(settings)
    , m_window(window)
{
}

void TrustDesk::ask(const TrustedCertificate &certificate, const Capture *capture)
{
    auto *dialog = new QDialog(m_window);
    dialog->setObjectName(QStringLiteral("trustDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Trust a certificate"));
    auto *meaning = new TextLabel(m_theme, TypeStep::Body, Ink::Text);
    meaning->setWordWrap(true);
    meaning->setText(tr("%1 showed a certificate that cannot be verified. If it is trusted, Handglass connects there "
                        "whenever exactly this certificate is shown, until that is revoked in the settings.")
                         .arg(place(certificate)));
    auto *buttons = new QDialogButtonBox(dialog);
    QPushButton *trust =
        buttons->addButton(tr("Trust it for %1").arg(place(certificate)), QDialogButtonBox::AcceptRole);
    QPushButton *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    trust->setObjectName(QStringLiteral("trustAccept"));
    trust->setAutoDefault(false);
    cancel->setObjectName(QStringLiteral("trustCancel"));
    cancel->setDefault(true);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(meaning);
    column->addWidget(makeFacts(m_theme, certificate, factsOf(certificate, capture)));
    column->addStretch();
    column->addWidget(buttons);
    dialog->resize(DialogWidth, column->totalHeightForWidth(DialogWidth));
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, certificate] {
        m_settings.connections.trust(certificate, QDateTime::currentSecsSinceEpoch());
        Q_EMIT trusted();
    });
    dialog->open();
    cancel->setFocus();
}

} // namespace handglass
