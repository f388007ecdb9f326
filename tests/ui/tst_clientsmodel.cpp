// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarnings.h"
#include "ui/mock/clientsmodel.h"
#include "ui/mock/clientspanel.h"
#include "ui/mock/clientsview.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

using namespace handglass;

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 Start = 1'000 * Second;

MockClient client(ConnectionId id, ConnectionState state = ConnectionState::Open)
{
    MockClient client;
    client.id = id;
    client.number = int(id - 100);
    client.address = QStringLiteral("127.0.0.1:%1").arg(50'000 + id);
    client.path = QStringLiteral("/v2/stream");
    client.state = state;
    client.openedNs = state == ConnectionState::Failed || state == ConnectionState::Connecting ? 0 : Start;
    client.closedNs = state >= ConnectionState::Closed ? Start + 27 * Second : 0;
    client.closeCode = state == ConnectionState::Closed ? 1001 : 0;
    return client;
}

} // namespace

class TestClientsModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_model = std::make_unique<ClientsModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void states_data();
    void states();
    void batchesStandInOrder();
    void oneSignalForManyChanges();
    void detailsStayWhenTheRecordComesAgain();
    void agesGoOn();
    void removesRuns();
    void asksForEarlierOnesOnce();
    void sortsByWhatIsMeant();
    void columnsThatFindNoRoomGo();
    void newestRefusalIsShownWithoutAChoice();

private:
    QString cell(int row, int column) const { return m_model->index(row, column).data().toString(); }
    QList<qint64> ids() const
    {
        QList<qint64> ids;
        for (const MockClient &each : m_model->clients())
            ids.append(each.id);
        return ids;
    }

    std::unique_ptr<ClientsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestClientsModel::states_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("age");
    QTest::addColumn<QString>("sent");
    QTest::addColumn<int>("mark");
    const auto row = [](const char *text, ConnectionState state, const char *status, const char *age, const char *sent,
                         StateMark mark) {
        QTest::newRow(text) << int(state) << status << text << QString::fromUtf8(age) << QString::fromUtf8(sent)
                            << int(mark);
    };
    row("opening", ConnectionState::Connecting, "", "–", "–", StateMark::Connecting);
    row("open", ConnectionState::Open, "", "6 min 51 s", "7", StateMark::Open);
    row("closing", ConnectionState::Closing, "", "6 min 51 s", "7", StateMark::Open);
    row("closed 1001", ConnectionState::Closed, "", "27 s", "7", StateMark::Closed);
    row("refused 403", ConnectionState::Failed, "403", "–", "–", StateMark::Refused);
    row("not opened", ConnectionState::Failed, "", "–", "–", StateMark::Refused);
}

void TestClientsModel::states()
{
    QFETCH(int, state);
    QFETCH(QString, status);
    QFETCH(QString, text);
    QFETCH(QString, age);
    QFETCH(QString, sent);
    QFETCH(int, mark);
    MockClient one = client(103, static_cast<ConnectionState>(state));
    one.status = status;
    one.sent = 7;
    m_model->setNow(Start + 411 * Second);
    m_model->put({one});
    QCOMPARE(cell(0, ClientsModel::Number), QStringLiteral("3"));
    QCOMPARE(cell(0, ClientsModel::Address), QStringLiteral("127.0.0.1:50103"));
    QCOMPARE(cell(0, ClientsModel::Program), QStringLiteral("–"));
    QCOMPARE(cell(0, ClientsModel::State), text);
    QCOMPARE(cell(0, ClientsModel::Age), age);
    QCOMPARE(cell(0, ClientsModel::Sent), sent);
    QCOMPARE(cell(0, ClientsModel::Path), QStringLiteral("/v2/stream"));
    QCOMPARE(m_model->index(0, 0).data(ClientsModel::MarkRole).toInt(), mark);
    const QString read = m_model->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(read.startsWith(QStringLiteral("client 3, 127.0.0.1:50103, ") + text), qPrintable(read));
}

void TestClientsModel::batchesStandInOrder()
{
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->put({client(105), client(103), client(104)});
    QCOMPARE(inserted.size(), 1);
    m_model->put({client(109), client(101), client(107), client(102), client(108)});
    QCOMPARE(ids(), (QList<qint64>{101, 102, 103, 104, 105, 107, 108, 109}));
    QCOMPARE(inserted.size(), 3); // before the first, and behind the last
    m_model->put({client(106)});
    QCOMPARE(ids(), (QList<qint64>{101, 102, 103, 104, 105, 106, 107, 108, 109}));
    QVERIFY(m_model->client(106) != nullptr);
    QVERIFY(m_model->client(110) == nullptr);
    QCOMPARE(m_model->indexOf(104).row(), 3);
    QVERIFY(!m_model->indexOf(7).isValid());
}

