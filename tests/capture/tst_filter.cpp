// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/decode/jsonpath.h"
#include "tests/capture/captureparts.h"
#include "tests/support/failonwarnings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace handglass;

/// What filters find in a small capture that has each kind of row.
class TestFilter final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void finds_data();
    void finds();
    void matchesJson_data();
    void matchesJson();
    void findsInWholeMessages_data();
    void findsInWholeMessages();
    void tellsWhichMessagesAreOpen();
    void comparesNumbers_data();
    void comparesNumbers();
    void measuresDeltaInItsScope();
    void countsItsScope();
    void seesCloseCodesOfTheFile();
    void stopsWhenToldTo();

private:
    void fill(CaptureWriter &writer);
    void add(CaptureWriter &writer, EntryRow row, QByteArrayView payload, const QString &text = {});
    QString path() const { return m_folder.filePath(QStringLiteral("a.hgcap")); }

    QTemporaryDir m_folder;
    std::unique_ptr<CaptureReader> m_reader;
    QMap<EntryId, QString> m_marks;
    qint64 m_time = 0;
};

namespace {

constexpr qint64 Ms = 1'000'000;
/// 2026-11-26T10:31:05 where clocks are two hours ahead of UTC.
constexpr qint64 Start = 1'795'681'865'000 * Ms;

Filter parsed(const QString &text)
{
    const auto filter = Filter::parse(text);
    if (!filter)
        QTest::qFail(qPrintable(filter.error().sentence), __FILE__, __LINE__);
    return filter.value_or(Filter());
}

EntryRow eventRow(EntryKind kind, ConnectionId connection)
{
    EntryRow row;
    row.kind = kind;
    row.connection = connection;
    return row;
}

EntryRow withBits(EntryRow row, int bits)
{
    row.bits = static_cast<quint16>(row.bits | bits);
    return row;
}

} // namespace

void TestFilter::initTestCase()
{
    qputenv("TZ", "TST-2");
    auto writer = makeWriter(path());
    fill(*writer);
    writer->flush();
    writer.reset();
    m_reader = openReader(path());
    QVERIFY(m_reader);
    QCOMPARE(m_reader->lastId(), 17);
    m_marks = {{3, QStringLiteral("Slow reply")}, {4, {}}};
}

void TestFilter::add(CaptureWriter &writer, EntryRow row, QByteArrayView payload, const QString &text)
{
    row.timeNs = Start + m_time * Ms;
    appendRow(writer, row, payload, text);
}

/// Times are ms from Start.
void TestFilter::fill(CaptureWriter &writer)
{
    using enum Direction;
    ConnectionRecord record = fullRecord(1);
    record.closeCode = 1006;
    writer.writeConnection(record);
    add(writer, eventRow(EntryKind::Opened, 1), {}, QStringLiteral("Opened ws://tick.test/"));
    m_time = 1;
    add(writer, withBits(frameRow(Sent, 0x81), EntryMasked),
        R"({"type":"tick","price":100.5,"a":[{"b":null},{"b":1}]})");
    m_time = 301;
    add(writer, frameRow(Received, 0x81), R"({"type":"heartbeat","n":"0.25"})");
    m_time = 302;
    add(writer, frameRow(Received, 0x82), QByteArray("\xff\r\n\0tock", 8));
    add(writer, withBits(frameRow(Sent, 0x89), EntryMasked), "tick");
    m_time = 1000;
    add(writer, frameRow(Received, 0x8A), "tick");
    add(writer, withBits(frameRow(Received, 0x01), EntryFirst), R"({"type":"fr)");
    add(writer, frameRow(Received, 0x89, 2), {});
    EntryRow rest = withBits(frameRow(Received, 0x80), EntryLast);
    rest.messageFirst = 7;
    add(writer, rest, R"(ag","long":")" + QByteArray(2000, 'x') + R"("})");
    m_time = 60'000;
    EntryRow compressed = frameRow(Received, 0xC1);
    compressed.timeNs = Start + m_time * Ms;
    appendCompressed(writer, compressed, "packed", R"({"type":"TICK","esc":"a\u00e9\n\"q\""})");
    add(writer, frameRow(Received, 0x88),
        "\x03\xe9"
        "bye");
    add(writer, eventRow(EntryKind::Closed, 1), {}, QStringLiteral("Closed"));
    add(writer, withBits(frameRow(Sent, 0xA1), EntryViolation | EntryByHand), "hand");
    add(writer, withBits(frameRow(Received, 0x81, 2), EntryViolation), R"({"type":"tick",})",
        QStringLiteral("expected UTF-8"));
    add(writer, withBits(eventRow(EntryKind::Notice, 2), EntryOnPurpose), {}, QStringLiteral("limit"));
    m_time = 3'600'000;
    add(writer, frameRow(Sent, 0x88, 2), {});
    add(writer, withBits(frameRow(Sent, 0x83, 2), EntryByHand | EntryOnPurpose), "reserved");
}

