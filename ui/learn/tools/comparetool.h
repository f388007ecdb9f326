// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/compare.h"
#include "ui/learn/tools/linechart.h"
#include "ui/learn/tools/toolparts.h"

#include <QTimer>

class QSlider;
class QTableView;

namespace handglass {

class BarChart;
class TransportModel;

/// Lesson 1: the same chat by four transports, live: figures, plots, and the sliders that change them.
class CompareTool final : public ToolPage
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareTool)
public:
    explicit CompareTool(Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void measured(const handglass::lesson::CompareReport &report);

protected:
    void resizeEvent(QResizeEvent *event) override;
    /// It does not run unseen.
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeControls();
    QWidget *makeTable();
    QWidget *makeCharts();
    QSlider *makeSlider(int least, int most, int value, const QString &name, const QString &objectName);
    lesson::CompareSettings settings() const;
    void startOrStop();
    void showState();
    void applySettings();
    void takeReport(const lesson::CompareReport &report);
    void plotOverTime(const lesson::CompareReport &report);
    void arrangeTable();
    void clearPlots();

    lesson::Compare m_compare;
    TransportModel *m_model;
    QTableView *m_table;
    QSlider *m_rate = nullptr;
    QSlider *m_interval = nullptr;
    TextLabel *m_rateText;
    TextLabel *m_intervalText;
    QPushButton *m_run;
    TextLabel *m_state;
    LineChart *m_bytes;
    BarChart *m_perEvent;
    BarChart *m_delays;
    QTimer m_apply; ///< when the sliders rest
    QList<ChartLine> m_lines;
    qint64 m_lastNs = 0;
};

} // namespace handglass
