// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mock/formspec.h"

namespace handglass {

/// What a fault of that name can be told, as app/mock/fault.h has it. None: there is no such fault.
std::span<const formspec::Field> faultFields(const QString &name);

} // namespace handglass
