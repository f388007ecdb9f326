// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/mock/scenariodocument.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

namespace {

/// Odd on purpose: an edit may change nothing but its value.
const char *const Text = "{ \"scenario\" :1,\n\t\"routes\":[ {\"path\" : \"/a\",\n"
                         "   \"rules\" : [ {\"name\":\"x\", \"do\":[{\"send\":\"\\u0041\" }]} ,\n"
                         "{ \"name\":\"y\",\"do\":[] }\n] }]\n}\n\n";

JsonPath rule(qint64 index)
{
    return JsonPath() / "routes" / 0 / "rules" / index;
}

scenario::ScenarioText untitled(const QByteArray &text)
{
    return {{}, text};
}

} // namespace

class TestScenarioDocument final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void editsLeaveTheRestAlone_data();
    void editsLeaveTheRestAlone();
    void whatIsNotThereIsPassedOver();
    void missingParentsAreMade();
    void lastValidStays();
    void newestTextWins();
    void brokenTextHasNoTree();
    void filesThatItNames();
    void modifiedUntilSaved();
};

void TestScenarioDocument::editsLeaveTheRestAlone_data()
{
    QTest::addColumn<QByteArray>("old"); ///< a part of the text that stands there once
    QTest::addColumn<QByteArray>("fresh");
    QTest::addColumn<std::function<void(ScenarioDocument &)>>("edit");
    using Edit = std::function<void(ScenarioDocument &)>;
    const auto row = [](const char *name, const char *old, const char *fresh, const Edit &edit) {
        QTest::newRow(name) << QByteArray(old) << QByteArray(fresh) << edit;
    };
    row("value", "\"\\u0041\"", "\"b\"", [](ScenarioDocument &d) { d.setValue(rule(0) / "do" / 0 / "send", "\"b\""); });
    row("new member", "\"x\", \"do\":[{\"send\":\"\\u0041\" }]}",
        "\"x\", \"do\":[{\"send\":\"\\u0041\" }], \"enabled\": false}",
        [](ScenarioDocument &d) { d.setValue(rule(0) / "enabled", "false"); });
    row("other kind", "\"send\":\"\\u0041\"", "\"echo\": true",
        [](ScenarioDocument &d) { d.replaceMember(rule(0) / "do" / 0 / "send", "echo", "true"); });
    row("new element", "\"do\":[] }", "\"do\":[{ \"echo\": true }] }",
        [](ScenarioDocument &d) { d.insert(rule(1) / "do", -1, "{ \"echo\": true }"); });
    row("removed", "{\"name\":\"x\", \"do\":[{\"send\":\"\\u0041\" }]} ,\n", "",
        [](ScenarioDocument &d) { d.remove(rule(0)); });
    row("moved", "{\"name\":\"x\", \"do\":[{\"send\":\"\\u0041\" }]} ,\n{ \"name\":\"y\",\"do\":[] }",
        "{ \"name\":\"y\",\"do\":[] } ,\n{\"name\":\"x\", \"do\":[{\"send\":\"\\u0041\" }]}",
        [](ScenarioDocument &d) { d.move(JsonPath() / "routes" / 0 / "rules", 0, 1); });
}

void TestScenarioDocument::editsLeaveTheRestAlone()
{
    QFETCH(QByteArray, old);
    QFETCH(QByteArray, fresh);
    QFETCH(std::function<void(ScenarioDocument &)>, edit);
    QCOMPARE(QByteArray(Text).count(old), 1);
    ScenarioDocument document(untitled(Text));
    QByteArray followed(Text); // as an editor carries it out
    connect(&document, &ScenarioDocument::edited, this,
        [&followed](const TextEdit &change) { followed = applied(followed, change); });
    edit(document);
    QCOMPARE(document.text(), QByteArray(Text).replace(old, fresh));
    QCOMPARE(followed, document.text());
    QVERIFY(document.isModified());
}

void TestScenarioDocument::whatIsNotThereIsPassedOver()
{
    ScenarioDocument document(untitled(Text));
    const QSignalSpy edited(&document, &ScenarioDocument::edited);
    document.remove(rule(7));
    document.move(JsonPath() / "routes" / 0 / "rules", 0, 2);
    document.setValue(rule(7), "{}");
    document.replaceMember(rule(0) / "nothing", "a", "1");
    document.setValue(rule(0) / "name", "\"x\""); // says so already
    QCOMPARE(edited.size(), 0);
    QCOMPARE(document.text(), QByteArray(Text));
}

