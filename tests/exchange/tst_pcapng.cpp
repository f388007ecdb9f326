// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/exchange/exchangeparts.h"
#include "tests/support/failonwarnings.h"

#include <QHash>
#include <QProcess>

using namespace handglass;

// Wireshark's tshark reads what we write: the oracle of this file.

namespace {

using Fields = QList<QByteArray>;

/// A line for each packet that the filter lets through, of these fields.
QList<Fields> tshark(const QString &file, const QString &filter, const QStringList &fields)
{
    QStringList arguments{QStringLiteral("-n"), QStringLiteral("-r"), file, QStringLiteral("-o"),
        QStringLiteral("tcp.check_checksum:TRUE"), QStringLiteral("-o"), QStringLiteral("ip.check_checksum:TRUE"),
        QStringLiteral("-Y"), filter, QStringLiteral("-T"), QStringLiteral("fields"), QStringLiteral("-E"),
        QStringLiteral("separator=|"), QStringLiteral("-E"), QStringLiteral("occurrence=a")};
    for (const QString &field : fields)
        arguments << QStringLiteral("-e") << field;
    QProcess process;
    process.start(QStringLiteral("tshark"), arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        QTest::qFail((process.readAllStandardError() + process.errorString().toUtf8()).constData(), __FILE__, __LINE__);
    QList<Fields> lines;
    for (const QByteArray &line : process.readAllStandardOutput().split('\n')) {
        if (!line.isEmpty())
            lines.append(line.split('|'));
    }
    return lines;
}

} // namespace

class tst_Pcapng : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void everyFrameIsDecodedAlike();
    void conversationsAreComplete();
    void nothingIsWrongWithTcp();
    void compressedMessagesAreInflated();
    void theHandshakeIsHttp();
    void overTlsAsPlainText();
    void brokenFramesAreByteExact();
    void aLargeFrameInManySegments();
    void aFilterKeepsWholeConnections();
    void aRefusalWithItsBody();
    void timesAreInNanoseconds();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString exported(const QString &name, const std::function<void(CaptureMaker &)> &fill, const ExportRows &rows = {},
        bool credentials = true);
    /// All that one end sent, put together by tshark.
    QByteArray stream(const QString &file, const QString &filter);

    QTemporaryDir m_folder;
};

QString tst_Pcapng::exported(
    const QString &name, const std::function<void(CaptureMaker &)> &fill, const ExportRows &rows, bool credentials)
{
    const QString capture = path(name + QStringLiteral(".hgcap"));
    {
        CaptureMaker maker(capture);
        fill(maker);
    }
    const QString file = path(name + QStringLiteral(".pcapng"));
    const auto result = exportCapture({capture, ExportFormat::Pcapng, rows, credentials}, file);
    if (!result)
        QTest::qFail(qPrintable(result.error().sentence), __FILE__, __LINE__);
    return file;
}

QByteArray tst_Pcapng::stream(const QString &file, const QString &filter)
{
    QByteArray bytes;
    for (const Fields &line : tshark(file, QStringLiteral("tcp.len > 0 && ") + filter, {QStringLiteral("tcp.payload")}))
        bytes += QByteArray::fromHex(line.first());
    return bytes;
}

