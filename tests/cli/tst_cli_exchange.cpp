// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/scenarioreader.h"
#include "tests/cli/program.h"
#include "tests/exchange/exchangeparts.h"
#include "tests/exchange/harparts.h"
#include "tests/support/failonwarnings.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>

using namespace handglass;

/// handglass export and handglass import, as a person or a script runs them.
class tst_CliExchange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void exportsEachFormat_data();
    void exportsEachFormat();
    void exportsWhatTheFilterLetsThrough();
    void exportsOneConnection();
    void exportsAMockOfAConnection();
    void exportSaysWhatIsWrong_data();
    void exportSaysWhatIsWrong();
    void importsHar();
    void importsWhatItExported();
    void importSaysWhatIsWrong_data();
    void importSaysWhatIsWrong();
    void importLeavesOtherFilesAlone();

private:
    struct Ran {
        int code = -1;
        QByteArray output;
        QByteArray errors;
    };
    Ran run(const QStringList &arguments) const;
    Ran runExport(const QStringList &more) const { return run(QStringList{u"export"_qs, capture()} + more); }
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString capture() const { return path(u"a.hgcap"_qs); }
    QString write(const QString &name, const QByteArray &bytes) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// Rows of fillVariedCapture().
constexpr int Rows = 16;

/// All bytes of a file, or of a folder's files.
QByteArray allBytes(const QString &path)
{
    if (!QFileInfo(path).isDir())
        return fileBytes(path);
    QByteArray bytes;
    for (const QString &name : QDir(path).entryList(QDir::Files))
        bytes += fileBytes(QDir(path).filePath(name));
    return bytes;
}

/// Of JSON lines: their objects of one type.
QList<QJsonObject> objects(const QByteArray &lines, const QString &type)
{
    QList<QJsonObject> found;
    for (const QByteArray &line : lines.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object[u"type"_qs] == type)
            found.append(object);
    }
    return found;
}

} // namespace

void tst_CliExchange::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    CaptureMaker maker(capture());
    fillVariedCapture(maker);
}

tst_CliExchange::Ran tst_CliExchange::run(const QStringList &arguments) const
{
    Program program(arguments, m_folder->path());
    if (!program.waitForFinished() || program.exitStatus() != QProcess::NormalExit)
        return {};
    return {program.exitCode(), program.readAllStandardOutput(), program.errors()};
}

QString tst_CliExchange::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(file.errorString()));
    return file.fileName();
}

void tst_CliExchange::exportsEachFormat_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("holds"); ///< the payload of the first message, as the format spells it
    QTest::addColumn<int>("told"); ///< so many of the credentials, if asked for: those of addresses, then of heads
    const auto row = [](const char *format, const char *target, const QByteArray &begin, const QByteArray &holds,
                         int told) {
        QTest::newRow(format) << QString::fromLatin1(format) << QString::fromLatin1(target) << begin << holds << told;
    };
    row("har", "out.har", R"({"log":{"version":"1.2")", R"({\"type\":\"tick\",\"say\":\"höre)", 4);
    row("jsonl", "out.jsonl", R"({"type":"capture")", R"({\"type\":\"tick\",\"say\":\"höre)", 4);
    row("csv", "out.csv", {}, R"({""type"":""tick"",""say"":""höre)", 1);
    row("text", "out.txt", {}, R"({"type":"tick","say":"höre)", 1);
    row("raw", "out", {}, R"({"type":"tick","say":"höre)", 0);
    row("pcapng", "out.pcapng", "\x0a\x0d\x0d\x0a", "HTTP/1.1 101 Switching Protocols\r\n", 4);
}

void tst_CliExchange::exportsEachFormat()
{
    QFETCH(QString, format);
    QFETCH(QString, target);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, holds);
    QFETCH(int, told);
    const QStringList secrets{u"s3cr3t"_qs, u"abcdef123456"_qs, u"verysecret"_qs, u"newsecret"_qs};
    const Ran hiding = runExport({u"--format"_qs, format, u"-o"_qs, path(target)});
    QVERIFY2(hiding.code == 0, hiding.errors.constData());
    QCOMPARE(hiding.output, QByteArray());
    QVERIFY2(hiding.errors.contains("connections: 2"), hiding.errors.constData());
    const QByteArray written = allBytes(path(target));
    QVERIFY(written.startsWith(begin));
    QVERIFY2(written.contains(holds), written.left(2000).constData());
    for (const QString &secret : secrets)
        QVERIFY2(!written.contains(secret.toUtf8()), qPrintable(secret));
    QVERIFY2(hiding.errors.contains("credentials hidden: "), hiding.errors.constData());
    QVERIFY2(hiding.errors.contains("(--with-credentials leaves them)"), hiding.errors.constData());

    const QString second = path(u"2"_qs) + target;
    const Ran telling = runExport({u"--format"_qs, format, u"-o"_qs, second, u"--with-credentials"_qs});
    QVERIFY2(telling.code == 0, telling.errors.constData());
    QVERIFY(!telling.errors.contains("credentials hidden"));
    for (qsizetype at = 0; at < secrets.size(); ++at)
        QCOMPARE(allBytes(second).contains(secrets[at].toUtf8()), at < told);

    if (format != QStringLiteral("raw")) {
        const Ran piped = runExport({u"--format"_qs, format});
        QVERIFY2(piped.code == 0, piped.errors.constData());
        QVERIFY(piped.output == written);
    }
}

