// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/clientsession.h"

#include "app/capture/capturewriter.h"
#include "app/protocol/httpdate.h"
#include "app/session/clientrequest.h"
#include "app/session/clientsettings.h"
#include "app/session/cookiejar.h"
#include "app/session/reconnect.h"
#include "app/session/redirecttrail.h"

#include <QRandomGenerator>

namespace handglass {

namespace {

constexpr std::chrono::seconds LeaveTime{2}; ///< for the last bytes at the program's end

SessionState stateOf(FailurePhase phase)
{
    switch (phase) {
    case FailurePhase::NameLookup:
        return SessionState::LookingUp;
    case FailurePhase::Tcp:
        return SessionState::Tcp;
    case FailurePhase::Proxy:
        return SessionState::Proxy;
    case FailurePhase::Tls:
        return SessionState::Tls;
    default:
        return SessionState::Upgrading;
    }
}

} // namespace

ClientSession::ClientSession(NetworkThread &network, CaptureWriter &writer, const QString &name)
    : Session(network, writer, name)
{
    m_wait.moveToThread(thread());
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &ClientSession::tryAgain);
}

ClientSession::~ClientSession() = default;

QString ClientSession::optionsError(const ClientOptions &options)
{
    return requestError(options);
}

void ClientSession::open(const ClientOptions &options)
{
    post([this, options] {
        if (m_shuttingDown)
            return;
        if (!m_opening && !m_tap) {
            start(options);
            return;
        }
        m_next = options;
        endCurrentInTime();
    });
}

void ClientSession::cancel()
{
    post([this] {
        m_next.reset();
        m_stayClosed = true;
        if (m_wait.isActive()) {
            m_wait.stop();
            enter(SessionState::Idle);
        }
        endCurrent();
    });
}

void ClientSession::sendInOrder(ConnectionId to, const QList<Outgoing> &batch, qint64 token)
{
    post([this, to, batch, token] { handOver(to, batch, token); });
}

void ClientSession::handOver(ConnectionId to, const QList<Outgoing> &messages, qint64 token)
{
    const Open open = find(to);
    QString error = open.tap ? QString() : tr("expected an open connection, got none: nothing was sent");
    Batch batch{token, 0, 0};
    while (error.isEmpty() && batch.handed < messages.size()) {
        error = send(open, messages.at(batch.handed));
        if (!error.isEmpty())
            break;
        open.socket->ping(Tap::passToken());
        ++batch.handed;
    }
    if (batch.handed > 0)
        m_batches.push_back(batch);
    else
        Q_EMIT batchDone(token, 0, error, open.tap && open.tap->isOpen());
}

void ClientSession::messagePassed()
{
    Batch &batch = m_batches.front();
    if (++batch.passed < batch.handed)
        return;
    Q_EMIT batchDone(batch.token, batch.passed, {}, false);
    m_batches.pop_front();
}

/// What was handed over and did not pass is lost.
void ClientSession::endBatches()
{
    for (; !m_batches.empty(); m_batches.pop_front())
        Q_EMIT batchDone(m_batches.front().token, m_batches.front().passed, {}, false);
}

void ClientSession::closeAsked(ConnectionId connection)
{
    if (m_tap && connection == m_connection)
        m_stayClosed = true;
}

void ClientSession::endCurrent()
{
    if (m_opening)
        m_opening->cancel();
    else if (m_tap)
        m_tap->close(1000, {}); // one that is closing goes on closing
}

/// A close waits for all that was sent before, as long as the peer takes of it; who wants another connection does not.
void ClientSession::endCurrentInTime()
{
    if (m_tap)
        QTimer::singleShot(m_closeTimeout, m_tap.get(), &Tap::abort);
    endCurrent();
}

void ClientSession::start(const ClientOptions &options)
{
    m_wait.stop();
    m_options = options;
    m_stayClosed = false;
    m_tries = 0;
    m_trail = std::make_unique<RedirectTrail>(options);
    connectTo({});
}

void ClientSession::connectTo(const Origin &origin)
{
    const ClientOptions &options = m_trail->options();
    ConnectionRecord record;
    const ConnectionId id = m_connection = writer().newConnection();
    record.id = id;
    record.session = number();
    record.sessionName = name();
    record.url = options.url.toString();
    record.reason = origin.reason;
    record.previous = origin.previous;
    record.attempt = origin.attempt;
    m_answer = {};
    m_closeTimeout = options.timeouts.close;
    OpeningSettings settings = openingSettings(options);
    if (options.cookies)
        settings.answered = [this, id](const HttpHead &response) { takeCookies(id, response); };
    settings.explain = [this](const HttpHead &response, Failure &failure) { explain(response, failure); };
    m_opening.reset(new ClientOpening(std::move(settings), sharedRecorder(), std::move(record)));
    connect(m_opening.get(), &ClientOpening::phaseChanged, this, [this](FailurePhase phase) { enter(stateOf(phase)); });
    connect(m_opening.get(), &ClientOpening::opened, this, &ClientSession::openingDone);
    connect(m_opening.get(), &ClientOpening::failed, this, &ClientSession::openingFailed);
    const QString error = optionsError(options);
    const QString note = m_trail->note();
    error.isEmpty() ? m_opening->start() : m_opening->refuse(error);
    if (!note.isEmpty())
        recorder().note(EntryKind::Notice, id, note);
}

