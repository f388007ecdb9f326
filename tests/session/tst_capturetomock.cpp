// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"

#include "app/exchange/scenariomaking.h"
#include "app/mock/scenarioreader.h"

#include "tests/exchange/exchangeparts.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QWebSocket>

using namespace handglass;

namespace {

/// What a QWebSocket got.
class Listener
{
public:
    explicit Listener(const QUrl &url)
    {
        QObject::connect(
            &socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) { heard.append(text); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
            [this](const QByteArray &bytes) { heard.append(QString::fromLatin1(bytes.toHex())); });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { ended = true; });
        socket.open(url);
    }
    QWebSocket socket;
    QStringList heard;
    bool ended = false;
};

} // namespace

/// A mock made of a recorded connection says to another client what the recorded server said.
class TestCaptureToMock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void waitsForTheClient();
    void otherMessageIsUnmatched();
    void keepsTheTimes();
    void refusesAsRecorded();

private:
    MockOptions options(const ScenarioOptions &scenario) const;

    std::unique_ptr<MockFixture> m_recorded;
    QString m_path; ///< of the capture that a mock is made of
};

/// A mock is recorded that answers by id, and closes.
void TestCaptureToMock::init()
{
    failOnWarnings();
    MockOptions original = MockFixture::anyPort();
    auto scenario = scenario::parseScenario(R"({"scenario":1,"routes":[{"path":"/quotes","rules":[
        {"on":"connect","do":[{"send":"welcome {{\"{{\"}}"}]},
        {"when":[{"json":"$.op","equals":"buy"}],"do":[{"sendJson":{"id":"{{$.id}}","bought":true},"delay":"40ms"},
            {"sendBinary":"01 02"}]},
        {"when":[{"equals":"bye"}],"do":[{"close":{"code":4001,"reason":"as asked"}}]}]}]})");
    QVERIFY(scenario);
    original.scenario = std::make_shared<const Scenario>(std::move(*scenario));
    m_recorded = std::make_unique<MockFixture>(original);
    MockFixture &fixture = *m_recorded;
    Listener client(fixture.url(QStringLiteral("/quotes")));
    QTRY_COMPARE(client.heard.size(), 1);
    client.socket.sendTextMessage(QStringLiteral(R"({"op":"buy","id":"first","sent":1})"));
    QTRY_COMPARE(client.heard.size(), 3);
    client.socket.sendTextMessage(QStringLiteral("bye"));
    QTRY_VERIFY(client.ended);
    QTRY_COMPARE(fixture.closed.size(), 1);
    fixture.records(); // waits until it is written
    m_path = fixture.writer().path();
}

MockOptions TestCaptureToMock::options(const ScenarioOptions &scenario) const
{
    ExportRequest request;
    request.source = m_path;
    request.scenario = scenario;
    const auto made = makeScenario(request);
    if (!made)
        qFatal("%s", qPrintable(made.error().sentence));
    auto parsed = scenario::parseScenario(made->text);
    if (!parsed)
        qFatal("%s", made->text.constData());
    MockOptions options = MockFixture::anyPort();
    options.scenario = std::make_shared<const Scenario>(std::move(*parsed));
    return options;
}

void TestCaptureToMock::waitsForTheClient()
{
    MockFixture fixture(options({MockPace::Waiting, 1, {QStringLiteral("$.id"), QStringLiteral("$.sent")}}));
    Listener client(fixture.url(QStringLiteral("/quotes")));
    QTRY_COMPARE(client.heard, QStringList{QStringLiteral("welcome {{")});
    client.socket.sendTextMessage(QStringLiteral(R"({"id":42,"op":"buy","sent":2})"));
    QTRY_COMPARE(client.heard.size(), 3);
    QCOMPARE(client.heard[1], QStringLiteral(R"({"id":42,"bought":true})"));
    QCOMPARE(client.heard[2], QStringLiteral("0102"));
    client.socket.sendTextMessage(QStringLiteral("bye"));
    QTRY_VERIFY(client.ended);
    QCOMPARE(int(client.socket.closeCode()), 4001);
    QCOMPARE(client.socket.closeReason(), QStringLiteral("as asked"));
}

void TestCaptureToMock::otherMessageIsUnmatched()
{
    MockFixture fixture(options({MockPace::Waiting, 0, {}}));
    QSignalSpy unmatched(&fixture.mock(), &MockServer::messageUnmatched);
    Listener client(fixture.url(QStringLiteral("/quotes")));
    QTRY_COMPARE(client.heard.size(), 1);
    client.socket.sendTextMessage(QStringLiteral(R"({"op":"buy","id":"second","sent":1})"));
    QTRY_COMPARE(unmatched.size(), 1);
    client.socket.sendTextMessage(QStringLiteral(R"({"op":"buy","id":"first","sent":1})"));
    QTRY_COMPARE(client.heard.size(), 3);
    QCOMPARE(client.heard[1], QStringLiteral(R"({"id":"first","bought":true})"));
}

void TestCaptureToMock::keepsTheTimes()
{
    MockFixture fixture(options({MockPace::Timed, 0.5, {}}));
    QElapsedTimer timer;
    timer.start();
    Listener client(fixture.url(QStringLiteral("/quotes")));
    QTRY_VERIFY(client.ended);
    QCOMPARE(client.heard.size(), 3);
    QCOMPARE(int(client.socket.closeCode()), 4001);
    QVERIFY2(timer.elapsed() >= 80, qPrintable(QString::number(timer.elapsed()))); // 40 ms at half the speed
}

void TestCaptureToMock::refusesAsRecorded()
{
    MockOptions refusing = MockFixture::anyPort();
    auto scenario = scenario::parseScenario(R"({"scenario":1,"routes":[{"path":"/","handshake":{"require":[
        {"header":"X-Key","refuse":{"status":402,"headers":{"X-Why":"no key"},"body":"pay"}}]}}]})");
    QVERIFY(scenario);
    refusing.scenario = std::make_shared<const Scenario>(std::move(*scenario));
    MockFixture original(refusing);
    Listener first(original.url());
    QTRY_COMPARE(original.refused.size(), 1);
    original.records();
    m_path = original.writer().path();

    MockFixture fixture(options({}));
    Listener second(fixture.url());
    QTRY_COMPARE(fixture.refused.size(), 1);
    const auto record = fixture.record(fixture.refused.first());
    QVERIFY(record->rawResponse.startsWith("HTTP/1.1 402 "));
    QVERIFY(record->rawResponse.contains("X-Why: no key"));
    QCOMPARE(record->body, QByteArray("pay"));
}

QTEST_MAIN(TestCaptureToMock)
#include "tst_capturetomock.moc"
