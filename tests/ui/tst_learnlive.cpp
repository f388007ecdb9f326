// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/taskcheck.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/theme.h"
#include "ui/handshake/waterfall.h"
#include "ui/learn/tools/comparetool.h"
#include "ui/learn/tools/origintool.h"
#include "ui/learn/tools/phasepicture.h"
#include "ui/learn/tools/transportmodel.h"
#include "ui/learn/tools/urltool.h"
#include "ui/stats/chartview.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QStandardPaths>
#include <QTableView>
#include <QTcpServer>
#include <QTest>

using namespace handglass;

/// The tools that connect for themselves, as a student uses them.
class TestLearnLive final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true); // the mock keeps its certificate there
        m_theme.apply(ThemeChoice::Light);
    }
    void init() { failOnWarnings(); }

    void transportTable();
    void compareRuns();
    void compareSliders();
    void urlParts_data();
    void urlParts();
    void urlStaysHere();
    void urlConnects_data();
    void urlConnects();
    void urlNobodyListens();
    void urlOfTheLesson();
    void originWithoutCheck();
    void originWithCheck();
    void originList();

private:
    template <typename T> static T *find(const QWidget &tool, const char *name)
    {
        T *found = tool.findChild<T *>(QLatin1String(name));
        [&] { QVERIFY2(found != nullptr, name); }();
        return found;
    }
    static QString text(const QWidget &tool, const char *name) { return find<TextLabel>(tool, name)->text(); }
    static QString ink(const QWidget &tool, const char *name) { return find<InkLabel>(tool, name)->plainText(); }
    static void click(const QWidget &tool, const char *name)
    {
        QTest::mouseClick(find<QPushButton>(tool, name), Qt::LeftButton);
    }

    Theme m_theme;
};

void TestLearnLive::transportTable()
{
    TransportModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    lesson::CompareReport report;
    lesson::TransportFigures &polling = report.transports[0];
    polling.requests = 3;
    polling.sent = 600;
    polling.received = 1'400;
    polling.heads = 1'500;
    polling.payload = 400;
    polling.events = 5;
    polling.medianDelayNs = 18'400'000;
    polling.p95DelayNs = 900'000'000;
    model.setReport(report);
    const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, TransportModel::Name), QStringLiteral("Polling"));
    QCOMPARE(cell(0, TransportModel::Requests), QStringLiteral("3"));
    QCOMPARE(cell(0, TransportModel::Overhead), QStringLiteral("80 %"));
    QCOMPARE(cell(0, TransportModel::PerEvent), QStringLiteral("400"));
    QCOMPARE(cell(0, TransportModel::Median), QStringLiteral("18.4 ms"));
    QCOMPARE(cell(3, TransportModel::PerEvent), QStringLiteral("–"));
    report.transports[1].error = QStringLiteral("no answer");
    model.setReport(report);
    QCOMPARE(cell(1, TransportModel::Name), QStringLiteral("Long polling: fails"));
    QCOMPARE(model.index(1, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("no answer"));
}

void TestLearnLive::compareRuns()
{
    CompareTool tool(m_theme);
    tool.resize(900, 520);
    tool.show();
    QSignalSpy measured(&tool, &CompareTool::measured);
    find<QSlider>(tool, "compareRate")->setValue(100);
    find<QSlider>(tool, "compareInterval")->setValue(0);
    auto *run = find<QPushButton>(tool, "compareRun");
    QCOMPARE(run->text(), QStringLiteral("Start"));
    QTest::mouseClick(run, Qt::LeftButton);
    QCOMPARE(run->text(), QStringLiteral("Stop"));
    const auto *table = find<QTableView>(tool, "compareTable");
    const auto events = [table](int row) {
        return table->model()->index(row, TransportModel::Events).data().toString().toInt();
    };
    for (int row = 0; row < 4; ++row)
        QTRY_VERIFY_WITH_TIMEOUT(events(row) >= 5, 20'000);
    QVERIFY(lesson::toolFigures(measured.constLast().first().value<lesson::CompareReport>()).events >= 5);
    for (const char *chart : {"compareBytes", "comparePerEvent", "compareDelays"})
        QVERIFY(!find<ChartView>(tool, chart)->accessibleDescription().isEmpty());
    QVERIFY(find<ChartView>(tool, "compareBytes")->accessibleDescription().contains(QStringLiteral("WebSocket: ")));
    tool.hide(); // unseen, it does not run
    QCOMPARE(run->text(), QStringLiteral("Start"));
    QVERIFY(text(tool, "compareState").startsWith(QStringLiteral("Stopped after")));
    tool.show();
    QCOMPARE(run->text(), QStringLiteral("Start"));
}

void TestLearnLive::compareSliders()
{
    CompareTool tool(m_theme);
    tool.show();
    QSignalSpy measured(&tool, &CompareTool::measured);
    click(tool, "compareRun");
    QTRY_VERIFY(!measured.isEmpty() && measured.constLast().first().value<lesson::CompareReport>().published > 0);
    const qint64 before = measured.constLast().first().value<lesson::CompareReport>().ns;
    auto *slider = find<QSlider>(tool, "compareInterval");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(slider->value(), 0);
    QTRY_VERIFY(measured.constLast().first().value<lesson::CompareReport>().ns < before); // counted anew
    QTRY_VERIFY(measured.constLast().first().value<lesson::CompareReport>().transports[0].requests >= 5);
}

void TestLearnLive::urlParts_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QStringList>("parts");
    QTest::addColumn<QString>("error");
    const QString none = QStringLiteral("none");
    // RFC 6455 §3
    QTest::newRow("ws") << QStringLiteral("ws://example.com/chat")
                        << QStringList{QStringLiteral("example.com"),
                               QStringLiteral("80, as ws has without another (RFC 6455 §3)"), QStringLiteral("/chat"),
                               none}
                        << QString();
    QTest::newRow("wss") << QStringLiteral("wss://example.com?a=1&b=2")
                         << QStringList{QStringLiteral("example.com"),
                                QStringLiteral("443, as wss has without another (RFC 6455 §3)"), QStringLiteral("/"),
                                QStringLiteral("a=1&b=2")}
                         << QString();
    QTest::newRow("IPv6 and port") << QStringLiteral(
        "ws://[::1]:8080/") << QStringList{QStringLiteral("::1"), QStringLiteral("8080"), QStringLiteral("/"), none}
                                   << QString();
    const QString dash = QStringLiteral("–");
    QTest::newRow("fragment") << QStringLiteral("ws://example.com/#top") << QStringList{dash, dash, dash, dash}
                              << QStringLiteral("expected an address without a fragment, got “#”, RFC 6455 §3");
    QTest::newRow("scheme") << QStringLiteral("ftp://example.com/") << QStringList{dash, dash, dash, dash}
                            << QStringLiteral("expected ws:// or wss://, got ftp://");
}

