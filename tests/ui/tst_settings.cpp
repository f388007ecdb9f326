// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/common/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;
using namespace std::chrono_literals;

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
    void connectionDefaultsSurviveARestart();
    void secretsAreNeverStored();
    void connectionGarbageKeepsDefaults();
    void newConnectionsGetTheDefaults();
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

void TestSettings::connectionDefaultsSurviveARestart()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_qs);
    Settings written;
    ConnectionDefaults &kept = written.connections;
    kept.timeouts.tls = 1'500ms;
    kept.limits.message = 1 << 20;
    kept.limits.headerFields = 40;
    kept.proxy = {ProxyKind::Socks5, u"::1"_qs, 1080, u"ann"_qs, {}};
    kept.trust({u"Local.Example"_qs, 8443, QByteArray(32, 'x')}, 1'700'000'000);
    kept.cookieProfiles.append(u"a b/ü"_qs);
    kept.cookieProfile = u"a b/ü"_qs;
    kept.mockTls.enabled = true;
    kept.mockTls.certificateFile = u"/x/cert.pem"_qs;
    kept.mockTls.minimum = TlsMinimum::Tls13;
    written.save(file);
    Settings read;
    read.load(file);
    QCOMPARE(read.connections.timeouts.tls, 1'500ms);
    QCOMPARE(read.connections.timeouts.tcp, Timeouts().tcp);
    QCOMPARE(read.connections.limits.message, quint64(1 << 20));
    QCOMPARE(read.connections.limits.headerFields, 40);
    QCOMPARE(read.connections.proxy.kind, ProxyKind::Socks5);
    QCOMPARE(read.connections.proxy.host, u"::1"_qs);
    QCOMPARE(read.connections.proxy.port, quint16(1080));
    QCOMPARE(read.connections.proxy.user, u"ann"_qs);
    QCOMPARE(read.connections.trusted, kept.trusted);
    QCOMPARE(read.connections.trusted.first().certificate.host, u"local.example"_qs);
    QCOMPARE(read.connections.cookieProfiles, kept.cookieProfiles);
    QCOMPARE(read.connections.cookieProfile, kept.cookieProfile);
    QVERIFY(read.connections.mockTls.enabled);
    QCOMPARE(read.connections.mockTls.certificateFile, u"/x/cert.pem"_qs);
    QCOMPARE(read.connections.mockTls.minimum, TlsMinimum::Tls13);
}

void TestSettings::secretsAreNeverStored()
{
    QTemporaryDir folder;
    const QString name = folder.filePath(u"settings.ini"_qs);
    Settings written;
    written.connections.proxy = {ProxyKind::Http, u"p.example"_qs, 3128, u"ann"_qs, u"s3cr3t-proxy"_qs};
    written.connections.mockTls.passphrase = u"s3cr3t-key"_qs;
    written.save(name);
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray stored = file.readAll();
    QVERIFY(stored.contains("p.example"));
    QVERIFY(!stored.contains("s3cr3t"));
}

void TestSettings::connectionGarbageKeepsDefaults()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"settings.ini"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("trusted=host 443 abcd 1, \" 443 " + QByteArray(64, 'a') + " 1\", good 0 " + QByteArray(64, 'a')
        + " 1, good.example 443 " + QByteArray(64, 'a') + " 7\n[timeouts]\ntcp=-5\ntls=x\n[limits]\nmessage=0\n"
        + "head=99999999\n[proxy]\nkind=2\nport=3128\n[cookies]\nprofile=gone\nprofiles=a, a, b\n");
    file.close();
    Settings read;
    read.load(file.fileName());
    const ConnectionDefaults &kept = read.connections;
    QCOMPARE(kept.timeouts.tcp, Timeouts().tcp);
    QCOMPARE(kept.timeouts.tls, Timeouts().tls);
    QCOMPARE(kept.limits.message, SizeLimits().message);
    QCOMPARE(kept.limits.head, SizeLimits().head);
    QCOMPARE(kept.proxy.kind, ProxyKind::System); // an HTTP proxy without a host is none
    QCOMPARE(kept.trusted.size(), 1);
    QCOMPARE(kept.trusted.first().certificate.host, u"good.example"_qs);
    QCOMPARE(kept.cookieProfiles, (QStringList{u"default"_qs, u"a"_qs, u"b"_qs}));
    QCOMPARE(kept.cookieProfile, u"default"_qs);
}

void TestSettings::newConnectionsGetTheDefaults()
{
    ConnectionDefaults kept;
    kept.timeouts.upgrade = 700ms;
    kept.limits.unsent = 64 * 1024;
    const TrustedCertificate certificate{u"a.example"_qs, 443, QByteArray(32, 'x')};
    kept.trust(certificate, 1);
    kept.trust(certificate, 2); // once
    ClientOptions client;
    MockOptions mock;
    kept.applyTo(client);
    kept.applyTo(mock);
    QCOMPARE(client.timeouts.upgrade, 700ms);
    QCOMPARE(mock.timeouts.upgrade, 700ms);
    QCOMPARE(client.limits.unsent, qint64(64 * 1024));
    QCOMPARE(client.tls.trusted, QList<TrustedCertificate>{certificate});
    kept.revoke(certificate);
    kept.applyTo(client);
    QVERIFY(client.tls.trusted.isEmpty());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
