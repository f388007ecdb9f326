// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/interop/rig.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/peer.h"

#include <QRandomGenerator>
#include <QTest>

using namespace handglass;

namespace {

/// "server_max_window_bits=9; client_no_context_takeover" as an offer.
DeflateOffer offerOf(const QString &parameters)
{
    const QByteArray text = parameters.isEmpty() ? QByteArray() : "; " + parameters.toLatin1();
    const auto extensions = parseExtensions({HeaderField{{}, "permessage-deflate" + text, 0}});
    return readDeflateOffer(extensions.value().first()).value();
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(7);
    std::generate(bytes.begin(), bytes.end(), [&random] { return char(random.bounded(256)); });
    return bytes;
}

struct Message {
    bool binary = false;
    QByteArray payload;
    int fragments = 1;
};

/// In this order over one connection: short ones that repeat, empty ones, what does not compress, big ones, fragments.
QList<Message> messages()
{
    const QByteArray json = R"({"type":"quote","symbol":"ABC","bid":101.25,"ask":101.50})";
    return {{false, json}, {false, json}, {false, ""}, {true, ""}, {true, ""}, {false, Peer::pattern(125)},
        {true, noise(3'000)}, {true, Peer::pattern(1 << 20)}, {false, Peer::pattern(70'000), 5},
        {true, noise(20'000), 3}, {false, json}};
}

QJsonObject commandOf(const Message &message)
{
    QJsonObject command{{QLatin1String("fragments"), message.fragments}};
    if (message.payload == Peer::pattern(message.payload.size()))
        command.insert(QLatin1String("size"), message.payload.size());
    else
        command.insert(QLatin1String("hex"), QString::fromLatin1(message.payload.toHex()));
    return command;
}

QString verbOf(const Message &message)
{
    return message.binary ? QStringLiteral("binary") : QStringLiteral("text");
}

/// The rows of data frames are compressed, and their content is what was said.
void verifyRows(const CaptureRig &rig, Direction direction, const QList<Message> &said)
{
    QList<Entry> firsts = rig.frames(direction);
    firsts.removeIf([](const Entry &entry) { return entry.continuation() || isControl(entry.opcode()); });
    QCOMPARE(firsts.size(), said.size());
    for (qsizetype i = 0; i < said.size(); ++i) {
        const Entry &entry = firsts.at(i);
        QCOMPARE(entry.rsv(), 4);
        QVERIFY(entry.hasContent());
        QVERIFY(rig.message(entry.id) == said.at(i).payload);
        if (said.at(i).payload.size() > (1 << 19))
            QVERIFY(entry.payloadLength < said.at(i).payload.size() / 20);
    }
}

} // namespace

/// permessage-deflate with programs that were not written here, in both roles, with each of its parameters.
class TestInteropDeflate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void client_data() { combinations("ws-server.mjs", "websockets-server.py"); }
    void client();
    void serverWants_data();
    void serverWants();
    void mock_data() { combinations("ws-client.mjs", "websockets-client.py"); }
    void mock();
    void mockWants_data();
    void mockWants();
    void browser();
    void nothingIsAgreed_data();
    void nothingIsAgreed();

private:
    static void combinations(const char *node, const char *python);
};

void TestInteropDeflate::combinations(const char *node, const char *python)
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("parameters");
    QStringList all;
    for (const char *server : {"", "server_no_context_takeover"}) {
        for (const char *client : {"", "client_no_context_takeover"}) {
            for (const char *serverBits : {"", "server_max_window_bits=9"}) {
                for (const char *clientBits : {"", "client_max_window_bits=9"}) {
                    QStringList parts;
                    for (const char *part : {server, client, serverBits, clientBits}) {
                        if (*part != '\0')
                            parts.append(QString::fromLatin1(part));
                    }
                    all.append(parts.join(QStringLiteral("; ")));
                }
            }
        }
    }
    for (const int bits : {8, 10, 15})
        all.append(QStringLiteral("server_max_window_bits=%1; client_max_window_bits=%1").arg(bits));
    for (const char *program : {node, python}) {
        for (const QString &parameters : all) {
            if (program == python && parameters.contains(QLatin1String("bits=8")))
                continue; // Python's zlib cannot compress with it
            QTest::addRow("%s, %s", program, qPrintable(parameters)) << QString::fromLatin1(program) << parameters;
        }
    }
}

namespace {

/// A session that echoes nothing, open to a peer that serves.
struct Client {
    Peer peer;
    CaptureRig rig;
    SessionPointer<ClientSession> session{new ClientSession(rig.network(), rig.writer(), QStringLiteral("interop"))};

