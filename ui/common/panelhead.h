// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QHBoxLayout;

namespace handglass {

class TextLabel;

/// A panel's first line, 28 to 32 px: title in medium, facts beside it, buttons at the right end, a hairline below.
class PanelHead final : public QWidget
{
    Q_OBJECT
public:
    explicit PanelHead(Theme &theme, const QString &title, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setFacts(const QString &facts);
    /// Before the title (an icon, a direction).
    void addLeading(QWidget *widget);
    /// At the right end, in order.
    void addTrailing(QWidget *widget);

private:
    TextLabel *m_title;
    TextLabel *m_facts;
    QHBoxLayout *m_row;
    int m_leading = 0;
};

} // namespace handglass
