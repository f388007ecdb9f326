// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/requestfacts.h"
#include "app/mock/scenario.h"

namespace handglass::scenario {

/// What a scenario says of a legal request.
struct Decision {
    /// What turned the client away.
    enum class By : quint8 { Nothing, Routes, Check, Subprotocols, Limit };
    const Route *route = nullptr; ///< null: no route has this path
    RequestFacts facts;           ///< the subprotocol is agreed already
    By by = By::Nothing;
    QString rule;     ///< which it was: “Origin in a list of 2”
    int check = -1;   ///< By::Check: which of the route's
    QString fact;     ///< "expected …, got …, rule “…” of route /x"
    QString evidence; ///< the line of the request that shows it; empty: none
    Refusal refusal;
};

/// clientsOfRoute: how many of a route are connected or about to be. Pure.
Decision decide(
    const Scenario &scenario, const HttpHead &request, const std::function<int(const Route &)> &clientsOfRoute);

} // namespace handglass::scenario
