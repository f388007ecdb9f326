// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mockfixture.h"
#include "rawclient.h"

#include "tests/support/failonwarnings.h"

#include <QSignalSpy>

using namespace handglass;
using scenario::Fault;
using scenario::FaultKind;

namespace {

Fault fault(FaultKind kind)
{
    Fault fault;
    fault.kind = kind;
    return fault;
}

} // namespace

/// What a mock does wrong on purpose.
class TestMockFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void switchHoldsForOpenClients();
};

void TestMockFaults::switchHoldsForOpenClients()
{
    MockFixture fixture;
    QSignalSpy changed(&fixture.mock(), &MockServer::faultsChanged);
    RawClient client(fixture.port());
    QVERIFY(client.upgrade());
    const auto answers = [&client] {
        client.send(RawClient::masked(Opcode::Ping, "p") + RawClient::masked(Opcode::Text, "t"));
        QByteArrayList came;
        while (came.isEmpty() || came.last() != "t")
            came.append(client.frame().value_or(RawClient::Got{{}, "t"}).payload);
        return came;
    };
    QCOMPARE(answers(), (QByteArrayList{"p", "t"}));
    fixture.mock().setFaults({fault(FaultKind::PongWithheld)});
    QCOMPARE(fixture.mock().faults(), QList<Fault>{fault(FaultKind::PongWithheld)});
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(answers(), QByteArrayList{"t"});
    fixture.mock().setFaults({});
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(answers(), (QByteArrayList{"p", "t"}));
}

QTEST_GUILESS_MAIN(TestMockFaults)
#include "tst_mockfaults.moc"
