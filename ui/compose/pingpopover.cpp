// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/pingpopover.h"

#include "ui/common/segments.h"
#include "ui/common/textlabel.h"
#include "ui/compose/composeformat.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QLineEdit>

namespace handglass {

namespace {

constexpr qsizetype LargestControlPayload = 125; ///< RFC 6455 §5.5

} // namespace

PingPopover::PingPopover(Theme &theme, QWidget *parent)
    : Popover(theme, tr("Ping"), tr("Send ping"), parent)
    , m_payload(new QLineEdit)
    , m_kind(new Segments(theme))
    , m_count(new TextLabel(theme, TypeStep::Table, Ink::Text3))
{
    setObjectName(QStringLiteral("pingPopover"));
    m_payload->setObjectName(QStringLiteral("pingPayload"));
    m_payload->setFont(theme.mono());
    m_kind->addSegment(tr("Text"))->setObjectName(QStringLiteral("pingText"));
    m_kind->addSegment(tr("Hex"))->setObjectName(QStringLiteral("pingHex"));
    m_count->setObjectName(QStringLiteral("pingCount"));
    addRow(tr("Payload"), m_payload);
    auto *below = new QWidget;
    auto *row = new QHBoxLayout(below);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_kind);
    row->addStretch();
    row->addWidget(m_count);
    addNote(below);
    connect(m_payload, &QLineEdit::textChanged, this, &PingPopover::judge);
    connect(m_kind, &Segments::currentChanged, this, &PingPopover::judge);
    connect(this, &Popover::submitted, this, &PingPopover::submit);
    judge();
}

bool PingPopover::isHex() const
{
    return m_kind->currentIndex() == 1;
}

void PingPopover::judge()
{
    clearError();
    const QByteArray text = m_payload->text().toUtf8();
    const qsizetype size = isHex() ? bytesFromHex(text).value_or(QByteArray()).size() : text.size();
    m_count->setText(tr("%1 of 125 B").arg(size));
    m_count->setInk(size > LargestControlPayload ? Ink::Fail : Ink::Text3);
}

void PingPopover::submit()
{
    const QByteArray text = m_payload->text().toUtf8();
    const auto payload = isHex() ? bytesFromHex(text) : text;
    if (!payload) {
        showError(tr("%1: nothing was sent").arg(payload.error().sentence));
        m_payload->setCursorPosition(payload.error().column - 1);
        return;
    }
    if (payload->size() > LargestControlPayload)
        return showError(
            tr("expected at most 125 bytes in a Ping, got %1, RFC 6455 §5.5: nothing was sent").arg(payload->size()));
    Q_EMIT pingRequested(*payload);
}

} // namespace handglass
