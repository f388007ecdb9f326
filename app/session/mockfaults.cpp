// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/mockserver.h"
#include "app/tap/recorder.h"
#include "app/tap/tap.h"

#include <QWebSocket>

#include <algorithm>

// What the mock does wrong on purpose.

namespace handglass {

using scenario::Fault;

void MockServer::setFaults(const QList<Fault> &faults)
{
    QList<Fault> legal;
    std::ranges::transform(faults, std::back_inserter(legal), &scenario::madeLegal);
    {
        const QMutexLocker lock(&m_faultsMutex);
        m_faults = legal;
    }
    post([this] {
        applyFaults();
        Q_EMIT faultsChanged(this->faults());
    });
}

QList<Fault> MockServer::faults() const
{
    const QMutexLocker lock(&m_faultsMutex);
    return m_faults;
}

void MockServer::startJudge()
{
    if (!m_judge) {
        m_judge = std::make_unique<FaultJudge>([this](ConnectionId id, const QString &text) {
            recorder().note(EntryKind::Notice, id, text, {}, EntryOnPurpose);
        });
        connect(m_judge.get(), &FaultJudge::judged, this, &MockServer::faultsJudged);
    }
    m_judge->setPatience(m_options.timeouts.close);
}

ClientFaults &MockServer::clientFaults(ConnectionId id)
{
    Client &client = m_clients.at(id);
    if (!client.faults)
        client.faults =
            std::make_unique<ClientFaults>(*client.tap, *client.socket, *m_judge, [this, id](const QString &text) {
                return recorder().note(EntryKind::Notice, id, text, {}, EntryOnPurpose);
            });
    return *client.faults;
}

void MockServer::applyFaults(ConnectionId id)
{
    const QList<Fault> faults = m_player ? m_player->faultsOf(id) + this->faults() : this->faults();
    if (!faults.isEmpty() || m_clients.at(id).faults)
        clientFaults(id).setFaults(faults);
}

void MockServer::applyFaults()
{
    for (const auto &[id, client] : m_clients)
        applyFaults(id);
}

void MockServer::makeFault(ConnectionId id, const Fault &fault)
{
    if (m_clients.contains(id))
        clientFaults(id).makeNow(fault);
}

} // namespace handglass
