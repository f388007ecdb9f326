// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/statisticsworker.h"
#include "ui/common/theme.h"

#include <QWidget>

class QPushButton;

namespace handglass {

class TextLabel;

/// The range of time that is chosen and what it holds; how to choose one, if none is.
class RangeLine final : public QWidget
{
    Q_OBJECT
public:
    explicit RangeLine(Theme &theme, QWidget *parent = nullptr);
    void setReport(const StatisticsReport &report);

Q_SIGNALS:
    void rowsRequested();
    void clearRequested();

private:
    TextLabel *m_title;
    TextLabel *m_rows;
    TextLabel *m_sent;
    TextLabel *m_received;
    TextLabel *m_times;
    QPushButton *m_show;
    QPushButton *m_clear;
};

} // namespace handglass
