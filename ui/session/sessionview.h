// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QTreeView>

namespace handglass {

class SessionDelegate;
class SessionModel;

/// The sidebar: sessions, mocks with their clients, open captures. Up and down choose, Left and Right fold, F2
/// renames. As a strip it is 44 px of state marks with the names as tool tips.
class SessionView final : public QTreeView
{
    Q_OBJECT
public:
    static constexpr int StripWidth = 44;

    SessionView(Theme &theme, SessionModel &model, QWidget *parent = nullptr);
    void setStrip(bool strip);
    bool isStrip() const;
    /// The first becomes the current one; an invalid one: nothing is chosen.
    void choose(const QModelIndexList &rows);
    void choose(const QModelIndex &row) { choose(QModelIndexList{row}); }
    void renameCurrent();

Q_SIGNALS:
    void chosen(const QModelIndex &index);
    /// Several rows are selected (Ctrl or Shift with a click or an arrow), the current one among them.
    void chosenTogether(const QModelIndexList &indexes);
    /// Enter or a double click on a row.
    void opened(const QModelIndex &index);
    void escaped();

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    SessionDelegate *m_delegate;
};

} // namespace handglass
