// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/httphead.h"
#include "tests/support/failonwarnings.h"

#include <QElapsedTimer>
#include <QTest>

using namespace handglass;
using Kind = HttpHeadReader::Kind;
using State = HttpHeadReader::State;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

HttpHead parse(Kind kind, const QByteArray &raw)
{
    HttpHeadReader reader(kind);
    if (reader.feed(raw) != State::Done)
        qWarning("not a head: %s", qPrintable(reader.error()));
    return reader.head();
}

} // namespace

class TestHttpHead final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void request();
    void response();
    void statusLines_data();
    void statusLines();
    void everySplit();
    void duplicatesAndOrder();
    void bareLineFeeds();
    void foldedLines();
    void tokens_data();
    void tokens();
    void tokensOverSeveralLines();
    void failures_data();
    void failures();
    void failsAtTheFirstImpossibleByte_data();
    void failsAtTheFirstImpossibleByte();
    void restIsWhatFollows();
    void hundredAndFiftyHeaders();
    void largeCookie();
    void limits();
    void limitsAreReachedByteByByte();
    void nothingIsTakenAfterAFailure();
    void linearTime();
    void tokenCharacters();
    void headerErrors_data();
    void headerErrors();
};

void TestHttpHead::request()
{
    // RFC 6455 §1.2.
    const QByteArray raw = "GET /chat HTTP/1.1\r\n"
                           "Host: server.example.com\r\n"
                           "Upgrade: websocket\r\n"
                           "Connection: Upgrade\r\n"
                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Origin: http://example.com\r\n"
                           "Sec-WebSocket-Protocol: chat, superchat\r\n"
                           "Sec-WebSocket-Version: 13\r\n"
                           "\r\n";
    const HttpHead head = parse(Kind::Request, raw);
    QCOMPARE(head.raw, raw);
    QCOMPARE(head.startLine, QByteArray("GET /chat HTTP/1.1"));
    QCOMPARE(head.method, QByteArray("GET"));
    QCOMPARE(head.target, QByteArray("/chat"));
    QCOMPARE(head.version, QByteArray("HTTP/1.1"));
    QCOMPARE(head.fields.size(), 7);
    QCOMPARE(head.fields.at(0), (HeaderField{"Host", "server.example.com", 2}));
    QCOMPARE(head.fields.at(6), (HeaderField{"Sec-WebSocket-Version", "13", 8}));
    QCOMPARE(head.value("sec-websocket-KEY"), QByteArray("dGhlIHNhbXBsZSBub25jZQ=="));
    QVERIFY(head.has("oriGIN"));
    QVERIFY(!head.has("Orig"));
    QCOMPARE(head.value("X"), QByteArray());
}

void TestHttpHead::response()
{
    const QByteArray raw = "HTTP/1.1 401 Un authorized\r\nX:y\r\nEmpty:\r\nSpaces: \t a b \t \r\n\r\n";
    const HttpHead head = parse(Kind::Response, raw);
    QCOMPARE(head.status, 401);
    QCOMPARE(head.reason, QByteArray("Un authorized"));
    QCOMPARE(head.version, QByteArray("HTTP/1.1"));
    QCOMPARE(head.fields, (QList<HeaderField>{{"X", "y", 2}, {"Empty", "", 3}, {"Spaces", "a b", 4}}));
    QVERIFY(head.has("Empty"));
}

void TestHttpHead::statusLines_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("usual") << QByteArray("HTTP/1.1 101 Switching Protocols") << QByteArray("HTTP/1.1") << 101
                           << QByteArray("Switching Protocols");
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 101 ") << QByteArray("HTTP/1.1") << 101 << QByteArray();
    QTest::newRow("no space either") << QByteArray("HTTP/1.1 101") << QByteArray("HTTP/1.1") << 101 << QByteArray();
    QTest::newRow("1.0") << QByteArray("HTTP/1.0 200 OK") << QByteArray("HTTP/1.0") << 200 << QByteArray("OK");
    QTest::newRow("2") << QByteArray("HTTP/2 200 OK") << QByteArray("HTTP/2") << 200 << QByteArray("OK");
    QTest::newRow("2.0") << QByteArray("HTTP/2.0 999 \xC3\xA9 \xFF") << QByteArray("HTTP/2.0") << 999
                         << QByteArray("\xC3\xA9 \xFF");
    QTest::newRow("000") << QByteArray("HTTP/1.1 000 ") << QByteArray("HTTP/1.1") << 0 << QByteArray();
}

