// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mock/bytepattern.h"
#include "app/mock/fault.h"
#include "app/mock/handshakerules.h"
#include "app/mock/pathpattern.h"
#include "app/mock/span.h"
#include "app/mock/template.h"
#include "app/mock/valuetest.h"

#include <QString>

#include <memory>
#include <vector>

/// What a mock server does, as its file says (man page, SCENARIOS; resources/scenario.schema.json). Values: read once,
/// then shared between threads and never changed.
namespace handglass::scenario {

/// All of a rule's must hold.
struct Condition {
    enum class Kind : quint8 {
        Text,
        Json,
        Binary,
        Length, ///< bytes
        Nth,
        EveryNth,
        Subprotocol,
        State,
        Shared,
        Header,
        Query,
        Path,
        Cookie,
        Code,
        Any, ///< one of inner
        Not  ///< not the one in inner
    };
    Kind kind = Kind::Text;
    QString name; ///< of a variable, header, parameter
    JsonPath path;
    ValueTest test;
    BytePattern pattern;
    qint64 least = 0; ///< Length, Nth, EveryNth (its n), Code
    qint64 most = 0;  ///< Length
    std::vector<Condition> inner;
    bool operator==(const Condition &) const = default;
};

/// Who gets what is sent.
struct Target {
    enum class Kind : quint8 { Client, All, Others, Route, RouteOthers, Group, GroupOthers };
    Kind kind = Kind::Client;
    Template group;
    bool operator==(const Target &) const = default;
};

struct Assignment {
    QString name;
    JsonTemplate value;
    bool operator==(const Assignment &) const = default;
};

struct Branch;

struct Action {
    enum class Kind : quint8 {
        Send,
        SendJson,
        SendBinary,
        SendFile,
        Echo,
        Set,
        SetShared,
        Join,
        Leave,
        Ping,
        Close,
        Drop,
        StopReading, ///< for `time`, if given
        MakeFault,
        Wait,
        Cancel, ///< what the rule of that name has begun for this client
        Log,
        Choose,   ///< one of the branches at random
        Sequence, ///< each time the next of the branches, for each client
        Repeat,   ///< the only branch, `times` times
        Script    ///< calls a function
    };
    enum class End : quint8 { Repeat, Last, Nothing }; ///< of a sequence
    Kind kind = Kind::Send;
    Template text; ///< Send, Ping, Join, Leave, Log; Close: the reason
    JsonTemplate json;
    QByteArray bytes;    ///< SendBinary; SendFile: what is in the file, once it is read
    bool asText = false; ///< SendFile
    QString name;        ///< SendFile: as the scenario names it; Cancel: the rule; Script: the function
    Target to;
    Span delay;  ///< before it, and so before those behind it
    Span jitter; ///< up to so much more or less
    Span time;   ///< Wait, StopReading
    std::vector<Assignment> assignments;
    int code = 1000; ///< Close; 1005: none
    Fault fault;
    std::vector<Branch> branches;
    End end = End::Repeat;
    int times = 1; ///< 0: without end
    int id = 0;    ///< unique in the scenario: whose turn in a sequence is counted by it
};

struct Branch {
    double weight = 1;
    std::vector<Action> actions;
};

struct Rule {
    enum class Event : quint8 {
        Connect,
        Message,
        Text,
        Binary,
        Ping,
        Pong,
        Close,
        Timer,
        Silence,
        Operator ///< a person asks for it: a prepared reply
    };
    QString name; ///< never empty: “rule 3” if the file gives none
    bool enabled = true;
    Event on = Event::Message;
    Span every;           ///< Timer: between two; Silence: after so much without anything received
    bool once = false;    ///< Timer: only one time
    bool ofRoute = false; ///< Timer: one for all clients of the route, which the first of them carries
    std::vector<Condition> conditions;
    std::vector<Action> actions;
    qsizetype offset = 0; ///< where it begins in the file, bytes
};

struct Route {
    PathPattern path;
    HandshakeRules handshake;
    bool matchAll = false;         ///< every rule that holds acts; else the first only
    std::vector<Assignment> state; ///< of each client, when it connects
    std::vector<Rule> rules;
    std::vector<Fault> faults; ///< made for each client
    QString scriptFile;        ///< empty: none
    QByteArray script;         ///< what is in it, once it is read
};

struct Listen {
    QString host; ///< an IP address; empty: not said
    std::optional<quint16> port;
    bool tls = false;
    QString certificateFile; ///< as the scenario names it; empty: our own
    QString keyFile;
};

struct Scenario {
    QString name;
    Listen listen;
    std::vector<Assignment> shared; ///< when the mock starts
    std::vector<Route> routes;      ///< the first whose path fits is taken
    std::vector<Rule> replies;      ///< prepared: on Operator, for each client that it is asked for
};

} // namespace handglass::scenario

namespace handglass {
using scenario::Scenario;
using SharedScenario = std::shared_ptr<const Scenario>;
} // namespace handglass
