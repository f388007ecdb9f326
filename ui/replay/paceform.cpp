// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/paceform.h"

#include "ui/common/secondsbox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>

namespace handglass {

namespace {
constexpr std::chrono::milliseconds LeastGap{1};
constexpr std::chrono::hours MostGap{24};
constexpr std::chrono::seconds UsualGap{5};

enum Choice : int { Recorded, Factor, Fastest, OneByOne };
} // namespace

QWidget *labelled(const QString &text, QWidget *field)
{
    auto *pair = new QWidget;
    auto *row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto *label = new QLabel(text, pair);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, 1);
    return pair;
}

PaceForm::PaceForm(QLayout &layout, QWidget *parent)
    : QObject(parent)
    , m_mode(new QComboBox(parent))
    , m_factor(new QDoubleSpinBox(parent))
    , m_factorField(labelled(tr("&Times as fast"), m_factor))
    , m_capped(new QCheckBox(tr("&Gaps at most"), parent))
    , m_maxGap(new SecondsBox(LeastGap, MostGap, parent))
    , m_gapField(new QWidget(parent))
{
    m_mode->setObjectName(QStringLiteral("replayPace"));
    m_mode->addItems({tr("Recorded gaps"), tr("At a factor"), tr("As fast as taken"), tr("One by one")});
    m_mode->setToolTip(tr("As fast as taken: while the server does not read, nothing is sent. One by one: Step sends "
                          "the next message"));
    m_factor->setObjectName(QStringLiteral("replayFactor"));
    m_factor->setRange(ReplayPace::LeastFactor, ReplayPace::MostFactor);
    m_factor->setDecimals(1);
    m_factor->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_factor->setValue(2);
    m_factor->setToolTip(tr("0.1 to 100; 2 takes half the time"));
    m_capped->setObjectName(QStringLiteral("replayCapped"));
    m_capped->setToolTip(tr("Longer gaps are cut to this"));
    m_maxGap->setObjectName(QStringLiteral("replayMaxGap"));
    m_maxGap->setAccessibleName(tr("Longest gap between two"));
    m_maxGap->setDuration(UsualGap);
    auto *gap = new QHBoxLayout(m_gapField);
    gap->setContentsMargins(0, 0, 0, 0);
    gap->setSpacing(8);
    gap->addWidget(m_capped);
    gap->addWidget(m_maxGap);
    for (QWidget *field : {labelled(tr("&Pace"), m_mode), m_factorField, m_gapField}) {
        field->setParent(parent);
        layout.addWidget(field);
    }
    connect(m_mode, &QComboBox::currentIndexChanged, this, &PaceForm::showFields);
    connect(m_capped, &QCheckBox::toggled, this, &PaceForm::showFields);
    connect(m_factor, &QDoubleSpinBox::valueChanged, this, &PaceForm::changed);
    connect(m_maxGap, &QDoubleSpinBox::valueChanged, this, &PaceForm::changed);
    showFields();
}

void PaceForm::showFields()
{
    const int choice = m_mode->currentIndex();
    m_factorField->setVisible(choice == Factor);
    m_gapField->setVisible(choice <= Factor);
    m_maxGap->setEnabled(m_capped->isChecked());
    Q_EMIT changed();
}

ReplayPace PaceForm::pace() const
{
    const int choice = m_mode->currentIndex();
    if (choice == Fastest)
        return {ReplayPace::Mode::Fastest, 1, {}};
    if (choice == OneByOne)
        return {ReplayPace::Mode::OneByOne, 1, {}};
    const bool capped = m_capped->isChecked();
    return {ReplayPace::Mode::Timed, choice == Factor ? m_factor->value() : 1,
        capped ? m_maxGap->duration() : std::chrono::milliseconds(0)};
}

} // namespace handglass
