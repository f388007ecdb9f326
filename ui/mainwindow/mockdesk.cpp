// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/mockdesk.h"

#include "ui/common/format.h"
#include "ui/mainwindow/clientsfeed.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mock/clientsmodel.h"
#include "ui/mock/clientspanel.h"
#include "ui/mock/faultreports.h"
#include "ui/mock/faultspanel.h"
#include "ui/mock/mocktools.h"
#include "ui/mock/operatorpanel.h"
#include "ui/mock/scenariopage.h"

#include <QMenu>

namespace handglass {

namespace {

constexpr qint64 FirstToken = 1LL << 40; ///< the composer has the small ones
constexpr qsizetype MostTargets = 30;    ///< that can be chosen one by one
constexpr int ClientsWidth = 664;
constexpr int ToolsWidth = 400;

} // namespace

MockDesk::MockDesk(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_workbench(parts.workbench)
    , m_scenarios(parts.scenarios)
    , m_status(parts.status)
    , m_notices(parts.notices)
    , m_model(new ClientsModel(this))
    , m_feed(new ClientsFeed(m_workbench, *m_model, this))
    , m_clients(new ClientsPanel(parts.theme, *m_model))
    , m_tools(new MockTools(parts.theme))
    , m_token(FirstToken)
{
    ScenarioPage &page = parts.page;
    page.addPanel(m_clients, ClientsWidth);
    page.addPanel(m_tools, ToolsWidth);
    connect(&page, &ScenarioPage::narrowChanged, m_tools, &MockTools::setTabbed);
    m_tools->setTabbed(page.isNarrow());
    connectClients();
    connectFaults();
    connectOperator();
    connect(&m_workbench, &Workbench::sendDone, this, &MockDesk::takeOutcome);
    connect(&m_workbench, &Workbench::sessionRemoved, this, [this](qint64 session) { m_reports.erase(session); });
}

MockDesk::~MockDesk() = default;

QList<QAction *> MockDesk::actions() const
{
    return m_clients->actions() << m_tools->operators().menu()->menuAction();
}

const SessionInfo *MockDesk::mock() const
{
    return m_mock == 0 ? nullptr : m_workbench.session(m_mock);
}

void MockDesk::setPlace(const Place &place)
{
    m_place = place;
    const SessionInfo *info = place.capture == m_workbench.live() ? m_workbench.session(place.scope.session) : nullptr;
    const qint64 mock = info != nullptr && info->kind == SessionKind::Mock ? info->number : 0;
    if (mock != m_mock) {
        m_mock = mock;
        m_clients->startAnew();
        m_tools->operators().setResult({}, false);
        m_feed->setMock(mock);
    }
    showClients();
    showFaults();
    showReplies();
}

// ---- clients

void MockDesk::connectClients()
{
    connect(m_feed, &ClientsFeed::changed, this, &MockDesk::showClients);
    connect(m_clients, &ClientsPanel::chosenChanged, this,
        [this] { m_tools->operators().setChosen(m_clients->chosenOpen()); });
    connect(m_clients, &ClientsPanel::refusalShown, this, &MockDesk::showRefusal);
    connect(m_clients, &ClientsPanel::relaxRequested, this, &MockDesk::relax);
    connect(m_clients, &ClientsPanel::pingRequested, this,
        [this](const QList<qint64> &clients) { m_workbench.ping(scopeOf(clients), {}, m_token++); });
    connect(m_clients, &ClientsPanel::closeRequested, this,
        [this](const QList<qint64> &clients, quint16 code, const QString &reason) {
            m_workbench.close(scopeOf(clients), code, reason, m_token++);
        });
    connect(m_clients, &ClientsPanel::dropRequested, this,
        [this](const QList<qint64> &clients) { m_workbench.drop(scopeOf(clients), m_token++); });
    connect(m_clients, &ClientsPanel::composeRequested, this,
        [this](const QList<qint64> &clients) { Q_EMIT composeRequested(placeOf(clients)); });
    connect(
        m_clients, &ClientsPanel::opened, this, [this](qint64 client) { Q_EMIT placeRequested(placeOf({client})); });
    connect(m_clients, &ClientsPanel::handshakeRequested, this,
        [this](qint64 client) { Q_EMIT handshakeRequested(placeOf({client})); });
}

LogScope MockDesk::scopeOf(const QList<qint64> &clients) const
{
    LogScope scope{m_mock, clients.value(0), {}};
    for (const qint64 client : clients.mid(1))
        scope.also.append({m_mock, client});
    return scope;
}

Place MockDesk::placeOf(const QList<qint64> &clients) const
{
    return {m_workbench.live(), scopeOf(clients)};
}

void MockDesk::showClients()
{
    const QList<ConnectionId> open = m_workbench.openClients(m_mock);
    m_clients->setTotals(open.size(), m_feed->refused(), m_feed->closed());
    QList<OperatorPanel::Client> some;
    for (const ConnectionId id : open.first(std::min(open.size(), MostTargets)))
        some.append({id, m_workbench.numberOf(m_mock, id)});
    m_tools->operators().setOpen(open.size(), some);
    m_tools->operators().setChosen(m_clients->chosenOpen());
}

// ---- faults

void MockDesk::connectFaults()
{
    connect(&m_tools->faults(), &FaultsPanel::changed, this,
        [this](const QList<scenario::Fault> &faults) { m_workbench.setFaults(m_mock, faults); });
    connect(&m_workbench, &Workbench::faultsChanged, this, [this](qint64 session) {
        if (session == m_mock)
            showFaults();
    });
    connect(&m_workbench, &Workbench::faultsJudged, this, &MockDesk::takeVerdicts);
}

void MockDesk::showFaults()
{
    const QList<scenario::Fault> faults = m_workbench.faults(m_mock);
    if (m_tools->faults().faults() != faults)
        m_tools->faults().setFaults(faults);
    m_status.setFaults(int(faults.size()));
    showReports();
}

void MockDesk::takeVerdicts(qint64 session, const QList<FaultVerdict> &verdicts)
{
    std::unique_ptr<FaultReports> &reports = m_reports[session];
    if (!reports)
        reports = std::make_unique<FaultReports>();
    reports->take(verdicts);
    if (session == m_mock)
        showReports();
}

void MockDesk::showReports()
{
    const auto found = m_reports.find(m_mock);
    QStringList paragraphs;
    if (found != m_reports.end())
        paragraphs = found->second->texts([this](ConnectionId id) { return m_workbench.numberOf(m_mock, id); });
    m_tools->faults().setReport(paragraphs);
}

// ---- prepared replies

void MockDesk::connectOperator()
{
    connect(&m_tools->operators(), &OperatorPanel::runRequested, this, &MockDesk::run);
    connect(&m_tools->operators(), &OperatorPanel::addRequested, this, &MockDesk::addReply);
    connect(&m_tools->operators(), &OperatorPanel::editRequested, this, &MockDesk::editReply);
    connect(&m_tools->operators(), &OperatorPanel::removeRequested, this, &MockDesk::removeReply);
    connect(&m_workbench, &Workbench::scenarioApplied, this, [this](qint64 session) {
        if (session != m_mock)
            return;
        showReplies();
        m_clients->refreshRefusal();
    });
}

void MockDesk::showReplies()
{
    const SessionInfo *info = mock();
    const SharedScenario scenario = info == nullptr ? nullptr : info->mock.scenario;
    QStringList names;
    if (scenario) {
        for (const scenario::Rule &reply : scenario->replies)
            names.append(reply.name);
    }
    m_tools->operators().setReplies(names,
        scenario ? QString() : tr("This mock has no scenario: it echoes. Ctrl+M starts one that goes by rules."));
    m_tools->operators().setEditable(scenario != nullptr);
}

/// While one client is looked at, to that one.
void MockDesk::run(const QString &reply)
{
    const QList<qint64> target = m_tools->operators().target();
    LogScope scope = target.isEmpty() ? LogScope{m_mock, 0, {}} : scopeOf(target);
    if (m_place.scope.connection != 0)
        scope = m_place.scope;
    m_running.insert(m_token, {reply, m_workbench.targets(scope).size()});
    m_workbench.runReply(scope, reply, m_token++);
}

void MockDesk::takeOutcome(qint64 token, const QString &error)
{
    if (token < FirstToken)
        return;
    const Running running = m_running.take(token);
    QString outcome = error;
    if (!running.reply.isEmpty()) {
        const QString done = running.clients == 1 ? tr("sent to 1 client")
                                                  : tr("sent to %1 clients").arg(groupedNumber(running.clients));
        outcome = QStringLiteral("%1: %2").arg(running.reply, error.isEmpty() ? done : error);
        m_tools->operators().setResult(outcome, !error.isEmpty());
    }
    const bool seen = !running.reply.isEmpty() && m_tools->operators().isVisible();
    if (!error.isEmpty() && !seen)
        m_notices.tell(QStringLiteral("sendFailed"), NoticeBar::Level::Fail, outcome);
}

} // namespace handglass
