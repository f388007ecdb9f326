// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/sideview.h"
#include "ui/common/theme.h"

namespace handglass {

class SessionDelegate;
class SessionModel;

/// The sidebar: sessions, mocks with their clients, open captures. Up and down choose, Left and Right fold, F2
/// renames.
class SessionView final : public SideView
{
    Q_OBJECT
public:
    SessionView(Theme &theme, SessionModel &model, QWidget *parent = nullptr);
    void setStrip(bool strip) override;
    /// The first becomes the current one; an invalid one: nothing is chosen.
    void choose(const QModelIndexList &rows);
    void choose(const QModelIndex &row) { choose(QModelIndexList{row}); }
    void renameCurrent();

Q_SIGNALS:
    void chosen(const QModelIndex &index);
    /// Several rows are selected (Ctrl or Shift with a click or an arrow), the current one among them.
    void chosenTogether(const QModelIndexList &indexes);

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    SessionDelegate *m_delegate;
};

} // namespace handglass
