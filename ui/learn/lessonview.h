// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/sideview.h"

#include <QAction>

namespace handglass {

class LessonModel;
class TextLabel;

/// The sidebar while one learns: LessonModel's rows, and below them what all of it runs on. Up and Down choose.
class LessonView final : public SideView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LessonView)
public:
    LessonView(Theme &theme, LessonModel &model, QWidget *parent = nullptr);
    void setStrip(bool strip) override;
    /// Without chosen().
    void choose(const QModelIndex &row);

Q_SIGNALS:
    void chosen(const QModelIndex &index);

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void placeFooter();

    TextLabel *m_footer;
    bool m_choosing = false; ///< not by the user
};

} // namespace handglass
