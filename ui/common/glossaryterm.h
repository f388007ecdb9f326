// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVariant>
#include <QWidget>

namespace handglass {

inline constexpr const char *GlossaryTermProperty = "glossaryTerm";

/// What is selected in this widget, as the panel names it: a header, a frame's field, an opcode, a close code. F1 on it
/// opens the glossary there if it knows the name; empty: nothing is.
inline void setGlossaryTerm(QWidget *widget, const QString &name)
{
    if (widget->property(GlossaryTermProperty).toString() != name)
        widget->setProperty(GlossaryTermProperty, name);
}

inline QString glossaryTerm(const QWidget *widget)
{
    return widget == nullptr ? QString() : widget->property(GlossaryTermProperty).toString();
}

} // namespace handglass
