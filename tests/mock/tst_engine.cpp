// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginerig.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;
using namespace handglass::scenario;
using scenariocases::action;
using scenariocases::route;

class TestEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void conditions_data();
    void conditions();
    void templates_data();
    void templates();
    void jsonKeepsTypes_data();
    void jsonKeepsTypes();
    void firstMatchOrAll();
    void events();
    void targets();
    void groups();
    void delays();
    void jitterAndTemplatesInDurations();
    void sequences_data();
    void sequences();
    void choosesByWeight();
    void repeats();
    void endlessLoopsLetOthersPass();
    void cancels();
    void timers();
    void routeTimerGoesOnWithTheNextClient();
    void lateTimerDoesNotFlood();
    void silence();
    void otherActions();
    void newScenarioKeepsClients();
    void boundsWaitingJobs();
    void countsHits();
    void scriptGetsWhatNoRuleTakes();
    void preparedReplies();
};

void TestEngine::conditions_data()
{
    QTest::addColumn<QByteArray>("when");
    QTest::addColumn<QString>("text"); ///< null: bytes
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("holds");
    const auto text = [](const char *name, const QByteArray &when, const char *message, bool holds) {
        QTest::newRow(name) << when << QString::fromUtf8(message) << QByteArray() << holds;
    };
    const auto bytes = [](const char *name, const QByteArray &when, const QByteArray &message, bool holds) {
        QTest::newRow(name) << when << QString() << message << holds;
    };
    text("equals", R"({"equals":"a"})", "a", true);
    text("equals, case", R"({"equals":"a"})", "A", false);
    text("a number's text", R"({"equals":5})", "5.0", true);
    text("not equals", R"({"notEquals":"a"})", "b", true);
    text("contains", R"({"contains":"bc"})", "abcd", true);
    text("contains not", R"({"contains":"bc"})", "acbd", false);
    text("matches", R"({"matches":"^a.c$"})", "abc", true);
    text("matches not", R"({"matches":"^a.c$"})", "abcd", false);
    text("json string", R"({"json":"$.op","equals":"subscribe"})", R"({"op":"sub\u0073cribe"})", true);
    text("json string is no number", R"({"json":"$.n","equals":"5"})", R"({"n":5})", false);
    text("json number is no string", R"({"json":"$.n","equals":5})", R"({"n":"5"})", false);
    text("json number, spelled otherwise", R"({"json":"$.n","equals":5})", R"({"n":5.0e0})", true);
    text("json null", R"({"json":"$.n","equals":null})", R"({"n":null})", true);
    text("json object", R"({"json":"$.o","equals":{"a":1,"b":2}})", R"({"o":{"b":2,"a":1}})", true);
    const QByteArray order =
        R"({"json":"$","equals":{"op":"buy","id":1,"at":{"ms":5,"zone":"x"},"list":[{"n":1},{"n":2}]},
        "ignoring":["$.id","$.at.ms","$.list[*].n"]})";
    text("json ignoring", order, R"({"id":"other","at":{"zone":"x","ms":6},"list":[{"n":3},{}],"op":"buy"})", true);
    text("json ignoring what is not there", order, R"({"at":{"zone":"x"},"list":[{},{}],"op":"buy"})", true);
    text("json ignoring, another member", order,
        R"({"op":"sell","id":1,"at":{"ms":5,"zone":"x"},"list":[{"n":1},{"n":2}]})", false);
    text("json ignoring, one more member", order,
        R"({"op":"buy","id":1,"x":1,"at":{"ms":5,"zone":"x"},"list":[{"n":1},{"n":2}]})", false);
    text("json ignoring, one more element", order,
        R"({"op":"buy","id":1,"at":{"ms":5,"zone":"x"},"list":[{"n":1},{"n":2},{}]})", false);
    text("json ignoring an element", R"({"json":"$","notEquals":[1,2],"ignoring":["$[1]"]})", "[1,3]", false);
    text("json absent", R"({"json":"$.x","exists":false})", R"({"n":5})", true);
    text("json not absent", R"({"json":"$.n","exists":false})", R"({"n":5})", false);
    text("json exists", R"({"json":"$.n"})", R"({"n":null})", true);
    const QByteArray schema =
        R"({"schema":{"required":["id"],"properties":{"id":{"type":"integer"}},"type":"object"}})";
    text("schema", schema, R"({"id":5})", true);
    text("schema broken", schema, R"({"id":"5"})", false);
    text("schema of no JSON", schema, R"({"id":5)", false);
    text("schema of a member", R"({"json":"$.n","schema":{"type":"string","maxLength":2}})", R"({"n":"ab"})", true);
    text("schema of a member broken", R"({"json":"$.n","schema":{"type":"string"}})", R"({"n":5})", false);
    text("schema of one of several", R"({"json":"$[*]","schema":{"minimum":3}})", "[1,2,3]", true);
    bytes("schema of bytes", schema, R"({"id":5})", true);
    text("json exists in no JSON", R"({"json":"$"})", "{", false);
    text("json greater", R"({"json":"$.n","greater":5})", R"({"n":5.5})", true);
    text("json less", R"({"json":"$.n","less":5})", R"({"n":5})", false);
    text("json less or equal", R"({"json":"$.n","lessOrEqual":5})", R"({"n":5})", true);
    text("json compares no strings with numbers", R"({"json":"$.n","less":5})", R"({"n":"1"})", false);
    text("json strings by order", R"({"json":"$.s","greaterOrEqual":"b"})", R"({"s":"c"})", true);
    text("json, any element", R"({"json":"$.l[*].id","equals":2})", R"({"l":[{"id":1},{"id":2}]})", true);
    text("json contains", R"({"json":"$.s","contains":"ö"})", R"({"s":"h\u00f6"})", true);
    text("json, not equal when it is not there", R"({"json":"$.x","notEquals":1})", R"({"n":5})", false);
    text("both", R"({"contains":"a"},{"contains":"b"})", "ab", true);
    text("one of both", R"({"contains":"a"},{"contains":"b"})", "a", false);
    text("any", R"({"any":[{"equals":"a"},{"equals":"b"}]})", "b", true);
    text("not", R"({"not":{"equals":"a"}})", "a", false);
    text("length", R"({"length":3})", "a\xc3\xb6", true);
    text("length, between", R"({"length":{"least":2,"most":3}})", "abcd", false);
    text("first message", R"({"nth":1})", "x", true);
    text("second message", R"({"nth":2})", "x", false);
    text("header", R"({"header":"x-kind","equals":"test"})", "x", true);
    text("query", R"({"query":"token","matches":"^ab"})", "x", true);
    text("path", R"({"path":"room","equals":"blue room"})", "x", true);
    text("cookie", R"({"cookie":"id","equals":7})", "x", true);
    text("cookie that is not there", R"({"cookie":"other"})", "x", false);
    text("subprotocol", R"({"subprotocol":"v2"})", "x", true);
    text("state", R"({"state":"mode","equals":"open"})", "x", true);
    text("shared", R"({"shared":"n","less":2})", "x", true);
    text("binary of a text", R"({"binary":"61 *"})", "abc", true);
    bytes("binary", R"({"binary":"01 ?? f? *"})", QByteArray::fromHex("0102f3"), true);
    bytes("binary, star stands for none", R"({"binary":"01*02*"})", QByteArray::fromHex("0102"), true);
    bytes("binary, star goes back", R"({"binary":"*0102"})", QByteArray::fromHex("010103010102"), true);
    bytes("binary, too long", R"({"binary":"01 ??"})", QByteArray::fromHex("010203"), false);
    bytes("binary, too short", R"({"binary":"01 ??"})", QByteArray::fromHex("01"), false);
    bytes("text of bytes", R"({"contains":"a"})", "abc", false);
    bytes("json of bytes", R"({"json":"$.a","equals":1})", R"({"a":1})", true);
}

