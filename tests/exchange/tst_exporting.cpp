// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/exchange/exchangeparts.h"
#include "tests/support/failonwarnings.h"
#include "tests/support/wholerecords.h"

#include <QBuffer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace handglass;

namespace {

/// A disk with room for so many bytes.
class SmallDisk final : public QBuffer
{
protected:
    qint64 writeData(const char *data, qint64 size) override
    {
        constexpr qint64 Room = 300'000;
        if (pos() + size <= Room)
            return QBuffer::writeData(data, size);
        setErrorString(QStringLiteral("No space left on device"));
        return -1;
    }
};

QList<QStringList> csvRecords(const QByteArray &csv)
{
    QList<QStringList> records;
    QStringList record;
    QByteArray field;
    bool quoted = false;
    for (qsizetype at = 0; at < csv.size(); ++at) {
        const char c = csv[at];
        if (quoted && c == '"' && csv.mid(at + 1, 1) == "\"") {
            field += c;
            ++at;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\n')) {
            record.append(QString::fromUtf8(field.endsWith('\r') && c == '\n' ? field.chopped(1) : field));
            field.clear();
            if (c == '\n')
                records.append(std::exchange(record, {}));
        } else {
            field += c;
        }
    }
    return records;
}

} // namespace

class tst_Exporting : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { failOnWarnings(); }
    void harHasMessagesPutTogether();
    void harTellsWhatMessagesDoNot();
    void harRefusal();
    void jsonLinesComeBackEqual();
    void jsonLinesOfAFilterAreRenumbered();
    void csvIsRfc4180();
    void textReadsAsWscat();
    void rawFilesByRowAndType();
    void rawFolderMustBeEmpty();
    void onlyWhatIsSelected();
    void aMessageIsToldWithAnyOfItsRows();
    void credentialsAreHidden_data();
    void credentialsAreHidden();
    void credentialsStayIfAsked();
    void cancelLeavesNothing_data();
    void cancelLeavesNothing();
    void aFullDiskIsASentence();
    void theCaptureItselfIsNoTarget();
    void manyConnectionsTakeLittleMemory();

private:
    ExportReport write(ExportFormat format, const QString &name, const ExportRows &rows = {}, bool credentials = true);
    QByteArray written(ExportFormat format, const ExportRows &rows = {}, bool credentials = true);
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QJsonObject harEntryAt(int index);

    QTemporaryDir m_folder;
    QString m_capture;
};

void tst_Exporting::initTestCase()
{
    m_capture = path(QStringLiteral("varied.hgcap"));
    CaptureMaker maker(m_capture);
    fillVariedCapture(maker);
}

ExportReport tst_Exporting::write(ExportFormat format, const QString &name, const ExportRows &rows, bool credentials)
{
    const auto result = exportCapture({m_capture, format, rows, credentials}, path(name));
    if (!result)
        QTest::qFail(qPrintable(result.error().sentence), __FILE__, __LINE__);
    return result.value_or(ExportReport());
}

QByteArray tst_Exporting::written(ExportFormat format, const ExportRows &rows, bool credentials)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const auto result = exportCapture({m_capture, format, rows, credentials}, out);
    if (!result)
        QTest::qFail(qPrintable(result.error().sentence), __FILE__, __LINE__);
    return out.data();
}

QJsonObject tst_Exporting::harEntryAt(int index)
{
    const QJsonObject har = QJsonDocument::fromJson(written(ExportFormat::Har)).object();
    return har[QStringLiteral("log")][u"entries"][index].toObject();
}

