// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "tests/support/failonwarnings.h"
#include "ui/log/columnmemory.h"
#include "ui/log/logcolumns.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace handglass;

class TestLogPanel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void followsTheEnd();
    void stopsFollowingWhenScrolledUp();
    void staysWhereItIsWhileRowsCome();
    void newestRowIsCurrentUntilOneIsPicked();
    void filterKeepsSelectionAndPlace();
    void escapeLeavesTheFilter();
    void takesAFilterFromElsewhere();
    void countsRows();
    void clearHidesAndShowBringsBack();
    void changesScope();
    void copies_data();
    void copies();
    void sendsAgain();
    void showsAnEntry();
    void keepsColumns();
    void narrowWindowTakesWidth();
    void emptyTexts();
    void comfortableRows();
    void everyControlHasAName();

private:
    int last() const { return m_panel->view()->model()->rowCount() - 1; }
    bool rowVisible(int row) const;
    void fill(int count);
    void pick(int row) const;
    QAction *action(int index) const { return m_panel->messageActions().at(index); }
    QString count() const { return plain(m_panel->findChild<QLabel *>(QStringLiteral("logCount"))->text()); }
    /// Thin spaces as spaces.
    static QString plain(QString text) { return text.replace(QChar(0x2009), u' '); }

    LogCapture &capture() const { return *m_capture; }

    Theme m_theme;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<LogPanel> m_panel;
};

void TestLogPanel::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_logpanel"));
    QStandardPaths::setTestModeEnabled(true);
    m_theme.apply(ThemeChoice::Light);
}

void TestLogPanel::init()
{
    failOnWarnings();
    QSettings().clear();
    m_capture = std::make_unique<LogCapture>();
    m_panel = std::make_unique<LogPanel>(m_theme);
    m_panel->resize(1064, 400);
    m_panel->setScope(m_capture->get(), {});
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestLogPanel::cleanup()
{
    m_panel.reset();
    m_capture.reset();
}

bool TestLogPanel::rowVisible(int row) const
{
    const LogView *view = m_panel->view();
    return view->viewport()->rect().contains(view->visualRect(view->model()->index(row, 0)).center());
}

void TestLogPanel::fill(int count)
{
    const int wanted = last() + 1 + count;
    for (int i = 0; i < count; ++i)
        capture().frame(Opcode::Text, i % 2 == 0 ? Direction::Sent : Direction::Received,
            i % 10 == 3 ? "tick " + QByteArray::number(i) : "row " + QByteArray::number(i));
    QTRY_COMPARE(last() + 1, wanted);
}

void TestLogPanel::pick(int row) const
{
    LogView *view = m_panel->view();
    view->setFollowing(false);
    view->scrollTo(view->model()->index(row, 0));
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(view->model()->index(row, 0)).center());
}

void TestLogPanel::followsTheEnd()
{
    fill(300);
    QVERIFY(m_panel->view()->isFollowing());
    QVERIFY(rowVisible(last()));
    fill(300);
    QVERIFY(rowVisible(last()));
    m_panel->resize(1064, 200);
    QTRY_VERIFY(rowVisible(last()));
}

void TestLogPanel::stopsFollowingWhenScrolledUp()
{
    fill(300);
    QScrollBar *bar = m_panel->view()->verticalScrollBar();
    QAction *follow = m_panel->viewActions().at(1);
    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    QVERIFY(!m_panel->view()->isFollowing());
    QVERIFY(!follow->isChecked());
    fill(100);
    QVERIFY(!rowVisible(last()));
    bar->triggerAction(QAbstractSlider::SliderToMaximum);
    QVERIFY(follow->isChecked());
    QTest::keyClick(m_panel->view(), Qt::Key_Home);
    QVERIFY(!follow->isChecked());
    follow->trigger();
    QVERIFY(rowVisible(last()));
    QTest::keyClick(m_panel->view(), Qt::Key_Home);
    QTest::keyClick(m_panel->view(), Qt::Key_End);
    QVERIFY(follow->isChecked());
    fill(50);
    QVERIFY(rowVisible(last()));
    follow->trigger();
    fill(50);
    QVERIFY(!rowVisible(last()));
}

