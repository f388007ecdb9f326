// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/tlsview.h"

#include "ui/handshake/certificateview.h"
#include "ui/handshake/factsection.h"

#include <QVBoxLayout>

namespace handglass {

TlsView::TlsView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_facts(new FactSection(theme, tr("TLS")))
    , m_chain(new QVBoxLayout)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(3);
    all->addWidget(m_facts);
    all->addLayout(m_chain);
    m_chain->setSpacing(2);
}

void TlsView::setRecord(const ConnectionRecord &record)
{
    const Shown shown{record.id, record.peerAddress, record.localAddress, record.tls, record.tlsFacts};
    if (m_shown == shown)
        return;
    const bool sameChain = m_shown && m_shown->id == shown.id && m_shown->facts.chain == shown.facts.chain;
    m_shown = shown;
    fill(record);
    if (!sameChain)
        showChain(record);
}

void TlsView::fill(const ConnectionRecord &record)
{
    const TlsFacts &facts = record.tlsFacts;
    m_facts->clear();
    m_facts->setNote(record.peerAddress);
    const QString protocol = record.tls.isEmpty() ? facts.protocol : record.tls;
    m_facts->addFact(tr("Protocol"),
        !protocol.isEmpty()   ? protocol
            : facts.isEmpty() ? tr("none, the connection is not encrypted")
                              : tr("none was agreed"));
    if (!facts.alpn.isEmpty())
        m_facts->addFact(tr("ALPN"), facts.alpn);
    if (!facts.serverName.isEmpty())
        m_facts->addFact(tr("Server name"), facts.serverName, tr("SNI"));
    if (!facts.isEmpty())
        addVerification(record);
    if (!facts.ownCertificate.isEmpty())
        m_facts->addFact(tr("Own certificate"), facts.ownCertificate);
    if (!record.localAddress.isEmpty())
        m_facts->addFact(tr("From"), record.localAddress);
}

void TlsView::addVerification(const ConnectionRecord &record)
{
    const TlsFacts &facts = record.tlsFacts;
    if (facts.errors.isEmpty() && facts.accepted.isEmpty() && !facts.chain.isEmpty()
        && !(record.tls + facts.protocol).isEmpty())
        m_facts->addFact(tr("Verification"), tr("passed"));
    for (qsizetype i = 0; i < facts.errors.size(); ++i)
        m_facts->addMarked(i == 0 ? tr("Verification") : QString(), facts.errors.at(i),
            facts.accepted.isEmpty() ? FactSection::Mark::Bad : FactSection::Mark::Odd);
    if (!facts.accepted.isEmpty())
        m_facts->addFact(tr("Accepted"), facts.accepted);
    if (facts.chain.isEmpty() && record.role == ConnectionRole::Client)
        m_facts->addFact(tr("Certificates"), tr("none came"));
}

void TlsView::showChain(const ConnectionRecord &record)
{
    constexpr qint64 NsInSecond = 1'000'000'000;
    qDeleteAll(m_certificates);
    m_certificates.clear();
    for (const CertificateFacts &facts : record.tlsFacts.chain) {
        const int number = int(m_certificates.size()) + 1;
        m_certificates.append(new CertificateView(m_theme, facts, number, record.startedNs / NsInSecond));
        m_chain->addWidget(m_certificates.last());
    }
    // the peer's own one says why it was refused
    if (!m_certificates.isEmpty() && !record.tlsFacts.errors.isEmpty())
        static_cast<CertificateView *>(m_certificates.first())->setOpen(true);
}

} // namespace handglass
