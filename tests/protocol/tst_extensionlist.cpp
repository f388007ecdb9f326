// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/extensionlist.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

namespace {

QList<HeaderField> lines(const QByteArrayList &values)
{
    QList<HeaderField> fields;
    for (const QByteArray &value : values)
        fields.append({"Sec-WebSocket-Extensions", value, 5 + int(fields.size())});
    return fields;
}

} // namespace

class TestExtensionList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void wellFormed_data();
    void wellFormed();
    void malformed_data();
    void malformed();
    void noLinesAreNoExtensions();
    void aValueIsToldFromNone();
    void ofAHead();
    void errorSentence();
};

void TestExtensionList::wellFormed_data()
{
    QTest::addColumn<QByteArrayList>("values");
    QTest::addColumn<QByteArray>("composed");
    const auto row = [](const char *name, const QByteArrayList &values, const QByteArray &composed) {
        QTest::newRow(name) << values << composed;
    };
    // RFC 6455 §9.1's examples.
    row("one", {"deflate-stream"}, "deflate-stream");
    row("parameters", {"mux; max-channels=4; flow-control, deflate-stream"},
        "mux; max-channels=4; flow-control, deflate-stream");
    row("two lines", {"foo", "bar; baz=2"}, "foo, bar; baz=2");
    row("one line", {"foo, bar; baz=2"}, "foo, bar; baz=2");
    // RFC 7692 §7.1.3's.
    row("fallback",
        {"permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate; "
         "client_max_window_bits"},
        "permessage-deflate; client_max_window_bits; server_max_window_bits=10, permessage-deflate; "
        "client_max_window_bits");
    row("no white space", {"a;b=1;c,d"}, "a; b=1; c, d");
    row("white space all over", {" \ta\t; b = 1 ;c , d "}, "a; b=1; c, d");
    row("quoted", {"a; b=\"10\"; c"}, "a; b=10; c");
    row("quoted, escaped", {"a; b=\"\\1\\0\""}, "a; b=10");
    row("empty elements", {",, a ,, b,", "", ",", "c"}, "a, b, c");
    row("duplicates and spelling kept", {"A; x; X; x=1, a"}, "A; x; X; x=1, a");
    row("every kind of token character", {"a!#$%&'*+-.^_`|~Z9; b=!#$%&'*+-.^_`|~Z9"},
        "a!#$%&'*+-.^_`|~Z9; b=!#$%&'*+-.^_`|~Z9");
}

void TestExtensionList::wellFormed()
{
    QFETCH(QByteArrayList, values);
    QFETCH(QByteArray, composed);
    const auto extensions = parseExtensions(lines(values));
    if (!extensions)
        QFAIL(qPrintable(extensions.error().violation.sentence()));
    QCOMPARE(composeExtensions(*extensions), composed);
    const auto again = parseExtensions(lines({composed}));
    QVERIFY(again);
    QVERIFY(*again == *extensions);
}

void TestExtensionList::malformed_data()
{
    QTest::addColumn<QByteArrayList>("values");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArrayList &values, int line, int column, const char *expected) {
        QTest::newRow(name) << values << line << column << QString::fromUtf8(expected);
    };
    row("empty", {""}, 5, 1, "at least one extension");
    row("only commas", {" , ,", ","}, 5, 1, "at least one extension");
    row("no name", {"a, ;b"}, 5, 4, "the name of an extension");
    row("quoted name", {"\"a\""}, 5, 1, "the name of an extension");
    row("two names", {"a b"}, 5, 3, "“;”, “,” or the end");
    row("value of an extension", {"a=1"}, 5, 2, "“;”, “,” or the end");
    row("trailing semicolon", {"a;"}, 5, 3, "the name of a parameter");
    row("two semicolons", {"a;;b"}, 5, 3, "the name of a parameter");
    row("parameter without name", {"a; =1"}, 5, 4, "the name of a parameter");
    row("no value", {"a; b="}, 5, 6, "the value of a parameter");
    row("no value, then a comma", {"a; b=, c"}, 5, 6, "the value of a parameter");
    row("two values", {"a; b=1 2"}, 5, 8, "“;”, “,” or the end");
    row("value with a slash", {"a; b=1/2"}, 5, 7, "“;”, “,” or the end");
    row("quoted, then more", {"a; b=\"1\"2"}, 5, 9, "“;”, “,” or the end");
    row("quoted nothing", {"a; b=\"\""}, 5, 6, "a token between the quotes");
    row("quoted space", {"a; b=\"1 2\""}, 5, 6, "a token between the quotes");
    row("quoted comma", {"a; b=\"1,2\""}, 5, 6, "a token between the quotes");
    row("quoted quote", {"a; b=\"\\\"\""}, 5, 6, "a token between the quotes");
    row("open quote", {"a; b=\"1"}, 5, 8, "the closing quote");
    row("open quote, escaped end", {"a; b=\"1\\"}, 5, 9, "the closing quote");
    row("open quote goes on in no other line", {"a; b=\"1", "2\""}, 5, 8, "the closing quote");
    row("control character", {"a\x01"}, 5, 2, "“;”, “,” or the end");
    row("obs-text", {"caf\xc3\xa9"}, 5, 4, "“;”, “,” or the end");
    row("third line", {"a", "b", "c d"}, 7, 3, "“;”, “,” or the end");
}

void TestExtensionList::malformed()
{
    QFETCH(QByteArrayList, values);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, expected);
    const auto extensions = parseExtensions(lines(values));
    QVERIFY(!extensions);
    QCOMPARE(extensions.error().line, line);
    QCOMPARE(extensions.error().column, column);
    QVERIFY2(
        extensions.error().violation.expected.startsWith(expected), qPrintable(extensions.error().violation.expected));
    QCOMPARE(extensions.error().violation.section, QStringLiteral("RFC 6455 §9.1"));
}

void TestExtensionList::noLinesAreNoExtensions()
{
    const auto extensions = parseExtensions(QList<HeaderField>());
    QVERIFY(extensions);
    QVERIFY(extensions->isEmpty());
}

void TestExtensionList::aValueIsToldFromNone()
{
    const auto extensions = parseExtensions(lines({"a; b; c=d"}));
    QVERIFY(extensions);
    const QList<ExtensionParameter> expected{{"b", std::nullopt}, {"c", QByteArray("d")}};
    QVERIFY(extensions->first().parameters == expected);
}

void TestExtensionList::ofAHead()
{
    HttpHead head;
    head.fields = {{"sec-websocket-extensions", "a", 3}, {"Host", "b", 4}, {"Sec-WebSocket-Extensions", "c", 5}};
    const auto extensions = parseExtensions(head);
    QVERIFY(extensions);
    QCOMPARE(composeExtensions(*extensions), QByteArray("a, c"));
}

void TestExtensionList::errorSentence()
{
    QCOMPARE(parseExtensions(lines({"a", "b; =1"})).error().violation.sentence(),
        QStringLiteral("expected the name of a parameter, got “=” at character 4 of the value on line 6, "
                       "RFC 6455 §9.1"));
    QCOMPARE(parseExtensions({{"Sec-WebSocket-Extensions", "b;", 0}}).error().violation.sentence(),
        QStringLiteral("expected the name of a parameter, got the end of the value at character 3, RFC 6455 §9.1"));
}

QTEST_APPLESS_MAIN(TestExtensionList)
#include "tst_extensionlist.moc"
