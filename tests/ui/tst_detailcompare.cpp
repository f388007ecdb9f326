// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailrig.h"
#include "tests/support/failonwarnings.h"
#include "ui/detail/comparemodel.h"
#include "ui/detail/comparetab.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/mainwindow/sessionpage.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QItemSelectionModel>
#include <QLabel>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableView>

using namespace handglass;

class TestDetailCompare final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { DetailRig::prepare(m_theme, "tst_detailcompare"); }
    void init();
    void cleanup() { m_rig.reset(); }
    void saysHow();
    void leftSideStays();
    void sidesAndWords();
    void goesThroughDifferences();
    void otherForms();
    void otherCaptureForgets();
    void messagesOfFragments();
    void selectedRows();

private:
    CompareTab *tab() const { return m_rig->panel.compareTab(); }
    QString label(const char *name) const { return m_rig->part<QLabel>(name)->text(); }
    QStringList words() const
    {
        QStringList texts;
        for (int row = 0; row < tab()->model()->rowCount(); ++row)
            texts.append(tab()->model()->index(row, CompareModel::Word).data().toString());
        return texts;
    }
    QAbstractButton *form(int index) const
    {
        return m_rig->part<QWidget>("compareForm")->findChildren<QAbstractButton *>().at(index);
    }

    Theme m_theme;
    std::unique_ptr<DetailRig> m_rig;
};

void TestDetailCompare::init()
{
    failOnWarnings();
    m_rig = std::make_unique<DetailRig>(m_theme);
    QVERIFY(QTest::qWaitForWindowExposed(&m_rig->panel));
}

void TestDetailCompare::saysHow()
{
    m_rig->show("x", DetailTab::Compare);
    QVERIFY(m_rig->part<QLabel>("compareEmpty")->isVisible());
    QVERIFY(label("compareEmpty").contains(QStringLiteral("Shift+F8")));
    m_rig->part<QAction>("compareLeft")->trigger();
    QCOMPARE(label("compareEmpty"), QStringLiteral("Select another row: it is compared with #1."));
}

void TestDetailCompare::leftSideStays()
{
    const EntryId left = m_rig->show(R"({"a":1})", DetailTab::Text);
    m_rig->part<QAction>("compareLeft")->trigger();
    QCOMPARE(m_rig->panel.currentTab(), DetailTab::Compare);
    m_rig->panel.setEntry(m_rig->capture.get(), m_rig->add(R"({"a":2})"));
    QTRY_COMPARE(label("compareSummary"), QStringLiteral("1 difference"));
    QVERIFY(label("compareSides").startsWith(QStringLiteral("#1 Received")));
    m_rig->panel.setEntry(m_rig->capture.get(), m_rig->add(R"({ "a" : 1 })"));
    QTRY_COMPARE(label("compareSummary"), QStringLiteral("No difference"));
    m_rig->panel.clear();
    m_rig->panel.setEntry(m_rig->capture.get(), m_rig->add("{}"));
    QCOMPARE(m_rig->panel.currentTab(), DetailTab::Compare);
    QCOMPARE(tab()->left(), left);
    QTRY_COMPARE(words(), (QStringList{QStringLiteral("… inside"), QStringLiteral("− removed")}));
    m_rig->panel.setCurrentTab(DetailTab::Text);
    m_rig->panel.setEntry(m_rig->capture.get(), m_rig->add("{}"));
    QCOMPARE(m_rig->panel.currentTab(), DetailTab::Text);
}

void TestDetailCompare::sidesAndWords()
{
    CompareModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setComparison(compareMessages("same\nold\ngone", "same\nnew"));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(1, CompareModel::Word).data().toString(), QStringLiteral("≠ changed"));
    QCOMPARE(model.index(1, CompareModel::Left).data().toString(), QStringLiteral("old"));
    QCOMPARE(model.index(1, CompareModel::Right).data(Qt::AccessibleTextRole).toString(), QStringLiteral("2, new"));
    QCOMPARE(model.index(2, CompareModel::Word).data().toString(), QStringLiteral("− removed"));
    QCOMPARE(model.index(2, CompareModel::Right).data(Qt::AccessibleTextRole).toString(), QStringLiteral("not there"));
}

