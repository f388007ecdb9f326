// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/retentionsettings.h"

#include "ui/common/fieldform.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace handglass {

namespace {

constexpr int FormWidth = 420;
constexpr double GiB = 1 << 30;
constexpr double MostGiB = 1 << 20;
constexpr int LeastRows = 100;
constexpr qint64 UsualRows = 1'000'000;
constexpr double UsualGiB = 10;

QDoubleSpinBox *sizeBox(double least)
{
    auto *box = new QDoubleSpinBox;
    box->setDecimals(2);
    box->setRange(least, MostGiB);
    box->setSuffix(RetentionSettings::tr(" GiB"));
    return box;
}

qint64 bytesOf(const QDoubleSpinBox *box)
{
    return std::llround(box->value() * GiB);
}

} // namespace

RetentionSettings::RetentionSettings(Theme &theme, Retention &kept)
    : m_kept(kept)
    , m_form(new FieldForm(theme))
    , m_keep(new QComboBox)
    , m_rows(new QSpinBox)
    , m_size(sizeBox(0.01))
    , m_minFree(sizeBox(0.05))
    , m_apply(new QPushButton(tr("Apply")))
{
    m_keep->addItems({tr("All rows"), tr("The last rows"), tr("As many as fit into a size")});
    m_rows->setRange(LeastRows, std::numeric_limits<int>::max());
    m_rows->setGroupSeparatorShown(true);
    m_rows->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_form->addField(tr("Keep"), m_keep, QStringLiteral("retentionKeep"));
    m_form->addField(tr("Rows"), m_rows, QStringLiteral("retentionRows"));
    m_form->addField(tr("Size"), m_size, QStringLiteral("retentionSize"));
    m_form->addField(tr("Stand still with less free"), m_minFree, QStringLiteral("retentionMinFree"));
    m_form->addNote(
        tr("Of the capture that is being recorded. The oldest rows are let go first, marked ones too, and for "
           "good; connections that have ended go with their last row. Row numbers stay, and the log says how "
           "many rows went. With less free space on the disk, recording stands still and asks."));
    m_form->setMaximumWidth(FormWidth);
    m_apply->setObjectName(QStringLiteral("retentionApply"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(12);
    all->addWidget(m_form);
    all->addWidget(m_apply, 0, Qt::AlignLeft);
    all->addStretch();
    connect(m_keep, &QComboBox::currentIndexChanged, this, &RetentionSettings::noteChange);
    connect(m_rows, &QSpinBox::valueChanged, this, &RetentionSettings::noteChange);
    for (QDoubleSpinBox *box : {m_size, m_minFree})
        connect(box, &QDoubleSpinBox::valueChanged, this, &RetentionSettings::noteChange);
    connect(m_apply, &QPushButton::clicked, this, &RetentionSettings::apply);
    refresh();
}

void RetentionSettings::refresh()
{
    const QSignalBlocker blockers[] = {
        QSignalBlocker(m_keep), QSignalBlocker(m_rows), QSignalBlocker(m_size), QSignalBlocker(m_minFree)};
    m_keep->setCurrentIndex(m_kept.rows > 0 ? LastRows : m_kept.bytes > 0 ? LastBytes : All);
    m_rows->setValue(int(std::min<qint64>(m_kept.rows > 0 ? m_kept.rows : UsualRows, m_rows->maximum())));
    m_size->setValue(m_kept.bytes > 0 ? double(m_kept.bytes) / GiB : UsualGiB);
    m_minFree->setValue(double(m_kept.minFree) / GiB);
    noteChange();
}

Retention RetentionSettings::chosen() const
{
    Retention retention;
    if (m_keep->currentIndex() == LastRows)
        retention.rows = m_rows->value();
    if (m_keep->currentIndex() == LastBytes)
        retention.bytes = bytesOf(m_size);
    retention.minFree = bytesOf(m_minFree);
    return retention;
}

void RetentionSettings::noteChange()
{
    m_form->setRowVisible(m_rows, m_keep->currentIndex() == LastRows);
    m_form->setRowVisible(m_size, m_keep->currentIndex() == LastBytes);
    const bool changed = chosen() != m_kept;
    m_apply->setEnabled(changed);
    m_apply->setToolTip(changed ? tr("Holds at once, for the rows that are there, too") : tr("Nothing was changed"));
}

void RetentionSettings::apply()
{
    m_kept = chosen();
    noteChange();
    Q_EMIT applied();
}

} // namespace handglass