void TestLogPanel::staysWhereItIsWhileRowsCome()
{
    fill(300);
    QTest::keyClick(m_panel->view(), Qt::Key_Home);
    m_panel->view()->verticalScrollBar()->triggerAction(QAbstractSlider::SliderPageStepAdd);
    const int top = m_panel->view()->rowAt(1);
    fill(300);
    QCOMPARE(m_panel->view()->rowAt(1), top);
}

void TestLogPanel::newestRowIsCurrentUntilOneIsPicked()
{
    QSignalSpy current(m_panel.get(), &LogPanel::currentEntryChanged);
    fill(30);
    QTRY_COMPARE(m_panel->currentEntry(), 30);
    QVERIFY(current.count() <= 2);
    pick(20);
    QCOMPARE(m_panel->currentEntry(), 21);
    fill(30);
    QCOMPARE(m_panel->currentEntry(), 21);
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_End);
    QCOMPARE(m_panel->currentEntry(), 60);
    fill(30);
    QTRY_COMPARE(m_panel->currentEntry(), 90);
}

void TestLogPanel::filterKeepsSelectionAndPlace()
{
    fill(1000);
    LogView *view = m_panel->view();
    pick(533);                                              // a tick
    QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier); // and a row that the filter hides
    pick(533);
    view->selectionModel()->select(
        view->model()->index(534, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const int y = view->visualRect(view->model()->index(533, 0)).y();
    QCOMPARE(m_panel->currentEntry(), 534);
    auto *edit = m_panel->findChild<QLineEdit *>(QStringLiteral("logFilter"));
    QTest::keyClicks(edit, QStringLiteral("tick"));
    QTRY_COMPARE(last() + 1, 100);
    QTRY_COMPARE(m_panel->currentEntry(), 534);
    QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(view->visualRect(view->currentIndex()).y(), y);
    edit->clear();
    QTRY_COMPARE(last() + 1, 1000);
    QTRY_COMPARE(m_panel->currentEntry(), 534);
    QCOMPARE(view->currentIndex().row(), 533);
    QCOMPARE(view->selectionModel()->selectedRows().size(), 2);
    QCOMPARE(view->visualRect(view->currentIndex()).y(), y);
}

void TestLogPanel::escapeLeavesTheFilter()
{
    fill(20);
    m_panel->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    auto *edit = m_panel->findChild<QLineEdit *>(QStringLiteral("logFilter"));
    m_panel->viewActions().at(0)->trigger();
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, QStringLiteral("tick"));
    m_panel->activateWindow(); // the list of completions was a window, which the offscreen platform activates
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    QTRY_COMPARE(last() + 1, 2);
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(edit->text(), QString());
    QVERIFY(edit->hasFocus());
    QTRY_COMPARE(last() + 1, 20);
    QTest::keyClick(edit, Qt::Key_Escape);
    QTRY_VERIFY(m_panel->view()->hasFocus());
    m_panel->findChild<QAbstractButton *>(QStringLiteral("logSegment2"))->click();
    QTRY_COMPARE(last() + 1, 10);
    QTest::keyClick(m_panel->view(), Qt::Key_Escape);
    QTRY_COMPARE(last() + 1, 20);
}

