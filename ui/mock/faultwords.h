// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/fault.h"
#include "app/session/faultverdict.h"

#include <functional>

namespace handglass {

/// "Pong withheld": what a fault's switch says.
QString faultTitle(scenario::FaultKind kind);
/// One sentence for its tool tip, with the section that is broken where there is one.
QString faultMeaning(scenario::FaultKind kind);
/// What came of a fault: how often it was made, what the clients had to do, and what each did. Of one kind.
QString faultReport(const QList<FaultVerdict> &verdicts, const std::function<int(ConnectionId)> &numberOf);

} // namespace handglass
