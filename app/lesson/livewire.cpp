// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/livewire.h"

#include "app/capture/capture.h"
#include "app/lesson/heldwire.h"
#include "app/session/clientsession.h"
#include "app/session/clientsettings.h"
#include "app/session/mockserver.h"
#include "app/tap/networkthread.h"

#include <algorithm>

namespace handglass::lesson {

namespace {

constexpr int RowsAtOnce = 1'000;

Timeouts longTimeouts()
{
    constexpr std::chrono::hours Patience{1};
    Timeouts timeouts;
    for (std::chrono::milliseconds *timeout : {&timeouts.nameLookup, &timeouts.tcp, &timeouts.proxy, &timeouts.tls,
             &timeouts.upgrade, &timeouts.body, &timeouts.close})
        *timeout = Patience;
    return timeouts;
}

EndState stateOf(ConnectionState state)
{
    switch (state) {
    case ConnectionState::Connecting:
        return EndState::Connecting;
    case ConnectionState::Open:
        return EndState::Open;
    case ConnectionState::Closing:
        return EndState::Closing;
    case ConnectionState::Closed:
        return EndState::Closed;
    case ConnectionState::Failed:
        break;
    }
    return EndState::Failed;
}

/// One text message; null: no parts.
QByteArray fragmentsOf(const QStringList &parts, End from)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        RawFrame frame;
        frame.fin = i == parts.size() - 1;
        frame.opcode = quint8(i == 0 ? Opcode::Text : Opcode::Continuation);
        if (from == End::Client)
            frame.maskingKey = newMaskingKey();
        frame.payload = parts.at(i).toUtf8();
        bytes += encodeRawFrame(frame);
    }
    return bytes;
}

} // namespace

LiveWire::LiveWire(QObject *parent)
    : QObject(parent)
{
}

/// Both ends go within a few turns of their thread: their TCP is ended.
LiveWire::~LiveWire()
{
    m_wire.reset();
    stop();
}

QString LiveWire::prepare()
{
    if (m_ground)
        return {};
    auto ground = std::make_unique<Ground>();
    if (!ground->folder.isValid())
        return tr("expected a folder for what a lesson records, got: %1").arg(ground->folder.errorString());
    auto capture = Capture::create(ground->folder.filePath(QStringLiteral("lesson.hgcap")));
    if (!capture)
        return tr("expected a file for what a lesson records, got: %1").arg(capture.error().sentence);
    ground->capture = std::move(*capture);
    ground->network = std::make_unique<NetworkThread>();
    connect(ground->capture.get(), &Capture::connectionChanged, this, &LiveWire::recordChanged);
    connect(ground->capture.get(), &Capture::grew, this, &LiveWire::rowsCame);
    connect(ground->capture.get(), &Capture::failed, this, &LiveWire::fail);
    m_ground = std::move(ground);
    return {};
}

void LiveWire::start(const WireSetup &setup)
{
    stop();
    m_log = {};
    m_error = QString();
    m_setup = setup;
    QString error = prepare();
    const auto url = parseWebSocketUrl(QStringLiteral("ws://127.0.0.1") + QString::fromUtf8(setup.path));
    if (error.isEmpty() && !url)
        error = url.error().sentence;
    if (!error.isEmpty()) {
        fail(error);
        return;
    }
    m_url = *url;
    m_log.url = m_url.toString();
    startServer();
    Q_EMIT changed();
}

void LiveWire::stop()
{
    ++m_turn;
    if (m_wire) {
        m_wire->disconnect(this);
        m_wire->abort();
        m_wire.release()->deleteLater(); // it may be telling
    }
    for (Told &told : m_told) {
        if (told.session) {
            told.session->disconnect(this);
            told.session->release();
        }
        told = {};
    }
}

void LiveWire::fail(const QString &sentence)
{
    stop();
    m_error = sentence;
    Q_EMIT failed(sentence);
    Q_EMIT changed();
}

// ---- both ends

