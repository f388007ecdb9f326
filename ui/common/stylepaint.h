// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QStyleOption>

class QPainter;

/// The shapes that Style puts together.
namespace handglass::paint {

/// A filled box with a border of a width, corners of 4 px.
void box(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &border, int borderWidth = 1);
void button(QPainter *painter, const QStyleOption &option, const Colours &colours, bool primary, bool flat);
void toolButton(QPainter *painter, const QStyleOption &option, const Colours &colours);
/// The background of a row of a list or table.
void item(QPainter *painter, const QStyleOption &option, const Colours &colours);
void input(QPainter *painter, const QRect &rect, QStyle::State state, const Colours &colours, bool error);
void checkBox(QPainter *painter, const QRect &rect, QStyle::State state, const Colours &colours);
void radioButton(QPainter *painter, const QRect &rect, QStyle::State state, const Colours &colours);
/// A line that points towards an arrow type, 8 px wide, in the middle of rect.
void chevron(QPainter *painter, const QRect &rect, Qt::ArrowType direction, const QColor &colour);
void scrollBar(QPainter *painter, const QRect &groove, const QRect &slider, const QStyleOptionSlider &option,
    const Colours &colours);

} // namespace handglass::paint
