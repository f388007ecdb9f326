// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/fault.h"
#include "app/tap/mockanswer.h"

namespace handglass {

/// Makes the answer to a request that was let in wrong, as those of the faults say that are of the handshake. Of a kind
/// that stands there twice the last one counts.
void makeWrong(MockDecision &decision, const QList<scenario::Fault> &faults, const HttpHead &request);

} // namespace handglass
