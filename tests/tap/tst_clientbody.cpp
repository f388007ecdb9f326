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
        << chunked << QByteArray("10000000000000000\r\nab") << QByteArray("10000000000000000\nab") << false;
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

QTEST_GUILESS_MAIN(TestClientBody)
#include "tst_clientbody.moc"
