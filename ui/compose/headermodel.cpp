// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/headermodel.h"

#include "ui/common/theme.h"

#include <algorithm>
#include <array>

namespace handglass {

namespace {

/// Those that the composed request holds anyway (RFC 6455 §4.1): one of the user's takes the place of ours.
constexpr std::array<const char *, 9> Composed{"Host", "Upgrade", "Connection", "Sec-WebSocket-Key",
    "Sec-WebSocket-Version", "Origin", "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "User-Agent"};

bool isName(const QString &text, const char *name)
{
    return text.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
}

} // namespace

HeaderModel::HeaderModel(Theme &theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
}

QList<HeaderField> HeaderModel::headers() const
{
    QList<HeaderField> headers;
    for (const Row &row : m_rows) {
        if (!row.isEmpty())
            headers.append({row.name.toUtf8(), row.value.toUtf8(), 0});
    }
    return headers;
}

void HeaderModel::setHeaders(const QList<HeaderField> &headers)
{
    beginResetModel();
    m_rows.clear();
    for (const HeaderField &header : headers)
        m_rows.append({QString::fromUtf8(header.name), QString::fromUtf8(header.value)});
    endResetModel();
    Q_EMIT edited();
}

int HeaderModel::paste(const QString &text, int after)
{
    QList<Row> rows;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const Row row = rowOfLine(line);
        if (!row.isEmpty())
            rows.append(row);
    }
    if (rows.isEmpty())
        return 0;
    const auto at = after < 0 || after >= m_rows.size() ? m_rows.size() : static_cast<qsizetype>(after) + 1;
    beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + rows.size()) - 1);
    for (qsizetype index = 0; index < rows.size(); ++index)
        m_rows.insert(at + index, rows.at(index));
    endInsertRows();
    Q_EMIT edited();
    return static_cast<int>(rows.size());
}

void HeaderModel::removeHeader(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

int HeaderModel::moveHeader(int row, int by)
{
    const int to = row + by;
    if (row < 0 || to < 0 || row >= m_rows.size() || to >= m_rows.size())
        return row;
    beginMoveRows({}, row, row, {}, by > 0 ? to + 1 : to);
    m_rows.swapItemsAt(row, to);
    endMoveRows();
    Q_EMIT edited();
    return to;
}

QString HeaderModel::error(int row, int *column) const
{
    if (row < 0 || row >= m_rows.size() || m_rows.at(row).isEmpty())
        return {};
    const Row &header = m_rows.at(row);
    const QString nameError = headerError(header.name.toUtf8(), {});
    if (column)
        *column = nameError.isEmpty() ? ValueColumn : NameColumn;
    return nameError.isEmpty() ? headerError(header.name.toUtf8(), header.value.toUtf8()) : nameError;
}

int HeaderModel::firstError() const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (!error(row).isEmpty())
            return row;
    }
    return -1;
}

QString HeaderModel::hint(int row) const
{
    if (row < 0 || row >= m_rows.size() || !error(row).isEmpty())
        return {};
    const QString &name = m_rows.at(row).name;
    if (isName(name, "Authorization"))
        return tr("This Authorization is sent instead of the one at the right.");
    const bool replaces =
        std::any_of(Composed.begin(), Composed.end(), [&name](const char *own) { return isName(name, own); });
    return replaces ? tr("This %1 takes the place of the one that the handshake has.").arg(name) : QString();
}

int HeaderModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size()) + 1;
}

int HeaderModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HeaderModel::data(const QModelIndex &index, int role) const
{
    const int row = index.row();
    if (!index.isValid())
        return {};
    if (isLast(row))
        return role == Qt::DisplayRole || role == Qt::EditRole ? QVariant(QString()) : QVariant();
    const QString text = index.column() == NameColumn ? m_rows.at(row).name : m_rows.at(row).value;
    int place = -1;
    const bool wrong = !error(row, &place).isEmpty() && place == index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return text;
    case Qt::FontRole:
        return m_theme.mono();
    case Qt::DecorationRole:
        return wrong ? m_theme.icon(QStringLiteral("fail"), m_theme.colours().fail) : QVariant();
    case Qt::ToolTipRole:
        return tip(row, wrong);
    case Qt::AccessibleDescriptionRole:
        return wrong ? error(row) : hint(row);
    default:
        return {};
    }
}

bool HeaderModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole)
        return false;
    const QString text = value.toString();
    if (isLast(index.row())) {
        if (text.isEmpty())
            return false;
        beginInsertRows({}, index.row() + 1, index.row() + 1);
        m_rows.append(Row{});
        endInsertRows();
    }
    Row &row = m_rows[index.row()];
    if (index.column() == ValueColumn)
        row.value = text;
    else if (text.contains(QLatin1Char(':')) && row.value.isEmpty())
        row = rowOfLine(text);
    else
        row.name = text;
    Q_EMIT dataChanged(index.siblingAtColumn(NameColumn), index.siblingAtColumn(ValueColumn));
    Q_EMIT edited();
    return true;
}

QVariant HeaderModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

Qt::ItemFlags HeaderModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractTableModel::flags(index) | Qt::ItemIsEditable : Qt::NoItemFlags;
}

HeaderModel::Row HeaderModel::rowOfLine(const QString &line) const
{
    const qsizetype colon = line.indexOf(QLatin1Char(':'));
    if (colon < 0)
        return {line.trimmed(), {}};
    return {line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()};
}

QVariant HeaderModel::tip(int row, bool wrong) const
{
    const QString words = wrong ? error(row) : hint(row);
    return words.isEmpty() ? QVariant() : QStringLiteral("<p>%1</p>").arg(words.toHtmlEscaped());
}

} // namespace handglass
