// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "tests/support/failonwarnings.h"
#include "ui/common/flattabbar.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mainwindow/sessionpage.h"
#include "ui/stats/ratechart.h"
#include "ui/stats/statsbar.h"
#include "ui/stats/statsfeed.h"
#include "ui/stats/statspanel.h"
#include "ui/stats/totalsmodel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>

using namespace handglass;

namespace {

constexpr qint64 Start = 1'795'166'000'000'000'000;
constexpr qint64 Second = 1'000'000'000;

} // namespace

/// Statistics beside the log, as in the window.
class TestStatsPanel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void fewerThanTwoMessages();
    void countsTheScope();
    void growsWhileShown();
    void readsNothingWhileHidden();
    void rangeByMouse();
    void rangeByKeys();
    void rangeByItsEnds();
    void rangeFromTheFilter();
    void rangeKeepsTheRestOfTheFilter();
    void clearsTheRange();
    void pointsByKeys();
    void onlyFilteredRows();
    void totalsByConnection();
    void replyLatencies();
    void bytes();
    void progressAndCancel();
    void copiesTheTable();
    void sinceWhichRow();
    void tabsByKey();
    void bothThemes();
    void everyControlHasAName();

private:
    template <typename T = QWidget> T *find(const char *name) const
    {
        return m_page->findChild<T *>(QLatin1String(name));
    }
    /// Thin spaces as spaces.
    static QString plain(QString text) { return text.replace(QChar(0x2009), u' '); }
    QString text(const char *name) const { return plain(find<QLabel>(name)->text()); }
    QString filter() const { return find<QLineEdit>("logFilter")->text(); }
    void setFilter(const QString &text) const { m_page->log().setFilterText(text); }
    /// A message at a number of seconds from the start.
    void message(double seconds, Direction direction, const QByteArray &payload, Opcode opcode = Opcode::Text) const;
    /// Sent and received in turn, eight a second for so many seconds.
    void fill(int seconds, int from = 0) const;
    void showStatistics() const;
    /// In "All" or "Selected" of the sums, or a line of the totals.
    QString cell(const char *view, const QString &line, int column) const;
    QPoint inChart(double share) const;
    void drag(double from, double to) const;
    RateChart *chart() const { return find<RateChart>("rateChart"); }
    LogCapture &capture() const { return *m_capture; }
    int logRows() const { return m_page->log().view()->model()->rowCount(); }

    Theme m_theme;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<SessionPage> m_page;
};

void TestStatsPanel::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_statspanel"));
    QStandardPaths::setTestModeEnabled(true);
}

void TestStatsPanel::init()
{
    failOnWarnings();
    QSettings().clear();
    m_theme.apply(ThemeChoice::Light);
    m_capture = std::make_unique<LogCapture>();
    capture().connect(1);
    m_page = std::make_unique<SessionPage>(m_theme);
    m_page->resize(1064, 690);
    m_page->setScope(capture().get(), {1, 0}, false);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestStatsPanel::cleanup()
{
    m_page.reset();
    m_capture.reset();
}

void TestStatsPanel::message(double seconds, Direction direction, const QByteArray &payload, Opcode opcode) const
{
    EntryRow row = capture().row(opcode, direction, payload.size());
    row.timeNs = Start + qint64(seconds * double(Second));
    capture().add(row, payload, {});
}

void TestStatsPanel::fill(int seconds, int from) const
{
    EntryBatch batch;
    for (int i = from * 8; i < (from + seconds) * 8; ++i) {
        const QByteArray payload = i % 8 == 4 ? "tick" : "something";
        EntryRow row = capture().row(Opcode::Text, i % 2 == 0 ? Direction::Sent : Direction::Received, payload.size());
        row.timeNs = Start + i * Second / 8;
        batch.add(row, payload);
    }
    capture().append(batch);
    capture().settle();
}

void TestStatsPanel::showStatistics() const
{
    m_page->setTab(SessionPage::Statistics);
    QTRY_VERIFY(find("totals")->isVisible());
    QTRY_COMPARE(text("statsProgress"), QString());
}

QString TestStatsPanel::cell(const char *view, const QString &line, int column) const
{
    const QAbstractItemModel *model = find<QTableView>(view)->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, 0).data().toString() == line)
            return plain(model->index(row, column).data().toString());
    }
    return QStringLiteral("no such line");
}