void TestEngine::conditions()
{
    QFETCH(QByteArray, when);
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, holds);
    EngineRig rig(R"({"scenario":1,"shared":{"n":1},"routes":[{"path":"/{room}","state":{"mode":"open"},"rules":[
        {"when":[)"
        + when + R"(],"do":[{"send":"yes"}]}]}]})");
    rig.connect(1, "/blue%20room?a=b&token=ab%63", "X-Kind: test\r\nCookie: a=1; id=7\r\n", QStringLiteral("v2"));
    const QStringList done = text.isNull() ? rig.binary(1, bytes) : rig.text(1, text);
    QCOMPARE(done, holds ? list({"1< yes"}) : list({"1 unmatched"}));
}

void TestEngine::templates_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *source, const char *text) {
        QTest::newRow(source) << QByteArray(source) << QString::fromUtf8(text);
    };
    row("plain }} text", "plain }} text");
    row("{{\\\"{{\\\"}}x}}", "{{x}}");
    row("{{$.name}}", "Ada");
    row("{{ $.list[1] }}", "2");
    row("{{$}}", R"({"name":"Ada","list":[1,2,3],"o":{"a":1}})");
    row("{{$.none}}", "");
    row("{{$.none | nobody}}", "nobody");
    row("{{$.none | \\\" x \\\"}}", " x ");
    row("{{count $.list}} {{count $.o}} {{count $.list[*]}}", "3 1 3");
    row("{{group.1}}-{{group.last}}", "d-a");
    row("{{header.x-kind}}", "test");
    row("{{query.token}}{{query.empty}}", "abc");
    row("{{path.room}}", "blue room");
    row("{{cookie.id}}", "7");
    row("{{target}}", "/blue%20room?a=b&token=ab%63&empty");
    row("{{subprotocol}} {{address}} {{client}} {{clients}} {{message}}", "v2 127.0.0.1:50001 1 1 1");
    row("{{state.mode}} {{shared.n}}", "open 1");
    row("{{next state.i}}{{next state.i}}{{next shared.n}}", "122");
    row("{{now}} {{now unix}} {{now ms}}", "1970-01-01T00:16:40.000Z 1000 1000000");
    row("{{uuid}}", "80808080-8080-4080-8080-808080808080");
    row("{{random 1 6}} {{random 0.00 1.00}} {{pick a b c}}", "4 0.50 b");
    row("{{code | none}}", "none");
}

