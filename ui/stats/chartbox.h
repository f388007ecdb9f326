// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

class QHBoxLayout;

namespace handglass {

class ChartView;
class TextLabel;

/// A chart with its title, and at the right what there is to say of it, or what its reading line is at.
class ChartBox final : public QWidget
{
    Q_OBJECT
public:
    ChartBox(Theme &theme, const QString &title, ChartView *chart, QWidget *parent = nullptr);
    void setTitle(const QString &title);
    void setFacts(const QString &facts);
    /// At the right end, in order.
    void addTrailing(QWidget *widget);

private:
    void showFacts(const QString &reading);

    TextLabel *m_title;
    TextLabel *m_facts;
    QHBoxLayout *m_row;
    ChartView *m_chart;
    QString m_text;
};

} // namespace handglass
