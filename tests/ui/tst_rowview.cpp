// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/log/rowview.h"

#include <QAbstractTableModel>
#include <QAccessible>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyleOptionSlider>
#include <QStyledItemDelegate>
#include <QTest>
#include <QWheelEvent>

using namespace handglass;

namespace {

constexpr int TenMillion = 10'000'000;
constexpr int Columns = 4;

/// Rows that are made up as they are asked for.
class CountedRows final : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : Columns; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        ++m_asked;
        if (role == Qt::AccessibleTextRole)
            return QStringLiteral("row %1").arg(index.row() + 1);
        return role == Qt::DisplayRole ? QVariant(QString::number(index.row())) : QVariant();
    }
    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        ++m_asked;
        return QAbstractTableModel::flags(index);
    }
    void append(int rows)
    {
        beginInsertRows({}, m_rows, m_rows + rows - 1);
        m_rows += rows;
        endInsertRows();
    }
    void clear()
    {
        beginResetModel();
        m_rows = 0;
        endResetModel();
    }
    int asked() const { return std::exchange(m_asked, 0); }

private:
    int m_rows = 0;
    mutable int m_asked = 0;
};

} // namespace

class TestRowView final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void keysMoveAndScroll_data();
    void keysMoveAndScroll();
    void shiftSelectsOneRange_data();
    void shiftSelectsOneRange();
    void selectsAllAtOnce();
    void mouseSelects();
    void draggingSelects();
    void draggingPastAnEdgeScrolls_data();
    void draggingPastAnEdgeScrolls();
    void thumbReachesEveryPart();
    void wheelScrollsThreeRows();
    void leftAndRightScrollSideways();
    void typedLettersSearchNothing();
    void rowsThatComeKeepPlaceAndSelection();
    void paintsOnlyWhatIsSeen();
    void columns();
    void headerFitsAColumn();
    void rowsAreAccessible();
    void emptyModel();

private:
    int current() const { return m_view->currentIndex().row(); }
    int first() const { return m_view->firstVisibleRow(); }
    QPoint at(int row) const { return m_view->rowRect(row).center(); }
    /// "3-5,9-9"; rows are counted from 0.
    QString selected() const;
    void scrollTo(int row) const { m_view->setFirstVisibleRow(row); }

    std::unique_ptr<CountedRows> m_rows;
    std::unique_ptr<RowView> m_view;
};

void TestRowView::init()
{
    failOnWarnings();
    m_rows = std::make_unique<CountedRows>();
    m_rows->append(TenMillion);
    m_view = std::make_unique<RowView>();
    m_view->setModel(m_rows.get());
    m_view->setItemDelegate(new QStyledItemDelegate(m_view.get()));
    m_view->setRowHeight(20);
    m_view->resize(500, 320);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->setFocus();
    QTRY_VERIFY(m_view->hasFocus());
    m_view->setCurrentIndex(m_rows->index(0, 0));
}

void TestRowView::cleanup()
{
    m_view.reset();
    m_rows.reset();
}

QString TestRowView::selected() const
{
    QStringList ranges;
    QItemSelection selection = m_view->selectionModel()->selection();
    std::sort(selection.begin(), selection.end(), [](const auto &a, const auto &b) { return a.top() < b.top(); });
    for (const QItemSelectionRange &range : std::as_const(selection))
        ranges.append(QStringLiteral("%1-%2").arg(range.top()).arg(range.bottom()));
    return ranges.join(u',');
}