/// A place in the chart's plot, from 0 at its left to 1 at its right.
QPoint TestStatsPanel::inChart(double share) const
{
    const QRectF plot = chart()->chart()->plotArea();
    return {int(plot.left() + share * plot.width()), int(plot.center().y())};
}

void TestStatsPanel::drag(double from, double to) const
{
    QWidget *at = chart()->viewport();
    QTest::mousePress(at, Qt::LeftButton, {}, inChart(from));
    QTest::mouseMove(at, inChart((from + to) / 2));
    QTest::mouseMove(at, inChart(to));
    QTest::mouseRelease(at, Qt::LeftButton, {}, inChart(to));
}

void TestStatsPanel::fewerThanTwoMessages()
{
    m_page->setTab(SessionPage::Statistics);
    auto *empty = find<QLabel>("statsEmpty");
    QVERIFY(empty->isVisible());
    QTRY_COMPARE(empty->text(), QStringLiteral("Fewer than 2 messages."));
    capture().event(EntryKind::Notice, QStringLiteral("a row"));
    message(1, Direction::Sent, "one");
    capture().settle();
    QVERIFY(empty->isVisible());
    message(2, Direction::Sent, "two");
    capture().settle();
    QTRY_VERIFY(!empty->isVisible());
    QVERIFY(find("totals")->isVisible());
}

void TestStatsPanel::countsTheScope()
{
    fill(10);
    capture().connect(2);
    fill(3, 10);
    showStatistics();
    const QAbstractItemModelTester tester(find<QTableView>("totals")->model());
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("40"));
    QCOMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Received), QStringLiteral("40"));
    QCOMPARE(cell("totals", QStringLiteral("Text"), TotalsModel::Frames), QStringLiteral("80"));
    QCOMPARE(cell("totals", QStringLiteral("Text"), TotalsModel::Largest), QStringLiteral("9"));
    QCOMPARE(cell("totals", QStringLiteral("Text"), TotalsModel::Ratio), QString(QChar(0x2013)));
    m_page->setScope(capture().get(), {}, false);
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("52"));
    // The charts in words: four a second each way.
    QVERIFY2(chart()->accessibleDescription().contains(QStringLiteral("mean 4.0")),
        qPrintable(chart()->accessibleDescription()));
    QCOMPARE(chart()->accessibleName(), QStringLiteral("Messages a second"));
    QVERIFY(!find("sizeChart")->accessibleDescription().isEmpty());
    QVERIFY(!find("rttChart")->accessibleDescription().isEmpty());
}

void TestStatsPanel::growsWhileShown()
{
    fill(2);
    showStatistics();
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("8"));
    message(3, Direction::Sent, "p", Opcode::Ping);
    fill(2, 4);
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("17"));
    QCOMPARE(cell("totals", QStringLiteral("Ping"), TotalsModel::Sent), QStringLiteral("1"));
    QCOMPARE(cell("totals", QStringLiteral("Ping"), TotalsModel::Received), QString(QChar(0x2013)));
}

void TestStatsPanel::readsNothingWhileHidden()
{
    QSignalSpy counted(m_page->findChild<StatsFeed *>(), &StatsFeed::counted);
    fill(5);
    setFilter(QStringLiteral("time>=2026-01-01"));
    QTRY_COMPARE(logRows(), 40);
    QCOMPARE(counted.count(), 0);
    setFilter({});
    showStatistics();
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("20"));
    m_page->setTab(SessionPage::Messages);
    QCoreApplication::processEvents();
    counted.clear();
    fill(5, 5);
    QTRY_COMPARE(logRows(), 80);
    QCOMPARE(counted.count(), 0);
    QCOMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("20"));
    m_page->setTab(SessionPage::Statistics);
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("40"));
}

void TestStatsPanel::rangeByMouse()
{
    fill(20);
    showStatistics();
    QVERIFY(!find("rangeStart")->isVisible());
    QVERIFY(!find("rangeShow")->isVisible());
    drag(0.25, 0.75);
    QVERIFY2(filter().startsWith(QStringLiteral("time>=")) && filter().contains(QStringLiteral(" and time<")),
        qPrintable(filter()));
    QVERIFY(find("rangeStart")->isVisible());
    QVERIFY(find("rangeEnd")->isVisible());
    QTRY_COMPARE(text("rangeRows"), QStringLiteral("%1 rows").arg(logRows()));
    QVERIFY2(logRows() > 72 && logRows() < 88, qPrintable(QString::number(logRows())));
    QTRY_COMPARE(cell("sums", QStringLiteral("Selected"), TotalsModel::Frames), QString::number(logRows()));
    // The whole stays beside it.
    QCOMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Frames), QStringLiteral("160"));
    QTest::mouseClick(find("rangeShow"), Qt::LeftButton);
    QCOMPARE(m_page->tab(), int(SessionPage::Messages));
    QVERIFY(m_page->log().view()->hasFocus());
}

