// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/common/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

class TestSettings final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void addressesAreKeptOnce();
    void credentialsAreNeverKept();
    void wrongAddressesAreNotKept();
    void historyIsBounded();
    void survivesARestart();
    void garbageKeepsDefaults();
};

void TestSettings::addressesAreKeptOnce()
{
    QStringList history = rememberAddress({}, u"ws://a.example/x"_qs);
    history = rememberAddress(history, u"wss://b.example/"_qs);
    history = rememberAddress(history, u"a.example/x"_qs);
    QCOMPARE(history, (QStringList{u"ws://a.example/x"_qs, u"wss://b.example/"_qs}));
}

void TestSettings::credentialsAreNeverKept()
{
    const QStringList history = rememberAddress({}, u"wss://ann:secret@a.example/x"_qs);
    QCOMPARE(history, QStringList{u"wss://a.example/x"_qs});
}

void TestSettings::wrongAddressesAreNotKept()
{
    QVERIFY(rememberAddress({}, u"ftp://a.example"_qs).isEmpty());
    QVERIFY(rememberAddress({}, QString()).isEmpty());
}

void TestSettings::historyIsBounded()
{
    QStringList history;
    for (int i = 0; i < 60; ++i)
        history = rememberAddress(history, u"ws://a.example/%1"_qs.arg(i));
    QCOMPARE(history.size(), 50);
    QCOMPARE(history.first(), u"ws://a.example/59"_qs);
}

void TestSettings::survivesARestart()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_qs);
    Settings written;
    written.theme = ThemeChoice::Dark;
    written.closing = CloseChoice::Discard;
    written.addresses = {u"ws://b.example/"_qs, u"ws://a.example/"_qs};
    written.mockPort = 9001;
    written.geometry = "geometry";
    written.sidebarShown = false;
    written.save(file);
    Settings read;
    read.load(file);
    QCOMPARE(read.theme, ThemeChoice::Dark);
    QCOMPARE(read.closing, CloseChoice::Discard);
    QCOMPARE(read.addresses, written.addresses);
    QCOMPARE(read.mockPort, quint16(9001));
    QCOMPARE(read.geometry, QByteArray("geometry"));
    QVERIFY(!read.sidebarShown);
}

void TestSettings::garbageKeepsDefaults()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"settings.ini"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("theme=17\nclosing=-3\naddresses=ftp://x, ws://good.example/, \"ws://u:p@h/\"\n[mock]\nport=99999\n");
    file.close();
    Settings read;
    read.load(file.fileName());
    QCOMPARE(read.theme, ThemeChoice::System);
    QCOMPARE(read.closing, CloseChoice::Ask);
    QCOMPARE(read.mockPort, quint16(8080));
    QCOMPARE(read.addresses, (QStringList{u"ws://good.example/"_qs, u"ws://h/"_qs}));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
