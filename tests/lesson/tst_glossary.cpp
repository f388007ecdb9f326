// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/glossary.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass::lesson;
using namespace Qt::StringLiterals;

/// The glossary's file, and the terms that the program's panels ask for.
class TestGlossary : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { handglass::failOnWarnings(); }
    void reads();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
};

namespace {

const QByteArray Terms = R"(# Glossary

## frame

```term
id: frame
section: RFC 6455 §5.2
names: Frame head, frames
```

A [frame](rfc:6455#5.2).

## close code

```term
id: close-code
section: RFC 6455 §7.4
```

A number.
)";

QByteArray with(const QByteArray &part, const QByteArray &by)
{
    QByteArray text = Terms;
    return text.contains(part) ? text.replace(part, by) : QByteArray();
}

} // namespace

void TestGlossary::reads()
{
    const auto terms = readGlossary(u"glossary.md"_s, Terms);
    QVERIFY2(terms, terms ? "" : qPrintable(terms.error().toString()));
    QCOMPARE(terms->size(), 2);
    QCOMPARE(terms->at(0).id, u"close-code"_s); // in alphabetical order
    QCOMPARE(terms->at(1).name, u"frame"_s);
    QCOMPARE(terms->at(1).section, u"RFC 6455 §5.2"_s);
    QCOMPARE(terms->at(1).names, QStringList({u"Frame head"_s, u"frames"_s}));
    QCOMPARE(terms->at(1).text, u"A [frame](rfc:6455#5.2)."_s);
}

void TestGlossary::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &text, const char *expected) {
        QTest::newRow(name) << text << QString::fromUtf8(expected);
    };
    row("no block", with("```term\nid: close-code\nsection: RFC 6455 §7.4\n```", ""),
        "glossary.md, line 13: expected a block “```term”");
    row("key", with("names:", "name:"), "glossary.md, line 8: expected “id: …”");
    row("id", with("id: frame", "id: The Frame"), "glossary.md, line 6: expected “id: …”");
    row("id twice", with("section: RFC 6455 §7.4", "id: b\nsection: RFC 6455 §7.4"),
        "glossary.md, line 17: expected “id: …”");
    row("no section", with("section: RFC 6455 §7.4", ""), "glossary.md, line 13: expected id, section and a text");
    row("no text", with("A number.", ""), "glossary.md, line 13: expected id, section and a text");
    row("same id", with("id: close-code", "id: frame"), "glossary.md, line 13: expected a name of one term only");
    row("same name", with("## close code", "## Frames"), "glossary.md, line 13: expected a name of one term only");
    row("link", with("A number.", "A\n[x](frame)"), "glossary.md, line 21: expected a link such as");
}

void TestGlossary::saysWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QVERIFY2(!text.isEmpty(), "the row replaces what is not in the glossary");
    const auto terms = readGlossary(u"glossary.md"_s, text);
    QVERIFY2(!terms, "it was read");
    QVERIFY2(terms.error().toString().startsWith(expected), qPrintable(terms.error().toString()));
}

QTEST_APPLESS_MAIN(TestGlossary)
#include "tst_glossary.moc"
