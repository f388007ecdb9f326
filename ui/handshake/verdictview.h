// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

namespace handglass {

class Theme;
class VerdictModel;

/// The checks of a verdict, one selectable. Rows are 22 px high; groups are always open.
class VerdictView final : public QTreeView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VerdictView)
public:
    VerdictView(Theme &theme, VerdictModel &model, QWidget *parent = nullptr);

    /// Without checkSelected(); −1: none.
    void selectCheck(int check);
    /// As high as all of its rows instead of scrolling them.
    void setFullHeight(bool full);

Q_SIGNALS:
    void checkSelected(int check);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void applyTheme();
    void showRows();
    void sizeColumns();
    void sizeHeight();

    Theme &m_theme;
    VerdictModel &m_model;
    bool m_fullHeight = false;
    bool m_quiet = false;
};

} // namespace handglass
