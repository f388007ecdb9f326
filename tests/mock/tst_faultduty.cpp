// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/faultduty.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;
using namespace handglass::scenario;

/// What a client has to do when a fault is made to it.
class TestFaultDuty : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void everyFaultHasOne_data();
    void everyFaultHasOne();
    void saysWhichAndWhy();
};

void TestFaultDuty::everyFaultHasOne_data()
{
    QTest::addColumn<FaultKind>("kind");
    for (const FaultForm &form : faultForms())
        QTest::newRow(form.name) << form.kind;
}

void TestFaultDuty::everyFaultHasOne()
{
    QFETCH(FaultKind, kind);
    const FaultDuty duty = dutyOf(kind);
    QVERIFY(duty.obligation.contains(QStringLiteral("client")) || duty.obligation.contains(QStringLiteral("server")));
    QVERIFY2(duty.section.contains(QStringLiteral("RFC ")), qPrintable(duty.section));
    const bool ofHandshake = duty.duty == Duty::Refuse || duty.duty == Duty::Wait || kind == FaultKind::Drip;
    QCOMPARE(ofHandshake, formOf(kind).handshake);
}

void TestFaultDuty::saysWhichAndWhy()
{
    QCOMPARE(purposeText(FaultKind::Masked),
        QStringLiteral("Made on purpose, masked: the client must close the connection, RFC 6455 §5.1"));
}

QTEST_GUILESS_MAIN(TestFaultDuty)
#include "tst_faultduty.moc"
