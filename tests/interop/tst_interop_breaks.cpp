// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

#include "app/lesson/breaks.h"
#include "app/lesson/heldwire.h"
#include "app/lesson/unitreading.h"
#include "app/protocol/closecode.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace handglass;
using namespace handglass::lesson;
using namespace std::chrono_literals;

namespace {

const QString NodeServer = QStringLiteral("ws-server.mjs");
const QString PythonServer = QStringLiteral("websockets-server.py");
const QString NodeClient = QStringLiteral("ws-client.mjs");
const QString PythonClient = QStringLiteral("websockets-client.py");

/// What an end did with what was broken, as it crossed the wire.
struct Outcome {
    Fate fate = Fate::GoesOn;
    int code = 0; ///< of the status line with Refused, of its Close frame with Closes (0: none came)
    bool operator==(const Outcome &) const = default;
};

/// What of the RFC neither program does, with what they do instead.
std::optional<Outcome> departure(const QByteArray &id)
{
    // Neither checks that the shortest form was used (§5.2).
    if (id.endsWith("longer-form"))
        return Outcome{Fate::GoesOn, 0};
    // Nor that there is a Host (§4.2.1): Node's own server does, but not where an upgrade is asked for.
    if (id == "no-host")
        return Outcome{Fate::Opens, 101};
    return {};
}

Fate expectedFate(const Break &fault)
{
    return departure(fault.id).value_or(Outcome{fault.fate, 0}).fate;
}

/// Tells it in a failed comparison.
QString words(const Outcome &outcome)
{
    const QStringList fates{QStringLiteral("opens"), QStringLiteral("refused"), QStringLiteral("fails"),
        QStringLiteral("goes on"), QStringLiteral("closes"), QStringLiteral("waits")};
    return QStringLiteral("%1 %2").arg(fates.at(int(outcome.fate))).arg(outcome.code);
}

/// A session of ours at one end, a wire that breaks one thing of what it sends, somebody else at the other end.
class BrokenWire
{
public:
    explicit BrokenWire(const Break &fault, quint16 serverPort)
        : m_fault(fault)
        , m_wire(serverPort)
    {
        m_wire.setBreaks({fault.id});
        m_wire.setSpeed(0ms);
    }
    HeldWire &wire() { return m_wire; }
    QString url() const { return QStringLiteral("ws://127.0.0.1:%1/").arg(m_wire.port()); }

    /// Makes ours send what the break changes.
    void provoke(Session &session, ConnectionId connection) const
    {
        const QByteArray id = m_fault.id;
        if (id.contains("control"))
            session.ping(connection, "Hello");
        else if (id.contains("close"))
            session.closeConnection(connection, 1000, QStringLiteral("bye"));
        else
            session.sendText(connection, QStringLiteral("Hello"));
    }
    bool wasMade() const
    {
        return CaptureRig::waitFor([this] {
            return std::ranges::any_of(
                m_wire.log().units, [this](const WireUnit &unit) { return unit.broken.contains(m_fault.id); });
        });
    }
    /// Waits for it; where waiting is what is expected, for a while. failed: the other end has told that it failed.
    Outcome outcome(
        Fate expected, const std::function<bool()> &failed = [] { return false; }) const
    {
        const auto patience = expected == Fate::Waits ? 500ms : 20'000ms;
        const bool shown = QTest::qWaitFor([&] { return read(expected) || failed(); }, int(patience.count()));
        return !shown ? Outcome{Fate::Waits, 0} : read(expected).value_or(Outcome{Fate::Fails, 0});
    }

private:
    /// Units of the other end behind the one that was broken.
    std::optional<Outcome> read(Fate expected) const
    {
        const auto &units = m_wire.log().units;
        const auto made =
            std::ranges::find_if(units, [this](const WireUnit &unit) { return unit.broken.contains(m_fault.id); });
        for (auto unit = made; unit != units.end(); ++unit) {
            if (unit->from == m_fault.by)
                continue;
            if (const auto outcome = outcomeOf(*unit, expected))
                return outcome;
        }
        return {};
    }
    std::optional<Outcome> outcomeOf(const WireUnit &unit, Fate expected) const
    {
        if (unit.kind == UnitKind::TcpEnd)
            return Outcome{m_fault.kind == UnitKind::Frame ? Fate::Closes : Fate::Fails, 0};
        if (unit.kind == UnitKind::Response) {
            const int status = readHead(unit.bytes, unit.kind).status;
            return Outcome{status == 101 ? Fate::Opens : Fate::Refused, status};
        }
        const auto frame = unit.kind == UnitKind::Frame ? readFrame(unit.bytes) : std::nullopt;
        if (!frame)
            return {};
        if (m_fault.kind == UnitKind::Response)
            return Outcome{Fate::Opens, 0};
        if (frame->header.opcode != Opcode::Close) // it may answer what was right first
            return expected == Fate::Closes ? std::nullopt : std::optional(Outcome{Fate::GoesOn, 0});
        ClosePayload close;
        parseClosePayload(frame->payload, close);
        return Outcome{Fate::Closes, close.code};
    }

