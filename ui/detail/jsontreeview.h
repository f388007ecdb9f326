// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/bytesearch.h"
#include "app/decode/jsonindex.h"
#include "ui/common/theme.h"

#include <QTreeView>

class QAction;

namespace handglass {

class JsonTreeDelegate;
class JsonTreeModel;

/// The rows of a JSON tree, with what can be done with one: copy its value or path, filter the log by it, open and
/// close all below it.
class JsonTreeView final : public QTreeView
{
    Q_OBJECT
public:
    static constexpr int MostOpened = 10'000; ///< rows that "Expand all" makes

    JsonTreeView(Theme &theme, JsonTreeModel &model, QWidget *parent = nullptr);
    /// The model's content is another: the top level is shown, and a small document whole.
    void openTop();
    void showNode(JsonIndex::Node node);
    void setSearch(const ByteSearch &search);
    /// Copy value, copy path, filter, expand all, collapse all.
    QList<QAction *> rowActions() const { return {m_copyValue, m_copyPath, m_filter, m_expand, m_collapse}; }

Q_SIGNALS:
    void filterRequested(const QString &filter);
    /// The last "Expand all" met its bound, or did not.
    void expandedInPart(bool inPart);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void makeActions();
    QAction *addRowAction(const QString &text, const QKeySequence &keys, const char *name);
    void applyTheme();
    void updateActions();
    QString whyNoFilter() const;
    void copyValue();
    void copyPath();
    void filterByThis();
    /// False: the bound was met.
    bool expandBelow(const QModelIndex &top, int most);

    Theme &m_theme;
    JsonTreeModel &m_model;
    JsonTreeDelegate *m_delegate;
    QAction *m_copyValue = nullptr;
    QAction *m_copyPath = nullptr;
    QAction *m_filter = nullptr;
    QAction *m_expand = nullptr;
    QAction *m_collapse = nullptr;
};

} // namespace handglass
