// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/exporting.h"
#include "app/exchange/serverside.h"
#include "app/protocol/httphead.h"

namespace handglass {

/// What a connection's server did, as a scenario says it.
struct ServerRecord {
    QString name;      ///< of the scenario
    QString path;      ///< of the route
    HttpHead response; ///< without what shall not be told
    QByteArray body;   ///< of a refusal
    QString subprotocol;
    bool deflates = false;
    bool opened = false;           ///< else it was turned away with the response
    std::vector<ServerStep> steps; ///< the first without a message that it awaits
};

struct WrittenScenario {
    QByteArray text;      ///< indented for people
    qint64 shortened = 0; ///< gaps that were longer than 24 h, the longest that a scenario can say
};

WrittenScenario scenarioText(const ServerRecord &server, const ScenarioOptions &options);

} // namespace handglass
