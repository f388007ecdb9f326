// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/clientrequest.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"
#include "ui/common/cookieshelf.h"
#include "ui/common/secondsbox.h"
#include "ui/common/sectionlist.h"
#include "ui/common/theme.h"
#include "ui/compose/requestpanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>
#include <QToolButton>

using namespace handglass;
using namespace std::chrono_literals;

/// The sections of the request panel beyond the headers, used as a person would.
class TestRequestOptions final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void nothingIsSetAtFirst();
    void everythingComesBack();
    void compressionByClicks();
    void severalOffers();
    void compressionOff();
    void ownExtensionsHeaderIsSaid();
    void tlsIsExplainedForPlainAddresses();
    void tlsErrors_data();
    void tlsErrors();
    void passphraseIsAskedFor();
    void proxyErrors_data();
    void proxyErrors();
    void proxyFieldsComeWithTheirKind();
    void redirects();
    void pings();
    void reconnect();
    void observeOnly();
    void defaultsMoveOnlyWhatWasAtThem();
    void errorTurnsToItsSection();
    void sectionsByKey();

private:
    template <typename T = QWidget> T *part(const char *name) const
    {
        auto *found = m_panel->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    void turnTo(RequestPanel::Section section) const { m_panel->turnTo(section); }
    QString sectionText(int row) const { return part<SectionList>("requestSections")->item(row)->text(); }
    QString words(const char *name) const { return part<QLabel>(name)->text(); }
    ClientOptions options() const
    {
        ClientOptions result;
        m_panel->applyTo(result);
        return result;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<CookieShelf> m_shelf;
    std::unique_ptr<RequestPanel> m_panel;
};

void TestRequestOptions::init()
{
    failOnWarnings();
    m_theme = std::make_unique<Theme>();
    m_theme->apply(ThemeChoice::Light);
    m_folder = std::make_unique<QTemporaryDir>();
    m_shelf = std::make_unique<CookieShelf>(m_folder->path());
    m_shelf->setProfiles({QStringLiteral("default"), QStringLiteral("staging")});
    m_panel = std::make_unique<RequestPanel>(*m_theme, *m_shelf);
    m_panel->resize(900, 240);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestRequestOptions::cleanup()
{
    m_panel.reset();
    m_shelf.reset();
    m_theme.reset();
}

void TestRequestOptions::nothingIsSetAtFirst()
{
    QCOMPARE(m_panel->count(), 0);
    QVERIFY(m_panel->error().isEmpty());
    const ClientOptions plain;
    const ClientOptions got = options();
    QCOMPARE(got.deflate, plain.deflate);
    QVERIFY(got.tls.verify);
    QCOMPARE(got.proxy.kind, ProxyKind::System);
    QVERIFY(!got.redirects.follow);
    QVERIFY(!got.reconnect.enabled);
    QCOMPARE(got.keepAlive, plain.keepAlive);
    QVERIFY(got.autoPong);
    QVERIFY(!got.observeOnly);
    for (int row = 0; row <= RequestPanel::Strictness; ++row)
        QVERIFY2(!sectionText(row).contains(u'('), qPrintable(sectionText(row)));
}

void TestRequestOptions::everythingComesBack()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    ClientOptions given;
    DeflateOffer first;
    first.serverNoContextTakeover = true;
    first.serverMaxWindowBits = 9;
    first.clientMaxWindowBits = true;
    first.clientMaxWindowBitsHint = 8;
    DeflateOffer second;
    second.clientNoContextTakeover = true;
    given.deflate = {first, second};
    given.tls.verify = false;
    given.tls.caFile = file.fileName();
    given.tls.certificateFile = file.fileName();
    given.tls.keyFile = file.fileName();
    given.tls.passphrase = QStringLiteral("p w");
    given.tls.serverName = QStringLiteral("a.example");
    given.tls.minimum = TlsMinimum::Tls13;
    given.proxy = {ProxyKind::Socks5, QStringLiteral("::1"), 1081, QStringLiteral("u"), QStringLiteral("p")};
    given.redirects = {true, 3};
    given.keepAlive = {250ms, 1'500ms};
    given.autoPong = false;
    given.reconnect.enabled = true;
    given.reconnect.first = 125ms;
    given.reconnect.longest = 4s;
    given.reconnect.most = 7;
    given.reconnect.jitter = 0.25;
    given.observeOnly = true;
    m_panel->setOptions(given);
    QVERIFY2(m_panel->error().isEmpty(), qPrintable(m_panel->error()));
    const ClientOptions got = options();
    QCOMPARE(got.deflate, given.deflate);
    QVERIFY(!got.tls.verify);
    QCOMPARE(got.tls.caFile, given.tls.caFile);
    QCOMPARE(got.tls.certificateFile, given.tls.certificateFile);
    QCOMPARE(got.tls.keyFile, given.tls.keyFile);
    QCOMPARE(got.tls.passphrase, given.tls.passphrase);
    QCOMPARE(got.tls.serverName, given.tls.serverName);
    QCOMPARE(got.tls.minimum, TlsMinimum::Tls13);
    QCOMPARE(got.proxy.kind, ProxyKind::Socks5);
    QCOMPARE(got.proxy.host, QStringLiteral("::1"));
    QCOMPARE(got.proxy.port, quint16(1081));
    QCOMPARE(got.proxy.user, QStringLiteral("u"));
    QCOMPARE(got.proxy.password, QStringLiteral("p"));
    QVERIFY(got.redirects.follow);
    QCOMPARE(got.redirects.most, 3);
    QCOMPARE(got.keepAlive, given.keepAlive);
    QVERIFY(!got.autoPong);
    QVERIFY(got.reconnect.enabled);
    QCOMPARE(got.reconnect.first, 125ms);
    QCOMPARE(got.reconnect.longest, 4'000ms);
    QCOMPARE(got.reconnect.most, 7);
    QCOMPARE(got.reconnect.jitter, 0.25);
    QVERIFY(got.observeOnly);
    // compression, five of TLS, proxy, redirects, keep-alive, auto-pong, reconnect, observe only
    QCOMPARE(m_panel->count(), 12);
    QCOMPARE(sectionText(RequestPanel::Tls), QStringLiteral("TLS (5)"));
    m_panel->setOptions({});
    QCOMPARE(m_panel->count(), 0);
    QVERIFY(options().tls.passphrase.isEmpty());
}

void TestRequestOptions::compressionByClicks()
{
    turnTo(RequestPanel::Compression);
    QCOMPARE(
        words("deflateLine"), QStringLiteral("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"));
    QTest::mouseClick(
        part("serverNoContextTakeover"), Qt::LeftButton, {}, QPoint(8, part("serverNoContextTakeover")->height() / 2));
    part<QComboBox>("serverMaxWindowBits")->setCurrentText(QStringLiteral("10"));
    part<QComboBox>("clientMaxWindowBits")->setCurrentText(QStringLiteral("12"));
    const DeflateOffer offer = options().deflate.first();
    QVERIFY(offer.serverNoContextTakeover);
    QCOMPARE(offer.serverMaxWindowBits, std::optional(10));
    QVERIFY(offer.clientMaxWindowBits);
    QCOMPARE(offer.clientMaxWindowBitsHint, std::optional(12));
    QCOMPARE(words("deflateLine"),
        QStringLiteral("Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; "
                       "server_max_window_bits=10; client_max_window_bits=12"));
    QCOMPARE(sectionText(RequestPanel::Compression), QStringLiteral("Compression (1)"));
    part<QComboBox>("clientMaxWindowBits")->setCurrentIndex(0);
    QVERIFY(!options().deflate.first().clientMaxWindowBits);
    QVERIFY(!options().deflate.first().clientMaxWindowBitsHint);
}

void TestRequestOptions::severalOffers()
{
    turnTo(RequestPanel::Compression);
    QVERIFY(!part("deflate-remove")->isEnabled());
    QTest::mouseClick(part("deflate-add"), Qt::LeftButton);
    QCOMPARE(options().deflate.size(), 2);
    QCOMPARE(part<QListWidget>("deflateOffers")->currentRow(), 1);
    part<QCheckBox>("clientNoContextTakeover")->setChecked(true);
    QCOMPARE(words("deflateLine"),
        QStringLiteral("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits, permessage-deflate; "
                       "client_no_context_takeover"));
    ClientOptions whole = options();
    whole.url = *parseWebSocketUrl(QStringLiteral("ws://a.example/"));
    const QByteArray head = composeRequest(requestOf(whole));
    QVERIFY2(head.contains("\r\n" + words("deflateLine").toUtf8() + "\r\n"), head.constData()); // as it goes out
    part<QListWidget>("deflateOffers")->setCurrentRow(0);
    QVERIFY(!part<QCheckBox>("clientNoContextTakeover")->isChecked());
    QTest::mouseClick(part("deflate-remove"), Qt::LeftButton);
    QCOMPARE(options().deflate.size(), 1);
    QVERIFY(options().deflate.first().clientNoContextTakeover);
    QVERIFY(part<QCheckBox>("clientNoContextTakeover")->isChecked());
}

void TestRequestOptions::compressionOff()
{
    turnTo(RequestPanel::Compression);
    part<QCheckBox>("deflate")->setChecked(false);
    QVERIFY(options().deflate.isEmpty());
    QVERIFY(!part("deflateOffers")->isEnabled());
    QVERIFY(!words("deflateLine").contains(QStringLiteral("permessage-deflate")));
    part<QCheckBox>("deflate")->setChecked(true);
    QCOMPARE(options().deflate, browserDeflateOffers());
}

void TestRequestOptions::ownExtensionsHeaderIsSaid()
{
    turnTo(RequestPanel::Compression);
    QVERIFY(!part("deflateReplaced")->isVisible());
    ClientOptions given;
    given.headers = {{"sec-websocket-extensions", "x", 0}};
    m_panel->setOptions(given);
    QVERIFY(part("deflateReplaced")->isVisible());
}

void TestRequestOptions::tlsIsExplainedForPlainAddresses()
{
    turnTo(RequestPanel::Tls);
    QVERIFY(!part("tlsPlain")->isVisible());
    m_panel->setUrl(*parseWebSocketUrl(QStringLiteral("ws://a.example/")));
    QVERIFY(part("tlsPlain")->isVisible());
    QVERIFY(words("tlsPlain").contains(QStringLiteral("ws://")));
    m_panel->setUrl(*parseWebSocketUrl(QStringLiteral("wss://a.example/")));
    QVERIFY(!part("tlsPlain")->isVisible());
}

void TestRequestOptions::tlsErrors_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("says");
    QTest::newRow("no such authorities") << QByteArray("tlsCa") << u"/no/such.pem"_qs << u"/no/such.pem"_qs;
    QTest::newRow("a folder") << QByteArray("tlsCertificate") << u"/"_qs << u"folder"_qs;
    QTest::newRow("key alone") << QByteArray("tlsKey") << u"/no/such.key"_qs << u"client certificate"_qs;
    QTest::newRow("passphrase alone") << QByteArray("tlsPassphrase") << u"x"_qs << u"client certificate"_qs;
    QTest::newRow("name with a space") << QByteArray("tlsServerName") << u"a b"_qs << u"a b"_qs;
    QTest::newRow("name with a port") << QByteArray("tlsServerName") << u"a.example:443"_qs << u"a.example:443"_qs;
    QTest::newRow("name with a path") << QByteArray("tlsServerName") << u"a.example/x"_qs << u"a.example/x"_qs;
}

void TestRequestOptions::tlsErrors()
{
    QFETCH(QByteArray, field);
    QFETCH(QString, typed);
    QFETCH(QString, says);
    turnTo(RequestPanel::Tls);
    auto *holder = part(field.constData());
    auto *line = qobject_cast<QLineEdit *>(holder);
    if (line == nullptr)
        line = holder->findChild<QLineEdit *>();
    QTest::keyClicks(line, typed);
    const QByteArray error = field + "Error";
    QVERIFY2(words(error.constData()).contains(says), qPrintable(words(error.constData())));
    QVERIFY(part(error.constData())->isVisible());
    QVERIFY(line->property("error").toBool());
    QCOMPARE(line->text(), typed);
    QCOMPARE(m_panel->error(), words(error.constData()));
    line->clear();
    QVERIFY(m_panel->error().isEmpty());
    QVERIFY(!part(error.constData())->isVisible());
}

void TestRequestOptions::passphraseIsAskedFor()
{
    const TestCertificate own({});
    QTemporaryFile bundle;
    QVERIFY(bundle.open() && bundle.write(own.pkcs12("sesame")) > 0 && bundle.flush());
    turnTo(RequestPanel::Tls);
    QTest::keyClicks(part("tlsCertificate")->focusProxy(), bundle.fileName());
    QVERIFY(words("tlsPassphraseError").contains(bundle.fileName() + u", which is encrypted, got none"_qs));
    QCOMPARE(m_panel->error(), words("tlsPassphraseError"));
    QTest::keyClicks(part("tlsPassphrase"), u"s"_qs);
    QVERIFY(m_panel->error().isEmpty());
    part<QLineEdit>("tlsPassphrase")->clear();
    QVERIFY(!m_panel->error().isEmpty());
    // the same path, another file
    QVERIFY(bundle.resize(0) && bundle.seek(0) && bundle.write(own.pem() + own.keyPem()) > 0 && bundle.flush());
    QTest::keyClicks(part("tlsServerName"), u"a"_qs);
    QVERIFY(m_panel->error().isEmpty());
}

void TestRequestOptions::proxyErrors_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("says");
    QTest::newRow("good") << 2 << u"proxy.example"_qs << u"u"_qs << u"p"_qs << QString();
    QTest::newRow("good address") << 3 << u"::1"_qs << QString() << QString() << QString();
    QTest::newRow("no host") << 2 << QString() << QString() << QString() << u"got none"_qs;
    QTest::newRow("host with a port") << 2 << u"p:3128"_qs << QString() << QString() << u"p:3128"_qs;
    QTest::newRow("host with a scheme") << 2 << u"http://p"_qs << QString() << QString() << u"http://p"_qs;
    QTest::newRow("colon in the user") << 2 << u"p"_qs << u"a:b"_qs << QString() << u"RFC 7617"_qs;
    QTest::newRow("password alone") << 2 << u"p"_qs << QString() << u"x"_qs << u"user"_qs;
    QTest::newRow("long user") << 3 << u"p"_qs << QString(256, u'u') << u"p"_qs << u"256"_qs;
    QTest::newRow("long password") << 3 << u"p"_qs << u"u"_qs << QString(256, u'p') << u"RFC 1929"_qs;
    QTest::newRow("SOCKS user alone") << 3 << u"p"_qs << u"u"_qs << QString() << u"RFC 1929"_qs;
}

void TestRequestOptions::proxyErrors()
{
    QFETCH(int, kind);
    QFETCH(QString, host);
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, says);
    turnTo(RequestPanel::Proxy);
    part<QComboBox>("proxyKind")->setCurrentIndex(kind);
    part<QLineEdit>("proxyHost")->setText(host);
    part<QLineEdit>("proxyUser")->setText(user);
    part<QLineEdit>("proxyPassword")->setText(password);
    QCOMPARE(m_panel->error().isEmpty(), says.isEmpty());
    QVERIFY2(m_panel->error().contains(says), qPrintable(m_panel->error()));
}

