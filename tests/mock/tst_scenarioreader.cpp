// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenariocases.h"

#include "app/mock/jsonnode.h"
#include "app/mock/scenariofile.h"
#include "app/mock/scenarioreader.h"

#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;
using namespace handglass::scenario;

class TestScenarioReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void takes_data();
    void takes();
    void refuses_data();
    void refuses();
    void saysAllThatIsWrong();
    void boundsTheErrors();
    void readsValues();
    void readsFiles();
    void readsSchemaFiles_data();
    void readsSchemaFiles();
    void refusesFilesElsewhere_data();
    void refusesFilesElsewhere();
    void errorHasFileLineAndPath();
};

void TestScenarioReader::takes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const auto &[name, text] : scenariocases::good())
        QTest::newRow(name) << text;
}

void TestScenarioReader::takes()
{
    QFETCH(QByteArray, text);
    const auto scenario = parseScenario(text);
    QVERIFY2(scenario, qPrintable(scenario ? QString() : errorText(scenario.error(), QStringLiteral("file"))));
}

void TestScenarioReader::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("sentence");
    for (const scenariocases::Bad &bad : scenariocases::bad())
        QTest::newRow(bad.name) << bad.text << QString::fromUtf8(bad.place) << QString::fromUtf8(bad.sentence);
}

void TestScenarioReader::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    QFETCH(QString, sentence);
    const auto scenario = parseScenario(text);
    QVERIFY(!scenario);
    const QString said = errorText(scenario.error(), QStringLiteral("f"));
    QCOMPARE(scenario.error().size(), 1);
    QVERIFY2(said.startsWith(QStringLiteral("f:") + place), qPrintable(said));
    QVERIFY2(said.contains(sentence), qPrintable(said));
}

void TestScenarioReader::saysAllThatIsWrong()
{
    const auto scenario = parseScenario(R"({
  "scenario": 1,
  "routes": [
    {"path": "x", "rules": [
      {"on": "nothing", "do": [{"send": 5}, {"close": 1}]},
      {"do": [], "wen": []}
    ]}
  ]
})");
    QVERIFY(!scenario);
    QStringList places;
    for (const Error &error : scenario.error())
        places.append(QStringLiteral("%1:%2 %3").arg(error.line).arg(error.column).arg(error.path));
    QCOMPARE(places,
        (QStringList{QStringLiteral("4:14 $.routes[0].path"), QStringLiteral("5:14 $.routes[0].rules[0].on"),
            QStringLiteral("5:41 $.routes[0].rules[0].do[0].send"),
            QStringLiteral("5:55 $.routes[0].rules[0].do[1].close"), QStringLiteral("6:25 $.routes[0].rules[1].wen")}));
}

void TestScenarioReader::boundsTheErrors()
{
    QByteArray text = R"({"scenario":1,"routes":[)" + QByteArray("5,").repeated(5'000);
    text.chop(1);
    const auto scenario = parseScenario(text + "]}");
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().size(), JsonNode::MostErrors);
}

void TestScenarioReader::readsValues()
{
    const auto scenario = parseScenario(R"({"scenario":1,"name":"Quotes","listen":{"port":9000},"routes":[
        {"path":"/v/{n}","match":"all","handshake":{"limit":3,"deflate":false,
            "require":[{"bearer":"t"},{"header":"A","name":"mine","refuse":{"status":418}}]},
         "rules":[{"name":"tick","on":"timer","every":"1.5s","scope":"route","do":[
            {"choose":[[{"send":"a"}],{"weight":3,"do":[{"drop":true}]}]}]}],
         "faults":[{"name":"rsv","bits":4,"every":50},"reservedOpcode"]}]})");
    QVERIFY(scenario);
    QCOMPARE(scenario->name, QStringLiteral("Quotes"));
    QCOMPARE(scenario->listen.port, quint16(9000));
    const Route &route = scenario->routes.front();
    QVERIFY(route.matchAll);
    QVERIFY(!route.handshake.deflate);
    QCOMPARE(route.handshake.limit, 3);
    QCOMPARE(route.handshake.checks[0].refusal.status, 401);
    QCOMPARE(route.handshake.checks[1].refusal.status, 418);
    QCOMPARE(route.handshake.checks[1].rule, QStringLiteral("mine"));
    const Rule &rule = route.rules.front();
    QCOMPARE(rule.name, QStringLiteral("tick"));
    QVERIFY(rule.ofRoute);
    QVERIFY(!rule.once);
    const Action &choose = rule.actions.front();
    QCOMPARE(choose.branches.size(), std::size_t(2));
    QCOMPARE(choose.branches[1].weight, 3.0);
    QCOMPARE(choose.branches[1].actions.front().kind, Action::Kind::Drop);
    QCOMPARE(route.faults[0].number, 4);
    QCOMPARE(route.faults[0].every, 50);
    QCOMPARE(route.faults[1].number, 3); // what it is if nothing is said
}

