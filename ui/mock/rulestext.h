// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/jsonindex.h"

#include <QStringList>

#include <optional>
#include <vector>

/// What lists say of the parts of a scenario, from its text alone, which may be wrong.
namespace handglass::rulestext {

/// A member's text, or how its value is spelled; empty: none.
QString member(const JsonIndex &tree, JsonIndex::Node object, QByteArrayView name);
/// Nothing, or no object: none.
QStringList memberNames(const JsonIndex &tree, std::optional<JsonIndex::Node> object);
/// Nothing, or no array: none.
std::vector<JsonIndex::Node> elements(const JsonIndex &tree, std::optional<JsonIndex::Node> array);
/// Its name, or the one that it has without one.
QString ruleName(const JsonIndex &tree, JsonIndex::Node rule, qint64 index);
bool isTimer(const JsonIndex &tree, JsonIndex::Node rule);
/// "On connect: welcome"
QString rule(const JsonIndex &tree, JsonIndex::Node rule, const QString &name);
/// "Origin in a list of 2"
QString check(const JsonIndex &tree, JsonIndex::Node check);
/// "Subprotocol required: v2, v1"
QString subprotocols(const JsonIndex &tree, std::optional<JsonIndex::Node> rules);

} // namespace handglass::rulestext
