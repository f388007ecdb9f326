// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientbody.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// RFC 9112 §6.3, in any chunking.
class TestClientBody final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void body_data();
    void body();
    void limit();
    void remarks_data();
    void remarks();
};

void TestClientBody::body_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("complete");
    const QByteArray chunked = "HTTP/1.1 503 x\r\nTransfer-Encoding: gzip, Chunked\r\nContent-Length: 3\r\n\r\n";
    QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n") << QByteArray("abcdef")
                            << QByteArray("abc") << true;
    QTest::newRow("length, cut short") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n") << QByteArray("ab")
                                       << QByteArray("ab") << false;
    QTest::newRow("length 0") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") << QByteArray("x")
                              << QByteArray() << true;
    QTest::newRow("length that is no number") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")
                                              << QByteArray("abc") << QByteArray("abc") << false;
    QTest::newRow("until the end") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << QByteArray("abc") << QByteArray("abc")
                                   << false;
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 x\r\nContent-Length: 3\r\n\r\n") << QByteArray("abc")
                         << QByteArray() << true;
    QTest::newRow("304") << QByteArray("HTTP/1.1 304 x\r\nContent-Length: 3\r\n\r\n") << QByteArray() << QByteArray()
                         << true;
    QTest::newRow("chunked") << chunked << QByteArray("3\r\nabc\r\nA;x=\"y\"\r\n0123456789\r\n0\r\n\r\n")
                             << QByteArray("abc0123456789") << true;
    QTest::newRow("chunked with a trailer")
        << chunked << QByteArray("1\r\na\r\n0\r\nX: y\r\n\r\nrest") << QByteArray("a") << true;
    QTest::newRow("chunked, trailer cut short")
        << chunked << QByteArray("1\r\na\r\n0\r\nX: y\r\n") << QByteArray("a") << false;
    QTest::newRow("chunked, bare LF") << chunked << QByteArray("1\na\n0\n\n") << QByteArray("a") << true;
    QTest::newRow("not chunked after all")
        << chunked << QByteArray("hello\nworld") << QByteArray("hello\nworld") << false;
    const QByteArray longLine = QByteArray(5000, 'f') + "\nrest";
    QTest::newRow("longer than any chunk's head") << chunked << longLine << longLine << false;
    QTest::newRow("a chunk of 2^64 bytes")
        << chunked << QByteArray("10000000000000000\r\nab") << QByteArray("10000000000000000\r\nab") << false;
}

