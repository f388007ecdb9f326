// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/totalsmodel.h"

#include "ui/common/format.h"

namespace handglass {

namespace {

/// −1: there is none.
qint64 numberIn(const TotalsRow &row, int column)
{
    const auto some = [](qint64 number, const Totals &of) { return of.frames == 0 ? -1 : number; };
    switch (column) {
    case TotalsModel::Sent:
        return some(row.sent.messages, row.sent);
    case TotalsModel::Received:
        return some(row.received.messages, row.received);
    case TotalsModel::Frames:
        return row.sent.frames + row.received.frames;
    case TotalsModel::SentBytes:
        return some(row.sent.contentBytes, row.sent);
    case TotalsModel::ReceivedBytes:
        return some(row.received.contentBytes, row.received);
    case TotalsModel::WireBytes:
        return row.sent.wireBytes + row.received.wireBytes;
    case TotalsModel::P50:
        return row.p50;
    case TotalsModel::P90:
        return row.p90;
    case TotalsModel::P99:
        return row.p99;
    case TotalsModel::Largest:
        return row.largest;
    default:
        return -1;
    }
}

QString ratioText(const TotalsRow &row)
{
    const qint64 compressed = row.sent.compressedBytes + row.received.compressedBytes;
    if (compressed == 0)
        return {};
    const qint64 plain = row.sent.decompressedBytes + row.received.decompressedBytes;
    return QString::number(double(plain) / double(compressed), 'f', 2);
}

/// plain: for another program.
QString cellText(const TotalsRow &row, int column, bool plain)
{
    if (column == TotalsModel::Name)
        return row.name;
    const QString none = plain ? QString() : QString(QChar(0x2013));
    if (column == TotalsModel::Ratio) {
        const QString ratio = ratioText(row);
        return ratio.isEmpty() ? none : ratio;
    }
    const qint64 number = numberIn(row, column);
    if (number < 0)
        return none;
    return plain ? QString::number(number) : groupedNumber(number);
}

} // namespace

TotalsModel::TotalsModel(Theme &theme, bool sums, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
    , m_sums(sums)
{
}

void TotalsModel::setRows(const QString &name, const QList<TotalsRow> &rows)
{
    if (name != m_name || rows.size() != m_rows.size()) {
        beginResetModel();
        m_name = name;
        m_rows = rows;
        endResetModel();
        return;
    }
    m_rows = rows;
    if (!rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(rows.size()) - 1, ColumnCount - 1));
}

QString TotalsModel::text() const
{
    QStringList lines;
    for (const TotalsRow &row : m_rows) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column)
            cells.append(cellText(row, column, true));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

int TotalsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int TotalsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TotalsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == Qt::DisplayRole)
        return cellText(m_rows.at(index.row()), index.column(), false);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (index.column() == Name ? Qt::AlignLeft : Qt::AlignRight)));
    if (role == Qt::FontRole && m_sums)
        return m_theme.font(TypeStep::Table, QFont::Medium);
    if (role == Qt::ToolTipRole && index.column() == Name)
        return m_rows.at(index.row()).name;
    if (role == Qt::AccessibleTextRole && index.column() != Name)
        return QStringLiteral("%1: %2").arg(headerData(index.column(), Qt::Horizontal).toString(),
            cellText(m_rows.at(index.row()), index.column(), true));
    return {};
}

QVariant TotalsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const QString titles[] = {m_name, tr("Sent"), tr("Received"), tr("Frames"), tr("Sent, B"), tr("Received, B"),
        tr("On the wire, B"), tr("Ratio"), tr("p50, B"), tr("p90, B"), tr("p99, B"), tr("Largest, B")};
    const QString size = tr("Of all messages whose size is known, %1 % are not larger; at most 1.6 % off");
    const QString meanings[] = {{}, tr("Messages sent; one in fragments counts once"),
        tr("Messages received; one in fragments counts once"), tr("Frames, both ways"),
        tr("Content sent, decompressed"), tr("Content received, decompressed"),
        tr("Headers and payloads as they crossed the wire, both ways"),
        tr("Content of the compressed messages to what it took on the wire"), size.arg(50), size.arg(90), size.arg(99),
        tr("Content of the largest message")};
    if (role == Qt::DisplayRole)
        return titles[section];
    if (role == Qt::ToolTipRole)
        return meanings[section];
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment(Qt::AlignVCenter | (section == Name ? Qt::AlignLeft : Qt::AlignRight)));
    return {};
}

} // namespace handglass