void tst_Exporting::harHasMessagesPutTogether()
{
    const QJsonObject entry = harEntryAt(0);
    QCOMPARE(entry[QStringLiteral("_resourceType")].toString(), QStringLiteral("websocket"));
    QCOMPARE(entry[QStringLiteral("response")][u"status"].toInt(), 101);
    const QJsonArray messages = entry[QStringLiteral("_webSocketMessages")].toArray();
    QCOMPARE(messages.size(), 4);
    for (const QJsonValue &message : messages)
        QCOMPARE(message.toObject().keys(),
            (QStringList{
                QStringLiteral("data"), QStringLiteral("opcode"), QStringLiteral("time"), QStringLiteral("type")}));
    QCOMPARE(messages[0][u"type"].toString(), QStringLiteral("send"));
    QCOMPARE(messages[0][u"data"].toString(), QStringLiteral("{\"type\":\"tick\",\"say\":\"höre, \"\n,x\"}"));
    QCOMPARE(messages[1][u"opcode"].toInt(), 2);
    QCOMPARE(QByteArray::fromBase64(messages[1][u"data"].toString().toLatin1()), QByteArray("\0\xff\x80\r\n\"", 6));
    QCOMPARE(messages[2][u"data"].toString(), QStringLiteral("first, second ä third"));
    QCOMPARE(messages[3][u"data"].toString(), QString(2000, u'z'));
    const auto reader = openReader(m_capture);
    QVERIFY(qAbs(messages[2][u"time"].toDouble() - double(reader->entry(10)->row.timeNs) / 1e9) < 1e-5);
    QCOMPARE(entry[QStringLiteral("_webSocketClose")][u"code"].toInt(), 1000);
    QCOMPARE(harEntryAt(1)[QStringLiteral("_webSocketClose")].toString(), QStringLiteral("aborted"));
}

void tst_Exporting::harTellsWhatMessagesDoNot()
{
    const QJsonArray frames = harEntryAt(0)[QStringLiteral("_webSocketFrames")].toArray();
    QStringList told;
    for (const QJsonValue &frame : frames)
        told.append(QStringLiteral("%1:%2%3")
                        .arg(frame[u"row"].toInt())
                        .arg(frame[u"opcode"].toInt())
                        .arg(frame[u"fin"].toBool() ? QString() : QStringLiteral("+")));
    QCOMPARE(told.join(u' '), QStringLiteral("5:1+ 6:9 8:10 9:0+ 10:0 11:1 13:8 14:8"));
    QCOMPARE(QByteArray::fromBase64(frames[1][u"data"].toString().toLatin1()), QByteArray("are you there"));
    QCOMPARE(frames[5][u"rsv"].toInt(), 4);
    QCOMPARE(frames[5][u"maskingKey"].toString(), QStringLiteral("37fa213d"));
}

void tst_Exporting::harRefusal()
{
    const QString capture = path(QStringLiteral("refused.hgcap"));
    {
        CaptureMaker maker(capture);
        ConnectionRecord record = maker.connection(1);
        record.state = ConnectionState::Failed;
        record.openedNs = 0;
        record.rawResponse = "HTTP/1.1 401 Unauthorized\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\n";
        record.body = "go off";
        record.bodySize = 6;
        record.failure.phase = FailurePhase::Verdict;
        record.failure.fact = QStringLiteral("expected 101, got 401");
        maker.writer().writeConnection(record);
        maker.note(record, EntryKind::Notice, record.failure.fact);
    }
    QVERIFY(exportCapture({capture, ExportFormat::Har, {}, true}, path(QStringLiteral("refused.har"))));
    const QJsonObject har = QJsonDocument::fromJson(fileBytes(path(QStringLiteral("refused.har")))).object();
    const QJsonObject entry = har[QStringLiteral("log")][u"entries"][0].toObject();
    QCOMPARE(entry[QStringLiteral("response")][u"status"].toInt(), 401);
    QCOMPARE(entry[QStringLiteral("response")][u"content"][u"text"].toString(), QStringLiteral("go off"));
    QVERIFY(entry[QStringLiteral("_webSocketMessages")].toArray().isEmpty());
}