void TestEngine::templates()
{
    QFETCH(QByteArray, source);
    QFETCH(QString, text);
    EngineRig rig(R"x({"scenario":1,"shared":{"n":1},"routes":[{"path":"/{room}","state":{"mode":"open"},"rules":[
        {"when":[{"matches":"A(d)(?<last>a)"}],"do":[{"send":")x"
        + source + R"("}]}]}]})");
    rig.random = 0.5;
    rig.connect(1, "/blue%20room?a=b&token=ab%63&empty", "X-Kind: test\r\nCookie: a=1; id=7\r\n", QStringLiteral("v2"));
    QCOMPARE(rig.text(1, QStringLiteral(R"({"name":"Ada","list":[1,2,3],"o":{"a":1}})")),
        QStringList{QStringLiteral("1< ") + text});
}

void TestEngine::jsonKeepsTypes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("sent");
    const auto row = [](const char *json, const char *sent) {
        QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(sent);
    };
    row(R"({"id": "{{$.id}}", "n": 1.50})", R"({"id":7,"n":1.50})");
    row(R"(["{{$.s}}"])", R"(["say \"hi\""])");
    row(R"(["<{{$.s}}>"])", R"(["<say \"hi\">"])");
    row(R"(["{{$.o}}", "{{$.none}}", "{{$.none | x}}"])", R"([{"a":[1]},null,"x"])");
    row(R"({"{{$.id}}": "{{client}}"})", R"({"{{$.id}}":1})");
}

void TestEngine::jsonKeepsTypes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, sent);
    EngineRig rig(action(R"({"sendJson":)" + json + '}'));
    rig.connect(1);
    QCOMPARE(rig.text(1, QStringLiteral(R"({"id":7,"s":"say \"hi\"","o":{"a":[1]}})")),
        QStringList{QStringLiteral("1< ") + sent});
}