void TestStatsPanel::rangeByKeys()
{
    fill(20);
    showStatistics();
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_Home);
    QTest::keyClick(chart(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(filter().startsWith(QStringLiteral("time>=")));
    QTRY_COMPARE(text("rangeRows"), QStringLiteral("%1 rows").arg(logRows()));
    const int one = logRows();
    for (int i = 0; i < 4; ++i)
        QTest::keyClick(chart(), Qt::Key_Right, Qt::ShiftModifier);
    QTRY_COMPARE(logRows(), 5 * one);
    QTest::keyClick(chart(), Qt::Key_Left, Qt::ShiftModifier);
    QTRY_COMPARE(logRows(), 4 * one);
    QTest::keyClick(chart(), Qt::Key_Return);
    QCOMPARE(m_page->tab(), int(SessionPage::Messages));
}

void TestStatsPanel::rangeByItsEnds()
{
    fill(20);
    showStatistics();
    drag(0.25, 0.75);
    QTRY_COMPARE(text("rangeRows"), QStringLiteral("%1 rows").arg(logRows()));
    const int before = logRows();
    QWidget *end = find("rangeEnd");
    end->setFocus();
    QTest::keyClick(end, Qt::Key_Right);
    QTRY_COMPARE(logRows(), before + 1);
    QTest::keyClick(end, Qt::Key_PageUp);
    QTRY_COMPARE(logRows(), before - 9);
    QVERIFY(!end->accessibleDescription().isEmpty());
    QWidget *start = find("rangeStart");
    const QPoint line(14, start->height() / 2);
    QTest::mousePress(start, Qt::LeftButton, {}, line);
    QTest::mouseMove(start, line - QPoint(200, 0));
    QTest::mouseRelease(start, Qt::LeftButton, {}, line);
    QTRY_VERIFY(logRows() > before);
    QTRY_COMPARE(text("rangeRows"), QStringLiteral("%1 rows").arg(logRows()));
    QTest::keyClick(start, Qt::Key_Escape);
    QCOMPARE(filter(), QString());
    QVERIFY(!start->isVisible());
}

void TestStatsPanel::rangeFromTheFilter()
{
    fill(20);
    showStatistics();
    const auto time = [](double seconds) {
        return QDateTime::fromMSecsSinceEpoch(Start / 1'000'000 + qint64(seconds * 1000))
            .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz"));
    };
    setFilter(QStringLiteral("time>=%1 and time<%2").arg(time(5), time(8)));
    QVERIFY(find("rangeStart")->isVisible());
    QTRY_COMPARE(text("rangeRows"), QStringLiteral("24 rows"));
    // Open at one end, of day.
    const QString day = QDateTime::fromMSecsSinceEpoch(Start / 1'000'000 + 15'000).toString(QStringLiteral("HH:mm:ss"));
    setFilter(QStringLiteral("time>=%1").arg(day));
    QTRY_COMPARE(text("rangeRows"), QStringLiteral("40 rows"));
    // No range is no range.
    setFilter(QStringLiteral("tick"));
    QTRY_VERIFY(!find("rangeRows")->isVisible());
    QVERIFY(!find("rangeStart")->isVisible());
}

void TestStatsPanel::rangeKeepsTheRestOfTheFilter()
{
    fill(20);
    setFilter(QStringLiteral("tick or dir:sent"));
    showStatistics();
    drag(0.25, 0.75);
    QVERIFY2(filter().startsWith(QStringLiteral("(tick or dir:sent) and time>=")), qPrintable(filter()));
    drag(0.1, 0.2);
    QVERIFY2(filter().startsWith(QStringLiteral("(tick or dir:sent) and time>=")), qPrintable(filter()));
    QCOMPARE(filter().count(QStringLiteral("time<")), 1);
    QTest::mouseClick(find("rangeClear"), Qt::LeftButton);
    QCOMPARE(filter(), QStringLiteral("(tick or dir:sent)"));
}

void TestStatsPanel::clearsTheRange()
{
    fill(20);
    showStatistics();
    drag(0.25, 0.75);
    QTRY_VERIFY(find("rangeClear")->isVisible());
    QTest::mouseClick(chart()->viewport(), Qt::LeftButton, {}, inChart(0.5)); // in it: stays
    QVERIFY(!filter().isEmpty());
    QTest::mouseClick(chart()->viewport(), Qt::LeftButton, {}, inChart(0.95));
    QCOMPARE(filter(), QString());
    drag(0.25, 0.75);
    chart()->setFocus();
    QTest::keyClick(chart(), Qt::Key_Escape);
    QCOMPARE(filter(), QString());
    QTRY_VERIFY(!find("rangeClear")->isVisible());
}

void TestStatsPanel::pointsByKeys()
{
    fill(20);
    showStatistics();
    for (ChartView *each : {static_cast<ChartView *>(chart()), find<ChartView>("sizeChart")}) {
        const QString words = each->accessibleDescription();
        each->setFocus();
        QTest::keyClick(each, Qt::Key_End);
        const QString last = each->reading();
        QVERIFY(!last.isEmpty());
        QCOMPARE(each->accessibleDescription(), last);
        QTest::keyClick(each, Qt::Key_Home);
        QVERIFY(each->reading() != last);
        QTest::keyClick(each, Qt::Key_Escape);
        QCOMPARE(each->reading(), QString());
        QCOMPARE(each->accessibleDescription(), words);
    }
    QVERIFY2(find("sizeChart")->accessibleDescription().startsWith(QStringLiteral("Sent: 4 B to 9 B")),
        qPrintable(find("sizeChart")->accessibleDescription()));
}

void TestStatsPanel::onlyFilteredRows()
{
    fill(20);
    showStatistics();
    auto *only = find<QCheckBox>("statsFiltered");
    QVERIFY(!only->isEnabled());
    QVERIFY(!only->toolTip().isEmpty());
    setFilter(QStringLiteral("tick"));
    QVERIFY(only->isEnabled());
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("80"));
    QTest::mouseClick(only, Qt::LeftButton, {}, QPoint(8, only->height() / 2));
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("20"));
    // A range is shown in what the rest of the filter leaves.
    drag(0.25, 0.75);
    QTRY_COMPARE(cell("sums", QStringLiteral("Selected"), TotalsModel::Sent), QString::number(logRows()));
    QCOMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("20"));
    setFilter({});
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("80"));
}

