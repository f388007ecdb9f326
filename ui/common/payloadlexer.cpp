// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/payloadlexer.h"

#include "ui/common/theme.h"

#include <QFontInfo>

namespace handglass {

QFont scintillaFont(const Theme &theme)
{
    QFont font = theme.mono();
    if (font.pointSizeF() <= 0)
        font.setPointSizeF(QFontInfo(font).pointSizeF());
    return font;
}

PayloadLexer::PayloadLexer(const Theme &theme, QObject *parent)
    : QsciLexerJSON(parent)
    , m_theme(theme)
{
    setHighlightComments(false);
    setFoldCompact(false);
}

QColor PayloadLexer::defaultColor(int style) const
{
    const Colours &colours = m_theme.colours();
    switch (style) {
    case Number:
        return colours.jsonNumber;
    case String:
    case UnclosedString:
    case EscapeSequence:
    case IRI:
    case IRICompact:
        return colours.jsonString;
    case Keyword:
    case KeywordLD:
        return colours.jsonLiteral;
    case Operator:
        return colours.text3;
    default:
        return colours.text;
    }
}

QFont PayloadLexer::defaultFont(int style) const
{
    QFont font = scintillaFont(m_theme);
    if (style == Property)
        font.setWeight(QFont::Medium);
    return font;
}

QColor PayloadLexer::defaultPaper(int style) const
{
    Q_UNUSED(style)
    return m_theme.colours().base;
}

} // namespace handglass