void tst_CliExchange::exportsWhatTheFilterLetsThrough()
{
    const Ran ran = runExport({u"--format"_qs, u"jsonl"_qs, u"--filter"_qs, u"dir:sent -type:control"_qs});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    QVERIFY2(ran.errors.startsWith("Rows: 3, connections: 2"), ran.errors.constData());
    const QList<QJsonObject> rows = objects(ran.output, u"row"_qs);
    QCOMPARE(rows.size(), 3);
    for (const QJsonObject &row : rows) {
        QCOMPARE(row[u"direction"_qs].toString(), u"sent"_qs);
        QCOMPARE(row[u"opcode"_qs].toInt(), 1);
    }
    const Ran none = runExport({u"--format"_qs, u"text"_qs, u"--filter"_qs, u"nothing-has-this"_qs});
    QCOMPARE(none.code, 0);
    QCOMPARE(none.output, QByteArray());
    QVERIFY(none.errors.startsWith("Rows: 0"));
}

void tst_CliExchange::exportsOneConnection()
{
    const Ran ran = runExport({u"--format"_qs, u"jsonl"_qs, u"--connection"_qs, u"2"_qs});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    const QList<QJsonObject> connections = objects(ran.output, u"connection"_qs);
    QCOMPARE(connections.size(), 1);
    QCOMPARE(connections.first()[u"record"_qs][u"id"_qs].toInt(), 2);
    const QList<QJsonObject> rows = objects(ran.output, u"row"_qs);
    QCOMPARE(rows.size(), 4);
    for (const QJsonObject &row : rows)
        QCOMPARE(row[u"connection"_qs].toInt(), 2);
}

void tst_CliExchange::exportsAMockOfAConnection()
{
    const QString har =
        write(u"chrome.har"_qs, entryWith(R"({"type": "send", "time": 1700000001.25, "opcode": 1, "data": "{\"id\":1}"},
        {"type": "receive", "time": 1700000001.375, "opcode": 1, "data": "{\"id\":1,\"ok\":true}"})"));
    QCOMPARE(run({u"import"_qs, har}).code, 0);
    const Ran ran = run({u"export"_qs, path(u"chrome.hgcap"_qs), u"--format"_qs, u"scenario"_qs, u"--ignore"_qs,
        u"$.id"_qs, u"--speed"_qs, u"2"_qs});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    QVERIFY2(
        ran.output.contains(
            R"("when": [{"state": "step", "equals": 0}, {"json": "$", "equals": {"id":1}, "ignoring": ["$.id"]}])"),
        ran.output.constData());
    QVERIFY2(
        ran.output.contains(R"({"sendJson": {"id":"{{$.id}}","ok":true}, "delay": "63ms"})"), ran.output.constData());
    QVERIFY(scenario::parseScenario(ran.output));
}

void tst_CliExchange::exportSaysWhatIsWrong_data()
{
    QTest::addColumn<QString>("arguments"); ///< %1: the folder
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const char *arguments, int code, const QByteArray &sentence) {
        QTest::newRow(name) << QString::fromUtf8(arguments) << code << sentence;
    };
    row("no capture", "--format csv", 2, "expected one capture, got 0");
    row("no format", "%1/a.hgcap", 2, "expected --format, or -o with a name that tells it");
    row("other format", "%1/a.hgcap --format xml", 2,
        "expected har, jsonl, csv, text, raw, pcapng or scenario, got “xml”");
    row("raw without a folder", "%1/a.hgcap --format raw", 2, "expected -o with a folder for raw files, got none");
    row("bad filter", "%1/a.hgcap --format csv --filter size>x", 2, "(at character 6: “x”)");
    row("bad connection", "%1/a.hgcap --format csv --connection 0", 2,
        "expected a connection's number from 1, got “0”");
    row("a scenario of several", "%1/a.hgcap --format scenario", 1, "expected one of the connections 1 (");
    row("pace of another format", "%1/a.hgcap --format csv --pace timed", 2,
        "expected --pace only with --format scenario");
    row("other pace", "%1/a.hgcap --format scenario --pace slow", 2, "expected waiting or timed, got “slow”");
    row("speed", "%1/a.hgcap --format scenario --speed 0", 2, "expected a factor from 0.1 to 100, or max, got “0”");
    row("path", "%1/a.hgcap --format scenario --ignore id", 2, "expected a path such as $.id, got “id”");
    row("no such file", "%1/none.hgcap --format csv", 1, "/none.hgcap");
    row("no capture's bytes", "%1/bad.har --format csv", 1, "/bad.har");
    row("no such folder", "%1/a.hgcap -o %1/none/out.csv", 1, "/none/out.csv");
}

