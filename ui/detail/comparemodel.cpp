// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/comparemodel.h"

#include "ui/common/format.h"

namespace handglass {

void CompareModel::setComparison(Comparison comparison)
{
    beginResetModel();
    m_comparison = std::move(comparison);
    endResetModel();
}

int CompareModel::difference(int from, bool forward) const
{
    const int step = forward ? 1 : -1;
    for (int at = from + step; at >= 0 && at < rowCount(); at += step) {
        if (row(at).isDifference())
            return at;
    }
    return -1;
}

int CompareModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_comparison.rows.size());
}

int CompareModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

/// With a sign of its own for each, so that it is told without colour.
QString CompareModel::word(const CompareRow &row) const
{
    switch (row.change) {
    case Change::Same:
        return tr("= equal");
    case Change::Changed:
        return tr("≠ changed");
    case Change::Added:
        return tr("+ added");
    case Change::Removed:
        return tr("− removed");
    case Change::Within:
        return tr("… inside");
    case Change::Skipped:
        return m_comparison.as == CompareAs::Json ? tr("%1 equal values").arg(groupedNumber(row.skipped))
            : m_comparison.as == CompareAs::Lines ? tr("%1 equal lines").arg(groupedNumber(row.skipped))
                                                  : tr("%1 equal rows").arg(groupedNumber(row.skipped));
    }
    return {};
}

QVariant CompareModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const CompareRow &of = row(index.row());
    const CompareSide &side = index.column() == Left ? of.left : of.right;
    if (role == Qt::DisplayRole)
        return index.column() == Word ? word(of) : side.text;
    if (role == Qt::ToolTipRole && index.column() != Word && side.there)
        return QStringLiteral("%1\n%2").arg(side.place, side.text);
    if (role == Qt::AccessibleTextRole) {
        if (index.column() == Word)
            return word(of);
        return side.there ? tr("%1, %2").arg(side.place, side.text) : tr("not there");
    }
    return {};
}

} // namespace handglass
