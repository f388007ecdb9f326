// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/certificateview.h"

#include "ui/common/textlabel.h"
#include "ui/handshake/factsection.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr qsizetype DigestLine = 16; ///< bytes of a digest on a line
constexpr int ButtonSize = 22;

/// "ab:cd:…", 16 bytes a line.
QString digestText(const QByteArray &digest)
{
    QStringList lines;
    for (qsizetype at = 0; at < digest.size(); at += DigestLine)
        lines.append(QString::fromLatin1(digest.mid(at, DigestLine).toHex(':')));
    return lines.join(QLatin1Char('\n'));
}

QString orNone(const QString &text)
{
    return text.isEmpty() ? CertificateView::tr("none") : text;
}

} // namespace

QString certificateDate(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
}

CertificateView::CertificateView(Theme &theme, const CertificateFacts &facts, int number, qint64 when, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_toggle(new QToolButton)
    , m_copy(new QToolButton)
    , m_details(new FactSection(theme, {}))
{
    const QString subject = orNone(facts.subject);
    auto *title = new TextLabel(theme, TypeStep::Table);
    title->setText(tr("%1. %2").arg(number).arg(subject));
    title->setElided(Qt::ElideRight);
    m_toggle->setObjectName(QStringLiteral("certificate%1").arg(number));
    m_toggle->setFixedSize(ButtonSize, ButtonSize);
    m_toggle->setAutoRaise(true);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    m_toggle->setAccessibleName(tr("Details of certificate %1: %2").arg(number).arg(subject));
    m_toggle->setToolTip(tr("Details of this certificate"));
    m_copy->setObjectName(QStringLiteral("copyCertificate%1").arg(number));
    m_copy->setFixedSize(ButtonSize, ButtonSize);
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_copy->setAccessibleName(tr("Copy certificate %1 as PEM").arg(number));
    m_copy->setToolTip(tr("Copy this certificate as PEM"));
    if (facts.pem.isEmpty())
        m_copy->hide();
    m_details->setObjectName(QStringLiteral("certificateDetails%1").arg(number));
    m_details->setContentsMargins(ButtonSize, 0, 0, 4);
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_toggle);
    head->addWidget(title, 1);
    head->addWidget(m_copy);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(2);
    all->addLayout(head);
    all->addWidget(m_details);
    fill(facts, when);
    connect(m_toggle, &QToolButton::clicked, this, [this] { setOpen(m_details->isHidden()); });
    connect(m_copy, &QToolButton::clicked, this,
        [pem = facts.pem] { QGuiApplication::clipboard()->setText(QString::fromLatin1(pem)); });
    connect(&theme, &Theme::changed, this, &CertificateView::applyTheme);
    setOpen(false);
}

void CertificateView::setOpen(bool open)
{
    m_details->setVisible(open);
    applyTheme();
}

void CertificateView::fill(const CertificateFacts &facts, qint64 when)
{
    m_details->addFact(tr("Subject"), orNone(facts.subject));
    m_details->addFact(tr("Issuer"), orNone(facts.issuer), facts.issuer == facts.subject ? tr("itself") : QString());
    m_details->addFact(tr("Names"), orNone(facts.names.join(QStringLiteral(", "))));
    m_details->addFact(
        tr("From"), certificateDate(facts.notBefore), facts.notBefore > when ? tr("not yet valid") : QString());
    m_details->addFact(tr("Until"), certificateDate(facts.notAfter), facts.notAfter < when ? tr("expired") : QString());
    m_details->addFact(tr("Key"), orNone(facts.key));
    m_details->addMono(tr("Serial"), orNone(facts.serial));
    m_details->addMono(tr("SHA-256"), digestText(facts.sha256));
}

void CertificateView::applyTheme()
{
    const QString icon = m_details->isHidden() ? QStringLiteral("expand-right") : QStringLiteral("expand");
    m_toggle->setIcon(m_theme.icon(icon, m_theme.colours().text2));
    m_copy->setIcon(m_theme.icon(QStringLiteral("copy"), m_theme.colours().text2));
}

} // namespace handglass
