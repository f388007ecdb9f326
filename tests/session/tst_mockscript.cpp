// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/scripthost.h"

#include "tests/mock/effectline.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace handglass;
using namespace handglass::scenario;

#if defined(__SANITIZE_ADDRESS__)
/// What is freed shall be given back: here memory is measured.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=1";
}
#endif

namespace {

std::shared_ptr<const Incoming> text(const QString &text)
{
    return std::make_shared<const Incoming>(text);
}

RequestFacts facts(int number)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    reader.feed("GET /rooms/blue?name=Ada HTTP/1.1\r\nHost: a\r\nX-Kind: test\r\nCookie: s=1\r\n\r\n");
    RequestFacts facts = RequestFacts::of(reader.head());
    facts.parameters.insert(QStringLiteral("room"), QStringLiteral("blue"));
    facts.address = QStringLiteral("127.0.0.1:5");
    facts.subprotocol = QStringLiteral("v2");
    facts.number = number;
    return facts;
}

/// A script, and what it did as lines: "1< text", "! file:3: …".
class ScriptRig final
{
public:
    explicit ScriptRig(const QByteArray &script)
        : m_host(QStringLiteral("t.js"), script)
    {
        QObject::connect(
            &m_host, &ScriptHost::effect, &m_host, [this](const Effect &effect) { did.append(lineOf(effect)); });
        QObject::connect(&m_host, &ScriptHost::failed, &m_host,
            [this](qint64, const QString &sentence) { did.append(QStringLiteral("! ") + sentence); });
        QObject::connect(&m_host, &ScriptHost::unhandled, &m_host,
            [this](qint64 client) { did.append(QStringLiteral("%1 unhandled").arg(client)); });
    }

    ScriptHost &host() { return m_host; }
    void connect(ClientId id)
    {
        m_host.addClient(id, facts(int(id)));
        call(id, "onConnect");
    }
    void call(
        ClientId id, const char *function, const std::shared_ptr<const Incoming> &message = nullptr, quint16 code = 0)
    {
        m_host.call({id, QLatin1String(function), message, code});
    }
    QStringList did;

private:
    ScriptHost m_host;
};

} // namespace

class TestMockScript : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void handlers();
    void client();
    void binary();
    void timers();
    void functionsOfRules();
    void unhandled();
    void errorsHaveTheirLine_data();
    void errorsHaveTheirLine();
    void endlessCallsAreInterrupted_data();
    void endlessCallsAreInterrupted();
    void greedyCallsAreInterrupted();
    void scriptsThatKeepTooMuchAreEnded_data();
    void scriptsThatKeepTooMuchAreEnded();
    void memoryThatIsLetGoDoesNotCount();
    void goesOnAfterAnError();
    void boundsWhatIsOnItsWay();
    void reachesNothingOutside_data();
    void reachesNothingOutside();
    void endsWhileItRuns();
};

void TestMockScript::handlers()
{
    ScriptRig rig(R"(
        shared.count = 0;
        function onConnect(client) { client.state.n = 0; client.send('welcome ' + client.id); }
        function onMessage(client, text) {
            client.state.n++; shared.count++;
            broadcast(text + ' ' + client.state.n + '/' + shared.count, client);
        }
        function onClose(client, code) { log(client.id + ' left with ' + code + ', ' + clients().length); })");
    rig.connect(1);
    rig.connect(2);
    rig.call(1, "onMessage", text(QStringLiteral("a")));
    rig.call(2, "onMessage", text(QStringLiteral("b")));
    rig.call(1, "onClose", nullptr, 1001);
    rig.call(2, "onMessage", text(QStringLiteral("c")));
    rig.call(2, "onClose", nullptr, 1000);
    QTRY_COMPARE(rig.did,
        list({"1< welcome 1", "2< welcome 2", "2< a 1/1", "1< b 1/2", "0 log 1 left with 1001, 2",
            "0 log 2 left with 1000, 1"}));
}

void TestMockScript::client()
{
    ScriptRig rig(R"(function onConnect(c) {
        c.send({ room: c.params.room, name: c.query.name, kind: c.headers['x-kind'], s: c.cookies.s, path: c.path,
            to: c.address, sub: c.subprotocol, n: c.number });
        c.ping('p'); c.close(4000, 'bye'); c.drop(); c.log('x'); })");
    rig.connect(1);
    QTRY_COMPARE(rig.did,
        list(
            {R"(1< {"room":"blue","name":"Ada","kind":"test","s":"1","path":"/rooms/blue","to":"127.0.0.1:5","sub":"v2","n":1})",
                "1 ping p", "1 close 4000 bye", "1 drop", "1 log x"}));
}

