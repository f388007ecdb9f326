// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mockfixture.h"
#include "rawclient.h"

#include "app/mock/faultduty.h"

namespace handglass {

inline scenario::Fault fault(scenario::FaultKind kind, qint64 number = -1, int every = 1)
{
    scenario::Fault fault = scenario::standardFault(kind);
    if (number >= 0)
        fault.number = number;
    fault.every = every;
    return fault;
}

/// What comes behind the handshake: so many bytes; fewer if TCP ends, or nothing comes for so long.
inline QByteArray received(RawClient &client, qsizetype most, int quietMs = 5'000)
{
    QByteArray came;
    while (came.size() < most && (client.socket().bytesAvailable() > 0 || client.socket().waitForReadyRead(quietMs)))
        came += client.socket().read(most - came.size());
    return came;
}

inline scenario::Fault lasting(scenario::FaultKind kind, int milliseconds)
{
    scenario::Fault made = fault(kind);
    made.interval = std::chrono::milliseconds(milliseconds);
    return made;
}

/// A mock that echoes, with a fault that was switched on before anyone came.
class FaultyMock final
{
public:
    explicit FaultyMock(const QList<scenario::Fault> &faults, MockOptions options = MockFixture::anyPort())
        : m_fixture(withTimeouts(options))
    {
        QObject::connect(&mock(), &MockServer::faultsJudged, &m_context, [this](const QList<FaultVerdict> &verdicts) {
            for (const FaultVerdict &verdict : verdicts)
                m_verdicts[verdict.fault] = verdict;
        });
        setFaults(faults);
    }
    MockFixture &operator*() { return m_fixture; }
    MockFixture *operator->() { return &m_fixture; }
    MockServer &mock() { return m_fixture.mock(); }

    /// Waits until they hold.
    void setFaults(const QList<scenario::Fault> &faults)
    {
        mock().setFaults(faults);
        m_fixture.network().run([] {});
    }
    /// The last that was told of it.
    FaultVerdict verdict(scenario::FaultKind kind) const { return m_verdicts.value(kind); }
    /// Rows that are marked, of all connections.
    QList<Entry> marked()
    {
        QList<Entry> marked;
        for (const ConnectionRecord &record : m_fixture.records())
            marked += m_fixture.rows(record.id);
        marked.removeIf([](const Entry &entry) { return !entry.onPurpose(); });
        return marked;
    }

private:
    static MockOptions withTimeouts(MockOptions options)
    {
        options.timeouts.close = std::chrono::milliseconds(800);
        return options;
    }

    QObject m_context;
    QHash<scenario::FaultKind, FaultVerdict> m_verdicts;
    MockFixture m_fixture;
};

} // namespace handglass