void LiveWire::startServer()
{
    MockOptions options;
    options.port = 0;
    options.timeouts = longTimeouts();
    options.scenario = m_setup.scenario;
    options.subprotocols = m_setup.subprotocols;
    if (!m_setup.deflate)
        options.deflate.reset();
    auto *server = new MockServer(*m_ground->network, *m_ground->capture->writer(), tr("server"));
    const int turn = m_turn;
    connect(server, &MockServer::listening, this, [this, turn](const QHostAddress &, quint16 port) {
        if (turn == m_turn)
            startClient(port);
    });
    connect(server, &MockServer::listenFailed, this, [this, turn](const QString &sentence) {
        if (turn == m_turn)
            fail(sentence);
    });
    connect(server, &MockServer::clientOpened, this, [this, turn](qint64 connection) {
        if (turn == m_turn)
            told(End::Server).connection = connection;
    });
    connectSession(*server, End::Server);
    server->listen(options);
}

void LiveWire::startClient(quint16 serverPort)
{
    m_wire = std::make_unique<HeldWire>(serverPort);
    if (!m_wire->error().isEmpty()) {
        fail(m_wire->error());
        return;
    }
    m_eventsTaken = 0;
    m_tcpNs = 0;
    m_wire->setSpeed(m_speed);
    m_wire->setBreaks(m_breaks);
    m_wire->replaceInResponse(m_replacement.name, m_replacement.value);
    connect(m_wire.get(), &HeldWire::changed, this, &LiveWire::takeWire);
    m_url.port = m_wire->port();
    m_log.url = m_url.toString();
    ClientOptions options;
    options.url = m_url;
    options.headers = m_setup.headers;
    options.subprotocols = m_setup.subprotocols;
    options.origin = m_setup.origin;
    options.timeouts = longTimeouts();
    if (!m_setup.deflate)
        options.deflate = {};
    auto *client = new ClientSession(*m_ground->network, *m_ground->capture->writer(), tr("client"));
    connect(client, &ClientSession::opened, this, [this, turn = m_turn](qint64 connection) {
        if (turn == m_turn)
            told(End::Client).connection = connection;
    });
    connectSession(*client, End::Client);
    client->open(options);
    WireEvent connecting;
    connecting.end = End::Client;
    connecting.state = EndState::Connecting;
    changeEnd(connecting);
}

void LiveWire::connectSession(Session &session, End end)
{
    told(end).session = &session;
    connect(&session, &Session::sendDone, this, [this, turn = m_turn](qint64, const QString &error) {
        if (turn == m_turn && !error.isEmpty())
            Q_EMIT refused(error);
    });
}

// ---- what they tell of themselves

void LiveWire::recordChanged(qint64 id)
{
    const ConnectionRecord *record = m_ground->capture->connection(id);
    if (!record)
        return;
    const End end = record->role == ConnectionRole::Client ? End::Client : End::Server;
    const Session *session = told(end).session;
    if (!session || session->number() != record->session)
        return;
    told(end).recorded = id;
    if (end == End::Client && record->times.tcp >= 0)
        m_tcpNs = record->times.tcp;
    rowsCame();
    WireEvent event;
    event.end = end;
    event.state = stateOf(record->state);
    event.sentence = record->failure.fact;
    if (event.state == EndState::Closed) {
        event.closeCode = record->closeCode;
        event.closeReason = record->closeReason;
    }
    changeEnd(event);
    setTcpTime();
}

/// As the client's thread has measured it: this one may have been busy.
void LiveWire::setTcpTime()
{
    const auto at = [this](EventKind kind) {
        return std::ranges::find_if(m_log.events, [kind](const WireEvent &event) { return event.kind == kind; });
    };
    const auto connected = at(EventKind::TcpConnected);
    if (connected == m_log.events.end())
        return;
    const qint64 ns = at(EventKind::TcpConnecting)->ns + m_tcpNs;
    if (std::exchange(connected->ns, ns) != ns)
        Q_EMIT changed();
}

