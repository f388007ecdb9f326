// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/learn/learnbar.h"

#include "ui/common/textlabel.h"
#include "ui/learn/measures.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

namespace handglass {

namespace {
constexpr int SlowMs = 12'000;
constexpr int NormalMs = 6'000;
constexpr int QuickMs = 1'500;
constexpr int NextWidth = 132;
constexpr int TightBelow = 560;
} // namespace

LearnBar::LearnBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_back(new QPushButton(tr("Back")))
    , m_speedLabel(new TextLabel(theme, TypeStep::Body, Ink::Text2))
    , m_speed(new QComboBox)
    , m_startOver(new QPushButton(tr("Start over")))
    , m_hint(new TextLabel(theme, TypeStep::Body, Ink::Text2))
    , m_next(new QPushButton)
{
    m_back->setObjectName(QStringLiteral("learnBack"));
    m_speed->setObjectName(QStringLiteral("learnSpeed"));
    m_startOver->setObjectName(QStringLiteral("learnStartOver"));
    m_startOver->setFlat(true);
    m_startOver->setAccessibleName(tr("Start over"));
    m_startOver->setToolTip(tr("Begins the lesson anew, at its first step"));
    m_hint->setObjectName(QStringLiteral("learnHint"));
    m_hint->setElided(Qt::ElideRight);
    m_hint->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_next->setObjectName(QStringLiteral("learnNext"));
    m_next->setProperty("primary", true);
    m_next->setDefault(true);
    m_next->setMinimumWidth(NextWidth);
    m_next->setLayoutDirection(layoutDirection() == Qt::LeftToRight ? Qt::RightToLeft : Qt::LeftToRight); // icon last
    m_speedLabel->setText(tr("Speed"));
    m_speedLabel->setBuddy(m_speed);
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->addItem(tr("step by step"), 0);
    m_speed->addItem(tr("slow"), SlowMs);
    m_speed->addItem(tr("normal"), NormalMs);
    m_speed->addItem(tr("quick"), QuickMs);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 9, 16, 9);
    row->setSpacing(8);
    row->addWidget(m_back);
    row->addSpacing(8);
    row->addWidget(m_speedLabel);
    row->addWidget(m_speed);
    row->addSpacing(8);
    row->addWidget(m_startOver);
    row->addWidget(m_hint, 1);
    row->addSpacing(4);
    row->addWidget(m_next);
    connect(m_back, &QPushButton::clicked, this, &LearnBar::backClicked);
    connect(m_next, &QPushButton::clicked, this, &LearnBar::nextClicked);
    connect(m_startOver, &QPushButton::clicked, this, &LearnBar::startOverClicked);
    connect(m_speed, &QComboBox::currentIndexChanged, this, &LearnBar::speedChosen);
    connect(&theme, &Theme::changed, this, &LearnBar::applyTheme);
    applyTheme();
}

void LearnBar::applyTheme()
{
    m_back->setIcon(m_theme.icon(QStringLiteral("back")));
    m_startOver->setIcon(m_theme.icon(QStringLiteral("reconnect")));
    m_speed->setMinimumWidth(
        m_theme.font().pixelSize() * 4 + QFontMetrics(m_theme.font()).horizontalAdvance(m_speed->itemText(0)));
    m_next->setIcon(m_theme.icon(QStringLiteral("next"), m_theme.colours().onAccent));
    arrange();
}

/// Where there is little room, less is said.
void LearnBar::arrange()
{
    const bool tight = width() < scaled(m_theme, TightBelow);
    m_speedLabel->setVisible(!tight);
    m_startOver->setText(tight ? QString() : tr("Start over"));
    m_next->setMinimumWidth(tight ? 0 : NextWidth);
}

void LearnBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void LearnBar::setState(const State &state)
{
    m_back->setEnabled(state.canBack);
    m_next->setText(state.next);
    m_next->setEnabled(state.canNext || (state.waits && m_next->hasFocus()));
    if (m_wantsFocus)
        focusNext();
    m_hint->setText(state.hint);
    m_next->setAccessibleDescription(state.hint);
}

void LearnBar::focusNext()
{
    m_wantsFocus = !m_next->isEnabled();
    if (!m_wantsFocus)
        m_next->setFocus(Qt::OtherFocusReason);
}

void LearnBar::stopSpeed()
{
    const QSignalBlocker blocker(m_speed);
    m_speed->setCurrentIndex(0);
}

std::optional<std::chrono::milliseconds> LearnBar::speed() const
{
    const int ms = m_speed->currentData().toInt();
    return ms == 0 ? std::nullopt : std::optional(std::chrono::milliseconds(ms));
}

} // namespace handglass
