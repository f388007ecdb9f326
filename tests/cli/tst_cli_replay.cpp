// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include "tests/session/replayrig.h"
#include "tests/support/failonwarnings.h"

#include <QFile>

using namespace handglass;

/// handglass connect URL --replay …, as a program.
class TestCliReplay final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void wrongUse_data();
    void wrongUse();
    void sendsAndLeaves();
    void behindWhatIsExecuted();
    void oneOfSeveralConnections();
    void theServerCloses();
    void damaged();

private:
    QTemporaryDir m_folder;
};

namespace {

/// Of one connection, unless more is added.
void record(SourceCapture &source)
{
    source.addConnection(QStringLiteral("ws://recorded.test/"));
    source.addText("one");
    source.add(0x82, QByteArray("\0\1", 2), 40);
    source.addText("two", 60);
}

QList<QByteArray> got(const BareServer &server)
{
    QList<QByteArray> all;
    for (const BareServer::Message &message : server.messages)
        all.append(message.bytes);
    return all;
}

} // namespace

#define QTRY_ENDED(program) QTRY_COMPARE_WITH_TIMEOUT((program).state(), QProcess::NotRunning, 30'000)

void TestCliReplay::wrongUse_data()
{
    QTest::addColumn<QStringList>("options"); // CAPTURE: of one connection
    QTest::addColumn<QString>("sentence");
    const QStringList replay = words("--replay CAPTURE");
    QTest::newRow("speed alone") << words("--speed 2") << QStringLiteral("expected --replay with --speed");
    QTest::newRow("gap alone") << words("--max-gap 2") << QStringLiteral("expected --replay with --max-gap");
    QTest::newRow("no speed") << replay + words("--speed fast")
                              << QStringLiteral("--speed: expected a factor from 0.1 to 100, or max, got “fast”");
    QTest::newRow("too fast") << replay + words("--speed 101") << QStringLiteral("got “101”");
    QTest::newRow("too slow") << replay + words("--speed 0.09") << QStringLiteral("got “0.09”");
    QTest::newRow("not a number") << replay + words("--speed nan") << QStringLiteral("got “nan”");
    QTest::newRow("no gap") << replay + words("--max-gap 0") << QStringLiteral("--max-gap: expected");
    QTest::newRow("gaps at full speed") << replay + words("--max-gap 1 --speed max")
                                        << QStringLiteral("expected one of --speed max and --max-gap, got both");
    QTest::newRow("no file") << words("--replay /nowhere.hgcap") << QStringLiteral("/nowhere.hgcap");
    QTest::newRow("no capture") << words("--replay /dev/null") << QStringLiteral("--replay: expected");
    QTest::newRow("no such connection") << words(
        "--replay CAPTURE:7") << QStringLiteral("expected one of the connections 1 (ws://recorded.test/), got “7”");
    QTest::newRow("no number") << words("--replay CAPTURE:x") << QStringLiteral("got “x”");
}

void TestCliReplay::wrongUse()
{
    QFETCH(QStringList, options);
    QFETCH(const QString, sentence);
    SourceCapture source;
    record(source);
    source.finish();
    options.replaceInStrings(QStringLiteral("CAPTURE"), source.path());
    Program program(words("connect 127.0.0.1:1") + options, m_folder.path());
    QTRY_ENDED(program);
    QCOMPARE(program.exitCode(), 2);
    const QString errors = QString::fromUtf8(program.errors());
    QVERIFY2(errors.contains(sentence), qPrintable(errors));
}