/// A rule that the peer broke: its row may be told before the record that says what came of it, or behind it.
void LiveWire::rowsCame()
{
    const CaptureReader &reader = m_ground->capture->reader();
    const qint64 last = reader.lastId();
    while (m_rowsSeen < last) {
        const QList<Entry> rows = reader.range(m_rowsSeen + 1, last, RowsAtOnce);
        m_rowsSeen = rows.size() < RowsAtOnce ? last : rows.last().id;
        for (const Entry &row : rows) {
            if (row.violation() && !row.byHand() && !m_violations.contains(row.row.connection))
                m_violations.insert(row.row.connection, row.text);
        }
    }
    for (const Told &teller : m_told) {
        if (m_violations.contains(teller.recorded))
            changeEnd(teller.last);
    }
}

void LiveWire::changeEnd(WireEvent event)
{
    Told &teller = told(event.end);
    if (event.sentence.isEmpty())
        event.sentence = m_violations.value(teller.recorded);
    event.kind = EventKind::EndChanged;
    event.ns = teller.last.ns;
    if (event == teller.last)
        return;
    event.ns = m_wire ? m_wire->elapsedNs() : 0;
    teller.last = event;
    m_log.events.append(event);
    Q_EMIT changed();
}

// ---- the wire

void LiveWire::takeWire()
{
    const WireLog &wire = m_wire->log();
    m_log.clientAddress = wire.clientAddress;
    m_log.serverAddress = wire.serverAddress;
    const auto take = [this, &wire](int number) { m_log.units[number - 1] = *wire.unit(number); };
    m_log.units += wire.units.sliced(m_log.units.size());
    for (; m_eventsTaken < wire.events.size(); ++m_eventsTaken) {
        const WireEvent &event = wire.events.at(m_eventsTaken);
        m_log.events.append(event);
        if (event.kind == EventKind::Delivered)
            take(event.unit);
    }
    for (const int number : m_wire->held())
        take(number);
    setTcpTime();
    if (m_wire->error().isEmpty())
        Q_EMIT changed();
    else
        fail(m_wire->error());
}

void LiveWire::release()
{
    if (m_wire)
        m_wire->release();
}

void LiveWire::setSpeed(std::optional<std::chrono::milliseconds> delay)
{
    m_speed = delay;
    if (m_wire)
        m_wire->setSpeed(delay);
}

void LiveWire::setBreaks(const QByteArrayList &ids)
{
    m_breaks = ids;
    if (m_wire)
        m_wire->setBreaks(ids);
}

void LiveWire::replaceInResponse(const QByteArray &name, const QByteArray &value)
{
    const QString error = name.isEmpty() ? QString() : headerError(name, value);
    if (!error.isEmpty()) {
        Q_EMIT refused(error);
        return;
    }
    m_replacement = {name, value};
    if (m_wire)
        m_wire->replaceInResponse(name, value);
}

// ---- what an end does

void LiveWire::order(End from, const std::function<void(Session &, qint64 connection)> &work)
{
    const Told &teller = told(from);
    if (teller.session)
        work(*teller.session, teller.connection);
    else
        Q_EMIT refused(tr("expected a connection, got none: nothing was sent"));
}

void LiveWire::sendText(End from, const QString &text)
{
    order(from, [&](Session &session, qint64 connection) { session.sendText(connection, text); });
}

void LiveWire::sendBinary(End from, const QByteArray &data)
{
    order(from, [&](Session &session, qint64 connection) { session.sendBinary(connection, data); });
}

void LiveWire::sendFragments(End from, const QStringList &parts)
{
    sendRaw(from, fragmentsOf(parts, from));
}

void LiveWire::ping(End from, const QByteArray &payload)
{
    order(from, [&](Session &session, qint64 connection) { session.ping(connection, payload); });
}

void LiveWire::close(End from, quint16 code, const QString &reason)
{
    order(from, [&](Session &session, qint64 connection) { session.closeConnection(connection, code, reason); });
}

void LiveWire::sendRaw(End from, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        Q_EMIT refused(tr("expected bytes to send, got none: nothing was sent"));
    else
        order(from, [&](Session &session, qint64 connection) { session.sendRaw(connection, RawSend::of(bytes)); });
}

void LiveWire::drop(End from)
{
    order(from, [&](Session &session, qint64 connection) {
        auto *client = qobject_cast<ClientSession *>(&session);
        if (client && connection == 0)
            client->cancel();
        else
            session.drop(connection);
    });
}

} // namespace handglass::lesson
