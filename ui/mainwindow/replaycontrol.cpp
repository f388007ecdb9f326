// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/replaycontrol.h"

#include "app/session/clientsession.h"
#include "ui/common/background.h"
#include "ui/log/logpanel.h"
#include "ui/mainwindow/connectcontrol.h"
#include "ui/mainwindow/windowactions.h"
#include "ui/replay/replaytext.h"

namespace handglass {

namespace {

constexpr qsizetype MostNamed = 3; // connections by number

struct Counted {
    ReplayCounts counts;
    QString error;
};

} // namespace

ReplayControl::ReplayControl(Workbench &workbench, CaptureShelf &shelf, ConnectControl &connecting, LogPanel &log,
    ReplayPanel &panel, const WindowActions &actions, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_shelf(shelf)
    , m_connecting(connecting)
    , m_log(log)
    , m_panel(panel)
    , m_actions(actions)
    , m_countCancelled(std::make_shared<std::atomic_bool>(false))
{
    m_counting.setMaxThreadCount(1);
    connect(actions.replay, &QAction::triggered, this, &ReplayControl::openAll);
    connect(actions.replaySelected, &QAction::triggered, this, &ReplayControl::openSelected);
    connect(&log, &LogPanel::currentEntryChanged, this, &ReplayControl::refreshActions);
    connect(&workbench, &Workbench::sessionAdded, this, &ReplayControl::takeSession);
    connect(&workbench, &Workbench::sessionChanged, this, &ReplayControl::takeSession);
    connect(&workbench, &Workbench::sessionRemoved, this, &ReplayControl::takeSession);
    // Whether a connection opened, its record says, which comes later.
    connect(&workbench, &Workbench::connectionChanged, this, [this](qint64 session) {
        if (session == m_place.scope.session)
            refreshSource();
    });
    connectPanel();
    refreshSource();
}

ReplayControl::~ReplayControl()
{
    *m_countCancelled = true;
}

void ReplayControl::connectPanel()
{
    connect(&m_panel, &ReplayPanel::selectionChanged, this, &ReplayControl::count);
    connect(&m_panel, &ReplayPanel::startRequested, this, &ReplayControl::start);
    connect(&m_panel, &ReplayPanel::stopRequested, this, &ReplayControl::stop);
    const auto order = [this](void (ReplayPanel::*asked)(), void (Replay::*what)()) {
        connect(&m_panel, asked, this, [this, what] {
            if (m_replay)
                (m_replay.get()->*what)();
        });
    };
    order(&ReplayPanel::pauseRequested, &Replay::pause);
    order(&ReplayPanel::goOnRequested, &Replay::goOn);
    order(&ReplayPanel::stepRequested, &Replay::step);
    connect(&m_panel, &ReplayPanel::paceChanged, this, [this] {
        if (m_replay)
            m_replay->setPace(m_panel.pace());
    });
}

// ---- what is replayed

void ReplayControl::setPlace(const Place &place)
{
    m_place = place;
    refreshSource();
}

/// That opened, in order.
QList<const ConnectionRecord *> ReplayControl::clientConnections() const
{
    QList<const ConnectionRecord *> found;
    if (m_place.capture == nullptr)
        return found;
    const bool live = m_place.capture == m_workbench.live();
    QList<ConnectionId> ids;
    if (live) {
        const SessionInfo *info = m_workbench.session(m_place.scope.session);
        if (info != nullptr && info->kind == SessionKind::Client)
            ids = m_workbench.connectionsOf(info->number);
    } else {
        for (const ConnectionRecord &record : m_place.capture->connections())
            ids.append(record.id);
    }
    for (const ConnectionId id : std::as_const(ids)) {
        const ConnectionRecord *record = m_place.capture->connection(id);
        const bool opened = record != nullptr && record->role == ConnectionRole::Client && record->openedNs > 0;
        if (opened && m_place.scope.contains(*record))
            found.append(record);
    }
    return found;
}

void ReplayControl::refreshSource()
{
    m_whyNoSource.clear();
    if (m_place.capture == nullptr)
        m_whyNoSource = tr("Connect or open a capture first");
    else if (clientConnections().isEmpty())
        m_whyNoSource =
            tr("What a client sent can be replayed, not the server's side: no client's connection opened here");
    refreshActions();
}

void ReplayControl::refreshActions()
{
    setWhyNot(m_actions.replay, m_whyNoSource);
    const bool selects = !m_whyNoSource.isEmpty() || m_log.currentEntry() != 0;
    setWhyNot(m_actions.replaySelected, selects ? m_whyNoSource : tr("Select a row first"));
}

void ReplayControl::openAll()
{
    open({});
}

void ReplayControl::openSelected()
{
    const QList<EntryId> rows = m_log.selectedIds();
    if (!rows.isEmpty())
        open(rows);
}

void ReplayControl::open(const QList<EntryId> &rows)
{
    const QList<const ConnectionRecord *> connections = clientConnections();
    if (m_panel.stage() != ReplayPanel::Stage::Ready || connections.isEmpty())
        return m_panel.reveal();
    m_selection = {};
    m_selection.path = m_place.capture->path();
    m_selection.last = m_place.capture->lastId();
    m_selection.rows = rows;
    for (const ConnectionRecord *record : connections)
        m_selection.connections.append(record->id);
    m_selection.name = sourceName(connections);
    if (!rows.isEmpty())
        m_selection.name = tr("%1 selected rows of %2").arg(rows.size()).arg(m_selection.name);
    m_source = *connections.first();
    m_sourceIsLive = m_place.capture == m_workbench.live();
    const SessionInfo *own = m_sourceIsLive ? m_workbench.session(m_source.session) : nullptr;
    const bool isOpen = own != nullptr && own->state == SessionState::Open;
    m_panel.open(
        m_selection.name, targets(), isOpen ? ReplayTarget{own->number, {}, own->name} : sourceTarget(m_source));
    count();
}

QString ReplayControl::sourceName(const QList<const ConnectionRecord *> &connections) const
{
    const bool live = m_place.capture == m_workbench.live();
    const QString capture = live ? connections.first()->sessionName : m_shelf.name(m_place.capture);
    if (connections.size() > MostNamed)
        return tr("%1, %2 connections").arg(capture).arg(connections.size());
    QStringList numbers;
    for (const ConnectionRecord *record : connections)
        numbers.append(QString::number(record->id));
    return (numbers.size() == 1 ? tr("%1, connection %2") : tr("%1, connections %2"))
        .arg(capture, numbers.join(QStringLiteral(", ")));
}

void ReplayControl::count()
{
    m_selection.frames = m_panel.frames();
    m_selection.pings = m_panel.pings();
    *m_countCancelled = true;
    m_countCancelled = std::make_shared<std::atomic_bool>(false);
    m_panel.setCounts(tr("Counting…"), {}, 0);
    inBackground(
        [selection = m_selection, cancelled = m_countCancelled] {
            Counted counted;
            counted.counts = countReplay(
                selection, [cancelled] { return cancelled->load(); }, counted.error);
            return counted;
        },
        m_counting)
        .then(this, [this, cancelled = m_countCancelled](const Counted &counted) {
            if (!*cancelled)
                takeCounts(counted.counts, counted.error);
        });
}

void ReplayControl::takeCounts(const ReplayCounts &counts, const QString &error)
{
    const QString text = countText(counts, m_selection.frames);
    if (!error.isEmpty())
        m_panel.setCounts(tr("%1 Then: %2").arg(text, error), {}, 0); // what can be read can be sent
    else if (counts.items == 0)
        m_panel.setCounts(text, tr("Nothing was sent here"), 0);
    else
        m_panel.setCounts(text, {}, counts.items);
}

// ---- where it goes

/// To where the source was connected, anew.
ReplayTarget ReplayControl::sourceTarget(const ConnectionRecord &source) const
{
    return {0, source.url, tr("%1, a new connection").arg(source.url)};
}

QList<ReplayTarget> ReplayControl::targets() const
{
    QList<ReplayTarget> all;
    for (const qint64 number : m_workbench.sessions()) {
        const SessionInfo *info = m_workbench.session(number);
        if (info->kind == SessionKind::Client && info->state == SessionState::Open)
            all.append({number, {}, info->name});
    }
    all.append(sourceTarget(m_source));
    all.append({0, {}, tr("Another address")});
    return all;
}

void ReplayControl::start()
{
    m_replay.reset();
    const ReplayTarget target = m_panel.target();
    if (target.session != 0)
        return begin(target.session);
    connectAnew(target.url, target == sourceTarget(m_source));
}

/// To its own address with all that it was asked for there; elsewhere as any new connection.
void ReplayControl::connectAnew(const QString &address, bool isSource)
{
    const auto url = parseWebSocketUrl(address);
    if (!url)
        return m_panel.showAddressError(url.error().sentence);
    const SessionInfo *own = isSource && m_sourceIsLive ? m_workbench.session(m_source.session) : nullptr;
    ClientOptions options = own != nullptr ? own->client : m_connecting.defaults();
    if (own == nullptr) {
        options.user = url->user;
        options.password = url->password;
        options.subprotocols = isSource ? m_source.offeredSubprotocols : QStringList();
    }
    options.url = *url;
    options.url.user.clear();
    options.url.password.clear();
    if (const QString error = ClientSession::optionsError(options); !error.isEmpty())
        return m_panel.showAddressError(error);
    m_panel.showConnecting(options.url.toString());
    m_awaited = m_connecting.connectWith(options);
    Q_EMIT started(m_awaited);
}

void ReplayControl::takeSession(qint64 session)
{
    if (m_panel.isVisible() && m_panel.stage() == ReplayPanel::Stage::Ready)
        m_panel.setTargets(targets());
    if (session != m_awaited || session == 0)
        return;
    const SessionInfo *info = m_workbench.session(session);
    if (info != nullptr && info->state == SessionState::Open) {
        m_awaited = 0;
        begin(session);
    } else if (info == nullptr || (info->refused && info->state == SessionState::Idle)) {
        m_awaited = 0;
        const ConnectionRecord *record = info == nullptr ? nullptr : m_workbench.live()->connection(info->connection);
        m_panel.showFailure(record != nullptr && record->failure
                ? tr("Not connected, nothing was sent: %1").arg(record->failure.fact)
                : tr("Not connected, nothing was sent: the handshake says why"));
    }
}

void ReplayControl::begin(qint64 session)
{
    m_replay = m_workbench.replay(session, m_selection, m_panel.pace());
    if (!m_replay)
        return m_panel.showFailure(tr("The connection is closed, nothing was sent"));
    connect(m_replay.get(), &Replay::progressed, this, [this] { m_panel.showProgress(m_replay->progress()); });
    m_panel.showProgress(m_replay->progress());
    m_replay->start();
    Q_EMIT started(session);
}

void ReplayControl::stop()
{
    if (m_awaited != 0)
        m_workbench.cancel(m_awaited);
    else if (m_replay)
        m_replay->stop();
}

} // namespace handglass