void TestFilter::finds_data()
{
    using Ids = QList<EntryId>;
    QTest::addColumn<Ids>("ids");
    const auto row = [](const char *text, const Ids &ids) { QTest::newRow(text) << ids; };
    Ids all;
    for (EntryId id = 1; id <= 17; ++id)
        all.append(id);
    row("", all);
    row("tick", {1, 2, 5, 6, 10, 14});
    row("TICK", {1, 2, 5, 6, 10, 14});
    row("tick price", {2});
    row("\"tick price\"", {});
    row("'\"type\":\"tick\"'", {2, 10, 14});
    row("utf-8", {14});
    row("packed", {});
    row("heartbeat or tock", {3, 4});
    row("-tick -type:control,opened -conn:2", {3, 4, 7, 9, 12, 13});
    row("not (tick or conn:2) type:text", {3, 7, 13});
    row("tick or heartbeat price", {1, 2, 5, 6, 10, 14});
    row("(tick or heartbeat) price", {2});
    row("--tock", {4});
    row("/^tick$/", {5, 6});
    row("/^TICK$/i", {5, 6});
    row("/^opened/i", {1});
    row("/a\\/b/", {});
    row("/^$/", {8, 16});
    row("0x0d0a", {4});
    row("0x0D0A00", {4});
    row("0xff", {4});
    row("0x0d0b", {});
    row("dir:sent", {2, 5, 13, 16, 17});
    row("dir!=sent", {3, 4, 6, 7, 8, 9, 10, 11, 14});
    row("dir:sent,received", {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 17});
    row("type:text", {2, 3, 7, 10, 13, 14});
    row("type:binary", {4});
    row("type:ping", {5, 8});
    row("type:pong", {6});
    row("type:close", {11, 16});
    row("type:control", {5, 6, 8, 11, 16});
    row("type:continuation", {9});
    row("type:reserved", {17});
    row("type:opened|closed|notice", {1, 12, 15});
    row("type!=frame", {1, 12, 15});
    row("size>1k", {9});
    row("size>=2000 size<2KiB", {9});
    row("size:0", {8, 16});
    row("size!=4", {2, 3, 4, 7, 8, 9, 10, 11, 14, 16, 17});
    row("size:4", {5, 6, 13});
    row("size:5..6", {10, 11});
    row("size:0,8", {4, 8, 16, 17});
    row("not size>=0", {1, 12, 15});
    row("time>10:31:05 time<10:31:06", {2, 3, 4, 5});
    row("time=10:31:05", {1, 2, 3, 4, 5});
    row("time!=10:31:05", {6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17});
    row("time=10:31", {1, 2, 3, 4, 5, 6, 7, 8, 9});
    row("time<=10:31:05.301", {1, 2, 3});
    row("time>10:31:05.301", {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17});
    row("time>=11:31", {16, 17});
    row("time:10:31:06..10:32:05", {6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
    row("time=2026-11-26T10:31:05", {1, 2, 3, 4, 5});
    row("time>=2026-11-26T08:32:05Z", {10, 11, 12, 13, 14, 15, 16, 17});
    row("time=2026-11-26", all);
    row("time=2026-11-25", {});
    row("delta>200ms", {3, 6, 10, 16});
    row("delta:1ms", {2, 4});
    row("delta>=59s", {10, 16});
    row("not delta>=0", {1});
    row("conn:2", {8, 14, 15, 16, 17});
    row("conn!=1", {8, 14, 15, 16, 17});
    row("row:3..5", {3, 4, 5});
    row("code:1001", {11});
    row("code:1006", {12});
    row("code:1005", {16});
    row("code>1000", {11, 12, 16});
    row("-code:1006 type:closed", {});
    row("fin:0", {7});
    row("rsv1:1", {10});
    row("rsv2:1", {13});
    row("rsv>0", {10, 13});
    row("masked:1", {2, 5});
    row("opcode:9", {5, 8});
    row("opcode>10", {});
    row("violation", {14});
    row("byhand", {13});
    row("onpurpose", {15, 17});
    row("compressed", {10});
    row("marked", {3, 4});
    row("-marked row<5", {1, 2});
    row("comment:slow", {3});
    row("comment:\"w r\"", {3});
    row("comment:tick", {});
    row("$.type=tick", {2});
    row("$.type:tick", {2});
    row("$.type!=tick", {3, 7, 10});
    row("$.type~TICK", {2, 10});
    row("$.type~/^t.ck$/", {2});
    row("$.type", {2, 3, 7, 10});
    row("$.type=frag", {7});
    row("$.long", {7});
    row("-$.type type:text", {13, 14});
    row("$.price>100", {2});
    row("$.price>100.5", {});
    row("$.price:100..101", {2});
    row("$.n<1", {3});
    row("$.n=\"0.25\"", {3});
    row("$.n=0.250", {3});
    row("$.a[0].b=null", {2});
    row("$.a[0].b!=null", {});
    row("$.a[1].b!=null", {2});
    row("$.a[*].b=1", {2});
    row("$.a[2]", {});
    row("$.esc='aé\n\"q\"'", {10});
    row("websocket.opcode==9 or websocket.fin==0", {5, 7, 8});
}

void TestFilter::finds()
{
    QFETCH(QList<EntryId>, ids);
    LogQuery query{.filter = parsed(QString::fromUtf8(QTest::currentDataTag())), .marks = m_marks};
    QCOMPARE(m_reader->matches(query, 1, 100), ids);
    QCOMPARE(m_reader->error(), QString());
    QList<EntryId> oneByOne;
    for (EntryId id = 1; id <= 17; ++id)
        oneByOne += m_reader->matches(query, id, id);
    QCOMPARE(oneByOne, ids);
    query.show = LogQuery::Show::Sent;
    const QList<EntryId> sent = {2, 5, 13, 16, 17};
    ids.removeIf([&sent](EntryId id) { return !sent.contains(id); });
    QCOMPARE(m_reader->matches(query, 1, 100), ids);
}

void TestFilter::matchesJson_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("found");
    const auto row = [](const char *name, const char *payload, const char *filter, bool found) {
        QTest::newRow(name) << QByteArray(payload) << QString::fromUtf8(filter) << found;
    };
    row("nested", R"({"a":{"b":{"c":[1,[2,{"d":3}]]}}})", "$.a.b.c[1][1].d=3", true);
    row("not deeper", R"({"x":{"a":1}})", "$.a", false);
    row("not a sibling's", R"({"b":{"c":1},"a":{}})", "$.a.c", false);
    row("after a nested one", R"({"b":[{"a":2}],"a":1})", "$.a=1", true);
    row("element of an object", R"({"0":1})", "$[0]", false);
    row("member of an array", R"([{"a":1}])", "$.a", false);
    row("any element", R"([{"a":1},{"b":2},{"a":3}])", "$[*].a=3", true);
    row("any element of any element", R"([[1],[2,[5]]])", "$[*][*][0]=5", true);
    row("second element", R"([[1,2],[3,4]])", "$[1][0]=3", true);
    row("the text's own value", R"( "tick" )", "$[0]", false);
    row("escaped name", R"({"\u0061b":1})", "$.ab=1", true);
    row("name with a dot", R"({"a.b":1})", "$[\"a.b\"]=1", true);
    row("name with a quote", R"({"a\"b":1})", "$['a\"b']=1", true);
    row("empty name", R"({"":1})", "$['']=1", true);
    row("one of two of a name", R"({"a":1,"a":2})", "$.a=1", true);
    row("the other of two of a name", R"({"a":1,"a":2})", "$.a=2", true);
    row("escaped string", R"({"a":"\ud83d\ude00\/\t"})", "$.a='😀/\t'", true);
    row("lone surrogate", R"({"a":"\ud83d"})", "$.a=\xEF\xBF\xBD", true);
    row("case counts", R"({"a":"Tick"})", "$.a=tick", false);
    row("part does not count", R"({"a":"ticks"})", "$.a=tick", false);
    row("number, other spelling", R"({"a":1.50e2})", "$.a=150", true);
    row("string of digits", R"({"a":"150"})", "$.a=150", true);
    row("quoted is a string", R"({"a":150})", "$.a=\"150\"", false);
    row("true", R"({"a":true})", "$.a=true", true);
    row("\"true\" is not true", R"({"a":"true"})", "$.a=true", false);
    row("quoted true is a string", R"({"a":"true"})", "$.a=\"true\"", true);
    row("null is there", R"({"a":null})", "$.a", true);
    row("null is null", R"({"a":null})", "$.a!=null", false);
    row("object is not null", R"({"a":{}})", "$.a!=null", true);
    row("a string is less than nothing", R"({"a":"x"})", "$.a<5", false);
    row("beyond 64 bits", R"({"a":123456789012345678901234567890})", "$.a=123456789012345678901234567890", true);
    row("beyond 64 bits, one more", R"({"a":123456789012345678901234567891})", "$.a>123456789012345678901234567890",
        true);
    row("beyond a double", R"({"a":9007199254740993})", "$.a=9007199254740992", false);
    row("beyond any double", R"({"a":1e400})", "$.a>1e399", true);
    row("contains in an object", R"({"a":{"x":"needle"}})", "$.a~NEEDLE", true);
    row("regex", R"({"a":"a\nb"})", "$.a~/^a.b$/s", true);
    row("trailing comma", R"({"a":1,})", "$.a=1", false);
    row("cut short", R"({"a":1)", "$.a=1", false);
    row("two texts", R"({"a":1}{"a":1})", "$.a=1", false);
    row("not UTF-8", "{\"a\":1,\"b\":\"\xff\"}", "$.a=1", false);
    row("no JSON", "a=1", "$.a=1", false);
    row("nothing", "", "$.a", false);
    row("bare word", "{a:1}", "$.a", false);
    QTest::newRow("too deep") << QByteArray(5000, '[') + QByteArray(5000, ']') << "$[0]" << false;
    QTest::newRow("long") << "{\"x\":\"" + QByteArray(100'000, 'y') + "\",\"a\":1}"
                          << "$.a=1" << true;
}

void TestFilter::matchesJson()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, filter);
    QFETCH(bool, found);
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("j.hgcap"));
    auto writer = makeWriter(file);
    appendRow(*writer, frameRow(), payload);
    writer->flush();
    const auto reader = openReader(file);
    QVERIFY(reader);
    QCOMPARE(reader->matches({.filter = parsed(filter)}, 1, 1).size(), found ? 1 : 0);
    QCOMPARE(reader->error(), QString());
}

