// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailrig.h"
#include "tests/support/failonwarnings.h"
#include "ui/detail/jsontreemodel.h"
#include "ui/detail/jsontreeview.h"
#include "ui/detail/treetab.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>

using namespace handglass;

class TestDetailTree final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { DetailRig::prepare(m_theme, "tst_detailtree"); }
    void init();
    void cleanup() { m_rig.reset(); }
    void showsMembersInOrder();
    void modelIsSound_data();
    void modelIsSound();
    void notices_data();
    void notices();
    void largeArrayInGroups();
    void findsAnyNode();
    void copies_data();
    void copies();
    void filters_data();
    void filters();
    void keysAndTypeAhead();
    void expandsWithABound();
    void fragmentsAsOne();
    void large();

private:
    JsonTreeView *view() const { return m_rig->panel.treeTab()->view(); }
    JsonTreeModel *model() const { return m_rig->panel.treeTab()->model(); }
    QAction *action(const char *name) const { return view()->findChild<QAction *>(QLatin1String(name)); }
    QString text(const QModelIndex &index) const { return index.data().toString(); }
    /// All rows that are open, one a line.
    QStringList rows() const
    {
        QStringList texts;
        for (QModelIndex at = model()->index(0, 0); at.isValid(); at = view()->indexBelow(at))
            texts.append(text(at));
        return texts;
    }
    void select(const QString &row) const
    {
        for (QModelIndex at = model()->index(0, 0); at.isValid(); at = view()->indexBelow(at)) {
            if (text(at) == row)
                return view()->setCurrentIndex(at);
        }
        QFAIL(qPrintable(QStringLiteral("no row ") + row));
    }

    Theme m_theme;
    std::unique_ptr<DetailRig> m_rig;
};

void TestDetailTree::init()
{
    failOnWarnings();
    m_rig = std::make_unique<DetailRig>(m_theme);
    QVERIFY(QTest::qWaitForWindowActive(&m_rig->panel));
}

void TestDetailTree::showsMembersInOrder()
{
    m_rig->show(R"({"z":1.50,"a":[1e3,"\u00e9",{}],"z":null})", DetailTab::Tree);
    QCOMPARE(rows(),
        (QStringList{QStringLiteral("z: 1.50"), QStringLiteral("a: […]"), QStringLiteral("0: 1e3"),
            QStringLiteral("1: \"\\u00e9\""), QStringLiteral("2: {}"), QStringLiteral("z: null")}));
    QCOMPARE(model()->shown(model()->index(1, 0)).note, QStringLiteral("3 elements"));
    QCOMPARE(model()->index(1, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("a: […], 3 elements"));
    QVERIFY(!m_rig->part<QLabel>("treeNotice")->isVisible());
    m_rig->panel.grab();
}

void TestDetailTree::modelIsSound_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("scalar") << QByteArray("1");
    QTest::newRow("empty object") << QByteArray("{}");
    QTest::newRow("nested") << QByteArray(R"({"a":[1,{"b":[[],[2]]}],"c":"x"})");
    QTest::newRow("broken") << QByteArray(R"({"a":[1,{"b":)");
    QTest::newRow("lines") << QByteArray("{\"a\":1}\n[2]\n3\n");
    QTest::newRow("many") << '[' + QByteArray("[0],").repeated(2'500) + "1]";
}

void TestDetailTree::modelIsSound()
{
    QFETCH(QByteArray, json);
    JsonTreeModel model;
    model.setIndex(std::make_shared<const JsonIndex>(json));
    // Not before: it fetches while it still takes the reset for under way.
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<QModelIndex> todo{{}};
    while (!todo.isEmpty()) {
        const QModelIndex index = todo.takeFirst();
        model.fetchMore(index);
        for (int row = 0; row < model.rowCount(index); ++row)
            todo.append(model.index(row, 0, index));
    }
}

void TestDetailTree::notices_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("notice");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("no JSON") << QByteArray("hello")
                             << QStringLiteral("No JSON: expected a value, got “hello” in line 1, column 1")
                             << QStringList();
    QTest::newRow("broken") << QByteArray("{\"a\":1,\n\"b\":[2,")
                            << QStringLiteral(
                                   "expected a value, got the end of the text in line 2, column 8; shown up to there")
                            << QStringList{QStringLiteral("a: 1"), QStringLiteral("b: […]"), QStringLiteral("0: 2")};
    QTest::newRow("empty") << QByteArray("") << QStringLiteral("The content is empty.") << QStringList();
    QTest::newRow("lines") << QByteArray("{\"a\":1}\n2") << QString()
                           << QStringList{QStringLiteral("0: {…}"), QStringLiteral("a: 1"), QStringLiteral("1: 2")};
    QTest::newRow("scalar") << QByteArray("17") << QString() << QStringList{QStringLiteral("17")};
}

