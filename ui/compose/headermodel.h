// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/httphead.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace handglass {

class Theme;

/// Request headers as a person edits them, in order, duplicates kept; a last empty row takes new ones. Rows whose cells
/// are both empty do not count.
class HeaderModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };

    explicit HeaderModel(Theme &theme, QObject *parent = nullptr);

    QList<HeaderField> headers() const;
    void setHeaders(const QList<HeaderField> &headers);
    /// Adds each "Name: value" line below the row (at the end if it is none); lines without a colon become names
    /// without a value, so that nothing pasted is lost. Returns how many there were.
    int paste(const QString &text, int after);
    /// Takes the row out; the last empty one stays.
    void removeHeader(int row);
    /// Exchanges it with its neighbour if both hold headers. Returns where it is now.
    int moveHeader(int row, int by);

    /// Why this row cannot be sent; empty if it can. column: where.
    QString error(int row, int *column = nullptr) const;
    int firstError() const; ///< row; −1: none
    /// What a correct row does beyond adding a header; empty: nothing.
    QString hint(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// The headers are others now.
    void edited();

private:
    struct Row {
        QString name;
        QString value;
        bool isEmpty() const { return name.isEmpty() && value.isEmpty(); }
    };
    bool isLast(int row) const { return row == m_rows.size(); }
    Row rowOfLine(const QString &line) const;
    QVariant tip(int row, bool wrong) const;

    Theme &m_theme;
    QList<Row> m_rows; ///< without the last empty one
};

} // namespace handglass
