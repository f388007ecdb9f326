// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/whynot.h"

namespace handglass {

void setWhyNot(QAction *action, const QString &whyNot)
{
    action->setEnabled(whyNot.isEmpty());
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    QString name = action->text().remove(u'&').remove(QStringLiteral("…"));
    if (!keys.isEmpty())
        name += QStringLiteral(" (%1)").arg(keys);
    action->setToolTip(whyNot.isEmpty() ? name : name + QStringLiteral(": ") + whyNot);
    action->setStatusTip(whyNot);
}

} // namespace handglass
