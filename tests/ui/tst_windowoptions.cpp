// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "tests/support/testcertificate.h"
#include "tests/ui/windowrig.h"
#include "ui/common/secondsbox.h"
#include "ui/common/sectionlist.h"
#include "ui/common/segments.h"
#include "ui/compose/requestpanel.h"
#include "ui/mainwindow/trustdesk.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTcpSocket>
#include <QTemporaryFile>

using namespace handglass;
using namespace std::chrono_literals;

namespace {

QString text(const QWidget *label)
{
    return label->property("text").toString();
}

/// Answers every request with the same bytes and ends the connection.
class FixedAnswer final : public QTcpServer
{
public:
    explicit FixedAnswer(const QByteArray &answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            QTcpSocket *client = nextPendingConnection();
            connect(client, &QTcpSocket::readyRead, this, [this, client, answer] {
                m_received += client->readAll();
                if (!m_received.endsWith("\r\n\r\n"))
                    return;
                requests.append(std::exchange(m_received, {}));
                client->write(answer);
                client->disconnectFromHost();
            });
        });
    }
    QString url() const { return QStringLiteral("ws://127.0.0.1:%1/").arg(serverPort()); }

    QList<QByteArray> requests;

private:
    QByteArray m_received;
};

} // namespace

/// What the request panel asks for, seen in the window: reconnecting, redirects, observe only.
class TestWindowOptions final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useTestSettings(); }
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_rig = std::make_unique<WindowRig>(m_folder->path());
        QVERIFY(m_rig->open(m_settings));
    }
    void cleanup()
    {
        m_rig->workbench.discardUnsaved();
        m_rig.reset();
    }
    void waitsForTheNextTryAndCancels();
    void eachTryIsARow();
    void redirectHopsAreRows();
    void oneConnectionHasNoRowsUnderIt();
    void observeOnlyIsSaid();
    void optionsComeBackWithTheirSession();
    void wrongOptionKeepsFromConnecting();
    void mockWithTlsIsReached();
    void mockOptionsReachTheMock();
    void wrongMockFileIsSaidAtItsField();
    void passphraseOfTheMocksCertificateIsAskedFor();
    void trustIsAskedAndKept();
    void refusedCertificateIsTrusted();
    void editTurnsToWhatRefused_data();
    void editTurnsToWhatRefused();
    void settingsOpenAndLeave();
    void settingsReachNewConnections();
    void cookiesAreKeptAndSentAgain();

private:
    void turnTo(RequestPanel::Section section) const
    {
        m_rig->action(u"requestOptions"_qs)->setChecked(true);
        m_rig->find<SectionList>(u"requestSections"_qs)->setCurrentRow(section);
    }
    void check(const QString &name) const { m_rig->find<QCheckBox>(name)->setChecked(true); }
    const QAbstractItemModel *sidebar() const { return m_rig->sidebar()->model(); }
    QModelIndex row() const
    {
        return static_cast<const SessionModel *>(sidebar())->sessionIndex(m_rig->session()->number);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Settings m_settings;
    std::unique_ptr<WindowRig> m_rig;
};

void TestWindowOptions::waitsForTheNextTryAndCancels()
{
    turnTo(RequestPanel::Reconnect);
    check(u"reconnectOn"_qs);
    m_rig->find<SecondsBox>(u"reconnectFirst"_qs)->setDuration(30s);
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Waiting);
    const QWidget *phase = m_rig->find(u"phase"_qs);
    QTRY_VERIFY2(text(phase).startsWith(u"Reconnecting in "), qPrintable(text(phase)));
    QVERIFY2(text(phase).endsWith(u" s (try 1)"), qPrintable(text(phase)));
    const int seconds = text(phase).section(u' ', 2, 2).toInt();
    QVERIFY(seconds >= 1 && seconds <= 30);
    QTRY_COMPARE(text(m_rig->find(u"statusState"_qs)).left(12), u"Reconnecting"_qs);
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Cancel"_qs);
    QTRY_VERIFY(text(phase).section(u' ', 2, 2).toInt() < seconds); // it counts down
    m_rig->click(u"connect"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Idle);
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Connect"_qs);
    QTRY_VERIFY(!phase->isVisible());
}

