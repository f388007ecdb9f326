// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logcapture.h"
#include "readcell.h"
#include "tests/support/failonwarnings.h"
#include "ui/log/hitstore.h"
#include "ui/log/logmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace handglass;

class TestLogModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void hitStoreFindsRowAndId();
    void hitStoreTakesOlderHits();
    void showsRowsAsTheyCome();
    void insertsOnceARefresh();
    void filtersText();
    void filterChangesWhileRowsCome();
    void waitsForTheEndOfAMessage_data();
    void waitsForTheEndOfAMessage();
    void quickFilters_data();
    void quickFilters();
    void sessionFollowsNewConnections();
    void sessionWithoutConnectionsIsEmpty();
    void hidesRowsUpToAnId();
    void survivesItsCapture();
    void columnTexts();
    void fragments();
    void pongs();
    void closes_data();
    void closes();
    void accessibleText();
    void readsOnlyWhatIsAskedFor();
};

namespace {

QString cell(const LogModel &model, int row, LogColumn column)
{
    return readCell(model, row, column);
}

QList<EntryId> ids(const LogModel &model)
{
    QList<EntryId> all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.idAt(row));
    return all;
}

} // namespace

void TestLogModel::hitStoreFindsRowAndId()
{
    HitStore hits;
    QCOMPARE(hits.count(), 0);
    QCOMPARE(hits.at(0), 0);
    QCOMPARE(hits.rank(17), 0);
    QList<EntryId> all;
    for (EntryId id = 1; id < 200'000; id += 1 + id % 977)
        all.append(id);
    hits.add(all);
    hits.add(all); // twice counts once
    QCOMPARE(hits.count(), all.size());
    for (qsizetype i = 0; i < all.size(); ++i) {
        QCOMPARE(hits.at(i), all.at(i));
        QCOMPARE(hits.rank(all.at(i)), i);
        QVERIFY(hits.contains(all.at(i)));
    }
    QVERIFY(!hits.contains(0));
    QVERIFY(!hits.contains(-5));
    QVERIFY(!hits.contains(1'000'000'000));
    QCOMPARE(hits.rank(1'000'000'000), all.size());
    QCOMPARE(hits.at(all.size()), 0);
}

void TestLogModel::hitStoreTakesOlderHits()
{
    HitStore hits;
    hits.add({60'000, 60'001});
    hits.add({3, 40'000});
    hits.add({70'000});
    const QList<EntryId> expected{3, 40'000, 60'000, 60'001, 70'000};
    QCOMPARE(hits.count(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        QCOMPARE(hits.at(i), expected.at(i));
        QCOMPARE(hits.rank(expected.at(i)), i);
    }
}

void TestLogModel::showsRowsAsTheyCome()
{
    LogCapture capture;
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSource(capture.get(), {});
    QCOMPARE(model.rowCount(), 0);
    for (int i = 0; i < 500; ++i)
        capture.frame(Opcode::Text, Direction::Received, "row " + QByteArray::number(i));
    QTRY_COMPARE(model.rowCount(), 500);
    QCOMPARE(cell(model, 499, LogColumn::Data), QStringLiteral("row 499"));
    capture.frame(Opcode::Binary, Direction::Sent, QByteArray("\x02\x01\x00", 3));
    QTRY_COMPARE(model.rowCount(), 501);
    QCOMPARE(cell(model, 500, LogColumn::Data), QStringLiteral("02 01 00"));
    QCOMPARE(cell(model, 0, LogColumn::Data), QStringLiteral("row 0"));
    QCOMPARE(model.searchedPercent(), 100);
}

void TestLogModel::insertsOnceARefresh()
{
    LogCapture capture;
    LogModel model;
    model.setSource(capture.get(), {});
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    for (int i = 0; i < 3000; ++i)
        capture.frame(Opcode::Text, Direction::Received, "x");
    capture.settle();
    QTRY_COMPARE(model.rowCount(), 3000);
    QVERIFY2(inserted.count() < 30, QByteArray::number(inserted.count()).constData());
}

void TestLogModel::filtersText()
{
    LogCapture capture;
    QList<EntryId> wanted;
    for (int i = 0; i < 30'000; ++i) {
        const EntryId id = capture.frame(
            Opcode::Text, Direction::Received, i % 1000 == 7 ? QByteArray("a Tick here") : QByteArray("heartbeat"));
        if (i % 1000 == 7)
            wanted.append(id);
    }
    capture.settle();
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSource(capture.get(), {});
    QCOMPARE(model.rowCount(), 30'000);
    model.setFilter(LogQuery::Show::All, Filter::parse(QStringLiteral("tick")).value());
    QTRY_COMPARE(model.rowCount(), 30);
    QTRY_COMPARE(model.searchedPercent(), 100);
    QCOMPARE(ids(model), wanted);
    QCOMPARE(model.inScope(), 30'000);
    for (int row = 0; row < 30; ++row)
        QCOMPARE(model.rowOf(wanted.at(row)), row);
    QCOMPARE(model.rowOf(1), -1);
    model.setFilter(LogQuery::Show::All, Filter::parse(QStringLiteral("nowhere")).value());
    QTRY_COMPARE(model.rowCount(), 0);
    model.setFilter(LogQuery::Show::All, {});
    QCOMPARE(model.rowCount(), 30'000);
}

void TestLogModel::filterChangesWhileRowsCome()
{
    LogCapture capture;
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSource(capture.get(), {});
    const QStringList filters{QStringLiteral("a"), QStringLiteral("b"), {}, QStringLiteral("ab"), QStringLiteral("b")};
    for (int round = 0; round < 40; ++round) {
        for (int i = 0; i < 200; ++i)
            capture.frame(Opcode::Text, Direction::Received, i % 2 == 0 ? "alpha" : "bravo");
        model.setFilter(round % 3 == 0 ? LogQuery::Show::Received : LogQuery::Show::All,
            Filter::parse(filters.at(round % 5)).value());
        QCoreApplication::processEvents();
    }
    capture.settle();
    model.setFilter(LogQuery::Show::All, Filter::parse(QStringLiteral("bravo")).value());
    QTRY_COMPARE(model.rowCount(), 4000);
    QTRY_COMPARE(model.searchedPercent(), 100);
    for (int row = 0; row < 4000; row += 371)
        QCOMPARE(model.idAt(row), 2 * (row + 1));
}

void TestLogModel::waitsForTheEndOfAMessage_data()
{
    QTest::addColumn<QString>("filter");
    QTest::newRow("text") << QStringLiteral("-tick -type:continuation");
    QTest::newRow("regex") << QStringLiteral("-/ti.k/ -type:continuation");
    QTest::newRow("hex") << QStringLiteral("-0x7469636b -type:continuation");
    QTest::newRow("JSON") << QStringLiteral("-$.t=tick -type:continuation");
}

/// A row that the rest of its message would hide is not shown before that has come.
void TestLogModel::waitsForTheEndOfAMessage()
{
    QFETCH(QString, filter);
    LogCapture capture;
    const ConnectionId connection = capture.connect(1);
    const auto fragment = [&capture](quint8 firstByte, EntryId first, const QByteArray &payload) {
        EntryRow row = capture.row(Opcode::Text, Direction::Received, payload.size());
        row.bits = static_cast<quint16>(firstByte | (first == 0 ? EntryFirst : firstByte >= 0x80 ? EntryLast : 0));
        row.messageFirst = first;
        const EntryId id = capture.add(row, payload, {});
        capture.settle();
        return id;
    };
    const EntryId hidden = fragment(0x01, 0, R"({"t":"ti)"); // 1
    LogModel model;
    const QAbstractItemModelTester tester(&model);
    model.setFilter(LogQuery::Show::All, Filter::parse(filter).value());
    model.setSource(capture.get(), {});
    capture.frame(Opcode::Text, Direction::Received, "plain"); // 2
    QTRY_COMPARE(ids(model), QList<EntryId>{2});
    const EntryId shown = fragment(0x01, 0, R"({"t":"to)");    // 3
    capture.frame(Opcode::Text, Direction::Received, "plain"); // 4
    QTRY_COMPARE(ids(model), QList<EntryId>({2, 4}));
    fragment(0x80, hidden, R"(ck"})"); // 5
    fragment(0x80, shown, R"(ck"})");  // 6
    QTRY_COMPARE(ids(model), QList<EntryId>({2, 3, 4}));
    const EntryId cut = fragment(0x01, 0, R"({"t":"ti)");      // 7
    capture.frame(Opcode::Text, Direction::Received, "plain"); // 8
    QTRY_COMPARE(ids(model), QList<EntryId>({2, 3, 4, 8}));
    ConnectionRecord record;
    record.id = connection;
    record.session = 1;
    record.state = ConnectionState::Closed;
    record.closedNs = 1;
    capture->writer()->writeConnection(record);
    capture.event(EntryKind::Closed, QStringLiteral("Closed")); // 9
    QTRY_COMPARE(ids(model), QList<EntryId>({2, 3, 4, cut, 8, 9}));
    model.setFilter(LogQuery::Show::All, {});
    model.setFilter(LogQuery::Show::All, Filter::parse(filter).value());
    QTRY_COMPARE(ids(model), QList<EntryId>({2, 3, 4, cut, 8, 9}));
}

void TestLogModel::quickFilters_data()
{
    QTest::addColumn<LogQuery::Show>("show");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::newRow("all") << LogQuery::Show::All << QList<qint64>{1, 2, 3, 4, 5};
    QTest::newRow("sent") << LogQuery::Show::Sent << QList<qint64>{2, 4};
    QTest::newRow("received") << LogQuery::Show::Received << QList<qint64>{3, 5};
    QTest::newRow("control") << LogQuery::Show::Control << QList<qint64>{4, 5};
}

void TestLogModel::quickFilters()
{
    QFETCH(LogQuery::Show, show);
    QFETCH(QList<qint64>, expected);
    LogCapture capture;
    capture.event(EntryKind::Opened, QStringLiteral("opened"));
    capture.frame(Opcode::Text, Direction::Sent, "to");
    capture.frame(Opcode::Text, Direction::Received, "fro");
    capture.frame(Opcode::Ping, Direction::Sent, "p");
    capture.frame(Opcode::Pong, Direction::Received, "p");
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {});
    model.setFilter(show, {});
    QTRY_COMPARE(ids(model), expected);
}

void TestLogModel::sessionFollowsNewConnections()
{
    LogCapture capture;
    LogModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    capture.connect(1);
    capture.frame(Opcode::Text, Direction::Received, "mine");
    capture.connect(2);
    capture.frame(Opcode::Text, Direction::Received, "another's");
    capture.settle();
    model.setSource(capture.get(), {.session = 1});
    QTRY_COMPARE(ids(model), (QList<EntryId>{1}));
    for (int i = 0; i < 300; ++i) {
        capture.connect(i % 3 == 0 ? 2 : 1);
        capture.frame(Opcode::Text, Direction::Received, "new");
        if (i % 20 == 0)
            QCoreApplication::processEvents();
    }
    capture.settle();
    QTRY_COMPARE(model.rowCount(), 201);
    QCOMPARE(model.inScope(), 201);
    QCOMPARE(model.idAt(1), 4);
    QCOMPARE(model.idAt(200), 302);
}

void TestLogModel::sessionWithoutConnectionsIsEmpty()
{
    LogCapture capture;
    capture.connect(1);
    capture.frame(Opcode::Text, Direction::Received, "another's");
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {.session = 7});
    QTRY_COMPARE(model.searchedPercent(), 100);
    QCOMPARE(model.rowCount(), 0);
    capture.connect(7);
    const EntryId id = capture.frame(Opcode::Text, Direction::Received, "mine");
    QTRY_COMPARE(ids(model), (QList<EntryId>{id}));
}

void TestLogModel::hidesRowsUpToAnId()
{
    LogCapture capture;
    for (int i = 0; i < 10; ++i)
        capture.frame(Opcode::Text, i % 2 == 0 ? Direction::Sent : Direction::Received, "x");
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {}, 4);
    QCOMPARE(model.rowCount(), 6);
    QCOMPARE(model.idAt(0), 5);
    QCOMPARE(model.rowOf(4), -1);
    QCOMPARE(model.rowOf(10), 5);
    QCOMPARE(model.deltaAt(0), std::nullopt);
    model.setFilter(LogQuery::Show::Sent, {});
    QTRY_COMPARE(ids(model), (QList<EntryId>{5, 7, 9}));
    model.setAfter(0);
    QTRY_COMPARE(ids(model), (QList<EntryId>{1, 3, 5, 7, 9}));
}

void TestLogModel::survivesItsCapture()
{
    LogCapture capture;
    capture.frame(Opcode::Text, Direction::Received, "x");
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {});
    QCOMPARE(model.rowCount(), 1);
    capture.destroy();
    QCOMPARE(model.rowCount(), 0);
    model.setFilter(LogQuery::Show::Sent, Filter::parse(QStringLiteral("x")).value());
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.searchedPercent(), 100);
}

void TestLogModel::columnTexts()
{
    LogCapture capture;
    capture.connect(1);
    capture.event(EntryKind::Opened, QStringLiteral("101 Switching Protocols in 61.1 ms"));
    capture.frame(Opcode::Text, Direction::Sent, "a\n\tb\x01");
    capture.frame(Opcode::Text, Direction::Received, "bad", QStringLiteral("expected UTF-8, got 0xA3"));
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {});
    QCOMPARE(cell(model, 0, LogColumn::Type), QStringLiteral("Opened"));
    QCOMPARE(cell(model, 0, LogColumn::Direction), QStringLiteral("–"));
    QCOMPARE(cell(model, 0, LogColumn::Size), QString());
    QCOMPARE(cell(model, 0, LogColumn::Delta), QString());
    QCOMPARE(cell(model, 0, LogColumn::Data), QStringLiteral("101 Switching Protocols in 61.1 ms"));
    QCOMPARE(cell(model, 1, LogColumn::Direction), QStringLiteral("Sent"));
    QCOMPARE(cell(model, 1, LogColumn::Delta), QStringLiteral("+1 ms"));
    QCOMPARE(cell(model, 1, LogColumn::Size), QStringLiteral("5"));
    QCOMPARE(cell(model, 1, LogColumn::Data), QStringLiteral("a  b␁"));
    QCOMPARE(cell(model, 1, LogColumn::Opcode), QStringLiteral("0x1"));
    QCOMPARE(cell(model, 1, LogColumn::Fin), QStringLiteral("1"));
    QCOMPARE(cell(model, 1, LogColumn::Rsv), QStringLiteral("0 0 0"));
    QCOMPARE(cell(model, 1, LogColumn::MaskKey), QStringLiteral("a7 1c 5e 39"));
    QCOMPARE(cell(model, 1, LogColumn::WireSize), QStringLiteral("11"));
    QCOMPARE(cell(model, 1, LogColumn::Connection), QStringLiteral("1"));
    QCOMPARE(cell(model, 2, LogColumn::MaskKey), QString());
    QCOMPARE(cell(model, 2, LogColumn::Data), QStringLiteral("expected UTF-8, got 0xA3  bad"));
}

void TestLogModel::fragments()
{
    LogCapture capture;
    EntryRow row = capture.row(Opcode::Text, Direction::Received, 3);
    row.bits = static_cast<quint16>((row.bits & ~0x80U) | EntryFirst);
    capture.add(row, "one", {});
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {});
    QCOMPARE(cell(model, 0, LogColumn::Data), QStringLiteral("[first fragment]  one"));
    row = capture.row(Opcode::Continuation, Direction::Received, 3);
    row.bits = 0;
    row.messageFirst = 1;
    capture.add(row, "two", {});
    row.bits = 0x80 | EntryLast;
    capture.add(row, "end", {});
    QTRY_COMPARE(model.rowCount(), 3);
    QTRY_COMPARE(cell(model, 0, LogColumn::Data), QStringLiteral("[3 fragments]  one"));
    QCOMPARE(cell(model, 1, LogColumn::Type), QStringLiteral("└ Cont."));
    QCOMPARE(cell(model, 1, LogColumn::Data), QStringLiteral("fragment 2 of #1"));
    QCOMPARE(cell(model, 2, LogColumn::Data), QStringLiteral("last fragment of #1"));
}

void TestLogModel::pongs()
{
    LogCapture capture;
    capture.connect(1);
    capture.frame(Opcode::Ping, Direction::Sent, "hg-2");
    for (int i = 0; i < 300; ++i)
        capture.frame(Opcode::Ping, Direction::Received, "k-" + QByteArray::number(i));
    capture.frame(Opcode::Pong, Direction::Received, "hg-2");
    capture.frame(Opcode::Pong, Direction::Sent, "k-0");
    capture.frame(Opcode::Pong, Direction::Sent, "asked by nobody");
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {});
    QCOMPARE(cell(model, 301, LogColumn::Data), QStringLiteral("hg-2  [answers #1]  [RTT 451.5 ms]"));
    QCOMPARE(cell(model, 302, LogColumn::Data), QStringLiteral("k-0  [answers #2]"));
    QCOMPARE(cell(model, 303, LogColumn::Data), QStringLiteral("asked by nobody"));
}

void TestLogModel::closes_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("text");
    QTest::newRow("code and reason") << QByteArray("\x03\xef"
                                                   "byte 44")
                                     << QStringLiteral("1007 Invalid Frame Payload Data  “byte 44”");
    QTest::newRow("code") << QByteArray("\x03\xe8") << QStringLiteral("1000 Normal Closure  no reason");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("1005 No Status Received  empty payload");
    QTest::newRow("one byte") << QByteArray("\x03") << QStringLiteral("03");
}

void TestLogModel::closes()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, text);
    LogCapture capture;
    capture.frame(Opcode::Close, Direction::Received, payload);
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {});
    QCOMPARE(cell(model, 0, LogColumn::Data), text);
}

