// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/compare.h"

#include <QAbstractTableModel>

namespace handglass {

/// The rows of a comparison: left side, what changed in a word, right side.
class CompareModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column : int { Left, Word, Right, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setComparison(Comparison comparison);
    const Comparison &comparison() const { return m_comparison; }
    const CompareRow &row(int row) const { return m_comparison.rows[std::size_t(row)]; }
    /// The next row after this one (−1: from the first) that is a difference, or the one before; −1: none.
    int difference(int from, bool forward) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QString word(const CompareRow &row) const;

    Comparison m_comparison;
};

} // namespace handglass
