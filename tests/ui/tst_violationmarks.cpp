// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "tests/support/failonwarnings.h"
#include "ui/log/filterbar.h"
#include "ui/log/hitstore.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/log/tickbar.h"

#include <QAbstractButton>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>

using namespace handglass;

/// Ticks on the log's scroll bar where the peer broke a rule.
class TestViolationMarks final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void findsHitsInARange_data();
    void findsHitsInARange();
    void findsHitsOfBoth();
    void standWhereTheRowsAre();
    void barKeepsItsHeight();
    void comeWithTheRows();
    void followTheFilter();
    void goWithTheCapture();
    void costLittleForManyRows();

private:
    void rows(int count, const QList<int> &violations);
    TickBar &bar() const { return m_panel->findChild<LogView *>()->tickBar(); }
    /// Where row (0-based) of count has its tick.
    int place(int row, int count) const;

    Theme m_theme;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<LogPanel> m_panel;
};

void TestViolationMarks::initTestCase()
{
    QCoreApplication::setOrganizationName(QStringLiteral("handglass-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tst_violationmarks"));
    QStandardPaths::setTestModeEnabled(true);
    m_theme.apply(ThemeChoice::Light);
}

void TestViolationMarks::init()
{
    failOnWarnings();
    QSettings().clear();
    m_capture = std::make_unique<LogCapture>();
    m_capture->connect(1);
    m_panel = std::make_unique<LogPanel>(m_theme);
    m_panel->resize(1000, 500);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestViolationMarks::cleanup()
{
    m_panel.reset();
    m_capture.reset();
}

/// violations: indices of the rows that get one.
void TestViolationMarks::rows(int count, const QList<int> &violations)
{
    EntryBatch batch;
    for (int i = 0; i < count; ++i) {
        EntryRow row = m_capture->row(Opcode::Text, i % 2 == 0 ? Direction::Sent : Direction::Received, 1);
        const bool violation = violations.contains(i);
        row.bits |= violation ? EntryViolation : 0;
        batch.add(row, "x", violation ? QStringLiteral("expected, got") : QString());
    }
    m_capture->append(batch);
    m_capture->settle();
}

int TestViolationMarks::place(int row, int count) const
{
    const int parts = bar().height() / 2;
    int part = 0;
    while (qint64(count) * (part + 1) / parts <= row)
        ++part;
    return part * 2;
}

void TestViolationMarks::findsHitsInARange_data()
{
    QTest::addColumn<qint64>("from");
    QTest::addColumn<qint64>("to");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, qint64 from, qint64 to, bool found) {
        QTest::newRow(name) << from << to << found;
    };
    row("before", 1, 99, false);
    row("itself", 100, 100, true);
    row("between", 101, 49'999, false);
    row("up to the second", 101, 50'000, true);
    row("from below", -5, 100, true);
    row("chunks without any", 100'000, 300'000, false);
    row("the end of a chunk", 16'383, 16'384, false);
    row("beyond all", 600'000, 1'000'000, false);
    row("the last", 400'001, 9'000'000, true);
    row("empty range", 100, 99, false);
}

void TestViolationMarks::findsHitsInARange()
{
    QFETCH(qint64, from);
    QFETCH(qint64, to);
    HitStore store;
    store.add({100, 50'000, 400'001});
    QTEST(store.hasIn(from, to), "found");
}

void TestViolationMarks::findsHitsOfBoth()
{
    HitStore store;
    HitStore other;
    store.add({100, 20'000, 50'000});
    other.add({99, 101, 50'000});
    QVERIFY(!store.hasIn(1, 49'999, &other));
    QVERIFY(store.hasIn(1, 50'000, &other));
    QVERIFY(!store.hasIn(1, 100'000, std::make_unique<HitStore>().get()));
}

void TestViolationMarks::standWhereTheRowsAre()
{
    rows(10'000, {0, 5'000, 5'001, 9'999});
    m_panel->setScope(m_capture->get(), {});
    const auto expected = [this] { return QList<int>{place(0, 10'000), place(5'000, 10'000), place(9'999, 10'000)}; };
    QTRY_COMPARE(bar().ticks(), expected());
    QVERIFY(expected().last() + 2 >= bar().height() - 1);
    m_panel->resize(1000, 300);
    QTRY_COMPARE(bar().ticks().at(1), place(5'000, 10'000));
}

/// As high as the table from when it is first seen: no other scroll bar comes and goes.
void TestViolationMarks::barKeepsItsHeight()
{
    class Heights final : public QObject
    {
    public:
        QList<int> seen;
        bool eventFilter(QObject *watched, QEvent *event) override
        {
            const auto *bar = qobject_cast<QWidget *>(watched);
            if (event->type() == QEvent::Paint && (seen.isEmpty() || seen.last() != bar->height()))
                seen.append(bar->height());
            return false;
        }
    };
    Heights heights;
    bar().installEventFilter(&heights);
    rows(10'000, {0, 9'999});
    m_panel->setScope(m_capture->get(), {});
    QTRY_COMPARE(bar().ticks().size(), 2);
    m_panel->findChild<LogModel *>()->setAfter(9'000);
    m_panel->findChild<LogModel *>()->setAfter(0);
    QTRY_VERIFY(!heights.seen.isEmpty());
    QCoreApplication::processEvents();
    const auto *view = m_panel->findChild<LogView *>();
    QVERIFY(!view->horizontalScrollBar()->isVisible());
    QCOMPARE(heights.seen, QList<int>{view->horizontalHeader()->height() + view->viewport()->height()});
}

void TestViolationMarks::comeWithTheRows()
{
    m_panel->setScope(m_capture->get(), {});
    rows(1'000, {});
    QTRY_COMPARE(m_panel->findChild<LogModel *>()->rowCount(), 1'000);
    QCOMPARE(bar().ticks(), QList<int>());
    m_capture->frame(Opcode::Text, Direction::Received, "x", QStringLiteral("expected, got"));
    EntryRow hand = m_capture->row(Opcode::Text, Direction::Sent, 1);
    hand.bits |= EntryViolation | EntryByHand;
    m_capture->add(hand, "x", QStringLiteral("the user's own"));
    rows(998, {});
    QTRY_COMPARE(bar().ticks(), QList<int>{place(1'000, 2'000)});
}

void TestViolationMarks::followTheFilter()
{
    rows(2'000, {400, 1'501}); // one sent, one received
    m_panel->setScope(m_capture->get(), {});
    QTRY_COMPARE(bar().ticks().size(), 2);
    m_panel->findChild<QAbstractButton *>(QStringLiteral("logSegment2"))->click();
    QTRY_COMPARE(m_panel->findChild<LogModel *>()->rowCount(), 1'000);
    QTRY_COMPARE(bar().ticks(), QList<int>{place(750, 1'000)});
}

void TestViolationMarks::goWithTheCapture()
{
    rows(2'000, {400});
    m_panel->setScope(m_capture->get(), {});
    QTRY_COMPARE(bar().ticks().size(), 1);
    m_panel->setScope(nullptr, {});
    QCOMPARE(bar().ticks(), QList<int>());
    m_panel->setScope(m_capture->get(), {});
    QTRY_COMPARE(bar().ticks().size(), 1);
    m_capture->destroy();
    QCOMPARE(bar().ticks(), QList<int>());
}

void TestViolationMarks::costLittleForManyRows()
{
    HitStore violations;
    HitStore shown;
    QList<EntryId> ids;
    for (EntryId id = 1; id <= 10'000'000; id += 2)
        ids.append(id);
    shown.add(ids);
    violations.add({4, 2'000'002, 9'999'998}); // none of them shown: every word is looked at
    QElapsedTimer timer;
    timer.start();
    constexpr int parts = 400;
    for (int part = 0; part < parts; ++part)
        QVERIFY(!violations.hasIn(shown.at(part * 12'500LL), shown.at((part + 1) * 12'500LL - 1), &shown));
    qInfo("ticks of five of ten million rows: %lld µs", timer.nsecsElapsed() / 1000);
    QVERIFY(timer.elapsed() < 100);
}

QTEST_MAIN(TestViolationMarks)
#include "tst_violationmarks.moc"