void TestLearnLive::urlParts()
{
    QFETCH(QString, url);
    QFETCH(QStringList, parts);
    QFETCH(QString, error);
    UrlTool tool(m_theme);
    tool.show();
    auto *edit = find<QLineEdit>(tool, "urlEdit");
    edit->selectAll();
    QTest::keyClicks(edit, url);
    const QStringList shown{
        text(tool, "urlHost"), text(tool, "urlPort"), text(tool, "urlPath"), text(tool, "urlQuery")};
    QCOMPARE(shown, parts);
    QCOMPARE(text(tool, "urlError"), error);
    QCOMPARE(edit->text(), url);
    if (!error.isEmpty())
        QVERIFY(!find<QPushButton>(tool, "urlConnect")->isEnabled());
}

void TestLearnLive::urlStaysHere()
{
    UrlTool tool(m_theme);
    tool.show();
    auto *edit = find<QLineEdit>(tool, "urlEdit");
    edit->setText(QStringLiteral("ws://example.com/"));
    QVERIFY(!find<QPushButton>(tool, "urlConnect")->isEnabled());
    QVERIFY(text(tool, "urlStatus").startsWith(QStringLiteral("Lessons stay on this computer")));
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(text(tool, "urlStatus").startsWith(QStringLiteral("Lessons stay on this computer")));
    for (const char *here : {"ws://localhost/", "ws://127.0.0.1:81/", "wss://[::1]/"}) {
        edit->setText(QString::fromLatin1(here));
        QVERIFY(find<QPushButton>(tool, "urlConnect")->isEnabled());
    }
}

void TestLearnLive::urlConnects_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QStringList>("phases");
    QTest::newRow("ws") << QStringLiteral(
        "urlPlain") << QStringList{QStringLiteral("Name look-up"), QStringLiteral("TCP"), QStringLiteral("Upgrade")};
    QTest::newRow("wss") << QStringLiteral("urlSecure")
                         << QStringList{QStringLiteral("Name look-up"), QStringLiteral("TCP"), QStringLiteral("TLS"),
                                QStringLiteral("Upgrade")};
}

void TestLearnLive::urlConnects()
{
    QFETCH(QString, button);
    QFETCH(QStringList, phases);
    UrlTool tool(m_theme);
    tool.show();
    QTest::mouseClick(tool.findChild<QPushButton *>(button), Qt::LeftButton);
    QTRY_VERIFY2(text(tool, "urlStatus").startsWith(QStringLiteral("✓ Open")), qPrintable(text(tool, "urlStatus")));
    QStringList shown;
    for (const PhaseBar &bar : find<Waterfall>(tool, "urlTimes")->bars()) {
        shown.append(bar.name);
        QVERIFY(bar.duration > 0);
    }
    QCOMPARE(shown, phases);
    const QString picture = find<PhasePicture>(tool, "urlPhases")->accessibleDescription();
    QVERIFY(
        picture.contains(QStringLiteral("client to server: SYN, server to client: SYN, ACK, client to server: ACK")));
    QVERIFY(picture.contains(QStringLiteral("101 Switching Protocols")));
    QCOMPARE(picture.contains(QStringLiteral("ClientHello")), phases.contains(QStringLiteral("TLS")));
    QCOMPARE(text(tool, "urlStatus").contains(QStringLiteral("certificate")), phases.contains(QStringLiteral("TLS")));
    tool.hide();
    tool.show();
    QTest::mouseClick(tool.findChild<QPushButton *>(button), Qt::LeftButton); // and again
    QTRY_VERIFY(text(tool, "urlStatus").startsWith(QStringLiteral("✓ Open")));
}

