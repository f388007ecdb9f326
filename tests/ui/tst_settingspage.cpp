// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/cookiejar.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/cookieshelf.h"
#include "ui/common/secondsbox.h"
#include "ui/common/sectionlist.h"
#include "ui/common/segments.h"
#include "ui/settings/cookiemodel.h"
#include "ui/settings/settingspage.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace handglass;
using namespace std::chrono_literals;

namespace {

QNetworkCookie cookie(const QByteArray &name, const QByteArray &value, const QString &domain)
{
    QNetworkCookie made(name, value);
    made.setDomain(domain);
    made.setPath(QStringLiteral("/"));
    return made;
}

} // namespace

class TestSettingsPage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void themeIsChosen();
    void timeouts();
    void limits();
    void retention();
    void wrongProxyIsNotTaken();
    void trustIsRevoked();
    void cookiesAreSeenAndRemoved();
    void cookieEdits_data();
    void cookieEdits();
    void cookieFlags();
    void bytesThatAreNoTextStay();
    void profilesComeAndGo();
    void wrongProfileNames();
    void profilesStayInTheirFolder();
    void escLeaves();

private:
    enum class Section { Appearance, Timeouts, Limits, Capture, Proxy, Trust, Cookies };
    template <typename T = QWidget> T *part(const char *name) const
    {
        auto *found = m_page->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    void turnTo(Section section) const { part<SectionList>("settingsSections")->setCurrentRow(int(section)); }
    QString words(const char *name) const { return part<QLabel>(name)->text(); }
    CookieJar &jar(const QString &profile = QStringLiteral("default")) const { return *m_shelf->jar(profile); }
    const QAbstractItemModel *cookies() const { return part<QTableView>("cookies")->model(); }
    void click(const char *name) const { QTest::mouseClick(part(name), Qt::LeftButton); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    Settings m_settings;
    std::unique_ptr<CookieShelf> m_shelf;
    std::unique_ptr<SettingsPage> m_page;
};

void TestSettingsPage::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    m_theme = std::make_unique<Theme>();
    m_theme->apply(ThemeChoice::Light);
    m_settings = {};
    m_shelf = std::make_unique<CookieShelf>(m_folder->path());
    m_shelf->setProfiles(m_settings.connections.cookieProfiles);
    m_page = std::make_unique<SettingsPage>(*m_theme, m_settings, *m_shelf);
    m_page->resize(900, 560);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->open();
}

void TestSettingsPage::cleanup()
{
    m_page.reset();
    m_shelf.reset();
    m_theme.reset();
}

void TestSettingsPage::themeIsChosen()
{
    QSignalSpy chosen(m_page.get(), &SettingsPage::themeChosen);
    part<Segments>("settingsTheme")->setCurrentIndex(2);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<ThemeChoice>(), ThemeChoice::Dark);
    m_settings.theme = ThemeChoice::Light;
    m_page->open();
    QCOMPARE(part<Segments>("settingsTheme")->currentIndex(), 1);
    QCOMPARE(chosen.size(), 1);
}

