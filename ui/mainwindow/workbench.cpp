// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/workbench.h"

#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "ui/common/cookieshelf.h"
#include "ui/mainwindow/unmatchedrows.h"
#include "ui/session/sessiontext.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace handglass {

namespace {

constexpr std::chrono::milliseconds ClientsRefresh{50};

QString sessionName(const WebSocketUrl &url)
{
    const QString path = QString::fromUtf8(url.target);
    return QString::fromUtf8(url.hostHeader()) + (path == u"/" ? QString() : path);
}

QString mockName(quint16 port)
{
    return port == 0 ? Workbench::tr("mock") : Workbench::tr("mock :%1").arg(port);
}

QString mockUrl(const MockOptions &mock)
{
    WebSocketUrl url;
    url.host = mock.address.toString();
    url.port = mock.port;
    url.secure = mock.tls.enabled;
    const QString scheme = url.secure ? QStringLiteral("wss://") : QStringLiteral("ws://");
    // What a client can connect to: its first route.
    const bool routed = mock.scenario && !mock.scenario->routes.empty();
    const QString path = routed ? mock.scenario->routes.front().path.example() : QString();
    return scheme + QString::fromUtf8(url.hostHeader())
        + QString::fromLatin1(QUrl::toPercentEncoding(path, QByteArrayLiteral("/")));
}

} // namespace

QString SessionInfo::phase() const
{
    if (state != SessionState::Waiting || tryNumber == 0)
        return phaseText(state);
    const qint64 seconds = (nextTry.remainingTime() + 999) / 1000;
    return Workbench::tr("Reconnecting in %1 s (try %2)").arg(seconds).arg(tryNumber);
}

Session *Workbench::Held::session() const
{
    return client != nullptr ? static_cast<Session *>(client) : static_cast<Session *>(mock);
}

