// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/lessonfolder.h"
#include "app/lesson/lessonreader.h"

#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass::lesson;
using namespace Qt::StringLiterals;

/// A lesson's file: what is read of it, and what is said of one that is wrong.
class TestLessonReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { handglass::failOnWarnings(); }
    void readsAll();
    void readsLeast();
    void readsCommands_data();
    void readsCommands();
    void readsUntil_data();
    void readsUntil();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void takesTheLanguageThatIsThere();
};

namespace {

const QString FileName = u"02-small.md"_s;

const QByteArray Small = R"(<!-- comment -->
# Small

```lesson
minutes: 2
```

## One | the first

```step
do: connect
```

Text.

## Break one thing

```breaks
other-guid
```

Switches.

## Your turn | Do it

```task
check: client state = open | it opens
```

Do it.

### Hint
So.
### Solved
Done.
)";

/// The small lesson with one part of it replaced.
QByteArray with(const QByteArray &part, const QByteArray &by)
{
    QByteArray text = Small;
    return text.contains(part) ? text.replace(part, by) : QByteArray();
}

LessonStep stepWith(const QByteArray &block)
{
    const auto lesson = readLesson(FileName, with("do: connect", block));
    if (!lesson) {
        qWarning().noquote() << lesson.error().toString();
        return {};
    }
    return lesson->steps.value(0);
}

} // namespace

void TestLessonReader::readsAll()
{
    const QByteArray text = R"(<!-- SPDX -->

# A whole lesson

```lesson
minutes: 6
path: /chat?room=7
subprotocols: chat.v2, chat.v1
origin: http://example.com:8080
deflate: on
scenario: chat.json
```

## TCP | it connects

```step
do: connect
do: deliver all
until: request from client
focus: Sec-WebSocket-Key
tool: accept
```

### A heading

See [key](glossary:key), [lesson 1](lesson:why), [§4.1](rfc:6455#4.1), [7692](rfc:7692).

```
## no heading, it is code
```

## GET | it | asks

```step
```

Second.

## Break it

```breaks
no-key
other-guid
```

Above.

## Your turn | Compute it

```task
input: accept =
input: text = a = b
check: response Sec-WebSocket-Accept = {accept of request} | it is the one
check: client messages < 3 | at most two
tool: mask
```

Text.

### Hint

A hint.

### Solved

It is done.
)";
    const auto lesson = readLesson(u"en/12-a-whole-lesson.md"_s, text);
    QVERIFY2(lesson, lesson ? "" : qPrintable(lesson.error().toString()));
    QCOMPARE(lesson->id, u"a-whole-lesson"_s);
    QCOMPARE(lesson->number, 12);
    QCOMPARE(lesson->title, u"A whole lesson"_s);
    QCOMPARE(lesson->minutes, 6);
    QCOMPARE(lesson->path, QByteArray("/chat?room=7"));
    QCOMPARE(lesson->subprotocols, QStringList({u"chat.v2"_s, u"chat.v1"_s}));
    QCOMPARE(lesson->origin, QByteArray("http://example.com:8080"));
    QVERIFY(lesson->deflate);
    QCOMPARE(lesson->scenario, u"chat.json"_s);

    QCOMPARE(lesson->steps.size(), 2);
    const LessonStep &first = lesson->steps[0];
    QCOMPARE(first.mark, u"TCP"_s);
    QCOMPARE(first.title, u"it connects"_s);
    QCOMPARE(first.line, 14);
    QCOMPARE(first.commands.size(), 2);
    QCOMPARE(first.commands[1].kind, Command::Kind::DeliverAll);
    QCOMPARE(first.until.kind, Until::Kind::Held);
    QCOMPARE(first.until.end, std::optional(End::Client));
    QCOMPARE(first.focus, QByteArray("Sec-WebSocket-Key"));
    QCOMPARE(first.tool, Tool::Accept);
    QVERIFY(first.text.startsWith(u"### A heading"));
    QVERIFY(first.text.contains(u"## no heading"));
    QCOMPARE(lesson->steps[1].title, u"it | asks"_s);
    QCOMPARE(lesson->steps[1].text, u"Second."_s);
    QCOMPARE(lesson->steps[1].tool, Tool::Stage);

    QCOMPARE(lesson->breaks, QByteArrayList({"no-key", "other-guid"}));
    QCOMPARE(lesson->breakText, u"Above."_s);
    const LessonTask &task = lesson->task;
    QCOMPARE(task.title, u"Compute it"_s);
    QCOMPARE(task.text, u"Text."_s);
    QCOMPARE(task.hint, u"A hint."_s);
    QCOMPARE(task.solved, u"It is done."_s);
    QCOMPARE(task.inputs, QStringList({u"accept="_s, u"text=a = b"_s}));
    QCOMPARE(task.checks.size(), 2);
    QCOMPARE(task.checks[0].subject, u"response Sec-WebSocket-Accept"_s);
    QCOMPARE(task.checks[0].op, u"="_s);
    QCOMPARE(task.checks[0].value, u"{accept of request}"_s);
    QCOMPARE(task.checks[0].words, u"it is the one"_s);
    QCOMPARE(task.checks[1].subject, u"client messages"_s);
    QCOMPARE(task.checks[1].op, u"<"_s);
    QCOMPARE(task.tool, Tool::Mask);
    QCOMPARE(task.checks[1].line, text.left(text.indexOf("check: client messages")).count('\n') + 1);
}