void TestEngine::firstMatchOrAll()
{
    const QByteArray rules = R"("rules":[{"when":[{"contains":"a"}],"do":[{"send":"1"}]},
        {"enabled":false,"do":[{"send":"off"}]},{"on":"binary","do":[{"send":"b"}]},{"on":"text","do":[{"send":"2"}]}])";
    EngineRig first(route(rules));
    first.connect(1);
    QCOMPARE(first.text(1, QStringLiteral("a")), list({"1< 1"}));
    QCOMPARE(first.text(1, QStringLiteral("x")), list({"1< 2"}));
    QCOMPARE(first.binary(1, "a"), list({"1< b"}));
    EngineRig all(route(R"("match":"all",)" + rules));
    all.connect(1);
    QCOMPARE(all.text(1, QStringLiteral("a")), list({"1< 1", "1< 2"}));
}

void TestEngine::events()
{
    EngineRig rig(route(R"("rules":[{"on":"connect","do":[{"send":"welcome {{client}}"}]},
        {"on":"ping","do":[{"send":"ping {{text}}"}]},{"on":"pong","when":[{"length":0}],"do":[{"send":"empty pong"}]},
        {"on":"close","when":[{"code":1000}],"do":[{"send":"{{client}} left with {{code}}","to":"all"}]}])"));
    QCOMPARE(rig.connect(1), list({"1< welcome 1"}));
    QCOMPARE(rig.connect(2), list({"2< welcome 2"}));
    QCOMPARE(rig.control(1, Rule::Event::Ping, "hey"), list({"1< ping hey"}));
    QCOMPARE(rig.control(1, Rule::Event::Pong, ""), list({"1< empty pong"}));
    QCOMPARE(rig.control(1, Rule::Event::Pong, "x"), list({}));
    QCOMPARE(rig.close(1), list({"2< 1 left with 1000"}));
    QCOMPARE(rig.close(2, 1006), list({}));
    QCOMPARE(rig.text(1, QStringLiteral("late")), list({}));
}

void TestEngine::targets()
{
    EngineRig rig(R"({"scenario":1,"routes":[{"path":"/a","match":"all","rules":[
        {"do":[{"send":"all","to":"all"},{"send":"others","to":"others"},{"send":"route","to":"route"},
               {"send":"near","to":"routeOthers"},{"echo":true}]}]},{"path":"/b"}]})");
    rig.connect(1, "/a");
    rig.connect(2, "/a");
    rig.connect(3, "/b");
    QCOMPARE(rig.text(1, QStringLiteral("x")), list({"1,2,3< all", "2,3< others", "1,2< route", "2< near", "1< x"}));
    rig.close(2);
    QCOMPARE(rig.text(1, QStringLiteral("x")), list({"1,3< all", "3< others", "1< route", "1< x"}));
    QCOMPARE(rig.text(3, QStringLiteral("x")), list({"3 unmatched"}));
}

void TestEngine::groups()
{
    EngineRig rig(
        R"({"scenario":1,"routes":[{"path":"/{room}","rules":[{"on":"connect","do":[{"join":"{{path.room}}"}]},
        {"when":[{"equals":"leave"}],"do":[{"leave":"{{path.room}}"}]},
        {"do":[{"send":"{{client}}: {{text}}","to":{"group":"{{path.room}}","others":true}},
               {"send":"all","to":{"group":"{{path.room}}"}}]}]}]})");
    rig.connect(1, "/red");
    rig.connect(2, "/red");
    rig.connect(3, "/blue");
    QCOMPARE(rig.text(1, QStringLiteral("hi")), list({"2< 1: hi", "1,2< all"}));
    rig.text(2, QStringLiteral("leave"));
    QCOMPARE(rig.text(1, QStringLiteral("hi")), list({"1< all"}));
    rig.close(1);
    QCOMPARE(rig.text(2, QStringLiteral("hi")), list({}));
}

void TestEngine::delays()
{
    EngineRig rig(action(R"({"send":"now"},{"send":"{{text}} later","delay":"20ms"},{"wait":"30ms"},{"send":"last"})"));
    rig.connect(1);
    QCOMPARE(rig.text(1, QStringLiteral("a")), list({"1< now"}));
    QCOMPARE(rig.text(1, QStringLiteral("b")), list({"1< now"})); // does not wait for the other
    QCOMPARE(rig.pass(100), list({"+20 1< a later", "+20 1< b later", "+50 1< last", "+50 1< last"}));
    rig.text(1, QStringLiteral("c"));
    rig.close(1);
    QCOMPARE(rig.pass(100), list({}));
}

