// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "readcell.h"
#include "tests/support/failonwarnings.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/log/tickbar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace handglass;

/// From a row of the log to others: by number, by kind, by mark; and what is kept of a row.
class TestLogNavigation final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void goesToARow_data();
    void goesToARow();
    void refusesARow_data();
    void refusesARow();
    void clearsTheFilterThatHidesARow();
    void asksForAllConnections();
    void goesToTheNextOfAKind_data();
    void goesToTheNextOfAKind();
    void goesOnlyToRowsThatAreShown();
    void marksAndComments();
    void goesToMarkedRows();
    void measuresFromARow();
    void mergesConnections();
    void namesConnections();
    void selectsAllAndKeepsIt();
    void dropsASelectionThatFallsApart();
    void keepsThePickedRowInAnotherScope();
    void copiesManyRows();
    void letsRowsGo();

private:
    LogModel &model() const { return *m_panel->findChild<LogModel *>(); }
    LogView &view() const { return *m_panel->view(); }
    QLineEdit *line() const { return m_panel->findChild<QLineEdit *>(QStringLiteral("logLineEdit")); }
    QString label(const char *name) const
    {
        return m_panel->findChild<QLabel *>(QLatin1String(name))->text().replace(QChar(0x2009), u' ');
    }
    QAction *action(const char *name) const { return m_panel->findChild<QAction *>(QLatin1String(name)); }
    void trigger(const char *name) const { action(name)->trigger(); }
    void pick(EntryId id) const
    {
        view().setFollowing(false);
        view().setCurrentIndex(model().index(model().rowOf(id), 0));
        QTRY_COMPARE(m_panel->currentEntry(), id);
        QTRY_VERIFY(model().rowAt(model().rowOf(id)) != nullptr);
    }
    /// Opens the line and enters the text.
    void enter(const char *action, const QString &text) const
    {
        trigger(action);
        line()->setText(text);
        QTest::keyClick(line(), Qt::Key_Return);
    }
    void fill();

    Theme m_theme;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<LogPanel> m_panel;
    ConnectionId m_first = 0;
    ConnectionId m_second = 0;
};

void TestLogNavigation::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_lognavigation"));
    QStandardPaths::setTestModeEnabled(true);
    m_theme.apply(ThemeChoice::Light);
}

