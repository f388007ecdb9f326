// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/copyas.h"
#include "app/exchange/quoting.h"
#include "tests/exchange/exchangeparts.h"
#include "tests/support/failonwarnings.h"

#include <QProcess>

using namespace handglass;

namespace {

ConnectionRecord asked(const QByteArray &headers = {})
{
    ConnectionRecord record;
    record.id = 1;
    record.url = QStringLiteral("ws://example.test/chat?room=7&access_token=s3cr3t");
    record.rawRequest = upgradeRequest(headers);
    return record;
}

const QByteArray AllHeaders = "Origin: https://example.test\r\nSec-WebSocket-Protocol: quotes.v2, quotes.v1\r\n"
                              "Authorization: Basic dXNlcjpwYSdzcw==\r\nX-Trace: it's \"7\" $HOME\r\n"
                              "User-Agent: Handglass/0.1.0\r\n";

/// What a shell makes of the words: one a line.
QStringList shellWords(const QString &command)
{
    QProcess shell;
    shell.start(QStringLiteral("sh"),
        {QStringLiteral("-c"),
            QStringLiteral("show() { for word; do printf '%s\\001' \"$word\"; done; }; show ") + command});
    shell.waitForFinished();
    return QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(1), Qt::SkipEmptyParts);
}

} // namespace

class tst_CopyAs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void wscat();
    void websocatTellsKindsApart();
    void websocatWithLineEnds();
    void curl();
    void javaScriptOfAPage();
    void javaScriptRuns();
    void pythonCompiles();
    void cpp();
    void credentialsAreHidden();
    void whatIsLeftOutIsTold();
    void anyTextIsAShellWord_data();
    void anyTextIsAShellWord();
    void cppStrings();
    void messagesOfTheClient();
};

void tst_CopyAs::wscat()
{
    const CopiedCommand command =
        copyAs(CopyAs::Wscat, asked(AllHeaders), {{true, "it's"}, {true, "two\nlines"}}, true);
    QCOMPARE(shellWords(command.text),
        (QStringList{QStringLiteral("wscat"), QStringLiteral("-c"),
            QStringLiteral("ws://example.test/chat?room=7&access_token=s3cr3t"), QStringLiteral("-s"),
            QStringLiteral("quotes.v2"), QStringLiteral("-s"), QStringLiteral("quotes.v1"), QStringLiteral("-o"),
            QStringLiteral("https://example.test"), QStringLiteral("--auth"), QStringLiteral("user:pa'ss"),
            QStringLiteral("-H"), QStringLiteral("X-Trace: it's \"7\" $HOME"), QStringLiteral("-x"),
            QStringLiteral("it's"), QStringLiteral("-x"), QStringLiteral("two\nlines")}));
    QCOMPARE(command.hidden, 0);
}

void tst_CopyAs::websocatTellsKindsApart()
{
    const QString text =
        copyAs(CopyAs::Websocat, asked(AllHeaders), {{true, "text"}, {false, QByteArray("\0\xff", 2)}}, true).text;
    const QStringList words = shellWords(text.section(u'|', 1));
    QCOMPARE(words.first(), QStringLiteral("websocat"));
    QVERIFY(words.contains(QStringLiteral("--binary-prefix")));
    QCOMPARE(words.last(), QStringLiteral("ws://example.test/chat?room=7&access_token=s3cr3t"));
    QProcess printed;
    printed.start(QStringLiteral("sh"), {QStringLiteral("-c"), text.section(u'|', 0, 0)});
    printed.waitForFinished();
    QCOMPARE(printed.readAllStandardOutput(), QByteArray("Ttext\nBAP8=\n"));
}

void tst_CopyAs::websocatWithLineEnds()
{
    const QString text = copyAs(CopyAs::Websocat, asked(), {{true, "two\nlines"}, {true, "100 %"}}, true).text;
    QVERIFY(text.contains(QStringLiteral("--null-terminated")));
    QProcess printed;
    printed.start(QStringLiteral("sh"), {QStringLiteral("-c"), text.section(u'|', 0, 0)});
    printed.waitForFinished();
    QCOMPARE(printed.readAllStandardOutput(),
        QByteArray("two\nlines\0"
                   "100 %\0",
            16));
}

void tst_CopyAs::curl()
{
    const QStringList words = shellWords(copyAs(CopyAs::Curl, asked(AllHeaders), {}, true).text);
    QCOMPARE(words.last(), QStringLiteral("http://example.test/chat?room=7&access_token=s3cr3t"));
    for (const char *word : {"Upgrade: websocket", "Sec-WebSocket-Protocol: quotes.v2, quotes.v1",
             "Origin: https://example.test", "user:pa'ss"})
        QVERIFY2(words.contains(QLatin1String(word)), word);
}

void tst_CopyAs::javaScriptOfAPage()
{
    const QString text = copyAs(CopyAs::JavaScript, asked(), {{true, "a\"b\n"}}, true).text;
    QVERIFY(text.startsWith(QStringLiteral("const socket = new WebSocket(\"ws://example.test/")));
    QVERIFY(text.contains(QStringLiteral("socket.send(\"a\\\"b\\n\");")));
}