void TestStatsPanel::totalsByConnection()
{
    fill(10);
    capture().connect(1, QStringLiteral("ws://127.0.0.1:9001/second"));
    fill(3, 10);
    showStatistics();
    find<QComboBox>("statsTotals")->setCurrentIndex(1);
    QCOMPARE(cell("totals", QStringLiteral("2  ws://127.0.0.1:9001/second"), TotalsModel::Sent), QStringLiteral("12"));
    QCOMPARE(cell("totals", QStringLiteral("1  ws://127.0.0.1:8080/"), TotalsModel::Sent), QStringLiteral("40"));
    QCOMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("52"));
    const QAbstractItemModelTester tester(find<QTableView>("totals")->model());
}

void TestStatsPanel::replyLatencies()
{
    for (int i = 0; i < 20; ++i) {
        const QByteArray id = QByteArray::number(i);
        message(i, Direction::Sent, R"({"id":)" + id + R"(,"method":"get"})");
        message(i + 0.25, Direction::Received, R"({"id":)" + id + R"(,"result":1})");
    }
    capture().settle();
    showStatistics();
    QWidget *latencies = find("latencyChart");
    QTRY_VERIFY2(latencies->accessibleDescription().startsWith(QStringLiteral("20 in all, ms: 250")),
        qPrintable(latencies->accessibleDescription()));
    drag(0.5, 0.9);
    QTRY_VERIFY(!find<QLabel>("rangeTimes")->text().isEmpty());
    QVERIFY(find<QLabel>("rangeTimes")->text().startsWith(QStringLiteral("Latency p50 250")));
}

void TestStatsPanel::bytes()
{
    fill(10);
    showStatistics();
    QTest::mouseClick(find("statsBytes"), Qt::LeftButton);
    QCOMPARE(chart()->accessibleName(), QStringLiteral("Bytes a second, on the wire"));
    // 40 sent in 10 s: 30 of 9 B and 10 of 4 B, each with a header of 6 B.
    QVERIFY2(chart()->accessibleDescription().contains(QStringLiteral("mean 5")),
        qPrintable(chart()->accessibleDescription()));
}

