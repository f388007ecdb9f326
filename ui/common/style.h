// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QProxyStyle>

namespace handglass {

/// Fusion with hairlines, flat tool buttons and rounded inputs of the design. Reads these dynamic properties of a
/// widget: "primary" (bool, a push button in accent), "error" (bool, an input with a fail border), "small" (bool, a
/// control 22 px high instead of 26).
class Style final : public QProxyStyle
{
    Q_OBJECT
public:
    Style();
    static QString name() { return QStringLiteral("handglass"); }
    void setColours(const Colours &colours) { m_colours = colours; }

    void drawPrimitive(
        PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(
        ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(
        ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(
        StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const override;

private:
    bool drawPanel(
        PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    bool drawMark(PrimitiveElement element, const QStyleOption *option, QPainter *painter) const;
    bool drawBar(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    bool drawHeader(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const;

    Colours m_colours;
};

} // namespace handglass