void TestClientBody::body()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    QFETCH(bool, complete);
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    QCOMPARE(reader.feed(head), HttpHeadReader::State::Done);
    ClientBody whole(reader.head(), 10'000);
    ClientBody single(reader.head(), 10'000);
    QCOMPARE(whole.feed(bytes), complete);
    for (const char byte : bytes)
        single.feed(QByteArrayView(&byte, 1));
    for (const ClientBody &each : {whole, single}) {
        QCOMPARE(each.kept(), body);
        QCOMPARE(each.size(), body.size());
        QCOMPARE(each.isComplete(), complete);
    }
}

void TestClientBody::limit()
{
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    ClientBody body(reader.head(), 4);
    QVERIFY(body.feed("0123456789"));
    QCOMPARE(body.kept(), QByteArray("0123"));
    QCOMPARE(body.size(), 10);
}

/// Nothing is swallowed without a word.
void TestClientBody::remarks_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("remark");
    const auto length = [](const char *value) {
        return QByteArray("HTTP/1.1 400 x\r\nContent-Length: ") + value + "\r\n\r\n";
    };
    const QByteArray chunked = "HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const QString lengths = QStringLiteral("Expected one number of bytes in Content-Length, got “%1”: the body is what "
                                           "came until the end of the connection, RFC 9112 §6.3.");
    const QString size = QStringLiteral("Expected the size of a chunk in the body, got something else: the rest is "
                                        "kept as it came, RFC 9112 §7.1.");
    const QString end = QStringLiteral("Expected the end of the line behind a chunk of the body, got more: the rest is "
                                       "kept as it came, RFC 9112 §7.1.");
    QTest::newRow("length") << length("3") << QByteArray("abc") << QByteArray("abc") << QString();
    QTest::newRow("the same length twice") << length("3, 3") << QByteArray("abc") << QByteArray("abc") << QString();
    QTest::newRow("two lengths") << length("3\r\nContent-Length: 5") << QByteArray("abc") << QByteArray("abc")
                                 << lengths.arg(QStringLiteral("3, 5"));
    QTest::newRow("a signed length") << length("+3") << QByteArray("abc") << QByteArray("abc")
                                     << lengths.arg(QStringLiteral("+3"));
    QTest::newRow("no number") << length("x") << QByteArray("abc") << QByteArray("abc")
                               << lengths.arg(QStringLiteral("x"));
    QTest::newRow("2^64 bytes") << length("18446744073709551616") << QByteArray("abc") << QByteArray("abc")
                                << lengths.arg(QStringLiteral("18446744073709551616"));
    QTest::newRow("more than the length") << length("3") << QByteArray("abcde") << QByteArray("abc")
                                          << QStringLiteral("Expected nothing behind the body, got 2 more bytes, RFC "
                                                            "9112 §6.3.");
    QTest::newRow("more than none") << length("0") << QByteArray("ab") << QByteArray()
                                    << QStringLiteral(
                                           "Expected nothing behind the body, got 2 more bytes, RFC 9112 §6.3.");
    QTest::newRow("chunked") << chunked << QByteArray("3 ; x\r\nabc\r\n0\r\n\r\n") << QByteArray("abc") << QString();
    QTest::newRow("a trailer") << chunked << QByteArray("3\r\nabc\r\n0\r\nSum: 7\r\nX:\r\n\r\n") << QByteArray("abc")
                               << QStringLiteral("Behind the chunks of the body came trailer fields, RFC 9112 §7.1.2: "
                                                 "Sum: 7; X:");
    QTest::newRow("more than the chunk") << chunked << QByteArray("3\r\nabcde\r\n0\r\n\r\n")
                                         << QByteArray("abcde\r\n0\r\n\r\n") << end;
    QTest::newRow("more than the chunk, cut") << chunked << QByteArray("3\r\nabcde") << QByteArray("abcde") << end;
    QTest::newRow("no size") << chunked << QByteArray("hello\r\nworld\r\n") << QByteArray("hello\r\nworld\r\n") << size;
    QTest::newRow("no size, cut") << chunked << QByteArray("{\"error\": 1}") << QByteArray("{\"error\": 1}") << size;
    QTest::newRow("0x before it") << chunked << QByteArray("0x3\r\nabc\r\n") << QByteArray("0x3\r\nabc\r\n") << size;
    QTest::newRow("signed") << chunked << QByteArray("+3\r\nabc\r\n") << QByteArray("+3\r\nabc\r\n") << size;
    QTest::newRow("a size, cut") << chunked << QByteArray("1") << QByteArray() << QString();
    QTest::newRow("a chunk, cut before its LF") << chunked << QByteArray("1\r\na\r") << QByteArray("a") << QString();
}

void TestClientBody::remarks()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    QFETCH(QString, remark);
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    QCOMPARE(reader.feed(head), HttpHeadReader::State::Done);
    ClientBody whole(reader.head(), 10'000);
    ClientBody single(reader.head(), 10'000);
    whole.feed(bytes);
    for (const char byte : bytes)
        single.feed(QByteArrayView(&byte, 1));
    for (ClientBody *each : {&whole, &single}) {
        each->end();
        QCOMPARE(each->kept(), body);
        QCOMPARE(each->remarks(), remark.isEmpty() ? QStringList() : QStringList(remark));
    }
}

QTEST_GUILESS_MAIN(TestClientBody)
#include "tst_clientbody.moc"
