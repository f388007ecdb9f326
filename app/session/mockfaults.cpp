// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/mockserver.h"
#include "app/tap/tap.h"

#include <QWebSocket>

#include <algorithm>

// What the mock does wrong on purpose.

namespace handglass {

using scenario::Fault;
using scenario::FaultKind;

void MockServer::setFaults(const QList<Fault> &faults)
{
    {
        const QMutexLocker lock(&m_faultsMutex);
        m_faults = faults;
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

QList<Fault> MockServer::faultsOf(ConnectionId id) const
{
    return m_player ? m_player->faultsOf(id) + faults() : faults();
}

void MockServer::applyFaults(ConnectionId id, const Client &client)
{
    const QList<Fault> faults = faultsOf(id);
    const auto isOn = [&faults](
                          FaultKind kind) { return std::ranges::find(faults, kind, &Fault::kind) != faults.end(); };
    client.tap->setAutoPong(m_options.autoPong && !isOn(FaultKind::PongWithheld));
}

void MockServer::applyFaults()
{
    for (const auto &[id, client] : m_clients)
        applyFaults(id, client);
}

} // namespace handglass