namespace {

/// A message's frames are rows first, second, …
void appendFragment(
    CaptureWriter &writer, quint8 firstByte, EntryId first, const QByteArray &content, bool compressed = false)
{
    EntryRow row = frameRow(Direction::Received, firstByte);
    row.bits |= first == 0 ? EntryFirst : (firstByte & 0x80) != 0 ? EntryLast : 0;
    row.messageFirst = first;
    if (compressed)
        appendCompressed(writer, row, "packed", content);
    else
        appendRow(writer, row, content);
}

} // namespace

void TestFilter::findsInWholeMessages_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<EntryId>>("found");
    const auto row = [](const char *filter, const QList<EntryId> &found) {
        QTest::newRow(filter) << QString::fromUtf8(filter) << found;
    };
    row("tick", {1, 5, 7});
    row("TICK", {1, 5, 7});
    row("-tick", {2, 3, 4, 6, 8, 9, 10});
    row("xyz", {1, 4}); // the row that holds it, and the message
    row("tick xyz", {1});
    row("type:text -xyz", {5, 7, 10});
    row("pingck", {});
    row("packed", {});
    row("/TI.K/i", {1, 5, 7});
    row("/^say tick ä xyz$/", {1});
    row("-/tick/ type:text", {10});
    row("0x0d0a", {8});
    row("0x6ba4", {});
    row("ä", {1});
    row("0xc3a4", {1});
    row("$.t=1", {10});
}