void TestClientsModel::oneSignalForManyChanges()
{
    QList<MockClient> all;
    QHash<ConnectionId, ClientsModel::Counts> counts;
    for (int i = 0; i < 2'000; ++i) {
        all.append(client(101 + i));
        counts.insert(101 + i, {i, 2 * i});
    }
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->put(all);
    m_model->setCounts(counts);
    m_model->put(all); // nothing is another now
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(cell(1'999, ClientsModel::Sent), QStringLiteral("1\u2009999"));
    QCOMPARE(cell(1'999, ClientsModel::Received), QStringLiteral("3\u2009998"));
    m_model->setCounts({{7, {1, 1}}}); // not in the list
    QCOMPARE(changed.size(), 1);
}

void TestClientsModel::detailsStayWhenTheRecordComesAgain()
{
    m_model->put({client(101), client(102, ConnectionState::Failed)});
    m_model->setDetails({{101, {QStringLiteral("Chromium"), {}}}, {102, {{}, QStringLiteral("403")}}});
    QCOMPARE(cell(0, ClientsModel::Program), QStringLiteral("Chromium"));
    QCOMPARE(cell(1, ClientsModel::State), QStringLiteral("refused 403"));
    m_model->put({client(101, ConnectionState::Closed), client(102, ConnectionState::Failed)});
    QCOMPARE(cell(0, ClientsModel::Program), QStringLiteral("Chromium"));
    QCOMPARE(cell(0, ClientsModel::State), QStringLiteral("closed 1001"));
    QCOMPARE(cell(1, ClientsModel::State), QStringLiteral("refused 403"));
}

void TestClientsModel::agesGoOn()
{
    m_model->put({client(101), client(102, ConnectionState::Closed)});
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setNow(Start + 5 * Second);
    QCOMPARE(cell(0, ClientsModel::Age), QStringLiteral("5 s"));
    m_model->setNow(Start + 65 * Second);
    QCOMPARE(cell(0, ClientsModel::Age), QStringLiteral("1 min 5 s"));
    QCOMPARE(cell(1, ClientsModel::Age), QStringLiteral("27 s"));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed.last().at(0).toModelIndex().column(), int(ClientsModel::Age));
    QCOMPARE(changed.last().at(1).toModelIndex().row(), 0); // nobody else's goes on
}

void TestClientsModel::removesRuns()
{
    QList<MockClient> all;
    for (int id = 101; id <= 110; ++id)
        all.append(client(id));
    m_model->put(all);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    m_model->remove({101, 102, 103, 106, 110, 999});
    QCOMPARE(ids(), (QList<qint64>{104, 105, 107, 108, 109}));
    QCOMPARE(removed.size(), 3);
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestClientsModel::asksForEarlierOnesOnce()
{
    QSignalSpy wanted(m_model.get(), &ClientsModel::moreWanted);
    QVERIFY(!m_model->canFetchMore({}));
    m_model->setMore(true);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    m_model->fetchMore({});
    QCOMPARE(wanted.size(), 1);
}

void TestClientsModel::sortsByWhatIsMeant()
{
    Theme theme;
    ClientsView view(theme, *m_model);
    QAbstractItemModelTester tester(view.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    MockClient old = client(101);
    old.sent = 9;
    MockClient young = client(102);
    young.openedNs = Start + 300 * Second;
    young.sent = 10;
    MockClient refused = client(103, ConnectionState::Failed);
    refused.status = QStringLiteral("403");
    m_model->setNow(Start + 400 * Second);
    m_model->put({old, young, refused, client(104, ConnectionState::Closed)});
    const auto order = [&view](int column, Qt::SortOrder sort) {
        view.sortByColumn(column, sort);
        QStringList numbers;
        for (int row = 0; row < view.model()->rowCount(); ++row)
            numbers.append(view.model()->index(row, 0).data().toString());
        return numbers.join(u' ');
    };
    QCOMPARE(order(ClientsModel::Number, Qt::AscendingOrder), QStringLiteral("1 2 3 4"));
    QCOMPARE(order(ClientsModel::Sent, Qt::DescendingOrder), QStringLiteral("2 1 4 3"));
    QCOMPARE(order(ClientsModel::Address, Qt::DescendingOrder), QStringLiteral("4 3 2 1"));
    QCOMPARE(order(ClientsModel::Age, Qt::AscendingOrder), QStringLiteral("3 4 2 1"));
    order(ClientsModel::Number, Qt::AscendingOrder);
    QCOMPARE(order(ClientsModel::State, Qt::AscendingOrder), QStringLiteral("1 2 4 3"));
    m_model->setCounts({{101, {11, 0}}});
    QCOMPARE(order(ClientsModel::Sent, Qt::DescendingOrder), QStringLiteral("1 2 4 3"));
}

void TestClientsModel::columnsThatFindNoRoomGo()
{
    Theme theme;
    ClientsView view(theme, *m_model);
    view.resize(1'200, 200);
    view.show();
    QVERIFY(!view.isColumnHidden(ClientsModel::Subprotocol));
    QVERIFY(!view.isColumnHidden(ClientsModel::Path));
    view.resize(360, 200);
    QVERIFY(view.isColumnHidden(ClientsModel::Subprotocol));
    QVERIFY(!view.isColumnHidden(ClientsModel::State));
    QVERIFY(!view.isColumnHidden(ClientsModel::Address));
    int width = 0;
    for (int column = 0; column < ClientsModel::ColumnCount; ++column)
        width += view.isColumnHidden(column) ? 0 : view.columnWidth(column);
    QVERIFY(width <= view.viewport()->width());
}

void TestClientsModel::newestRefusalIsShownWithoutAChoice()
{
    Theme theme;
    ClientsPanel panel(theme, *m_model);
    QSignalSpy shown(&panel, &ClientsPanel::refusalShown);
    m_model->put({client(101), client(102, ConnectionState::Failed)});
    QCOMPARE(shown.size(), 1);
    QCOMPARE(shown.last().first().toLongLong(), 102);
    m_model->put({client(103, ConnectionState::Failed)});
    QCOMPARE(shown.last().first().toLongLong(), 103);
    panel.view().choose(102);
    QCOMPARE(shown.last().first().toLongLong(), 102);
    m_model->put({client(104, ConnectionState::Failed)});
    QCOMPARE(shown.size(), 3); // the choice stays
    QCOMPARE(panel.chosenOpen(), QList<qint64>());
    panel.view().choose(101);
    QCOMPARE(panel.chosenOpen(), QList<qint64>{101});
    m_model->put({client(101, ConnectionState::Closed)});
    QCOMPARE(panel.chosenOpen(), QList<qint64>());
}

QTEST_MAIN(TestClientsModel)
#include "tst_clientsmodel.moc"