void TestMockScript::binary()
{
    ScriptRig rig(R"(function onMessage(c, data) {
        const bytes = new Uint8Array(data);
        c.send(new Uint8Array([bytes.length, 255, 0]));
        c.send(data); })");
    rig.connect(1);
    rig.call(1, "onMessage", std::make_shared<const Incoming>(QByteArray("\x00\x01", 2)));
    QTRY_COMPARE(rig.did, list({"1< 0x02ff00", "1< 0x0001"}));
}

void TestMockScript::timers()
{
    ScriptRig rig(R"(function onConnect(c) {
        setTimeout((what) => c.send(what), 30, 'later');
        const cancelled = setTimeout(() => c.send('never'), 10);
        clearTimeout(cancelled);
        let n = 0;
        const id = setInterval(() => { c.send('tick ' + ++n); if (n === 3) { clearInterval(id); c.send('end'); } }, 40); })");
    rig.connect(1);
    QTRY_COMPARE(rig.did, list({"1< later", "1< tick 1", "1< tick 2", "1< tick 3", "1< end"}));
}

void TestMockScript::functionsOfRules()
{
    ScriptRig rig("function greet(client, text) { client.send('hi ' + text); }");
    rig.connect(1);
    rig.call(1, "greet", text(QStringLiteral("you")));
    rig.call(1, "missing");
    QTRY_COMPARE(rig.did, list({"1< hi you", "! t.js: expected a function missing, got none"}));
}

void TestMockScript::unhandled()
{
    ScriptRig rig("const a = 1;");
    rig.connect(1);
    rig.call(1, "onMessage", text(QStringLiteral("x")));
    rig.call(1, "onClose", nullptr, 1000);
    QTRY_COMPARE(rig.did, list({"1 unhandled"}));
}

void TestMockScript::errorsHaveTheirLine_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("error");
    QTest::newRow("syntax") << QByteArray("const a = 1;\nfunction (") << QStringLiteral("! t.js:2: SyntaxError");
    QTest::newRow("at the start") << QByteArray("\n\nnowhere();") << QStringLiteral("! t.js:3: ReferenceError");
    QTest::newRow("in a call") << QByteArray("function onConnect(c) {\n  c.send(1);\n  c.nothing();\n}")
                               << QStringLiteral("! t.js:3: TypeError");
    QTest::newRow("thrown") << QByteArray("function onConnect() {\n  throw new Error('no');\n}")
                            << QStringLiteral("! t.js:2: Error: no");
    QTest::newRow("too deep") << QByteArray("\nfunction f() { return f() + 1; }\nfunction onConnect() { f(); }")
                              << QStringLiteral("RangeError: Maximum call stack size exceeded.");
}

void TestMockScript::errorsHaveTheirLine()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, error);
    ScriptRig rig(script);
    rig.connect(1);
    QTRY_VERIFY(!rig.did.isEmpty() && rig.did.last().startsWith(u'!'));
    QVERIFY2(rig.did.last().contains(error), qPrintable(rig.did.last()));
}

void TestMockScript::endlessCallsAreInterrupted_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("the script") << QByteArray("while (true) {}");
    QTest::newRow("a call") << QByteArray("function onConnect() { for (;;) {} }");
    QTest::newRow("a timer") << QByteArray("setTimeout(() => { for (;;) {} }, 1);");
    QTest::newRow("that catches") << QByteArray("for (;;) { try { for (;;) {} } catch (e) {} }");
}

void TestMockScript::endlessCallsAreInterrupted()
{
    QFETCH(QByteArray, script);
    QElapsedTimer time;
    time.start();
    ScriptRig rig(script);
    rig.connect(1);
    QTRY_COMPARE(
        rig.did, list({"! t.js: expected each call to end within 500 ms, got no end of it: it was interrupted"}));
    QVERIFY(time.elapsed() >= ScriptHost::CallTime.count());
    rig.call(1, "onMessage", text(QStringLiteral("x"))); // it goes on
    QTRY_COMPARE(rig.did.size(), 2);
}

void TestMockScript::greedyCallsAreInterrupted()
{
    ScriptRig rig(R"(function onMessage(c, text) {
        if (text === 'small') { c.send('here'); return; }
        const all = []; while (true) all.push(new Float64Array(1250000).fill(1)); })");
    rig.connect(1);
    rig.call(1, "onMessage", text(QStringLiteral("large")));
    QTRY_COMPARE(rig.did, list({"! t.js: expected it to take at most 256 MiB, got more: the call was interrupted"}));
    rig.call(1, "onMessage", text(QStringLiteral("small"))); // it goes on
    QTRY_COMPARE(rig.did.size(), 2);
    QCOMPARE(rig.did[1], QStringLiteral("1< here"));
}

