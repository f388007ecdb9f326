// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"

#include <QStringList>

namespace handglass {

/// What the stage shows as rows of a table, in the order in which a person would read it: client, what crossed, what is
/// on the wire, server, what is next. Columns: where, what, how it stands.
QList<QStringList> stageRows(const lesson::StagePicture &picture, lesson::End ours);

/// Makes stages known to assistive technology as such tables. Once a program.
void installStageAccess();

} // namespace handglass