void TestLogPanel::takesAFilterFromElsewhere()
{
    fill(100);
    QSignalSpy changed(m_panel.get(), &LogPanel::filterChanged);
    m_panel->setFilterText(QStringLiteral("tick"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_panel->findChild<QLineEdit *>(QStringLiteral("logFilter"))->text(), QStringLiteral("tick"));
    QTRY_COMPARE(last() + 1, 10);
    LogQuery query = m_panel->currentQuery();
    QCOMPARE(capture()->reader().matches(query, 1, capture()->lastId()).size(), 10);
    m_panel->view()->selectAll();
    QCOMPARE(m_panel->selectedIds(), capture()->reader().matches(query, 1, capture()->lastId()));
    m_panel->setFilterText({});
    QTRY_COMPARE(last() + 1, 100);
    QCOMPARE(m_panel->currentQuery(), LogQuery());
}

void TestLogPanel::countsRows()
{
    fill(1200);
    QTRY_COMPARE(count(), QStringLiteral("1 200 rows"));
    m_panel->findChild<QLineEdit *>(QStringLiteral("logFilter"))->setText(QStringLiteral("tick"));
    QTRY_COMPARE(count(), QStringLiteral("120 of 1 200 rows"));
    capture().frame(Opcode::Text, Direction::Sent, "tick");
    QTRY_COMPARE(count(), QStringLiteral("121 of 1 201 rows"));
}

void TestLogPanel::clearHidesAndShowBringsBack()
{
    fill(1200);
    auto *notice = m_panel->findChild<QLabel *>(QStringLiteral("logNotice"));
    QVERIFY(!notice->isVisible());
    m_panel->viewActions().at(2)->trigger();
    QCOMPARE(last() + 1, 0);
    QVERIFY(notice->isVisible());
    QVERIFY(plain(notice->text()).startsWith(QStringLiteral("1 200 rows hidden by Clear")));
    fill(5);
    m_panel->viewActions().at(2)->trigger();
    QVERIFY(plain(notice->text()).startsWith(QStringLiteral("1 205 rows hidden")));
    fill(3);
    m_panel->setScope(m_capture->get(), {.session = 3});
    QVERIFY(!notice->isVisible());
    m_panel->setScope(m_capture->get(), {});
    QCOMPARE(last() + 1, 3);
    QVERIFY(notice->isVisible());
    Q_EMIT notice->linkActivated(QStringLiteral("show"));
    QCOMPARE(last() + 1, 1208);
    QVERIFY(!notice->isVisible());
}

void TestLogPanel::changesScope()
{
    capture().connect(1);
    capture().frame(Opcode::Text, Direction::Sent, "one");
    capture().connect(2);
    capture().frame(Opcode::Text, Direction::Sent, "two");
    capture().settle();
    m_panel->setScope(m_capture->get(), {.session = 2});
    QTRY_COMPARE(m_panel->currentEntry(), 2);
    m_panel->setScope(m_capture->get(), {.session = 1});
    QTRY_COMPARE(m_panel->currentEntry(), 1);
    QSignalSpy current(m_panel.get(), &LogPanel::currentEntryChanged);
    m_panel->setScope(m_capture->get(), {.session = 1, .connection = 1});
    QTRY_COMPARE(current, (QList<QVariantList>{{0}, {1}})); // the same row is told again
    m_panel->setScope(m_capture->get(), {.session = 1, .connection = 1});
    QCOMPARE(current.size(), 3);
    m_panel->setScope(nullptr, {});
    QTRY_COMPARE(m_panel->currentEntry(), 0);
}

void TestLogPanel::copies_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<QString>("text");
    QTest::newRow("text") << 0 << QList<int>{1} << QStringLiteral("{\"a\":1}");
    QTest::newRow("binary as hex") << 0 << QList<int>{2} << QStringLiteral("00 ff");
    QTest::newRow("event") << 0 << QList<int>{0} << QStringLiteral("opened");
    QTest::newRow("fragments joined") << 0 << QList<int>{3, 4, 5} << QStringLiteral("one two three");
    QTest::newRow("rows in order") << 0 << QList<int>{2, 1} << QStringLiteral("{\"a\":1}\n00 ff");
    QTest::newRow("hex") << 1 << QList<int>{1, 2} << QStringLiteral("7b 22 61 22 3a 31 7d\n00 ff");
}

