// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QTreeView>

namespace handglass {

/// A tree at the window's left: one column without header, indentation or frame. As a strip it is StripWidth wide and
/// shows marks only, the names as tool tips.
class SideView : public QTreeView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SideView)
public:
    static constexpr int StripWidth = 44;

    explicit SideView(Theme &theme, QWidget *parent = nullptr);
    ~SideView() override;
    virtual void setStrip(bool strip);
    bool isStrip() const { return m_strip; }

Q_SIGNALS:
    /// Enter or a double click on a row.
    void opened(const QModelIndex &index);
    void escaped();

protected:
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool m_strip = false;
};

/// The background of a row: chosen with a 2 px accent bar at the left, framed while it has the focus.
void paintSideRow(QPainter *painter, const QStyleOptionViewItem &option, const Colours &colours);

} // namespace handglass