void TestEngine::jitterAndTemplatesInDurations()
{
    EngineRig rig(action(R"({"send":"x","delay":"{{$.ms}}ms","jitter":"10ms"})"));
    rig.connect(1);
    for (const auto &[random, line] :
        {std::pair(0.0, "+40 1< x"), std::pair(0.5, "+50 1< x"), std::pair(0.999, "+60 1< x")}) {
        rig.random = random;
        rig.text(1, QStringLiteral(R"({"ms":50})"));
        QCOMPARE(rig.pass(100), list({line}));
    }
    rig.random = 0.5;
    QCOMPARE(rig.text(1, QStringLiteral(R"({"ms":"soon"})")),
        list({"1 log expected a duration such as “20ms”, got “soonms”: 0 is taken", "1< x"}));
}

void TestEngine::sequences_data()
{
    QTest::addColumn<QByteArray>("then");
    QTest::addColumn<QString>("sent");
    QTest::newRow("repeat") << QByteArray("repeat") << QStringLiteral("a b a b");
    QTest::newRow("last") << QByteArray("last") << QStringLiteral("a b b b");
    QTest::newRow("nothing") << QByteArray("nothing") << QStringLiteral("a b - -");
}

void TestEngine::sequences()
{
    QFETCH(QByteArray, then);
    QFETCH(QString, sent);
    EngineRig rig(action(R"({"sequence":[[{"send":"a"}],[{"send":"b"}]],"then":")" + then + "\"}"));
    rig.connect(1);
    QStringList lines;
    for (int i = 0; i < 4; ++i)
        lines.append(rig.text(1, QStringLiteral("x")).value(0, QStringLiteral("1< -")).mid(3));
    QCOMPARE(lines.join(u' '), sent);
    rig.connect(2); // each has its own turn
    QCOMPARE(rig.text(2, QStringLiteral("x")), list({"2< a"}));
}

void TestEngine::choosesByWeight()
{
    EngineRig rig(
        action(R"({"choose":[[{"send":"a"}],{"weight":3,"do":[{"send":"b"}]},{"weight":0,"do":[{"send":"c"}]}]})"));
    rig.connect(1);
    for (const auto &[random, line] :
        {std::pair(0.0, "1< a"), std::pair(0.24, "1< a"), std::pair(0.26, "1< b"), std::pair(0.999, "1< b")}) {
        rig.random = random;
        QCOMPARE(rig.text(1, QStringLiteral("x")), list({line}));
    }
}

void TestEngine::repeats()
{
    EngineRig rig(action(R"({"repeat":3,"do":[{"send":"{{next state.n}}","delay":"10ms"}]},{"send":"done"})"));
    rig.connect(1);
    rig.text(1, QStringLiteral("x"));
    QCOMPARE(rig.pass(100), list({"+10 1< 1", "+20 1< 2", "+30 1< 3", "+30 1< done"}));
}

void TestEngine::endlessLoopsLetOthersPass()
{
    EngineRig rig(
        action(R"({"repeat":"forever","do":[{"wait":"{{query.w | 0}}ms"},{"set":{"n":"{{next state.i}}"}}]})"));
    rig.connect(1);
    rig.text(1, QStringLiteral("x"));
    QCOMPARE(rig.engine().nextWakeMs(), rig.now()); // it is not done, and came back
    QCOMPARE(rig.engine().wake(rig.now()).size(), std::size_t(0));
}

void TestEngine::cancels()
{
    EngineRig rig(route(R"("rules":[
        {"name":"stream","when":[{"equals":"go"}],"do":[{"repeat":"forever","do":[{"send":"tick","delay":"10ms"}]}]},
        {"when":[{"equals":"stop"}],"do":[{"cancel":"stream"},{"send":"stopped"}]}])"));
    rig.connect(1);
    rig.connect(2);
    rig.text(1, QStringLiteral("go"));
    rig.text(2, QStringLiteral("go"));
    QCOMPARE(rig.pass(15), list({"+10 1< tick", "+10 2< tick"}));
    QCOMPARE(rig.text(1, QStringLiteral("stop")), list({"1< stopped"}));
    QCOMPARE(rig.pass(10), list({"+5 2< tick"}));
}

