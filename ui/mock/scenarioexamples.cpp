// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/scenarioexamples.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::ScenarioExamples)
};

ScenarioExample example(const char *name, const QString &title, const QString &what)
{
    return {QStringLiteral(":/scenarios/%1.json").arg(QLatin1String(name)), title, what};
}

} // namespace

QList<ScenarioExample> scenarioExamples()
{
    return {
        example("echo", Words::tr("Echo"), Words::tr("Sends back what it gets, on every path.")),
        example("chat", Words::tr("Chat with rooms"), Words::tr("/chat/{room}: what one says, all in the room get.")),
        example("json-rpc", Words::tr("JSON-RPC"), Words::tr("/rpc: calls, notifications and errors of JSON-RPC 2.0.")),
        example("graphql-transport-ws", Words::tr("GraphQL"), Words::tr("/graphql: speaks graphql-transport-ws.")),
        example("stomp", Words::tr("STOMP"), Words::tr("/stomp: a broker of topics, written as a script.")),
        example("ticker", Words::tr("Ticker"), Words::tr("/ticker: quotes at a rate that the client chooses.")),
        example("flaky", Words::tr("Flaky server"), Words::tr("/flaky: answers late, not at all, or hangs up.")),
        example("strict-auth", Words::tr("Strict authentication"), Words::tr("Turns away who does not know how to.")),
    };
}

} // namespace handglass