void TestStatsPanel::progressAndCancel()
{
    StatsBar bar(m_theme);
    bar.resize(1064, 34);
    bar.show();
    auto *stop = bar.findChild<QPushButton *>(QStringLiteral("statsStop"));
    auto *progress = bar.findChild<QLabel *>(QStringLiteral("statsProgress"));
    QVERIFY(!stop->isVisible());
    bar.setProgress(40, false);
    QCOMPARE(progress->text(), QStringLiteral("Counting 40 %"));
    QSignalSpy stopped(&bar, &StatsBar::stopRequested);
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(stopped.takeFirst().first().toBool(), true);
    bar.setProgress(40, true);
    QCOMPARE(progress->text(), QStringLiteral("Counted 40 %"));
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(stopped.takeFirst().first().toBool(), false);
    bar.setProgress(100, false);
    QVERIFY(!stop->isVisible());
    QCOMPARE(progress->text(), QString());
    // A feed that was stopped goes on where it stood.
    StatsFeed feed;
    fill(5);
    QSignalSpy counted(&feed, &StatsFeed::counted);
    feed.setScope(capture().get(), {});
    feed.setStopped(true);
    feed.setShown(true);
    fill(5, 5);
    QCOMPARE(counted.count(), 0);
    feed.setStopped(false);
    QTRY_VERIFY(!counted.isEmpty());
    QTRY_COMPARE(counted.last().first().value<StatisticsReportPointer>()->whole.rows(), 80);
}

void TestStatsPanel::copiesTheTable()
{
    fill(10);
    showStatistics();
    QTest::mouseClick(find("statsCopy"), Qt::LeftButton);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(0).startsWith(QStringLiteral("Type\tSent\tReceived\tFrames\t")));
    QVERIFY(lines.at(1).startsWith(QStringLiteral("Text\t40\t40\t80\t310\t360\t")));
    QVERIFY(lines.at(2).startsWith(QStringLiteral("All\t40\t40\t80\t310\t360\t")));
}

void TestStatsPanel::sinceWhichRow()
{
    fill(10);
    find("logView")->setFocus();
    for (QAction *action : m_page->log().viewActions()) {
        if (action->text().remove(u'&') == QStringLiteral("Clear"))
            action->trigger();
    }
    fill(10, 10);
    showStatistics();
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("80"));
    QTest::mouseClick(find("statsFiltered"), Qt::LeftButton, {}, QPoint(8, find("statsFiltered")->height() / 2));
    QTRY_COMPARE(cell("sums", QStringLiteral("All"), TotalsModel::Sent), QStringLiteral("40"));
    const QList<QLabel *> labels = chart()->parentWidget()->findChildren<QLabel *>();
    const auto says = [](const QLabel *label) { return label->text() == QStringLiteral("since row 81"); };
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), says));
}

void TestStatsPanel::tabsByKey()
{
    QCOMPARE(m_page->tabs().tabText(SessionPage::Statistics), QStringLiteral("Statistics"));
    m_page->setTab(SessionPage::Messages);
    m_page->turnTab(-1);
    QCOMPARE(m_page->tab(), int(SessionPage::Statistics));
    m_page->turnTab(1);
    QCOMPARE(m_page->tab(), int(SessionPage::Messages));
    m_page->turnTab(1);
    QCOMPARE(m_page->tab(), int(SessionPage::Handshake));
}

void TestStatsPanel::bothThemes()
{
    fill(10);
    showStatistics();
    drag(0.25, 0.75);
    for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
        m_theme.apply(choice);
        const QImage picture = chart()->viewport()->grab().toImage();
        QCOMPARE(picture.pixelColor(2, 2), m_theme.colours().base);
        const auto selected = [&](double from, double to) {
            int count = 0;
            for (int x = inChart(from).x(); x < inChart(to).x(); ++x)
                count += picture.pixelColor(x, inChart(0).y() / 2) == m_theme.colours().sel ? 1 : 0;
            return count;
        };
        QVERIFY(selected(0.3, 0.7) > 100);
        QCOMPARE(selected(0, 0.24) + selected(0.76, 1), 0);
    }
}

void TestStatsPanel::everyControlHasAName()
{
    fill(10);
    showStatistics();
    drag(0.25, 0.75);
    const QList<QWidget *> all = m_page->statistics().findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0 || widget->focusProxy() != nullptr)
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()),
            qPrintable(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName()));
    }
}

QTEST_MAIN(TestStatsPanel)
#include "tst_statspanel.moc"
