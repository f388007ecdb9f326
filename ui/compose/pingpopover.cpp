// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/pingpopover.h"

#include "ui/common/segments.h"
#include "ui/common/textlabel.h"
#include "ui/compose/composeformat.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace handglass {

namespace {

constexpr qsizetype LargestControlPayload = 125; ///< RFC 6455 §5.5

} // namespace

PingPopover::PingPopover(Theme &theme, QWidget *parent)
    : Popover(theme, tr("Ping and Pong"), tr("Send ping"), parent)
    , m_payload(new QLineEdit)
    , m_kind(new Segments(theme))
    , m_count(new TextLabel(theme, TypeStep::Table, Ink::Text3))
    , m_autoPong(new QCheckBox(tr("Answer the peer's Pings by itself")))
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
    m_autoPong->setObjectName(QStringLiteral("autoPong"));
    m_autoPong->setChecked(true);
    addNote(m_autoPong);
    QPushButton *pong = addAction(tr("Send pong"));
    pong->setObjectName(QStringLiteral("pongSend"));
    connect(m_payload, &QLineEdit::textChanged, this, &PingPopover::judge);
    connect(m_kind, &Segments::currentChanged, this, &PingPopover::judge);
    connect(this, &Popover::submitted, this, [this] {
        if (const auto bytes = payload(tr("Ping")))
            Q_EMIT pingRequested(*bytes);
    });
    connect(pong, &QPushButton::clicked, this, [this] {
        if (const auto bytes = payload(tr("Pong")))
            Q_EMIT pongRequested(*bytes);
    });
    connect(m_autoPong, &QCheckBox::clicked, this, &PingPopover::autoPongRequested);
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

std::optional<QByteArray> PingPopover::payload(const QString &frame)
{
    const QByteArray text = m_payload->text().toUtf8();
    const auto payload = isHex() ? bytesFromHex(text) : text;
    if (!payload) {
        showError(tr("%1: nothing was sent").arg(payload.error().sentence));
        m_payload->setCursorPosition(payload.error().column - 1);
        return std::nullopt;
    }
    if (payload->size() > LargestControlPayload) {
        showError(tr("expected at most 125 bytes in a %1, got %2, RFC 6455 §5.5: nothing was sent")
                      .arg(frame)
                      .arg(payload->size()));
        return std::nullopt;
    }
    return *payload;
}

void PingPopover::setPossible(bool possible, const QString &whyNot)
{
    setActionEnabled(possible, whyNot);
    m_autoPong->setEnabled(possible);
    m_autoPong->setToolTip(
        possible ? tr("Off: a Ping is only recorded, and its Pong is yours to send, RFC 6455 §5.5.2") : whyNot);
}

void PingPopover::setAutoPong(bool on)
{
    m_autoPong->setChecked(on);
}

} // namespace handglass