void TestScenarioDocument::missingParentsAreMade()
{
    ScenarioDocument document(untitled("{\"routes\":[{\"path\":\"/\"}]}"));
    document.setValue(JsonPath() / "routes" / 0 / "handshake" / "subprotocols" / "speak", "[\"a\"]");
    QCOMPARE(document.text(),
        QByteArray(R"({"routes":[{"path":"/", "handshake": { "subprotocols": { "speak": ["a"] } }}]})"));
}

void TestScenarioDocument::lastValidStays()
{
    ScenarioDocument document(untitled(Text));
    const QSignalSpy accepted(&document, &ScenarioDocument::accepted);
    QTRY_COMPARE(accepted.size(), 1);
    const SharedScenario before = document.scenario();
    document.setText(QByteArray(Text).replace("\"send\"", "\"sent\""));
    QVERIFY(!document.isChecked());
    QTRY_VERIFY(document.isChecked());
    QCOMPARE(document.errors().size(), 1);
    QCOMPARE(document.errors().first().line, 3);
    QCOMPARE(document.scenario(), before);
    QVERIFY(document.tree() != nullptr); // it is JSON all the same
    document.setText(Text);
    QTRY_COMPARE(accepted.size(), 2);
    QVERIFY(document.errors().isEmpty());
}

void TestScenarioDocument::newestTextWins()
{
    ScenarioDocument document(untitled(Text));
    const QSignalSpy accepted(&document, &ScenarioDocument::accepted);
    for (int i = 0; i < 50; ++i)
        document.setValue(rule(0) / "name", '"' + QByteArray::number(i) + '"');
    QTRY_VERIFY(document.isChecked());
    QCOMPARE(document.scenario()->routes[0].rules[0].name, u"49"_qs);
    QVERIFY(accepted.size() <= 2);
}

void TestScenarioDocument::brokenTextHasNoTree()
{
    ScenarioDocument document(untitled(QByteArray(Text).chopped(4)));
    QVERIFY(document.tree() == nullptr);
    document.setValue(rule(0) / "name", "\"z\"");
    QCOMPARE(document.text(), QByteArray(Text).chopped(4));
    QTRY_VERIFY(document.isChecked());
    QVERIFY(document.errors().first().path.isEmpty());
    document.setText("1 2");
    QVERIFY(document.tree() == nullptr);
    document.setText({});
    QVERIFY(document.tree() == nullptr);
}

void TestScenarioDocument::filesThatItNames()
{
    const QTemporaryDir folder;
    ScenarioDocument document(
        {folder.filePath(u"a.json"_qs), QByteArray(Text).replace("\"send\":\"\\u0041\"", "\"sendFile\": \"b.txt\"")});
    QTRY_VERIFY(document.isChecked());
    QCOMPARE(document.errors().size(), 1);
    QFile file(folder.filePath(u"b.txt"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello");
    file.close();
    document.checkAgain();
    QTRY_VERIFY(document.isChecked());
    QVERIFY(document.errors().isEmpty());
    QCOMPARE(document.files().size(), 1);
    QCOMPARE(document.scenario()->routes[0].rules[0].actions[0].bytes, QByteArray("hello"));
}

void TestScenarioDocument::modifiedUntilSaved()
{
    ScenarioDocument document(untitled(Text));
    const QSignalSpy changed(&document, &ScenarioDocument::modifiedChanged);
    QVERIFY(document.needsFile());
    document.setText("1");
    QCOMPARE(changed.size(), 1);
    document.setText("12");
    QCOMPARE(changed.size(), 1);
    document.setText(Text);
    QCOMPARE(changed.size(), 2);
    QVERIFY(!document.isModified());
    document.setText("1");
    document.setSaved(u"/tmp/x.json"_qs, "1");
    QVERIFY(!document.isModified());
    QVERIFY(!document.needsFile());
    QCOMPARE(document.folder(), u"/tmp"_qs);
}

QTEST_GUILESS_MAIN(TestScenarioDocument)
#include "tst_scenariodocument.moc"
