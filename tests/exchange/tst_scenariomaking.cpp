// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeparts.h"

#include "app/exchange/scenariomaking.h"
#include "app/mock/scenariofile.h"
#include "app/mock/scenarioreader.h"

#include "tests/support/failonwarnings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace handglass;

namespace {

constexpr auto Up = Direction::Sent;
constexpr auto Down = Direction::Received;

QByteArray closePayload(quint16 code, const QByteArray &reason)
{
    return QByteArray(1, char(code >> 8U)) + char(code & 0xFFU) + reason;
}

} // namespace

/// A scenario of a capture's connection, as a person reads it; that a mock plays it is tst_capturetomock's.
class TestScenarioMaking : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void handshake();
    void refused();
    void waitsForEachMessage();
    void timed();
    void longGapsAreShortened();
    void speed_data();
    void speed();
    void echoesWhatIsIgnored();
    void bracesStayBraces();
    void mocksOwnSide();
    void ends_data();
    void ends();
    void leavesOutWhatBrokeARule();
    void oddPathFitsEverything();
    void selectedRowsOnly();
    void refuses_data();
    void refuses();
    void refusesTooMuch();
    void cancels();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("a.hgcap")); }
    ExportRequest request(const ScenarioOptions &options = {}) const
    {
        ExportRequest request;
        request.source = path();
        request.format = ExportFormat::Scenario;
        request.scenario = options;
        return request;
    }
    /// Its JSON, once our own parser has taken it.
    QJsonObject made(const ExportRequest &request, MadeScenario *result = nullptr) const;
    QJsonObject routeOf(const ScenarioOptions &options = {}) const
    {
        return made(request(options))[QLatin1String("routes")].toArray().first().toObject();
    }
    static QJsonArray actions(const QJsonObject &route, int rule)
    {
        return route[QLatin1String("rules")][rule][QLatin1String("do")].toArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestScenarioMaking::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

QJsonObject TestScenarioMaking::made(const ExportRequest &request, MadeScenario *result) const
{
    const auto scenario = makeScenario(request);
    if (!scenario) {
        QTest::qFail(qPrintable(scenario.error().sentence), __FILE__, __LINE__);
        return {};
    }
    if (const auto parsed = scenario::parseScenario(scenario->text); !parsed)
        QTest::qFail(
            qPrintable(scenario::errorText(parsed.error(), QString::fromUtf8(scenario->text))), __FILE__, __LINE__);
    if (result != nullptr)
        *result = *scenario;
    return QJsonDocument::fromJson(scenario->text).object();
}

void TestScenarioMaking::handshake()
{
    CaptureMaker maker(path());
    ConnectionRecord record = maker.connection(1);
    record.rawResponse = upgradeResponse("Server: quotes\r\nX-Two: a\r\nX-Two: b\r\nSet-Cookie: sid=s3cr3t\r\n"
                                         "Sec-WebSocket-Protocol: quotes.v2\r\nDate: now\r\n");
    record.subprotocol = QStringLiteral("quotes.v2");
    maker.opened(record);
    maker.closed(record);
    maker.finish();
    MadeScenario result;
    const QJsonObject scenario = made(request(), &result);
    QCOMPARE(scenario[QLatin1String("scenario")].toInt(), scenario::FormatVersion);
    const QJsonObject route = scenario[QLatin1String("routes")][0].toObject();
    QCOMPARE(route[QLatin1String("path")].toString(), QStringLiteral("/chat"));
    const QJsonObject handshake = QJsonDocument::fromJson(
        R"({"subprotocols":{"speak":["quotes.v2"]},"headers":{"Server":"quotes","X-Two":["a","b"]},"deflate":false})")
                                      .object();
    QCOMPARE(route[QLatin1String("handshake")].toObject(), handshake);
    QVERIFY(!result.text.contains("s3cr3t"));
    QVERIFY(result.hidden > 0);

    ExportRequest open = request();
    open.withCredentials = true;
    const QJsonObject cookies = made(open)[QLatin1String("routes")][0][QLatin1String("handshake")].toObject();
    QCOMPARE(cookies[QLatin1String("cookies")].toArray(), QJsonArray{QStringLiteral("sid=s3cr3t")});
}

void TestScenarioMaking::refused()
{
    CaptureMaker maker(path());
    ConnectionRecord record = maker.connection(1);
    record.openedNs = 0;
    record.state = ConnectionState::Failed;
    record.rawResponse = "HTTP/1.1 503 Later\r\nRetry-After: 5\r\nContent-Length: 4\r\n\r\n";
    record.body = "busy";
    maker.writer().writeConnection(record);
    maker.finish();
    const QJsonObject fault = routeOf()[QLatin1String("faults")][0].toObject();
    QCOMPARE(fault,
        QJsonDocument::fromJson(R"({"name":"status","status":503,"headers":{"Retry-After":"5"},"body":"busy"})")
            .object());
}

void TestScenarioMaking::waitsForEachMessage()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Down, header(Opcode::Text), "welcome");
    maker.frame(1, Up, header(Opcode::Text, true), "one");
    const EntryId first = maker.frame(1, Down, header(Opcode::Text, false, false), "first ", EntryFirst);
    maker.frame(1, Down, header(Opcode::Continuation), "and last", EntryLast, first);
    maker.frame(1, Up, header(Opcode::Binary, true), QByteArray("\x00\xff", 2));
    maker.frame(1, Down, header(Opcode::Binary), QByteArray("\x01\x02", 2));
    maker.finish();
    MadeScenario result;
    const QJsonObject route = made(request(), &result)[QLatin1String("routes")][0].toObject();
    QCOMPARE(route[QLatin1String("state")].toObject(), (QJsonObject{{QStringLiteral("step"), 0}}));
    const QJsonArray rules = QJsonDocument::fromJson(R"([
        {"name":"at first","on":"connect","do":[{"send":"welcome","delay":"2ms"}]},
        {"name":"message 1","on":"text","when":[{"state":"step","equals":0},{"equals":"one"}],
         "do":[{"set":{"step":1}},{"send":"first and last","delay":"2ms"}]},
        {"name":"message 2","on":"binary","when":[{"state":"step","equals":1},{"binary":"00 ff"}],
         "do":[{"set":{"step":2}},{"sendBinary":"01 02","delay":"1ms"}]}])")
                                 .array();
    QCOMPARE(route[QLatin1String("rules")].toArray(), rules);
    QCOMPARE(result.sent, 3);
    QCOMPARE(result.awaited, 2);
    QCOMPARE(result.note, QString());
}