void TestMockScript::scriptsThatKeepTooMuchAreEnded_data()
{
    QTest::addColumn<QByteArray>("keep");
    QTest::newRow("objects") << QByteArray("for (let i = 0; i < 50000; ++i) kept.push({ n: i, list: [i, i, i, i] });");
    QTest::newRow("texts") << QByteArray("kept.push(JSON.stringify(['x'.repeat(4000000) + kept.length]));");
    QTest::newRow("buffers") << QByteArray("kept.push(new Float64Array(1000000).fill(1));");
}

void TestMockScript::scriptsThatKeepTooMuchAreEnded()
{
    QFETCH(QByteArray, keep);
    ScriptRig rig("const kept = []; function onMessage(c, text) { " + keep
        + " c.send('kept'); }"
          " setInterval(() => {}, 1);");
    rig.connect(1);
    QString said;
    for (int i = 0; i < 500 && said.isEmpty(); ++i) {
        const qsizetype before = rig.did.size();
        rig.call(1, "onMessage", text(QStringLiteral("more")));
        QTRY_VERIFY_WITH_TIMEOUT(rig.did.size() > before, 20'000);
        said = rig.did.filter(QStringLiteral("it was ended")).value(0);
    }
    QVERIFY2(said.startsWith(QStringLiteral("! t.js: expected it to keep at most 128 MiB, got ")), qPrintable(said));
    QVERIFY(rig.did.size() > 5); // not at once
    rig.did = {};
    rig.call(1, "onMessage", text(QStringLiteral("and now")));
    rig.call(1, "onClose", nullptr, 1000);
    QTRY_COMPARE(rig.did, list({"1 unhandled"}));
}

void TestMockScript::memoryThatIsLetGoDoesNotCount()
{
    ScriptRig rig("function onMessage(c) { let kept = []; for (let i = 0; i < 50000; ++i) kept.push({ n: i }); "
                  "c.send('done'); }");
    rig.connect(1);
    for (int i = 0; i < 60; ++i)
        rig.call(1, "onMessage", text(QStringLiteral("more")));
    QTRY_COMPARE_WITH_TIMEOUT(rig.did.size(), 60, 60'000);
    QCOMPARE(rig.did.count(QStringLiteral("1< done")), 60);
}

void TestMockScript::goesOnAfterAnError()
{
    ScriptRig rig("function onMessage(c, text) {\n if (text === 'bad') c.x.y = 1;\n c.send(text); }");
    rig.connect(1);
    rig.call(1, "onMessage", text(QStringLiteral("bad")));
    rig.call(1, "onMessage", text(QStringLiteral("good")));
    QTRY_COMPARE(rig.did.size(), 2);
    QVERIFY(rig.did[0].startsWith(QStringLiteral("! t.js:2: TypeError")));
    QCOMPARE(rig.did[1], QStringLiteral("1< good"));
}

void TestMockScript::boundsWhatIsOnItsWay()
{
    ScriptRig rig("function onConnect(c) { for (;;) c.send('x'); }");
    rig.connect(1);
    QTRY_VERIFY_WITH_TIMEOUT(!rig.did.isEmpty() && rig.did.last().startsWith(u'!'), 20'000);
    QVERIFY(rig.did.last().contains(QStringLiteral("RangeError: expected at most 100000 things to do at a time"))
        || rig.did.last().contains(QStringLiteral("it was interrupted")));
}

void TestMockScript::reachesNothingOutside_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char *name :
        {"XMLHttpRequest", "Qt", "require", "process", "console", "fetch", "WebSocket", "host", "gc"})
        QTest::newRow(name) << QByteArray("typeof ") + name;
}

void TestMockScript::reachesNothingOutside()
{
    QFETCH(QByteArray, expression);
    ScriptRig rig("log(" + expression + ");");
    QTRY_COMPARE(rig.did, list({"0 log undefined"}));
}

void TestMockScript::endsWhileItRuns()
{
    QElapsedTimer time;
    time.start();
    {
        ScriptRig rig("setInterval(() => { for (;;) {} }, 1);");
        rig.connect(1);
    }
    QVERIFY(time.elapsed() < 5'000);
}

QTEST_GUILESS_MAIN(TestMockScript)
#include "tst_mockscript.moc"
