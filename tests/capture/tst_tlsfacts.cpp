// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"

#include "tests/capture/captureparts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace handglass;

class TestTlsFacts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void comesBackFromJson();
    void leavesKeysOut();
    void readsAnything_data();
    void readsAnything();
};

void TestTlsFacts::comesBackFromJson()
{
    const TlsFacts full = fullTlsFacts();
    const QByteArray text = QJsonDocument(full.toJson()).toJson();
    QCOMPARE(TlsFacts::fromJson(QJsonDocument::fromJson(text).object()), full);
    QVERIFY(text.contains("BEGIN CERTIFICATE"));
    QVERIFY(TlsFacts().isEmpty());
    QCOMPARE(TlsFacts::fromJson(TlsFacts().toJson()), TlsFacts());
}

void TestTlsFacts::leavesKeysOut()
{
    TlsFacts facts = fullTlsFacts();
    for (const char *kind : {"", "RSA ", "EC ", "ENCRYPTED "}) {
        facts.chain[0].pem = fullTlsFacts().chain[0].pem + "-----BEGIN " + kind + "PRIVATE KEY-----\nc2VjcmV0\n";
        const QByteArray text = QJsonDocument(facts.toJson()).toJson();
        QVERIFY(!text.contains("c2VjcmV0"));
        QVERIFY(!text.contains("PRIVATE"));
        QVERIFY(text.contains("Test CA"));
    }
}

void TestTlsFacts::readsAnything_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("certificates");
    QTest::newRow("empty") << QByteArray("{}") << 0;
    QTest::newRow("a list") << QByteArray("[1]") << 0;
    QTest::newRow("other types") << QByteArray(R"({"protocol":1,"chain":"x","errors":{},"accepted":[]})") << 0;
    QTest::newRow("chain of other types")
        << QByteArray(R"({"chain":[1,null,{"names":[3],"not_before":"x","sha256":"zz"}]})") << 3;
}

void TestTlsFacts::readsAnything()
{
    QFETCH(QByteArray, json);
    const TlsFacts facts = TlsFacts::fromJson(QJsonDocument::fromJson(json).object());
    QTEST(int(facts.chain.size()), "certificates");
    QCOMPARE(facts.protocol, QString());
    QCOMPARE(facts.accepted, QString());
    for (const CertificateFacts &certificate : facts.chain) {
        QCOMPARE(certificate.notBefore, 0);
        QCOMPARE(certificate.pem, QByteArray());
    }
}

QTEST_GUILESS_MAIN(TestTlsFacts)
#include "tst_tlsfacts.moc"
