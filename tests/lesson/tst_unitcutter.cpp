// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/unitcutter.h"

#include "tests/lesson/frames.h"
#include "tests/support/failonwarnings.h"

#include <QRandomGenerator>
#include <QTest>

using namespace handglass;
using namespace handglass::lesson;

namespace {

using Piece = UnitCutter::Piece;

const QByteArray Request = "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n";
const QByteArray Opening = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
const QByteArray Refusal = "HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n";
const QByteArray Interim = "HTTP/1.1 103 Early Hints\r\n\r\n";

QByteArray joined(const QList<Piece> &pieces)
{
    QByteArray bytes;
    for (const Piece &piece : pieces)
        bytes += piece.bytes;
    return bytes;
}

} // namespace

class TestUnitCutter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void cuts_data();
    void cuts();
    void losesNothing();
    void largeFramePassesInPieces();
    void pausedFrame_data();
    void pausedFrame();
    void pausedHead();
};

void TestUnitCutter::cuts_data()
{
    QTest::addColumn<End>("from");
    QTest::addColumn<QByteArrayList>("sent");
    QTest::addColumn<QList<UnitKind>>("kinds");
    const QByteArray text = frameFrom(End::Client, Opcode::Text, "Hello");
    const QByteArray large = frameFrom(End::Server, Opcode::Binary, QByteArray(70'000, 'x'));
    QTest::newRow("client") << End::Client << QByteArrayList{Request, text, frameFrom(End::Client, Opcode::Ping, {})}
                            << QList<UnitKind>{UnitKind::Request, UnitKind::Frame, UnitKind::Frame};
    QTest::newRow("server") << End::Server << QByteArrayList{Opening, frameFrom(End::Server, Opcode::Text, "hi"), large}
                            << QList<UnitKind>{UnitKind::Response, UnitKind::Frame, UnitKind::Frame};
    QTest::newRow("interim") << End::Server
                             << QByteArrayList{Interim, Opening, frameFrom(End::Server, Opcode::Text, "hi")}
                             << QList<UnitKind>{UnitKind::Response, UnitKind::Response, UnitKind::Frame};
    QTest::newRow("refusal") << End::Server << QByteArrayList{Refusal, "not there"}
                             << QList<UnitKind>{UnitKind::Response, UnitKind::Body};
    QTest::newRow("garbage") << End::Server << QByteArrayList{QByteArray("\x16\x03\x01garbage", 10)}
                             << QList<UnitKind>{UnitKind::Bytes};
    QTest::newRow("illegal frames are frames")
        << End::Client << QByteArrayList{Request, QByteArray("\xf3\x00", 2), QByteArray("\x89\x7e\x00\x01z", 5)}
        << QList<UnitKind>{UnitKind::Request, UnitKind::Frame, UnitKind::Frame};
}

void TestUnitCutter::cuts()
{
    QFETCH(End, from);
    QFETCH(QByteArrayList, sent);
    QFETCH(QList<UnitKind>, kinds);
    UnitCutter cutter(from, 1 << 20);
    const QList<Piece> pieces = cutter.feed(sent.join());
    QCOMPARE(pieces.size(), sent.size());
    for (qsizetype i = 0; i < sent.size(); ++i) {
        QCOMPARE(pieces.at(i).kind, kinds.at(i));
        QCOMPARE(pieces.at(i).bytes, sent.at(i));
    }
    QVERIFY(cutter.flush().isEmpty());
}

/// In any chunking, with pauses anywhere: the pieces are the stream, and without pauses they are the units.
void TestUnitCutter::losesNothing()
{
    QRandomGenerator random(6455);
    for (int round = 0; round < 400; ++round) {
        QByteArray sent = Opening;
        for (int i = 0; i < 8; ++i)
            sent += frameFrom(End(random.bounded(2)), Opcode(random.bounded(16)),
                QByteArray(random.bounded(i == 3 ? 70'000 : 300), 'a'));
        const bool pauses = round % 2 == 1;
        UnitCutter whole(End::Server, 1 << 20);
        UnitCutter chunked(End::Server, pauses ? 200 : 1 << 20);
        QList<Piece> pieces;
        for (qsizetype at = 0; at < sent.size();) {
            const qsizetype size = qMin(sent.size() - at, 1 + random.bounded(random.bounded(4) == 0 ? 20'000 : 30));
            pieces += chunked.feed(QByteArrayView(sent).sliced(at, size));
            if (pauses && random.bounded(5) == 0)
                pieces += chunked.flush();
            at += size;
        }
        QCOMPARE(joined(pieces), sent);
        QCOMPARE(chunked.waiting(), 0);
        if (!pauses)
            QCOMPARE(pieces, whole.feed(sent));
        // It is at a frame's start again.
        const QByteArray last = frameFrom(End::Server, Opcode::Ping, "end");
        QCOMPARE(chunked.feed(last), (QList<Piece>{{UnitKind::Frame, last}}));
    }
}

void TestUnitCutter::largeFramePassesInPieces()
{
    UnitCutter cutter(End::Client, 1'000);
    QCOMPARE(cutter.feed(Request).size(), 1);
    const QByteArray large = frameFrom(End::Client, Opcode::Binary, QByteArray(5'000, 'x'));
    const QByteArray next = frameFrom(End::Client, Opcode::Text, "next");
    QCOMPARE(cutter.feed(large.first(10)), (QList<Piece>{{UnitKind::Bytes, large.first(10)}}));
    const QList<Piece> rest = cutter.feed(large.sliced(10) + next);
    QCOMPARE(rest, (QList<Piece>{{UnitKind::Bytes, large.sliced(10)}, {UnitKind::Frame, next}}));
    // A length that no memory holds is no cause to wait for it.
    const QByteArray endless = QByteArray("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 10) + "1234" + "payload";
    QCOMPARE(joined(cutter.feed(endless)), endless);
}

void TestUnitCutter::pausedFrame_data()
{
    QTest::addColumn<int>("pause"); ///< behind so many bytes
    for (int pause = 1; pause < 13; ++pause)
        QTest::addRow("%d", pause) << pause;
}

void TestUnitCutter::pausedFrame()
{
    QFETCH(int, pause);
    UnitCutter cutter(End::Client, 1'000);
    cutter.feed(Request);
    const QByteArray sent = frameFrom(End::Client, Opcode::Text, "1234567");
    QVERIFY(cutter.feed(sent.first(pause)).isEmpty());
    QCOMPARE(cutter.waiting(), pause);
    QCOMPARE(cutter.flush(), (QList<Piece>{{UnitKind::Bytes, sent.first(pause)}}));
    const QByteArray next = frameFrom(End::Client, Opcode::Text, "next");
    const QList<Piece> rest = cutter.feed(sent.sliced(pause) + next);
    QCOMPARE(rest, (QList<Piece>{{UnitKind::Bytes, sent.sliced(pause)}, {UnitKind::Frame, next}}));
}

void TestUnitCutter::pausedHead()
{
    UnitCutter cutter(End::Server, 1'000);
    QVERIFY(cutter.feed(Opening.first(20)).isEmpty());
    QCOMPARE(cutter.flush(), (QList<Piece>{{UnitKind::Bytes, Opening.first(20)}}));
    const QByteArray next = frameFrom(End::Server, Opcode::Text, "next");
    QCOMPARE(cutter.feed(Opening.sliced(20) + next),
        (QList<Piece>{{UnitKind::Bytes, Opening.sliced(20)}, {UnitKind::Frame, next}}));
}

QTEST_GUILESS_MAIN(TestUnitCutter)
#include "tst_unitcutter.moc"