void TestRowView::keysMoveAndScroll_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("to"); ///< −1: a page up from there, −2: a page down
    QTest::newRow("end") << 0 << int(Qt::Key_End) << TenMillion - 1;
    QTest::newRow("home") << TenMillion - 1 << int(Qt::Key_Home) << 0;
    QTest::newRow("down") << 5'000'000 << int(Qt::Key_Down) << 5'000'001;
    QTest::newRow("up") << 5'000'000 << int(Qt::Key_Up) << 4'999'999;
    QTest::newRow("up at the top") << 0 << int(Qt::Key_Up) << 0;
    QTest::newRow("down at the end") << TenMillion - 1 << int(Qt::Key_Down) << TenMillion - 1;
    QTest::newRow("page up") << 5'000'000 << int(Qt::Key_PageUp) << -1;
    QTest::newRow("page down") << 5'000'000 << int(Qt::Key_PageDown) << -2;
    QTest::newRow("page down near the end") << TenMillion - 3 << int(Qt::Key_PageDown) << TenMillion - 1;
    QTest::newRow("page up near the top") << 2 << int(Qt::Key_PageUp) << 0;
}

void TestRowView::keysMoveAndScroll()
{
    QFETCH(int, from);
    QFETCH(int, key);
    QFETCH(int, to);
    m_view->setCurrentIndex(m_rows->index(from, 0));
    const int page = m_view->wholeRows();
    QVERIFY(page > 5);
    QTest::keyClick(m_view.get(), Qt::Key(key));
    const int wanted = to == -1 ? from - page : to == -2 ? from + page : to;
    QCOMPARE(current(), wanted);
    QVERIFY(m_view->viewport()->rect().contains(m_view->rowRect(wanted)));
    QCOMPARE(selected(), QStringLiteral("%1-%1").arg(wanted));
}

void TestRowView::shiftSelectsOneRange_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("range");
    QTest::newRow("to the end") << 3 << int(Qt::Key_End) << QStringLiteral("3-9999999");
    QTest::newRow("to the beginning") << 9'999'990 << int(Qt::Key_Home) << QStringLiteral("0-9999990");
    QTest::newRow("a row down") << 7 << int(Qt::Key_Down) << QStringLiteral("7-8");
    QTest::newRow("a row up") << 7 << int(Qt::Key_Up) << QStringLiteral("6-7");
}

void TestRowView::shiftSelectsOneRange()
{
    QFETCH(int, from);
    QFETCH(int, key);
    m_view->setCurrentIndex(m_rows->index(from, 0));
    QTest::keyClick(m_view.get(), Qt::Key(key), Qt::ShiftModifier);
    QTEST(selected(), "range");
}

