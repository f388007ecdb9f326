// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/json.h"
#include "app/mock/fault.h"
#include "app/mock/scenarioreader.h"
#include "tests/support/failonwarnings.h"
#include "ui/mock/formcodec.h"
#include "ui/mock/formplan.h"
#include "ui/mock/rulemaking.h"
#include "ui/mock/scenariodocument.h"
#include "ui/mock/scenarioexamples.h"

#include <QFile>
#include <QTest>

using namespace handglass;
using formspec::FieldType;

namespace {

QByteArray withRule(const QByteArray &members)
{
    return R"({ "scenario": 1, "routes": [{ "path": "/", "rules": [{ )" + members + " }] }] }";
}

/// Empty: it is right.
QString errorOf(const QByteArray &text)
{
    const auto parsed = scenario::parseScenario(text);
    return parsed ? QString() : parsed.error().first().text(u"text"_qs);
}

QString notShown(const QByteArray &text, formplan::Part part, const JsonPath &path)
{
    const JsonIndex tree(text);
    for (const FormLine &line : formplan::plan(tree, part, path)) {
        for (const FormCell &cell : line.cells) {
            if (cell.type == FormCell::Type::AsText)
                return cell.path.text();
        }
    }
    return {};
}

const JsonPath Route = JsonPath() / "routes" / 0;
const JsonPath Rule = Route / "rules" / 0;

} // namespace

/// What forms are made of, without a widget.
class TestScenarioForm final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void newOnesAreRight_data();
    void newOnesAreRight();
    void examplesAreShownWhole();
    void everyFaultHasItsFields();
    void unknownIsNamed();
    void valuesDoNotChangeThePlan();
    void muchStaysText();
    void shortSpellings_data();
    void shortSpellings();
    void codec_data();
    void codec();
    void codecRefuses_data();
    void codecRefuses();
    void ruleOfAMessage_data();
    void ruleOfAMessage();
    void echoIsRight();
};

void TestScenarioForm::newOnesAreRight_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto member = [](const char *name, const char *value) {
        return '"' + QByteArray(name) + "\": " + QByteArray(value);
    };
    for (const formspec::Kind &kind : formspec::actions()) {
        const QByteArray more = kind.nested == formspec::Nested::Actions ? R"(, "do": [])" : "";
        QTest::newRow(kind.member) << withRule("\"do\": [{ " + member(kind.member, kind.initial) + more + " }]");
    }
    for (const formspec::Kind &kind : formspec::conditions()) {
        const QByteArray subject = *kind.member == '\0' ? "" : member(kind.member, kind.initial);
        const QByteArray test = !kind.tested ? "" : subject.isEmpty() ? R"("equals": "")" : R"(, "equals": "")";
        QTest::addRow("condition %s", kind.member) << withRule("\"when\": [{ " + subject + test + " }], \"do\": []");
    }
    for (const formspec::Kind &kind : formspec::tests())
        QTest::addRow("test %s", kind.member)
            << withRule("\"when\": [{ \"json\": \"$.a\", " + member(kind.member, kind.initial) + " }], \"do\": []");
    for (const formspec::Kind &kind : formspec::checks())
        QTest::addRow("check %s", kind.member)
            << R"({ "scenario": 1, "routes": [{ "path": "/", "handshake": { "require": [{ )"
                + member(kind.member, kind.initial) + " }] } }] }";
}

void TestScenarioForm::newOnesAreRight()
{
    QFETCH(QByteArray, text);
    QCOMPARE(errorOf(text), QString());
    const formplan::Part part = text.contains("require") ? formplan::Part::Check : formplan::Part::Rule;
    const JsonPath path = part == formplan::Part::Rule ? Rule : Route / "handshake" / "require" / 0;
    QCOMPARE(notShown(text, part, path), QString());
}