void TestSettingsPage::timeouts()
{
    QSignalSpy changed(m_page.get(), &SettingsPage::connectionsChanged);
    turnTo(Section::Timeouts);
    auto *tls = part<SecondsBox>("timeout-tls");
    QCOMPARE(tls->text(), QStringLiteral("15 s"));
    tls->selectAll();
    QTest::keyClicks(tls, QStringLiteral("2.5"));
    QCOMPARE(m_settings.connections.timeouts.tls, 2'500ms);
    QCOMPARE(m_settings.connections.timeouts.tcp, Timeouts().tcp);
    QVERIFY(!changed.isEmpty());
    click("timeoutsReset");
    QCOMPARE(m_settings.connections.timeouts.tls, Timeouts().tls);
    QCOMPARE(tls->text(), QStringLiteral("15 s"));
}

void TestSettingsPage::limits()
{
    turnTo(Section::Limits);
    part<QSpinBox>("limit-message")->setValue(100);
    part<QSpinBox>("limit-headerFields")->setValue(12);
    QCOMPARE(m_settings.connections.limits.message, quint64(102'400));
    QCOMPARE(m_settings.connections.limits.headerFields, 12);
    QCOMPARE(m_settings.connections.limits.body, SizeLimits().body);
    click("limitsReset");
    QCOMPARE(m_settings.connections.limits.message, SizeLimits().message);
    QCOMPARE(part<QSpinBox>("limit-message")->value(), 65'536);
}

/// What is let go is gone, so nothing holds before it is applied.
void TestSettingsPage::retention()
{
    QSignalSpy changed(m_page.get(), &SettingsPage::retentionChanged);
    turnTo(Section::Capture);
    QVERIFY(!part("retentionApply")->isEnabled());
    QVERIFY(!part("retentionRows")->isVisible());
    part<QComboBox>("retentionKeep")->setCurrentIndex(1);
    QVERIFY(part("retentionRows")->isVisible());
    part<QSpinBox>("retentionRows")->setValue(50'000);
    QCOMPARE(m_settings.retention, Retention());
    QVERIFY(changed.isEmpty());
    click("retentionApply");
    QCOMPARE(m_settings.retention, Retention{.rows = 50'000});
    QCOMPARE(changed.size(), 1);
    QVERIFY(!part("retentionApply")->isEnabled());
    part<QComboBox>("retentionKeep")->setCurrentIndex(2);
    part<QDoubleSpinBox>("retentionSize")->setValue(2.5);
    part<QDoubleSpinBox>("retentionMinFree")->setValue(0.25);
    m_page->open(); // what was not applied is forgotten
    QCOMPARE(part<QComboBox>("retentionKeep")->currentIndex(), 1);
    part<QComboBox>("retentionKeep")->setCurrentIndex(2);
    part<QDoubleSpinBox>("retentionSize")->setValue(2.5);
    part<QDoubleSpinBox>("retentionMinFree")->setValue(0.25);
    click("retentionApply");
    const Retention expected{.bytes = 5LL << 29, .minFree = 1 << 28};
    QCOMPARE(m_settings.retention, expected);
    const QString file = m_folder->filePath(QStringLiteral("settings.ini"));
    m_settings.save(file);
    Settings read;
    read.load(file);
    QCOMPARE(read.retention, expected);
}

void TestSettingsPage::wrongProxyIsNotTaken()
{
    turnTo(Section::Proxy);
    part<QComboBox>("standardProxyKind")->setCurrentIndex(2);
    QVERIFY(part("standardProxyHostError")->isVisible());
    QCOMPARE(m_settings.connections.proxy.kind, ProxyKind::System);
    QTest::keyClicks(part("standardProxyHost"), QStringLiteral("proxy.example"));
    QCOMPARE(m_settings.connections.proxy.kind, ProxyKind::Http);
    QCOMPARE(m_settings.connections.proxy.host, QStringLiteral("proxy.example"));
    QCOMPARE(m_settings.connections.proxy.port, quint16(3128));
}

void TestSettingsPage::trustIsRevoked()
{
    QVERIFY(!words("trustEmpty").isEmpty());
    const TrustedCertificate one{QStringLiteral("a.example"), 443, QByteArray(32, '\x01')};
    const TrustedCertificate two{QStringLiteral("b.example"), 8443, QByteArray(32, '\x02')};
    m_settings.connections.trust(one, 1'700'000'000);
    m_settings.connections.trust(two, 1'700'000'001);
    m_page->open();
    turnTo(Section::Trust);
    auto *table = part<QTableWidget>("trusted");
    QCOMPARE(table->rowCount(), 2);
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("b.example"));
    QCOMPARE(table->item(1, 1)->text(), QStringLiteral("8443"));
    QVERIFY(table->item(1, 2)->text().startsWith(QStringLiteral("02:02:")));
    QVERIFY(!part("trustRevoke")->isEnabled());
    table->selectRow(0);
    QCOMPARE(part<QPushButton>("trustRevoke")->text(), QStringLiteral("Revoke trust for a.example"));
    QSignalSpy changed(m_page.get(), &SettingsPage::connectionsChanged);
    click("trustRevoke");
    QCOMPARE(m_settings.connections.trusted.size(), 1);
    QCOMPARE(m_settings.connections.trusted.first().certificate, two);
    QCOMPARE(changed.size(), 1);
}

void TestSettingsPage::cookiesAreSeenAndRemoved()
{
    turnTo(Section::Cookies);
    QVERIFY(part("cookiesEmpty")->isVisible());
    jar().insert(cookie("a", "1", QStringLiteral("a.example")));
    jar().insert(cookie("b", "2", QStringLiteral("b.example")));
    m_page->refreshCookies();
    QVERIFY(!part("cookiesEmpty")->isVisible());
    QCOMPARE(cookies()->rowCount(), 2);
    QCOMPARE(cookies()->index(1, CookieModel::Name).data().toString(), QStringLiteral("b"));
    QVERIFY(!part("cookieRemove")->isEnabled());
    part<QTableView>("cookies")->selectRow(0);
    click("cookieRemove");
    QCOMPARE(jar().cookies().size(), 1);
    QCOMPARE(jar().cookies().first().name(), QByteArray("b"));
    jar().insert(cookie("c", "3", QStringLiteral("b.example")));
    m_page->refreshCookies();
    QCOMPARE(part<QPushButton>("cookiesClear")->text(), QStringLiteral("Remove all 2 cookies"));
    click("cookiesClear");
    QVERIFY(jar().cookies().isEmpty());
    QVERIFY(part("cookiesEmpty")->isVisible());
}

void TestSettingsPage::cookieEdits_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("says");
    QTest::newRow("value") << int(CookieModel::Value) << u"x=\"ü\" y"_qs << QString();
    QTest::newRow("value with a semicolon") << int(CookieModel::Value) << u"x; y"_qs << u"RFC 6265 §4.1.1"_qs;
    QTest::newRow("value with a line end") << int(CookieModel::Value) << u"x\ny"_qs << u"RFC 6265 §4.1.1"_qs;
    QTest::newRow("name") << int(CookieModel::Name) << u"other"_qs << QString();
    QTest::newRow("name with a space") << int(CookieModel::Name) << u"o t"_qs << u"token"_qs;
    QTest::newRow("no name") << int(CookieModel::Name) << QString() << u"token"_qs;
    QTest::newRow("path") << int(CookieModel::Path) << u"/x/y"_qs << QString();
    QTest::newRow("path without a slash") << int(CookieModel::Path) << u"x"_qs << u"“/”"_qs;
    QTest::newRow("time") << int(CookieModel::Expires) << u"2199-12-31 23:59:58"_qs << QString();
    QTest::newRow("no time") << int(CookieModel::Expires) << u" "_qs << QString();
    QTest::newRow("time that is none") << int(CookieModel::Expires) << u"soon"_qs << u"soon"_qs;
    QTest::newRow("time that is over") << int(CookieModel::Expires) << u"2001-01-01 00:00:00"_qs << u"to come"_qs;
}

void TestSettingsPage::cookieEdits()
{
    QFETCH(int, column);
    QFETCH(QString, typed);
    QFETCH(QString, says);
    CookieModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto kept = std::make_shared<CookieJar>();
    kept->insert(cookie("n", "v", QStringLiteral("a.example")));
    model.setJar(kept);
    const QNetworkCookie before = kept->cookies().first();
    QCOMPARE(model.setData(model.index(0, column), typed, Qt::EditRole), says.isEmpty());
    QVERIFY2(model.error().contains(says) && model.error().isEmpty() == says.isEmpty(), qPrintable(model.error()));
    QCOMPARE(kept->cookies().size(), 1); // a new name or path replaces the old one
    if (!says.isEmpty())
        QCOMPARE(kept->cookies().first(), before);
    else if (!typed.trimmed().isEmpty())
        QCOMPARE(model.index(0, column).data().toString(), typed);
    QVERIFY(model.setData(model.index(0, CookieModel::Value), QStringLiteral("good"), Qt::EditRole));
    QVERIFY(model.error().isEmpty());
    QVERIFY(!model.setData(model.index(0, CookieModel::Domain), typed, Qt::EditRole));
}

void TestSettingsPage::cookieFlags()
{
    CookieModel model;
    auto kept = std::make_shared<CookieJar>();
    kept->insert(cookie("n", "v", QStringLiteral("a.example")));
    model.setJar(kept);
    QVERIFY(model.setData(model.index(0, CookieModel::Secure), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(kept->cookies().first().isSecure());
    QVERIFY(!kept->cookies().first().isHttpOnly());
    QVERIFY(model.setData(model.index(0, CookieModel::HttpOnly), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(model.index(0, CookieModel::Secure), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!kept->cookies().first().isSecure());
    QVERIFY(kept->cookies().first().isHttpOnly());
}

void TestSettingsPage::bytesThatAreNoTextStay()
{
    CookieModel model;
    auto kept = std::make_shared<CookieJar>();
    kept->insert(cookie("n", "\xff\xfe", QStringLiteral("a.example")));
    model.setJar(kept);
    const QModelIndex value = model.index(0, CookieModel::Value);
    QVERIFY(model.setData(value, value.data(Qt::EditRole), Qt::EditRole)); // opened and left as it was
    QCOMPARE(kept->cookies().first().value(), QByteArray("\xff\xfe"));
}

void TestSettingsPage::profilesComeAndGo()
{
    turnTo(Section::Cookies);
    QVERIFY(!part("cookieProfileRemove")->isEnabled());
    QTest::keyClicks(part("cookieProfileName"), QStringLiteral("staging"));
    QTest::keyClick(part("cookieProfileName"), Qt::Key_Return);
    QCOMPARE(
        m_settings.connections.cookieProfiles, (QStringList{QStringLiteral("default"), QStringLiteral("staging")}));
    auto *profile = part<QComboBox>("cookieProfile");
    QCOMPARE(profile->currentText(), QStringLiteral("staging"));
    QVERIFY(part<QLineEdit>("cookieProfileName")->text().isEmpty());
    jar(QStringLiteral("staging")).insert(cookie("s", "1", QStringLiteral("a.example")));
    m_page->refreshCookies();
    QCOMPARE(cookies()->rowCount(), 1);
    profile->setCurrentIndex(0);
    QCOMPARE(cookies()->rowCount(), 0);
    part<QComboBox>("cookieStandard")->setCurrentText(QStringLiteral("staging"));
    QCOMPARE(m_settings.connections.cookieProfile, QStringLiteral("staging"));
    profile->setCurrentIndex(1);
    click("cookieProfileRemove");
    QCOMPARE(m_settings.connections.cookieProfiles, QStringList{QStringLiteral("default")});
    QCOMPARE(m_settings.connections.cookieProfile, QStringLiteral("default"));
    QVERIFY(jar(QStringLiteral("staging")).cookies().isEmpty());
    part<QComboBox>("cookieStandard")->setCurrentIndex(0);
    QVERIFY(m_settings.connections.cookieProfile.isEmpty());
}

void TestSettingsPage::wrongProfileNames()
{
    turnTo(Section::Cookies);
    QVERIFY(!part("cookieProfileAdd")->isEnabled());
    part<QLineEdit>("cookieProfileName")->setText(QStringLiteral(" default "));
    QVERIFY(part("cookieProfileNameError")->isVisible());
    QVERIFY(!part("cookieProfileAdd")->isEnabled());
    part<QLineEdit>("cookieProfileName")->setText(QString(65, u'x'));
    QVERIFY(words("cookieProfileNameError").contains(QStringLiteral("65")));
    QTest::keyClick(part("cookieProfileName"), Qt::Key_Return);
    QCOMPARE(m_settings.connections.cookieProfiles.size(), 1);
}

void TestSettingsPage::profilesStayInTheirFolder()
{
    const QString name = QStringLiteral("../../x");
    QNetworkCookie lasting = cookie("s", "1", QStringLiteral("a.example"));
    lasting.setExpirationDate(QDateTime::currentDateTimeUtc().addDays(1));
    {
        CookieShelf shelf(m_folder->path());
        shelf.jar(name)->insert(lasting);
    }
    const QFileInfoList files = QDir(m_folder->filePath(QStringLiteral("cookies"))).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QVERIFY((files.first().permissions() & (QFile::ReadGroup | QFile::ReadOther)) == 0);
    CookieShelf again(m_folder->path());
    QCOMPARE(again.jar(name)->cookies().size(), 1);
    QCOMPARE(again.profileOf(again.jar(name)), name);
    QVERIFY(again.jar(QString()) == nullptr);
}

void TestSettingsPage::escLeaves()
{
    QSignalSpy left(m_page.get(), &SettingsPage::left);
    QVERIFY(part("settingsSections")->hasFocus());
    QTest::keyClick(part("settingsSections"), Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
    click("settingsClose");
    QCOMPARE(left.size(), 2);
}

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
