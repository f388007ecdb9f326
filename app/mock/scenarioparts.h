// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/jsonnode.h"
#include "app/mock/scenario.h"

/// The parts that parseScenario() reads one by one.
namespace handglass::scenario {

HandshakeRules readHandshake(const JsonNode &node);
Rule readRule(const JsonNode &node, int number, int &nextId);
Rule readReply(const JsonNode &node, int &nextId);
std::vector<Condition> readConditions(const JsonNode &node);
std::vector<Action> readActions(const JsonNode &node, int &nextId);
std::vector<Assignment> readAssignments(const JsonNode &node);
Fault readFault(const JsonNode &node);
/// An object of names and texts; a list of texts gives several of one name.
QList<HeaderField> readHeaders(const JsonNode &node);
/// Which of the tests (equals, contains, …) stands among the members. None: Exists.
ValueTest readTest(JsonMembers &members);
QByteArray readHex(const JsonNode &node);

} // namespace handglass::scenario