    Client(const QString &program, const QString &serverParameters)
        : peer(program, {QStringLiteral("--echo"), QStringLiteral("--deflate-parameters=") + serverParameters})
    {
    }
    bool open(const QString &offer)
    {
        if (!peer.start())
            return false;
        ClientOptions options;
        options.url = parseWebSocketUrl(peer.url()).value();
        options.deflate = {offerOf(offer)};
        session->open(options);
        return CaptureRig::waitFor([this] { return rig.connection().state == ConnectionState::Open; });
    }
    /// Empty, or what went wrong. All messages cross and come back.
    void exchange()
    {
        const ConnectionId id = rig.connection().id;
        QList<Message> sent;
        for (Message message : messages()) {
            message.fragments = 1;
            if (message.binary)
                session->sendBinary(id, message.payload);
            else
                session->sendText(id, QString::fromUtf8(message.payload));
            QCOMPARE(text(peer.take(verbOf(message)), "sha256"), Peer::sha256(message.payload));
            sent.append(message);
        }
        QList<Message> received = sent;
        for (const Message &message : messages()) {
            if (message.fragments > 1) {
                peer.tell(verbOf(message), commandOf(message));
                received.append(message);
            }
        }
        QVERIFY(CaptureRig::waitFor([&] {
            QList<Entry> rows = rig.frames(Direction::Received);
            rows.removeIf([](const Entry &entry) { return !entry.fin() || isControl(entry.opcode()); });
            return rows.size() >= received.size();
        }));
        verifyRows(rig, Direction::Sent, sent);
        verifyRows(rig, Direction::Received, received);
    }
};

} // namespace

void TestInteropDeflate::client()
{
    QFETCH(QString, program);
    QFETCH(QString, parameters);
    Client client(program, QString());
    QVERIFY2(client.open(parameters), qPrintable(client.peer.error()));
    const ConnectionRecord record = client.rig.connection();
    QVERIFY2(record.extensions.startsWith(QLatin1String("permessage-deflate")), qPrintable(record.failure.fact));
    QCOMPARE(record.verdict.failure(), QString());
    client.exchange();
}

void TestInteropDeflate::serverWants_data()
{
    combinations("ws-server.mjs", "websockets-server.py");
}

/// What the server asks for beyond a browser's offer.
void TestInteropDeflate::serverWants()
{
    QFETCH(QString, program);
    QFETCH(QString, parameters);
    Client client(program, parameters);
    QVERIFY2(client.open(QStringLiteral("client_max_window_bits")), qPrintable(client.peer.error()));
    const DeflateOffer wanted = offerOf(parameters);
    const DeflateOffer agreed = offerOf(client.rig.connection().extensions.section(QStringLiteral("; "), 1));
    QCOMPARE(agreed.serverNoContextTakeover, wanted.serverNoContextTakeover);
    QCOMPARE(agreed.clientNoContextTakeover, wanted.clientNoContextTakeover);
    QCOMPARE(agreed.serverMaxWindowBits.value_or(15), wanted.serverMaxWindowBits.value_or(15));
    QCOMPARE(agreed.clientMaxWindowBitsHint.value_or(15), wanted.clientMaxWindowBitsHint.value_or(15));
    client.exchange();
}

namespace {

/// A mock that echoes and a peer that is connected to it.
struct Visit {
    CaptureRig rig;
    SessionPointer<MockServer> server{new MockServer(rig.network(), rig.writer(), QStringLiteral("mock"))};
    std::unique_ptr<Peer> peer;

    bool start(const QString &program, const QStringList &arguments, const std::optional<DeflatePolicy> &policy)
    {
        MockOptions options;
        options.port = 0;
        options.deflate = policy;
        quint16 port = 0;
        QObject here;
        QObject::connect(server.get(), &MockServer::listening, &here,
            [&port](const QHostAddress &, quint16 bound) { port = bound; });
        server->listen(options);
        if (!CaptureRig::waitFor([&port] { return port != 0; }))
            return false;
        const QString url = QStringLiteral("ws://127.0.0.1:%1/").arg(port);
        peer = std::make_unique<Peer>(program, QStringList{QStringLiteral("--url"), url} + arguments);
        return peer->start() && !peer->take(QStringLiteral("open")).isEmpty()
            && CaptureRig::waitFor([this] { return rig.connection().state == ConnectionState::Open; });
    }
    void exchange()
    {
        for (const Message &message : messages()) {
            peer->tell(verbOf(message), commandOf(message));
            QCOMPARE(text(peer->take(verbOf(message)), "sha256"), Peer::sha256(message.payload));
        }
        QVERIFY(CaptureRig::waitFor([this] { return rig.frames(Direction::Sent).size() >= messages().size(); }));
        verifyRows(rig, Direction::Sent, messages());
        verifyRows(rig, Direction::Received, messages());
    }
};

} // namespace

void TestInteropDeflate::mock()
{
    QFETCH(QString, program);
    QFETCH(QString, parameters);
    Visit visit;
    QVERIFY(visit.start(program, {QStringLiteral("--deflate-parameters=") + parameters}, DeflatePolicy()));
    const DeflateOffer offered = offerOf(parameters);
    const DeflateOffer agreed = offerOf(visit.rig.connection().extensions.section(QStringLiteral("; "), 1));
    QCOMPARE(agreed.serverNoContextTakeover, offered.serverNoContextTakeover);
    QCOMPARE(agreed.serverMaxWindowBits, offered.serverMaxWindowBits);
    QVERIFY(agreed.clientMaxWindowBitsHint.value_or(15) <= offered.clientMaxWindowBitsHint.value_or(15));
    visit.exchange();
}

void TestInteropDeflate::mockWants_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<DeflatePolicy>("policy");
    for (const char *program : {"ws-client.mjs", "websockets-client.py", "chromium-page.mjs"}) {
        const QString name = QString::fromLatin1(program);
        QTest::addRow("%s, no takeover", program) << name << DeflatePolicy{true, true, 15, 15};
        QTest::addRow("%s, window of 9 bits", program) << name << DeflatePolicy{false, false, 9, 9};
        if (name != QLatin1String("websockets-client.py")) // Python's zlib cannot compress with it
            QTest::addRow("%s, window of 8 bits", program) << name << DeflatePolicy{false, false, 8, 8};
        QTest::addRow("%s, all", program) << name << DeflatePolicy{true, true, 10, 11};
    }
}