/// What lies across the end of a frame and the beginning of the next is found at the message's first row.
void TestFilter::findsInWholeMessages()
{
    QFETCH(QString, filter);
    QFETCH(QList<EntryId>, found);
    const QTemporaryDir folder;
    auto writer = makeWriter(folder.filePath(QStringLiteral("m.hgcap")));
    appendFragment(*writer, 0x01, 0, "say ti");
    appendRow(*writer, frameRow(Direction::Received, 0x89), "ping");
    appendFragment(*writer, 0x00, 1, "ck \xC3");
    appendFragment(*writer, 0x80, 1, "\xA4 xyz");
    appendFragment(*writer, 0x41, 0, "a compressed ti", true);
    appendFragment(*writer, 0x80, 5, "ck", true);
    appendRow(*writer, frameRow(), "tick");
    appendFragment(*writer, 0x02, 0, "\r");
    appendFragment(*writer, 0x80, 8, "\n");
    appendFragment(*writer, 0x01, 0, "{\"t\":1}"); // its end has not come
    writer->flush();
    const auto reader = openReader(folder.filePath(QStringLiteral("m.hgcap")));
    QVERIFY(reader);
    QCOMPARE(reader->matches({.filter = parsed(filter)}, 1, 10), found);
    QCOMPARE(reader->error(), QString());
}