void TestEngine::timers()
{
    EngineRig rig(route(R"("rules":[{"on":"timer","every":"{{query.ms | 100}}ms","when":[{"not":{"state":"off"}}],
        "do":[{"send":"tick {{next state.n}}"}]},{"on":"timer","after":"150ms","do":[{"send":"once"}]},
        {"do":[{"set":{"off":true}}]}])"));
    rig.connect(1);
    QCOMPARE(rig.pass(210), list({"+100 1< tick 1", "+150 1< once", "+200 1< tick 2"}));
    rig.connect(2, "/?ms=30");
    QCOMPARE(rig.pass(60), list({"+30 2< tick 1", "+60 2< tick 2"}));
    rig.text(1, QStringLiteral("off"));
    rig.close(2);
    QCOMPARE(rig.pass(500), list({}));
    rig.close(1);
    rig.pass(1'000);
    QVERIFY(!rig.engine().nextWakeMs());
}

void TestEngine::routeTimerGoesOnWithTheNextClient()
{
    EngineRig rig(
        route(R"("rules":[{"on":"timer","every":"100ms","scope":"route","do":[{"send":"{{client}}","to":"route"}]}])"));
    rig.connect(1);
    rig.connect(2);
    QCOMPARE(rig.pass(100), list({"+100 1,2< 1"}));
    rig.close(1);
    QCOMPARE(rig.pass(100), list({"+100 2< 2"}));
    rig.close(2);
    QCOMPARE(rig.pass(500), list({}));
    rig.connect(3);
    QCOMPARE(rig.pass(100), list({"+100 3< 3"}));
}

void TestEngine::lateTimerDoesNotFlood()
{
    EngineRig rig(route(R"("rules":[{"on":"timer","every":"10ms","do":[{"send":"x"}]}])"));
    rig.connect(1);
    QCOMPARE(rig.engine().wake(rig.now() + 60'000).size(), std::size_t(1));
    QCOMPARE(rig.engine().nextWakeMs(), rig.now() + 60'010);
}

void TestEngine::silence()
{
    EngineRig rig(route(R"("rules":[{"on":"silence","after":"100ms","do":[{"send":"still there?"}]},{"do":[]}])"));
    rig.connect(1);
    QCOMPARE(rig.pass(80), list({}));
    rig.text(1, QStringLiteral("x"));
    QCOMPARE(rig.pass(500), list({"+100 1< still there?"})); // once
    rig.control(1, Rule::Event::Pong, {});
    QCOMPARE(rig.pass(300), list({"+100 1< still there?"}));
}

void TestEngine::otherActions()
{
    EngineRig rig(action(R"({"ping":"{{client}}"},{"close":{"code":4000,"reason":"{{text}}"}},{"drop":true},
        {"stopReading":"5s"},{"stopReading":true},{"fault":"reset"},{"log":"saw {{text}}"},{"script":"go"},
        {"sendBinary":"00ff"})"));
    rig.connect(1);
    QCOMPARE(rig.text(1, QStringLiteral("bye")),
        list({"1 ping 1", "1 close 4000 bye", "1 drop", "1 stop 5000", "1 stop -1", "1 fault reset", "1 log saw bye",
            "1 script go", "1< 0x00ff"}));
}

void TestEngine::newScenarioKeepsClients()
{
    EngineRig rig(R"({"scenario":1,"shared":{"s":1},"routes":[{"path":"/a","state":{"n":0},"rules":[
        {"when":[{"equals":"slow"}],"do":[{"send":"old","delay":"100ms"}]},
        {"on":"timer","every":"10s","do":[{"send":"old tick"}]},{"do":[{"send":"{{next state.n}}"},{"join":"g"}]}]},
        {"path":"/b"}]})");
    rig.connect(1, "/a");
    rig.connect(2, "/b");
    rig.text(1, QStringLiteral("x"));
    rig.text(1, QStringLiteral("slow"));
    rig.engine().setScenario(EngineRig::read(R"({"scenario":1,"shared":{"s":5,"t":2},"routes":[{"path":"/a",
        "state":{"n":7,"m":1},"rules":[{"on":"timer","every":"50ms","do":[{"send":"tick"}]},
        {"do":[{"send":"n{{next state.n}} m{{state.m}} s{{shared.s}} t{{shared.t}}","to":{"group":"g"}}]}]}]})"),
        rig.now());
    QCOMPARE(rig.text(1, QStringLiteral("x")), list({"1< n2 m1 s1 t2"}));          // variables and groups stay
    QCOMPARE(rig.pass(110), list({"+50 1< tick", "+100 1< old", "+100 1< tick"})); // what was begun goes on
    QCOMPARE(rig.text(2, QStringLiteral("x")), list({"2 unmatched"}));             // its route is gone
    QVERIFY(rig.engine().knows(2));
}

