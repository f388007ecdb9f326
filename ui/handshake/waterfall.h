// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QWidget>

namespace handglass {

class Theme;

/// One phase of a connection attempt. Times in ns.
struct PhaseBar {
    enum class Kind : quint8 { Neutral, Upgrade, Failed };
    QString name;
    qint64 start = 0; ///< after the attempt's start
    qint64 duration = 0;
    Kind kind = Kind::Neutral;
};

/// The phases that took place, one after the other; the one that failed reaches to the attempt's end.
QList<PhaseBar> phaseBars(const ConnectionRecord &record);

/// Phases as bars over one common time axis: name, bar, duration.
class Waterfall final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Waterfall)
public:
    explicit Waterfall(Theme &theme, QWidget *parent = nullptr);
    void setBars(const QList<PhaseBar> &bars);
    const QList<PhaseBar> &bars() const { return m_bars; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int rowHeight() const;
    void paintRow(QPainter &painter, const PhaseBar &bar, const QRect &row, qint64 total) const;

    Theme &m_theme;
    QList<PhaseBar> m_bars;
};

} // namespace handglass
