// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/types.h"
#include "ui/common/theme.h"

#include <QWidget>

namespace handglass {

/// How a chart draws one of the directions, and its name: a line, solid or dashed; a box, filled or outlined.
class LegendKey final : public QWidget
{
    Q_OBJECT
public:
    enum class Shape : quint8 { Line, Box };
    LegendKey(Theme &theme, Direction direction, Shape shape, QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString text() const;

    Theme &m_theme;
    Direction m_direction;
    Shape m_shape;
};

} // namespace handglass
