// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QRectF>
#include <QWidget>

class QPainter;

namespace handglass {

/// How a session or connection stands; each has a shape of its own.
enum class StateMark : quint8 { Closed, Connecting, Open, Refused };

/// Open ●, closed ○, connecting a dotted ring, refused ✗ in a circle; 16 px in the middle of rect.
void paintStateMark(QPainter *painter, const Theme &theme, const QRectF &rect, StateMark mark);

/// The mark as a widget of 16 px.
class StateMarkLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit StateMarkLabel(Theme &theme, QWidget *parent = nullptr);
    void setMark(StateMark mark);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    StateMark m_mark = StateMark::Closed;
};

} // namespace handglass
