// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/learnhead.h"

#include "ui/common/flowlayout.h"
#include "ui/common/textlabel.h"

#include <QVBoxLayout>

namespace handglass {

LearnHead::LearnHead(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_title(new TextLabel(theme, TypeStep::Heading, Ink::Text, QFont::DemiBold))
    , m_subtitle(new TextLabel(theme, TypeStep::Table, Ink::Text2))
    , m_steps(new StepLine(theme))
{
    m_title->setObjectName(QStringLiteral("learnTitle"));
    m_subtitle->setObjectName(QStringLiteral("learnSubtitle"));
    auto *words = new QWidget;
    auto *column = new QVBoxLayout(words);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (TextLabel *label : {m_title, m_subtitle}) {
        label->setElided(Qt::ElideRight);
        column->addWidget(label);
    }
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 8, 16, 8);
    auto *flow = new FlowLayout(16, 8);
    all->addLayout(flow);
    flow->addWidget(words);
    flow->addWidget(m_steps);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LearnHead::setTitle(const QString &title, const QString &subtitle)
{
    m_title->setText(title);
    m_subtitle->setText(subtitle);
}

} // namespace handglass
