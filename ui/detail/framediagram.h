// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/framepicture.h"

#include <QWidget>

namespace handglass {

/// The bit diagram of RFC 6455 §5.2 with one frame's bits: 32 columns, a cell for each field that the frame has.
/// Left to right in every language. One field is selected, with the mouse or the arrow keys.
class FrameDiagram final : public QWidget
{
    Q_OBJECT
public:
    explicit FrameDiagram(Theme &theme, QWidget *parent = nullptr);

    void setPicture(const FramePicture &picture);
    void setSelected(int field);
    int selected() const { return m_selected; }
    /// Where a field's first cell is drawn; for tests and tool tips.
    QRect fieldRect(int field) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void fieldSelected(int field);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// Part of a field in one row of the diagram.
    struct Cell {
        int field = 0;
        int row = 0;
        int column = 0; ///< of its first bit
        int bits = 0;
        int firstBit = 0;
    };
    void applyTheme();
    void layOut();
    void choose(int field);
    int rows() const;
    int fieldAt(const QPoint &at) const;
    QRect cellRect(const Cell &cell) const;
    QString cellName(const Cell &cell) const;
    void paintRulers(QPainter &painter) const;
    void paintCell(QPainter &painter, const Cell &cell) const;
    void paintName(QPainter &painter, const Cell &cell) const;
    void paintBits(QPainter &painter, const Cell &cell) const;
    void paintValues(QPainter &painter, const Cell &cell) const;
    void tellSelected();

    Theme &m_theme;
    FramePicture m_picture;
    QList<Cell> m_cells;
    int m_selected = -1;
    QFont m_small;
    QFont m_value;
    QFont m_mono;
    int m_column = 25;    ///< px a bit
    int m_row = 56;       ///< px a row of 32 bits
    int m_ruler = 28;     ///< px above the first row
    int m_label = 56;     ///< px at the left
    bool m_above = false; ///< one-bit names stand above their cells
};

} // namespace handglass