void TestDetailTree::notices()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, notice);
    QFETCH(QStringList, rows);
    m_rig->show(text, DetailTab::Tree);
    QCOMPARE(m_rig->part<QLabel>("treeNotice")->text(), notice);
    QCOMPARE(m_rig->part<QLabel>("treeNotice")->isVisible(), !notice.isEmpty());
    QCOMPARE(this->rows(), rows);
}

void TestDetailTree::largeArrayInGroups()
{
    QByteArray json = "{\"list\":[0";
    for (int i = 1; i < 2'345; ++i)
        json += ',' + QByteArray::number(i);
    m_rig->show(json + "]}", DetailTab::Tree);
    const QModelIndex list = model()->index(0, 0);
    view()->expand(list);
    QCOMPARE(model()->rowCount(list), 3);
    QCOMPARE(text(model()->index(2, 0, list)), QStringLiteral("[2\u2009000 … 2\u2009344]"));
    const QModelIndex group = model()->index(2, 0, list);
    QVERIFY(!model()->nodeOf(group));
    view()->expand(group);
    QCOMPARE(model()->rowCount(group), 345);
    QCOMPARE(text(model()->index(344, 0, group)), QStringLiteral("2344: 2344"));
    view()->setCurrentIndex(group);
    QVERIFY(!action("treeCopyValue")->isEnabled());
    QVERIFY(!action("treeFilter")->isEnabled());
}

void TestDetailTree::findsAnyNode()
{
    QByteArray json = "{\"list\":[";
    for (int i = 0; i < 3'000; ++i)
        json += (i > 0 ? ",{\"n\":" : "{\"n\":") + QByteArray::number(i) + '}';
    const auto index = std::make_shared<const JsonIndex>(json + "],\"last\":true}");
    JsonTreeModel model;
    model.setIndex(index);
    for (JsonIndex::Node node = 1; node < index->size(); node += 37) {
        const QModelIndex at = model.indexOf(node);
        QVERIFY(at.isValid());
        QCOMPARE(model.nodeOf(at).value(), node);
    }
    QVERIFY(!model.indexOf(0).isValid());
    QVERIFY(!model.indexOf(index->size()).isValid());
}

void TestDetailTree::copies_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("path");
    QTest::newRow("number") << QStringLiteral("b: 1.50") << QStringLiteral("1.50") << QStringLiteral("$.a[1].b");
    QTest::newRow("string") << QStringLiteral("odd name: \"x\\ny\"") << QStringLiteral("x\ny")
                            << QStringLiteral("$[\"odd name\"]");
    QTest::newRow("object") << QStringLiteral("1: {…}") << QStringLiteral("{ \"b\" : 1.50 }")
                            << QStringLiteral("$.a[1]");
}

void TestDetailTree::copies()
{
    QFETCH(QString, row);
    QFETCH(QString, value);
    QFETCH(QString, path);
    m_rig->show(R"({"a":[0,{ "b" : 1.50 }],"odd name":"x\ny"})", DetailTab::Tree);
    select(row);
    view()->setFocus();
    m_rig->press(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), value);
    m_rig->press(view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), path);
}

void TestDetailTree::filters_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("filter"); ///< empty: it cannot be asked for
    QTest::newRow("string") << QByteArray(R"({"type":"tick"})") << QStringLiteral("type: \"tick\"")
                            << QStringLiteral("$.type=\"tick\"");
    QTest::newRow("quotes") << QByteArray(R"({"a":"\"\\"})") << QStringLiteral("a: \"\\\"\\\\\"")
                            << QStringLiteral("$.a=\"\\\"\\\\\"");
    QTest::newRow("number") << QByteArray(R"({"a":[{"p":1.50}]})") << QStringLiteral("p: 1.50")
                            << QStringLiteral("$.a[0].p=1.50");
    QTest::newRow("literal") << QByteArray(R"({"a":null})") << QStringLiteral("a: null") << QStringLiteral("$.a=null");
    QTest::newRow("object") << QByteArray(R"({"a":{"b":1}})") << QStringLiteral("a: {…}") << QStringLiteral("$.a");
    QTest::newRow("of several texts") << QByteArray("{\"a\":1}\n{}") << QStringLiteral("a: 1") << QString();
    QTest::newRow("alone") << QByteArray("5") << QStringLiteral("5") << QString();
}

