// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/replayclock.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLayout;

namespace handglass {

class SecondsBox;

/// A label, whose letter leads to the field, and the field.
QWidget *labelled(const QString &text, QWidget *field);

/// How fast a replay goes: the mode, its factor, the longest gap. Only what counts for the mode is shown.
class PaceForm final : public QObject
{
    Q_OBJECT
public:
    /// Its fields stand in the layout, and belong to the parent.
    PaceForm(QLayout &layout, QWidget *parent);
    ReplayPace pace() const;

Q_SIGNALS:
    void changed();

private:
    void showFields();

    QComboBox *m_mode;
    QDoubleSpinBox *m_factor;
    QWidget *m_factorField;
    QCheckBox *m_capped;
    SecondsBox *m_maxGap;
    QWidget *m_gapField;
};

} // namespace handglass