void TestFilter::tellsWhichMessagesAreOpen()
{
    const QTemporaryDir folder;
    auto writer = makeWriter(folder.filePath(QStringLiteral("o.hgcap")));
    appendFragment(*writer, 0x01, 0, "ti");
    appendFragment(*writer, 0x01, 0, "tick, ");
    appendFragment(*writer, 0x00, 2, "more");
    appendRow(*writer, frameRow(), "whole");
    writer->flush();
    const auto reader = openReader(folder.filePath(QStringLiteral("o.hgcap")));
    QVERIFY(reader);
    QCOMPARE(reader->messagesOpen(1, 9), QList<EntryId>({1, 2}));
    QCOMPARE(reader->messagesEnding(1, 9), QList<EntryId>());
    appendFragment(*writer, 0x80, 1, "ck");
    writer->flush();
    QCOMPARE(reader->messagesOpen(1, 9), QList<EntryId>{2});
    QCOMPARE(reader->messagesOpen(3, 9), QList<EntryId>());
    QCOMPARE(reader->messagesEnding(1, 9), QList<EntryId>{1});
    for (const char *filter : {"tick", "-more", "delta>1h", "size>3 or type:ping"})
        QCOMPARE(parsed(QString::fromLatin1(filter)).excludes(), filter[0] == '-');
    QVERIFY(parsed(QStringLiteral("size>3 and (type:ping or not $.a=1)")).excludes());
}