void TestDetailTree::filters()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, row);
    QFETCH(QString, filter);
    const EntryId id = m_rig->show(json, DetailTab::Tree);
    m_rig->add(R"({"other":1})");
    select(row);
    QSignalSpy asked(&m_rig->panel, &DetailPanel::filterRequested);
    QCOMPARE(action("treeFilter")->isEnabled(), !filter.isEmpty());
    QVERIFY(!action("treeFilter")->toolTip().isEmpty());
    view()->setFocus();
    m_rig->press(view(), Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(asked.count(), filter.isEmpty() ? 0 : 1);
    if (filter.isEmpty())
        return;
    QCOMPARE(asked.first().first().toString(), filter);
    const auto parsed = Filter::parse(filter);
    QVERIFY(parsed.has_value());
    LogQuery query;
    query.filter = *parsed;
    QCOMPARE(m_rig->capture->reader().matches(query, 1, m_rig->capture->lastId()), QList<EntryId>{id});
}

void TestDetailTree::keysAndTypeAhead()
{
    m_rig->show(R"({"alpha":1,"beta":{"inner":2},"gamma":3})", DetailTab::Tree);
    view()->setFocus();
    QCOMPARE(text(view()->currentIndex()), QStringLiteral("alpha: 1"));
    QTest::keyClicks(view(), QStringLiteral("ga"));
    QCOMPARE(text(view()->currentIndex()), QStringLiteral("gamma: 3"));
    select(QStringLiteral("beta: {…}"));
    m_rig->press(view(), Qt::Key_Left);
    QVERIFY(!view()->isExpanded(view()->currentIndex()));
    m_rig->press(view(), Qt::Key_Right);
    m_rig->press(view(), Qt::Key_Down);
    QCOMPARE(text(view()->currentIndex()), QStringLiteral("inner: 2"));
    m_rig->press(view(), Qt::Key_Slash);
    QCOMPARE(
        rows(), (QStringList{QStringLiteral("alpha: 1"), QStringLiteral("beta: {…}"), QStringLiteral("gamma: 3")}));
}

void TestDetailTree::expandsWithABound()
{
    QByteArray json = "{\"all\":[";
    for (int i = 0; i < 900; ++i)
        json += (i > 0 ? "," : "") + QByteArray("[") + QByteArray("1,").repeated(49) + "2]";
    m_rig->show(json + "]}", DetailTab::Tree);
    QTRY_COMPARE(rows().size(), 1);
    view()->setFocus();
    m_rig->press(view(), Qt::Key_Asterisk);
    QVERIFY(rows().size() > 5'000);
    QVERIFY(rows().size() <= JsonTreeView::MostOpened + 1);
    QCOMPARE(m_rig->part<QLabel>("treeNotice")->text(),
        QStringLiteral("opened to 10\u2009000 rows; the others stay closed"));
    m_rig->press(view(), Qt::Key_Slash);
    QCOMPARE(rows().size(), 1);
    QVERIFY(!m_rig->part<QLabel>("treeNotice")->isVisible());
}

void TestDetailTree::fragmentsAsOne()
{
    const EntryId first = m_rig->capture.fragments(Opcode::Text, Direction::Received, {"{\"a\":", "[1,", "2]}"});
    m_rig->capture.settle();
    m_rig->panel.setEntry(m_rig->capture.get(), first + 1);
    m_rig->panel.setCurrentTab(DetailTab::Tree);
    QTRY_COMPARE(rows(), (QStringList{QStringLiteral("a: […]"), QStringLiteral("0: 1"), QStringLiteral("1: 2")}));
    m_rig->panel.setEntry(m_rig->capture.get(), m_rig->add("{\"b\":2}"));
    QCOMPARE(rows(), QStringList{QStringLiteral("b: 2")});
}

void TestDetailTree::large()
{
    QByteArray json = "[";
    while (json.size() < 4'000'000)
        json += R"({"type":"tick","sym":"EURUSD","px":1.08411,"qty":100000,"flags":[1,2,3]},)";
    json += "{\"last\":true}]";
    QElapsedTimer timer;
    timer.start();
    const EntryId id = m_rig->add(json);
    timer.restart();
    m_rig->panel.setEntry(m_rig->capture.get(), id);
    m_rig->panel.setCurrentTab(DetailTab::Tree);
    m_rig->panel.grab();
    qInfo("4 MB of JSON: the window is back after %lld ms", timer.elapsed());
    QTRY_VERIFY_WITH_TIMEOUT(model()->rowCount() > 0, 60'000);
    qInfo("4 MB of JSON: %u values after %lld ms", model()->json().size(), timer.elapsed());
    timer.restart();
    view()->showNode(model()->json().size() - 1);
    QCOMPARE(text(view()->currentIndex()), QStringLiteral("last: true"));
    qInfo("4 MB of JSON: its last value after %lld ms", timer.elapsed());
}

QTEST_MAIN(TestDetailTree)
#include "tst_detailtree.moc"