void TestWindowOptions::eachTryIsARow()
{
    turnTo(RequestPanel::Reconnect);
    check(u"reconnectOn"_qs);
    m_rig->find<SecondsBox>(u"reconnectFirst"_qs)->setDuration(10ms);
    m_rig->find<SecondsBox>(u"reconnectLongest"_qs)->setDuration(10ms);
    m_rig->find<QSpinBox>(u"reconnectMost"_qs)->setValue(2);
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr);
    QTRY_COMPARE(m_rig->workbench.connectionsOf(m_rig->session()->number).size(), 3);
    QTRY_COMPARE(m_rig->state(), SessionState::Idle);
    QTRY_COMPARE(sidebar()->rowCount(row()), 3);
    QTRY_COMPARE(sidebar()->index(2, 0, row()).data().toString(), u"3  reconnect 2"_qs);
    QCOMPARE(sidebar()->index(2, 0, row()).data(SessionModel::MarkRole).toInt(), int(StateMark::Refused));
    // A try can be looked at by itself, and the session connects from there all the same.
    m_rig->sidebar()->choose(sidebar()->index(1, 0, row()));
    QCOMPARE(m_rig->window->place().scope.connection, m_rig->workbench.connectionsOf(m_rig->session()->number).at(1));
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Connect"_qs);
    QVERIFY(m_rig->find(u"connect"_qs)->isEnabled());
}

void TestWindowOptions::redirectHopsAreRows()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    const QString goal = m_rig->session()->url + u"/there"_qs;
    FixedAnswer answer("HTTP/1.1 302 Found\r\nLocation: " + goal.toUtf8() + "\r\nContent-Length: 0\r\n\r\n");
    turnTo(RequestPanel::Redirects);
    check(u"followRedirects"_qs);
    m_rig->connectTo(answer.url());
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QCOMPARE(m_rig->session()->kind, SessionKind::Client);
    QTRY_COMPARE(sidebar()->rowCount(row()), 2);
    QTRY_COMPARE(sidebar()->index(0, 0, row()).data(SessionModel::NoteRole).toString(), u"302"_qs);
    QCOMPARE(sidebar()->index(1, 0, row()).data().toString(), u"2  redirect to "_qs + goal.section(u"//"_qs, 1));
    m_rig->sidebar()->choose(sidebar()->index(0, 0, row()));
    QCOMPARE(text(m_rig->find(u"connect"_qs)), u"Disconnect"_qs); // what is open is the session's
    m_rig->click(u"connect"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Idle);
}

void TestWindowOptions::oneConnectionHasNoRowsUnderIt()
{
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    QTRY_COMPARE(row().data(SessionModel::MarkRole).toInt(), int(StateMark::Refused));
    QCOMPARE(sidebar()->rowCount(row()), 0);
}

void TestWindowOptions::observeOnlyIsSaid()
{
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QVERIFY(text(m_rig->find(u"statusRules"_qs)).startsWith(u"Strict"));
    const QString url = m_rig->session()->url;
    turnTo(RequestPanel::Strictness);
    check(u"observeOnly"_qs);
    m_rig->connectTo(url);
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QTRY_VERIFY(text(m_rig->find(u"facts"_qs)).contains(u"observe only"));
    QVERIFY(text(m_rig->find(u"statusRules"_qs)).startsWith(u"Observe only"));
}

