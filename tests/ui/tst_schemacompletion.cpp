// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonindex.h"
#include "tests/support/failonwarnings.h"
#include "ui/mock/scenarioexamples.h"
#include "ui/mock/schemacompleter.h"
#include "ui/mock/schemacompletion.h"

#include <QFile>
#include <QTest>

using namespace handglass;
using schemacompletion::Proposal;

namespace {

/// The text with a | where the caret is.
Proposal proposed(QByteArray text)
{
    const qsizetype caret = text.indexOf('|');
    return schemacompletion::at(scenarioSchema(), text.remove(caret, 1), caret);
}

QByteArray inRule(const QByteArray &rule)
{
    return R"({"scenario":1,"routes":[{"path":"/","rules":[{"name":"a","do":[]},{)" + rule;
}

QByteArray inAction(const QByteArray &action)
{
    return inRule(R"("on":"text","do":[{"echo":true},{)" + action);
}

} // namespace

class TestSchemaCompletion final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void words_data();
    void words();
    void replaces_data();
    void replaces();
    void everyNameOfTheExamples();
    void anyCaretInAnyText();
};

void TestSchemaCompletion::words_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &text, const QString &words) {
        QTest::newRow(name) << text << words;
    };
    row("top", R"({ "|)", u"$schema listen name replies routes scenario shared"_qs);
    row("without those before", R"({ "scenario": 1, "name": "x", "|)", u"$schema listen replies routes shared"_qs);
    row("without those behind", "{ \"|\n \"scenario\": 1, \"routes\": [{ \"path\": \"/\" }] }",
        u"$schema listen name replies shared"_qs);
    row("nothing typed yet", R"({"listen": { |} })", u"host port tls"_qs);
    row("typed without a quote", R"({"listen": { po|)", u"host port tls"_qs);
    row("true or false", R"({"listen": { "tls": |)", u"false true"_qs);
    row("one of words", inRule(R"("on": "|)"), u"binary close connect message ping pong silence text timer"_qs);
    row("one of words, closed", inRule(R"("on": "te|xt", "do": [])"),
        u"binary close connect message ping pong silence text timer"_qs);
    row("what is there already decides", inRule(R"("every": "1s", "on": "|)"), u"timer"_qs);
    row("of a timer", inRule(R"("on": "timer", "name": "x", "|)"), u"after do enabled every scope when"_qs);
    row("of a text", inRule(R"("on": "text", "name": "x", "|)"), u"do enabled when"_qs);
    row("of a text, behind the caret", inRule(R"("|", "on": "text", "name": "x")"), u"do enabled when"_qs);
    row("a plain text", R"({ "name": "na|)", {});
    row("a text to be sent", inAction(R"("send": "de|)"), {});
    row("beside it", inAction(R"("send": "x", "|)"), u"delay jitter to"_qs);
    row("to whom", inAction(R"("send": "x", "to": "|)"), u"all client others route routeOthers"_qs);
    row("actions in lists of lists", inAction(R"("sequence": [[{ "echo": true }, { "wait": "1s", "|)"),
        u"delay jitter"_qs);
    row("branch", inAction(R"("choose": [{ "|)"), u"do weight"_qs);
    row("check", R"({"routes":[{"handshake":{"require":[{"origin":"x","|)", u"enabled name refuse"_qs);
    row("parameters of a fault", R"({"routes":[{"faults":[{"name":"rsv","|)", u"bits every"_qs);
    row("behind a name", R"({ "name" |)", {});
    row("behind a value", R"({ "name": "x" |)", {});
    row("headers have any name", R"({"routes":[{"handshake":{"headers":{"|)", {});
    row("any JSON", inAction(R"("sendJson": { "|)"), {});
    row("broken before it", R"({ "listen": { "port": , "ho|)", u"host port tls"_qs);
    row("outside", "|", {});
    row("behind it all", "{} |", {});
    row("no JSON at all", "}}]\"|", {});
}

void TestSchemaCompletion::words()
{
    QFETCH(QByteArray, text);
    QStringList plain;
    for (const QString &word : proposed(text).words)
        plain.append(QString(word).remove(u'"'));
    QTEST(plain.join(u' '), "words");
}

void TestSchemaCompletion::replaces_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("replaced");
    QTest::newRow("nothing") << QByteArray("{ | }") << QByteArray();
    QTest::newRow("an open quote") << QByteArray("{ \"na|\n }") << QByteArray("\"na");
    QTest::newRow("a closed one") << QByteArray(R"({ "n|ame": "x" })") << QByteArray(R"("name")");
    QTest::newRow("before another one") << QByteArray(R"({ "na|"listen": {} })") << QByteArray("\"na");
    QTest::newRow("a word") << QByteArray(R"({ "listen": { "tls": tr|u } })") << QByteArray("tru");
    QTest::newRow("ä in it") << QByteArray(R"({ "ä": 1, "nä|" })") << QByteArray(R"("nä")");
}

void TestSchemaCompletion::replaces()
{
    QFETCH(QByteArray, text);
    const Proposal proposal = proposed(text);
    QTEST(text.remove(text.indexOf('|'), 1).sliced(proposal.from, proposal.to - proposal.from), "replaced");
}

/// Where a name stands, it is among those that may stand there.
void TestSchemaCompletion::everyNameOfTheExamples()
{
    int names = 0;
    int known = 0;
    const QJsonObject schema = scenarioSchema();
    for (const ScenarioExample &example : scenarioExamples()) {
        QFile file(example.file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const JsonIndex tree(text);
        for (JsonIndex::Node node = 0; node < tree.size(); ++node) {
            if (!tree.isMember(node))
                continue;
            const qsizetype start = tree.name(node).data() - tree.text().constData();
            const Proposal proposal = schemacompletion::at(schema, text, start + 1);
            ++names;
            QVERIFY(proposal.isName);
            QCOMPARE(proposal.from, start);
            QCOMPARE(proposal.to, start + tree.name(node).size());
            if (proposal.words.isEmpty())
                continue; // any name may stand there
            ++known;
            QVERIFY2(proposal.words.contains(QString::fromUtf8(tree.name(node))), qPrintable(tree.path(node).text()));
        }
    }
    QVERIFY2(known > names / 2, qPrintable(u"%1 of %2"_qs.arg(known).arg(names)));
}

void TestSchemaCompletion::anyCaretInAnyText()
{
    const QJsonObject schema = scenarioSchema();
    const QByteArray text = inAction(R"("send": "a\"b\\", "to": {"group": "g"}}]}, }, ]] { "x": [1, tr "unclosed)");
    for (qsizetype length = 0; length <= text.size(); ++length) {
        for (qsizetype caret = 0; caret <= length; ++caret) {
            const Proposal proposal = schemacompletion::at(schema, text.first(length), caret);
            QVERIFY(0 <= proposal.from && proposal.from <= caret && caret <= proposal.to && proposal.to <= length);
        }
    }
}

QTEST_GUILESS_MAIN(TestSchemaCompletion)
#include "tst_schemacompletion.moc"
