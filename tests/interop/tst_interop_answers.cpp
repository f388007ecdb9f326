// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

#include "app/protocol/closecode.h"

#include <QTest>

using namespace handglass;

namespace {

/// A client session that is told to connect to tests/interop/peers/raw-server.mjs.
struct Attempt {
    Peer peer;
    CaptureRig rig;
    SessionPointer<ClientSession> session{new ClientSession(rig.network(), rig.writer(), QStringLiteral("answers"))};

    explicit Attempt(const QString &answer, const QStringList &more = {})
        : peer(QStringLiteral("raw-server.mjs"), QStringList{QStringLiteral("--answer"), answer} + more)
    {
    }

    bool start(std::chrono::milliseconds upgradeTimeout = std::chrono::seconds(15))
    {
        if (!peer.start())
            return false;
        ClientOptions options;
        options.url = parseWebSocketUrl(peer.url(QStringLiteral("/quotes"))).value();
        options.timeouts.upgrade = upgradeTimeout;
        session->open(options);
        return true;
    }

    /// Everything that came as one text.
    bool waitForTexts(const QByteArrayList &expected) const
    {
        return CaptureRig::waitFor([&] {
            QByteArrayList heard;
            for (const Entry &entry : rig.frames(Direction::Received, Opcode::Text))
                heard.append(entry.head);
            return heard == expected;
        });
    }

    /// Bytes that the server got after the request, until a close frame's header is among them.
    QByteArray bytesUntil(qsizetype count)
    {
        QByteArray bytes;
        while (bytes.size() < count) {
            const QJsonObject event = peer.take(QStringLiteral("bytes"));
            if (event.isEmpty())
                return bytes;
            bytes += QByteArray::fromHex(event.value(QLatin1String("hex")).toString().toLatin1());
        }
        return bytes;
    }
};

/// The code of a masked close frame with a payload below 126 bytes.
int maskedCloseCode(const QByteArray &frame)
{
    const auto at = [&frame](qsizetype i) { return int(static_cast<uchar>(frame.at(i))); };
    return ((at(6) ^ at(2)) << 8) | (at(7) ^ at(3));
}

} // namespace

/// ClientSession against answers that no WebSocket library gives.
class TestInteropAnswers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void refusals_data();
    void refusals();
    void silenceIsBounded();
    void keepAliveUpgradeIsAccepted();
    void framesPipelinedWithTheResponse();
    void restOfAFrameAfterSevenSeconds();
    void secondOfTwoFramesViolates();
    void maskedFrameFromAServer();
    void vanishMidFrame_data();
    void vanishMidFrame();
    void closeCodes_data();
    void closeCodes();
};

void TestInteropAnswers::refusals_data()
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("phase");
    QTest::addColumn<QString>("fact");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *answer, FailurePhase phase, const char *fact, const char *response,
                         const char *body) {
        QTest::newRow(answer) << QString::fromLatin1(answer) << int(phase) << QString::fromUtf8(fact)
                              << QByteArray(response) << QByteArray(body);
    };
    const auto verdict = FailurePhase::Verdict;
    const auto response = FailurePhase::Response;
    row("200", verdict, "got 200 OK", "HTTP/1.1 200 OK", "<h1>It works</h1>");
    row("301", verdict, "got 301 Moved Permanently", "HTTP/1.1 301", "gone\n");
    row("401", verdict, "got 401 Unauthorized", "HTTP/1.1 401", "who are you?\n");
    row("503", verdict, "got 503 Service Unavailable", "HTTP/1.1 503", "later\n");
    row("chunked", verdict, "got 403 Forbidden", "HTTP/1.1 403", "not here.\n");
    row("wrong-accept", verdict, "got HSmrc0sMlYUkAGmm5OPpG2HaGWk=", "HTTP/1.1 101", "");
    row("unrequested-subprotocol", verdict, "chat", "HTTP/1.1 101", "");
    row("unrequested-extension", verdict, "x-unheard-of", "HTTP/1.1 101", "");
    row("garbage", response, "0xDE 0xAD", "\xDE\xAD", "");
    row("other-protocol", response, "got a greeting of SSH", "SSH-2.0-OpenSSH_9.2", "");
    row("tls-record", response, "got a TLS record", "\x15\x03\x03", "");
    row("half-head", response, "", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websock", "");
    row("closes-at-once", response, "", "", "");
}

void TestInteropAnswers::refusals()
{
    QFETCH(QString, answer);
    QFETCH(int, phase);
    QFETCH(QString, fact);
    QFETCH(QByteArray, response);
    QFETCH(QByteArray, body);
    Attempt attempt(answer);
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QVERIFY(attempt.rig.waitForEnd());

    const ConnectionRecord record = attempt.rig.connection();
    QCOMPARE(record.state, ConnectionState::Failed);
    QCOMPARE(int(record.failure.phase), phase);
    QVERIFY2(!record.failure.fact.isEmpty() && record.failure.fact.contains(fact), qPrintable(record.failure.fact));
    QVERIFY2(record.rawResponse.startsWith(response), record.rawResponse.constData());
    QCOMPARE(record.body, body);
    QCOMPARE(record.openedNs, qint64(0));
    const QJsonObject request = attempt.peer.take(QStringLiteral("request"));
    QCOMPARE(record.rawRequest, request.value(QLatin1String("head")).toString().toLatin1());
    QVERIFY(attempt.rig.frames(Direction::Sent).isEmpty());
}

