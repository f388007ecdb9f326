// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/taskcheck.h"
#include "app/protocol/closecode.h"
#include "app/protocol/deflatecodec.h"
#include "tests/lesson/logmaker.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;
using namespace handglass::lesson;

namespace {

const QByteArray RfcKey = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray RfcAccept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// A chat that opens with permessage-deflate, says a few things and is closed.
WireLog chat()
{
    LogMaker made;
    made.request("/chat?room=1", RfcKey,
            "Sec-WebSocket-Protocol: chat.v2, chat.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\n")
        .response("101 Switching Protocols",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + RfcAccept
                + "\r\nSec-WebSocket-Protocol: chat.v2\r\nSec-WebSocket-Extensions: permessage-deflate\r\n")
        .state(End::Client, EndState::Open)
        .frame(End::Client, Opcode::Text, "Hel", false)
        .frame(End::Client, Opcode::Ping, "now")
        .frame(End::Server, Opcode::Pong, "now")
        .frame(End::Client, Opcode::Continuation, "l", false)
        .frame(End::Client, Opcode::Continuation, "o")
        .frame(End::Server, Opcode::Text, "Hello");
    const QByteArray content(400, 'a');
    FrameHeader header;
    header.rsv1 = true;
    made.frame(End::Server, header, Deflater(15, true).compress(content));
    made.frame(End::Client, Opcode::Binary, QByteArray(200, 'x'))
        .frame(End::Client, Opcode::Close, encodeClosePayload(1001, QStringLiteral("bye")))
        .frame(End::Server, Opcode::Close, encodeClosePayload(1001, {}))
        .state(End::Client, EndState::Closed, {}, 1001);
    return made.log;
}

TaskCheck checkOf(const QString &text)
{
    static const QRegularExpression parts(QStringLiteral("^(.*?) (=|!=|<|>|contains) (.*)$"));
    const auto match = parts.match(text);
    return {match.captured(1), match.captured(2), match.captured(3), {}, 0};
}

bool holds(const QString &check, const WireLog &log, const ToolFigures &figures = {})
{
    return TaskJudge(log, figures).holds(checkOf(check));
}

} // namespace

class TestTaskCheck final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void ofAChat_data();
    void ofAChat();
    void whatIsHeldHasNotCrossed();
    void aWrongAcceptDoesNotHold();
    void theViolationThatAnEndSaw();
    void figuresOfTools();
    void nothingHoldsOfNothing();
    void errors_data();
    void errors();
    void everySubjectIsExplained();
};

void TestTaskCheck::ofAChat_data()
{
    QTest::addColumn<QString>("check");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *check, bool expected) {
        QTest::newRow(check) << QString::fromUtf8(check) << expected;
    };
    row("request target = /chat?room=1", true);
    row("request target = /", false);
    row("request target contains room=1", true);
    row("request Sec-WebSocket-Protocol contains chat.v1", true);
    row("request Origin = https://example.com", false);
    row("response status = 101", true);
    row("response status < 101", false);
    row("response sec-websocket-protocol = chat.v2", true);
    row("response Sec-WebSocket-Accept = {accept of request}", true);
    row("client state = closed", true);
    row("server state = closed", false);
    row("client close code = 1001", true);
    row("client close reason = bye", true);
    row("server close code = 1001", true);
    row("first close = client", true);
    row("first close = server", false);
    row("client messages = 2", true);
    row("server messages = 2", true);
    row("client fragments = 3", true);
    row("server fragments = 1", true);
    row("control between fragments = yes", true);
    row("client length form = 16", true);
    row("server length form = 7", true);
    row("client pings = 1", true);
    row("server pongs = 1", true);
    row("server pongs > 1", false);
    row("client masking key = 37fa213d", true);
    row("deflate ratio < 0.1", true);
    row("deflate ratio > 0.1", false);
    row("server payload contains aaaa", true);
    row("client violation = 1002", false);
}

