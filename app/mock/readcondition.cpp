// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenarioparts.h"

#include <QCoreApplication>

namespace handglass::scenario {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::scenario::Reader)
};

using Operator = ValueTest::Operator;
using Kind = Condition::Kind;

const QStringList &testNames()
{
    static const QStringList names{QStringLiteral("exists"), QStringLiteral("equals"), QStringLiteral("notEquals"),
        QStringLiteral("less"), QStringLiteral("lessOrEqual"), QStringLiteral("greater"),
        QStringLiteral("greaterOrEqual"), QStringLiteral("contains"), QStringLiteral("matches")};
    return names;
}

constexpr Operator TestOperators[] = {Operator::Exists, Operator::Equals, Operator::NotEquals, Operator::Less,
    Operator::LessOrEqual, Operator::Greater, Operator::GreaterOrEqual, Operator::Contains, Operator::Matches};

/// Each with a name, and a test of what it has.
struct NamedSubject {
    const char *name;
    Kind kind;
};
constexpr NamedSubject Named[] = {{"json", Kind::Json}, {"state", Kind::State}, {"shared", Kind::Shared},
    {"header", Kind::Header}, {"query", Kind::Query}, {"path", Kind::Path}, {"cookie", Kind::Cookie}};

const QStringList &subjectNames()
{
    static const QStringList names = [] {
        QStringList all;
        for (const NamedSubject &subject : Named)
            all.append(QLatin1String(subject.name));
        return all
            + QStringList{QStringLiteral("binary"), QStringLiteral("length"), QStringLiteral("nth"),
                QStringLiteral("everyNth"), QStringLiteral("subprotocol"), QStringLiteral("code"),
                QStringLiteral("any"), QStringLiteral("not")};
    }();
    return names;
}

bool isOrder(Operator test)
{
    return test >= Operator::Less && test <= Operator::GreaterOrEqual;
}

void failTwoTests(const JsonMembers &members, const std::vector<std::pair<QString, JsonNode>> &tests)
{
    members.node().fail(Words::tr("one test in a condition"),
        Words::tr("“%1” and “%2”: put each in a condition of its own").arg(tests[0].first, tests[1].first));
}

ValueTest readTest(const QString &name, const JsonNode &value)
{
    ValueTest test;
    test.test = TestOperators[testNames().indexOf(name)];
    if (test.test == Operator::Exists) {
        test.test = value.boolean() ? Operator::Exists : Operator::Absent;
    } else if (test.test == Operator::Contains) {
        test.text = value.name(Words::tr("a text that is not empty"));
    } else if (test.test == Operator::Matches) {
        test.expression = value.expression();
    } else {
        test.token = value.jsonToken();
        if (isOrder(test.test) && value.kind() != JsonIndex::Kind::Number && !value.isString())
            value.fail(Words::tr("a number or a text to compare with"));
    }
    return test;
}

void readSchema(const JsonNode &value, ValueTest &test)
{
    test.test = Operator::Conforms;
    if (value.isString()) {
        test.schemaFile = value.name(Words::tr("a JSON Schema, or the name of a file in the scenario's folder"));
        return;
    }
    const auto schema = JsonSchema::read(JsonSchema::parse(value.spelling().toByteArray()));
    if (schema)
        test.schema = *schema;
    else
        value.at(schema.error().pointer).fail(schema.error().expected, schema.error().got);
}

JsonPath readPath(const JsonNode &value)
{
    const auto path = JsonPath::parse(value.text());
    if (!path && value.isString())
        value.fail(Words::tr("a path such as $.list[0].id; at character %1 %2")
                       .arg(path.error().position + 1)
                       .arg(path.error().expected));
    return path.value_or(JsonPath());
}

void readIgnored(const JsonNode &value, ValueTest &test)
{
    const bool compares = test.test == Operator::Equals || test.test == Operator::NotEquals;
    if (!compares || !(test.token.startsWith('{') || test.token.startsWith('[')))
        value.fail(Words::tr("“ignoring” beside an object or list that it is “equals” or “notEquals” to"),
            Words::tr("it without one"));
    for (const JsonNode &element : value.elements(Words::tr("a list of paths such as $.id"))) {
        test.ignored.append(readPath(element));
        if (element.isString() && test.ignored.last().steps.isEmpty())
            element.fail(Words::tr("the path of a part, such as $.id"));
    }
}

/// Of what is JSON: a schema too, or a comparison in part.
ValueTest readJsonTest(JsonMembers &members)
{
    if (!members.has("schema")) {
        ValueTest test = readTest(members);
        if (const auto ignored = members.take("ignoring"))
            readIgnored(*ignored, test);
        return test;
    }
    const auto tests = members.anyOf(QStringList{QStringLiteral("schema")} + testNames());
    ValueTest test;
    if (tests.size() > 1)
        failTwoTests(members, tests);
    else
        readSchema(tests.front().second, test);
    return test;
}