void TestDetailCompare::goesThroughDifferences()
{
    const EntryId left = m_rig->add("a\nb\nc\nd\ne\n");
    m_rig->show("a\nX\nc\nY\ne\n", DetailTab::Text);
    m_rig->panel.compare(left, left + 1);
    QTRY_COMPARE(label("compareSummary"), QStringLiteral("2 differences"));
    m_rig->panel.grab();
    const auto current = [this] { return tab()->table()->currentIndex().row(); };
    QCOMPARE(current(), 1);
    tab()->actions().at(0)->trigger();
    QCOMPARE(current(), 3);
    tab()->actions().at(0)->trigger();
    QCOMPARE(current(), 1);
    tab()->actions().at(1)->trigger();
    QCOMPARE(current(), 3);
}

void TestDetailCompare::otherForms()
{
    const EntryId left = m_rig->add("{\"a\":1}");
    m_rig->show("{\"a\":2}", DetailTab::Text);
    m_rig->panel.compare(left, left + 1);
    QTRY_COMPARE(words(), (QStringList{QStringLiteral("… inside"), QStringLiteral("≠ changed")}));
    QVERIFY(form(0)->isChecked());
    form(2)->click();
    QTRY_COMPARE(words(), QStringList{QStringLiteral("≠ changed")});
    QVERIFY(tab()->model()->index(0, CompareModel::Left).data().toString().startsWith(QStringLiteral("7b 22 61")));
    m_rig->panel.grab();
    form(1)->click();
    QTRY_COMPARE(tab()->model()->index(0, CompareModel::Left).data().toString(), QStringLiteral("{\"a\":1}"));
    const EntryId binary = m_rig->add("\xFF", Opcode::Binary);
    m_rig->panel.setEntry(m_rig->capture.get(), binary);
    QTRY_VERIFY(form(2)->isChecked());
    QTRY_VERIFY(!form(0)->isEnabled());
    QVERIFY(!form(0)->toolTip().isEmpty());
}

void TestDetailCompare::otherCaptureForgets()
{
    m_rig->show("x", DetailTab::Text);
    m_rig->part<QAction>("compareLeft")->trigger();
    LogCapture other;
    const EntryId id = other.frame(Opcode::Text, Direction::Received, "y");
    other.settle();
    m_rig->panel.setEntry(other.get(), id);
    QCOMPARE(tab()->left(), 0);
    QVERIFY(m_rig->part<QLabel>("compareEmpty")->isVisible());
}

void TestDetailCompare::messagesOfFragments()
{
    const EntryId first = m_rig->capture.fragments(Opcode::Text, Direction::Received, {"{\"a\":", "[1,", "2]}"});
    const EntryId whole = m_rig->add("{\"a\":[1,2]}");
    m_rig->panel.setEntry(m_rig->capture.get(), whole);
    m_rig->panel.compare(first + 1, whole);
    QTRY_COMPARE(label("compareSummary"), QStringLiteral("No difference"));
}

void TestDetailCompare::selectedRows()
{
    LogCapture capture;
    capture.connect(1);
    const EntryId left = capture.frame(Opcode::Text, Direction::Sent, R"({"type":"tick","n":1})");
    capture.frame(Opcode::Text, Direction::Received, "between");
    const EntryId right = capture.frame(Opcode::Text, Direction::Received, R"({"type":"tick","n":2})");
    capture.settle();
    SessionPage page(m_theme);
    page.resize(1000, 600);
    page.setScope(capture.get(), {1, 0}, false);
    page.show();
    QAbstractItemView *log = page.log().view();
    QTRY_COMPARE(log->model()->rowCount(), 3);
    log->setCurrentIndex(log->model()->index(0, 0));
    log->selectionModel()->select(log->model()->index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTRY_COMPARE(page.log().selectedIds(), (QList<EntryId>{left, right}));
    page.findChild<QAction *>(QStringLiteral("compareMessages"))->trigger();
    QCOMPARE(page.detail().currentTab(), DetailTab::Compare);
    const CompareTab *compare = page.detail().compareTab();
    QCOMPARE(compare->left(), left);
    QCOMPARE(compare->right(), right);
    QTRY_COMPARE(compare->model()->comparison().differences, 1);
    Q_EMIT page.detail().filterRequested(QStringLiteral("$.n=2"));
    QTRY_COMPARE(log->model()->rowCount(), 1);
}

QTEST_MAIN(TestDetailCompare)
#include "tst_detailcompare.moc"
