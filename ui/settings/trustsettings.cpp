// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/trustsettings.h"

#include "ui/common/connectiondefaults.h"
#include "ui/common/textlabel.h"

#include <QDateTime>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace handglass {

namespace {

constexpr int RowHeight = 22;

enum Column : int { Host, Port, Fingerprint, Since, ColumnCount };

} // namespace

QString fingerprintText(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex(':'));
}

TrustSettings::TrustSettings(Theme &theme, ConnectionDefaults &kept)
    : m_kept(kept)
    , m_table(new QTableWidget(0, ColumnCount))
    , m_empty(new TextLabel(theme, TypeStep::Body, Ink::Text2))
    , m_revoke(new QPushButton)
{
    m_empty->setObjectName(QStringLiteral("trustEmpty"));
    m_empty->setWordWrap(true);
    m_empty->setText(tr("None. A certificate that cannot be verified can be trusted for its host from the handshake "
                        "that it made fail; it is listed here then."));
    m_revoke->setObjectName(QStringLiteral("trustRevoke"));
    makeTable(theme);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    all->addWidget(m_empty);
    all->addWidget(m_table, 1);
    all->addWidget(m_revoke, 0, Qt::AlignLeft);
    all->addStretch();
    connect(m_revoke, &QPushButton::clicked, this, &TrustSettings::revoke);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &TrustSettings::noticeRow);
    refresh();
}

void TrustSettings::makeTable(Theme &theme)
{
    m_table->setObjectName(QStringLiteral("trusted"));
    m_table->setAccessibleName(tr("Trusted certificates"));
    m_table->setHorizontalHeaderLabels({tr("Host"), tr("Port"), tr("SHA-256 of the certificate"), tr("Since")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(qMax(RowHeight, theme.font().pixelSize() + 9));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(Fingerprint, QHeaderView::Stretch);
    m_table->setColumnWidth(Host, 180);
    m_table->setColumnWidth(Port, 60);
    m_table->setColumnWidth(Since, 140);
}

void TrustSettings::refresh()
{
    const bool any = !m_kept.trusted.isEmpty();
    m_empty->setVisible(!any);
    m_table->setVisible(any);
    m_revoke->setVisible(any);
    m_table->setRowCount(int(m_kept.trusted.size()));
    int row = 0;
    for (const KeptTrust &kept : std::as_const(m_kept.trusted)) {
        const QString since = QDateTime::fromSecsSinceEpoch(kept.since).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        const QString fingerprint = fingerprintText(kept.certificate.sha256);
        m_table->setItem(row, Host, new QTableWidgetItem(kept.certificate.host));
        m_table->setItem(row, Port, new QTableWidgetItem(QString::number(kept.certificate.port)));
        m_table->setItem(row, Fingerprint, new QTableWidgetItem(fingerprint));
        m_table->setItem(row, Since, new QTableWidgetItem(since));
        m_table->item(row++, Fingerprint)->setToolTip(fingerprint);
    }
    noticeRow();
}

void TrustSettings::noticeRow()
{
    const int row = m_table->selectionModel()->hasSelection() ? m_table->currentRow() : -1;
    const bool chosen = row >= 0 && row < m_kept.trusted.size();
    m_revoke->setEnabled(chosen);
    m_revoke->setToolTip(chosen ? QString() : tr("Select a certificate first"));
    m_revoke->setText(
        chosen ? tr("Revoke trust for %1").arg(m_kept.trusted.at(row).certificate.host) : tr("Revoke trust"));
}

void TrustSettings::revoke()
{
    const int row = m_table->currentRow();
    if (row < 0 || row >= m_kept.trusted.size())
        return;
    m_kept.trusted.removeAt(row);
    refresh();
    Q_EMIT edited();
}

} // namespace handglass