Condition readNamed(Kind kind, const JsonNode &value)
{
    Condition condition;
    condition.kind = kind;
    condition.name = value.name(Words::tr("a name (a text that is not empty)"));
    if (kind != Kind::Json || condition.name.isEmpty())
        return condition;
    condition.path = readPath(value);
    return condition;
}

void readLength(const JsonNode &value, Condition &condition)
{
    constexpr qint64 Longest = 1LL << 40;
    if (!value.isObject()) {
        condition.least = condition.most = value.integer(0, Longest);
        return;
    }
    condition.most = Longest;
    JsonMembers members(value, {});
    if (const auto least = members.take("least"))
        condition.least = least->integer(0, Longest);
    if (const auto most = members.take("most"))
        condition.most = most->integer(condition.least, Longest);
    members.finish();
}

Condition readCondition(const JsonNode &node);

void readInner(const QString &subject, const JsonNode &value, Condition &condition)
{
    if (subject == QLatin1String("not")) {
        condition.kind = Kind::Not;
        condition.inner.push_back(readCondition(value));
        return;
    }
    condition.kind = Kind::Any;
    condition.inner = readConditions(value);
    if (value.isArray() && condition.inner.empty())
        value.fail(Words::tr("at least one condition"), Words::tr("an empty list"));
}

Condition readPlain(const QString &subject, const JsonNode &value)
{
    Condition condition;
    if (subject == QLatin1String("binary")) {
        condition.kind = Kind::Binary;
        const auto pattern = BytePattern::parse(value.text());
        if (!pattern && value.isString())
            value.fail(Words::tr("bytes in hex, with “?” for any digit and “*” for any bytes, such as “01 ?? f? *”"));
        condition.pattern = pattern.value_or(BytePattern());
    } else if (subject == QLatin1String("length")) {
        condition.kind = Kind::Length;
        readLength(value, condition);
    } else if (subject == QLatin1String("subprotocol")) {
        condition.kind = Kind::Subprotocol;
        condition.name = value.text();
    } else if (subject == QLatin1String("code")) {
        condition.kind = Kind::Code;
        condition.least = value.integer(1000, 4999);
    } else if (subject == QLatin1String("nth") || subject == QLatin1String("everyNth")) {
        condition.kind = subject == QLatin1String("nth") ? Kind::Nth : Kind::EveryNth;
        condition.least = value.integer(1, 1'000'000'000'000);
    } else {
        readInner(subject, value, condition);
    }
    return condition;
}

Condition readSubject(const QString &subject, const JsonNode &value, JsonMembers &members)
{
    for (const NamedSubject &named : Named) {
        if (subject != QLatin1String(named.name))
            continue;
        Condition condition = readNamed(named.kind, value);
        const bool isJson = named.kind == Kind::Json || named.kind == Kind::State || named.kind == Kind::Shared;
        condition.test = isJson ? readJsonTest(members) : readTest(members);
        return condition;
    }
    return readPlain(subject, value);
}

Condition readCondition(const JsonNode &node)
{
    JsonMembers members(node, Words::tr("a condition (an object)"));
    const auto subjects = members.anyOf(subjectNames());
    Condition condition;
    if (subjects.size() > 1) {
        node.fail(Words::tr("one subject in a condition"),
            Words::tr("“%1” and “%2”: put each in a condition of its own").arg(subjects[0].first, subjects[1].first));
    } else if (subjects.size() == 1) {
        condition = readSubject(subjects.front().first, subjects.front().second, members);
    } else {
        condition.test = readJsonTest(members);
        if (condition.test.test == Operator::Conforms)
            condition.kind = Kind::Json; // the whole message
        if (node.isObject() && condition.test.test <= Operator::Absent)
            node.fail(Words::tr("what the text of the message “equals”, “contains” or “matches”, or a subject (%1)")
                          .arg(subjectNames().join(QStringLiteral(", "))),
                node.shown());
    }
    if (subjects.size() < 2)
        members.finish();
    return condition;
}

} // namespace

ValueTest readTest(JsonMembers &members)
{
    const auto tests = members.anyOf(testNames());
    if (tests.size() > 1)
        failTwoTests(members, tests);
    return tests.empty() ? ValueTest() : readTest(tests.front().first, tests.front().second);
}

std::vector<Condition> readConditions(const JsonNode &node)
{
    std::vector<Condition> conditions;
    for (const JsonNode &element : node.elements(Words::tr("a list of conditions")))
        conditions.push_back(readCondition(element));
    return conditions;
}

} // namespace handglass::scenario
