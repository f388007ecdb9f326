// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/formspec.h"

#include <QCoreApplication>
#include <QStringList>

namespace handglass::formspec {

namespace {

#define N(text) QT_TRANSLATE_NOOP("handglass::FormSpec", text)

using Type = FieldType;

constexpr const char *Events[] = {"message", "text", "binary", "connect", "close", "ping", "pong", "timer", "silence"};
constexpr const char *Scopes[] = {"client", "route"};
constexpr const char *Matches[] = {"first", "all"};
constexpr const char *Orders[] = {"client", "server"};
constexpr const char *FileKinds[] = {"text", "binary"};
constexpr const char *Ends[] = {"repeat", "last", "nothing"};
constexpr const char *Forever[] = {"forever"};
constexpr const char *Targets[] = {"client", "all", "others", "route", "routeOthers"};

// ---- conditions

constexpr Field JsonPathField[] = {{"json", N("path"), Type::Text, "$.op"}};
constexpr Field StateField[] = {{"state", N("variable"), Type::Text, N("variable")}};
constexpr Field SharedField[] = {{"shared", N("variable"), Type::Text, N("variable")}};
constexpr Field HeaderField[] = {{"header", N("header"), Type::Text, "User-Agent"}};
constexpr Field QueryField[] = {{"query", N("parameter"), Type::Text, N("parameter")}};
constexpr Field PathField[] = {{"path", N("parameter"), Type::Text, N("parameter")}};
constexpr Field CookieField[] = {{"cookie", N("cookie"), Type::Text, N("name")}};
constexpr Field BinaryField[] = {{"binary", N("bytes"), Type::Text, "01 ?? f? *"}};
constexpr Field LengthFields[] = {
    {"length.least", N("least"), Type::Number, N("least")}, {"length.most", N("most"), Type::Number, N("most")}};
constexpr Field NthField[] = {{"nth", N("number"), Type::Number, "1"}};
constexpr Field EveryNthField[] = {{"everyNth", N("number"), Type::Number, "3"}};
constexpr Field SubprotocolField[] = {{"subprotocol", N("name"), Type::Text, N("name")}};
constexpr Field CodeField[] = {{"code", N("code"), Type::Number, "1001"}};

constexpr Kind Conditions[] = {
    {"", N("text of it"), "", {}, Nested::None, true},
    {"json", N("JSON member"), "\"$.op\"", JsonPathField, Nested::None, true},
    {"binary", N("bytes"), "\"*\"", BinaryField},
    {"length", N("length"), "{ \"least\": 1 }", LengthFields},
    {"nth", N("n-th message"), "1", NthField},
    {"everyNth", N("every n-th"), "2", EveryNthField},
    {"state", N("client's variable"), "\"name\"", StateField, Nested::None, true},
    {"shared", N("shared variable"), "\"name\"", SharedField, Nested::None, true},
    {"subprotocol", N("subprotocol"), "\"\"", SubprotocolField},
    {"header", N("header"), "\"User-Agent\"", HeaderField, Nested::None, true},
    {"query", N("query parameter"), "\"name\"", QueryField, Nested::None, true},
    {"path", N("path parameter"), "\"name\"", PathField, Nested::None, true},
    {"cookie", N("cookie"), "\"name\"", CookieField, Nested::None, true},
    {"code", N("close code"), "1001", CodeField},
    {"any", N("any of"), "[{ \"equals\": \"\" }]", {}, Nested::Conditions},
    {"not", N("not"), "{ \"equals\": \"\" }", {}, Nested::Condition},
};

constexpr Field Exists[] = {{"exists", N("exists"), Type::Existence}};
constexpr Field Equals[] = {{"equals", N("value"), Type::Json, N("JSON value")}};
constexpr Field NotEquals[] = {{"notEquals", N("value"), Type::Json, N("JSON value")}};
constexpr Field Ignoring[] = {{"ignoring", N("but for"), Type::Lines, N("a path a line, such as $.id")}};
constexpr Field Less[] = {{"less", N("value"), Type::Json, N("number or text")}};
constexpr Field LessOrEqual[] = {{"lessOrEqual", N("value"), Type::Json, N("number or text")}};
constexpr Field Greater[] = {{"greater", N("value"), Type::Json, N("number or text")}};
constexpr Field GreaterOrEqual[] = {{"greaterOrEqual", N("value"), Type::Json, N("number or text")}};
constexpr Field Contains[] = {{"contains", N("text"), Type::Text, N("text")}};
constexpr Field MatchesField[] = {{"matches", N("expression"), Type::Text, N("regular expression")}};
constexpr Field Schema[] = {{"schema", N("schema"), Type::LongJson, N("JSON Schema, or a file's name in quotes")}};

constexpr Kind Tests[] = {
    {"equals", N("equals"), "\"\"", Equals},
    {"notEquals", N("is not"), "\"\"", NotEquals},
    {"contains", N("contains"), "\"text\"", Contains},
    {"matches", N("matches"), "\".*\"", MatchesField},
    {"less", N("less than"), "0", Less},
    {"lessOrEqual", N("at most"), "0", LessOrEqual},
    {"greater", N("greater than"), "0", Greater},
    {"greaterOrEqual", N("at least"), "0", GreaterOrEqual},
    {"exists", N("exists"), "true", Exists},
    {"schema", N("conforms to"), "{ \"type\": \"object\" }", Schema},
};

// ---- actions

constexpr Field Send[] = {{"send", N("text"), Type::LongText, N("text; {{…}} is filled in")}};
constexpr Field SendJson[] = {{"sendJson", N("JSON"), Type::LongJson, "{ \"op\": \"…\" }"}};
constexpr Field SendBinary[] = {{"sendBinary", N("bytes"), Type::LongText, "01 a0 ff"}};
constexpr Field SendFile[] = {
    {"sendFile", N("file"), Type::Text, N("beside the scenario")}, {"as", N("as"), Type::Choice, "", FileKinds}};
constexpr Field Set[] = {{"set", N("variables"), Type::Variables, N("name: JSON value")}};
constexpr Field SetShared[] = {{"setShared", N("variables"), Type::Variables, N("name: JSON value")}};
constexpr Field Join[] = {{"join", N("group"), Type::Text, N("group")}};
constexpr Field Leave[] = {{"leave", N("group"), Type::Text, N("group")}};
constexpr Field Ping[] = {{"ping", N("payload"), Type::Text, N("payload")}};
constexpr Field Close[] = {
    {"close.code", N("code"), Type::Number, "1000"}, {"close.reason", N("reason"), Type::Text, N("no reason")}};
constexpr Field StopReading[] = {{"stopReading", N("for"), Type::TextOrTrue, N("for good")}};
constexpr Field Wait[] = {{"wait", N("time"), Type::Text, "1s"}};
constexpr Field Cancel[] = {{"cancel", N("rule"), Type::Text, N("rule's name")}};
constexpr Field Log[] = {{"log", N("text"), Type::LongText, N("text; {{…}} is filled in")}};
constexpr Field Sequence[] = {{"then", N("then"), Type::Choice, "", Ends}};
constexpr Field Repeat[] = {{"repeat", N("times"), Type::NumberOrWord, "3", Forever}};
constexpr Field Script[] = {{"script", N("function"), Type::Text, "onMessage"}};

constexpr Kind Actions[] = {
    {"send", N("send text"), "\"\"", Send, Nested::None, false, true},
    {"sendJson", N("send JSON"), "{}", SendJson, Nested::None, false, true},
    {"sendBinary", N("send bytes"), "\"00\"", SendBinary, Nested::None, false, true},
    {"sendFile", N("send file"), "\"file.json\"", SendFile, Nested::None, false, true},
    {"echo", N("echo"), "true", {}, Nested::None, false, true},
    {"set", N("set variables"), "{ \"name\": 1 }", Set},
    {"setShared", N("set shared"), "{ \"name\": 1 }", SetShared},
    {"join", N("join group"), "\"group\"", Join},
    {"leave", N("leave group"), "\"group\"", Leave},
    {"ping", N("ping"), "\"\"", Ping},
    {"close", N("close"), "{ \"code\": 1000 }", Close},
    {"drop", N("drop TCP"), "true"},
    {"stopReading", N("stop reading"), "\"1s\"", StopReading},
    {"fault", N("run a fault"), "\"lose\"", {}, Nested::Fault},
    {"wait", N("wait"), "\"1s\"", Wait},
    {"cancel", N("cancel rule"), "\"rule\"", Cancel},
    {"log", N("write to log"), "\"\"", Log},
    {"choose", N("one at random"), "[{ \"weight\": 1, \"do\": [] }, { \"weight\": 1, \"do\": [] }]", {},
        Nested::WeightedBranches},
    {"sequence", N("next of these"), "[[], []]", Sequence, Nested::Branches},
    {"repeat", N("repeat"), "2", Repeat, Nested::Actions},
    {"script", N("call script"), "\"onMessage\"", Script},
};

// ---- the handshake

constexpr Field Origin[] = {{"origin", N("one of"), Type::Lines, "https://example.org"}};
constexpr Field Bearer[] = {{"bearer", N("one of"), Type::Lines, N("token")}};
constexpr Field Basic[] = {{"basic.user", N("user"), Type::Text}, {"basic.password", N("password"), Type::Text}};

constexpr Kind Checks[] = {
    {"header", N("header"), "\"X-Name\"", HeaderField, Nested::None, true},
    {"origin", N("Origin"), "[\"https://example.org\"]", Origin},
    {"basic", N("Basic authentication"), "{ \"user\": \"user\", \"password\": \"secret\" }", Basic},
    {"bearer", N("Bearer token"), "\"secret\"", Bearer},
    {"cookie", N("cookie"), "\"session\"", CookieField, Nested::None, true},
    {"query", N("query parameter"), "\"token\"", QueryField, Nested::None, true},
};

constexpr Field Refusal[] = {{"refuse.status", N("Refuse with"), Type::Number, N("status, such as 403")},
    {"refuse.reason", N("Reason"), Type::Text, N("the status's own")},
    {"refuse.headers", N("Headers"), Type::Headers, N("Name: value")},
    {"refuse.body", N("Body"), Type::LongText, N("the sentence that says which rule it was")}};

constexpr Field Subprotocols[] = {{"speak", N("Speaks"), Type::Lines, N("a subprotocol a line; none: none is agreed")},
    {"order", N("Order of"), Type::Choice, "", Orders}, {"required", N("Required"), Type::Switch}};

// ---- the rest

constexpr Field Rule[] = {{"name", N("Name"), Type::Text, N("none")}, {"on", N("When"), Type::Choice, "", Events}};
constexpr Field Timer[] = {{"every", N("Every"), Type::Text, "1s"}, {"after", N("After"), Type::Text, N("once, after")},
    {"scope", N("For each"), Type::Choice, "", Scopes}};
constexpr Field Silence[] = {{"after", N("After"), Type::Text, "30s"}};
constexpr Field Route[] = {{"path", N("Path"), Type::Text, "/rooms/{room}"},
    {"match", N("Match"), Type::Choice, "", Matches}, {"state", N("Variables"), Type::Variables, N("name: JSON value")},
    {"script", N("Script"), Type::Text, N("file beside the scenario")}};
constexpr Field Answer[] = {{"handshake.headers", N("Headers"), Type::Headers, N("Name: value")},
    {"handshake.cookies", N("Cookies"), Type::Lines, "id=1; Path=/"},
    {"handshake.delay", N("Delay"), Type::Text, N("none")}, {"handshake.jitter", N("Jitter"), Type::Text, N("none")},
    {"handshake.deflate", N("permessage-deflate"), Type::OffSwitch},
    {"handshake.deflate.serverNoContextTakeover", N("Server forgets its context"), Type::Switch},
    {"handshake.deflate.clientNoContextTakeover", N("Client forgets its context"), Type::Switch},
    {"handshake.deflate.serverMaxWindowBits", N("Server's window"), Type::Number, "15"},
    {"handshake.deflate.clientMaxWindowBits", N("Client's window"), Type::Number, "15"},
    {"handshake.limit", N("Clients at most"), Type::Number, N("no limit")},
    {"handshake.refuseOverLimit.status", N("Over it, refuse"), Type::Number, "503"},
    {"handshake.refuseOverLimit.body", N("Its body"), Type::LongText, N("a sentence that says so")}};
constexpr Field Listen[] = {{"listen.port", N("Port"), Type::Number, "8080"},
    {"listen.host", N("Address"), Type::Text, N("127.0.0.1: this computer only")},
    {"listen.tls", N("TLS"), Type::Switch},
    {"listen.tls.certificate", N("Certificate"), Type::Text, N("a file; none: this program's own")},
    {"listen.tls.key", N("Its key"), Type::Text, N("in the same file")}};
constexpr Field Scenario[] = {
    {"name", N("Name"), Type::Text, N("none")}, {"shared", N("Shared"), Type::Variables, N("name: JSON value")}};

#undef N

} // namespace

std::span<const Kind> conditions()
{
    return Conditions;
}
std::span<const Kind> tests()
{
    return Tests;
}
std::span<const Field> ignoring()
{
    return Ignoring;
}
std::span<const Kind> actions()
{
    return Actions;
}
std::span<const Kind> checks()
{
    return Checks;
}
std::span<const Field> rule()
{
    return Rule;
}
std::span<const Field> timer()
{
    return Timer;
}
std::span<const Field> silence()
{
    return Silence;
}
std::span<const Field> route()
{
    return Route;
}
std::span<const Field> answer()
{
    return Answer;
}
std::span<const Field> subprotocols()
{
    return Subprotocols;
}
std::span<const Field> refusal()
{
    return Refusal;
}
std::span<const Field> listen()
{
    return Listen;
}
std::span<const Field> scenario()
{
    return Scenario;
}
std::span<const char *const> targets()
{
    return Targets;
}

const Kind *kindOf(std::span<const Kind> kinds, const QStringList &members)
{
    const Kind *nameless = nullptr;
    for (const Kind &kind : kinds) {
        if (*kind.member == '\0')
            nameless = &kind;
        else if (members.contains(QLatin1String(kind.member)))
            return &kind;
    }
    return nameless;
}

QString text(const char *label)
{
    return QCoreApplication::translate("handglass::FormSpec", label);
}

} // namespace handglass::formspec