void TestRequestOptions::proxyFieldsComeWithTheirKind()
{
    turnTo(RequestPanel::Proxy);
    auto *kind = part<QComboBox>("proxyKind");
    QVERIFY(!part("proxyHost")->isVisible());
    kind->setCurrentIndex(3);
    QVERIFY(part("proxyHost")->isVisible());
    QCOMPARE(part<QSpinBox>("proxyPort")->value(), 1080);
    kind->setCurrentIndex(2);
    QCOMPARE(part<QSpinBox>("proxyPort")->value(), 3128);
    part<QSpinBox>("proxyPort")->setValue(8888);
    kind->setCurrentIndex(3);
    QCOMPARE(part<QSpinBox>("proxyPort")->value(), 8888); // typed by hand: stays
    QCOMPARE(part<QLineEdit>("proxyPassword")->echoMode(), QLineEdit::Password);
    kind->setCurrentIndex(0);
    QVERIFY(m_panel->error().isEmpty()); // an empty host is no error where none is needed
    QCOMPARE(m_panel->count(), 0);
}

void TestRequestOptions::redirects()
{
    turnTo(RequestPanel::Redirects);
    QVERIFY(!part("mostRedirects")->isEnabled());
    part<QCheckBox>("followRedirects")->setChecked(true);
    part<QSpinBox>("mostRedirects")->setValue(4);
    QVERIFY(options().redirects.follow);
    QCOMPARE(options().redirects.most, 4);
    QCOMPARE(m_panel->count(), 1);
}