Workbench::Workbench(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
    , m_files(folder)
    , m_cookies(std::make_unique<CookieShelf>(folder))
{
    qRegisterMetaType<SessionState>();
    m_clientsTimer.setSingleShot(true);
    m_clientsTimer.setInterval(ClientsRefresh);
    connect(&m_clientsTimer, &QTimer::timeout, this, &Workbench::tellClients);
}

Workbench::~Workbench()
{
    for (const auto *sessions : {&m_sessions, &m_starting}) {
        for (const auto &[number, held] : *sessions)
            held.session()->release();
    }
    const bool keep = hasUnsaved() && !m_discard;
    m_network.reset();
    delete m_tally;
    delete m_unmatched;
    m_live.reset();
    if (m_livePath.isEmpty())
        return;
    if (keep)
        m_files.release(m_livePath);
    else
        m_files.discard(m_livePath);
}

void Workbench::setRetention(const Retention &retention)
{
    m_retention = retention;
    if (m_live)
        m_live->writer()->setRetention(retention);
}

QString Workbench::start()
{
    if (m_live)
        return {};
    const auto path = m_files.newPath();
    if (!path)
        return path.error().sentence;
    auto capture = Capture::create(*path, {.retention = m_retention});
    if (!capture) {
        m_files.release(*path);
        return capture.error().sentence;
    }
    m_livePath = *path;
    m_live = std::move(*capture);
    m_tally = new RowTally(*m_live, this);
    m_unmatched = new UnmatchedRows(*m_live, this);
    m_network = std::make_unique<NetworkThread>();
    connect(m_live.get(), &Capture::connectionChanged, this, &Workbench::takeRecord);
    connect(m_live.get(), &Capture::connectionsDropped, this, &Workbench::takeDropped);
    return {};
}

RowCount Workbench::countOf(const LogScope &scope) const
{
    if (scope.connection != 0)
        return m_tally->of(scope.connection);
    RowCount sum;
    if (const Held *found = held(scope.session)) {
        for (auto it = found->connections.cbegin(); it != found->connections.cend(); ++it)
            sum += m_tally->of(it.key());
    }
    return sum;
}

// ---- sessions

QList<qint64> Workbench::sessions() const
{
    QList<qint64> numbers;
    for (const auto &[number, held] : m_sessions)
        numbers.append(number);
    return numbers;
}

Workbench::Held *Workbench::held(qint64 number)
{
    const auto found = m_sessions.find(number);
    return found == m_sessions.end() ? nullptr : &found->second;
}

const Workbench::Held *Workbench::held(qint64 number) const
{
    const auto found = m_sessions.find(number);
    return found == m_sessions.end() ? nullptr : &found->second;
}

const SessionInfo *Workbench::session(qint64 number) const
{
    const Held *found = held(number);
    return found == nullptr ? nullptr : &found->info;
}

QList<ConnectionId> Workbench::openClients(qint64 mock) const
{
    const Held *found = held(mock);
    if (found == nullptr)
        return {};
    return found->clients;
}

QList<ConnectionId> Workbench::connectionsOf(qint64 session) const
{
    const Held *found = held(session);
    if (found == nullptr)
        return {};
    QList<ConnectionId> connections = found->connections.keys();
    std::sort(connections.begin(), connections.end());
    return connections;
}

int Workbench::numberOf(qint64 session, ConnectionId connection) const
{
    const Held *found = held(session);
    return found == nullptr ? 0 : found->connections.value(connection);
}

qint64 Workbench::connectTo(const ClientOptions &options, qint64 session)
{
    Held *known = held(session);
    const bool isNew = known == nullptr || known->client == nullptr;
    if (isNew) {
        const QString name = sessionName(options.url);
        auto *client = new ClientSession(*m_network, *m_live->writer(), name);
        session = client->number();
        known = &m_sessions[session];
        known->client = client;
        known->info.number = session;
        known->info.kind = SessionKind::Client;
        known->info.name = name;
        watch(client);
        watchClient(client);
    }
    known->info.client = options;
    known->info.url = options.url.toString();
    known->info.state = SessionState::LookingUp;
    known->info.refused = false;
    known->client->open(options);
    if (isNew)
        Q_EMIT sessionAdded(session);
    else
        Q_EMIT sessionChanged(session);
    return session;
}

void Workbench::cancel(qint64 session)
{
    if (Held *found = held(session); found != nullptr && found->client != nullptr)
        found->client->cancel();
}

void Workbench::disconnectFrom(const LogScope &scope)
{
    close(scope, 1000, {}, 0);
}

void Workbench::startMock(const MockOptions &options, const scenario::ScenarioText &scenario)
{
    const QString name = mockName(options.port);
    auto *mock = new MockServer(*m_network, *m_live->writer(), name);
    Held &fresh = m_starting[mock->number()];
    fresh.mock = mock;
    fresh.info.number = mock->number();
    fresh.info.kind = SessionKind::Mock;
    fresh.info.name = name;
    fresh.info.mock = options;
    fresh.info.scenario = scenario;
    watch(mock);
    watchMock(mock);
    mock->listen(options);
}

void Workbench::restartMock(qint64 session, const MockOptions &options)
{
    Held *found = held(session);
    if (found == nullptr || found->mock == nullptr)
        return;
    found->restarting = options;
    found->mock->listen(options);
}

void Workbench::setScenario(qint64 session, const SharedScenario &scenario)
{
    Held *found = held(session);
    if (found == nullptr || found->mock == nullptr)
        return;
    found->info.mock.scenario = scenario;
    found->mock->setScenario(scenario);
    if (const QString url = mockUrl(found->info.mock); url != found->info.url) {
        found->info.url = url;
        Q_EMIT sessionChanged(session);
    }
}

void Workbench::setFaults(qint64 mock, const QList<scenario::Fault> &faults)
{
    if (Held *found = held(mock); found != nullptr && found->mock != nullptr)
        found->mock->setFaults(faults);
}

QList<scenario::Fault> Workbench::faults(qint64 mock) const
{
    const Held *found = held(mock);
    return found == nullptr || found->mock == nullptr ? QList<scenario::Fault>() : found->mock->faults();
}

void Workbench::giveScenario(qint64 session, const SharedScenario &scenario, const scenario::ScenarioText &text)
{
    Held *found = held(session);
    if (found == nullptr || found->mock == nullptr || found->info.mock.scenario)
        return;
    found->info.mock.scenario = scenario;
    found->info.scenario = text;
    found->mock->listen(found->info.mock);
}

void Workbench::stopMock(qint64 session)
{
    if (Held *found = held(session); found != nullptr && found->mock != nullptr)
        found->mock->stop();
}

void Workbench::rename(qint64 session, const QString &name)
{
    Held *found = held(session);
    if (found == nullptr || name.trimmed().isEmpty() || found->info.name == name.trimmed())
        return;
    found->info.name = name.trimmed();
    found->session()->rename(found->info.name);
    Q_EMIT sessionChanged(session);
}

void Workbench::remove(qint64 session)
{
    const Held *found = held(session);
    if (found == nullptr)
        return;
    found->session()->release();
    m_sessions.erase(session);
    for (auto pending = m_pending.begin(); pending != m_pending.end();) {
        const qint64 token = pending.key();
        const bool gone = pending->session == session;
        pending = gone ? m_pending.erase(pending) : std::next(pending);
        if (gone)
            Q_EMIT sendDone(token, tr("The session was removed."));
    }
    Q_EMIT sessionRemoved(session);
}

// ---- what sessions tell

void Workbench::watch(Session *session)
{
    const qint64 number = session->number();
    connect(session, &Session::stateChanged, this,
        [this, number](SessionState state, qint64 connection) { takeState(number, state, connection); });
    connect(session, &Session::sendDone, this, &Workbench::takeSendDone);
    connect(
        session, &Session::pressureChanged, this, [this, number](qint64 /*connection*/, bool paused, qint64 unsent) {
            Q_EMIT pressureChanged(number, paused, unsent);
        });
    connect(session, &Session::rttMeasured, this, [this, number](qint64 connection, qint64 ns) {
        m_rtt[connection] = ns;
        Q_EMIT rttMeasured(number, connection, ns);
    });
}

void Workbench::watchClient(ClientSession *session)
{
    const qint64 number = session->number();
    const auto setRefused = [this, number](qint64 connection, bool refused) {
        if (Held *found = held(number)) {
            found->info.connection = connection;
            found->info.refused = refused;
            Q_EMIT sessionChanged(number);
        }
    };
    connect(session, &ClientSession::refused, this,
        [setRefused](qint64 connection, const QString & /*sentence*/) { setRefused(connection, true); });
    connect(session, &ClientSession::opened, this, [setRefused](qint64 connection) { setRefused(connection, false); });
    connect(session, &ClientSession::waiting, this,
        [this, number](int tryNumber, qint64 milliseconds) { takeWaiting(number, tryNumber, milliseconds); });
}

void Workbench::watchMock(MockServer *session)
{
    const qint64 number = session->number();
    connect(session, &MockServer::listening, this,
        [this, number](const QHostAddress &address, quint16 port) { takeListening(number, address, port); });
    connect(session, &MockServer::listenFailed, this,
        [this, number](const QString &sentence, quint16 freePort) { takeListenFailure(number, sentence, freePort); });
    connect(session, &MockServer::clientOpened, this,
        [this, number](qint64 connection) { takeClient(number, connection, true); });
    connect(session, &MockServer::clientClosed, this,
        [this, number](qint64 connection) { takeClient(number, connection, false); });
    connect(session, &MockServer::stopped, this, [this, number] { takeState(number, SessionState::Idle, 0); });
    connect(session, &MockServer::faultsChanged, this, [this, number] { Q_EMIT faultsChanged(number); });
    connect(session, &MockServer::faultsJudged, this,
        [this, number](const QList<FaultVerdict> &verdicts) { Q_EMIT faultsJudged(number, verdicts); });
    connect(session, &MockServer::scenarioApplied, this, [this, number] { Q_EMIT scenarioApplied(number); });
    connect(session, &MockServer::scenarioCounted, this,
        [this, number](const ScenarioCounts &counts) { Q_EMIT scenarioCounted(number, counts); });
    // From its thread: messages may come faster than this one can be told of each.
    connect(
        session, &MockServer::messageUnmatched, m_unmatched,
        [rows = m_unmatched, number](qint64 /*connection*/, qint64 row) { rows->add(number, row); },
        Qt::DirectConnection);
}

void Workbench::takeRecord(ConnectionId id)
{
    const ConnectionRecord *record = m_live->connection(id);
    if (record == nullptr)
        return;
    Held *found = held(record->session);
    if (found != nullptr && !found->connections.contains(id))
        found->connections.insert(id, ++found->lastNumber);
    Q_EMIT connectionChanged(record->session, id);
}

void Workbench::takeDropped(const QList<ConnectionId> &connections)
{
    for (const ConnectionId connection : connections) {
        for (auto &[number, held] : m_sessions)
            held.connections.remove(connection);
        m_autoPong.remove(connection);
        m_rtt.remove(connection);
    }
    Q_EMIT connectionsDropped(connections);
}

void Workbench::takeState(qint64 number, SessionState state, ConnectionId connection)
{
    Held *found = held(number);
    if (found == nullptr)
        return;
    found->info.state = state;
    if (found->client != nullptr && connection != 0)
        found->info.connection = connection;
    if (found->info.isConnecting())
        found->info.refused = false;
    Q_EMIT sessionChanged(number);
}

void Workbench::takeWaiting(qint64 number, int tryNumber, qint64 milliseconds)
{
    Held *found = held(number);
    if (found == nullptr)
        return;
    found->info.tryNumber = tryNumber;
    found->info.nextTry = QDeadlineTimer(milliseconds);
    Q_EMIT sessionChanged(number);
}

void Workbench::takeListening(qint64 number, const QHostAddress &address, quint16 port)
{
    const bool isNew = m_starting.contains(number);
    if (isNew)
        m_sessions.insert(m_starting.extract(number));
    Held *found = held(number);
    if (found == nullptr)
        return;
    SessionInfo &info = found->info;
    if (info.name == mockName(info.mock.port))
        info.name = mockName(port);
    if (const auto options = std::exchange(found->restarting, std::nullopt))
        info.mock = *options;
    info.mock.address = address;
    info.mock.port = port;
    info.url = mockUrl(info.mock);
    info.state = SessionState::Listening;
    if (isNew)
        Q_EMIT sessionAdded(number);
    else
        Q_EMIT sessionChanged(number);
    Q_EMIT mockListens(number);
}

void Workbench::takeListenFailure(qint64 number, const QString &sentence, quint16 freePort)
{
    const auto starting = m_starting.find(number);
    if (starting != m_starting.end()) {
        starting->second.session()->release();
        m_starting.erase(starting);
    }
    Held *found = held(number);
    if (found == nullptr)
        return Q_EMIT mockFailed(sentence, freePort);
    found->restarting.reset();
    Q_EMIT mockRestartFailed(number, sentence, freePort);
}

void Workbench::takeClient(qint64 mock, ConnectionId client, bool open)
{
    Held *found = held(mock);
    if (found == nullptr)
        return;
    const auto at = std::ranges::lower_bound(found->clients, client);
    const bool known = at != found->clients.end() && *at == client;
    if (open && !known)
        found->clients.insert(at, client);
    else if (!open && known)
        found->clients.erase(at);
    m_otherClients.insert(mock);
    if (!m_clientsTimer.isActive())
        m_clientsTimer.start();
}

void Workbench::tellClients()
{
    const QSet<qint64> mocks = std::exchange(m_otherClients, {});
    for (const qint64 mock : mocks) {
        if (held(mock) != nullptr)
            Q_EMIT sessionChanged(mock);
    }
}

// ---- unsaved rows

qint64 Workbench::unsavedRows() const
{
    return m_live ? m_live->lastId() - std::max(m_savedUpTo, m_live->firstId() - 1) : 0;
}

bool Workbench::hasUnsaved() const
{
    return unsavedRows() > 0 || (m_live && m_savedTo.isEmpty() && m_live->hasConnections());
}

void Workbench::markSaved(EntryId upTo, const QString &target)
{
    m_savedUpTo = upTo;
    m_savedTo = target;
}

} // namespace handglass
