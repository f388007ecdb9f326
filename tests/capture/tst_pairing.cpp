// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturepairs.h"
#include "app/capture/pairing.h"
#include "tests/support/failonwarnings.h"
#include "tests/ui/logcapture.h"

#include <QSignalSpy>

using namespace handglass;

using Part = PairId::Part;

class TestPairing final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void findsIds_data();
    void findsIds();
    void longIdsStayShort();
    void pairs_data();
    void pairs();
    void holdsABoundedNumber();
    void answeredIdsGoFirst();
    void indexFindsByEitherEnd();
    void indexIsWalkedInSteps();
    void followsACapture();
    void pairsFragmentsAndCompressed();
    void pathsOfAddresses();
};

namespace {

JsonPath path(const QString &text)
{
    const auto parsed = JsonPath::parse(text);
    if (!parsed)
        qFatal("no path");
    return *parsed;
}

struct Step {
    ConnectionId connection;
    Direction direction;
    QByteArray text;
};

} // namespace

void TestPairing::findsIds_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<PairId>>("ids");
    const auto row = [](const char *name, const char *where, const QByteArray &text, const QList<PairId> &ids) {
        QTest::newRow(name) << QString::fromUtf8(where) << text << ids;
    };
    row("number", "$.id", R"({"id":7,"op":"sub"})", {{"n7", Part::Unknown}});
    row("string", "$.id", R"({"id":"7"})", {{"s7", Part::Unknown}});
    row("escaped", "$.id", R"({"id":"\u0037"})", {{"s7", Part::Unknown}});
    row("name escaped", "$.id", R"({"\u0069d":7})", {{"n7", Part::Unknown}});
    row("spelled otherwise", "$.id", R"({"id":7.0})", {{"n7", Part::Unknown}});
    row("with exponent", "$.id", R"({"id":70e-1})", {{"n7", Part::Unknown}});
    row("beyond 64 bits", "$.id", R"({"id":123456789012345678901})", {{"n123456789012345678901", Part::Unknown}});
    row("fraction", "$.id", R"({"id":1.5})", {{"n1.5", Part::Unknown}});
    row("request", "$.id", R"({"jsonrpc":"2.0","method":"sum","params":[1],"id":1})", {{"n1", Part::Request}});
    row("result", "$.id", R"({"jsonrpc":"2.0","result":1,"id":1})", {{"n1", Part::Reply}});
    row("error", "$.id", R"({"jsonrpc":"2.0","error":{"code":-1},"id":"a"})", {{"sa", Part::Reply}});
    row("notification", "$.id", R"({"jsonrpc":"2.0","method":"tick"})", {});
    row("null", "$.id", R"({"id":null,"error":{}})", {});
    row("no id's kind", "$.id", R"({"id":true})", {});
    row("object", "$.id", R"({"id":{"a":1}})", {});
    row("empty string", "$.id", R"({"id":""})", {{"s", Part::Unknown}});
    row("deeper only", "$.id", R"({"a":{"id":7}})", {});
    row("batch", "$.id", R"([{"id":1,"method":"a"},{"method":"b"},{"id":2,"method":"c"}])",
        {{"n1", Part::Request}, {"n2", Part::Request}});
    row("empty batch", "$.id", "[]", {});
    row("nested", "$.meta.request", R"({"meta":{"request":"x"},"method":"no part of it"})", {{"sx", Part::Unknown}});
    row("element", "$[1]", R"([2,"abc","Boot",{}])", {{"sabc", Part::Unknown}});
    row("element of a batch's member", "$.ids[0]", R"({"ids":[4,5]})", {{"n4", Part::Unknown}});
    row("space before", "$.id", "\n {\"id\":3}", {{"n3", Part::Unknown}});
    row("no JSON", "$.id", "id 7", {});
    row("empty", "$.id", "", {});
    row("scalar", "$.id", "7", {});
}

void TestPairing::findsIds()
{
    QFETCH(QString, where);
    QFETCH(QByteArray, text);
    const QList<PairId> found = pairIds(text, path(where));
    QFETCH(QList<PairId>, ids);
    QCOMPARE(found, ids);
}

