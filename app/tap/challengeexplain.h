// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/statusexplain.h"

namespace handglass {

/// What a 401 asks for, and a 407 of a server that was asked without a proxy (RFC 9110 §11.6 and §11.7); adds the
/// challenges to the evidence.
void explainUnauthorized(const RefusedExchange &exchange, Failure &failure);

} // namespace handglass
