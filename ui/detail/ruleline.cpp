// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/ruleline.h"

#include "ui/common/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace handglass {

RuleLine::RuleLine(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_verdict(new TextLabel(theme, TypeStep::Table, Ink::Ok))
    , m_kept(new TextLabel(theme, TypeStep::Table, Ink::Text2))
{
    setObjectName(QStringLiteral("ruleLine"));
    m_verdict->setObjectName(QStringLiteral("ruleVerdict"));
    m_kept->setObjectName(QStringLiteral("rulesKept"));
    m_verdict->setElided(Qt::ElideRight);
    m_kept->setElided(Qt::ElideRight);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 5, 12, 4);
    row->setSpacing(16);
    row->addWidget(m_verdict);
    row->addWidget(m_kept, 1);
    setMinimumHeight(28);
}

void RuleLine::setMadeByHand(const QString &violation)
{
    m_verdict->setText(tr("Made by hand: sent as composed, no rule was applied"));
    m_verdict->setInk(Ink::Purpose);
    m_kept->setText(violation);
}

void RuleLine::setMadeOnPurpose(const QString &purpose)
{
    m_verdict->setText(purpose);
    m_verdict->setInk(Ink::Purpose);
    m_kept->setText({});
}

void RuleLine::setRules(const QString &violation, const QStringList &kept)
{
    const bool broken = !violation.isEmpty();
    m_verdict->setText(broken ? QStringLiteral("✗ ") + violation : QStringLiteral("✓ ") + tr("No rule broken"));
    m_verdict->setInk(broken ? Ink::Fail : Ink::Ok);
    m_kept->setText(kept.join(QStringLiteral("    ")));
}

void RuleLine::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colours().window);
    painter.fillRect(0, 0, width(), 1, m_theme.colours().line);
}

} // namespace handglass