void TestCliReplay::sendsAndLeaves()
{
    SourceCapture source;
    record(source);
    source.finish();
    BareServer server;
    Program program(
        {QStringLiteral("connect"), server.url(), QStringLiteral("--replay"), source.path(), QStringLiteral("--json"),
            QStringLiteral("-w"), QStringLiteral("0.1"), QStringLiteral("--speed"), QStringLiteral("0.5")},
        m_folder.path());
    QTRY_ENDED(program);
    QVERIFY2(program.exitCode() == 0, program.errors().constData());
    QCOMPARE(got(server), QList<QByteArray>({"one", QByteArray("\0\1", 2), "two"}));
    QVERIFY(server.messages.last().atNs - server.messages.first().atNs > 0);
    QCOMPARE(program.objects("message").size(), 3);
    const QList<QJsonObject> notices = program.objects("notice");
    QCOMPARE(notices.size(), 2);
    const QString begin = notices.first()[QStringLiteral("sentence")].toString();
    QVERIFY2(begin.contains(QStringLiteral("source.hgcap, connection 1, from row 1, at 0.5 times")), qPrintable(begin));
}

void TestCliReplay::behindWhatIsExecuted()
{
    SourceCapture source;
    record(source);
    source.finish();
    BareServer server;
    QStringList arguments = words("URL -x hello --replay CAPTURE:1 --speed max -w 0");
    arguments.replaceInStrings(QStringLiteral("URL"), server.url());
    arguments.replaceInStrings(QStringLiteral("CAPTURE"), source.path());
    arguments.prepend(QStringLiteral("connect"));
    Program right(arguments, m_folder.path());
    QTRY_ENDED(right);
    QVERIFY2(right.exitCode() == 0, right.errors().constData());
    QCOMPARE(got(server), QList<QByteArray>({"hello", "one", QByteArray("\0\1", 2), "two"}));
}

void TestCliReplay::oneOfSeveralConnections()
{
    SourceCapture source;
    record(source);
    source.connection = 2;
    source.addConnection(QStringLiteral("ws://other.test/"));
    source.addText("of the second");
    source.finish();
    BareServer server;
    Program asks({QStringLiteral("connect"), server.url(), QStringLiteral("--replay"), source.path()}, m_folder.path());
    QTRY_ENDED(asks);
    QCOMPARE(asks.exitCode(), 2);
    QVERIFY2(asks.errors().contains("1 (ws://recorded.test/), 2 (ws://other.test/)"), asks.errors().constData());
    Program program({QStringLiteral("connect"), server.url(), QStringLiteral("--replay"),
                        source.path() + QStringLiteral(":2"), QStringLiteral("-w"), QStringLiteral("0")},
        m_folder.path());
    QTRY_ENDED(program);
    QVERIFY2(program.exitCode() == 0, program.errors().constData());
    QCOMPARE(got(server), QList<QByteArray>({"of the second"}));
}

void TestCliReplay::theServerCloses()
{
    SourceCapture source;
    record(source);
    source.addText("in an hour", 3'600'000);
    source.finish();
    BareServer server;
    server.came = [&server] {
        if (server.messages.size() == 3)
            server.socket()->close(QWebSocketProtocol::CloseCodeGoingAway);
    };
    Program program(
        {QStringLiteral("connect"), server.url(), QStringLiteral("--replay"), source.path()}, m_folder.path());
    QTRY_ENDED(program);
    QCOMPARE(program.exitCode(), 1);
    QVERIFY2(program.errors().contains("Replay ended after 3 messages, before row 4: the connection was closed by the "
                                       "peer, 1001 Going Away."),
        program.errors().constData());
}

/// The connection is there, the rows are not.
void TestCliReplay::damaged()
{
    SourceCapture source;
    record(source);
    for (int i = 0; i < 20'000; ++i)
        source.addText("row " + QByteArray::number(i));
    source.finish();
    QFile file(source.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    QVERIFY(file.seek(size / 2));
    file.write(QByteArray(qsizetype(size / 4), '\xA5'));
    file.close();
    BareServer server;
    Program program({QStringLiteral("connect"), server.url(), QStringLiteral("--replay"), source.path(),
                        QStringLiteral("--speed"), QStringLiteral("max")},
        m_folder.path());
    QTRY_ENDED(program);
    QCOMPARE(program.exitCode(), 1);
    QVERIFY2(program.errors().contains("Replay ended after"), program.errors().constData());
}

QTEST_GUILESS_MAIN(TestCliReplay)
#include "tst_cli_replay.moc"