void tst_Exporting::jsonLinesComeBackEqual()
{
    const QString capture = path(QStringLiteral("full.hgcap"));
    {
        CaptureMaker maker(capture);
        fillVariedCapture(maker);
        maker.writer().writeConnection(fullRecord(3));
        FrameHeader long16 = header(Opcode::Text);
        long16.lengthBits = 16;
        maker.frame(
            3, Direction::Received, long16, "short", EntryViolation, 0, QStringLiteral("expected 7 bits, “got” 16"));
        FrameHeader cut = header(static_cast<Opcode>(0xB), true, true, true);
        cut.payloadLength = 5'000'000'000;
        cut.rsv2 = true;
        maker.frame(3, Direction::Sent, cut, "ab\xff", EntryUnfinished | EntryByHand);
        maker.frame(3, Direction::Received, header(Opcode::Text, false, true, true), QByteArray("\0", 1), 0, 0, {},
            QByteArray());
        maker.note({}, EntryKind::Notice, QStringLiteral("of no connection"), "\x81\x05");
    }
    const QString lines = path(QStringLiteral("full.jsonl"));
    QVERIFY(exportCapture({capture, ExportFormat::JsonLines, {}, true}, lines));
    const QString back = path(QStringLiteral("back.hgcap"));
    const auto report = importCapture(lines, back);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().sentence));
    QVERIFY2(report->sentences.isEmpty(), qPrintable(report->sentences.join(u'\n')));

    const auto before = openReader(capture);
    const auto after = openReader(back);
    QCOMPARE(after->lastId(), before->lastId());
    for (EntryId id = 1; id <= before->lastId(); ++id) {
        const Entry a = *before->entry(id);
        const Entry b = *after->entry(id);
        QVERIFY2(a.row.connection == b.row.connection && a.row.timeNs == b.row.timeNs
                && a.row.messageFirst == b.row.messageFirst && a.row.wireLength == b.row.wireLength
                && a.row.maskKey == b.row.maskKey && a.row.bits == b.row.bits && a.row.kind == b.row.kind
                && a.row.direction == b.row.direction && a.row.lengthBits == b.row.lengthBits && a.text == b.text,
            qPrintable(QString::number(id)));
        QCOMPARE(after->payload(id), before->payload(id));
        QCOMPARE(after->content(id), before->content(id));
    }
    const QList<ConnectionRecord> records = wholeRecords(*before);
    QCOMPARE(after->connectionIds().size(), records.size());
    const QString again = path(QStringLiteral("again.jsonl"));
    QVERIFY(exportCapture({back, ExportFormat::JsonLines, {}, true}, again));
    QCOMPARE(fileBytes(again), fileBytes(lines));
}

void tst_Exporting::jsonLinesOfAFilterAreRenumbered()
{
    ExportRows rows;
    rows.ids = {5, 6, 8, 9, 10};
    write(ExportFormat::JsonLines, QStringLiteral("some.jsonl"), rows);
    const QString back = path(QStringLiteral("some.hgcap"));
    QVERIFY(importCapture(path(QStringLiteral("some.jsonl")), back));
    const auto reader = openReader(back);
    QCOMPARE(reader->lastId(), 5);
    QCOMPARE(reader->messagePayload(1), QByteArray("first, second ä third"));
}

void tst_Exporting::csvIsRfc4180()
{
    const QList<QStringList> records = csvRecords(written(ExportFormat::Csv));
    QCOMPARE(records.size(), 17);
    const QStringList head = records.first();
    for (const QStringList &record : records)
        QCOMPARE(record.size(), head.size());
    const auto cell = [&](int row, const char *column) {
        return records[row].value(head.indexOf(QLatin1String(column)));
    };
    QCOMPARE(cell(2, "data"), QStringLiteral("{\"type\":\"tick\",\"say\":\"höre, \"\n,x\"}"));
    QCOMPARE(cell(2, "direction"), QStringLiteral("sent"));
    QCOMPARE(cell(3, "encoding"), QStringLiteral("base64"));
    QCOMPARE(QByteArray::fromBase64(cell(3, "data").toLatin1()), QByteArray("\0\xff\x80\r\n\"", 6));
    QCOMPARE(cell(11, "data").size(), 2000);
    QCOMPARE(cell(9, "message"), QStringLiteral("5"));
}