void TestWindowOptions::optionsComeBackWithTheirSession()
{
    const auto count = [this] { return text(m_rig->find(u"request"_qs)); };
    turnTo(RequestPanel::Pings);
    check(u"keepAlive"_qs);
    m_rig->find<QCheckBox>(u"autoPong"_qs)->setChecked(false);
    m_rig->connectTo(u"127.0.0.1:1/first"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    QCOMPARE(count(), u"Request (2)"_qs);
    const Place first = m_rig->window->place();
    m_rig->action(u"newConnection"_qs)->trigger();
    QCOMPARE(count(), u"Request"_qs);
    QVERIFY(!m_rig->find<QCheckBox>(u"keepAlive"_qs)->isChecked());
    m_rig->connectTo(u"127.0.0.1:1/second"_qs);
    QTRY_VERIFY(m_rig->session()->refused && m_rig->session()->number != first.scope.session);
    m_rig->sidebar()->choose(static_cast<const SessionModel *>(sidebar())->sessionIndex(first.scope.session));
    QCOMPARE(count(), u"Request (2)"_qs);
    QVERIFY(m_rig->find<QCheckBox>(u"keepAlive"_qs)->isChecked());
    m_settings.connections.timeouts.tcp = 4s;
    QTest::keyClick(m_rig->window.get(), Qt::Key_F5);
    QTRY_COMPARE(m_rig->workbench.connectionsOf(first.scope.session).size(), 2);
    QCOMPARE(m_rig->session()->client.keepAlive.interval, 20'000ms);
    QVERIFY(!m_rig->session()->client.autoPong);
    QCOMPARE(m_rig->session()->client.timeouts.tcp, 4'000ms); // the settings as they are now
}

void TestWindowOptions::wrongOptionKeepsFromConnecting()
{
    turnTo(RequestPanel::Proxy);
    m_rig->find<QComboBox>(u"proxyKind"_qs)->setCurrentIndex(2);
    turnTo(RequestPanel::Headers);
    m_rig->action(u"requestOptions"_qs)->setChecked(false);
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QVERIFY(m_rig->workbench.sessions().isEmpty());
    QVERIFY(m_rig->find(u"proxyHost"_qs)->isVisible());
    QVERIFY(m_rig->find(u"proxyHostError"_qs)->isVisible());
    QTRY_VERIFY(m_rig->find(u"proxyHost"_qs)->hasFocus());
}

void TestWindowOptions::mockWithTlsIsReached()
{
    m_rig->action(u"startMock"_qs)->trigger();
    QVERIFY(!m_rig->find(u"mockOptions"_qs)->isVisible()); // one click starts it
    m_rig->click(u"mockMore"_qs);
    QVERIFY(m_rig->find(u"mockOptions"_qs)->isVisible());
    QVERIFY(!m_rig->find(u"mockExport"_qs)->isVisible());
    check(u"mockTls"_qs);
    QVERIFY(m_rig->find(u"mockExport"_qs)->isVisible());
    QCOMPARE(text(m_rig->find(u"mockMore"_qs)), u"More options (1)"_qs);
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    QVERIFY(m_rig->session()->url.startsWith(u"wss://127.0.0.1:"));
    QCOMPARE(text(m_rig->find(u"mockUrl"_qs)), m_rig->session()->url);
    QVERIFY(m_settings.connections.mockTls.enabled); // for the next one
    m_rig->click(u"mockConnect"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QCOMPARE(m_rig->session()->kind, SessionKind::Client);
    QTRY_VERIFY(text(m_rig->find(u"facts"_qs)).contains(u"TLS 1.3"));
    QVERIFY(m_rig->session()->client.tls.verify);
}

void TestWindowOptions::mockOptionsReachTheMock()
{
    m_rig->action(u"startMock"_qs)->trigger();
    m_rig->click(u"mockMore"_qs);
    check(u"mockServerTakeover"_qs);
    m_rig->find<QSpinBox>(u"mockClientBits"_qs)->setValue(10);
    m_rig->find<QCheckBox>(u"mockAutoPong"_qs)->setChecked(false);
    check(u"mockKeepAlive"_qs);
    m_rig->find<SecondsBox>(u"mockInterval"_qs)->setDuration(7s);
    check(u"mockObserve"_qs);
    QCOMPARE(text(m_rig->find(u"mockMore"_qs)), u"More options (4)"_qs);
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    const MockOptions &mock = m_rig->session()->mock;
    QVERIFY(mock.deflate && mock.deflate->serverNoContextTakeover);
    QCOMPARE(mock.deflate->clientMaxWindowBits, 10);
    QVERIFY(!mock.autoPong);
    QCOMPARE(mock.keepAlive.interval, 7'000ms);
    QVERIFY(mock.observeOnly);
    QTRY_VERIFY(text(m_rig->find(u"statusRules"_qs)).startsWith(u"Observe only"));
    m_rig->action(u"connectToMock"_qs)->trigger();
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QTRY_VERIFY(text(m_rig->find(u"facts"_qs)).contains(u"permessage-deflate"));
}

void TestWindowOptions::wrongMockFileIsSaidAtItsField()
{
    m_rig->action(u"startMock"_qs)->trigger();
    m_rig->click(u"mockMore"_qs);
    check(u"mockTls"_qs);
    QTest::keyClicks(m_rig->find(u"mockCertificate"_qs)->focusProxy(), u"/no/such.pem"_qs);
    m_rig->click(u"mockMore"_qs);
    m_rig->click(u"mockStartButton"_qs);
    QVERIFY(m_rig->workbench.sessions().isEmpty());
    QVERIFY(m_rig->find(u"mockCertificateError"_qs)->isVisible());
    QVERIFY(text(m_rig->find(u"mockCertificateError"_qs)).contains(u"/no/such.pem"));
}

void TestWindowOptions::passphraseOfTheMocksCertificateIsAskedFor()
{
    const TestCertificate own({});
    QTemporaryFile bundle;
    QVERIFY(bundle.open() && bundle.write(own.pkcs12("sesame")) > 0 && bundle.flush());
    m_rig->action(u"startMock"_qs)->trigger();
    m_rig->click(u"mockMore"_qs);
    check(u"mockTls"_qs);
    QTest::keyClicks(m_rig->find(u"mockCertificate"_qs)->focusProxy(), bundle.fileName());
    m_rig->click(u"mockStartButton"_qs);
    QVERIFY(m_rig->workbench.sessions().isEmpty());
    QVERIFY(m_rig->find(u"mockPassphraseError"_qs)->isVisible());
    QVERIFY(text(m_rig->find(u"mockPassphraseError"_qs)).contains(u"which is encrypted"));
    QTest::keyClicks(m_rig->find(u"mockPassphrase"_qs), u"sesame"_qs);
    m_rig->find<QSpinBox>(u"mockPort"_qs)->setValue(0);
    QVERIFY(!m_rig->find(u"mockPassphraseError"_qs)->isVisible());
}

void TestWindowOptions::trustIsAskedAndKept()
{
    TrustDesk desk(m_rig->theme, m_settings, m_rig->window.get());
    QSignalSpy trusted(&desk, &TrustDesk::trusted);
    const TrustedCertificate certificate{u"a.example"_qs, 8443, QByteArray(32, '\xab')};
    desk.ask(certificate, m_rig->workbench.live());
    QVERIFY(text(m_rig->find(u"trustHost"_qs)).contains(u"a.example:8443"));
    QVERIFY(text(m_rig->find(u"trustFingerprint"_qs)).startsWith(u"ab:ab:"));
    QTRY_VERIFY(m_rig->find(u"trustCancel"_qs)->hasFocus());
    m_rig->click(u"trustCancel"_qs);
    QVERIFY(m_settings.connections.trusted.isEmpty());
    QTRY_VERIFY(m_rig->find(u"trustDialog"_qs) == nullptr);
    desk.ask(certificate, nullptr);
    m_rig->click(u"trustAccept"_qs);
    QCOMPARE(trusted.size(), 1);
    QCOMPARE(m_settings.connections.trusted.size(), 1);
    QCOMPARE(m_settings.connections.trusted.first().certificate, certificate);
    QVERIFY(m_settings.connections.trusted.first().since > 1'700'000'000);
}

void TestWindowOptions::refusedCertificateIsTrusted()
{
    m_settings.connections.mockTls.enabled = true;
    m_rig->startMock();
    QTRY_COMPARE(m_rig->state(), SessionState::Listening);
    m_rig->connectTo(m_rig->session()->url);
    QTRY_COMPARE(m_rig->session()->kind, SessionKind::Client);
    QTRY_VERIFY(m_rig->session()->refused);
    QWidget *trust = m_rig->find(u"trustCertificate"_qs);
    QTRY_VERIFY(trust->isVisible());
    m_rig->click(u"editRequest"_qs);
    QVERIFY(m_rig->find(u"tlsVerify"_qs)->isVisible()); // what failed is in sight
    QTest::mouseClick(trust, Qt::LeftButton);
    QVERIFY(text(m_rig->find(u"trustNames"_qs)).contains(u"127.0.0.1"));
    QVERIFY(text(m_rig->find(u"trustDates"_qs)).contains(u" to "));
    QVERIFY(!text(m_rig->find(u"trustErrors"_qs)).isEmpty());
    QVERIFY(!text(m_rig->find(u"trustIssuer"_qs)).isEmpty());
    m_rig->click(u"trustAccept"_qs);
    QTRY_COMPARE(m_rig->state(), SessionState::Open);
    QCOMPARE(m_settings.connections.trusted.size(), 1);
    QCOMPARE(m_settings.connections.trusted.first().certificate.host, u"127.0.0.1"_qs);
    QVERIFY(m_rig->session()->client.tls.verify);
    // Revoked, it is refused again.
    m_rig->action(u"settings"_qs)->trigger();
    m_rig->find<QTableWidget>(u"trusted"_qs)->selectRow(0);
    m_rig->find<QPushButton>(u"trustRevoke"_qs)->click();
    m_rig->action(u"reconnect"_qs)->trigger();
    QTRY_VERIFY(m_rig->session()->refused);
}

void TestWindowOptions::editTurnsToWhatRefused_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("seen");
    QTest::addColumn<QString>("focused");
    QTest::newRow("redirect") << QByteArray("302 Found\r\nLocation: ws://127.0.0.1:1/\r\n") << u"followRedirects"_qs
                              << u"requestSections"_qs;
    QTest::newRow("credentials") << QByteArray("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n")
                                 << u"headers"_qs << u"authorization"_qs;
    QTest::newRow("another") << QByteArray("404 Not Found\r\n") << u"headers"_qs << u"requestSections"_qs;
}

void TestWindowOptions::editTurnsToWhatRefused()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, seen);
    QFETCH(const QString, focused);
    FixedAnswer server("HTTP/1.1 " + answer + "Content-Length: 0\r\n\r\n");
    m_rig->connectTo(server.url());
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    QTRY_VERIFY(m_rig->find(u"editRequest"_qs)->isVisible());
    m_rig->click(u"editRequest"_qs);
    QVERIFY(m_rig->find(seen)->isVisible());
    QTRY_COMPARE(QApplication::focusWidget(), m_rig->find(focused));
}

void TestWindowOptions::settingsOpenAndLeave()
{
    QTest::keyClick(m_rig->window.get(), Qt::Key_Comma, Qt::ControlModifier);
    const QWidget *page = m_rig->find(u"settingsPage"_qs);
    QVERIFY(page->isVisible());
    QTest::keyClick(m_rig->find(u"settingsSections"_qs), Qt::Key_Escape);
    QVERIFY(!page->isVisible());
    QVERIFY(m_rig->find(u"startPage"_qs)->isVisible());
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    m_rig->action(u"settings"_qs)->trigger();
    QVERIFY(page->isVisible());
    m_rig->find<Segments>(u"settingsTheme"_qs)->setCurrentIndex(2);
    QCOMPARE(m_settings.theme, ThemeChoice::Dark);
    QVERIFY(m_rig->theme.colours().dark);
    QVERIFY(m_rig->action(u"themeDark"_qs)->isChecked());
    m_rig->action(u"settings"_qs)->trigger();
    QVERIFY(m_rig->find(u"sessionPage"_qs)->isVisible());
    // A try brings its session back into sight.
    m_rig->action(u"settings"_qs)->trigger();
    m_rig->action(u"reconnect"_qs)->trigger();
    QVERIFY(!page->isVisible());
}

void TestWindowOptions::settingsReachNewConnections()
{
    m_rig->action(u"settings"_qs)->trigger();
    m_rig->find<QComboBox>(u"standardProxyKind"_qs)->setCurrentIndex(3);
    m_rig->find<QLineEdit>(u"standardProxyHost"_qs)->setText(u"127.0.0.1"_qs);
    m_rig->find<QSpinBox>(u"standardProxyPort"_qs)->setValue(1);
    m_rig->find<SecondsBox>(u"timeout-upgrade"_qs)->setDuration(3s);
    QCOMPARE(text(m_rig->find(u"request"_qs)), u"Request"_qs); // a default is nothing that the request sets
    m_rig->connectTo(u"127.0.0.1:1/x"_qs);
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    QCOMPARE(m_rig->session()->client.proxy.kind, ProxyKind::Socks5);
    QCOMPARE(m_rig->session()->client.timeouts.upgrade, 3'000ms);
    const auto phase = [this] {
        const ConnectionRecord *record = m_rig->workbench.live()->connection(m_rig->session()->connection);
        return record == nullptr ? FailurePhase::None : record->failure.phase;
    };
    QTRY_COMPARE(phase(), FailurePhase::Proxy);
}

void TestWindowOptions::cookiesAreKeptAndSentAgain()
{
    FixedAnswer answer("HTTP/1.1 403 Forbidden\r\nSet-Cookie: sid=abc; Path=/\r\nContent-Length: 0\r\n\r\n");
    m_rig->connectTo(answer.url());
    QTRY_VERIFY(m_rig->session() != nullptr && m_rig->session()->refused);
    m_rig->action(u"reconnect"_qs)->trigger();
    QTRY_COMPARE(answer.requests.size(), 2);
    QVERIFY(!answer.requests.at(0).contains("Cookie:"));
    QVERIFY2(answer.requests.at(1).contains("\r\nCookie: sid=abc\r\n"), answer.requests.at(1).constData());
    turnTo(RequestPanel::Cookies);
    QCOMPARE(text(m_rig->find(u"request"_qs)), u"Request"_qs);
    m_rig->click(u"cookiesSee"_qs);
    auto *table = m_rig->find<QTableView>(u"cookies"_qs);
    QTRY_VERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 1);
    m_rig->find<QCheckBox>(u"cookiesOn"_qs)->setChecked(false);
    QCOMPARE(text(m_rig->find(u"request"_qs)), u"Request (1)"_qs);
    m_rig->action(u"reconnect"_qs)->trigger();
    QTRY_COMPARE(answer.requests.size(), 3);
    QVERIFY(!answer.requests.at(2).contains("Cookie:"));
}

QTEST_MAIN(TestWindowOptions)
#include "tst_windowoptions.moc"
