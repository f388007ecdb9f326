// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/stats/totals.h"

#include <QWidget>

class QTableView;

namespace handglass {

class TotalsModel;

/// Totals by type or by connection, and below a hairline their sums, which stay when the rest is scrolled.
class TotalsTable final : public QWidget
{
    Q_OBJECT
public:
    explicit TotalsTable(Theme &theme, QWidget *parent = nullptr);
    /// name: of what a line is about.
    void setTotals(const QString &name, const QList<TotalsRow> &rows, const QList<TotalsRow> &sums);
    /// The table as text into the clipboard.
    void copy() const;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUp(QTableView *view, TotalsModel *model);
    void applyTheme();
    void arrange();
    int rowHeight() const;

    Theme &m_theme;
    TotalsModel *m_groups;
    TotalsModel *m_sums;
    QTableView *m_groupView;
    QTableView *m_sumView;
};

} // namespace handglass