void tst_Exporting::textReadsAsWscat()
{
    const QByteArray text = written(ExportFormat::Text);
    QVERIFY(text.contains(" [1] > {\"type\":\"tick\",\"say\":\"h\xC3\xB6re, \"\n  ,x\"}\n"));
    QVERIFY(text.contains(" [1] < first, second \xC3\xA4 third\n"));
    QVERIFY(text.contains(" [1] < (binary, 6 B) 00 ff 80 0d 0a 22\n"));
    QVERIFY(text.contains(" [2] < to the mock\n"));
    QVERIFY(text.contains(" [1] < (close) 03 e8 62 79 65\n"));
    QVERIFY(text.startsWith("2026-05-"));
}

void tst_Exporting::rawFilesByRowAndType()
{
    const QString folder = QStringLiteral("payloads");
    QVERIFY(write(ExportFormat::Raw, folder).bytes > 70'000);
    const QDir files(path(folder));
    QCOMPARE(files.entryList(QDir::Files).join(u' '),
        QStringLiteral("000000002-sent-text.txt 000000003-received-binary.bin 000000006-received-ping.bin "
                       "000000007-received-text.txt 000000008-sent-pong.bin 000000010-received-text.txt "
                       "000000011-sent-text.txt 000000012-sent-text.txt 000000013-received-close.bin "
                       "000000014-sent-close.bin"));
    QCOMPARE(
        fileBytes(files.filePath(QStringLiteral("000000010-received-text.txt"))), QByteArray("first, second ä third"));
    QCOMPARE(fileBytes(files.filePath(QStringLiteral("000000011-sent-text.txt"))), QByteArray(2000, 'z'));
}

void tst_Exporting::rawFolderMustBeEmpty()
{
    QDir(m_folder.path()).mkdir(QStringLiteral("taken"));
    QFile file(path(QStringLiteral("taken/mine")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto result = exportCapture({m_capture, ExportFormat::Raw, {}, true}, path(QStringLiteral("taken")));
    QVERIFY(!result);
    QVERIFY(result.error().sentence.startsWith(QStringLiteral("expected a new or an empty folder")));
    QVERIFY(file.exists());
}

void tst_Exporting::onlyWhatIsSelected()
{
    ExportRows rows;
    rows.query.connections = {2};
    const ExportReport report = write(ExportFormat::Har, QStringLiteral("two.har"), rows);
    QCOMPARE(report.rows, 4);
    QCOMPARE(report.connections, 1);
    const QByteArray har = fileBytes(path(QStringLiteral("two.har")));
    QVERIFY(har.contains("to the mock"));
    QVERIFY(!har.contains("first, "));
    rows.query.connections = {};
    rows.query.show = LogQuery::Show::Sent;
    rows.ids = {2, 3, 7};
    QCOMPARE(csvRecords(written(ExportFormat::Csv, rows)).size(), 2);
}

void tst_Exporting::aMessageIsToldWithAnyOfItsRows()
{
    for (const QList<EntryId> &ids : {QList<EntryId>{5}, QList<EntryId>{5, 9}, QList<EntryId>{9, 10}}) {
        ExportRows rows;
        rows.ids = ids;
        QCOMPARE(written(ExportFormat::Text, rows).count("first, second"), 1);
    }
}

void tst_Exporting::credentialsAreHidden_data()
{
    QTest::addColumn<ExportFormat>("format");
    QTest::newRow("har") << ExportFormat::Har;
    QTest::newRow("jsonl") << ExportFormat::JsonLines;
    QTest::newRow("csv") << ExportFormat::Csv;
    QTest::newRow("text") << ExportFormat::Text;
    QTest::newRow("pcapng") << ExportFormat::Pcapng;
}

void tst_Exporting::credentialsAreHidden()
{
    QFETCH(ExportFormat, format);
    const QString name = QStringLiteral("hidden.out");
    const ExportReport report = write(format, name, {}, false);
    QCOMPARE(report.hidden, 5); // token, cookie and bearer, new cookie; the second one's token
    const QByteArray bytes = fileBytes(path(name));
    for (const char *secret : {"abcdef123456", "verysecret", "newsecret", "s3cr3t"})
        QVERIFY2(!bytes.contains(secret), secret);
    QVERIFY(bytes.contains("access_token=xxxxxx"));
    if (format == ExportFormat::Pcapng)
        QVERIFY(bytes.contains("Authorization: xxxxxxxxxxxxxxxxxxx\r\n"));
}

void tst_Exporting::credentialsStayIfAsked()
{
    const QByteArray har = written(ExportFormat::Har, {}, true);
    for (const char *secret : {"abcdef123456", "verysecret", "newsecret", "s3cr3t"})
        QVERIFY2(har.contains(secret), secret);
}

void tst_Exporting::cancelLeavesNothing_data()
{
    QTest::addColumn<ExportFormat>("format");
    QTest::newRow("har") << ExportFormat::Har;
    QTest::newRow("pcapng") << ExportFormat::Pcapng;
    QTest::newRow("raw") << ExportFormat::Raw;
}

void tst_Exporting::cancelLeavesNothing()
{
    QFETCH(ExportFormat, format);
    QTemporaryDir folder;
    const std::atomic_bool cancel = true;
    const auto result =
        exportCapture({m_capture, format, {}, true}, folder.filePath(QStringLiteral("out")), {{}, &cancel});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, CaptureError::Kind::Cancelled);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_Exporting::aFullDiskIsASentence()
{
    const QString capture = path(QStringLiteral("large.hgcap"));
    {
        CaptureMaker maker(capture);
        maker.opened(maker.connection(1));
        for (int i = 0; i < 20; ++i)
            maker.frame(1, Direction::Received, header(Opcode::Text), QByteArray(100'000, 'a'));
    }
    SmallDisk disk;
    disk.open(QIODevice::WriteOnly);
    const auto result = exportCapture({capture, ExportFormat::Csv, {}, true}, disk);
    QVERIFY(!result);
    QVERIFY2(result.error().sentence.contains(QStringLiteral("No space left on device")),
        qPrintable(result.error().sentence));
}

void tst_Exporting::theCaptureItselfIsNoTarget()
{
    const QByteArray before = fileBytes(m_capture);
    const auto result = exportCapture({m_capture, ExportFormat::Har, {}, true}, m_capture);
    QVERIFY(!result);
    QCOMPARE(fileBytes(m_capture), before);
}

/// Connections are read one by one, however many there are.
void tst_Exporting::manyConnectionsTakeLittleMemory()
{
#if defined(__SANITIZE_ADDRESS__)
    QSKIP("AddressSanitizer keeps what was freed");
#endif
    constexpr int Connections = 400;
    constexpr int BodyBytes = 256 << 10;
    const QString source = path(QStringLiteral("many.hgcap"));
    {
        CaptureMaker maker(source);
        for (int id = 1; id <= Connections; ++id) {
            ConnectionRecord record = maker.connection(id);
            record.state = ConnectionState::Failed;
            record.body = QByteArray(BodyBytes, 'b');
            record.bodySize = BodyBytes;
            maker.opened(record);
            maker.writer().flush();
        }
    }
    const auto peak = [] { // bytes
        const QByteArray status = fileBytes(QStringLiteral("/proc/self/status"));
        return status.mid(status.indexOf("VmHWM:") + 6).trimmed().split(' ').first().toLongLong() << 10;
    };
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    QVERIFY(reset.open(QIODevice::WriteOnly) && reset.write("5") == 1 && reset.flush());
    const qint64 before = peak();
    for (const ExportFormat format : {ExportFormat::Har, ExportFormat::JsonLines, ExportFormat::Pcapng}) {
        const auto report = exportCapture({source, format, {}, false}, path(QStringLiteral("many.out")));
        QVERIFY(report);
        QCOMPARE(report->connections, Connections);
    }
    const qint64 grown = peak() - before;
    QVERIFY2(grown < Connections / 4 * BodyBytes, qPrintable(QStringLiteral("%1 MiB").arg(grown >> 20)));
}

QTEST_GUILESS_MAIN(tst_Exporting)
#include "tst_exporting.moc"
