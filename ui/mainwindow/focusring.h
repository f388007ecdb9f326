// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace handglass {

/// Moves the focus to the next (or the one before) of these panels that is shown, from the one that has it now.
void moveFocus(const QList<QWidget *> &panels, bool forward);
/// Tab goes through all controls of the first panel, then through those of the next.
void setFocusOrder(const QList<QWidget *> &panels);
/// The focus to the widget, or to the first control in it that takes it by Tab. False: there is none.
bool focusInto(QWidget *panel);

} // namespace handglass