void TestLogNavigation::init()
{
    failOnWarnings();
    QSettings().clear();
    m_capture = std::make_unique<LogCapture>();
    m_panel = std::make_unique<LogPanel>(m_theme);
    m_panel->resize(1064, 400);
    fill();
    m_panel->setScope(m_capture->get(), {});
    m_panel->show();
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    view().setFocus();
    QTRY_COMPARE(model().rowCount(), 2'000);
}

void TestLogNavigation::cleanup()
{
    m_panel.reset();
    m_capture.reset();
}

/// 2 000 rows in two sessions: rows 1 to 1 000 of the first, then in turn; every tenth is sent, and called a tick; a
/// violation in row 5 and in row 1 500.
void TestLogNavigation::fill()
{
    m_first = m_capture->connect(1, QStringLiteral("ws://127.0.0.1:8080/one"));
    m_second = m_capture->connect(2, QStringLiteral("ws://127.0.0.1:8080/two"));
    EntryBatch batch;
    for (int id = 1; id <= 2'000; ++id) {
        const bool tick = id % 10 == 0;
        EntryRow row = m_capture->row(Opcode::Text, tick ? Direction::Sent : Direction::Received, 8);
        row.connection = id <= 1'000 || id % 2 == 0 ? m_first : m_second;
        const bool violation = id == 5 || id == 1'500;
        if (violation)
            row.bits |= EntryViolation;
        batch.add(row, (tick ? "tick" : "row ") + QByteArray::number(id).rightJustified(4),
            violation ? QStringLiteral("expected UTF-8, got 0xA3") : QString());
    }
    m_capture->append(batch);
    m_capture->settle();
}

void TestLogNavigation::goesToARow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("id");
    QTest::newRow("plain") << QStringLiteral("1234") << qint64(1'234);
    QTest::newRow("as it is shown") << QStringLiteral("#1 234") << qint64(1'234);
    QTest::newRow("with a comma") << QStringLiteral(" 1,234 ") << qint64(1'234);
    QTest::newRow("first") << QStringLiteral("1") << qint64(1);
    QTest::newRow("last") << QStringLiteral("2000") << qint64(2'000);
}

void TestLogNavigation::goesToARow()
{
    QFETCH(QString, text);
    QFETCH(qint64, id);
    QTest::keyClick(&view(), Qt::Key_G, Qt::ControlModifier);
    QTRY_VERIFY(line()->hasFocus());
    line()->selectAll();
    QTest::keyClicks(line(), text);
    QTest::keyClick(line(), Qt::Key_Return);
    QTRY_COMPARE(m_panel->currentEntry(), id);
    QVERIFY(view().viewport()->rect().contains(view().rowRect(static_cast<int>(id) - 1)));
    QVERIFY(!line()->isVisible());
    QTRY_VERIFY(view().hasFocus());
    QVERIFY(!view().isFollowing());
}

void TestLogNavigation::refusesARow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("too high") << QStringLiteral("2001") << QStringLiteral("expected a row from 1 to 2 000, got “2001”");
    QTest::newRow("zero") << QStringLiteral("0") << QStringLiteral("expected a row from 1 to 2 000, got “0”");
    QTest::newRow("negative") << QStringLiteral("-3") << QStringLiteral("expected a row from 1 to 2 000, got “-3”");
    QTest::newRow("no number") << QStringLiteral("<b>")
                               << QStringLiteral("expected a row from 1 to 2 000, got “&lt;b&gt;”");
    QTest::newRow("nothing") << QString() << QStringLiteral("expected a row from 1 to 2 000, got “”");
    QTest::newRow("larger than numbers are") << QStringLiteral(
        "99999999999999999999") << QStringLiteral("expected a row from 1 to 2 000, got “99999999999999999999”");
}

void TestLogNavigation::refusesARow()
{
    QFETCH(QString, text);
    pick(7);
    enter("goToRow", text);
    QTEST(label("logLineError"), "sentence");
    QVERIFY(line()->isVisible());
    QCOMPARE(line()->text(), text);
    QCOMPARE(m_panel->currentEntry(), 7);
    QTest::keyClick(line(), Qt::Key_Escape);
    QVERIFY(!line()->isVisible());
    QTRY_VERIFY(view().hasFocus());
}

void TestLogNavigation::clearsTheFilterThatHidesARow()
{
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().rowCount(), 200);
    enter("goToRow", QStringLiteral("1203"));
    QVERIFY2(label("logLineError").startsWith(QStringLiteral("Row #1 203 is hidden by the filter.")),
        qPrintable(label("logLineError")));
    Q_EMIT m_panel->findChild<QLabel *>(QStringLiteral("logLineError"))->linkActivated(QStringLiteral("filter:1203"));
    QTRY_COMPARE(m_panel->currentEntry(), 1'203);
    QCOMPARE(model().rowCount(), 2'000);
    // A row that the filter lets through needs nothing of that
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().rowCount(), 200);
    enter("goToRow", QStringLiteral("1210"));
    QTRY_COMPARE(m_panel->currentEntry(), 1'210);
    QCOMPARE(model().rowCount(), 200);
}

void TestLogNavigation::asksForAllConnections()
{
    m_panel->setScope(m_capture->get(), {.session = 2});
    QTRY_COMPARE(model().rowCount(), 500);
    QSignalSpy all(m_panel.get(), &LogPanel::allRequested);
    connect(m_panel.get(), &LogPanel::allRequested, this, [this] { m_panel->setScope(m_capture->get(), {}); });
    enter("goToRow", QStringLiteral("100"));
    QVERIFY2(label("logLineError").contains(QStringLiteral("of a connection that is not shown")),
        qPrintable(label("logLineError")));
    Q_EMIT m_panel->findChild<QLabel *>(QStringLiteral("logLineError"))->linkActivated(QStringLiteral("scope:100"));
    QCOMPARE(all, (QList<QVariantList>{{qint64(100)}}));
    QTRY_COMPARE(m_panel->currentEntry(), 100);
}

void TestLogNavigation::goesToTheNextOfAKind_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<int>("key");
    QTest::addColumn<bool>("back");
    QTest::addColumn<qint64>("to"); ///< 0: there is none
    QTest::addColumn<QString>("notice");
    const auto row = [](const char *name, qint64 from, Qt::Key key, bool back, qint64 to, const QString &notice = {}) {
        QTest::newRow(name) << from << int(key) << back << to << notice;
    };
    row("connection", 1'001, Qt::Key_C, false, 1'003);
    row("connection, back", 1'003, Qt::Key_C, true, 1'001);
    row("connection, far back", 1'002, Qt::Key_C, true, 1'000);
    row("connection, none before", 1'001, Qt::Key_C, true, 0, QStringLiteral("No earlier row of this connection"));
    row("connection, none after", 1'999, Qt::Key_C, false, 0, QStringLiteral("No later row of this connection"));
    row("direction", 10, Qt::Key_D, false, 20);
    row("direction, back", 1'000, Qt::Key_D, true, 990);
    row("direction, received", 9, Qt::Key_D, false, 11);
    row("direction, none", 2'000, Qt::Key_D, false, 0, QStringLiteral("Nothing was sent later"));
    row("violation", 6, Qt::Key_V, false, 1'500);
    row("violation, back", 1'499, Qt::Key_V, true, 5);
    row("violation, none", 1'500, Qt::Key_V, false, 0, QStringLiteral("No violation later"));
    row("violation, none before", 5, Qt::Key_V, true, 0, QStringLiteral("No violation earlier"));
}

void TestLogNavigation::goesToTheNextOfAKind()
{
    QFETCH(qint64, from);
    QFETCH(int, key);
    QFETCH(bool, back);
    QFETCH(qint64, to);
    QFETCH(QString, notice);
    pick(from);
    QTest::keyClick(&view(), Qt::Key(key), back ? Qt::ShiftModifier : Qt::NoModifier);
    if (to != 0)
        QTRY_COMPARE(m_panel->currentEntry(), to);
    QTRY_COMPARE(label("logNotice"), notice);
    QCOMPARE(m_panel->currentEntry(), to != 0 ? to : from);
}

void TestLogNavigation::goesOnlyToRowsThatAreShown()
{
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().rowCount(), 200);
    pick(1'000);
    QTest::keyClick(&view(), Qt::Key_C);
    QTRY_COMPARE(m_panel->currentEntry(), 1'010);
    QTest::keyClick(&view(), Qt::Key_V);
    QTRY_COMPARE(m_panel->currentEntry(), 1'500);
    QTest::keyClick(&view(), Qt::Key_V, Qt::ShiftModifier);
    QTRY_COMPARE(label("logNotice"), QStringLiteral("No violation earlier"));
}

void TestLogNavigation::marksAndComments()
{
    pick(700);
    QTest::keyClick(&view(), Qt::Key_M);
    QVERIFY((*m_capture)->marks().contains(700));
    QTRY_COMPARE(readCell(model(), 699, LogColumn::Data), QStringLiteral("marked  tick 700"));
    QCOMPARE(view().tickBar().markedTicks().size(), 1);
    enter("commentRow", QStringLiteral("here it began & ended"));
    QCOMPARE((*m_capture)->marks().value(700), QStringLiteral("here it began & ended"));
    QTRY_COMPARE(readCell(model(), 699, LogColumn::Data), QStringLiteral("marked  here it began & ended  tick 700"));
    QVERIFY(readCell(model(), 699, LogColumn::Data, Qt::ToolTipRole)
                .contains(QStringLiteral("Marked: here it began &amp; ended")));
    QVERIFY(readCell(model(), 699, LogColumn::Number, Qt::AccessibleTextRole).contains(QStringLiteral("marked")));
    // Esc leaves the comment as it is
    trigger("commentRow");
    QCOMPARE(line()->text(), QStringLiteral("here it began & ended"));
    QTest::keyClicks(line(), QStringLiteral("no"));
    QTest::keyClick(line(), Qt::Key_Escape);
    QCOMPARE((*m_capture)->marks().value(700), QStringLiteral("here it began & ended"));
    QTest::keyClick(&view(), Qt::Key_M);
    QVERIFY(!(*m_capture)->marks().contains(700));
    QTRY_COMPARE(readCell(model(), 699, LogColumn::Data), QStringLiteral("tick 700"));
    // Several at once; with one of them marked all are marked, then none
    QTest::keyClick(&view(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view(), Qt::Key_M);
    QCOMPARE((*m_capture)->marks().keys(), (QList<EntryId>{700, 701}));
    QTest::keyClick(&view(), Qt::Key_M);
    QCOMPARE((*m_capture)->marks().keys(), QList<EntryId>());
    view().selectAll();
    QTest::keyClick(&view(), Qt::Key_M);
    QCOMPARE((*m_capture)->marks().size(), 0);
    QCOMPARE(label("logNotice"), QStringLiteral("Nothing marked: more than 1 000 rows are selected"));
}

void TestLogNavigation::goesToMarkedRows()
{
    (*m_capture)->setMark(100, {});
    (*m_capture)->setMark(1'203, QStringLiteral("x"));
    pick(100);
    QTest::keyClick(&view(), Qt::Key_N);
    QTRY_COMPARE(m_panel->currentEntry(), 1'203);
    QTest::keyClick(&view(), Qt::Key_N);
    QTRY_COMPARE(label("logNotice"), QStringLiteral("No marked row later"));
    QTest::keyClick(&view(), Qt::Key_N, Qt::ShiftModifier);
    QTRY_COMPARE(m_panel->currentEntry(), 100);
    QTRY_COMPARE(label("logNotice"), QString());
    // What the filter hides is passed by
    (*m_capture)->setMark(50, {});
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().rowCount(), 200);
    pick(2'000);
    QTest::keyClick(&view(), Qt::Key_N, Qt::ShiftModifier);
    QTRY_COMPARE(m_panel->currentEntry(), 100);
}

void TestLogNavigation::measuresFromARow()
{
    const auto header = [this] {
        return model().headerData(int(LogColumn::Delta), Qt::Horizontal).toString().replace(QChar(0x2009), u' ');
    };
    QCOMPARE(header(), QStringLiteral("Δ"));
    QCOMPARE(readCell(model(), 1'009, LogColumn::Delta), QStringLiteral("+1 ms"));
    pick(1'000);
    QTest::keyClick(&view(), Qt::Key_T);
    QCOMPARE(header(), QStringLiteral("Δ #1 000"));
    QCOMPARE(readCell(model(), 999, LogColumn::Delta), QStringLiteral("+0 ms"));
    QCOMPARE(readCell(model(), 1'009, LogColumn::Delta), QStringLiteral("+15 ms"));
    QCOMPARE(readCell(model(), 0, LogColumn::Delta), QStringLiteral("−1.498 s"));
    // It goes on over a filter, and Esc ends it before the filter
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().rowCount(), 200);
    QCOMPARE(header(), QStringLiteral("Δ #1 000"));
    QTest::keyClick(&view(), Qt::Key_Escape);
    QCOMPARE(header(), QStringLiteral("Δ"));
    QCOMPARE(model().rowCount(), 200);
    QTest::keyClick(&view(), Qt::Key_Escape);
    QTRY_COMPARE(model().rowCount(), 2'000);
    pick(3);
    trigger("measureFromRow");
    QCOMPARE(header(), QStringLiteral("Δ #3"));
    trigger("measureFromRow");
    QCOMPARE(header(), QStringLiteral("Δ"));
}

void TestLogNavigation::mergesConnections()
{
    const QAbstractItemModelTester tester(&model());
    m_panel->setScope(m_capture->get(), {.session = 2});
    QTRY_COMPARE(model().rowCount(), 500);
    m_panel->setScope(m_capture->get(), {.session = 2, .also = {{1, m_first}}});
    QTRY_COMPARE(model().rowCount(), 2'000);
    QCOMPARE(m_panel->currentQuery().connections, (QList<ConnectionId>{m_first, m_second}));
    // A connection that comes to one of them later is merged, one of another session is not
    m_capture->connect(2);
    m_capture->frame(Opcode::Text, Direction::Sent, "late");
    m_capture->connect(3);
    m_capture->frame(Opcode::Text, Direction::Sent, "elsewhere");
    m_capture->settle();
    QTRY_COMPARE(model().rowCount(), 2'001);
    QTRY_COMPARE(readCell(model(), 2'000, LogColumn::Data), QStringLiteral("late"));
}

void TestLogNavigation::namesConnections()
{
    ConnectionRecord record = *(*m_capture)->connection(m_second);
    record.sessionName = QStringLiteral("quotes");
    (*m_capture)->writer()->writeConnection(record);
    m_capture->settle();
    QTRY_COMPARE(readCell(model(), 1'000, LogColumn::Connection), QStringLiteral("2 quotes"));
    QCOMPARE(readCell(model(), 999, LogColumn::Connection), QStringLiteral("1"));
}

void TestLogNavigation::selectsAllAndKeepsIt()
{
    QTest::keyClick(&view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view().selectionModel()->selection().size(), 1);
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().rowCount(), 200);
    QTRY_COMPARE(m_panel->selectedIds().size(), 200);
    QCOMPARE(m_panel->selectedIds().first(), 10);
    m_panel->setFilterText({});
    QTRY_COMPARE(model().rowCount(), 2'000);
    QTRY_COMPARE(m_panel->selectedIds().size(), 2'000);
    QCOMPARE(view().selectionModel()->selection().size(), 1);
}

void TestLogNavigation::dropsASelectionThatFallsApart()
{
    EntryBatch batch;
    for (int i = 0; i < 10'000; ++i)
        batch.add(m_capture->row(Opcode::Text, i % 2 == 0 ? Direction::Sent : Direction::Received, 4),
            i % 2 == 0 ? "tick" : "none");
    m_capture->append(batch);
    m_capture->settle();
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().rowCount(), 5'200);
    pick(1'500);
    view().selectAll();
    m_panel->setFilterText({});
    QTRY_COMPARE(model().rowCount(), 12'000);
    QTRY_COMPARE(m_panel->selectedIds(), QList<EntryId>{1'500});
    QVERIFY2(label("logNotice").startsWith(QStringLiteral("5 200 rows are no longer selected")),
        qPrintable(label("logNotice")));
}

void TestLogNavigation::keepsThePickedRowInAnotherScope()
{
    pick(1'200);
    m_panel->setScope(m_capture->get(), {.session = 1});
    QTRY_COMPARE(m_panel->currentEntry(), 1'200);
    QVERIFY(!view().isFollowing());
    QVERIFY(view().viewport()->rect().contains(view().visualRect(view().currentIndex())));
    // One that is not there gives way to the newest
    m_panel->setScope(m_capture->get(), {.session = 2});
    QTRY_COMPARE(m_panel->currentEntry(), 1'999);
    QVERIFY(view().isFollowing());
}

void TestLogNavigation::copiesManyRows()
{
    view().selectAll();
    m_panel->messageActions().first()->trigger();
    QTRY_VERIFY(QGuiApplication::clipboard()->text().endsWith(QStringLiteral("tick2000")));
    QCOMPARE(QGuiApplication::clipboard()->text().count(u'\n'), 1'999);
}

void TestLogNavigation::letsRowsGo()
{
    const QAbstractItemModelTester tester(&model());
    pick(1'500);
    const int y = view().visualRect(view().currentIndex()).y();
    (*m_capture)->writer()->setRetention({.rows = 1'100});
    m_capture->frame(Opcode::Text, Direction::Sent, "tick");
    m_capture->settle();
    QTRY_VERIFY((*m_capture)->firstId() > 800);
    const EntryId first = (*m_capture)->firstId();
    QTRY_COMPARE(model().idAt(0), first);
    QTRY_COMPARE(model().rowCount(), static_cast<int>(2'002 - first));
    QCOMPARE(m_panel->currentEntry(), 1'500);
    QCOMPARE(view().visualRect(view().currentIndex()).y(), y);
    QTRY_COMPARE(label("logNotice"), QStringLiteral("%1 rows were let go").arg(first - 1));
    enter("goToRow", QStringLiteral("5"));
    QCOMPARE(label("logLineError"), QStringLiteral("Row #5 was let go; the first one that was kept is #%1").arg(first));
    m_panel->setFilterText(QStringLiteral("tick"));
    QTRY_COMPARE(model().idAt(model().rowCount() - 1), 2'001);
    QTRY_VERIFY(model().rowCount() < 150);
    QTRY_COMPARE(model().idAt(0), (first + 9) / 10 * 10);
}

QTEST_MAIN(TestLogNavigation)
#include "tst_lognavigation.moc"