void TestLogPanel::copies()
{
    QFETCH(int, which);
    QFETCH(QList<int>, rows);
    QFETCH(QString, text);
    capture().event(EntryKind::Opened, QStringLiteral("opened"));
    capture().frame(Opcode::Text, Direction::Sent, "{\"a\":1}");
    capture().frame(Opcode::Binary, Direction::Received, QByteArray("\x00\xff", 2));
    capture().fragments(Opcode::Text, Direction::Received, {"one ", "two ", "three"});
    capture().settle();
    QTRY_COMPARE(last(), 5);
    LogView *view = m_panel->view();
    view->clearSelection();
    for (const int row : rows)
        view->selectionModel()->select(
            view->model()->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QApplication::clipboard()->clear();
    action(which)->trigger();
    QTRY_COMPARE(QApplication::clipboard()->text(), text);
    if (rows == QList<int>{2})
        QCOMPARE(QApplication::clipboard()->mimeData()->data(QStringLiteral("application/octet-stream")),
            QByteArray("\x00\xff", 2));
}

void TestLogPanel::sendsAgain()
{
    capture().event(EntryKind::Opened, QStringLiteral("opened"));
    capture().frame(Opcode::Text, Direction::Sent, "x");
    capture().settle();
    QTRY_COMPARE(last(), 1);
    QSignalSpy again(m_panel.get(), &LogPanel::sendAgainRequested);
    QSignalSpy edit(m_panel.get(), &LogPanel::editRequested);
    pick(0);
    QVERIFY(!action(3)->isEnabled());
    QVERIFY(action(0)->isEnabled());
    pick(1);
    QTRY_VERIFY(action(3)->isEnabled());
    action(3)->trigger();
    action(4)->trigger();
    QCOMPARE(again, (QList<QVariantList>{{2}}));
    QCOMPARE(edit, (QList<QVariantList>{{2}}));
}

void TestLogPanel::showsAnEntry()
{
    fill(500);
    m_panel->showEntry(100);
    QCOMPARE(m_panel->currentEntry(), 100);
    QVERIFY(rowVisible(99));
    m_panel->findChild<QLineEdit *>(QStringLiteral("logFilter"))->setText(QStringLiteral("tick"));
    QTRY_COMPARE(last() + 1, 50);
    m_panel->showEntry(200);
    QCOMPARE(m_panel->currentEntry(), 200);
    QVERIFY(rowVisible(199));
}

void TestLogPanel::keepsColumns()
{
    const int delta = static_cast<int>(LogColumn::Delta);
    const int opcode = static_cast<int>(LogColumn::Opcode);
    const int type = static_cast<int>(LogColumn::Type);
    QHeaderView *header = m_panel->view()->horizontalHeader();
    QVERIFY(header->isSectionHidden(opcode));
    QCOMPARE(header->sectionSize(delta), 74);
    QMenu menu;
    m_panel->view()->columns().fillMenu(menu);
    QCOMPARE(menu.actions().size(), LogColumnCount + 3); // two separators and "as at first"
    menu.actions().at(opcode + 1)->toggle();             // a separator stands before the optional ones
    menu.actions().at(delta)->toggle();
    QVERIFY(!header->isSectionHidden(opcode));
    header->moveSection(header->visualIndex(type), 0);
    header->resizeSection(type, 133);
    m_panel.reset();

    m_panel = std::make_unique<LogPanel>(m_theme);
    header = m_panel->view()->horizontalHeader();
    QVERIFY(!header->isSectionHidden(opcode));
    QVERIFY(header->isSectionHidden(delta));
    QCOMPARE(header->visualIndex(type), 0);
    QCOMPARE(header->sectionSize(type), 133);
}

void TestLogPanel::narrowWindowTakesWidth()
{
    const int delta = static_cast<int>(LogColumn::Delta);
    m_panel->resize(900, 400);
    QTRY_COMPARE(m_panel->view()->horizontalHeader()->sectionSize(delta), 60);
    m_panel->resize(1200, 400);
    QTRY_COMPARE(m_panel->view()->horizontalHeader()->sectionSize(delta), 74);
    m_panel->view()->horizontalHeader()->resizeSection(delta, 90);
    m_panel->resize(900, 400);
    QTRY_COMPARE(m_panel->width(), 900);
    QCOMPARE(m_panel->view()->horizontalHeader()->sectionSize(delta), 90);
}

void TestLogPanel::emptyTexts()
{
    const auto shown = [this] { return plain(m_panel->view()->emptyText()); };
    QVERIFY(shown().startsWith(QStringLiteral("No messages yet.")));
    fill(1200);
    m_panel->findChild<QLineEdit *>(QStringLiteral("logFilter"))->setText(QStringLiteral("nowhere"));
    QTRY_COMPARE(last() + 1, 0);
    QTRY_COMPARE(shown(), QStringLiteral("0 of 1 200 rows match. Clear filter (Esc)."));
}

void TestLogPanel::comfortableRows()
{
    fill(10);
    QCOMPARE(m_panel->view()->rowHeight(), 20);
    m_panel->viewActions().at(3)->trigger();
    QCOMPARE(m_panel->view()->rowHeight(), 24);
    m_panel = std::make_unique<LogPanel>(m_theme);
    m_panel->setScope(m_capture->get(), {});
    QCOMPARE(m_panel->view()->rowHeight(), 24);
}

void TestLogPanel::everyControlHasAName()
{
    const QList<QWidget *> widgets = m_panel->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        if ((widget->focusPolicy() & Qt::TabFocus) == 0 || !widget->isVisible())
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()),
            widget->metaObject()->className());
    }
}

QTEST_MAIN(TestLogPanel)
#include "tst_logpanel.moc"