void TestLessonReader::readsLeast()
{
    QByteArray text = Small;
    for (const QByteArray &bytes : {text, text.replace("\n", "\r\n")}) {
        const auto lesson = readLesson(FileName, bytes);
        QVERIFY2(lesson, lesson ? "" : qPrintable(lesson.error().toString()));
        QCOMPARE(lesson->path, QByteArray("/"));
        QVERIFY(lesson->origin.isEmpty() && lesson->subprotocols.isEmpty() && !lesson->deflate);
        QCOMPARE(lesson->task.hint, u"So."_s);
    }
}

void TestLessonReader::readsCommands_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Command>("expected");
    const auto row = [](const QByteArray &line, Command::Kind kind, End by = End::Client, const QString &text = {},
                         const QByteArray &bytes = {}, quint16 code = 0) {
        QTest::newRow(line.constData()) << line << Command{kind, by, text, bytes, code};
    };
    using Kind = Command::Kind;
    row("connect", Kind::Connect);
    row("deliver", Kind::Deliver);
    row("deliver all", Kind::DeliverAll);
    row("client text Hello: wire", Kind::Text, End::Client, u"Hello: wire"_s);
    row("server text Grüße", Kind::Text, End::Server, u"Grüße"_s);
    row("client binary 00 fF10", Kind::Binary, End::Client, {}, QByteArray::fromHex("00ff10"));
    row("server fragments Hel|lo| ", Kind::Fragments, End::Server, u"Hel|lo|"_s);
    row("client ping", Kind::Ping);
    row("server ping beat 1", Kind::Ping, End::Server, u"beat 1"_s);
    row("client close", Kind::Close, End::Client, {}, {}, 1005);
    row("client close 1000", Kind::Close, End::Client, {}, {}, 1000);
    row("server close 4001 too slow", Kind::Close, End::Server, u"too slow"_s, {}, 4001);
    row("client raw 8105", Kind::Raw, End::Client, {}, QByteArray::fromHex("8105"));
    row("server drop", Kind::Drop, End::Server);
}

void TestLessonReader::readsCommands()
{
    QFETCH(QByteArray, line);
    QFETCH(Command, expected);
    QCOMPARE(stepWith("do: " + line).commands, QList<Command>{expected});
}