void TestScenarioReader::readsFiles()
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("data")));
    write(QStringLiteral("data/hello.json"), "{\"hello\":1}");
    write(QStringLiteral("raw.bin"), QByteArray("\xff\x00\x01", 3));
    write(QStringLiteral("s.js"), "function onConnect() {}");
    write(QStringLiteral("s.json"),
        scenariocases::route(R"("script":"s.js","rules":[{"do":[{"sendFile":"data/hello.json"},
            {"repeat":2,"do":[{"sendFile":"raw.bin","as":"binary"}]}]}])"));
    const auto loaded = loadScenario(folder.filePath(QStringLiteral("s.json")));
    QVERIFY(loaded);
    const Route &route = loaded->scenario->routes.front();
    QCOMPARE(route.rules[0].actions[0].bytes, QByteArray("{\"hello\":1}"));
    QCOMPARE(route.rules[0].actions[1].branches[0].actions[0].bytes, QByteArray("\xff\x00\x01", 3));
    QCOMPARE(route.script, QByteArray("function onConnect() {}"));
    QCOMPARE(loaded->files.size(), 4);
}

void TestScenarioReader::readsSchemaFiles_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("error"); ///< empty: it is read
    QTest::newRow("schema") << QByteArray("{\"type\":\n \"integer\"}") << QString();
    QTest::newRow("no JSON") << QByteArray("{\"type\":\n \"integer\"")
                             << QStringLiteral("order.json:2:11: expected “,” or “}”");
    QTest::newRow("no schema") << QByteArray("{\"items\":{\"type\":1}}")
                               << QStringLiteral("order.json, #/items/type: expected a list of texts, got 1");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("order.json:1:1: expected ");
}

void TestScenarioReader::readsSchemaFiles()
{
    QFETCH(QByteArray, schema);
    QFETCH(QString, error);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("order.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(schema);
    file.close();
    const auto loaded =
        loadScenarioText(scenariocases::when(R"({"not":{"json":"$.n","schema":"order.json"}})"), folder.path());
    if (!error.isEmpty()) {
        QVERIFY(!loaded);
        const QString said = errorText(loaded.error(), QStringLiteral("s.json"));
        QVERIFY2(said.startsWith(QStringLiteral("s.json:1:93: $.routes[0].rules[0].when[0].not.schema: ") + error),
            qPrintable(said));
        return;
    }
    QVERIFY(loaded);
    const auto &read = loaded->scenario->routes.front().rules.front().conditions.front().inner.front().test.schema;
    QVERIFY(read);
    QVERIFY(read->acceptsText("5"));
    QVERIFY(!read->acceptsText("5.5"));
}

void TestScenarioReader::refusesFilesElsewhere_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("up") << QByteArray("../secret")
                        << QStringLiteral("in the scenario's folder or below it, got “../secret”");
    QTest::newRow("down and up") << QByteArray("data/../../secret") << QStringLiteral("or below it");
    QTest::newRow("absolute") << QByteArray("/etc/passwd") << QStringLiteral("or below it");
    QTest::newRow("a link out") << QByteArray("link") << QStringLiteral("a link that leads out of it");
    QTest::newRow("a file behind a link")
        << QByteArray("linkdir/secret") << QStringLiteral("a link that leads out of it");
    QTest::newRow("missing") << QByteArray("nothing") << QStringLiteral("which is not there");
    QTest::newRow("a folder") << QByteArray("data") << QStringLiteral("which is not there");
    QTest::newRow("no UTF-8 as text") << QByteArray("raw.bin") << QStringLiteral("expected UTF-8");
}

void TestScenarioReader::refusesFilesElsewhere()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, sentence);
    QTemporaryDir folder;
    const QDir dir(folder.path());
    QVERIFY(dir.mkpath(QStringLiteral("here/data")));
    for (const char *file : {"secret", "here/raw.bin"}) {
        QFile bytes(dir.filePath(QLatin1String(file)));
        QVERIFY(bytes.open(QIODevice::WriteOnly));
        bytes.write("\xff");
    }
    QVERIFY(QFile::link(dir.filePath(QStringLiteral("secret")), dir.filePath(QStringLiteral("here/link"))));
    QVERIFY(QFile::link(folder.path(), dir.filePath(QStringLiteral("here/linkdir"))));
    const auto loaded = loadScenarioText(
        scenariocases::action(R"({"sendFile":")" + name + "\"}"), dir.filePath(QStringLiteral("here")));
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().size(), 1);
    QCOMPARE(loaded.error().first().path, QStringLiteral("$.routes[0].rules[0].do[0].sendFile"));
    QVERIFY2(loaded.error().first().sentence.contains(sentence), qPrintable(loaded.error().first().sentence));
}

void TestScenarioReader::errorHasFileLineAndPath()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("none.json"));
    const auto missing = loadScenario(path);
    QVERIFY(!missing);
    QVERIFY(errorText(missing.error(), path).startsWith(path + QStringLiteral(":1:1: expected a file")));
    const Error error{0, 14, 9, QStringLiteral("$.routes"), QStringLiteral("expected x, got y")};
    QCOMPARE(error.text(QStringLiteral("a.json")), QStringLiteral("a.json:14:9: $.routes: expected x, got y"));
}

QTEST_GUILESS_MAIN(TestScenarioReader)
#include "tst_scenarioreader.moc"
