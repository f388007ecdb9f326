// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>

namespace handglass {

class ClientsModel;

/// Addresses and paths in mono, the state with its mark.
class ClientsDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ClientsDelegate(Theme &theme, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// px
    int rowHeight() const;

private:
    QColor ink(const QModelIndex &index) const;

    Theme &m_theme;
};

/// A mock's clients, sorted by any column, several chosen at once. Columns that find no room are left out; their texts
/// are in the tool tip of the row's number.
class ClientsView final : public QTableView
{
    Q_OBJECT
public:
    ClientsView(Theme &theme, ClientsModel &model, QWidget *parent = nullptr);

    QList<qint64> chosen() const; ///< ids, in the order shown
    qint64 current() const;       ///< 0: none
    void choose(qint64 id);

Q_SIGNALS:
    void chosenChanged();
    void opened(qint64 id); ///< Enter or a double click

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setUpHeader();
    void arrange();
    void applyTheme();

    Theme &m_theme;
    ClientsModel &m_model;
    ClientsDelegate *m_delegate;
    QSortFilterProxyModel *m_sorted;
};

} // namespace handglass
