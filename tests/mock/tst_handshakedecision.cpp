// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "enginerig.h"

#include "app/mock/handshakedecision.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;
using namespace handglass::scenario;

class TestHandshakeDecision : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void routes_data();
    void routes();
    void checks_data();
    void checks();
    void subprotocols_data();
    void subprotocols();
    void limit();
};

void TestHandshakeDecision::routes_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("route"); ///< empty: none
    QTest::addColumn<QString>("parameter");
    const auto row = [](const char *target, const char *route, const char *parameter = "") {
        QTest::newRow(target) << QByteArray(target) << QString::fromUtf8(route) << QString::fromUtf8(parameter);
    };
    row("/echo", "/echo");
    row("/echo?x=1", "/echo");
    row("/echo/", "");
    row("/Echo", "");
    row("/rooms/all", "/rooms/all"); // the first that fits
    row("/rooms/blue", "/rooms/{a}", "blue");
    row("/rooms/a%20b%2Fc", "", ""); // an encoded slash separates, too
    row("/rooms/%C3%B6", "/rooms/{a}", "ö");
    row("/rooms/", "");
    row("/rooms/x/y", "");
    row("/one/x/z", "/one/*/z");
    row("/api", "/api/**");
    row("/api/", "/api/**");
    row("/api/v1/x", "/api/**");
    row("/apis", "");
    row("http://host/echo", ""); // absolute form
}

void TestHandshakeDecision::routes()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, route);
    QFETCH(QString, parameter);
    const auto scenario = EngineRig::read(R"({"scenario":1,"routes":[{"path":"/echo"},{"path":"/rooms/all"},
        {"path":"/rooms/{a}"},{"path":"/one/*/z"},{"path":"/api/**"}]})");
    const Decision decision = decide(*scenario, requestHead(target), [](const Route &) { return 0; });
    QCOMPARE(decision.route ? decision.route->path.text() : QString(), route);
    QCOMPARE(decision.facts.parameters.value(QStringLiteral("a")), parameter);
    if (!route.isEmpty())
        return;
    QCOMPARE(decision.refusal.status, 404);
    QVERIFY2(decision.fact.startsWith(
                 QStringLiteral("expected one of the paths /echo, /rooms/all, /rooms/{a}, /one/*/z, /api/**, got ")),
        qPrintable(decision.fact));
}

