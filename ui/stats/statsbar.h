// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/statistics.h"
#include "ui/common/theme.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace handglass {

class Segments;
class TextLabel;

/// The panel's first line: which time is shown, what the totals are about, whether the log's filter counts, and how far
/// the counting is.
class StatsBar final : public QWidget
{
    Q_OBJECT
public:
    enum class TotalsBy : quint8 { Type, Connection };

    explicit StatsBar(Theme &theme, QWidget *parent = nullptr);
    Statistics::Window window() const;
    TotalsBy totalsBy() const;
    /// Only the rows that the log's filter lets through are to be counted.
    bool isFiltered() const;
    /// There is one.
    void setFilterThere(bool there);
    /// percent: 100: all is counted. stopped: it does not go on by itself.
    void setProgress(int percent, bool stopped);
    void setError(const QString &sentence);

Q_SIGNALS:
    void viewChanged();
    void filteredChanged();
    void stopRequested(bool stop);
    void copyRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *addLabel(QHBoxLayout *row, const QString &text);
    void addWindows(QHBoxLayout *row);
    void addTotals(QHBoxLayout *row);

    Theme &m_theme;
    Segments *m_window;
    QComboBox *m_totals;
    QCheckBox *m_filtered;
    TextLabel *m_progress;
    QPushButton *m_stop;
    QToolButton *m_copy;
    bool m_stopped = false;
};

} // namespace handglass