void TestLogModel::accessibleText()
{
    LogCapture capture;
    capture.frame(Opcode::Text, Direction::Received, "{\"ch\":1}");
    capture.settle();
    LogModel model;
    model.setSource(capture.get(), {});
    const QString time = cell(model, 0, LogColumn::Time);
    for (int column = 0; column < model.columnCount(); ++column)
        QCOMPARE(model.index(0, column).data(Qt::AccessibleTextRole).toString(),
            QStringLiteral("1, received, text, 8 bytes, %1, {\"ch\":1}").arg(time));
}

void TestLogModel::readsOnlyWhatIsAskedFor()
{
    LogCapture capture;
    EntryBatch batch;
    for (int i = 0; i < 1'000'000; ++i) {
        batch.add(capture.row(Opcode::Text, i % 3 == 0 ? Direction::Sent : Direction::Received, 64),
            QByteArray::number(i).leftJustified(64, ' '));
        if (batch.count() == 10'000)
            capture.append(batch);
    }
    capture.settle();
    QElapsedTimer timer;
    timer.start();
    LogModel model;
    model.setSource(capture.get(), {});
    QCOMPARE(model.rowCount(), 1'000'000);
    qInfo("open: %lld ms", timer.restart());
    for (int i = 0; i < 200; ++i) {
        const int row = static_cast<int>(qint64(i) * 7'919'777 % 1'000'000);
        QCOMPARE(cell(model, row, LogColumn::Data).trimmed(), QString::number(row));
    }
    qInfo("200 rows anywhere: %lld ms", timer.restart());
    model.setFilter(LogQuery::Show::Sent, {});
    QTRY_COMPARE_WITH_TIMEOUT(model.rowCount(), 333'334, 60'000);
    qInfo("a third of a million hits: %lld ms", timer.restart());
    model.setFilter(LogQuery::Show::All, Filter::parse(QStringLiteral("99999")).value());
    QTRY_COMPARE_WITH_TIMEOUT(model.searchedPercent(), 100, 60'000);
    QTRY_COMPARE(model.rowCount(), 19); // at the next refresh
    qInfo("19 hits of a text in a million: %lld ms", timer.elapsed());
}

QTEST_GUILESS_MAIN(TestLogModel)
#include "tst_logmodel.moc"
