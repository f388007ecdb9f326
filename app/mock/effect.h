// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/fault.h"
#include "app/mock/incoming.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace handglass::scenario {

using ClientId = qint64;

/// What the engine wants done, in order.
struct SendEffect {
    QList<ClientId> to;
    std::variant<QString, QByteArray> message; ///< text or binary
};
struct PingEffect {
    ClientId client = 0;
    QByteArray payload; ///< may be longer than a Ping can be
};
struct CloseEffect {
    ClientId client = 0;
    quint16 code = 1000;
    QString reason; ///< may be longer than a Close frame can hold
};
struct DropEffect { ///< ends TCP
    ClientId client = 0;
};
struct StopReadingEffect {
    ClientId client = 0;
    std::optional<std::chrono::milliseconds> time; ///< none: for good
};
struct FaultEffect { ///< of a rule; those of a route stand there
    ClientId client = 0;
    Fault fault;
};
/// A row of the client's log.
struct LogEffect {
    ClientId client = 0;
    QString text;
};
/// No rule held for this message.
struct UnmatchedEffect {
    ClientId client = 0;
};
/// Calls a function of the route's script.
struct ScriptEffect {
    ClientId client = 0;
    QString route; ///< its path
    QString function;
    std::shared_ptr<const Incoming> message; ///< null: none came
    quint16 code = 0;                        ///< on close
};

using Effect = std::variant<SendEffect, PingEffect, CloseEffect, DropEffect, StopReadingEffect, FaultEffect, LogEffect,
    UnmatchedEffect, ScriptEffect>;
using Effects = std::vector<Effect>;

} // namespace handglass::scenario