void TestFilter::comparesNumbers_data()
{
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<int>("order"); // 2: no numbers
    const auto row = [](const char *a, const char *b, int order) {
        QTest::addRow("%s, %s", a, b) << QByteArray(a) << QByteArray(b) << order;
    };
    row("0", "0", 0);
    row("-0", "0.00e5", 0);
    row("1", "2", -1);
    row("-1", "-2", 1);
    row("-1", "1", -1);
    row("0", "-1", 1);
    row("10", "9", 1);
    row("1e1", "10", 0);
    row("100e-2", "1.00", 0);
    row("0.001", "1E-3", 0);
    row("0.0012", "0.001", 1);
    row("1e+2", "99.999", 1);
    row("-0.5", "-0.49", -1);
    row("1e99999999999999999999", "1e9", 1);
    row("1e-99999999999999999999", "0", 1);
    row("", "1", 2);
    row("01", "1", 2);
    row("1.", "1", 2);
    row(".5", "1", 2);
    row("1e", "1", 2);
    row("+1", "1", 2);
    row("0x1", "1", 2);
    row("1 ", "1", 2);
    row("NaN", "1", 2);
}

void TestFilter::comparesNumbers()
{
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(int, order);
    const auto compared = [](const QByteArray &left, const QByteArray &right) {
        const std::partial_ordering result = compareJsonNumbers(left, right);
        return result < 0 ? -1 : result > 0 ? 1 : result == 0 ? 0 : 2;
    };
    QCOMPARE(compared(a, b), order);
    QCOMPARE(compared(b, a), order == 2 ? 2 : -order);
}

void TestFilter::measuresDeltaInItsScope()
{
    LogQuery query{.connections = {2}, .filter = parsed(QStringLiteral("delta>=59s"))};
    QCOMPARE(m_reader->matches(query, 1, 17), QList<EntryId>({14, 16}));
    query.connections = {2, 77};
    QCOMPARE(m_reader->matches(query, 1, 17), QList<EntryId>({14, 16}));
    query.after = 8; // the row before is hidden
    QCOMPARE(m_reader->matches(query, 1, 17), QList<EntryId>{16});
}

void TestFilter::countsItsScope()
{
    qint64 inScope = 0;
    LogQuery query{.connections = {2, 9}, .show = LogQuery::Show::Sent, .filter = parsed(QStringLiteral("delta>0"))};
    QCOMPARE(m_reader->matches(query, 1, 17, &inScope), QList<EntryId>{16});
    QCOMPARE(inScope, 5);
    query = {.filter = parsed(QStringLiteral("tick")), .after = 2};
    m_reader->matches(query, 1, 17, &inScope);
    QCOMPARE(inScope, 5 + 15);
}

/// A close code changes with its connection's record: a reader that was there before sees the new one.
void TestFilter::seesCloseCodesOfTheFile()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("c.hgcap"));
    auto writer = makeWriter(file);
    appendRow(*writer, eventRow(EntryKind::Closed, 1), {});
    writer->flush();
    const auto reader = openReader(file);
    const LogQuery query{.filter = parsed(QStringLiteral("code:1006"))};
    QCOMPARE(reader->matches(query, 1, 1), QList<EntryId>());
    ConnectionRecord record;
    record.id = 1;
    record.closeCode = 1006;
    writer->writeConnection(record);
    writer->flush();
    QCOMPARE(reader->matches(query, 1, 1), QList<EntryId>{1});
}

void TestFilter::stopsWhenToldTo()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("s.hgcap"));
    auto writer = makeWriter(file);
    EntryBatch batch;
    for (int i = 0; i < 50'000; ++i)
        batch.add(frameRow(), "needle");
    writer->append(batch);
    writer->flush();
    const auto reader = openReader(file);
    QVERIFY(reader);
    int asked = 0;
    reader->setStopped([&asked] { return ++asked > 3; });
    const LogQuery query{.filter = parsed(QStringLiteral("needle"))};
    const qsizetype found = reader->matches(query, 1, 50'000).size();
    QVERIFY2(found < 10'000, qPrintable(QString::number(found)));
    QCOMPARE(asked, 4);
    QCOMPARE(reader->error(), QString());
    reader->setStopped({});
    QCOMPARE(reader->matches(query, 1, 50'000).size(), 50'000);
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