void TestRowView::selectsAllAtOnce()
{
    m_rows->asked();
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(selected(), QStringLiteral("0-9999999"));
    m_view->horizontalHeader()->repaint();
    m_view->repaint();
    QVERIFY(m_rows->asked() < 10'000);
    QCOMPARE(m_view->selectionModel()->selection().size(), 1);
    QVERIFY(m_view->selectionModel()->isSelected(m_rows->index(4'321'000, 2)));
}

void TestRowView::mouseSelects()
{
    scrollTo(6'000'000);
    QWidget *area = m_view->viewport();
    QTest::mouseClick(area, Qt::LeftButton, {}, at(6'000'003));
    QCOMPARE(selected(), QStringLiteral("6000003-6000003"));
    QCOMPARE(current(), 6'000'003);
    QTest::mouseClick(area, Qt::LeftButton, Qt::ShiftModifier, at(6'000'006));
    QCOMPARE(selected(), QStringLiteral("6000003-6000006"));
    QTest::mouseClick(area, Qt::LeftButton, Qt::ControlModifier, at(6'000'008));
    QCOMPARE(selected(), QStringLiteral("6000003-6000006,6000008-6000008"));
    QTest::mouseClick(area, Qt::LeftButton, Qt::ControlModifier, at(6'000'004));
    QVERIFY(!m_view->selectionModel()->isSelected(m_rows->index(6'000'004, 0)));
    // A range whose beginning is far outside
    scrollTo(10);
    QTest::mouseClick(area, Qt::LeftButton, {}, at(12));
    scrollTo(9'000'000);
    QTest::mouseClick(area, Qt::LeftButton, Qt::ShiftModifier, at(9'000'001));
    QCOMPARE(selected(), QStringLiteral("12-9000001"));
    // A right click leaves the selection that it is in
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    QTest::mouseClick(area, Qt::RightButton, {}, at(9'000'000));
    QCOMPARE(selected(), QStringLiteral("12-9000001"));
    QSignalSpy activated(m_view.get(), &QAbstractItemView::activated);
    QTest::mouseDClick(area, Qt::LeftButton, {}, at(9'000'000));
    QCOMPARE(activated.size(), 1);
}

void TestRowView::draggingSelects()
{
    QWidget *area = m_view->viewport();
    QTest::mousePress(area, Qt::LeftButton, {}, at(2));
    QTest::mouseMove(area, at(4));
    QTest::mouseMove(area, at(5));
    QTRY_COMPARE(selected(), QStringLiteral("2-5"));
    QTest::mouseMove(area, at(3));
    QTRY_COMPARE(selected(), QStringLiteral("2-3"));
    QTest::mouseRelease(area, Qt::LeftButton, {}, at(3));
    QCOMPARE(current(), 3);
}

void TestRowView::draggingPastAnEdgeScrolls_data()
{
    QTest::addColumn<bool>("down");
    QTest::newRow("below") << true;
    QTest::newRow("above") << false;
}

/// The selection grows row by row while the button is held there, and stands when it is released.
void TestRowView::draggingPastAnEdgeScrolls()
{
    QFETCH(bool, down);
    constexpr int Start = 5'000'000;
    scrollTo(Start - 3);
    QWidget *area = m_view->viewport();
    QTest::mousePress(area, Qt::LeftButton, {}, at(Start));
    QTest::mouseMove(area, at(down ? Start + 2 : Start - 1));
    const QPoint outside(50, down ? area->height() + 40 : -40);
    QTest::mouseMove(area, outside);
    QTRY_VERIFY(down ? first() > Start + 20 : first() < Start - 20);
    QTest::mouseMove(area, area->rect().center());
    QTest::mouseRelease(area, Qt::LeftButton, {}, area->rect().center());
    const int end = m_view->rowAt(area->rect().center().y());
    QCOMPARE(selected(), QStringLiteral("%1-%2").arg(std::min(Start, end)).arg(std::max(Start, end)));
    const int stays = first();
    QTest::mouseMove(area, outside); // nothing is held
    QCoreApplication::processEvents();
    QCOMPARE(first(), stays);
}

void TestRowView::thumbReachesEveryPart()
{
    QScrollBar *bar = m_view->verticalScrollBar();
    QCOMPARE(bar->maximum(), TenMillion - m_view->wholeRows());
    bar->setSliderPosition(bar->maximum());
    QCOMPARE(m_view->rowAt(m_view->viewport()->height() - m_view->viewport()->height() % 20 - 1), TenMillion - 1);
    bar->setSliderPosition(7'654'321);
    QCOMPARE(m_view->rowAt(0), 7'654'321);
    QCOMPARE(m_view->rowRect(7'654'322).top(), 20);
    QCOMPARE(m_view->indexAt(at(7'654'325)).row(), 7'654'325);
}

void TestRowView::wheelScrollsThreeRows()
{
    scrollTo(5'000'000);
    const QPointF middle = m_view->viewport()->rect().center();
    QWheelEvent wheel(middle, m_view->viewport()->mapToGlobal(middle), {}, QPoint(0, -120), Qt::NoButton, {},
        Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(m_view->viewport(), &wheel);
    QCOMPARE(first(), 5'000'000 + QApplication::wheelScrollLines());
}

void TestRowView::leftAndRightScrollSideways()
{
    for (int column = 0; column < Columns; ++column)
        m_view->horizontalHeader()->resizeSection(column, 400);
    QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
    QTest::keyClick(m_view.get(), Qt::Key_Right);
    QVERIFY(m_view->horizontalScrollBar()->value() > 0);
    QCOMPARE(m_view->visualRect(m_rows->index(0, 0)).left(), -m_view->horizontalScrollBar()->value());
    QCOMPARE(current(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(m_view->horizontalScrollBar()->value(), 0);
}

void TestRowView::typedLettersSearchNothing()
{
    m_rows->asked();
    QTest::keyClick(m_view.get(), Qt::Key_9);
    QCOMPARE(current(), 0);
    QVERIFY(m_rows->asked() < 10'000);
}

void TestRowView::rowsThatComeKeepPlaceAndSelection()
{
    m_view->selectAll();
    scrollTo(300);
    m_rows->append(1'000'000);
    QCOMPARE(first(), 300);
    QCOMPARE(selected(), QStringLiteral("0-9999999"));
    QCOMPARE(m_view->verticalScrollBar()->maximum(), 11'000'000 - m_view->wholeRows());
}

void TestRowView::paintsOnlyWhatIsSeen()
{
    m_view->repaint();
    m_rows->asked();
    scrollTo(8'000'000);
    m_view->repaint();
    QVERIFY(m_rows->asked() < 3'000);
}

void TestRowView::columns()
{
    QHeaderView *header = m_view->horizontalHeader();
    header->setSectionsMovable(true);
    header->moveSection(header->visualIndex(3), 0);
    header->setSectionHidden(1, true);
    QCOMPARE(m_view->visibleColumns(), (QList<int>{3, 0, 2}));
    QCOMPARE(m_view->visualRect(m_rows->index(0, 3)).left(), 0);
    QVERIFY(m_view->visualRect(m_rows->index(0, 1)).isEmpty());
    header->resizeSection(3, 77);
    QCOMPARE(m_view->visualRect(m_rows->index(0, 0)).left(), 77);
    QCOMPARE(m_view->indexAt(QPoint(80, 5)).column(), 0);
    QCOMPARE(m_view->indexAt(QPoint(5, 5)).column(), 3);
}

void TestRowView::headerFitsAColumn()
{
    QHeaderView *header = m_view->horizontalHeader();
    header->resizeSection(0, 300);
    const QPoint edge(header->sectionViewportPosition(0) + 299, header->height() / 2);
    QTest::mouseDClick(header->viewport(), Qt::LeftButton, {}, edge);
    QVERIFY(header->sectionSize(0) < 200);
    QVERIFY(header->sectionSize(0) >= header->minimumSectionSize());
}

void TestRowView::rowsAreAccessible()
{
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(list != nullptr);
    QCOMPARE(list->role(), QAccessible::List);
    QCOMPARE(list->childCount(), TenMillion);
    m_view->setCurrentIndex(m_rows->index(9'999'999, 0));
    QAccessibleInterface *row = list->focusChild();
    QVERIFY(row != nullptr);
    QCOMPARE(row->text(QAccessible::Name), QStringLiteral("row 10000000"));
    QCOMPARE(row->role(), QAccessible::ListItem);
    QVERIFY(row->state().focused && row->state().selected && !row->state().offscreen);
    QCOMPARE(list->indexOfChild(row), 9'999'999);
    QCOMPARE(row->parent(), list);
    QVERIFY(list->child(5)->state().offscreen);
    const QRect place = row->rect();
    QCOMPARE(list->childAt(place.center().x(), place.center().y()), row);
    // Whoever asks for all of them gets each, and they do not pile up
    for (int i = 0; i < 5'000; ++i)
        QCOMPARE(list->child(i)->text(QAccessible::Name), QStringLiteral("row %1").arg(i + 1));
}

void TestRowView::emptyModel()
{
    m_rows->clear();
    QCOMPARE(m_view->rowAt(0), -1);
    QVERIFY(!m_view->indexAt(QPoint(5, 5)).isValid());
    for (const Qt::Key key : {Qt::Key_Home, Qt::Key_End, Qt::Key_Down, Qt::Key_PageUp})
        QTest::keyClick(m_view.get(), key);
    m_view->selectAll();
    QVERIFY(!m_view->currentIndex().isValid());
    QCOMPARE(selected(), QString());
    m_view->repaint();
}

QTEST_MAIN(TestRowView)
#include "tst_rowview.moc"
