// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/violation.h"

#include <QCoreApplication>

namespace handglass {

QString Violation::sentence() const
{
    return QCoreApplication::translate("handglass::Violation", "expected %1, got %2, %3").arg(expected, got, section);
}

} // namespace handglass