void TestTaskCheck::ofAChat()
{
    QFETCH(QString, check);
    QFETCH(bool, expected);
    QCOMPARE(taskCheckError(checkOf(check)), QString());
    QCOMPARE(holds(check, chat()), expected);
}

void TestTaskCheck::whatIsHeldHasNotCrossed()
{
    LogMaker made;
    made.request("/", RfcKey).response("101 Switching Protocols");
    FrameHeader header;
    made.frame(End::Client, header, "Hello", true);
    QVERIFY(holds(QStringLiteral("client messages = 0"), made.log));
    QVERIFY(!holds(QStringLiteral("client payload = Hello"), made.log));
    made.frame(End::Client, header, "Hello");
    QVERIFY(holds(QStringLiteral("client payload = Hello"), made.log));
}

void TestTaskCheck::aWrongAcceptDoesNotHold()
{
    LogMaker made;
    made.request("/", RfcKey)
        .response("101 Switching Protocols", "Sec-WebSocket-Accept: HSmrc0sMlYUkAGmm5OPpG2HaGWk=\r\n");
    QVERIFY(!holds(QStringLiteral("response Sec-WebSocket-Accept = {accept of request}"), made.log));
}

void TestTaskCheck::theViolationThatAnEndSaw()
{
    LogMaker made;
    made.state(
        End::Server, EndState::Closed, QStringLiteral("expected a masked frame, got MASK 0, RFC 6455 §5.1"), 1002);
    QVERIFY(holds(QStringLiteral("server violation = 1002"), made.log));
    QVERIFY(!holds(QStringLiteral("client violation = 1002"), made.log));
}

void TestTaskCheck::figuresOfTools()
{
    ToolFigures figures;
    figures.pollingBytesPerEvent = 900;
    figures.webSocketBytesPerEvent = 30;
    figures.pollingDelayMs = 512.5;
    figures.events = 12;
    figures.goodOutcome = QStringLiteral("open");
    figures.evilOutcome = QStringLiteral("refused");
    const auto holdsOfIt = [&figures](const char *check) { return holds(QString::fromUtf8(check), {}, figures); };
    QVERIFY(holdsOfIt("polling overhead > 29"));
    QVERIFY(!holdsOfIt("polling overhead > 31"));
    QVERIFY(holdsOfIt("polling delay > 500"));
    QVERIFY(holdsOfIt("events > 10"));
    QVERIFY(holdsOfIt("good page = open"));
    QVERIFY(!holdsOfIt("evil page = open"));
}

/// Also not what is said to be something else.
void TestTaskCheck::nothingHoldsOfNothing()
{
    for (const auto &[subject, what] : taskSubjects()) {
        if (subject.contains(QStringLiteral("NAME")))
            continue;
        QVERIFY2(!TaskJudge({}, {}).holds({subject, QStringLiteral("!="), QStringLiteral("0"), {}, 0})
                || subject.contains(QStringLiteral("messages")) || subject.contains(QStringLiteral("pings")),
            qPrintable(subject));
    }
}

void TestTaskCheck::errors_data()
{
    QTest::addColumn<QString>("check");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *check, const char *part) {
        QTest::newRow(check) << QString::fromUtf8(check) << QString::fromUtf8(part);
    };
    row("answer status = 101", "got “answer status”");
    row("response status = yes", "expected a number for “response status”, got “yes”");
    row("response status contains 1", "got “contains”");
    row("client state < open", "got “<”");
    row("request (x) = 1", "got “request (x)”");
}

void TestTaskCheck::errors()
{
    QFETCH(QString, check);
    QFETCH(QString, part);
    const QString error = taskCheckError(checkOf(check));
    QVERIFY2(error.startsWith(QStringLiteral("expected ")) && error.contains(part), qPrintable(error));
    QVERIFY(!holds(check, chat()));
}

void TestTaskCheck::everySubjectIsExplained()
{
    for (const auto &[subject, what] : taskSubjects())
        QVERIFY2(!what.isEmpty(), qPrintable(subject));
}

QTEST_GUILESS_MAIN(TestTaskCheck)
#include "tst_taskcheck.moc"