void TestHandshakeDecision::checks_data()
{
    QTest::addColumn<QByteArray>("check");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status"); ///< 0: let in
    QTest::addColumn<QString>("fact");
    const auto row = [](const char *name, const QByteArray &check, const QByteArray &headers, int status,
                         const char *fact = "") {
        QTest::newRow(name) << check << headers << status << QString::fromUtf8(fact);
    };
    const QByteArray origin = R"({"origin":["https://a.example","https://b.example"]})";
    row("origin", origin, "Origin: https://B.example\r\n", 0);
    row("another origin", origin, "Origin: http://127.0.0.1:5500\r\n", 403,
        "expected Origin https://a.example or https://b.example, got http://127.0.0.1:5500, rule “Origin in a list of "
        "2” of route /");
    row("no origin", origin, "", 403, "got none");
    const QByteArray basic = R"({"basic":{"user":"ada","password":"l:v"}})";
    row("basic", basic, "Authorization: basic " + QByteArray("ada:l:v").toBase64() + "\r\n", 0);
    row("basic, other password", basic, "Authorization: Basic " + QByteArray("ada:x").toBase64() + "\r\n", 401,
        "got other credentials, rule “Basic authentication”");
    row("basic, nothing", basic, "", 401, "got none");
    row("basic, but bearer", basic, "Authorization: Bearer x\r\n", 401, "got Authorization of another kind");
    const QByteArray bearer = R"({"bearer":["t1","t2"],"name":"the token"})";
    row("bearer", bearer, "Authorization: Bearer t2\r\n", 0);
    row("another token", bearer, "Authorization: Bearer secret\r\n", 401, "got another token, rule “the token”");
    row("header", R"({"header":"X-Key","equals":"k"})", "x-key: k\r\n", 0);
    row("no header", R"({"header":"X-Key","equals":"k"})", "", 400,
        "expected the header X-Key to have “k”, got none, rule “header X-Key”");
    row("another header", R"({"header":"X-Key","matches":"^k"})", "X-Key: a\r\n", 400,
        "to have a value that matches “^k”, got “a”");
    row("a header that must not be", R"({"header":"X-Old","exists":false})", "X-Old: 1\r\n", 400,
        "to have none, got “1”");
    row("cookie", R"({"cookie":"sid","equals":"7"})", "Cookie: a=1; sid=7\r\n", 0);
    row("no cookie", R"({"cookie":"sid"})", "Cookie: a=1\r\n", 401,
        "expected the cookie sid to have any value, got none");
    row("query", R"({"query":"token","equals":"t"})", "", 0);
    row("another query", R"({"query":"token","equals":"u"})", "", 401,
        "expected the query parameter token to have the right value, got another value"); // its name says that it is
                                                                                          // secret
    row("another query, no secret", R"({"query":"room","equals":"u"})", "", 401,
        "expected the query parameter room to have “u”, got “t”");
    row("another cookie", R"({"cookie":"sid","equals":"u"})", "Cookie: sid=secret\r\n", 401,
        "expected the cookie sid to have the right value, got another value");
    row("switched off", R"({"origin":"https://a.example","enabled":false})", "Origin: https://c.example\r\n", 0);
    row("chosen status", R"({"query":"x","refuse":{"status":418}})", "", 418);
}

void TestHandshakeDecision::checks()
{
    QFETCH(QByteArray, check);
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    QFETCH(QString, fact);
    const auto scenario = EngineRig::read(scenariocases::handshake("\"require\":[" + check + ']'));
    const Decision decision =
        decide(*scenario, requestHead("/?token=t&room=t", headers), [](const Route &) { return 0; });
    QCOMPARE(decision.rule.isEmpty(), status == 0);
    if (status != 0)
        QCOMPARE(decision.refusal.status, status);
    QVERIFY2(decision.fact.contains(fact), qPrintable(decision.fact));
    QVERIFY(!decision.fact.contains(QStringLiteral("secret")));
}

void TestHandshakeDecision::subprotocols_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QString>("agreed");
    QTest::addColumn<bool>("refused");
    const QByteArray both = R"("speak":["a","b"])";
    QTest::newRow("client's order") << both << QByteArray("x, b, a") << QStringLiteral("b") << false;
    QTest::newRow("server's order") << both + R"(,"order":"server")" << QByteArray("x, b, a") << QStringLiteral("a")
                                    << false;
    QTest::newRow("none fits") << both << QByteArray("x") << QString() << false;
    QTest::newRow("required, none fits") << both + R"(,"required":true)" << QByteArray("x") << QString() << true;
    QTest::newRow("required, none offered") << both + R"(,"required":true)" << QByteArray() << QString() << true;
    QTest::newRow("none is spoken") << QByteArray(R"("speak":[])") << QByteArray("a") << QString() << false;
}

void TestHandshakeDecision::subprotocols()
{
    QFETCH(QByteArray, rules);
    QFETCH(QByteArray, offer);
    QFETCH(QString, agreed);
    QFETCH(bool, refused);
    const auto scenario = EngineRig::read(scenariocases::handshake("\"subprotocols\":{" + rules + '}'));
    const QByteArray header = offer.isEmpty() ? QByteArray() : "Sec-WebSocket-Protocol: " + offer + "\r\n";
    const Decision decision = decide(*scenario, requestHead("/", header), [](const Route &) { return 0; });
    QCOMPARE(decision.facts.subprotocol, agreed);
    QCOMPARE(!decision.rule.isEmpty(), refused);
    if (refused)
        QCOMPARE(decision.refusal.status, 400);
}

void TestHandshakeDecision::limit()
{
    const auto scenario = EngineRig::read(scenariocases::handshake("\"limit\":2"));
    QVERIFY(decide(*scenario, requestHead("/"), [](const Route &) { return 1; }).rule.isEmpty());
    const Decision decision = decide(*scenario, requestHead("/"), [](const Route &) { return 2; });
    QCOMPARE(decision.refusal.status, 503);
    QCOMPARE(decision.fact,
        QStringLiteral(
            "expected at most 2 clients at a time, got one more than 2, rule “Connection limit” of route /"));
}

QTEST_GUILESS_MAIN(TestHandshakeDecision)
#include "tst_handshakedecision.moc"
