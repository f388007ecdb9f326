// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/scintilla.h"

namespace handglass {

class Theme;

/// JSON in the theme's payload colours, as they are when it is made.
class PayloadLexer final : public QsciLexerJSON
{
    Q_OBJECT
public:
    PayloadLexer(const Theme &theme, QObject *parent);

    QColor defaultColor(int style) const override;
    QFont defaultFont(int style) const override;
    QColor defaultPaper(int style) const override;

private:
    const Theme &m_theme;
};

/// The theme's fixed-pitch font sized in points, which is all that Scintilla understands.
QFont scintillaFont(const Theme &theme);

} // namespace handglass
