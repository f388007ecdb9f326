// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/retention.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QPushButton;
class QSpinBox;

namespace handglass {

class FieldForm;
class Theme;

/// How much the live capture keeps. What is let go cannot be brought back, so nothing holds before it is applied.
class RetentionSettings final : public QWidget
{
    Q_OBJECT
public:
    RetentionSettings(Theme &theme, Retention &kept);
    /// What was changed and not applied is forgotten.
    void refresh();

Q_SIGNALS:
    void applied();

private:
    enum Keep : int { All, LastRows, LastBytes };
    Retention chosen() const;
    void noteChange();
    void apply();

    Retention &m_kept;
    FieldForm *m_form;
    QComboBox *m_keep;
    QSpinBox *m_rows;
    QDoubleSpinBox *m_size;
    QDoubleSpinBox *m_minFree;
    QPushButton *m_apply;
};

} // namespace handglass