void TestHttpHead::statusLines()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, version);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    const HttpHead head = parse(Kind::Response, line + "\r\n\r\n");
    QCOMPARE(head.startLine, line);
    QCOMPARE(head.version, version);
    QCOMPARE(head.status, status);
    QCOMPARE(head.reason, reason);
    QVERIFY(head.fields.isEmpty());
}

void TestHttpHead::everySplit()
{
    const QByteArray raw = "HTTP/1.1 101 Switching Protocols\r\nA: 1\r\nB: 2\r\n  folded\r\nC:\r\n\r\n";
    const HttpHead whole = parse(Kind::Response, raw);
    for (qsizetype split = 0; split <= raw.size(); ++split) {
        HttpHeadReader reader(Kind::Response);
        QCOMPARE(reader.feed(raw.first(split)), split == raw.size() ? State::Done : State::NeedMore);
        QCOMPARE(reader.feed(raw.sliced(split)), State::Done);
        QCOMPARE(reader.head().fields, whole.fields);
        QCOMPARE(reader.head().raw, raw);
        QCOMPARE(reader.rest(), QByteArray());
    }
    HttpHeadReader bytewise(Kind::Response);
    for (qsizetype i = 0; i < raw.size(); ++i) {
        QCOMPARE(bytewise.state(), State::NeedMore);
        bytewise.feed(QByteArrayView(raw).sliced(i, 1));
        QCOMPARE(bytewise.raw(), raw.first(i + 1));
    }
    QCOMPARE(bytewise.state(), State::Done);
    QCOMPARE(bytewise.head().fields, whole.fields);
}

void TestHttpHead::duplicatesAndOrder()
{
    const HttpHead head =
        parse(Kind::Response, "HTTP/1.1 200 OK\r\nset-cookie: b\r\nX: 1\r\nSet-Cookie: a\r\nSET-COOKIE: b\r\n\r\n");
    const QList<HeaderField> cookies = head.all("Set-Cookie");
    QCOMPARE(cookies, (QList<HeaderField>{{"set-cookie", "b", 2}, {"Set-Cookie", "a", 4}, {"SET-COOKIE", "b", 5}}));
    QCOMPARE(head.value("Set-Cookie"), QByteArray("b"));
}

void TestHttpHead::bareLineFeeds()
{
    const QByteArray raw = "GET / HTTP/1.1\nHost: a\nX: 1\r\n\n";
    const HttpHead head = parse(Kind::Request, raw);
    QCOMPARE(head.raw, raw);
    QCOMPARE(head.startLine, QByteArray("GET / HTTP/1.1"));
    QCOMPARE(head.fields, (QList<HeaderField>{{"Host", "a", 2}, {"X", "1", 3}}));
}

void TestHttpHead::foldedLines()
{
    const HttpHead head =
        parse(Kind::Response, "HTTP/1.1 200 OK\r\nA: 1 \r\n\t 2\r\n   \r\n 3\r\nB:\r\n x\r\nC: 4\r\n\r\n");
    QCOMPARE(head.fields, (QList<HeaderField>{{"A", "1 2 3", 2}, {"B", "x", 6}, {"C", "4", 8}}));
}

void TestHttpHead::tokens_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArrayList>("expected");
    QTest::newRow("one") << QByteArray("a") << QByteArrayList{"a"};
    QTest::newRow("two") << QByteArray("a, b") << QByteArrayList{"a", "b"};
    QTest::newRow("tight") << QByteArray("a,b") << QByteArrayList{"a", "b"};
    QTest::newRow("wide") << QByteArray("a \t,\t b") << QByteArrayList{"a", "b"};
    QTest::newRow("empty elements") << QByteArray(",, a,, ,b,") << QByteArrayList{"a", "b"};
    QTest::newRow("nothing") << QByteArray("") << QByteArrayList{};
    QTest::newRow("commas") << QByteArray(", ,") << QByteArrayList{};
    QTest::newRow("quoted comma") << QByteArray("a; x=\"1,2\", b") << QByteArrayList{"a; x=\"1,2\"", "b"};
    QTest::newRow("quoted quote") << QByteArray("a=\"\\\",\\\\\", b") << QByteArrayList{"a=\"\\\",\\\\\"", "b"};
    QTest::newRow("unclosed quote") << QByteArray("a, \"b, c") << QByteArrayList{"a", "\"b, c"};
    QTest::newRow("backslash at the end") << QByteArray("a, \"b\\") << QByteArrayList{"a", "\"b\\"};
}

void TestHttpHead::tokens()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArrayList, expected);
    HttpHead head;
    head.fields = {{"List", value, 2}};
    QCOMPARE(head.tokens("list"), expected);
}

