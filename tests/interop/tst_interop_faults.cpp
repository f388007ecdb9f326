// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

#include "app/mock/faultduty.h"

#include <QTest>

#include <map>

using namespace handglass;
using scenario::Fault;
using scenario::FaultKind;
using Finding = FaultVerdict::Outcome;

namespace {

/// A mock that echoes and makes one fault.
class FaultyMock
{
public:
    CaptureRig rig;
    SessionPointer<MockServer> server{new MockServer(rig.network(), rig.writer(), QStringLiteral("mock"))};

    explicit FaultyMock(const QList<Fault> &faults = {})
    {
        QObject::connect(server.get(), &MockServer::listening, &m_here,
            [this](const QHostAddress &, quint16 port) { m_port = port; });
        QObject::connect(server.get(), &MockServer::faultsJudged, &m_here, [this](const QList<FaultVerdict> &verdicts) {
            for (const FaultVerdict &verdict : verdicts)
                m_verdicts[{verdict.connection, verdict.fault}] = verdict;
        });
        setFaults(faults);
        MockOptions options;
        options.port = 0;
        options.timeouts.close = std::chrono::seconds(2);
        server->listen(options);
        if (!CaptureRig::waitFor([this] { return m_port != 0; }))
            qFatal("the mock does not listen");
    }
    void setFaults(const QList<Fault> &faults)
    {
        server->setFaults(faults);
        rig.network().run([] {});
    }
    QString url() const { return QStringLiteral("ws://127.0.0.1:%1/").arg(m_port); }

    /// What the newest client made of it, once it is told.
    FaultVerdict verdict(FaultKind fault)
    {
        const auto newest = [&] { return m_verdicts[{rig.connection().id, fault}]; };
        CaptureRig::waitFor([&] { return newest().outcome != Finding::Waiting && !newest().sentence.isEmpty(); });
        return newest();
    }
    /// The last row that says it.
    QString lastMark() const
    {
        QString text;
        CaptureRig::waitFor([&] {
            for (const Entry &entry : rig.notices()) {
                if (entry.onPurpose())
                    text = entry.text;
            }
            return text.startsWith(QStringLiteral("After “"));
        });
        return text;
    }

private:
    QObject m_here;
    quint16 m_port = 0;
    std::map<std::pair<ConnectionId, FaultKind>, FaultVerdict> m_verdicts;
};

Fault fault(FaultKind kind)
{
    Fault fault = scenario::standardFault(kind);
    if (kind == FaultKind::Drip)
        fault.interval = std::chrono::milliseconds(1);
    return fault;
}

Fault status(int code)
{
    Fault made = fault(FaultKind::Status);
    made.status = code;
    made.body = "not now";
    if (code == 301)
        made.headers.append(HeaderField{"Location", "/elsewhere"});
    return made;
}

struct Handshake {
    const char *name;
    Fault made;
};

/// RFC 6455 §4.1 leaves it to RFC 2616 that HTTP/1.0 has no 101: Node and Chromium do not mind.
bool mindsVersion(const QString &program)
{
    return program == QStringLiteral("websockets-client.py");
}

/// Node's HTTP client takes a 101 without “Connection: Upgrade” for an answer that is not the last, and waits on.
bool waitsForAnother(const QString &program, FaultKind kind)
{
    using enum FaultKind;
    return program == QStringLiteral("ws-client.mjs")
        && (kind == MissingUpgrade || kind == MissingConnection || kind == WrongConnection);
}

QList<Handshake> handshakes()
{
    using enum FaultKind;
    QList<Handshake> all;
    for (const FaultKind kind : {WrongAccept, MissingUpgrade, WrongUpgrade, MissingConnection, WrongConnection,
             UnrequestedSubprotocol, UnrequestedExtension, Http10, CutOff})
        all.append({scenario::formOf(kind).name, fault(kind)});
    all.append({"200", status(200)});
    all.append({"301", status(301)});
    all.append({"400", status(400)});
    all.append({"401", status(401)});
    all.append({"403", status(403)});
    all.append({"426", status(426)});
    all.append({"503", status(503)});
    return all;
}

/// What is found of a client that ends the connection.
Finding failing(FaultKind kind)
{
    return scenario::dutyOf(kind).duty == scenario::Duty::Fail ? Finding::Did : Finding::MayDoEither;
}

const QString node = QStringLiteral("ws-client.mjs");
const QString python = QStringLiteral("websockets-client.py");

} // namespace

