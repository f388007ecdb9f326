// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/listencontrol.h"

#include "ui/common/format.h"
#include "ui/mainwindow/noticearea.h"
#include "ui/mock/reachquestion.h"

#include <QPushButton>

namespace handglass {

namespace {

scenario::Listen listenOf(const SessionInfo &info)
{
    return info.mock.scenario ? info.mock.scenario->listen : scenario::Listen();
}

QString subject(qint64 mock)
{
    return QStringLiteral("listenChange%1").arg(mock);
}

QString failureSubject(qint64 mock)
{
    return QStringLiteral("listenFailed%1").arg(mock);
}

} // namespace

ListenControl::ListenControl(Workbench &workbench, NoticeArea &notices, ReachQuestion &reach, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_notices(notices)
    , m_reach(reach)
{
    connect(&workbench, &Workbench::mockListens, this, &ListenControl::takeListening);
    connect(&workbench, &Workbench::mockRestartFailed, this, &ListenControl::tellFailure);
    connect(&workbench, &Workbench::scenarioApplied, this, &ListenControl::tellChange);
    connect(&workbench, &Workbench::sessionChanged, this, [this](qint64 mock) {
        const SessionInfo *info = m_workbench.session(mock);
        if (info != nullptr && m_before.contains(mock) && info->state != SessionState::Listening)
            m_notices.close(subject(mock)); // it is started as the scenario says anyway
    });
    connect(&workbench, &Workbench::sessionRemoved, this, [this](qint64 mock) {
        m_before.remove(mock);
        m_notices.close(subject(mock));
        m_notices.close(failureSubject(mock));
    });
}

std::optional<ListenChange> ListenControl::change(qint64 mock) const
{
    const SessionInfo *info = m_workbench.session(mock);
    if (info == nullptr || info->kind != SessionKind::Mock || !m_before.contains(mock))
        return std::nullopt;
    return listenChange(info->mock, m_before.value(mock), listenOf(*info));
}

void ListenControl::tellChange(qint64 mock)
{
    const auto changed = change(mock);
    const SessionInfo *info = m_workbench.session(mock);
    if (!changed || info->state != SessionState::Listening)
        return m_notices.close(subject(mock));
    NoticeBar *bar = m_notices.show(subject(mock), NoticeBar::Level::Warn,
        tr("%1 %2. Its clients get 1001 Going Away then.").arg(info->name, changed->sentence));
    QPushButton *restartButton =
        bar->addButton(tr("Restart on %1").arg(changed->target), QStringLiteral("listenRestart"));
    connect(restartButton, &QPushButton::clicked, this, [this, mock] { restart(mock); });
    QPushButton *close = bar->addButton(tr("Close"), QStringLiteral("listenClose"));
    connect(close, &QPushButton::clicked, this, [this, mock] { m_notices.close(subject(mock)); });
}

void ListenControl::restart(qint64 mock)
{
    const SessionInfo *info = m_workbench.session(mock);
    if (info == nullptr)
        return;
    const auto changed = change(mock);
    MockOptions options = changed ? changed->wanted : info->mock;
    const bool isBeyond = options.address != info->mock.address && !options.address.isLoopback();
    if (!isBeyond)
        return restartWith(mock, options);
    const QString host = options.address.toString();
    m_reach.ask(host, [this, mock, options, host]() mutable {
        if (!m_reach.isAllowed(host))
            options.address = QHostAddress(QHostAddress::LocalHost);
        restartWith(mock, options);
    });
}

void ListenControl::restartWith(qint64 mock, const MockOptions &options)
{
    m_restarts.insert(mock, {options, m_workbench.openClients(mock).size()});
    m_workbench.restartMock(mock, options);
}

void ListenControl::takeListening(qint64 mock)
{
    const SessionInfo *info = m_workbench.session(mock);
    m_before.insert(mock, listenOf(*info));
    m_notices.close(subject(mock));
    m_notices.close(failureSubject(mock));
    const qsizetype dropped = m_restarts.take(mock).clients;
    if (dropped > 0)
        m_notices.tell(subject(mock), NoticeBar::Level::Info,
            dropped == 1 ? tr("%1 is started again; its client got 1001 Going Away.").arg(info->name)
                         : tr("%1 is started again; its %2 clients got 1001 Going Away.")
                               .arg(info->name, groupedNumber(dropped)));
}

void ListenControl::tellFailure(qint64 mock, const QString &sentence, quint16 freePort)
{
    const SessionInfo *info = m_workbench.session(mock);
    const QString text = info->state == SessionState::Listening
        ? tr("%1: %2. It goes on as before.").arg(info->name, sentence)
        : tr("%1: %2").arg(info->name, sentence);
    NoticeBar *bar = m_notices.show(failureSubject(mock), NoticeBar::Level::Fail, text);
    MockOptions options = m_restarts.take(mock).options;
    options.port = freePort;
    if (freePort != 0) {
        QPushButton *start = bar->addButton(tr("Start on port %1").arg(freePort), QStringLiteral("listenFreePort"));
        connect(start, &QPushButton::clicked, this, [this, mock, options] { restartWith(mock, options); });
    }
    QPushButton *close = bar->addButton(tr("Close"), QStringLiteral("listenFailedClose"));
    connect(close, &QPushButton::clicked, this, [this, mock] { m_notices.close(failureSubject(mock)); });
}

} // namespace handglass