    const Break &m_fault;
    HeldWire m_wire;
};

void addRows(End by, const QStringList &programs)
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QByteArray>("id");
    for (const QString &program : programs) {
        for (const Break &fault : breaks()) {
            if (fault.by == by)
                QTest::addRow("%s, %s", qPrintable(program), fault.id) << program << QByteArray(fault.id);
        }
    }
}

/// The RFC's outcome, or what these programs are known to do instead.
void judge(const Break &fault, const Outcome &outcome)
{
    if (const auto known = departure(fault.id)) {
        QCOMPARE(words(outcome), words(*known));
        return;
    }
    QVERIFY2(outcome.fate == fault.fate, qPrintable(words(outcome)));
    if (fault.fate == Fate::Closes)
        QVERIFY2(std::ranges::count(fault.closeCodes, outcome.code) == 1, qPrintable(words(outcome)));
    if (fault.fate == Fate::Refused)
        QVERIFY2(outcome.code >= 400, qPrintable(words(outcome)));
}

} // namespace

/// What Node's ws and Python's websockets make of what a lesson breaks.
class TestInteropBreaks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void cleanupTestCase() { m_servers.clear(); }

    void servers_data() { addRows(End::Client, {NodeServer, PythonServer}); }
    void servers();
    void clients_data() { addRows(End::Server, {NodeClient, PythonClient}); }
    void clients();

private:
    Peer *server(const QString &program);

    std::map<QString, std::unique_ptr<Peer>> m_servers;
};

Peer *TestInteropBreaks::server(const QString &program)
{
    std::unique_ptr<Peer> &peer = m_servers[program];
    if (!peer) {
        peer = std::make_unique<Peer>(program, QStringList{QStringLiteral("--deflate"), QStringLiteral("--echo")});
        if (!peer->start())
            return nullptr;
    }
    return peer.get();
}

/// Our client's bytes are broken on their way.
void TestInteropBreaks::servers()
{
    QFETCH(QString, program);
    QFETCH(QByteArray, id);
    const Break &fault = *breakOf(id);
    Peer *peer = server(program);
    QVERIFY(peer);
    BrokenWire wire(fault, peer->port());
    CaptureRig rig;
    const SessionPointer<ClientSession> client(
        new ClientSession(rig.network(), rig.writer(), QStringLiteral("client")));
    qint64 connection = 0;
    QObject here;
    QObject::connect(client.get(), &ClientSession::opened, &here, [&](qint64 opened) { connection = opened; });
    ClientOptions options;
    options.url = parseWebSocketUrl(wire.url()).value();
    if (!id.endsWith("deflate"))
        options.deflate = {};
    client->open(options);
    if (fault.kind == UnitKind::Frame) {
        QVERIFY(CaptureRig::waitFor([&] { return connection != 0; }));
        wire.provoke(*client, connection);
    }
    QVERIFY(wire.wasMade());
    judge(fault, wire.outcome(expectedFate(fault)));
}

/// Our mock's bytes are broken on their way.
void TestInteropBreaks::clients()
{
    QFETCH(QString, program);
    QFETCH(QByteArray, id);
    const Break &fault = *breakOf(id);
    CaptureRig rig;
    const SessionPointer<MockServer> mock(new MockServer(rig.network(), rig.writer(), QStringLiteral("mock")));
    quint16 port = 0;
    qint64 connection = 0;
    QObject here;
    QObject::connect(
        mock.get(), &MockServer::listening, &here, [&](const QHostAddress &, quint16 listening) { port = listening; });
    QObject::connect(mock.get(), &MockServer::clientOpened, &here, [&](qint64 opened) { connection = opened; });
    MockOptions options;
    options.port = 0;
    options.echo = false;
    mock->listen(options);
    QVERIFY(CaptureRig::waitFor([&] { return port != 0; }));
    BrokenWire wire(fault, port);
    QStringList arguments{QStringLiteral("--url"), wire.url(), QStringLiteral("--echo")};
    if (id.endsWith("deflate"))
        arguments.append(QStringLiteral("--deflate"));
    Peer peer(program, arguments);
    QVERIFY2(peer.start(), qPrintable(peer.error()));
    if (fault.kind == UnitKind::Frame) {
        QVERIFY(!peer.take(QStringLiteral("open")).isEmpty());
        QVERIFY(CaptureRig::waitFor([&] { return connection != 0; }));
        wire.provoke(*mock, connection);
    }
    QVERIFY(wire.wasMade());
    const auto failed = [&] {
        return fault.kind == UnitKind::Response
            && (peer.has(QStringLiteral("refused")) || peer.has(QStringLiteral("error")));
    };
    judge(fault, wire.outcome(expectedFate(fault), failed));
}

QTEST_GUILESS_MAIN(TestInteropBreaks)
#include "tst_interop_breaks.moc"