void tst_CliExchange::exportSaysWhatIsWrong()
{
    QFETCH(QString, arguments);
    write(u"bad.har"_qs, "not a capture");
    QStringList list{u"export"_qs};
    for (QString argument : arguments.split(u' '))
        list.append(argument.replace(u"%1"_qs, m_folder->path()));
    const Ran ran = run(list);
    QTEST(ran.code, "code");
    QFETCH(QByteArray, sentence);
    QVERIFY2(ran.errors.contains(sentence), ran.errors.constData());
    QCOMPARE(ran.output, QByteArray());
}

void tst_CliExchange::importsHar()
{
    const QString har =
        write(u"chrome.har"_qs, entryWith(R"({"type": "send", "time": 1700000001.25, "opcode": 1, "data": "h\u00f6re"},
        {"type": "receive", "time": 1700000001.375, "opcode": 2, "data": "AP+A"})"));
    const Ran ran = run({u"import"_qs, har});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    QVERIFY2(ran.errors.contains("rows: 5, connections: 1, entries without WebSocket, passed over: 1"),
        ran.errors.constData());
    const auto reader = openReader(path(u"chrome.hgcap"_qs));
    QVERIFY(reader);
    QCOMPARE(reader->connectionList().value(0).url, u"wss://example.test/chat"_qs);
    QCOMPARE(reader->payload(3), QByteArray("höre")); // behind what the import says, and Opened
    QCOMPARE(reader->payload(4), QByteArray("\0\xff\x80", 3));
}

void tst_CliExchange::importsWhatItExported()
{
    const QString lines = path(u"all.jsonl"_qs);
    QCOMPARE(runExport({u"-o"_qs, lines, u"--with-credentials"_qs}).code, 0);
    const QString back = path(u"back.hgcap"_qs);
    const Ran ran = run({u"import"_qs, lines, u"-o"_qs, back});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    QVERIFY2(ran.errors.contains(QByteArray("rows: %1, connections: 2").replace("%1", QByteArray::number(Rows))),
        ran.errors.constData());
    const Ran again = run({u"export"_qs, back, u"--format"_qs, u"jsonl"_qs, u"--with-credentials"_qs});
    QCOMPARE(again.code, 0);
    QCOMPARE(again.output, fileBytes(lines));
}

void tst_CliExchange::importSaysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("sentence");
    QTest::addColumn<int>("rows"); ///< that came in all the same; −1: no capture was made
    QTest::newRow("text") << QByteArray("hello") << QByteArray("expected a HAR") << -1;
    QTest::newRow("cut short") << QByteArray("{\"log\":\n{\"ver") << QByteArray("line 2") << -1;
    QTest::newRow("a bad message")
        << entryWith(R"({"type": "send", "time": 1700000001, "opcode": 1, "data": "a"},
        {"type": "sent", "time": 1700000002, "opcode": 1, "data": "b"},
        {"type": "send", "time": 1700000003, "opcode": 1, "data": "c"})")
        << QByteArray("line 8: log.entries[1]._webSocketMessages[1].type: expected one of send, receive, error, got "
                      "the text “sent”")
        << 5;
}

void tst_CliExchange::importSaysWhatIsWrong()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, sentence);
    QFETCH(int, rows);
    const Ran ran = run({u"import"_qs, write(u"bad.har"_qs, bytes)});
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.errors.contains(sentence), ran.errors.constData());
    QCOMPARE(QFileInfo::exists(path(u"bad.hgcap"_qs)), rows >= 0);
    if (rows >= 0)
        QCOMPARE(openReader(path(u"bad.hgcap"_qs))->lastId(), rows);
}

void tst_CliExchange::importLeavesOtherFilesAlone()
{
    const QString har = write(u"x.har"_qs, entryWith({}));
    write(u"x.hgcap"_qs, "mine");
    const Ran taken = run({u"import"_qs, har});
    QCOMPARE(taken.code, 2);
    QVERIFY2(taken.errors.contains("expected a new file, got one that exists"), taken.errors.constData());
    QCOMPARE(fileBytes(path(u"x.hgcap"_qs)), QByteArray("mine"));
    const Ran missing = run({u"import"_qs, path(u"none.har"_qs)});
    QCOMPARE(missing.code, 1);
    QVERIFY2(missing.errors.contains("/none.har"), missing.errors.constData());
    QVERIFY(!QFileInfo::exists(path(u"none.hgcap"_qs)));
}

QTEST_GUILESS_MAIN(tst_CliExchange)
#include "tst_cli_exchange.moc"
