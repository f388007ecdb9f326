// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonpath.h"
#include "app/mock/scenario.h"
#include "app/protocol/httphead.h"

#include <optional>

namespace handglass::scenario {

/// A change of a scenario's text that takes one reason away for which it turns a request away.
struct Relaxation {
    enum class Edit : quint8 {
        Append,  ///< json, to the list at place; a single value there becomes a list
        Replace, ///< what is at place (or comes there) by json
        Remove   ///< what is at place
    };
    QString title; ///< of a button: “Allow this Origin”
    Edit edit = Edit::Replace;
    JsonPath place;
    QByteArray json;
};

/// None: the scenario lets it in, or there is nothing that could be relaxed. A route's limit of clients is taken for
/// reached. Pure.
std::optional<Relaxation> relaxationFor(const Scenario &scenario, const HttpHead &request);

} // namespace handglass::scenario
