// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenarioparts.h"

#include <QCoreApplication>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Reader)
};

void readNumber(const JsonNode &node, const FaultForm &form, Fault &fault)
{
    fault.number = node.integer(form.least, form.most);
    if (form.kind == FaultKind::ReservedOpcode && fault.number >= 8 && fault.number <= 10)
        node.fail(Words::tr("a reserved opcode: 3 to 7 or 11 to 15 (RFC 6455 §11.8)"));
    if (form.kind == FaultKind::FalseLength && fault.number == 0)
        node.fail(Words::tr("a length that is false: not 0"));
}

void readStatus(JsonMembers &members, Fault &fault)
{
    if (const auto status = members.require("status", Words::tr("such as 503")))
        fault.status = int(status->integer(200, 599));
    if (const auto headers = members.take("headers"))
        fault.headers = readHeaders(*headers);
    if (const auto body = members.take("body"))
        fault.body = body->text().toUtf8();
}

} // namespace

Fault readFault(const JsonNode &node)
{
    Fault fault;
    const bool nameOnly = node.isString();
    std::optional<JsonMembers> members;
    if (!nameOnly)
        members.emplace(node, Words::tr("a fault: its name, or an object with “name” and its parameters"));
    const auto name = nameOnly ? std::optional(node) : members->require("name", Words::tr("the fault"));
    if (!name)
        return fault;
    const FaultForm &form = faultForms()[std::size_t(name->oneOf(faultNames()))];
    fault = standardFault(form.kind);
    if (nameOnly) {
        if (form.kind == FaultKind::Status)
            node.fail(Words::tr("{\"name\": \"status\", \"status\": 503} or another status"));
        return fault;
    }
    if (form.everyNth) {
        if (const auto every = members->take("every"))
            fault.every = int(every->integer(1, 1'000'000'000));
    }
    if (form.number != nullptr) {
        if (const auto number = members->take(form.number))
            readNumber(*number, form, fault);
    }
    if (form.interval != nullptr) {
        if (const auto interval = members->take(form.interval))
            fault.interval = interval->duration();
    }
    if (form.kind == FaultKind::Status)
        readStatus(*members, fault);
    members->finish();
    return fault;
}

} // namespace handglass::scenario
