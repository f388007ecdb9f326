// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/labdesk.h"

#include "app/capture/capture.h"

namespace handglass {

namespace {
constexpr qint64 FirstToken = -(1LL << 40); ///< far from what others count down from −1
} // namespace

LabDesk::LabDesk(Workbench &workbench, QObject *parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_nextToken(FirstToken)
{
    connect(&workbench, &Workbench::sessionChanged, this, &LabDesk::refresh);
    connect(&workbench, &Workbench::sessionRemoved, this, &LabDesk::refresh);
    connect(&workbench, &Workbench::connectionChanged, this, &LabDesk::refresh);
    connect(&workbench, &Workbench::sendDone, this, [this](qint64 token, const QString &error) {
        if (m_sent.remove(token) && !error.isEmpty() && m_lab)
            m_lab->showSendError(error);
    });
}

void LabDesk::setLab(FrameLab *lab)
{
    m_lab = lab;
    connect(lab, &FrameLab::sendRequested, this, &LabDesk::send);
    refresh();
}

void LabDesk::refresh()
{
    if (!m_lab)
        return;
    QList<LabConnection> open;
    const QList<qint64> sessions = m_workbench.sessions();
    for (const qint64 number : sessions) {
        const SessionInfo &info = *m_workbench.session(number);
        if (info.kind == SessionKind::Client && info.state == SessionState::Open)
            add(open, number, info.connection);
        else if (info.kind == SessionKind::Mock)
            for (const ConnectionId client : m_workbench.openClients(number))
                add(open, number, client);
    }
    m_lab->setConnections(open);
}

void LabDesk::add(QList<LabConnection> &list, qint64 session, ConnectionId connection) const
{
    const SessionInfo &info = *m_workbench.session(session);
    const bool client = info.kind == SessionKind::Client;
    const QString name = client ? QStringLiteral("%1, %2").arg(info.name, info.url)
                                : tr("%1, client %2").arg(info.name).arg(m_workbench.numberOf(session, connection));
    list.append({name, m_workbench.live(), connection, client ? Role::Client : Role::Server, {session, connection}});
}

void LabDesk::send(const LogScope &scope, const RawSend &raw)
{
    m_sent.insert(--m_nextToken);
    m_workbench.sendRaw(scope, raw, m_nextToken);
}

} // namespace handglass