void TestScenarioForm::examplesAreShownWhole()
{
    const QList<ScenarioExample> examples = scenarioExamples();
    int parts = 0;
    for (const ScenarioExample &example : examples) {
        QFile file(example.file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const auto parsed = scenario::parseScenario(text);
        QVERIFY2(parsed, qPrintable(example.file));
        QCOMPARE(notShown(text, formplan::Part::Scenario, {}), QString());
        for (std::size_t reply = 0; reply < parsed->replies.size(); ++reply, ++parts)
            QCOMPARE(notShown(text, formplan::Part::Reply, JsonPath() / "replies" / reply), QString());
        for (std::size_t route = 0; route < parsed->routes.size(); ++route) {
            const JsonPath path = JsonPath() / "routes" / route;
            QCOMPARE(notShown(text, formplan::Part::Route, path), QString());
            QCOMPARE(notShown(text, formplan::Part::Subprotocols, path / "handshake" / "subprotocols"), QString());
            for (std::size_t rule = 0; rule < parsed->routes[route].rules.size(); ++rule, ++parts)
                QCOMPARE(notShown(text, formplan::Part::Rule, path / "rules" / rule), QString());
            for (std::size_t check = 0; check < parsed->routes[route].handshake.checks.size(); ++check, ++parts)
                QCOMPARE(notShown(text, formplan::Part::Check, path / "handshake" / "require" / check), QString());
        }
    }
    QVERIFY(parts > 30);
}

void TestScenarioForm::everyFaultHasItsFields()
{
    for (const scenario::FaultForm &form : scenario::faultForms()) {
        const QByteArray name = jsonedit::quoted(QString::fromLatin1(form.name));
        QByteArray members = "\"name\": " + name;
        if (form.everyNth)
            members += R"(, "every": 2)";
        if (form.number != nullptr)
            members += ", \"" + QByteArray(form.number) + "\": " + QByteArray::number(form.most);
        if (form.interval != nullptr)
            members += ", \"" + QByteArray(form.interval) + "\": \"1s\"";
        if (form.kind == scenario::FaultKind::Status)
            members += R"(, "status": 503, "headers": { "A": "b" }, "body": "no")";
        const QByteArray text = R"({ "scenario": 1, "routes": [{ "path": "/", "faults": [{ )" + members + " }] }] }";
        QCOMPARE(errorOf(text), QString());
        QCOMPARE(notShown(text, formplan::Part::Route, Route), QString());
    }
}

void TestScenarioForm::unknownIsNamed()
{
    QCOMPARE(notShown(withRule(R"("do": [{ "echo": true, "louder": 1 }])"), formplan::Part::Rule, Rule),
        u"$.routes[0].rules[0].do[0].louder"_qs);
    QCOMPARE(
        notShown(withRule(R"("do": [{ "shout": 1 }])"), formplan::Part::Rule, Rule), u"$.routes[0].rules[0].do[0]"_qs);
    QCOMPARE(
        notShown(withRule(R"("when": [7], "do": [])"), formplan::Part::Rule, Rule), u"$.routes[0].rules[0].when[0]"_qs);
    QVERIFY(formplan::plan(JsonIndex("[]"), formplan::Part::Rule, Rule).empty());
}

void TestScenarioForm::valuesDoNotChangeThePlan()
{
    const auto planOf = [](const QByteArray &rule) {
        return formplan::plan(JsonIndex(withRule(rule)), formplan::Part::Rule, Rule);
    };
    const FormPlan plan = planOf(R"("name": "a", "when": [{ "equals": "x" }], "do": [{ "send": "y" }])");
    QVERIFY(!plan.empty());
    QVERIFY(plan == planOf(R"("when": [{ "equals": {"z": 1} }], "do": [{ "delay": "1s", "send": "" }])"));
    QVERIFY(!(plan == planOf(R"("when": [{ "contains": "x" }], "do": [{ "send": "y" }])")));
    QVERIFY(!(plan == planOf(R"("when": [{ "equals": "x" }], "do": [{ "send": "y" }, { "echo": true }])")));
}

void TestScenarioForm::muchStaysText()
{
    QByteArrayList actions;
    for (int i = 0; i < 10'000; ++i)
        actions.append(R"({ "sequence": [[{ "echo": true }], [{ "drop": true }]] })");
    const QByteArray text = withRule("\"do\": [" + actions.join(", ") + "]");
    QVERIFY(formplan::plan(JsonIndex(text), formplan::Part::Rule, Rule).size() < 300);
    QVERIFY(notShown(text, formplan::Part::Rule, Rule).startsWith(u"$.routes[0].rules[0].do["));
    const QByteArray large = withRule("\"do\": [{ \"send\": \"" + QByteArray(100'000, 'x') + "\" }]");
    QCOMPARE(notShown(large, formplan::Part::Rule, Rule), u"$.routes[0].rules[0].do[0].send"_qs);
}

void TestScenarioForm::shortSpellings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *text, const char *path, const char *value) {
        QTest::newRow(path) << QByteArray(text) << QByteArray(path) << QByteArray(value);
    };
    row(R"({ "close": 1001 })", "$.close.code", "1001");
    row(R"({ "close": true })", "$.close.reason", "");
    row(R"({ "length": 5 })", "$.length.most", "5");
    row(R"({ "fault": "lose" })", "$.fault.name", "\"lose\"");
    row(R"({ "choose": [[ 1 ]] })", "$.choose[0].do", "[ 1 ]");
    row(R"({ "deflate": true })", "$.deflate.serverMaxWindowBits", "");
    row(R"({ "close": { "code": 7 } })", "$.close.code", "7");
}

void TestScenarioForm::shortSpellings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, path);
    QTEST(formplan::valueAt(JsonIndex(text), *JsonPath::parse(QString::fromUtf8(path))), "value");
}

