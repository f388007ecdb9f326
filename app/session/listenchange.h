// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/scenario.h"
#include "app/session/sessionoptions.h"

namespace handglass {

/// A running mock whose scenario says another place to listen than it did. Rules are applied while it runs; where it
/// listens is not.
struct ListenChange {
    MockOptions wanted; ///< to start it again with
    QString sentence;   ///< "listens on 8080 until it is started again; the scenario now says 9090"
    QString target;     ///< what is new of it: "9090", "0.0.0.0:9090", "wss://127.0.0.1:9090"
};

/// running: as it listens. before: what its scenario said when it was started; what has not changed since then stays as
/// it is, wherever that was said. None: started again, it would listen as it does. Pure.
std::optional<ListenChange> listenChange(
    const MockOptions &running, const scenario::Listen &before, const scenario::Listen &now);

} // namespace handglass