void tst_Pcapng::everyFrameIsDecodedAlike()
{
    const QString file = exported(QStringLiteral("varied"), fillVariedCapture);
    const QList<Fields> decoded = tshark(file, QStringLiteral("websocket"),
        {QStringLiteral("websocket.opcode"), QStringLiteral("websocket.fin"), QStringLiteral("websocket.mask"),
            QStringLiteral("websocket.masking_key"), QStringLiteral("websocket.payload_length"),
            QStringLiteral("websocket.payload_length_ext_16"), QStringLiteral("websocket.payload_length_ext_64"),
            QStringLiteral("websocket.rsv"), QStringLiteral("frame.comment")});
    const auto reader = openReader(path(QStringLiteral("varied.hgcap")));
    qsizetype at = 0;
    for (const Entry &entry : reader->range(1, reader->lastId(), 1000)) {
        if (entry.row.kind != EntryKind::Frame)
            continue;
        QVERIFY(at < decoded.size());
        const Fields &fields = decoded[at++];
        const QByteArray row = QByteArray::number(entry.id);
        QCOMPARE(fields[0].toInt(), int(entry.opcode()));
        QCOMPARE(fields[1].toInt() != 0 || fields[1] == "True", entry.fin());
        QCOMPARE(fields[2].toInt() != 0 || fields[2] == "True", entry.masked());
        QCOMPARE(fields[3], entry.masked() ? QByteArray("37fa213d") : QByteArray());
        const QByteArray length = !fields[6].isEmpty() ? fields[6] : !fields[5].isEmpty() ? fields[5] : fields[4];
        QCOMPARE(length.toLongLong(), entry.payloadLength);
        QCOMPARE(fields[7].toInt(nullptr, 0), entry.rsv());
        if (entry.payloadLength < 10'000) // a longer one's comment is at its first packet
            QCOMPARE(fields[8], "Row " + row);
    }
    QCOMPARE(at, decoded.size());
}

void tst_Pcapng::conversationsAreComplete()
{
    const QString file = exported(QStringLiteral("complete"), fillVariedCapture);
    QHash<QByteArray, int> completeness; // as of the last packet
    for (const Fields &line :
        tshark(file, QStringLiteral("tcp"), {QStringLiteral("tcp.stream"), QStringLiteral("tcp.completeness")}))
        completeness[line[0]] = line[1].toInt();
    QCOMPARE(completeness.size(), 2);
    QCOMPARE(completeness["0"], 31);      // SYN, SYN-ACK, ACK, data, FIN
    QCOMPARE(completeness["1"] & 15, 15); // a reset ends it: we did without a close frame
    const QList<Fields> syn = tshark(file, QStringLiteral("tcp.flags.syn == 1 && tcp.flags.ack == 0"),
        {QStringLiteral("ip.src"), QStringLiteral("ip.dst"), QStringLiteral("ipv6.src"), QStringLiteral("tcp.srcport"),
            QStringLiteral("tcp.dstport")});
    QCOMPARE(syn.size(), 2);
    QCOMPARE(syn[0], (Fields{"127.0.0.1", "203.0.113.24", "", "50001", "8080"}));
    QCOMPARE(syn[1], (Fields{"", "", "::1", "51000", "9000"}));
}

void tst_Pcapng::nothingIsWrongWithTcp()
{
    const QString file = exported(QStringLiteral("sound"), fillVariedCapture);
    QCOMPARE(tshark(file, QStringLiteral("tcp.analysis.flags"), {QStringLiteral("_ws.col.Info")}), QList<Fields>());
    QCOMPARE(tshark(file, QStringLiteral("tcp.checksum.status != 1 || ip.checksum.status != 1 || _ws.malformed"),
                 {QStringLiteral("frame.number")}),
        QList<Fields>());
}

void tst_Pcapng::compressedMessagesAreInflated()
{
    const QString file = exported(QStringLiteral("deflate"), fillVariedCapture);
    const QList<Fields> text = tshark(file, QStringLiteral("websocket.rsv == 4"), {QStringLiteral("text")});
    QCOMPARE(text.size(), 1);
    QVERIFY2(text[0][0].contains(QByteArray(200, 'z')), text[0][0].left(300).constData());
}

void tst_Pcapng::theHandshakeIsHttp()
{
    const QString file = exported(QStringLiteral("http"), fillVariedCapture, {}, false);
    const QList<Fields> http = tshark(file, QStringLiteral("http"),
        {QStringLiteral("http.request.uri"), QStringLiteral("http.response.code"), QStringLiteral("http.authorization"),
            QStringLiteral("http.upgrade")});
    QCOMPARE(http.size(), 4);
    QCOMPARE(http[0], (Fields{"/chat?room=7&access_token=xxxxxx", "", "xxxxxxxxxxxxxxxxxxx", "websocket"}));
    QCOMPARE(http[1][1], QByteArray("101"));
}

void tst_Pcapng::overTlsAsPlainText()
{
    const QString file = exported(QStringLiteral("tls"), [](CaptureMaker &maker) {
        ConnectionRecord record = maker.connection(1);
        record.url = QStringLiteral("wss://example.test/");
        record.peerAddress = QStringLiteral("203.0.113.24:443");
        record.tls = QStringLiteral("TLS 1.3, TLS_AES_256_GCM_SHA384");
        maker.opened(record);
        maker.frame(1, Direction::Sent, header(Opcode::Text, true), "over TLS");
        maker.closed(record);
    });
    QCOMPARE(tshark(file, QStringLiteral("websocket"), {QStringLiteral("websocket.opcode")}).size(), 1);
    QVERIFY(tshark(file, QStringLiteral("tls"), {QStringLiteral("frame.number")}).isEmpty());
    const QList<Fields> comments =
        tshark(file, QStringLiteral("tcp.flags.syn == 1"), {QStringLiteral("frame.comment")});
    QVERIFY2(comments[0][0].contains("TLS 1.3") && comments[0][0].contains("443"), comments[0][0].constData());
}

/// What frames say of themselves, and the rest of one that was cut, as the peer saw it.
void tst_Pcapng::brokenFramesAreByteExact()
{
    const QString file = exported(QStringLiteral("broken"), [](CaptureMaker &maker) {
        const ConnectionRecord record = maker.connection(1);
        maker.opened(record);
        FrameHeader cut = header(Opcode::Text, true);
        cut.payloadLength = 10;
        maker.frame(1, Direction::Received, cut, "abcde", EntryUnfinished | EntryViolation, 0,
            QStringLiteral("expected an unmasked frame from the server, got MASK 1, RFC 6455 §5.1"));
        maker.note(record, EntryKind::Notice, QStringLiteral("the rest of the frame in row 2"), "fghij");
        FrameHeader wide = header(static_cast<Opcode>(0x3), false, true, true);
        wide.lengthBits = 64;
        maker.frame(1, Direction::Sent, wide, "x", EntryByHand);
        EntryRow row;
        row.kind = EntryKind::Notice;
        row.connection = 1;
        row.bits = EntryByHand;
        row.timeNs = maker.now();
        appendRow(maker.writer(), row, "\x81", QStringLiteral("sent by hand, the start of a frame header"));
        maker.closed(record, 1006);
    });
    QByteArray covered = "abcdefghij";
    applyMask(covered.data(), covered.size(), {0x37, 0xFA, 0x21, 0x3D});
    QCOMPARE(
        stream(file, QStringLiteral("tcp.srcport == 8080")), upgradeResponse() + "\x81\x8a\x37\xfa\x21\x3d" + covered);
    QCOMPARE(stream(file, QStringLiteral("tcp.dstport == 8080")),
        upgradeRequest() + QByteArray("\xc3\x7f\0\0\0\0\0\0\0\x01x\x81", 12));
    QCOMPARE(tshark(file, QStringLiteral("tcp.flags.reset == 1"), {QStringLiteral("tcp.srcport")}),
        QList<Fields>{{"50001"}});
    const QList<Fields> comments =
        tshark(file, QStringLiteral("frame.comment contains \"Row 2\""), {QStringLiteral("frame.comment")});
    QVERIFY(comments[0][0].contains("MASK 1"));
}

void tst_Pcapng::aLargeFrameInManySegments()
{
    QByteArray payload(3'000'001, 'p');
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = char(i * 7 / 3);
    const QString file = exported(QStringLiteral("segments"), [&](CaptureMaker &maker) {
        const ConnectionRecord record = maker.connection(1);
        maker.opened(record);
        maker.frame(1, Direction::Sent, header(Opcode::Binary, true), payload);
        maker.frame(1, Direction::Received, header(Opcode::Binary), payload);
        maker.closed(record);
    });
    QVERIFY(tshark(file, QStringLiteral("tcp.analysis.flags || tcp.len > 65536"), {QStringLiteral("frame.number")})
                .isEmpty());
    QCOMPARE(tshark(file, QStringLiteral("websocket"), {QStringLiteral("websocket.payload_length_ext_64")}),
        (QList<Fields>{{"3000001"}, {"3000001"}}));
    const QByteArray sent = stream(file, QStringLiteral("tcp.dstport == 8080"));
    QByteArray covered = payload;
    applyMask(covered.data(), covered.size(), {0x37, 0xFA, 0x21, 0x3D});
    QVERIFY(sent.endsWith(covered));
}

void tst_Pcapng::aFilterKeepsWholeConnections()
{
    ExportRows rows;
    rows.ids = {7}; // of the second connection
    const QString file = exported(QStringLiteral("filtered"), fillVariedCapture, rows);
    QCOMPARE(tshark(file, QStringLiteral("websocket"), {QStringLiteral("websocket.opcode")}).size(), 2);
    QVERIFY(tshark(file, QStringLiteral("tcp.analysis.flags || ip"), {QStringLiteral("frame.number")}).isEmpty());
}

void tst_Pcapng::aRefusalWithItsBody()
{
    const QString file = exported(QStringLiteral("refused"), [](CaptureMaker &maker) {
        ConnectionRecord record = maker.connection(1);
        record.state = ConnectionState::Failed;
        record.openedNs = 0;
        record.rawResponse = "HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n";
        record.body = "not for you";
        record.bodySize = record.body.size();
        record.failure.phase = FailurePhase::Verdict;
        maker.writer().writeConnection(record);
        maker.note(record, EntryKind::Notice, QStringLiteral("expected 101, got 403"));
        ConnectionRecord unreached = maker.connection(2);
        unreached.state = ConnectionState::Failed;
        unreached.openedNs = 0;
        unreached.times.tcp = -1;
        unreached.rawRequest.clear();
        unreached.rawResponse.clear();
        maker.writer().writeConnection(unreached);
    });
    const QList<Fields> answer = tshark(file, QStringLiteral("http.response"),
        {QStringLiteral("http.response.code"), QStringLiteral("http.file_data")});
    QCOMPARE(answer.size(), 1);
    QCOMPARE(answer[0][0], QByteArray("403"));
    QVERIFY2(answer[0][1].contains("not for you") || QByteArray::fromHex(answer[0][1]).contains("not for you"),
        answer[0][1].constData());
    QCOMPARE(tshark(file, QStringLiteral("tcp.flags.fin == 1"), {QStringLiteral("tcp.stream")}).size(), 2);
}

void tst_Pcapng::timesAreInNanoseconds()
{
    const QString file = exported(QStringLiteral("times"), fillVariedCapture);
    const auto reader = openReader(path(QStringLiteral("times.hgcap")));
    const qint64 ns = reader->entry(2)->row.timeNs;
    const QList<Fields> times =
        tshark(file, QStringLiteral("frame.comment == \"Row 2\""), {QStringLiteral("frame.time_epoch")});
    QCOMPARE(times.size(), 1);
    QCOMPARE(times[0][0],
        QByteArray::number(ns / 1'000'000'000) + '.' + QByteArray::number(ns % 1'000'000'000).rightJustified(9, '0'));
}

QTEST_GUILESS_MAIN(tst_Pcapng)
#include "tst_pcapng.moc"
