// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/placereport.h"

#include "ui/common/format.h"
#include "ui/compose/composepanel.h"
#include "ui/mainwindow/capturedesk.h"
#include "ui/mainwindow/captureshelf.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mock/mockhead.h"
#include "ui/session/sessiontext.h"

#include <utility>

namespace handglass {

namespace {

constexpr qsizetype RateSamples = 6; ///< one a second: rates over five seconds

} // namespace

PlaceReport::PlaceReport(Workbench &workbench, CaptureShelf &shelf, CaptureDesk &desk, StatusLine &status,
    SessionPage &page, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_shelf(shelf)
    , m_desk(desk)
    , m_status(status)
    , m_page(page)
{
    m_clock.start();
    m_timer.setInterval(std::chrono::seconds(1));
    connect(&m_timer, &QTimer::timeout, this, [this] {
        sampleRates();
        refreshCapture();
        if (const SessionInfo *info = m_workbench.session(m_place.scope.session);
            info != nullptr && info->state == SessionState::Waiting)
            refresh();
    });
    m_timer.start();
    connect(&workbench, &Workbench::sessionChanged, this, [this](qint64 session) {
        if (session == m_place.scope.session)
            refresh();
    });
    connect(&workbench, &Workbench::connectionChanged, this, [this](qint64 /*session*/, qint64 connection) {
        if (connection == shownConnection())
            refresh();
    });
    connect(&workbench, &Workbench::rttMeasured, this, [this](qint64 /*session*/, qint64 connection, qint64 ns) {
        if (m_place.capture == m_workbench.live() && connection == shownConnection())
            m_status.setRtt(ns);
    });
    connect(&workbench, &Workbench::pressureChanged, this, [this](qint64 session, bool paused, qint64 unsent) {
        if (session == m_place.scope.session)
            m_status.setPressure(paused ? tr("The peer does not read: %1 wait").arg(sizeText(unsent)) : QString());
    });
    connect(&desk, &CaptureDesk::stateChanged, this, &PlaceReport::refreshCapture);
    connect(workbench.live(), &Capture::grew, this, [this] {
        if (!std::exchange(m_grew, true)) // later growth is told once a second
            refreshCapture();
    });
    refresh();
    refreshCapture();
}

void PlaceReport::setPlace(const Place &place)
{
    m_place = place;
    m_samples.clear();
    m_status.setPressure({});
    m_status.setRates(-1, -1);
    refresh();
    sampleRates();
}

ConnectionId PlaceReport::shownConnection() const
{
    if (m_place.scope.connection != 0 || m_place.capture != m_workbench.live())
        return m_place.scope.connection;
    const SessionInfo *info = m_workbench.session(m_place.scope.session);
    return info == nullptr ? 0 : info->connection;
}

/// nullptr: none, or only one of its clients.
const SessionInfo *PlaceReport::shownMock() const
{
    if (m_place.capture != m_workbench.live() || m_place.scope.connection != 0)
        return nullptr;
    const SessionInfo *info = m_workbench.session(m_place.scope.session);
    return info != nullptr && info->kind == SessionKind::Mock ? info : nullptr;
}

void PlaceReport::refresh()
{
    m_page.setFacts({});
    m_page.setMockShown(shownMock() != nullptr);
    m_status.setRtt(m_place.capture == m_workbench.live() ? m_workbench.lastRtt(shownConnection()) : -1);
    reportRules();
    if (m_place.capture == nullptr)
        m_status.setNoConnection();
    else if (m_place.capture == m_workbench.live())
        reportLive();
    else
        reportRecording();
}

void PlaceReport::reportLive()
{
    const QString whyNot = m_workbench.whyNoTarget(m_place.scope);
    m_page.compose().setTarget(whyNot.isEmpty(), whyNot, m_workbench.targets(m_place.scope).size());
    m_page.compose().setAutoPong(m_workbench.autoPong(m_place.scope));
    const SessionInfo *info = m_workbench.session(m_place.scope.session);
    if (info == nullptr)
        return;
    m_page.compose().setSender(info->kind == SessionKind::Mock ? Role::Server : Role::Client);
    if (const SessionInfo *mock = shownMock())
        return reportMock(*mock);
    if (const ConnectionRecord *record = m_workbench.live()->connection(shownConnection()))
        reportConnection(*record);
    const bool current = m_place.scope.connection == 0 || m_place.scope.connection == info->connection;
    if (info->kind == SessionKind::Client && info->isConnecting() && current)
        m_status.setState(StateMark::Connecting, info->phase());
}

void PlaceReport::reportRules()
{
    bool observes = false;
    if (const ConnectionRecord *record = m_place.capture == nullptr ? nullptr : shownRecord())
        observes = record->observeOnly;
    else if (const SessionInfo *info = m_workbench.session(m_place.scope.session))
        observes = info->kind == SessionKind::Mock ? info->mock.observeOnly : info->client.observeOnly;
    m_status.setObserveOnly(observes);
}

const ConnectionRecord *PlaceReport::shownRecord() const
{
    return shownConnection() == 0 ? nullptr : m_place.capture->connection(shownConnection());
}

void PlaceReport::reportMock(const SessionInfo &info)
{
    const bool listening = info.state == SessionState::Listening;
    const qsizetype clients = m_workbench.openClients(info.number).size();
    const QString address = info.url.section(QStringLiteral("//"), 1).section(u'/', 0, 0);
    m_page.mockHead().setMock(info.url, listening, info.mock.address.isLoopback());
    m_status.setState(listening ? StateMark::Open : StateMark::Closed,
        listening ? tr("Mock on %1, %2").arg(address, clientsText(clients)) : tr("Mock stopped"));
}

void PlaceReport::reportConnection(const ConnectionRecord &record)
{
    m_status.setState(markOf(record), connectionText(record));
    m_page.setFacts(agreedFacts(record));
}

void PlaceReport::reportRecording()
{
    const QString rows = groupedNumber(m_place.capture->lastId());
    m_status.setState(StateMark::Closed, tr("Recording %1, %2 rows").arg(m_shelf.name(m_place.capture), rows));
}

void PlaceReport::refreshCapture()
{
    m_status.setCapture(m_desk.stateText());
}

void PlaceReport::sampleRates()
{
    if (m_place.capture == nullptr || m_place.capture != m_workbench.live())
        return;
    m_samples.append({m_clock.elapsed(), m_workbench.countOf(m_place.scope)});
    if (m_samples.size() > RateSamples)
        m_samples.removeFirst();
    const Sample &first = m_samples.first();
    const Sample &last = m_samples.last();
    if (last.ms - first.ms < 500)
        return;
    const SessionInfo *info = m_workbench.session(m_place.scope.session);
    const bool goesOn =
        info != nullptr && (info->state == SessionState::Open || info->state == SessionState::Listening);
    if (!goesOn)
        return m_status.setRates(-1, -1);
    const double seconds = double(last.ms - first.ms) / 1000.0;
    m_status.setRates(double(last.count.sent - first.count.sent) / seconds,
        double(last.count.received - first.count.received) / seconds);
}

} // namespace handglass