void TestLessonReader::readsUntil_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<Until>("expected");
    const auto row = [](const QByteArray &line, const Until &until) {
        QTest::newRow(line.constData()) << line << until;
    };
    const auto held = [](UnitKind unit, std::optional<quint8> opcode = {}, std::optional<End> end = {}) {
        return Until{Until::Kind::Held, unit, opcode, end, EndState::Open};
    };
    row("nothing", {});
    row("tcp", {Until::Kind::Tcp, UnitKind::Request, {}, {}, EndState::Open});
    row("request", held(UnitKind::Request));
    row("response", held(UnitKind::Response));
    row("body", held(UnitKind::Body));
    row("bytes from client", held(UnitKind::Bytes, {}, End::Client));
    row("end from server", held(UnitKind::TcpEnd, {}, End::Server));
    row("frame", held(UnitKind::Frame));
    row("continuation", held(UnitKind::Frame, 0));
    row("text", held(UnitKind::Frame, 1));
    row("binary", held(UnitKind::Frame, 2));
    row("close from client", held(UnitKind::Frame, 8, End::Client));
    row("ping", held(UnitKind::Frame, 9));
    row("pong from server", held(UnitKind::Frame, 10, End::Server));
    for (const auto &[word, state] : {std::pair("open", EndState::Open), {"closing", EndState::Closing},
             {"closed", EndState::Closed}, {"failed", EndState::Failed}}) {
        row(QByteArray("client ") + word, {Until::Kind::State, UnitKind::Request, {}, End::Client, state});
        row(QByteArray("server ") + word, {Until::Kind::State, UnitKind::Request, {}, End::Server, state});
    }
}

void TestLessonReader::readsUntil()
{
    QFETCH(QByteArray, line);
    QFETCH(Until, expected);
    QVERIFY(stepWith("until: " + line).until == expected);
}