void TestPairing::longIdsStayShort()
{
    const QByteArray same(10'000, 'x');
    const auto first = pairIds("{\"id\":\"" + same + "1\"}", path(QStringLiteral("$.id")));
    const auto second = pairIds("{\"id\":\"" + same + "2\"}", path(QStringLiteral("$.id")));
    QCOMPARE(first.size(), 1);
    QVERIFY(first.first().key.size() <= 64);
    QVERIFY(first.first().key != second.first().key);
}

void TestPairing::pairs_data()
{
    QTest::addColumn<QList<Step>>("steps");
    QTest::addColumn<QList<Pair>>("pairs"); ///< rows from 1; message n is at n ms
    constexpr auto Up = Direction::Sent;
    constexpr auto Down = Direction::Received;
    const auto row = [](const char *name, const QList<Step> &steps, const QList<std::pair<int, int>> &pairs) {
        QList<Pair> wanted;
        for (const auto &[reply, request] : pairs)
            wanted.append({reply, request, (reply - request) * 1'000'000LL});
        QTest::newRow(name) << steps << wanted;
    };
    row("a reply", {{1, Up, R"({"id":1})"}, {1, Down, R"({"id":1})"}}, {{2, 1}});
    row("the server asks", {{1, Down, R"({"id":1})"}, {1, Up, R"({"id":1})"}}, {{2, 1}});
    row("out of order",
        {{1, Up, R"({"id":1})"}, {1, Up, R"({"id":2})"}, {1, Down, R"({"id":2})"}, {1, Down, R"({"id":1})"}},
        {{3, 2}, {4, 1}});
    row("a number is no string", {{1, Up, R"({"id":1})"}, {1, Down, R"({"id":"1"})"}}, {});
    row("another connection", {{1, Up, R"({"id":1})"}, {2, Down, R"({"id":1})"}}, {});
    row("the same id on two connections",
        {{1, Up, R"({"id":1})"}, {2, Up, R"({"id":1})"}, {2, Down, R"({"id":1})"}, {1, Down, R"({"id":1})"}},
        {{3, 2}, {4, 1}});
    row("same direction twice", {{1, Up, R"({"id":1})"}, {1, Up, R"({"id":1})"}, {1, Down, R"({"id":1})"}}, {{3, 2}});
    row("only the first reply counts",
        {{1, Up, R"({"id":1})"}, {1, Down, R"({"id":1})"}, {1, Down, R"({"id":1})"}, {1, Up, R"({"id":1})"}}, {{2, 1}});
    row("an id used again",
        {{1, Up, R"({"id":1})"}, {1, Down, R"({"id":1})"}, {1, Up, R"({"id":1})"}, {1, Down, R"({"id":1})"}},
        {{2, 1}, {4, 3}});
    row("both ask with one id (JSON-RPC)",
        {{1, Up, R"({"id":1,"method":"a"})"}, {1, Down, R"({"id":1,"method":"b"})"},
            {1, Down, R"({"id":1,"result":0})"}, {1, Up, R"({"id":1,"result":0})"}},
        {{3, 1}, {4, 2}});
    row("a result without its request asks nothing",
        {{1, Down, R"({"id":1,"result":0})"}, {1, Up, R"({"id":1,"ok":1})"}}, {});
    row("a batch, answered in one",
        {{1, Up, R"([{"id":1,"method":"a"},{"id":2,"method":"b"}])"},
            {1, Down, R"([{"id":2,"result":0},{"id":1,"result":0}])"}},
        {{2, 1}});
    row("a batch, answered one by one",
        {{1, Up, R"([{"id":1,"method":"a"},{"id":2,"method":"b"}])"}, {1, Down, R"({"id":2,"result":0})"},
            {1, Down, R"({"id":1,"result":0})"}},
        {{2, 1}, {3, 1}});
    row("one by one, answered in a batch",
        {{1, Up, R"({"id":1,"method":"a"})"}, {1, Up, R"({"id":2,"method":"b"})"},
            {1, Down, R"([{"id":2,"result":0},{"id":1,"result":0}])"}},
        {{3, 2}, {3, 1}});
    row("closed in between", {{1, Up, R"({"id":1})"}, {1, Direction::None, {}}, {1, Down, R"({"id":1})"}}, {});
}

void TestPairing::pairs()
{
    QFETCH(QList<Step>, steps);
    QFETCH(QList<Pair>, pairs);
    Pairing pairing;
    QList<Pair> found;
    EntryId id = 0;
    for (const Step &step : steps) {
        ++id;
        if (step.direction == Direction::None)
            pairing.end(step.connection);
        else
            found += pairing.take({id, step.connection, step.direction, id * 1'000'000,
                pairIds(step.text, path(QStringLiteral("$.id")))});
    }
    QCOMPARE(found, pairs);
}

void TestPairing::holdsABoundedNumber()
{
    Pairing pairing(1'000);
    for (EntryId id = 1; id <= 50'000; ++id)
        pairing.take({id, id % 7, Direction::Sent, id, {{"n" + QByteArray::number(id), Part::Unknown}}});
    QCOMPARE(pairing.held(), 1'000);
    const auto reply = [&pairing](EntryId to) {
        return pairing.take(
            {60'000, to % 7, Direction::Received, 60'000, {{"n" + QByteArray::number(to), Part::Reply}}});
    };
    QCOMPARE(reply(49'001).size(), 1);
    QCOMPARE(reply(49'000).size(), 0);
    for (ConnectionId connection = 0; connection < 7; ++connection)
        pairing.end(connection);
    QCOMPARE(pairing.held(), 0);
}

void TestPairing::answeredIdsGoFirst()
{
    Pairing pairing(10);
    pairing.take({1, 1, Direction::Sent, 1, {{"nslow", Part::Unknown}}});
    for (EntryId id = 2; id <= 1'000; id += 2) {
        const QByteArray key = "n" + QByteArray::number(id);
        pairing.take({id, 1, Direction::Sent, id, {{key, Part::Unknown}}});
        QCOMPARE(pairing.take({id + 1, 1, Direction::Received, id + 1, {{key, Part::Unknown}}}).size(), 1);
    }
    QCOMPARE(pairing.take({2'000, 1, Direction::Received, 2'000, {{"nslow", Part::Unknown}}}),
        (QList<Pair>{{2'000, 1, 1'999}}));
}

void TestPairing::indexFindsByEitherEnd()
{
    PairIndex index;
    index.add({{10, 1, 900}, {11, 2, 800}, {11, 3, 700}, {20, 4, 600}});
    QCOMPARE(index.replies(11, 19), (QList<Pair>{{11, 2, 800}, {11, 3, 700}}));
    QCOMPARE(index.requests(3, 4), (QList<Pair>{{11, 3, 700}, {20, 4, 600}}));
    QCOMPARE(index.replies(12, 19), QList<Pair>());
    const quint64 before = index.generation();
    index.clear();
    QCOMPARE(index.replies(1, 100), QList<Pair>());
    QVERIFY(index.generation() > before);
}

void TestPairing::indexIsWalkedInSteps()
{
    PairIndex index;
    QList<Pair> all;
    for (EntryId id = 1; id <= 1'000; ++id)
        all.append({id + id % 2, id, id});
    std::sort(all.begin(), all.end(),
        [](const Pair &a, const Pair &b) { return a.reply != b.reply ? a.reply < b.reply : a.request < b.request; });
    index.add(all);
    QList<Pair> walked;
    for (QList<Pair> some = index.next({}, 7); !some.isEmpty(); some = index.next(some.last(), 7))
        walked += some;
    QCOMPARE(walked, all);
}

void TestPairing::followsACapture()
{
    LogCapture capture;
    capture.connect(1);
    capture.frame(Opcode::Text, Direction::Sent, R"({"id":1})");
    capture.frame(Opcode::Text, Direction::Received, R"({"id":1})");
    capture.settle();
    CapturePairs *pairs = CapturePairs::of(capture.get());
    QCOMPARE(CapturePairs::of(capture.get()), pairs);
    QSignalSpy changed(pairs, &CapturePairs::changed);
    QTRY_COMPARE(pairs->index()->replies(1, 9), (QList<Pair>{{2, 1, 1'500'000}}));
    capture.frame(Opcode::Ping, Direction::Received, R"({"id":5})");
    capture.frame(Opcode::Text, Direction::Sent, R"({"id":2, "padding":")" + QByteArray(1'000, 'x') + "\"}");
    capture.frame(Opcode::Binary, Direction::Received, R"({"padding":")" + QByteArray(1'000, 'x') + R"(","id":2})");
    capture.settle();
    QTRY_COMPARE(pairs->index()->replies(3, 9), (QList<Pair>{{5, 4, 1'500'000}}));
    QTRY_COMPARE(pairs->doneTo(), 5);
    QTRY_VERIFY(!changed.isEmpty());
    const auto index = pairs->index();
    capture.destroy();
    QCOMPARE(index->replies(1, 9).size(), 2);
}

void TestPairing::pairsFragmentsAndCompressed()
{
    LogCapture capture;
    capture.connect(1);
    const EntryId request = capture.fragments(Opcode::Text, Direction::Sent, {"{\"i", "d\":", "1}"});
    const EntryId reply = capture.compressed(Opcode::Text, Direction::Received, "\x01\x02", R"({"id":1})");
    capture.settle();
    QTRY_COMPARE(CapturePairs::of(capture.get())->index()->replies(1, 9), (QList<Pair>{{reply, request, 1'500'000}}));
}

void TestPairing::pathsOfAddresses()
{
    LogCapture capture;
    const ConnectionId first = capture.connect(1, QStringLiteral("ws://127.0.0.1:8080/one?token=x"));
    capture.frame(Opcode::Text, Direction::Sent, R"({"seq":1,"id":8})");
    capture.frame(Opcode::Text, Direction::Received, R"({"seq":1,"id":9})");
    capture.connect(2, QStringLiteral("ws://127.0.0.1:8080/two"));
    capture.frame(Opcode::Text, Direction::Sent, R"({"id":1})");
    capture.frame(Opcode::Text, Direction::Received, R"({"id":1})");
    capture.settle();
    CapturePairs *pairs = CapturePairs::of(capture.get());
    QTRY_COMPARE(pairs->index()->replies(1, 9), (QList<Pair>{{4, 3, 1'500'000}}));
    const QString one = CapturePairs::addressOf(*capture->connection(first));
    QCOMPARE(one, QStringLiteral("ws://127.0.0.1:8080/one"));
    pairs->setPaths({{one, path(QStringLiteral("$.seq"))}});
    QTRY_COMPARE(pairs->index()->replies(1, 9), (QList<Pair>{{2, 1, 1'500'000}, {4, 3, 1'500'000}}));
    pairs->setPaths({{QStringLiteral("ws://127.0.0.1:8080/two"), std::nullopt}});
    QTRY_COMPARE(pairs->doneTo(), 4);
    QTRY_COMPARE(pairs->index()->replies(1, 9), QList<Pair>());
}

QTEST_GUILESS_MAIN(TestPairing)
#include "tst_pairing.moc"
