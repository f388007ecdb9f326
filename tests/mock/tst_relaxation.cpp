// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/relaxation.h"
#include "enginerig.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;
using namespace handglass::scenario;
using scenariocases::handshake;

/// What would let in whom a scenario turns away.
class TestRelaxation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void suggests_data();
    void suggests();
    void secondRouteAndCheck();
};

namespace {

QString shown(const std::optional<Relaxation> &relaxation)
{
    if (!relaxation)
        return QStringLiteral("nothing");
    const char *const edits[] = {"append to", "set", "remove"};
    const QString edit = QLatin1String(edits[int(relaxation->edit)]);
    return QStringLiteral("%1: %2 %3 %4")
        .arg(relaxation->title, edit, relaxation->place.text(), QString::fromUtf8(relaxation->json))
        .trimmed();
}

} // namespace

void TestRelaxation::suggests_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QByteArray &scenario, const QByteArray &headers, const char *expected) {
        QTest::newRow(name) << scenario << headers << QString::fromUtf8(expected);
    };
    const QByteArray origin = handshake(R"("require":[{"origin":["http://a"]}])");
    row("let in", origin, "Origin: http://a\r\n", "nothing");
    row("origin", origin, "Origin: http://127.0.0.1:5500\r\n",
        "Allow this Origin: append to $.routes[0].handshake.require[0].origin \"http://127.0.0.1:5500\"");
    row("origin with quotes", origin, "Origin: a\"b\\c\r\n",
        "Allow this Origin: append to $.routes[0].handshake.require[0].origin \"a\\\"b\\\\c\"");
    row("no origin", origin, "", "Remove this check: remove $.routes[0].handshake.require[0]");
    row("bearer", handshake(R"("require":[{"bearer":"t"}])"), "Authorization: Bearer u\r\n",
        "Allow this token: append to $.routes[0].handshake.require[0].bearer \"u\"");
    row("no bearer", handshake(R"("require":[{"bearer":"t"}])"), "Authorization: Basic dTpw\r\n",
        "Remove this check: remove $.routes[0].handshake.require[0]");
    row("header", handshake(R"("require":[{"header":"X-Key"}])"), "",
        "Remove this check: remove $.routes[0].handshake.require[0]");
    const QByteArray speaks = handshake(R"("subprotocols":{"speak":["a"],"required":true})");
    row("subprotocol", speaks, "Sec-WebSocket-Protocol: quotes.v3, x\r\n",
        "Speak quotes.v3: append to $.routes[0].handshake.subprotocols.speak \"quotes.v3\"");
    row("no subprotocol", speaks, "", "Require no subprotocol: set $.routes[0].handshake.subprotocols.required false");
    row("limit", handshake(R"("limit":2)"), "", "Allow 3 client(s): set $.routes[0].handshake.limit 3");
    row("path", R"({"scenario":1,"routes":[{"path":"/else"}]})", "",
        "Add a route for this path: append to $.routes { \"path\": \"/\", \"rules\": [] }");
}

void TestRelaxation::suggests()
{
    QFETCH(QByteArray, scenario);
    QFETCH(QByteArray, headers);
    QFETCH(QString, expected);
    QCOMPARE(shown(relaxationFor(*EngineRig::read(scenario), requestHead("/", headers))), expected);
}

void TestRelaxation::secondRouteAndCheck()
{
    const auto scenario = EngineRig::read(R"({"scenario":1,"routes":[{"path":"/a"},{"path":"/b","handshake":
        {"require":[{"header":"X-Key"},{"origin":"http://a"}]}}]})");
    QCOMPARE(shown(relaxationFor(*scenario, requestHead("/b", "X-Key: 1\r\nOrigin: http://b\r\n"))),
        QStringLiteral("Allow this Origin: append to $.routes[1].handshake.require[1].origin \"http://b\""));
    QCOMPARE(shown(relaxationFor(*scenario, requestHead("/*"))), QStringLiteral("nothing")); // would be a pattern
}

QTEST_GUILESS_MAIN(TestRelaxation)
#include "tst_relaxation.moc"
