// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientharness.h"
#include "replayrig.h"

#include "tests/support/failonwarnings.h"

#include <QFile>
#include <QTest>

using namespace handglass;

using Mode = ReplayPace::Mode;

/// How a replay ends before its last message, and what it says then.
class TestReplayEnds final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void stop();
    void theServerCloses();
    void theServerIsGone();
    void theConnectionHasEndedBefore();
    void theSessionIsRemoved();
    void destroyedInBetween();
    void nothingToSend_data();
    void nothingToSend();
    void noCapture();
    void damagedCapture();
    void rowsThatAreGone();
};

namespace {

const ReplayPace Fastest{Mode::Fastest, 1, {}};

/// With a message each 10 ms for a minute, of which a server may end it.
struct Long {
    Long()
    {
        for (int i = 0; i < 6'000; ++i)
            source.addText(QByteArray::number(i), 10);
        source.finish();
    }
    bool open()
    {
        client.open(server.url());
        return QTest::qWaitFor([this] { return client.isOpen(); }, 20'000);
    }
    QString lastNotice()
    {
        QString text;
        for (const Entry &row : client.rows()) {
            if (row.row.kind == EntryKind::Notice)
                text = row.text;
        }
        return text;
    }
    SourceCapture source;
    BareServer server;
    ClientHarness client;
};

} // namespace

#define QTRY_STATE(replay, wanted) QTRY_COMPARE_WITH_TIMEOUT((replay).progress().state, ReplayState::wanted, 30'000)

void TestReplayEnds::stop()
{
    Long rig;
    QVERIFY(rig.open());
    Replay replay(*rig.client.session(), rig.client.connection(), rig.source.selection(), {});
    replay.start();
    QTRY_VERIFY(rig.server.messages.size() >= 3);
    replay.stop();
    QTRY_STATE(replay, Stopped);
    const qint64 sent = replay.progress().sent;
    QCOMPARE(replay.progress().next, sent + 1);
    const QString sentence = QStringLiteral("Replay ended after %1 messages, before row %2.").arg(sent).arg(sent + 1);
    QCOMPARE(replay.progress().sentence, sentence);
    QTRY_COMPARE(rig.lastNotice(), sentence);
    // A close comes behind all that was sent: no more than what was told.
    rig.client.session()->closeConnection(rig.client.connection(), 1000, {});
    QTRY_COMPARE(rig.client.closed, 1);
    QTRY_COMPARE(rig.server.messages.size(), sent);
}

void TestReplayEnds::theServerCloses()
{
    Long rig;
    QVERIFY(rig.open());
    rig.server.came = [&rig] {
        if (rig.server.messages.size() == 3)
            rig.server.socket()->close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("enough"));
    };
    Replay replay(*rig.client.session(), rig.client.connection(), rig.source.selection(), {});
    replay.start();
    QTRY_STATE(replay, Failed);
    const ReplayProgress progress = replay.progress();
    QVERIFY(progress.sent >= 3 && progress.sent < 6'000);
    QCOMPARE(progress.next, progress.sent + 1);
    QCOMPARE(progress.sentence,
        QStringLiteral("Replay ended after %1 messages, before row %2: the connection was closed by the peer, 1001 "
                       "Going Away “enough”.")
            .arg(progress.sent)
            .arg(progress.next));
    QTRY_COMPARE(rig.lastNotice(), progress.sentence);
    qint64 recorded = 0;
    for (const Entry &row : rig.client.frames(Direction::Sent))
        recorded += row.opcode() == Opcode::Text ? 1 : 0;
    QCOMPARE(recorded, progress.sent);
}

void TestReplayEnds::theServerIsGone()
{
    Long rig;
    QVERIFY(rig.open());
    rig.server.came = [&rig] { rig.server.socket()->abort(); };
    Replay replay(*rig.client.session(), rig.client.connection(), rig.source.selection(), {});
    replay.start();
    QTRY_STATE(replay, Failed);
    QVERIFY2(replay.progress().sentence.contains(QStringLiteral("1006")), qPrintable(replay.progress().sentence));
}

void TestReplayEnds::theConnectionHasEndedBefore()
{
    Long rig;
    QVERIFY(rig.open());
    rig.client.session()->closeConnection(rig.client.connection(), 1000, {});
    QTRY_COMPARE(rig.client.closed, 1);
    Replay replay(*rig.client.session(), rig.client.connection(), rig.source.selection(), {});
    replay.start();
    QTRY_STATE(replay, Failed);
    QCOMPARE(replay.progress().sent, 0);
    QCOMPARE(replay.progress().sentence,
        QStringLiteral("Replay ended after 0 messages, before row 1: expected an open connection, got none: nothing "
                       "was sent."));
}

void TestReplayEnds::theSessionIsRemoved()
{
    Long rig;
    QVERIFY(rig.open());
    Replay replay(*rig.client.session(), rig.client.connection(), rig.source.selection(), {});
    replay.start();
    QTRY_VERIFY(!rig.server.messages.isEmpty());
    QVERIFY(rig.client.release());
    QTRY_STATE(replay, Failed);
    QVERIFY2(replay.progress().sentence.contains(QStringLiteral("before row")), qPrintable(replay.progress().sentence));
}

void TestReplayEnds::destroyedInBetween()
{
    Long rig;
    QVERIFY(rig.open());
    {
        Replay replay(*rig.client.session(), rig.client.connection(), rig.source.selection(), Fastest);
        replay.start();
        QTRY_VERIFY(!rig.server.messages.isEmpty());
    }
    rig.client.session()->sendText(rig.client.connection(), QStringLiteral("after it"));
    QTRY_VERIFY(rig.server.messages.last().bytes == "after it");
}

void TestReplayEnds::nothingToSend_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QString>("sentence");
    const QString none =
        QStringLiteral("Replay ended after 0 messages: expected messages that were sent, got none in source.hgcap.");
    QTest::newRow("no rows") << QByteArray() << none;
    QTest::newRow("received ones") << QByteArray("received") << none;
    QTest::newRow("no whole one") << QByteArray("unfinished")
                                  << none + QStringLiteral(" Rows left out: 3 made by hand or unfinished.");
}

void TestReplayEnds::nothingToSend()
{
    QFETCH(const QByteArray, what);
    QFETCH(const QString, sentence);
    Long rig;
    SourceCapture source;
    if (what == "received")
        source.addReceived("x");
    if (what == "unfinished") {
        source.add(0x81, "half", 0, EntryUnfinished);
        source.add(0x81, "not UTF-8 \xC3", 0, EntryByHand);
        source.add(0x01, "never ended", 0, EntryFirst);
    }
    source.finish();
    QVERIFY(rig.open());
    Replay replay(*rig.client.session(), rig.client.connection(), source.selection(), {});
    replay.start();
    QTRY_STATE(replay, Failed);
    QCOMPARE(replay.progress().sentence, sentence);
}

void TestReplayEnds::noCapture()
{
    Long rig;
    QVERIFY(rig.open());
    ReplaySelection selection = rig.source.selection();
    selection.path += QStringLiteral(".gone");
    Replay replay(*rig.client.session(), rig.client.connection(), selection, {});
    replay.start();
    QTRY_STATE(replay, Failed);
    QVERIFY2(replay.progress().sentence.contains(selection.path), qPrintable(replay.progress().sentence));
}

/// What can be read is sent; then it says what it met.
void TestReplayEnds::damagedCapture()
{
    Long rig;
    QFile file(rig.source.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    QVERIFY(file.seek(size / 2));
    file.write(QByteArray(qsizetype(size / 4), '\xA5'));
    file.close();
    QVERIFY(rig.open());
    Replay replay(*rig.client.session(), rig.client.connection(), rig.source.selection(), Fastest);
    replay.start();
    QTRY_STATE(replay, Failed);
    QVERIFY(replay.progress().sent < 6'000);
    QVERIFY2(replay.progress().sentence.contains(rig.source.path()), qPrintable(replay.progress().sentence));
    QTRY_COMPARE(rig.server.messages.size(), replay.progress().sent);
}

void TestReplayEnds::rowsThatAreGone()
{
    Long rig;
    ReplaySelection selection = rig.source.selection();
    selection.rows = {1, 2, 9'999};
    QVERIFY(rig.open());
    Replay replay(*rig.client.session(), rig.client.connection(), selection, Fastest);
    replay.start();
    QTRY_STATE(replay, Failed);
    QVERIFY2(
        replay.progress().sentence.contains(QStringLiteral("were let go")), qPrintable(replay.progress().sentence));
}

QTEST_GUILESS_MAIN(TestReplayEnds)
#include "tst_replay_ends.moc"