void TestHttpHead::tokensOverSeveralLines()
{
    const HttpHead head =
        parse(Kind::Request, "GET / HTTP/1.1\r\nConnection: keep-alive\r\nX: y\r\nCONNECTION: foo, Upgrade\r\n\r\n");
    QCOMPARE(head.tokens("Connection"), (QByteArrayList{"keep-alive", "foo", "Upgrade"}));
    QVERIFY(head.hasToken("connection", "upgrade"));
    QVERIFY(head.hasToken("connection", "KEEP-ALIVE"));
    QVERIFY(!head.hasToken("connection", "up"));
    QVERIFY(!head.hasToken("Upgrade", "upgrade"));
}

void TestHttpHead::failures_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("error");
    const auto request = [](const char *name, const QByteArray &raw, const char *error) {
        QTest::newRow(name) << Kind::Request << raw << u(error);
    };
    const auto response = [](const char *name, const QByteArray &raw, const char *error) {
        QTest::newRow(name) << Kind::Response << raw << u(error);
    };
    const QByteArray start = "GET / HTTP/1.1\r\n";

    response("TLS alert", QByteArray::fromHex("15030300020246"),
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got 0x15 0x03 0x03 0x00 0x02 0x02 0x46, RFC "
        "9112 "
        "§4");
    response("SSH", "SSH-2.0-OpenSSH_9.2\r\n",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “SSH-2.0-OpenSSH_9.2”, RFC 9112 §4");
    response("greeting", "220 ready",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “220 ready”, RFC 9112 §4");
    response("four digits", "HTTP/1.1 1011 x",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “HTTP/1.1 1011 x”, RFC 9112 §4");
    response("two digits", "HTTP/1.1 10 x",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “HTTP/1.1 10 x”, RFC 9112 §4");
    response("no version", "HTTP/ 101 x",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “HTTP/ 101 x”, RFC 9112 §4");
    response("two points", "HTTP/1.1.1 101 x",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “HTTP/1.1.1 101 x”, RFC 9112 §4");
    response("point at the end", "HTTP/1. 101 x",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “HTTP/1. 101 x”, RFC 9112 §4");
    response("empty line first", "\r\n",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got 0x0D 0x0A, RFC 9112 §4");
    response("ended early", "HTTP/1.1\r\n",
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got “HTTP/1.1”, RFC 9112 §4");
    response("NUL in the reason", QByteArray("HTTP/1.1 101 \0", 14),
        "expected a status line such as HTTP/1.1 101 Switching Protocols, got 0x48 0x54 0x54 0x50 0x2F 0x31 0x2E 0x31 "
        "…, "
        "RFC 9112 §4");

    request("TLS hello", QByteArray::fromHex("1603010200010001fc0303"),
        "expected a request line such as GET / HTTP/1.1, got 0x16 0x03 0x01 0x02 0x00 0x01 0x00 0x01 …, RFC 9112 §3");
    request("two spaces", "GET  / HTTP/1.1",
        "expected a request line such as GET / HTTP/1.1, got “GET  / HTTP/1.1”, RFC 9112 §3");
    request("no version", "GET /\r", "expected a request line such as GET / HTTP/1.1, got “GET /”, RFC 9112 §3");
    request(
        "space at the start", " GET /", "expected a request line such as GET / HTTP/1.1, got “ GET /”, RFC 9112 §3");
    request("lower-case version", "GET / http/1.1",
        "expected a request line such as GET / HTTP/1.1, got “GET / http/1.1”, RFC 9112 §3");
    request("text after the version", "GET / HTTP/1.1 x",
        "expected a request line such as GET / HTTP/1.1, got “GET / HTTP/1.1 x”, RFC 9112 §3");

    request("space before the colon", start + "Host : a\r\n",
        "expected “:” right after the header name “Host” in line 2, got white space, RFC 9112 §5.1");
    request("no colon", start + "A: 1\r\nHost\r\n",
        "expected “:” right after the header name “Host” in line 3, got the end of the line, RFC 9112 §5.1");
    request("no name", start + ": a\r\n", "expected a header name in line 2, got “:”, RFC 9112 §5");
    request("fold without a header", start + " a\r\n", "expected a header name in line 2, got “ ”, RFC 9112 §5");
    request("control character in a name", start + "Ho\x01st: a\r\n",
        "expected a header name in line 2, got 0x48 0x6F 0x01, RFC 9112 §5");
    request("slash in a name", start + "Ho/st: a\r\n", "expected a header name in line 2, got “Ho/”, RFC 9112 §5");
    request("UTF-8 in a name", start + "H\xC3\xB6st: a\r\n",
        "expected a header name in line 2, got 0x48 0xC3, RFC 9112 §5");
    request("NUL in a value", start + QByteArray("A: \0\r\n", 6),
        "expected a header value without NUL in line 2, got 0x00, RFC 9110 §5.5");
    request("CR alone in a value", start + "A: b\rc\r\n", "expected LF after CR in line 2, got 0x63, RFC 9112 §2.2");
    request("CR CR LF", start + "\r\r\n", "expected LF after CR in line 2, got 0x0D, RFC 9112 §2.2");
    request("percent signs in a name", start + "%1%2%3 : a\r\n",
        "expected “:” right after the header name “%1%2%3” in line 2, got white space, RFC 9112 §5.1");
}

void TestHttpHead::failures()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, raw);
    QFETCH(QString, error);
    HttpHeadReader whole(kind);
    QCOMPARE(whole.feed(raw), State::Failed);
    QCOMPARE(whole.error(), error);
    QCOMPARE(whole.raw(), raw);

    HttpHeadReader bytewise(kind);
    for (const char byte : raw)
        bytewise.feed(QByteArrayView(&byte, 1));
    QCOMPARE(bytewise.state(), State::Failed);
    QVERIFY(raw.startsWith(bytewise.raw()));
    QVERIFY(bytewise.error().startsWith(u("expected ")));
}

void TestHttpHead::failsAtTheFirstImpossibleByte_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("raw");
    QTest::newRow("TLS to a server") << Kind::Request << QByteArray("\x16");
    QTest::newRow("TLS to a client") << Kind::Response << QByteArray("\x15");
    QTest::newRow("digit") << Kind::Response << QByteArray("2");
    QTest::newRow("HTTQ") << Kind::Response << QByteArray("HTTQ");
    QTest::newRow("HTTP/x") << Kind::Response << QByteArray("HTTP/x");
    QTest::newRow("letter in the status") << Kind::Response << QByteArray("HTTP/1.1 1O");
    QTest::newRow("WebSocket frame") << Kind::Request << QByteArray("\x81");
    QTest::newRow("not HTTP/") << Kind::Request << QByteArray("GET / X");
    QTest::newRow("space in a header name") << Kind::Request << QByteArray("GET / HTTP/1.1\r\nHost ");
}

void TestHttpHead::failsAtTheFirstImpossibleByte()
{
    QFETCH(Kind, kind);
    QFETCH(QByteArray, raw);
    HttpHeadReader reader(kind);
    QCOMPARE(reader.feed(QByteArrayView(raw).chopped(1)), State::NeedMore);
    QCOMPARE(reader.feed(QByteArrayView(raw).last(1)), State::Failed);
    QCOMPARE(reader.raw(), raw);
}

void TestHttpHead::restIsWhatFollows()
{
    const QByteArray head = "HTTP/1.1 101 x\r\n\r\n";
    HttpHeadReader reader(Kind::Response);
    QCOMPARE(reader.feed(head
                 + "\x81\x02"
                   "Hi"),
        State::Done);
    QCOMPARE(reader.head().raw, head);
    QCOMPARE(reader.raw(), head);
    QCOMPARE(reader.rest(),
        QByteArray("\x81\x02"
                   "Hi"));
    QCOMPARE(reader.feed("more"), State::Done);
    QCOMPARE(reader.rest(),
        QByteArray("\x81\x02"
                   "Himore"));
    QCOMPARE(reader.head().raw, head);
}

void TestHttpHead::hundredAndFiftyHeaders()
{
    QByteArray raw = "GET / HTTP/1.1\r\n";
    for (int i = 0; i < 150; ++i)
        raw += "X-" + QByteArray::number(i) + ": " + QByteArray::number(i * i) + "\r\n";
    const HttpHead head = parse(Kind::Request, raw + "\r\n");
    QCOMPARE(head.fields.size(), 150);
    QCOMPARE(head.fields.at(149), (HeaderField{"X-149", "22201", 151}));
}

void TestHttpHead::largeCookie()
{
    const QByteArray cookie = "a=" + QByteArray(8190, 'x');
    const HttpHead head = parse(Kind::Request, "GET / HTTP/1.1\r\nCookie: " + cookie + "\r\nX: 1\r\n\r\n");
    QCOMPARE(head.value("Cookie"), cookie);
    QCOMPARE(head.value("X"), QByteArray("1"));
}

void TestHttpHead::limits()
{
    const QByteArray raw = "GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\n\r\n";
    HttpHeadReader fits(Kind::Request, {raw.size(), 2});
    QCOMPARE(fits.feed(raw), State::Done);
    HttpHeadReader tooLarge(Kind::Request, {raw.size() - 1, 2});
    QCOMPARE(tooLarge.feed(raw), State::Failed);
    QCOMPARE(tooLarge.error(), u("expected a head of at most 29 bytes, got more, RFC 9110 §5.4"));
    HttpHeadReader tooMany(Kind::Request, {1000, 1});
    QCOMPARE(tooMany.feed(raw), State::Failed);
    QCOMPARE(tooMany.error(), u("expected at most 1 header lines, got more, RFC 9110 §5.4"));
    // What follows the head does not count.
    HttpHeadReader withBody(Kind::Request, {raw.size(), 2});
    QCOMPARE(withBody.feed(raw + QByteArray(100'000, 'x')), State::Done);
}

void TestHttpHead::limitsAreReachedByteByByte()
{
    HttpHeadReader reader(Kind::Request, {100, 10});
    int fed = 0;
    while (reader.feed("x") == State::NeedMore && fed < 1000)
        ++fed;
    QCOMPARE(fed, 100);
    QCOMPARE(reader.raw().size(), 101);
}

void TestHttpHead::nothingIsTakenAfterAFailure()
{
    HttpHeadReader reader(Kind::Response);
    QCOMPARE(reader.feed("nonsense"), State::Failed);
    const QString error = reader.error();
    QCOMPARE(reader.feed("HTTP/1.1 101 x\r\n\r\n"), State::Failed);
    QCOMPARE(reader.raw(), QByteArray("nonsense"));
    QCOMPARE(reader.error(), error);
}

void TestHttpHead::linearTime()
{
    // 16 MiB one byte at a time: quadratic work would take hours.
    HttpHeadReader reader(Kind::Request, {qsizetype{1} << 30, 10});
    QElapsedTimer timer;
    timer.start();
    reader.feed("GET / HTTP/1.1\r\nA: ");
    for (int i = 0; i < (4 << 20); ++i)
        reader.feed("x");
    QCOMPARE(reader.feed("\r\n\r\n"), State::Done);
    QCOMPARE(reader.head().value("A").size(), 4 << 20);
    QVERIFY2(timer.elapsed() < 20'000, QByteArray::number(timer.elapsed()).constData());
}

void TestHttpHead::tokenCharacters()
{
    const QByteArray extra = "!#$%&'*+-.^_`|~";
    for (int value = 0; value < 256; ++value) {
        const char c = static_cast<char>(value);
        const bool expected = (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z')
            || (value >= 'A' && value <= 'Z') || (value != 0 && extra.contains(c));
        QCOMPARE(isToken(QByteArrayView(&c, 1)), expected);
    }
    QVERIFY(!isToken({}));
    QVERIFY(isToken("quotes.v2"));
    QVERIFY(!isToken("a b"));
}

void TestHttpHead::headerErrors_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("error");
    const char *const value = "expected a header value without CR, LF and NUL, got ";
    QTest::newRow("fine") << QByteArray("X-One") << QByteArray("any \t value, caf\xE9 \x01") << QString();
    QTest::newRow("empty value") << QByteArray("X") << QByteArray() << QString();
    QTest::newRow("no name") << QByteArray() << QByteArray("1")
                             << u("expected a header name, got nothing, RFC 9110 §5.6.2");
    QTest::newRow("space in the name")
        << QByteArray("X One") << QByteArray("1")
        << u("expected a header name of letters, digits and !#$%&'*+-.^_`|~, got “X One”, RFC 9110 §5.6.2");
    QTest::newRow("line break in the name")
        << QByteArray("X\r\n") << QByteArray("1")
        << u("expected a header name of letters, digits and !#$%&'*+-.^_`|~, got 0x58 0x0D 0x0A, RFC 9110 §5.6.2");
    QTest::newRow("CR") << QByteArray("X") << QByteArray("a\r\nEvil: 1") << u(value) + u("0x0D, RFC 9110 §5.5");
    QTest::newRow("LF") << QByteArray("X") << QByteArray("a\nb") << u(value) + u("0x0A, RFC 9110 §5.5");
    QTest::newRow("NUL") << QByteArray("X") << QByteArray("a\0b", 3) << u(value) + u("0x00, RFC 9110 §5.5");
}

void TestHttpHead::headerErrors()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QString, error);
    QCOMPARE(headerError(name, value), error);
}

QTEST_APPLESS_MAIN(TestHttpHead)
#include "tst_httphead.moc"