/// Faults of the mock against clients that were not written here.
class TestInteropFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void handshakeIsRefused_data();
    void handshakeIsRefused();
    void chromiumRefusesHandshakes();
    void slowHandshakeOpens_data() { programs(); }
    void slowHandshakeOpens();
    void noAnswer_data() { programs(); }
    void noAnswer();
    void brokenFrame_data();
    void brokenFrame();
    void chromiumFailsForBrokenFrames();
    void messagesAsTheyCome_data();
    void messagesAsTheyCome();
    void falseLengthTakesTheNextFrame_data() { programs(); }
    void falseLengthTakesTheNextFrame();
    void resetIsNoOrderlyEnd_data() { programs(); }
    void resetIsNoOrderlyEnd();
    void closeIsNotEchoed_data() { programs(); }
    void closeIsNotEchoed();
    void pongIsWithheld_data() { programs(); }
    void pongIsWithheld();
    void frozen_data() { programs(); }
    void frozen();

private:
    static void programs()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("Node ws") << node;
        QTest::newRow("Python websockets") << python;
    }
};

#define START(peer) QVERIFY2((peer).start(), qPrintable((peer).error()))

void TestInteropFaults::handshakeIsRefused_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<Fault>("made");
    for (const QString &program : {node, python}) {
        for (const Handshake &each : handshakes())
            QTest::addRow("%s, %s", qPrintable(program), each.name) << program << each.made;
    }
}

void TestInteropFaults::handshakeIsRefused()
{
    QFETCH(QString, program);
    QFETCH(Fault, made);
    FaultyMock mock({made});
    Peer peer(program, {QStringLiteral("--url"), mock.url()});
    START(peer);
    const FaultVerdict verdict = mock.verdict(made.kind);
    const bool opens = made.kind == FaultKind::Http10 && !mindsVersion(program);
    const bool refuses = !opens && !waitsForAnother(program, made.kind);
    QCOMPARE(verdict.outcome, refuses ? Finding::Did : Finding::DidNot);
    QCOMPARE(peer.has(QStringLiteral("open")), opens);
    const QString mark = mock.lastMark();
    QVERIFY2(mark.contains(refuses ? QStringLiteral(" did as it must. ") : QStringLiteral(" did not do as it must. ")),
        qPrintable(mark));
    QVERIFY2(mark.contains(scenario::dutyOf(made.kind).section), qPrintable(mark));
}

void TestInteropFaults::chromiumRefusesHandshakes()
{
    FaultyMock mock({fault(FaultKind::WrongAccept)});
    Peer page(QStringLiteral("chromium-page.mjs"), {QStringLiteral("--url"), mock.url()});
    START(page);
    QVERIFY(!page.take(QStringLiteral("closed")).isEmpty());
    for (const Handshake &each : handshakes()) {
        mock.setFaults({each.made});
        page.tell(QStringLiteral("open"), {{QLatin1String("url"), mock.url()}});
        const bool opens = each.made.kind == FaultKind::Http10;
        const QJsonObject event = page.take(opens ? QStringLiteral("open") : QStringLiteral("closed"));
        QVERIFY2(!event.isEmpty(), each.name);
        QVERIFY(opens || number(event, "code") == 1006);
        QVERIFY2(!page.has(QStringLiteral("open")), each.name);
        QVERIFY2(mock.verdict(each.made.kind).outcome == (opens ? Finding::DidNot : Finding::Did), each.name);
    }
}

void TestInteropFaults::slowHandshakeOpens()
{
    QFETCH(QString, program);
    FaultyMock mock({fault(FaultKind::Drip)});
    Peer peer(program, {QStringLiteral("--url"), mock.url()});
    START(peer);
    QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
    peer.tell(QStringLiteral("text"), {{QLatin1String("data"), QStringLiteral("hello")}});
    QCOMPARE(text(peer.take(QStringLiteral("text")), "sha256"), Peer::sha256("hello"));
}

void TestInteropFaults::noAnswer()
{
    QFETCH(QString, program);
    FaultyMock mock({fault(FaultKind::NeverAnswer)});
    {
        Peer peer(program, {QStringLiteral("--url"), mock.url()});
        START(peer);
        QVERIFY(CaptureRig::waitFor([&] { return !mock.rig.connection().rawRequest.isEmpty(); }));
        QVERIFY(!peer.has(QStringLiteral("open")));
    }
    QCOMPARE(mock.verdict(FaultKind::NeverAnswer).outcome, Finding::Did);
    QVERIFY(mock.lastMark().contains(QStringLiteral(" did as it must. It sent nothing more")));
}