void TestScenarioMaking::timed()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Down, header(Opcode::Text), "a");
    maker.frame(1, Up, header(Opcode::Text, true), "one");
    maker.frame(1, Down, header(Opcode::Text), "b");
    maker.finish();
    const QJsonObject route = routeOf({MockPace::Timed, 1, {}});
    QCOMPARE(actions(route, 0),
        QJsonDocument::fromJson(R"([{"send":"a","delay":"2ms"},{"send":"b","delay":"2ms"}])").array());
    QCOMPARE(route[QLatin1String("rules")][1][QLatin1String("on")].toString(), QStringLiteral("message"));
}

void TestScenarioMaking::longGapsAreShortened()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Down, header(Opcode::Text), "a");
    maker.pass(std::chrono::hours(23));
    maker.frame(1, Down, header(Opcode::Text), "b");
    maker.pass(std::chrono::hours(30));
    maker.frame(1, Down, header(Opcode::Text), "c");
    maker.pass(std::chrono::hours(1));
    maker.frame(1, Down, header(Opcode::Text), "d");
    maker.finish();
    MadeScenario result;
    const QJsonObject route = made(request({MockPace::Timed, 1, {}}), &result)[QLatin1String("routes")][0].toObject();
    QStringList delays;
    for (const QJsonValue &action : actions(route, 0))
        delays.append(action[QLatin1String("delay")].toString());
    QCOMPARE(delays.mid(1),
        (QStringList{QStringLiteral("82800001ms"), QStringLiteral("86400000ms"), QStringLiteral("3600001ms")}));
    QCOMPARE(result.note, QStringLiteral("One gap was longer than 24 h, and is 24 h now."));
    made(request({MockPace::Timed, 0.1, {}}), &result);
    QCOMPARE(result.note, QStringLiteral("2 gaps were longer than 24 h, and are 24 h now."));
    made(request({MockPace::Timed, 2, {}}), &result);
    QCOMPARE(result.note, QString());
}

void TestScenarioMaking::speed_data()
{
    QTest::addColumn<double>("speed");
    QTest::addColumn<QStringList>("delays");
    QTest::newRow("as recorded") << 1.0
                                 << QStringList{QStringLiteral("2ms"), QStringLiteral("1ms"), QStringLiteral("1ms")};
    QTest::newRow("half") << 0.5 << QStringList{QStringLiteral("4ms"), QStringLiteral("2ms"), QStringLiteral("2ms")};
    QTest::newRow("rounding does not add up")
        << 2.0 << QStringList{QStringLiteral("1ms"), QStringLiteral("1ms"), QString()};
    QTest::newRow("none") << 0.0 << QStringList{QString(), QString(), QString()};
}

void TestScenarioMaking::speed()
{
    QFETCH(double, speed);
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    for (const char *text : {"a", "b", "c"})
        maker.frame(1, Down, header(Opcode::Text), text);
    maker.finish();
    QStringList delays;
    for (const QJsonValue &action : actions(routeOf({MockPace::Timed, speed, {}}), 0))
        delays.append(action[QLatin1String("delay")].toString());
    QTEST(delays, "delays");
}