void TestLessonReader::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); ///< how it begins, and what is in it besides, behind “~” each
    const auto row = [](const char *name, const QByteArray &text, const char *expected,
                         const QString &file = FileName) {
        QTest::newRow(name) << file << text << QString::fromUtf8(expected);
    };
    row("empty", " \n", "02-small.md, line 3: expected the title, “# …”, got “”");
    row("no title", "Text\n", "02-small.md, line 1: expected the title, “# …”, got “Text”");
    row("two titles", Small + "# Again\n", "02-small.md, line 36: expected one title in the file");
    row("no UTF-8", with("Text.", "Te\xFFxt."), "02-small.md, line 14: expected UTF-8");
    row("file name", Small, "small.md, line 1: expected a file name such as “03-opening-handshake.md”, got “small.md”",
        u"en/small.md"_s);
    row("number 00", Small, "00-small.md, line 1: expected a file name", u"00-small.md"_s);
    row("open block", with("```\n\nText.", "\nText."), "02-small.md, line 10: expected “```” that ends");
    row("open code", with("Text.", "```\nText."), "02-small.md, line 14: expected “```” that ends");

    row("no lesson block", with("```lesson\nminutes: 2\n```", ""), "02-small.md, line 2: expected a block “```lesson”");
    row("no minutes", with("minutes: 2", ""), "02-small.md, line 2: expected “minutes: …”");
    row("no minute", with("minutes: 2", "minutes: 0"), "02-small.md, line 5: expected 1 to 60 minutes, got “0”");
    row("minutes in words", with("minutes: 2", "minutes: two"), "02-small.md, line 5: expected 1 to 60 minutes");
    row("key", with("minutes: 2", "minute: 2"), "02-small.md, line 5: expected one of minutes: path:~got “minute: 2”");
    row("no key", with("minutes: 2", "two"), "02-small.md, line 5: expected one of~got “two”");
    row("twice", with("minutes: 2", "minutes: 2\nminutes: 3"), "02-small.md, line 6: expected “minutes:” once");
    row("path", with("minutes: 2", "path: chat"), "02-small.md, line 5: expected a path~got “chat”");
    row("path with a space", with("minutes: 2", "path: /a b"), "02-small.md, line 5: expected a path");
    row("path with a fragment", with("minutes: 2", "path: /a#b"), "02-small.md, line 5: expected a path");
    row("origin", with("minutes: 2", "origin: example.com"), "02-small.md, line 5: expected an origin");
    row("origin with a path", with("minutes: 2", "origin: http://a/"), "02-small.md, line 5: expected an origin");
    row("subprotocols", with("minutes: 2", "subprotocols: a b"), "02-small.md, line 5: expected tokens");
    row("subprotocol twice", with("minutes: 2", "subprotocols: a, a"), "02-small.md, line 5: expected tokens");
    row("deflate", with("minutes: 2", "deflate: yes"), "02-small.md, line 5: expected on or off, got “yes”");
    row("scenario", with("minutes: 2", "scenario: ../a.json"), "02-small.md, line 5: expected the name of a scenario");
    row("text before steps", with("## One", "Hello\n## One"), "02-small.md, line 8: expected the first step~“Hello”");

    row("no step", with("```step\ndo: connect\n```", ""), "02-small.md, line 8: expected a step first");
    row("mark too long", with("## One", "## Ninechars"),
        "02-small.md, line 8: expected “## Mark | title”~8 characters");
    row("no mark", with("## One | the first", "## | the first"), "02-small.md, line 8: expected “## Mark | title”");
    row("no title of step", with("## One | the first", "## One"), "02-small.md, line 8: expected “## Mark | title”");
    row("mark twice", with("## Break", "## One | b\n```step\n```\nT\n## Break"),
        "02-small.md, line 16: expected another mark than line 8's, got “One”");
    row("no text", with("Text.", ""), "02-small.md, line 8: expected a text under “One | the first”, got none");
    row("step key", with("do: connect", "unti: tcp"), "02-small.md, line 11: expected one of do: until: focus: tool:");
    row("until twice", with("do: connect", "until: tcp\nuntil: tcp"), "02-small.md, line 12: expected “until:” once");
    row("tool", with("do: connect", "tool: hammer"),
        "02-small.md, line 11: expected one of stage, compare, url, accept, frame, mask, deflate, origin, got "
        "“hammer”");
    row("focus", with("do: connect", "focus: a b"), "02-small.md, line 11: expected a header's name~got “a b”");
    row("link", with("Text.", "One\n[x](https://example.com)"),
        "02-small.md, line 15: expected a link such as~got “https://example.com”");
    row("link to no section", with("Text.", "[x](rfc:6455#x)"), "02-small.md, line 14: expected a link such as");

    const auto command = [&](const char *line, const char *expected) {
        row(line, with("do: connect", QByteArray("do: ") + line), expected);
    };
    command("wait", "02-small.md, line 11: expected connect, deliver, deliver all, or what an end does~got “wait”");
    command("client", "02-small.md, line 11: expected one of text, binary");
    command("client shout Hello", "02-small.md, line 11: expected one of text, binary,~got “shout”");
    command("client text", "02-small.md, line 11: expected the text of the message");
    command("client binary", "02-small.md, line 11: expected bytes as pairs of hex digits");
    command("client raw 8", "02-small.md, line 11: expected bytes as pairs of hex digits, got “8”");
    command("client raw 81 xx", "02-small.md, line 11: expected bytes as pairs of hex digits");
    command("client fragments Hello", "02-small.md, line 11: expected text that is cut at “|”, got “Hello”");
    command("client close 999", "02-small.md, line 11:~999");
    command("client close 1005", "02-small.md, line 11: expected a close code, or nothing");
    command("client close 1006", "02-small.md, line 11:~1006");
    command("client close soon", "02-small.md, line 11: expected a close code, or nothing");
    command("client drop it", "02-small.md, line 11: expected nothing after “drop”, got “it”");
    row("long ping", with("do: connect", "do: client ping " + QByteArray(126, 'a')),
        "02-small.md, line 11: expected at most 125 bytes in a Ping");
    for (const char *until :
        {"", "soon", "request from", "request from proxy", "request by client", "client", "tcp now"}) {
        row(qPrintable(u"until "_s + QLatin1String(until)), with("do: connect", QByteArray("until: ") + until),
            "02-small.md, line 11: expected nothing, tcp, request");
    }
    row("until state", with("do: connect", "until: client ready"),
        "02-small.md, line 11: expected one of open, closing, closed, failed, got “ready”");

    row("no breaks", with("```breaks\nother-guid\n```", ""), "02-small.md, line 16: expected a block “```breaks”");
    row("no break", with("other-guid", ""), "02-small.md, line 16: expected the ids of breaks");
    row("break", with("other-guid", "another-guid"), "02-small.md, line 19: expected one of ~got “another-guid”");
    row("break twice", with("other-guid", "other-guid\nother-guid"), "02-small.md, line 20: expected each break once");
    row("no text of breaks", with("Switches.", ""), "02-small.md, line 16: expected a text");
    row("ends after steps", Small.left(Small.indexOf("## Break")),
        "02-small.md, line 8: expected a heading with a block “```breaks”");
    row("ends after breaks", Small.left(Small.indexOf("## Your")),
        "02-small.md, line 16: expected a heading with a block “```task”");
    row("no task block", with("```task\ncheck: client state = open | it opens\n```", ""),
        "02-small.md, line 24: expected a block “```task”");
    row("no task title", with("## Your turn | Do it", "## Your turn"),
        "02-small.md, line 24: expected “## Your turn | title”");
    row("no check", with("check: client state = open | it opens", ""), "02-small.md, line 24: expected “check: …”");
    row("check without words", with(" | it opens", ""), "02-small.md, line 27: expected a condition, “ | ”");
    row("check without op", with("state = open", "state is open"), "02-small.md, line 27: expected a subject");
    row("check without subject", with("client state = open", "= open"), "02-small.md, line 27: expected a subject");
    row("subject", with("client state", "client mood"),
        "02-small.md, line 27: expected one of request target, ~got “client mood”");
    row("op of a text", with("state = open", "state < open"), "02-small.md, line 27: expected =, != or contains");
    row("number", with("client state = open", "response status = good"), "02-small.md, line 27: expected a number");
    row("tool of the task", with("check:", "tool: hammer\ncheck:"), "02-small.md, line 27: expected one of stage,");
    row("input", with("check:", "input: name = x\ncheck:"),
        "02-small.md, line 27: expected one of url,~got “name = x”");
    row("no hint", with("### Hint", "### Help"), "02-small.md, line 24: expected a text, then “### Hint”");
    row("empty hint", with("So.\n", ""), "02-small.md, line 24: expected a text, then “### Hint”");
    row("behind the task", Small + "## More | of it\n```step\n```\nT\n",
        "02-small.md, line 36: expected nothing behind");
}