void TestInteropFaults::brokenFrame_data()
{
    using enum FaultKind;
    QTest::addColumn<QString>("program");
    QTest::addColumn<FaultKind>("kind");
    QTest::addColumn<bool>("deflate");
    QTest::addColumn<int>("code"); ///< that it closes with
    const auto codeOf = [](const QString &program, FaultKind kind, bool deflate) {
        const bool noDeflate = kind == BrokenDeflate && deflate && program == node;
        return kind == BadUtf8 || noDeflate ? 1007 : 1002;
    };
    for (const QString &program : {node, python}) {
        for (const FaultKind kind :
            {Masked, Rsv, ReservedOpcode, LongControl, FragmentedControl, LoneContinuation, BadUtf8, BrokenDeflate}) {
            for (const bool deflate : {false, true})
                QTest::addRow("%s, %s%s", qPrintable(program), scenario::formOf(kind).name, deflate ? ", deflate" : "")
                    << program << kind << deflate << codeOf(program, kind, deflate);
        }
    }
}

void TestInteropFaults::brokenFrame()
{
    QFETCH(QString, program);
    QFETCH(FaultKind, kind);
    QFETCH(bool, deflate);
    QFETCH(int, code);
    FaultyMock mock({fault(kind)});
    QStringList arguments{QStringLiteral("--url"), mock.url()};
    if (deflate)
        arguments.append(QStringLiteral("--deflate"));
    Peer peer(program, arguments);
    START(peer);
    QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
    peer.tell(QStringLiteral("text"), {{QLatin1String("data"), QStringLiteral("hello")}});
    const FaultVerdict verdict = mock.verdict(kind);
    QCOMPARE(verdict.outcome, failing(kind));
    QVERIFY2(verdict.sentence.startsWith(QStringLiteral("It closed with %1 ").arg(code)), qPrintable(verdict.sentence));
    QCOMPARE(number(peer.take(QStringLiteral("closed")), "code"), 1006); // no answer to its own was waited for
    QVERIFY(!peer.has(QStringLiteral("ping")));
}

void TestInteropFaults::chromiumFailsForBrokenFrames()
{
    using enum FaultKind;
    FaultyMock mock;
    Peer page(QStringLiteral("chromium-page.mjs"), {QStringLiteral("--url"), mock.url()});
    START(page);
    QVERIFY(!page.take(QStringLiteral("open")).isEmpty());
    for (const FaultKind kind :
        {Masked, Rsv, ReservedOpcode, LongControl, FragmentedControl, LoneContinuation, BadUtf8, BrokenDeflate}) {
        mock.setFaults({fault(kind)});
        page.tell(QStringLiteral("open"), {{QLatin1String("url"), mock.url()}});
        QVERIFY(!page.take(QStringLiteral("open")).isEmpty());
        page.tell(QStringLiteral("text"), {{QLatin1String("data"), QStringLiteral("hello")}});
        QCOMPARE(number(page.take(QStringLiteral("closed")), "code"), 1006);
        const FaultVerdict verdict = mock.verdict(kind);
        QVERIFY2(verdict.outcome == failing(kind), scenario::formOf(kind).name);
        QVERIFY2(verdict.sentence.startsWith(QStringLiteral("It closed with 1002 ")), qPrintable(verdict.sentence));
    }
}

void TestInteropFaults::messagesAsTheyCome_data()
{
    using enum FaultKind;
    QTest::addColumn<QString>("program");
    QTest::addColumn<FaultKind>("kind");
    QTest::addColumn<QByteArrayList>("expected");
    for (const QString &program : {node, python}) {
        const auto row = [&program](FaultKind kind, const QByteArrayList &expected) {
            QTest::addRow("%s, %s", qPrintable(program), scenario::formOf(kind).name) << program << kind << expected;
        };
        row(Lose, {"1", "3", "5"});
        row(Duplicate, {"1", "2", "2", "3", "4", "4", "5"});
        row(FaultKind::Delay, {"1", "3", "5", "2", "4"});
        row(Reorder, {"1", "3", "2", "5", "4"});
    }
}

void TestInteropFaults::messagesAsTheyCome()
{
    QFETCH(QString, program);
    QFETCH(FaultKind, kind);
    QFETCH(QByteArrayList, expected);
    Fault made = fault(kind);
    made.every = 2;
    FaultyMock mock({made});
    Peer peer(program, {QStringLiteral("--url"), mock.url(), QStringLiteral("--deflate")});
    START(peer);
    QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
    for (const char *each : {"1", "2", "3", "4", "5"})
        peer.tell(QStringLiteral("text"), {{QLatin1String("data"), QLatin1String(each)}});
    for (const QByteArray &each : expected)
        QCOMPARE(text(peer.take(QStringLiteral("text")), "hex"), QString::fromLatin1(each.toHex()));
    peer.tell(QStringLiteral("close"));
    QVERIFY(!peer.take(QStringLiteral("closed")).isEmpty());
    const FaultVerdict verdict = mock.verdict(kind);
    QCOMPARE(verdict.outcome, Finding::MayDoEither);
    QCOMPARE(verdict.times, 2);
    QVERIFY2(verdict.sentence.startsWith(QStringLiteral("It closed with 100")), qPrintable(verdict.sentence));
}