void TestScenarioMaking::echoesWhatIsIgnored()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Up, header(Opcode::Text, true), R"({"id":"a-1","op":"subscribe"})");
    maker.frame(1, Down, header(Opcode::Text), R"({"id": "a-1", "ok": true})");
    maker.frame(1, Up, header(Opcode::Text, true), R"({"id":7,"op":"other"})");
    maker.frame(1, Down, header(Opcode::Text), R"({"id":"a-1","price":7})");
    maker.frame(1, Down, header(Opcode::Text), R"({"id":7})");
    maker.frame(1, Down, header(Opcode::Text), R"({"id":8,"a":"{{x}}"})");
    maker.frame(1, Up, header(Opcode::Text, true), "no JSON");
    maker.finish();
    const QJsonObject route = routeOf({MockPace::Waiting, 0, {QStringLiteral("$.id")}});
    QCOMPARE(route[QLatin1String("rules")][0][QLatin1String("when")][1].toObject(),
        QJsonDocument::fromJson(R"({"json":"$","equals":{"id":"a-1","op":"subscribe"},"ignoring":["$.id"]})").object());
    QCOMPARE(actions(route, 0),
        QJsonDocument::fromJson(R"([{"set":{"step":1,"id_1":"{{$.id}}"}},{"sendJson":{"id":"{{$.id}}","ok":true}}])")
            .array());
    QCOMPARE(actions(route, 1),
        QJsonDocument::fromJson(R"([{"set":{"step":2}},
        {"sendJson":{"id":"{{state.id_1}}","price":7}},{"sendJson":{"id":"{{$.id}}"}},
        {"send":"{\"id\":8,\"a\":\"{{\"{{\"}}x}}\"}"}])")
            .array());
    QCOMPARE(route[QLatin1String("rules")][2][QLatin1String("when")][1].toObject(),
        QJsonDocument::fromJson(R"({"equals":"no JSON"})").object());
}

void TestScenarioMaking::bracesStayBraces()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Down, header(Opcode::Text), "{{{now}} \" \xF0\x9F\x98\x80");
    maker.finish();
    const QString text = actions(routeOf(), 0)[0][QLatin1String("send")].toString();
    QCOMPARE(text, QString::fromUtf8("{{\"{{\"}}{now}} \" \xF0\x9F\x98\x80"));
}

/// What a mock of ours has sent is the server's side.
void TestScenarioMaking::mocksOwnSide()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1, ConnectionRole::MockClient);
    maker.opened(record);
    maker.frame(1, Down, header(Opcode::Text, true), "asked");
    maker.frame(1, Up, header(Opcode::Text), "said");
    maker.finish();
    const QJsonObject route = routeOf();
    QCOMPARE(route[QLatin1String("rules")][0][QLatin1String("when")][1][QLatin1String("equals")].toString(),
        QStringLiteral("asked"));
    QCOMPARE(actions(route, 0)[1][QLatin1String("send")].toString(), QStringLiteral("said"));
}

void TestScenarioMaking::ends_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<QByteArray>("close"); ///< null: TCP ends without one
    QTest::addColumn<ClosedBy>("by");
    QTest::addColumn<QByteArray>("action"); ///< empty: none
    const auto add = [](const char *name, Direction direction, const QByteArray &close, ClosedBy by,
                         const char *action) { QTest::newRow(name) << direction << close << by << QByteArray(action); };
    add("server closes", Down, closePayload(4001, "bye"), ClosedBy::Peer,
        R"({"close":{"code":4001,"reason":"bye"},"delay":"2ms"})");
    add("server closes without a code", Down, "", ClosedBy::Peer, R"({"close":{"code":1000},"delay":"2ms"})");
    add("client closes", Up, closePayload(1000, {}), ClosedBy::Us, "");
    add("server drops", Down, {}, ClosedBy::Peer, R"({"drop":true,"delay":"2ms"})");
    add("client drops", Down, {}, ClosedBy::Us, "");
}

void TestScenarioMaking::ends()
{
    QFETCH(Direction, direction);
    QFETCH(QByteArray, close);
    QFETCH(ClosedBy, by);
    QFETCH(QByteArray, action);
    CaptureMaker maker(path());
    ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    if (!close.isNull())
        maker.frame(1, direction, header(Opcode::Close, direction == Up), close);
    record.closedBy = by;
    record.closedNs = maker.now();
    maker.writer().writeConnection(record);
    maker.finish();
    const QJsonArray expected = action.isEmpty() ? QJsonArray() : QJsonArray{QJsonDocument::fromJson(action).object()};
    QCOMPARE(actions(routeOf(), 0), expected);
}