void TestInteropAnswers::silenceIsBounded()
{
    Attempt attempt(QStringLiteral("nothing"));
    QVERIFY2(attempt.start(std::chrono::milliseconds(300)), qPrintable(attempt.peer.error()));
    QVERIFY(attempt.rig.waitForEnd());
    const ConnectionRecord record = attempt.rig.connection();
    QCOMPARE(record.state, ConnectionState::Failed);
    QCOMPARE(record.failure.phase, FailurePhase::Response);
    QVERIFY(!record.rawRequest.isEmpty());
    QVERIFY(!attempt.peer.take(QStringLiteral("gone")).isEmpty());
}

void TestInteropAnswers::keepAliveUpgradeIsAccepted()
{
    Attempt attempt(QStringLiteral("keep-alive-upgrade"));
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QVERIFY(CaptureRig::waitFor([&] { return attempt.rig.connection().state == ConnectionState::Open; }));
    attempt.session->sendText(attempt.rig.connection().id, QStringLiteral("hi"));
    QCOMPARE(attempt.bytesUntil(8).size(), 8);
}

void TestInteropAnswers::framesPipelinedWithTheResponse()
{
    Attempt attempt(QStringLiteral("pipelined"));
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QVERIFY(attempt.waitForTexts({"one", "two", "three"}));
    QVERIFY(!attempt.rig.connection().rawResponse.contains("one"));
}

void TestInteropAnswers::restOfAFrameAfterSevenSeconds()
{
    Attempt attempt(QStringLiteral("late-rest"), {QStringLiteral("--delay"), QStringLiteral("7000")});
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QVERIFY(attempt.waitForTexts({"Hello, glass"}));
    QCOMPARE(attempt.rig.connection().state, ConnectionState::Open);
}

void TestInteropAnswers::secondOfTwoFramesViolates()
{
    Attempt attempt(QStringLiteral("second-violates"));
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QCOMPARE(maskedCloseCode(attempt.bytesUntil(8)), 1002);
    QVERIFY(attempt.rig.waitForEnd());

    const QList<Entry> frames = attempt.rig.frames(Direction::Received);
    QCOMPARE(frames.count(), 2);
    QCOMPARE(frames.first().head, QByteArrayLiteral("good"));
    QVERIFY(!frames.first().violation());
    QVERIFY(frames.last().violation());
    QVERIFY2(frames.last().text.contains(QStringLiteral("RFC 6455 §5.2")), qPrintable(frames.last().text));
}

void TestInteropAnswers::maskedFrameFromAServer()
{
    Attempt attempt(QStringLiteral("masked"));
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QCOMPARE(maskedCloseCode(attempt.bytesUntil(8)), 1002);
    QVERIFY(attempt.rig.waitForEnd());
    const Entry frame = attempt.rig.frames(Direction::Received).value(0);
    QVERIFY(frame.violation());
    QVERIFY2(frame.text.contains(QStringLiteral("RFC 6455 §5.1")), qPrintable(frame.text));
}

void TestInteropAnswers::vanishMidFrame_data()
{
    QTest::addColumn<QString>("answer");
    QTest::newRow("FIN") << QStringLiteral("vanish-mid-frame");
    QTest::newRow("RST") << QStringLiteral("reset-mid-frame");
}

void TestInteropAnswers::vanishMidFrame()
{
    QFETCH(QString, answer);
    Attempt attempt(answer);
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QVERIFY(attempt.rig.waitForEnd());
    const ConnectionRecord record = attempt.rig.connection();
    QCOMPARE(record.closeCode, AbnormalClosure);
    QCOMPARE(record.closedBy, ClosedBy::Peer);
    QVERIFY(!record.clean);
    if (answer == QStringLiteral("vanish-mid-frame")) {
        const QList<Entry> frames = attempt.rig.frames(Direction::Received);
        QCOMPARE(frames.count(), 1);
        QVERIFY((frames.first().row.bits & EntryUnfinished) != 0);
        QCOMPARE(frames.first().head, QByteArray(10, '\x07'));
    }
}

void TestInteropAnswers::closeCodes_data()
{
    QTest::addColumn<int>("code");
    for (int code : {1000, 1001, 1003, 1011, 1012, 1013, 1014, 3000, 4999})
        QTest::addRow("%d", code) << code;
}

void TestInteropAnswers::closeCodes()
{
    QFETCH(int, code);
    Attempt attempt(QStringLiteral("closes"), {QStringLiteral("--code"), QString::number(code)});
    QVERIFY2(attempt.start(), qPrintable(attempt.peer.error()));
    QVERIFY(CaptureRig::waitFor([&] { return attempt.rig.connection().closeCode != 0; }));
    QCOMPARE(maskedCloseCode(attempt.bytesUntil(8)), code);
    const ConnectionRecord record = attempt.rig.connection();
    QCOMPARE(int(record.closeCode), code);
    QCOMPARE(record.closeReason, QStringLiteral("bye"));
    QCOMPARE(record.closedBy, ClosedBy::Peer);
}

QTEST_GUILESS_MAIN(TestInteropAnswers)
#include "tst_interop_answers.moc"