void TestScenarioForm::codec_data()
{
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QByteArray>("spelling");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *name, FieldType type, const char *spelling, const char *field,
                         const char *written) {
        QTest::newRow(name) << type << QByteArray(spelling) << QString::fromUtf8(field) << QByteArray(written);
    };
    row("text", FieldType::Text, R"("a \"b\" \u00e9")", "a \"b\" é", R"("a \"b\" é")");
    row("json", FieldType::Json, "{\"a\" :1}", "{\"a\" :1}", "{\"a\" :1}");
    row("lines of JSON", FieldType::LongJson, "{\n        \"a\": {\n            \"b\": 1\n        }\n    }",
        "{\n  \"a\": {\n    \"b\": 1\n  }\n}", "{\n  \"a\": {\n    \"b\": 1\n  }\n}");
    row("number", FieldType::Number, "1.50", "1.50", "1.50");
    row("lines", FieldType::Lines, R"(["a","b c"])", "a\nb c", R"(["a", "b c"])");
    row("one line", FieldType::Lines, R"("a")", "a", R"(["a"])");
    row("headers", FieldType::Headers, R"({"A":"b: c","S":["1","2"]})", "A: b: c\nS: 1\nS: 2",
        R"({ "A": "b: c", "S": ["1", "2"] })");
    row("variables", FieldType::Variables, R"({"a":"x","n":[1, 2]})", "a: \"x\"\nn: [1, 2]",
        R"({ "a": "x", "n": [1, 2] })");
    row("for good", FieldType::TextOrTrue, "true", "", "true");
    row("for a while", FieldType::TextOrTrue, "\"1s\"", "1s", "\"1s\"");
    row("times", FieldType::NumberOrWord, "3", "3", "3");
    row("forever", FieldType::NumberOrWord, "\"forever\"", "forever", "\"forever\"");
    row("of another type", FieldType::Text, "17", "17", "\"17\"");
}