void ClientSession::takeCookies(ConnectionId connection, const HttpHead &response)
{
    for (const CookieJar::Taken &taken : m_trail->options().cookies->take(m_trail->options().url, response)) {
        if (!taken.rejected.isEmpty())
            recorder().note(EntryKind::Notice, connection, tr("A cookie was not kept: %1").arg(taken.rejected));
    }
}

/// Of an answer that does not open the connection.
void ClientSession::explain(const HttpHead &response, Failure &failure)
{
    constexpr qint64 NsInSecond = 1'000'000'000;
    m_answer.status = response.status;
    m_answer.retryAfter = parseRetryAfter(response.value("Retry-After"), nowNs() / NsInSecond);
    m_answer.leadsOn = m_trail->answered(response, failure);
}

void ClientSession::openingFailed()
{
    const ConnectionRecord record = m_opening->record();
    m_opening.reset();
    if (m_answer.leadsOn) {
        m_trail->takeNext();
        Q_EMIT redirected(m_connection, m_trail->options().url.toString());
        connectTo({Reason::Redirect, m_connection, m_trail->hop()});
        return;
    }
    Q_EMIT refused(m_connection, record.failure.fact);
    ended(record);
}

void ClientSession::openingDone()
{
    const LaterPointer<ClientOpening> opening = std::move(m_opening);
    m_socket.reset(opening->takeWebSocket().release());
    m_tap.reset(opening->takeTap().release());
    connectTap();
    if (m_options.echo)
        startEcho();
    enter(SessionState::Open);
    Q_EMIT opened(m_connection);
    m_tap->start(opening->pipelined());
}

void ClientSession::connectTap()
{
    connect(m_tap.get(), &Tap::pressureChanged, this,
        [this](bool paused, qint64 bytes) { Q_EMIT pressureChanged(m_connection, paused, bytes); });
    connect(m_tap.get(), &Tap::rttMeasured, this, [this](qint64 ns) { Q_EMIT rttMeasured(m_connection, ns); });
    connect(m_tap.get(), &Tap::passed, this, &ClientSession::messagePassed);
    connect(m_tap.get(), &Tap::closing, this, [this] { enter(SessionState::Closing); });
    connect(m_tap.get(), &Tap::closed, this, &ClientSession::tapClosed);
}

void ClientSession::startEcho()
{
    QWebSocket *socket = m_socket.get();
    connect(socket, &QWebSocket::textMessageReceived, socket,
        [socket](const QString &message) { socket->sendTextMessage(message); });
    connect(socket, &QWebSocket::binaryMessageReceived, socket,
        [socket](const QByteArray &message) { socket->sendBinaryMessage(message); });
}

void ClientSession::tapClosed()
{
    const ConnectionRecord record = m_tap->record();
    m_stayClosed = m_stayClosed || m_tap->hasFailed(); // what broke a rule would do so again
    m_tap.reset();
    m_socket.reset();
    endBatches();
    Q_EMIT connectionEnded(record);
    Q_EMIT closed(m_connection);
    ended(record);
}

void ClientSession::ended(const ConnectionRecord &record)
{
    if (!m_shuttingDown && !m_next && triesAgain(record)) {
        waitForNextTry();
        return;
    }
    enter(SessionState::Idle);
    if (m_shuttingDown) {
        deleteLater();
    } else if (m_next) {
        const ClientOptions next = *std::exchange(m_next, std::nullopt);
        start(next);
    }
}

bool ClientSession::triesAgain(const ConnectionRecord &record)
{
    const ReconnectOptions &reconnect = m_options.reconnect;
    if (!reconnect.enabled || m_stayClosed || !mayHeal(record, m_answer.status))
        return false;
    if (lasted(record, reconnect))
        m_tries = 0;
    if (reconnect.most == 0 || m_tries < reconnect.most)
        return true;
    recorder().note(EntryKind::Notice, m_connection,
        (record.openedNs > 0
                ? tr("Expected a connection that lasts with try %1 at the latest, got none: does not try again.")
                : tr("Expected a connection with try %1 at the latest, got none: does not try again."))
            .arg(reconnect.most));
    return false;
}

void ClientSession::waitForNextTry()
{
    const std::chrono::milliseconds wait = reconnectWait(
        m_options.reconnect, ++m_tries, QRandomGenerator::global()->generateDouble(), m_answer.retryAfter);
    const double seconds = double(wait.count()) / 1000;
    recorder().note(EntryKind::Notice, m_connection,
        m_answer.retryAfter
            ? tr("Tries again in %1 s (try %2), not before the server's Retry-After.").arg(seconds).arg(m_tries)
            : tr("Tries again in %1 s (try %2).").arg(seconds).arg(m_tries));
    m_wait.start(wait);
    enter(SessionState::Waiting);
    Q_EMIT waiting(m_tries, wait.count());
}

void ClientSession::tryAgain()
{
    m_trail = std::make_unique<RedirectTrail>(m_options);
    connectTo({Reason::Reconnect, m_connection, m_tries});
}

void ClientSession::enter(SessionState state)
{
    Q_EMIT stateChanged(state, m_connection);
}

Session::Open ClientSession::find(ConnectionId connection) const
{
    if (connection != m_connection)
        return {};
    return {m_tap.get(), m_socket.get()};
}

void ClientSession::shutDown()
{
    if (std::exchange(m_shuttingDown, true))
        return;
    m_next.reset();
    m_wait.stop();
    if (m_opening) {
        m_opening->cancel();
    } else if (m_tap) {
        QTimer::singleShot(LeaveTime, m_tap.get(), &Tap::abort);
        m_tap->leave(1001);
    } else {
        deleteLater();
    }
}

} // namespace handglass