void TestLessonReader::saysWhatIsWrong()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QVERIFY2(!text.isEmpty(), "the row replaces what is not in the lesson");
    const auto lesson = readLesson(file, text);
    QVERIFY2(!lesson, "it was read");
    const QString error = lesson.error().toString();
    const QStringList parts = expected.split(u'~');
    QVERIFY2(error.startsWith(parts.first()), qPrintable(error));
    for (const QString &part : parts)
        QVERIFY2(error.contains(part), qPrintable(error));
}

void TestLessonReader::takesTheLanguageThatIsThere()
{
    QTemporaryDir folder;
    for (const char *name : {"en/a.md", "en/b.md", "de/a.md", "pt_BR/a.md", "pt/b.md"}) {
        const QString path = folder.filePath(QLatin1String(name));
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    const auto found = [&](const char *name, const QStringList &languages) {
        QStringList result = translations(folder.path(), QLatin1String(name), languages);
        for (QString &path : result)
            path.remove(folder.path() + u'/');
        return result;
    };
    QCOMPARE(found("a.md", {u"de-AT"_s, u"en"_s}), QStringList({u"de/a.md"_s, u"en/a.md"_s}));
    QCOMPARE(found("b.md", {u"de-AT"_s}), QStringList({u"en/b.md"_s}));
    QCOMPARE(found("a.md", {u"pt-BR"_s}), QStringList({u"pt_BR/a.md"_s, u"en/a.md"_s}));
    QCOMPARE(found("b.md", {u"pt-BR"_s}), QStringList({u"pt/b.md"_s, u"en/b.md"_s}));
    QCOMPARE(found("a.md", {u"en-GB"_s, u"de"_s}), QStringList({u"en/a.md"_s, u"de/a.md"_s}));
    QCOMPARE(found("a.md", {u"C"_s}), QStringList({u"en/a.md"_s}));
    QCOMPARE(found("a.md", {}), QStringList({u"en/a.md"_s}));
}

QTEST_APPLESS_MAIN(TestLessonReader)
#include "tst_lessonreader.moc"