void TestScenarioForm::codec()
{
    QFETCH(FieldType, type);
    QFETCH(QByteArray, spelling);
    QFETCH(QString, field);
    QCOMPARE(formcodec::toField(type, spelling), field);
    const auto written = formcodec::fromField(type, field);
    QVERIFY(written);
    QTEST(*written, "written");
    QVERIFY(!jsonError(*written));
}

void TestScenarioForm::codecRefuses_data()
{
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("json") << FieldType::Json << u"hello"_qs << u"expected a value, got “hello” in line 1"_qs;
    QTest::newRow("nothing") << FieldType::Json << u" "_qs << u"got nothing"_qs;
    QTest::newRow("number") << FieldType::Number << u"many"_qs << u"expected a number, got “many”"_qs;
    QTest::newRow("header") << FieldType::Headers << u"A: b\nC"_qs << u"in line 2, got “C”"_qs;
    QTest::newRow("variable") << FieldType::Variables << u"a: x"_qs << u"(line 1)"_qs;
    QTest::newRow("twice") << FieldType::Variables << u"a: 1\na: 2"_qs << u"got “a” again in line 2"_qs;
}

void TestScenarioForm::codecRefuses()
{
    QFETCH(FieldType, type);
    QFETCH(QString, field);
    QFETCH(QString, sentence);
    const auto spelling = formcodec::fromField(type, field);
    QVERIFY(!spelling);
    QVERIFY2(spelling.error().contains(sentence), qPrintable(spelling.error()));
}

void TestScenarioForm::ruleOfAMessage_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isText");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("condition");
    const auto row = [](const QByteArray &payload, bool isText, const char *name, const char *condition) {
        QTest::newRow(name) << payload << isText << QString::fromUtf8(name) << QByteArray(condition);
    };
    row(R"({"id":1,"op":"subscribe"})", true, "subscribe", R"({ "json": "$.op", "equals": "subscribe" })");
    row(R"({"method":"add","params":[1]})", true, "add", R"({ "json": "$.method", "equals": "add" })");
    row(R"({"op":{"x":1},"type":4})", true, "4", R"({ "json": "$.type", "equals": 4 })");
    row(R"({"n":1,"odd key":"v"})", true, "v", R"({ "json": "$[\"odd key\"]", "equals": "v" })");
    row("hello \"you\"", true, "hello \"you\"", R"({ "equals": "hello \"you\"" })");
    row("[1,2]", true, "[1,2]", R"({ "equals": "[1,2]" })");
    row(QByteArray::fromHex("01ff"), false, "bytes 01 ff", R"({ "binary": "01 ff" })");
    row(QByteArray(40, '\x02'), false, "bytes 02 02 02 02 02 02 02 02 02 02 …",
        "{ \"binary\": \"02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 02 "
        "02 "
        "*\" }");
}

void TestScenarioForm::ruleOfAMessage()
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, isText);
    const rulemaking::Suggestion suggestion = rulemaking::suggest(payload, isText, false);
    QTEST(suggestion.name, "name");
    QTEST(suggestion.condition, "condition");
    const QByteArray rule = rulemaking::spelling(suggestion, u"x"_qs);
    QCOMPARE(errorOf(R"({ "scenario": 1, "routes": [{ "path": "/", "rules": [)" + rule + "] }] }"), QString());
}

void TestScenarioForm::echoIsRight()
{
    const auto parsed = scenario::parseScenario(rulemaking::echo(u"say {{name}} \"x\""_qs, {u"a"_qs, u"b"_qs}, false));
    QVERIFY(parsed);
    const scenario::Route &route = parsed->routes[0];
    QCOMPARE(route.rules.size(), std::size_t(2));
    QCOMPARE(route.handshake.subprotocols.spoken, QStringList({u"a"_qs, u"b"_qs}));
    QVERIFY(!route.handshake.deflate);
    QVERIFY(scenario::parseScenario(rulemaking::echo({}, {}, true))->routes[0].handshake.deflate);
}

QTEST_GUILESS_MAIN(TestScenarioForm)
#include "tst_scenarioform.moc"
