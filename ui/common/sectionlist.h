// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QListWidget>

namespace handglass {

/// The names of a panel's sections, one below the other, as wide as the longest; arrow keys move between them.
class SectionList final : public QListWidget
{
    Q_OBJECT
public:
    explicit SectionList(Theme &theme, QWidget *parent = nullptr);
    /// count: of what differs from the defaults, behind the name; wrong: marked as holding an error.
    void setState(int row, int count, bool wrong);
    void addItem(const QString &name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    void applyTheme();

    Theme &m_theme;
};

} // namespace handglass