void TestScenarioMaking::leavesOutWhatBrokeARule()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Down, header(Opcode::Text), "\xff", EntryViolation, 0, QStringLiteral("expected UTF-8"));
    maker.frame(1, Down, header(Opcode::Ping), QByteArray("\xff", 1));
    maker.frame(1, Down, header(Opcode::Ping), "here");
    maker.frame(1, Up, header(Opcode::Pong, true), "here");
    maker.finish();
    MadeScenario result;
    const QJsonObject route = made(request({MockPace::Waiting, 0, {}}), &result)[QLatin1String("routes")][0].toObject();
    QCOMPARE(actions(route, 0), QJsonDocument::fromJson(R"([{"ping":"here"}])").array());
    QCOMPARE(result.leftOut, 2);
    QVERIFY(result.note.startsWith(QStringLiteral("Left out: 2 frames that broke a rule")));
}

void TestScenarioMaking::oddPathFitsEverything()
{
    CaptureMaker maker(path());
    ConnectionRecord record = maker.connection(1);
    record.rawRequest.replace("/chat?", "/a%2A{b}?");
    maker.opened(record);
    maker.finish();
    QCOMPARE(routeOf()[QLatin1String("path")].toString(), QStringLiteral("/**"));
}

void TestScenarioMaking::selectedRowsOnly()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    maker.frame(1, Down, header(Opcode::Text), "a");
    const EntryId chosen = maker.frame(1, Down, header(Opcode::Text), "b");
    maker.finish();
    ExportRequest some = request({MockPace::Waiting, 0, {}});
    some.rows.ids = QList<EntryId>{chosen};
    const QJsonObject route = made(some)[QLatin1String("routes")][0].toObject();
    QCOMPARE(actions(route, 0), QJsonDocument::fromJson(R"([{"send":"b"}])").array());
}

void TestScenarioMaking::refuses_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QList<ConnectionId>>("connections");
    QTest::addColumn<QStringList>("ignored");
    QTest::addColumn<QString>("sentence");
    const QList<ConnectionId> one{1};
    QTest::newRow("no answer") << QByteArray() << one << QStringList()
                               << QStringLiteral(
                                      "expected a connection that got an answer, got one that ended before (no");
    QTest::newRow("a wrong 101") << upgradeResponse() << one << QStringList()
                                 << QStringLiteral("got a 101 that breaks a rule: no");
    QTest::newRow("several") << upgradeResponse() << QList<ConnectionId>() << QStringList()
                             << QStringLiteral("expected one of the connections 1 (ws://example.test/chat");
    QTest::newRow("not there") << upgradeResponse() << QList<ConnectionId>{9} << QStringList()
                               << QStringLiteral(", got 9");
    QTest::newRow("no path") << upgradeResponse() << one << QStringList{QStringLiteral("id")}
                             << QStringLiteral("expected a path such as $.id, got “id”");
    QTest::newRow("all of it") << upgradeResponse() << one << QStringList{QStringLiteral("$")}
                               << QStringLiteral("expected the path of a part");
}

void TestScenarioMaking::refuses()
{
    QFETCH(QByteArray, response);
    QFETCH(QList<ConnectionId>, connections);
    QFETCH(QStringList, ignored);
    QFETCH(QString, sentence);
    CaptureMaker maker(path());
    for (const ConnectionId id : {1, 2}) {
        ConnectionRecord record = maker.connection(id);
        record.openedNs = 0;
        record.rawResponse = response;
        record.failure.fact = QStringLiteral("no");
        maker.writer().writeConnection(record);
    }
    maker.finish();
    ExportRequest wrong = request({MockPace::Waiting, 1, ignored});
    wrong.rows.query.connections = connections;
    const auto result = makeScenario(wrong);
    QVERIFY(!result);
    QVERIFY2(result.error().sentence.contains(sentence), qPrintable(result.error().sentence));
}

void TestScenarioMaking::refusesTooMuch()
{
    CaptureMaker maker(path());
    const ConnectionRecord record = maker.connection(1);
    maker.opened(record);
    const QByteArray large(LargestScenario / 2, 'x');
    for (int i = 0; i < 3; ++i)
        maker.frame(1, Down, header(Opcode::Text), large);
    maker.finish();
    const auto result = makeScenario(request());
    QVERIFY(!result);
    QVERIFY2(result.error().sentence.contains(QStringLiteral("at most 10000 messages and 8 MiB")),
        qPrintable(result.error().sentence));
}

void TestScenarioMaking::cancels()
{
    CaptureMaker maker(path());
    maker.opened(maker.connection(1));
    maker.finish();
    const std::atomic_bool cancel = true;
    const auto result = makeScenario(request(), {{}, &cancel});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, CaptureError::Kind::Cancelled);
}

QTEST_GUILESS_MAIN(TestScenarioMaking)
#include "tst_scenariomaking.moc"
