// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QAbstractButton;
class QButtonGroup;

namespace handglass {

/// Choices of which one is pressed, in one bordered group (All, Sent, Received, …). Arrow keys move between them.
class Segments final : public QWidget
{
    Q_OBJECT
public:
    explicit Segments(Theme &theme, QWidget *parent = nullptr);
    /// Returns its button, for a tool tip, an accessible name or a shortcut. The first one added is current.
    QAbstractButton *addSegment(const QString &text);
    int currentIndex() const;
    void setCurrentIndex(int index);
    QSize sizeHint() const override;

Q_SIGNALS:
    /// By the user or by setCurrentIndex().
    void currentChanged(int index);

private:
    Theme &m_theme;
    QButtonGroup *m_group;
};

} // namespace handglass