void TestInteropFaults::falseLengthTakesTheNextFrame()
{
    QFETCH(QString, program);
    Fault made = fault(FaultKind::FalseLength);
    made.number = 3;
    FaultyMock mock({made});
    Peer peer(program, {QStringLiteral("--url"), mock.url()});
    START(peer);
    QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
    for (int i = 0; i < 2; ++i)
        peer.tell(QStringLiteral("text"), {{QLatin1String("data"), QStringLiteral("hello")}});
    const FaultVerdict verdict = mock.verdict(FaultKind::FalseLength);
    QCOMPARE(verdict.outcome, Finding::MayDoEither);
    // “hello” and the next header: the length byte 0x88 is no UTF-8
    QVERIFY2(verdict.sentence.startsWith(QStringLiteral("It closed with 1007 ")), qPrintable(verdict.sentence));
    QVERIFY(!peer.has(QStringLiteral("text")));
}

void TestInteropFaults::resetIsNoOrderlyEnd()
{
    QFETCH(QString, program);
    FaultyMock mock({fault(FaultKind::Reset)});
    Peer peer(program, {QStringLiteral("--url"), mock.url()});
    START(peer);
    QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
    peer.tell(QStringLiteral("text"), {{QLatin1String("data"), QStringLiteral("hello")}});
    QCOMPARE(number(peer.take(QStringLiteral("closed")), "code"), 1006);
    QCOMPARE(mock.verdict(FaultKind::Reset).outcome, Finding::MayDoEither);
}

void TestInteropFaults::closeIsNotEchoed()
{
    QFETCH(QString, program);
    FaultyMock mock({fault(FaultKind::CloseNotEchoed)});
    {
        Peer peer(program, {QStringLiteral("--url"), mock.url()});
        START(peer);
        QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
        peer.tell(QStringLiteral("close"));
        QVERIFY(CaptureRig::waitFor([&] { return mock.rig.frames(Direction::Received, Opcode::Close).size() == 1; }));
        QVERIFY(!peer.has(QStringLiteral("closed"))); // it waits, 20 s and more
    }
    const FaultVerdict verdict = mock.verdict(FaultKind::CloseNotEchoed);
    QCOMPARE(verdict.outcome, Finding::MayDoEither);
    QVERIFY2(verdict.sentence.startsWith(QStringLiteral("It ended TCP ")), qPrintable(verdict.sentence));
    QVERIFY(mock.rig.frames(Direction::Sent, Opcode::Close).isEmpty());
}

void TestInteropFaults::pongIsWithheld()
{
    QFETCH(QString, program);
    FaultyMock mock({fault(FaultKind::PongWithheld)});
    Peer peer(program, {QStringLiteral("--url"), mock.url()});
    START(peer);
    QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
    peer.tell(QStringLiteral("ping"), {{QLatin1String("data"), QStringLiteral("there?")}});
    QVERIFY(CaptureRig::waitFor([&] { return mock.rig.frames(Direction::Received, Opcode::Ping).size() == 1; }));
    QVERIFY(!peer.has(QStringLiteral("pong")));
    QVERIFY(mock.rig.frames(Direction::Sent, Opcode::Pong).isEmpty());
}

void TestInteropFaults::frozen()
{
    QFETCH(QString, program);
    Fault made = fault(FaultKind::Freeze);
    made.interval = std::chrono::milliseconds(700);
    FaultyMock mock({made});
    Peer peer(program, {QStringLiteral("--url"), mock.url()});
    START(peer);
    QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
    peer.tell(QStringLiteral("text"), {{QLatin1String("data"), QStringLiteral("hello")}});
    QVERIFY(!peer.take(QStringLiteral("text")).isEmpty());
    const ConnectionRecord record = mock.rig.connection();
    QVERIFY(mock.rig.frames(Direction::Sent, Opcode::Text).size() == 1);
    QVERIFY(record.state == ConnectionState::Open);
}

QTEST_GUILESS_MAIN(TestInteropFaults)
#include "tst_interop_faults.moc"
