// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

/// Scenarios that are right, and wrong ones with a part of what is said of them. What a JSON Schema cannot know
/// (expressions, templates, paths, names that stand twice) is marked.
namespace handglass::scenariocases {

struct Bad {
    const char *name;
    QByteArray text;
    const char *place;    ///< "line:column: path"
    const char *sentence; ///< part of it
    bool schemaKnows = true;
};

/// A scenario of one route with this in it, on line 1.
inline QByteArray route(const QByteArray &members)
{
    return R"({"scenario":1,"routes":[{"path":"/")" + (members.isEmpty() ? members : ',' + members) + "}]}";
}
inline QByteArray rule(const QByteArray &members)
{
    return route(R"("rules":[{"do":[])" + (members.isEmpty() ? members : ',' + members) + "}]");
}
inline QByteArray when(const QByteArray &condition)
{
    return rule(R"("when":[)" + condition + ']');
}
inline QByteArray action(const QByteArray &text)
{
    return route(R"("rules":[{"do":[)" + text + "]}]");
}
inline QByteArray handshake(const QByteArray &members)
{
    return route(R"("handshake":{)" + members + '}');
}

inline QList<std::pair<const char *, QByteArray>> good()
{
    return {
        {"smallest", R"({"scenario":1,"routes":[{"path":"/"}]})"},
        {"with a schema for the editor", R"({"$schema":"scenario.schema.json","scenario":1,"routes":[{"path":"/"}]})"},
        {"listen",
            R"({"scenario":1,"name":"a","listen":{"host":"::1","port":0,"tls":true},"routes":[{"path":"/**"}]})"},
        {"certificate",
            R"({"scenario":1,"listen":{"tls":{"certificate":"a.pem","key":"k.pem"}},"routes":[{"path":"/*/{a}"}]})"},
        {"variables",
            R"({"scenario":1,"shared":{"n":0,"list":[1,"{{uuid}}"]},"routes":[{"path":"/","state":{"a":null}}]})"},
        {"header checks", handshake(R"("require":[{"header":"X-Key"},{"header":"X-Key","equals":"a","name":"key"},
                {"query":"t","matches":"^[0-9]+$","refuse":{"status":400,"reason":"No","headers":{"A":["b","c"]},"body":"x"}},
                {"cookie":"s","notEquals":"x"},{"header":"X-Old","exists":false,"enabled":false}])")},
        {"checks that are off",
            handshake(R"("require":[{"origin":"http://b","enabled":false},{"bearer":"t","enabled":true},
                {"basic":{"user":"a","password":"b"},"enabled":false},{"query":"q","enabled":false},
                {"cookie":"c","enabled":false}])")},
        {"authorization",
            handshake(R"("require":[{"origin":["https://a.example","null"]},{"origin":"http://b"},{"bearer":"t"},
                {"bearer":["t","u"]},{"basic":{"user":"ada","password":"lovelace"}}])")},
        {"subprotocols",
            handshake(
                R"("subprotocols":{"speak":["a","b"],"order":"server","required":true,"refuse":{"status":426}})")},
        {"response",
            handshake(R"("headers":{"X-A":"1","Server":"me"},"cookies":["a=1; Path=/"],"deflate":false,"limit":2,
                "refuseOverLimit":{"status":503},"delay":"20ms","jitter":"5ms")")},
        {"deflate", handshake(R"("deflate":{"serverNoContextTakeover":true,"serverMaxWindowBits":9})")},
        {"events",
            route(R"("match":"all","rules":[{"on":"connect","do":[]},{"on":"text","do":[]},{"on":"binary","do":[]},
                {"on":"ping","do":[]},{"on":"pong","do":[]},{"on":"close","do":[],"when":[{"code":1000}]},
                {"on":"message","do":[],"enabled":false}])")},
        {"timers", route(R"("rules":[{"on":"timer","every":"1s","do":[]},{"on":"timer","after":"0.5min","do":[]},
                {"on":"timer","every":"{{query.ms | 100}}ms","scope":"route","do":[]},{"on":"silence","after":"1h","do":[]}])")},
        {"text conditions",
            when(R"({"equals":"ping"},{"contains":"x"},{"matches":"^a(?<rest>.*)$"},{"notEquals":"y"})")},
        {"json conditions",
            when(R"({"json":"$.op","equals":{"a":[1]}},{"json":"$[*].id","exists":true},{"json":"$.n","less":5},
                {"json":"$.n","greaterOrEqual":1e3},{"json":"$[\"odd name\"]","contains":"a"},{"json":"$"},
                {"json":"$.s","lessOrEqual":"m"},{"json":"$.s","greater":"a"})")},
        {"ignoring", when(R"({"json":"$","equals":{"a":1},"ignoring":["$.id","$.list[*].at"]})")},
        {"schemas",
            when(R"({"schema":{"type":"object","required":["id"]}},{"json":"$.list","schema":{"items":{"$ref":"#"}}},
                {"state":"s","schema":true},{"shared":"s","schema":false},{"schema":"order.schema.json"})")},
        {"other conditions",
            when(R"({"binary":"01 ?? f? *"},{"length":4},{"length":{"least":1,"most":9}},{"nth":1},{"everyNth":5},
                {"subprotocol":"v2"},{"state":"x","equals":1},{"shared":"y"},{"header":"A","matches":"b"},
                {"query":"a"},{"path":"room","equals":"x"},{"cookie":"c"},{"any":[{"equals":"a"},{"not":{"equals":"b"}}]})")},
        {"sending", action(R"({"send":"hi {{query.name | you}}"},{"sendJson":{"id":"{{$.id}}","n":[1.50]}},
                {"sendBinary":"00 ff"},{"sendFile":"a.json"},{"sendFile":"a.bin","as":"binary","to":"all"},
                {"echo":true,"to":"others"},{"send":"x","to":"route"},{"send":"x","to":"routeOthers"},
                {"send":"x","to":{"group":"{{path.room}}","others":true}},{"send":"x","delay":"20ms","jitter":"5ms"})")},
        {"doing",
            action(R"({"set":{"a":"{{next state.n}}"}},{"setShared":{"b":2}},{"join":"g"},{"leave":"g"},{"ping":""},
                {"close":true},{"close":4001},{"close":{"code":1000,"reason":"bye"}},{"drop":true},{"stopReading":true},
                {"stopReading":"5s"},{"wait":"1s"},{"cancel":"rule 1"},{"log":"here"},{"script":"tick"})")},
        {"branches",
            action(
                R"({"choose":[[{"send":"a"}],{"weight":2.5,"do":[]}]},{"sequence":[[],[{"drop":true}]],"then":"last"},
                {"repeat":3,"do":[{"send":"x"}]},{"repeat":"forever","do":[{"wait":"1s"}]})")},
        {"faults",
            route(
                R"("faults":["wrongAccept","pongWithheld",{"name":"rsv","bits":4,"every":50},{"name":"drip","interval":"5ms"},
                {"name":"status","status":503,"headers":{"Retry-After":"1"},"body":"later"},{"name":"falseLength","by":-1},
                {"name":"reservedOpcode","opcode":11}],"rules":[{"do":[{"fault":"reset"},{"fault":{"name":"lose"}}]}])")},
        {"script", route(R"("script":"chat.js")")},
        {"replies", R"({"scenario":1,"routes":[{"path":"/"}],"replies":[{"name":"Halt","do":[{"send":"{{client}}"}]},
                {"name":"Close 1012","do":[{"close":{"code":1012,"reason":"restart"}}]}]})"},
    };
}

inline QList<Bad> bad()
{
    return {
        {"no JSON", R"({"scenario":1,)", "1:15: ", "expected a member's name", true},
        {"empty", "", "1:1: ", "expected", true},
        {"a list", "[]", "1:1: $: ", "expected a scenario (an object), got a list"},
        {"no version", R"({"routes":[{"path":"/"}]})", "1:1: $: ", "a member “scenario”"},
        {"another version", R"({"scenario":2,"routes":[{"path":"/"}]})", "1:13: $.scenario: ", "expected 1"},
        {"no routes", R"({"scenario":1})", "1:1: $: ", "a member “routes”: a list of routes, got none"},
        {"empty routes", R"({"scenario":1,"routes":[]})", "1:24: $.routes: ", "at least one route, got an empty list"},
        {"unknown member", "{\"scenario\":1,\n \"rutes\":[], \"routes\":[{\"path\":\"/\"}]}",
            "2:10: $.rutes: ", "got “rutes”"},
        {"a member twice", R"({"scenario":1,"scenario":1,"routes":[{"path":"/"}]})",
            "1:26: $.scenario: ", "each member once", false},
        {"relative path", R"({"scenario":1,"routes":[{"path":"echo"}]})",
            "1:33: $.routes[0].path: ", "begins with “/”"},
        {"half a wildcard", R"({"scenario":1,"routes":[{"path":"/a*"}]})", "1:33: $.routes[0].path: ", "whole segments",
            false},
        {"** in the middle", R"({"scenario":1,"routes":[{"path":"/**/a"}]})",
            "1:33: $.routes[0].path: ", "only at the end", false},
        {"a path twice", R"({"scenario":1,"routes":[{"path":"/a"},{"path":"/a"}]})",
            "1:39: $.routes[1]: ", "“/a” again", false},
        {"port", R"({"scenario":1,"listen":{"port":65536},"routes":[{"path":"/"}]})",
            "1:32: $.listen.port: ", "from 0 to 65535, got the number 65536"},
        {"host", R"({"scenario":1,"listen":{"host":"example.org"},"routes":[{"path":"/"}]})",
            "1:32: $.listen.host: ", "an IP address", false},
        {"name no text", R"({"scenario":1,"name":5,"routes":[{"path":"/"}]})",
            "1:22: $.name: ", "expected a text, got the number 5"},
        {"check of nothing", handshake(R"("require":[{}])"),
            "1:61: $.routes[0].handshake.require[0]: ", "one of header, origin"},
        {"check of two", handshake(R"("require":[{"header":"a","query":"b"}])"),
            "1:61: $.routes[0].handshake.require[0]: ", "2 of them"},
        {"ignoring all of it", when(R"({"json":"$","equals":{},"ignoring":["$"]})"),
            "1:99: $.routes[0].rules[0].when[0].ignoring[0]: ", "the path of a part", false},
        {"ignoring parts of a number", when(R"({"json":"$","equals":5,"ignoring":["$.a"]})"),
            "1:97: $.routes[0].rules[0].when[0].ignoring: ", "beside an object or list", false},
        {"broken schema", when(R"({"json":"$.a","schema":{"properties":{"b/c":{"minLength":-1}}}})"),
            "1:120: $.routes[0].rules[0].when[0].schema.properties[\"b/c\"].minLength: ",
            "expected a whole number, 0 or more, got -1", false},
        {"schema of elsewhere", when(R"({"schema":{"$ref":"https://a.example/s.json"}})"),
            "1:81: $.routes[0].rules[0].when[0].schema.$ref: ", "a $ref to a part of this schema", false},
        {"schema and another test", when(R"({"json":"$","schema":true,"equals":1})"),
            "1:63: $.routes[0].rules[0].when[0]: ", "one test in a condition"},
        {"enabled, but no boolean", handshake(R"("require":[{"origin":"http://b","enabled":"no"}])"),
            "1:92: $.routes[0].handshake.require[0].enabled: ", "true or false"},
        {"two tests", handshake(R"("require":[{"header":"a","equals":"b","contains":"c"}])"),
            "1:61: $.routes[0].handshake.require[0]: ", "one test"},
        {"status", handshake(R"("require":[{"header":"a","refuse":{"status":101}}])"),
            "1:94: $.routes[0].handshake.require[0].refuse.status: ", "from 200 to 599"},
        {"line break in a header", handshake(R"("headers":{"A":"b\r\nC: d"})"),
            "1:65: $.routes[0].handshake.headers.A: ", "expected a header value without CR, LF and NUL, got 0x0D"},
        {"a header of ours", handshake(R"("headers":{"upgrade":"x"})"),
            "1:60: $.routes[0].handshake.headers: ", "got upgrade"},
        {"subprotocol", handshake(R"("subprotocols":{"speak":["a b"]})"),
            "1:74: $.routes[0].handshake.subprotocols.speak: ", "expected a subprotocol of letters", false},
        {"user with a colon", handshake(R"("require":[{"basic":{"user":"a:b","password":""}}])"),
            "1:78: $.routes[0].handshake.require[0].basic.user: ", "without “:”"},
        {"window bits", handshake(R"("deflate":{"serverMaxWindowBits":16})"),
            "1:83: $.routes[0].handshake.deflate.serverMaxWindowBits: ", "from 8 to 15"},
        {"duration", handshake(R"("delay":"20")"), "1:58: $.routes[0].handshake.delay: ",
            "expected a duration such as “20ms”, “1.5s” or “2min”, at most 24 h, got the text “20”"},
        {"event", rule(R"("on":"open")"), "1:60: $.routes[0].rules[0].on: ", "one of connect, message"},
        {"timer without a time", rule(R"("on":"timer")"), "1:46: $.routes[0].rules[0]: ", "got none"},
        {"timer with both", rule(R"("on":"timer","every":"1s","after":"1s")"),
            "1:46: $.routes[0].rules[0]: ", "got both"},
        {"silence without a time", rule(R"("on":"silence")"), "1:46: $.routes[0].rules[0]: ", "a member “after”"},
        {"every of a message", rule(R"("every":"1s")"), "1:63: $.routes[0].rules[0].every: ", "got “every”"},
        {"no actions", route(R"("rules":[{}])"), "1:46: $.routes[0].rules[0]: ", "a member “do”"},
        {"a rule's name twice", route(R"("rules":[{"name":"a","do":[]},{"name":"a","do":[]}])"),
            "1:67: $.routes[0].rules[1]: ", "“a” again", false},
        {"empty condition", when("{}"), "1:63: $.routes[0].rules[0].when[0]: ", "“equals”, “contains” or “matches”"},
        {"text exists", when(R"({"exists":true})"), "1:63: $.routes[0].rules[0].when[0]: ", "“equals”"},
        {"two subjects", when(R"({"json":"$.a","state":"b"})"),
            "1:63: $.routes[0].rules[0].when[0]: ", "“json” and “state”"},
        {"json path", when(R"({"json":"$.a."})"),
            "1:71: $.routes[0].rules[0].when[0].json: ", "at character 5 a member's name", false},
        {"expression", when(R"({"matches":"a("})"), "1:74: $.routes[0].rules[0].when[0].matches: ",
            "expected a regular expression, got the text “a(”: missing closing parenthesis at character 3", false},
        {"less than a list", when(R"({"json":"$.a","less":[]})"),
            "1:84: $.routes[0].rules[0].when[0].less: ", "a number or a text"},
        {"hex pattern", when(R"({"binary":"0"})"), "1:73: $.routes[0].rules[0].when[0].binary: ", "bytes in hex"},
        {"not of a list", when(R"({"not":[]})"), "1:70: $.routes[0].rules[0].when[0].not: ", "a condition (an object)"},
        {"no action", action("{}"), "1:53: $.routes[0].rules[0].do[0]: ", "one action"},
        {"two actions", action(R"({"send":"a","drop":true})"),
            "1:53: $.routes[0].rules[0].do[0]: ", "“send” and “drop”"},
        {"unknown placeholder", action(R"({"send":"a {{tme}}"})"),
            "1:61: $.routes[0].rules[0].do[0].send: ", "at character 5 of the text, got “tme”", false},
        {"open braces", action(R"({"send":"{{now"})"), "1:61: $.routes[0].rules[0].do[0].send: ", "“}}”", false},
        {"placeholder in JSON", action(R"({"sendJson":{"a":1,"b":"{{x}}"}})"),
            "1:76: $.routes[0].rules[0].do[0].sendJson: ", "got “x”", false},
        {"random", action(R"({"send":"{{random 6 1}}"})"),
            "1:61: $.routes[0].rules[0].do[0].send: ", "two numbers after random", false},
        {"odd hex", action(R"({"sendBinary":"abc"})"),
            "1:67: $.routes[0].rules[0].do[0].sendBinary: ", "two hex digits for each byte, got 3 digits"},
        {"target", action(R"({"send":"a","to":"everyone"})"), "1:70: $.routes[0].rules[0].do[0].to: ",
            "one of client, all, others, route, routeOthers, got the text “everyone”"},
        {"target of a close", action(R"({"close":true,"to":"all"})"),
            "1:72: $.routes[0].rules[0].do[0].to: ", "got “to”"},
        {"close code", action(R"({"close":1006})"),
            "1:62: $.routes[0].rules[0].do[0].close: ", "a close code that may be sent"},
        {"long reason", action(R"({"close":{"code":1000,"reason":")" + QByteArray(124, 'x') + "\"}}"),
            "1:84: $.routes[0].rules[0].do[0].close.reason: ", "at most 123 bytes"},
        {"jitter of nothing", action(R"({"send":"a","jitter":"1s"})"),
            "1:74: $.routes[0].rules[0].do[0].jitter: ", "a “delay”"},
        {"weights", action(R"({"choose":[{"weight":0,"do":[]}]})"),
            "1:63: $.routes[0].rules[0].do[0].choose: ", "a weight above 0", false},
        {"endless without a wait", action(R"({"repeat":"forever","do":[{"send":"a"}]})"),
            "1:78: $.routes[0].rules[0].do[0].do: ", "a “wait” or “delay”", false},
        {"handshake fault in a rule", action(R"({"fault":"wrongAccept"})"),
            "1:62: $.routes[0].rules[0].do[0].fault: ", "a fault of frames"},
        {"unknown fault", route(R"("faults":["gremlin"])"), "1:47: $.routes[0].faults[0]: ", "one of wrongAccept"},
        {"status without one", route(R"("faults":["status"])"), "1:47: $.routes[0].faults[0]: ", "503"},
        {"fault's parameter", route(R"("faults":[{"name":"rsv","opcode":3}])"),
            "1:70: $.routes[0].faults[0].opcode: ", "got “opcode”"},
        {"no reserved opcode", route(R"("faults":[{"name":"reservedOpcode","opcode":9}])"),
            "1:81: $.routes[0].faults[0].opcode: ", "a reserved opcode"},
        {"reply without a name", R"({"scenario":1,"routes":[{"path":"/"}],"replies":[{"do":[]}]})",
            "1:50: $.replies[0]: ", "a member “name”: what its button says, got none"},
        {"reply without actions", R"({"scenario":1,"routes":[{"path":"/"}],"replies":[{"name":"a"}]})",
            "1:50: $.replies[0]: ", "a member “do”"},
        {"reply with conditions",
            R"({"scenario":1,"routes":[{"path":"/"}],"replies":[{"name":"a","do":[],"when":[]}]})",
            "1:77: $.replies[0].when: ", "got “when”"},
        {"a reply's name twice",
            R"({"scenario":1,"routes":[{"path":"/"}],"replies":[{"name":"a","do":[]},{"name":"a","do":[]}]})",
            "1:71: $.replies[1]: ", "another name for each prepared reply, got “a” again", false},
        {"variable's name", route(R"("state":{"a b":1})"), "1:52: $.routes[0].state[\"a b\"]: ", "without spaces"},
    };
}

} // namespace handglass::scenariocases
