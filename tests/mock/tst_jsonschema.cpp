// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/jsonschema.h"

#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace handglass;

class TestJsonSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void suite_data();
    void suite();
    void newerKeywords_data();
    void newerKeywords();
    void refuses_data();
    void refuses();
    void takesAnyTopLevel();
    void endsOnEndlessReference();
};

namespace {

QJsonValue json(const char *text)
{
    return JsonSchema::parse(text);
}

/// The suite's cases are written for this draft and do not say so.
QJsonValue asDraft07(const QJsonValue &schema)
{
    QJsonObject object = schema.toObject();
    if (schema.isObject() && !object.contains(QLatin1String("$schema")))
        object.insert(QStringLiteral("$schema"), QStringLiteral("http://json-schema.org/draft-07/schema#"));
    return schema.isObject() ? QJsonValue(object) : schema;
}

bool isElsewhere(const QString &reference)
{
    return !reference.isEmpty() && !reference.startsWith(u'#');
}

/// A $ref to another document, or a $id within: what is refused.
bool leavesTheSchema(const QJsonValue &value, bool root = true)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(
            array.begin(), array.end(), [](const QJsonValue &each) { return leavesTheSchema(each, false); });
    }
    const QJsonObject object = value.toObject();
    if (isElsewhere(object.value(QLatin1String("$ref")).toString()))
        return true;
    if (!root && object.value(QLatin1String("$id")).isString())
        return true;
    return std::any_of(
        object.begin(), object.end(), [](const QJsonValue &each) { return leavesTheSchema(each, false); });
}

} // namespace

/// The JSON Schema organisation's own test suite.
void TestJsonSchema::suite_data()
{
    QTest::addColumn<QJsonValue>("schema");
    QTest::addColumn<QJsonArray>("tests");
    const QDir folder(QStringLiteral("/usr/share/json-schema-test-suite/tests/draft7"));
    const QStringList names = folder.entryList({QStringLiteral("*.json")}, QDir::Files);
    QVERIFY2(names.size() > 30, "expected the package json-schema-test-suite");
    int elsewhere = 0;
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QJsonValue &group : QJsonDocument::fromJson(file.readAll()).array()) {
            const QJsonValue schema = asDraft07(group[QLatin1String("schema")]);
            if (leavesTheSchema(schema)) {
                ++elsewhere;
                continue;
            }
            const QString title = name + QStringLiteral(": ") + group[QLatin1String("description")].toString();
            QTest::newRow(qPrintable(title)) << schema << group[QLatin1String("tests")].toArray();
        }
    }
    QVERIFY2(elsewhere < 15, qPrintable(QString::number(elsewhere)));
}

void TestJsonSchema::suite()
{
    QFETCH(QJsonValue, schema);
    QFETCH(QJsonArray, tests);
    const auto read = JsonSchema::read(schema);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().place() + read.error().expected + read.error().got));
    for (const QJsonValue &test : tests)
        QVERIFY2(read->accepts(test[QLatin1String("data")]) == test[QLatin1String("valid")].toBool(),
            qPrintable(test[QLatin1String("description")].toString()));
}

void TestJsonSchema::newerKeywords_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("accepted");
    const auto add = [](const char *name, const char *schema, const char *value, bool accepted) {
        QTest::newRow(name) << QByteArray(schema) << QByteArray(value) << accepted;
    };
    const char *tuple = R"({"prefixItems":[{"type":"string"}],"items":{"type":"number"}})";
    add("prefix and rest", tuple, R"(["a",1,2])", true);
    add("prefix is not rest", tuple, R"([1])", false);
    add("rest is not prefix", tuple, R"(["a","b"])", false);
    add("contains at least", R"({"contains":{"const":1},"minContains":2})", "[1,2,1]", true);
    add("contains too few", R"({"contains":{"const":1},"minContains":2})", "[1,2]", false);
    add("contains too many", R"({"contains":{"const":1},"maxContains":1})", "[1,1]", false);
    add("contains none is enough", R"({"contains":{"const":1},"minContains":0})", "[]", true);
    add("dependent members", R"({"dependentRequired":{"a":["b"]}})", R"({"a":1})", false);
    add("dependent schema", R"({"dependentSchemas":{"a":{"required":["b"]}}})", R"({"a":1,"b":1})", true);
    add("beside a reference", R"({"$defs":{"n":{"type":"number"}},"$ref":"#/$defs/n","minimum":3})", "2", false);
    add("by its own id",
        R"({"$id":"https://a.example/s","$defs":{"n":false},"not":{"$ref":"https://a.example/s#/$defs/n"}})", "2",
        true);
}