/// Node says whether it is JavaScript.
void tst_CopyAs::javaScriptRuns()
{
    const QString text =
        copyAs(CopyAs::JavaScript, asked(AllHeaders), {{true, "ä'\"\\\n"}, {false, "\x01"}}, true).text;
    QProcess node;
    node.start(QStringLiteral("node"),
        {QStringLiteral("--input-type=module"), QStringLiteral("--check"), QStringLiteral("-")});
    node.write(text.toUtf8());
    node.closeWriteChannel();
    QVERIFY(node.waitForFinished());
    QVERIFY2(node.exitCode() == 0, node.readAllStandardError().constData());
}

void tst_CopyAs::pythonCompiles()
{
    const QString text = copyAs(CopyAs::Python, asked(AllHeaders), {{true, "ä'\"\\\n"}, {false, "\x01"}}, true).text;
    QProcess python;
    python.start(QStringLiteral("python3"),
        {QStringLiteral("-c"), QStringLiteral("import sys; compile(sys.stdin.buffer.read(), 'x', 'exec')")});
    python.write(text.toUtf8());
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished());
    QVERIFY2(python.exitCode() == 0, python.readAllStandardError().constData());
}

void tst_CopyAs::cpp()
{
    const QString text = copyAs(CopyAs::Cpp, asked(AllHeaders), {{true, "ä"}, {false, "\x01"}}, true).text;
    for (const char *part : {"QWebSocket socket(QString::fromUtf8(\"https://example.test\"));",
             "request.setRawHeader(\"X-Trace\", \"it's \\\"7\\\" $HOME\");",
             "options.setSubprotocols({QString::fromUtf8(\"quotes.v2\"), QString::fromUtf8(\"quotes.v1\")});",
             "socket.sendTextMessage(QString::fromUtf8(\"\\303\\244\"));",
             "socket.sendBinaryMessage(QByteArray::fromBase64(\"AQ==\"));"})
        QVERIFY2(text.contains(QLatin1String(part)), part);
    QVERIFY(copyAs(CopyAs::Cpp, asked(), {}, true).text.contains(QStringLiteral("QWebSocket socket;")));
}

void tst_CopyAs::credentialsAreHidden()
{
    for (const CopyAs as :
        {CopyAs::Wscat, CopyAs::Websocat, CopyAs::Curl, CopyAs::JavaScript, CopyAs::Python, CopyAs::Cpp}) {
        const CopiedCommand command = copyAs(as, asked(AllHeaders), {}, false);
        QCOMPARE(command.hidden, 2);
        for (const char *secret : {"s3cr3t", "dXNlcjpwYSdzcw", "pa'ss", "pa'\\''ss"})
            QVERIFY2(!command.text.contains(QLatin1String(secret)), secret);
    }
}

void tst_CopyAs::whatIsLeftOutIsTold()
{
    const QList<SentMessage> messages{{true, "text"}, {false, "binary"}};
    const CopiedCommand wscat = copyAs(CopyAs::Wscat, asked(), messages, true);
    QVERIFY(wscat.note.contains(QStringLiteral("messages left out: 1")));
    QVERIFY(wscat.text.contains(QStringLiteral("-x 'text'")) && !wscat.text.contains(QStringLiteral("binary")));
    QVERIFY(copyAs(CopyAs::Curl, asked(), messages, true).note.contains(QStringLiteral("left out: 2")));
    QVERIFY(copyAs(CopyAs::Python, asked(), messages, true).note.isEmpty());
}

void tst_CopyAs::anyTextIsAShellWord_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"plain", "it's", "''", "\\", "$(id) `id` $HOME !x", "a\nb", "-n", "ä€", "\"*?\"", "~"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void tst_CopyAs::anyTextIsAShellWord()
{
    QFETCH(QString, text);
    QCOMPARE(shellWords(shellWord(text)), QStringList{text});
}

void tst_CopyAs::cppStrings()
{
    QCOMPARE(cppString("a\"\\?\n\x01"
                       "1\xC3\xA4"),
        QStringLiteral("\"a\\\"\\\\\\077\\012\\0011\\303\\244\""));
}

void tst_CopyAs::messagesOfTheClient()
{
    QTemporaryDir folder;
    const QString capture = folder.filePath(QStringLiteral("x.hgcap"));
    {
        CaptureMaker maker(capture);
        fillVariedCapture(maker);
    }
    const auto reader = openReader(capture);
    QList<EntryId> all;
    for (EntryId id = 1; id <= reader->lastId(); ++id)
        all.append(id);
    const QList<SentMessage> client = sentMessages(*reader, 1, all);
    QCOMPARE(client.size(), 2);
    QCOMPARE(client[1].data, QByteArray(2000, 'z'));
    const QList<SentMessage> ofMock = sentMessages(*reader, 2, all);
    QCOMPARE(ofMock.size(), 1);
    QCOMPARE(ofMock[0].data, QByteArray("to the mock"));
}

QTEST_GUILESS_MAIN(tst_CopyAs)
#include "tst_copyas.moc"