void TestEngine::boundsWaitingJobs()
{
    EngineRig rig(action(R"({"send":"x","delay":"1h"})"));
    rig.connect(1);
    for (int i = 0; i < Engine::MostJobs; ++i)
        QCOMPARE(rig.text(1, QStringLiteral("x")), list({}));
    QCOMPARE(rig.text(1, QStringLiteral("x")),
        list({"1 log expected at most 10000 rules that wait for this client, got more: “rule 1” was not begun"}));
    QCOMPARE(rig.text(1, QStringLiteral("x")), list({})); // told once
    QCOMPARE(rig.pass(3'600'000).size(), Engine::MostJobs);
}

void TestEngine::countsHits()
{
    EngineRig rig(route(R"("rules":[{"when":[{"equals":"a"}],"do":[]}])"));
    rig.connect(4);
    rig.text(4, QStringLiteral("a"));
    rig.text(4, QStringLiteral("a"));
    rig.text(4, QStringLiteral("b"));
    const Rule &rule = rig.engine().scenario().routes[0].rules[0];
    QCOMPARE(rig.engine().count(rule), (RuleCount{2, rig.now(), 4}));
    QCOMPARE(rig.engine().unmatched(), 1);
}

void TestEngine::scriptGetsWhatNoRuleTakes()
{
    auto scenario = *EngineRig::read(route(R"("script":"s.js","rules":[{"when":[{"equals":"rule"}],"do":[]}])"));
    scenario.routes[0].script = "1";
    Engine engine(
        std::make_shared<const Scenario>(scenario), [] { return 0.0; }, 0);
    const auto functions = [](const Effects &effects) {
        QStringList names;
        for (const Effect &effect : effects)
            names.append(std::get<ScriptEffect>(effect).function);
        return names;
    };
    QCOMPARE(functions(engine.connected(1, RequestFacts::of(requestHead("/")), 0)), list({"onConnect"}));
    QCOMPARE(functions(engine.message(1, std::make_shared<Incoming>(QStringLiteral("x")), 0)), list({"onMessage"}));
    QCOMPARE(functions(engine.message(1, std::make_shared<Incoming>(QStringLiteral("rule")), 0)), list({}));
    QCOMPARE(functions(engine.closed(1, 1000, 0)), list({"onClose"}));
}

void TestEngine::preparedReplies()
{
    EngineRig rig(R"({"scenario":1,"routes":[{"path":"/{room}","state":{"n":4},"rules":[{"do":[{"send":"rule"}]}]}],
        "replies":[{"name":"Halt","do":[{"send":"{{client}} in {{path.room}}, {{next state.n}}"},
            {"send":"later","delay":"20ms"},{"set":{"n":9}},{"close":{"code":1012,"reason":"{{state.n}}"}}]},
            {"name":"To all","do":[{"send":"x","to":"all"}]}]})");
    rig.connect(1, "/a");
    rig.connect(2, "/b");
    QCOMPARE(rig.reply(2, QStringLiteral("Halt")), list({"2< 2 in b, 5"}));
    QCOMPARE(rig.pass(100), list({"+20 2< later", "+20 2 close 1012 9"}));
    QCOMPARE(rig.reply(1, QStringLiteral("To all")), list({"1,2< x"}));
    QCOMPARE(rig.reply(7, QStringLiteral("Halt")), list({})); // no such client
    QCOMPARE(rig.reply(1, QStringLiteral("halt")), list({"no such reply"}));
    QCOMPARE(rig.text(1, QStringLiteral("y")), list({"1< rule"}));
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