void TestJsonSchema::newerKeywords()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(bool, accepted);
    const auto read = JsonSchema::read(JsonSchema::parse(schema));
    QVERIFY(read);
    QCOMPARE(read->acceptsText(value), accepted);
}

void TestJsonSchema::refuses_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("got");
    const auto add = [](const char *name, const char *schema, const char *place, const char *expected,
                         const char *got) {
        QTest::newRow(name) << QByteArray(schema) << QString::fromUtf8(place) << QString::fromUtf8(expected)
                            << QString::fromUtf8(got);
    };
    add("no schema", "5", "#", "a schema (an object, true or false)", "5");
    add("draft", R"({"$schema":"http://json-schema.org/draft-04/schema#"})", "#/$schema", "draft-07 or 2020-12",
        "draft-04");
    add("type", R"({"type":"text"})", "#/type", "one of null, boolean", "\"text\"");
    add("types", R"({"type":[1]})", "#/type", "a list of texts", "[1]");
    add("enum", R"({"enum":1})", "#/enum", "a list of values", "1");
    add("multiple", R"({"multipleOf":0})", "#/multipleOf", "a number above 0", "0");
    add("bound", R"({"minimum":"1"})", "#/minimum", "a number", "\"1\"");
    add("size", R"({"maxItems":1.5})", "#/maxItems", "a whole number, 0 or more", "1.5");
    add("expression", R"({"properties":{"a~/b":{"pattern":"("}}})", "#/properties/a~0~1b/pattern",
        "a regular expression", "(: missing closing parenthesis");
    add("expression of names", R"({"patternProperties":{"[":{}}})", "#/patternProperties/[", "a regular expression",
        "[: ");
    add("members", R"({"properties":[]})", "#/properties", "an object of schemas", "[]");
    add("list", R"({"anyOf":[]})", "#/anyOf", "at least one schema", "[]");
    add("element", R"({"allOf":[true,3]})", "#/allOf/1", "a schema", "3");
    add("names", R"({"required":"a"})", "#/required", "a list of texts", "\"a\"");
    add("reference nowhere", R"({"$ref":"#/$defs/x"})", "#/$ref", "something that is there", "x");
    add("reference elsewhere", R"({"$ref":"other.json"})", "#/$ref", "a part of this schema", "other.json");
    add("not judged", R"({"unevaluatedProperties":false})", "#/unevaluatedProperties", "can judge",
        "unevaluatedProperties");
}

void TestJsonSchema::refuses()
{
    QFETCH(QByteArray, schema);
    const auto read = JsonSchema::read(JsonSchema::parse(schema));
    QVERIFY(!read);
    QTEST(read.error().place(), "place");
    QFETCH(QString, expected);
    QVERIFY2(read.error().expected.contains(expected), qPrintable(read.error().expected));
    QFETCH(QString, got);
    QVERIFY2(read.error().got.contains(got), qPrintable(read.error().got));
}

void TestJsonSchema::takesAnyTopLevel()
{
    const auto text = JsonSchema::read(json(R"({"type":"string"})"));
    QVERIFY(text);
    QVERIFY(text->acceptsText(R"("a")"));
    QVERIFY(!text->acceptsText("5"));
    QVERIFY(!text->acceptsText(R"("a","b")"));
    QVERIFY(!text->acceptsText(R"("a)"));
    QVERIFY(!text->acceptsText("\"\xff\""));
    QVERIFY(!text->acceptsText(QByteArray()));
    QVERIFY(!JsonSchema::read(json("true"))->acceptsText(QByteArray("[").repeated(5'000)));
}

void TestJsonSchema::endsOnEndlessReference()
{
    const auto itself = JsonSchema::read(json(R"({"$ref":"#"})"));
    QVERIFY(itself);
    QVERIFY(!itself->acceptsText("1"));
    const auto tree = JsonSchema::read(json(R"({"type":"array","items":{"$ref":"#"}})"));
    QVERIFY(tree);
    QVERIFY(tree->acceptsText("[[],[[]]]"));
    QVERIFY(!tree->acceptsText(QByteArray("[").repeated(600) + QByteArray("]").repeated(600)));
}

QTEST_GUILESS_MAIN(TestJsonSchema)
#include "tst_jsonschema.moc"
