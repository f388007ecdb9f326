// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/stats/chartview.h"
#include "ui/stats/ticks.h"

class QBarSeries;
class QBarSet;

namespace handglass {

/// Two bars a group; what the chart calls them.
struct BarGroup {
    QString name;
    double first = 0;  ///< filled
    double second = 0; ///< outlined
};

/// Groups of two bars. Their colours: those of sent and received, or none.
class BarChart final : public ChartView
{
    Q_OBJECT
public:
    enum class Paint : quint8 { Directions, Neutral };
    enum class Scale : quint8 { Linear, Log };
    /// Log: from 0.01, a step a power of ten; what is less is not drawn.
    BarChart(Theme &theme, ValueUnit unit, Scale scale, Paint paint, QWidget *parent = nullptr);
    void setNames(const QString &first, const QString &second);
    void setGroups(const QList<BarGroup> &groups);

protected:
    int pointCount() const override { return int(m_groups.size()); }
    double pointAt(int point) const override { return point; }
    QString pointText(int point) const override;
    void applyTheme() override;

private:
    double drawn(double value) const;
    QList<Tick> ticks(double most) const;

    ValueUnit m_unit;
    Scale m_scale;
    Paint m_paint;
    QString m_firstName;
    QString m_secondName;
    QList<BarGroup> m_groups;
    QBarSeries *m_series;
    QBarSet *m_first;
    QBarSet *m_second;
};

} // namespace handglass
