// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mock/formplan.h"

class QWidget;

namespace handglass {

class ScenarioDocument;
class Theme;

/// The controls of a form that change what a part consists of: kinds of conditions, tests, actions and faults; and
/// those of two members: who gets a message, and when. Each changes the document by itself.
namespace formchooser {

QWidget *make(Theme &theme, ScenarioDocument &document, const FormCell &cell, QWidget *parent);
/// What the text has for it.
void load(QWidget *chooser, const JsonIndex &tree, const FormCell &cell);

/// A value of a field came in; what belongs to it comes along (a timer needs a time).
void setField(ScenarioDocument &document, const FormCell &cell, const QByteArray &spelling);
/// A button of a form was pressed.
void press(ScenarioDocument &document, const FormCell &cell);

} // namespace formchooser

} // namespace handglass