void TestInteropDeflate::mockWants()
{
    QFETCH(QString, program);
    QFETCH(DeflatePolicy, policy);
    Visit visit;
    const bool page = program.startsWith(QLatin1String("chromium"));
    const QStringList arguments{QStringLiteral("--deflate-parameters=client_max_window_bits")};
    QVERIFY(visit.start(program, page ? QStringList() : arguments, policy));
    const DeflateOffer agreed = offerOf(visit.rig.connection().extensions.section(QStringLiteral("; "), 1));
    QCOMPARE(agreed.serverNoContextTakeover, policy.serverNoContextTakeover);
    QCOMPARE(agreed.clientNoContextTakeover, policy.clientNoContextTakeover);
    QCOMPARE(agreed.serverMaxWindowBits.value_or(15), policy.serverMaxWindowBits);
    QCOMPARE(agreed.clientMaxWindowBitsHint.value_or(15), policy.clientMaxWindowBits);
    if (!page) {
        visit.exchange();
        return;
    }
    visit.peer->tell(QStringLiteral("text"), {{QLatin1String("size"), 70'000}});
    QCOMPARE(text(visit.peer->take(QStringLiteral("text")), "sha256"), Peer::sha256(Peer::pattern(70'000)));
}

void TestInteropDeflate::browser()
{
    Visit visit;
    QVERIFY(visit.start(QStringLiteral("chromium-page.mjs"), {}, DeflatePolicy()));
    QCOMPARE(visit.rig.connection().extensions, QStringLiteral("permessage-deflate"));
    QList<Message> said;
    for (Message message : messages()) {
        message.fragments = 1;
        said.append(message);
        visit.peer->tell(verbOf(message), commandOf(message));
        QCOMPARE(text(visit.peer->take(verbOf(message)), "sha256"), Peer::sha256(message.payload));
    }
    QVERIFY(CaptureRig::waitFor([&] { return visit.rig.frames(Direction::Sent).size() >= said.size(); }));
    verifyRows(visit.rig, Direction::Sent, said);
}

void TestInteropDeflate::nothingIsAgreed_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("Node ws") << QStringLiteral("ws-client.mjs");
    QTest::newRow("Python websockets") << QStringLiteral("websockets-client.py");
    QTest::newRow("QWebSocket") << QStringLiteral("qtpeer");
}

/// A mock with compression turned off, and clients that offer it or never do.
void TestInteropDeflate::nothingIsAgreed()
{
    QFETCH(QString, program);
    Visit visit;
    const bool qt = program == QLatin1String("qtpeer");
    QVERIFY(visit.start(program, qt ? QStringList() : QStringList{QStringLiteral("--deflate")}, std::nullopt));
    QCOMPARE(visit.rig.connection().extensions, QString());
    visit.peer->tell(QStringLiteral("text"), {{QLatin1String("size"), 5'000}});
    QCOMPARE(text(visit.peer->take(QStringLiteral("text")), "sha256"), Peer::sha256(Peer::pattern(5'000)));
    QVERIFY(CaptureRig::waitFor([&] { return visit.rig.frames(Direction::Sent).size() == 1; }));
    QCOMPARE(visit.rig.frames(Direction::Sent).first().rsv(), 0);
    QVERIFY(!visit.rig.frames(Direction::Sent).first().hasContent());
}

QTEST_GUILESS_MAIN(TestInteropDeflate)
#include "tst_interop_deflate.moc"