void TestRequestOptions::pings()
{
    turnTo(RequestPanel::Pings);
    auto *interval = part<SecondsBox>("keepAliveInterval");
    QVERIFY(!interval->isEnabled());
    QCOMPARE(options().keepAlive.interval, 0ms);
    part<QCheckBox>("keepAlive")->setChecked(true);
    QCOMPARE(interval->text(), QStringLiteral("20 s"));
    interval->selectAll();
    QTest::keyClicks(interval, QStringLiteral("0.25"));
    QCOMPARE(options().keepAlive.interval, 250ms);
    part<QCheckBox>("autoPong")->setChecked(false);
    QVERIFY(!options().autoPong);
    QCOMPARE(m_panel->count(), 2);
}

void TestRequestOptions::reconnect()
{
    turnTo(RequestPanel::Reconnect);
    part<QCheckBox>("reconnectOn")->setChecked(true);
    QVERIFY(m_panel->error().isEmpty());
    part<SecondsBox>("reconnectFirst")->setDuration(5s);
    part<SecondsBox>("reconnectLongest")->setDuration(2s);
    QVERIFY2(
        words("reconnectLongestError").contains(QStringLiteral("5 s")), qPrintable(words("reconnectLongestError")));
    QCOMPARE(m_panel->error(), words("reconnectLongestError"));
    part<SecondsBox>("reconnectLongest")->setDuration(9s);
    QVERIFY(m_panel->error().isEmpty());
    QCOMPARE(options().reconnect.longest, 9'000ms);
    QCOMPARE(part<QSpinBox>("reconnectMost")->text(), QStringLiteral("without end"));
    QCOMPARE(sectionText(RequestPanel::Reconnect), QStringLiteral("Reconnect (1)"));
}

void TestRequestOptions::observeOnly()
{
    turnTo(RequestPanel::Strictness);
    QTest::keyClick(part("observeOnly"), Qt::Key_Space);
    QVERIFY(options().observeOnly);
    QCOMPARE(m_panel->count(), 1);
}

void TestRequestOptions::defaultsMoveOnlyWhatWasAtThem()
{
    ClientOptions defaults;
    defaults.proxy = {ProxyKind::Http, QStringLiteral("p"), 3128, {}, {}};
    m_panel->setDefaults(defaults);
    QCOMPARE(options().proxy.kind, ProxyKind::Http);
    QCOMPARE(m_panel->count(), 0);
    part<QComboBox>("proxyKind")->setCurrentIndex(1);
    QCOMPARE(m_panel->count(), 1);
    defaults.proxy.port = 8080;
    m_panel->setDefaults(defaults);
    QCOMPARE(options().proxy.kind, ProxyKind::None); // chosen by hand: stays
}

void TestRequestOptions::errorTurnsToItsSection()
{
    turnTo(RequestPanel::Reconnect);
    part<QComboBox>("proxyKind")->setCurrentIndex(2);
    auto *list = part<SectionList>("requestSections");
    QVERIFY(!list->item(RequestPanel::Proxy)->icon().isNull());
    QVERIFY(list->item(RequestPanel::Tls)->icon().isNull());
    m_panel->showError();
    QCOMPARE(list->currentRow(), int(RequestPanel::Proxy));
    QVERIFY(part("proxyHost")->isVisible());
    QVERIFY(part("proxyHost")->hasFocus());
    QTest::keyClicks(part("proxyHost"), QStringLiteral("p"));
    QVERIFY(list->item(RequestPanel::Proxy)->icon().isNull());
}

void TestRequestOptions::sectionsByKey()
{
    auto *list = part<SectionList>("requestSections");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(part("deflate")->isVisible());
    QTest::keyClick(list, Qt::Key_End);
    QVERIFY(part("observeOnly")->isVisible());
    QVERIFY(!part("deflate")->isVisible());
}

QTEST_MAIN(TestRequestOptions)
#include "tst_requestoptions.moc"