void TestLearnLive::urlNobodyListens()
{
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    const quint16 port = probe.serverPort();
    probe.close();
    UrlTool tool(m_theme);
    tool.show();
    find<QLineEdit>(tool, "urlEdit")->setText(QStringLiteral("ws://127.0.0.1:%1/").arg(port));
    click(tool, "urlConnect");
    QTRY_VERIFY2(text(tool, "urlStatus").startsWith(QStringLiteral("✗")), qPrintable(text(tool, "urlStatus")));
    QVERIFY(
        find<PhasePicture>(tool, "urlPhases")->accessibleDescription().contains(QStringLiteral("nothing to look up")));
}

void TestLearnLive::urlOfTheLesson()
{
    UrlTool tool(m_theme);
    tool.show();
    QVERIFY(!find<TextLabel>(tool, "urlLive")->isVisible());
    tool.setLive(QStringLiteral("ws://127.0.0.1:4711/chat"), 40'000);
    QCOMPARE(text(tool, "urlLive"),
        QStringLiteral("This lesson's wire: ws://127.0.0.1:4711/chat, TCP took 40 µs to connect."));
}

void TestLearnLive::originWithoutCheck()
{
    OriginTool tool(m_theme);
    tool.resize(900, 600);
    tool.show();
    QSignalSpy told(&tool, &OriginTool::outcomesChanged);
    click(tool, "originGoodConnect");
    click(tool, "originEvilConnect");
    QTRY_VERIFY(!told.isEmpty() && told.constLast() == (QVariantList{QStringLiteral("open"), QStringLiteral("open")}));
    QTRY_VERIFY(ink(tool, "originEvilRequest").contains(QStringLiteral("Origin: https://evil.example")));
    QVERIFY(ink(tool, "originEvilRequest").contains(QStringLiteral("Cookie: session=ada-7f3a")));
    QTRY_VERIFY(ink(tool, "originGoodRequest").contains(QStringLiteral("Cookie: session=ada-7f3a")));
    QVERIFY(ink(tool, "originEvilResponse").startsWith(QStringLiteral("HTTP/1.1 101 ")));
    QTRY_VERIFY(ink(tool, "originEvilMessage").contains(QStringLiteral("Session ada-7f3a, balance")));
    QVERIFY(text(tool, "originEvilOutcome").contains(QStringLiteral("hijacking")));
}

void TestLearnLive::originWithCheck()
{
    OriginTool tool(m_theme);
    tool.resize(900, 600);
    tool.show();
    QSignalSpy told(&tool, &OriginTool::outcomesChanged);
    click(tool, "originEvilConnect");
    QTRY_COMPARE(told.size(), 1);
    find<QCheckBox>(tool, "originCheck")->click();
    QCOMPARE(told.constLast(), (QVariantList{QString(), QString()})); // what was seen holds no longer
    QVERIFY(ink(tool, "originEvilRequest").isEmpty());
    click(tool, "originEvilConnect");
    QTRY_COMPARE(told.constLast(), (QVariantList{QString(), QStringLiteral("refused")}));
    click(tool, "originGoodConnect");
    QTRY_COMPARE(told.constLast(), (QVariantList{QStringLiteral("open"), QStringLiteral("refused")}));
    QTRY_VERIFY(ink(tool, "originEvilResponse").startsWith(QStringLiteral("HTTP/1.1 403 ")));
    QVERIFY(ink(tool, "originEvilRequest").contains(QStringLiteral("Cookie: session=ada-7f3a")));
    QVERIFY(text(tool, "originEvilOutcome").contains(QStringLiteral("403")));
    QTRY_VERIFY(ink(tool, "originEvilMessage").startsWith(QStringLiteral("none")));
}

void TestLearnLive::originList()
{
    OriginTool tool(m_theme);
    tool.show();
    QSignalSpy told(&tool, &OriginTool::outcomesChanged);
    find<QCheckBox>(tool, "originCheck")->click();
    auto *allowed = find<QLineEdit>(tool, "originAllowed");
    allowed->setText(QStringLiteral(" , "));
    QVERIFY(find<TextLabel>(tool, "originAllowedError")->isVisible());
    QVERIFY(!find<QPushButton>(tool, "originEvilConnect")->isEnabled());
    allowed->setText(QStringLiteral("https://shop.example, https://evil.example"));
    QVERIFY(!find<TextLabel>(tool, "originAllowedError")->isVisible());
    click(tool, "originEvilConnect");
    QTRY_COMPARE(told.constLast(), (QVariantList{QString(), QStringLiteral("open")}));
}

QTEST_MAIN(TestLearnLive)
#include "tst_learnlive.moc"
