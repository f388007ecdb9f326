// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/utf8checker.h"
#include "tests/support/failonwarnings.h"

#include <QStringDecoder>
#include <QTest>

using namespace handglass;

class TestUtf8Checker final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void wellFormed_data();
    void wellFormed();
    void malformed_data();
    void malformed();
    void unfinished_data();
    void unfinished();
    void everyCodePoint();
    void everyPairAndTripleAgreesWithTheGrammar();
    void offsetsCountFromTheReset();
    void errorAfterLongAscii();
};

void TestUtf8Checker::wellFormed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("ASCII") << QByteArray("Hello, WebSocket");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("kosme") << QByteArray("\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5");
    // Kuhn 2: first and last code point of each length.
    QTest::newRow("U+0080") << QByteArray("\xc2\x80");
    QTest::newRow("U+0800") << QByteArray("\xe0\xa0\x80");
    QTest::newRow("U+10000") << QByteArray("\xf0\x90\x80\x80");
    QTest::newRow("U+007F") << QByteArray("\x7f");
    QTest::newRow("U+07FF") << QByteArray("\xdf\xbf");
    QTest::newRow("U+FFFF") << QByteArray("\xef\xbf\xbf");
    QTest::newRow("U+D7FF") << QByteArray("\xed\x9f\xbf");
    QTest::newRow("U+E000") << QByteArray("\xee\x80\x80");
    QTest::newRow("U+FFFD") << QByteArray("\xef\xbf\xbd");
    QTest::newRow("U+10FFFF") << QByteArray("\xf4\x8f\xbf\xbf");
    QTest::newRow("U+FFFE") << QByteArray("\xef\xbf\xbe");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf");
}

void TestUtf8Checker::wellFormed()
{
    QFETCH(QByteArray, text);
    for (qsizetype split = 0; split <= text.size(); ++split) {
        Utf8Checker checker;
        QVERIFY(checker.feed(text.first(split)));
        QVERIFY(checker.feed(text.sliced(split)));
        QVERIFY(checker.finish());
        QCOMPARE(checker.errorOffset(), -1);
        QCOMPARE(checker.errorByte(), 0);
        QCOMPARE(checker.validSize(), text.size());
    }
}

void TestUtf8Checker::malformed_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    // Kuhn 2.1.5, 2.1.6, 2.2.4 to 2.2.6: beyond what Unicode has.
    QTest::newRow("5 bytes") << QByteArray("\xf8\x88\x80\x80\x80") << 0;
    QTest::newRow("6 bytes") << QByteArray("\xfc\x84\x80\x80\x80\x80") << 0;
    QTest::newRow("U+1FFFFF") << QByteArray("\xf7\xbf\xbf\xbf") << 0;
    QTest::newRow("U+110000") << QByteArray("\xf4\x90\x80\x80") << 1;
    // Kuhn 3.1: continuation bytes that nothing began.
    QTest::newRow("80") << QByteArray("\x80") << 0;
    QTest::newRow("BF") << QByteArray("\xbf") << 0;
    QTest::newRow("continuation after a whole one") << QByteArray("\xc3\xa9\xa9") << 2;
    // Kuhn 3.2: starts followed by a space.
    QTest::newRow("C3 and space") << QByteArray("\xc3 ") << 1;
    QTest::newRow("E1 and space") << QByteArray("\xe1 ") << 1;
    QTest::newRow("F1 and space") << QByteArray("\xf1 ") << 1;
    // Kuhn 3.3 and 3.4: the last continuation byte is missing.
    QTest::newRow("3 bytes without the last") << QByteArray("\xe1\x80 ") << 2;
    QTest::newRow("4 bytes without the last") << QByteArray("\xf1\x80\x80 ") << 3;
    QTest::newRow("start after a start") << QByteArray("\xe1\x80\xe1\x80\x80") << 2;
    // Kuhn 3.5: impossible bytes.
    QTest::newRow("FE") << QByteArray("a\xfe") << 1;
    QTest::newRow("FF") << QByteArray("ab\xff") << 2;
    // Kuhn 4: overlong forms of “/” and of the largest code points that fit fewer bytes, and of NUL.
    QTest::newRow("overlong / in 2") << QByteArray("\xc0\xaf") << 0;
    QTest::newRow("overlong / in 3") << QByteArray("\xe0\x80\xaf") << 1;
    QTest::newRow("overlong / in 4") << QByteArray("\xf0\x80\x80\xaf") << 1;
    QTest::newRow("overlong U+7F") << QByteArray("\xc1\xbf") << 0;
    QTest::newRow("overlong U+7FF") << QByteArray("\xe0\x9f\xbf") << 1;
    QTest::newRow("overlong U+FFFF") << QByteArray("\xf0\x8f\xbf\xbf") << 1;
    QTest::newRow("overlong NUL") << QByteArray("\xc0\x80") << 0;
    // Kuhn 5: surrogates, single and paired.
    QTest::newRow("U+D800") << QByteArray("\xed\xa0\x80") << 1;
    QTest::newRow("U+DBFF") << QByteArray("\xed\xaf\xbf") << 1;
    QTest::newRow("U+DFFF") << QByteArray("\xed\xbf\xbf") << 1;
    QTest::newRow("paired surrogates") << QByteArray("\xed\xa0\x80\xed\xb0\x80") << 1;
    QTest::newRow("F5") << QByteArray("\xf5") << 0;
    QTest::newRow("Latin-1") << QByteArray("caf\xe9 ") << 4;
}

void TestUtf8Checker::malformed()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    for (qsizetype split = 0; split <= text.size(); ++split) {
        Utf8Checker checker;
        // Fails with the very byte, not before and not later.
        QCOMPARE(checker.feed(text.first(split)), split <= offset);
        QVERIFY(!checker.feed(text.sliced(split)));
        QVERIFY(!checker.finish());
        QCOMPARE(checker.errorOffset(), offset);
        QCOMPARE(checker.errorByte(), static_cast<quint8>(text.at(offset)));
        QVERIFY(!checker.feed("good again"));
        QCOMPARE(checker.errorOffset(), offset);
        QVERIFY(checker.validSize() <= offset);
        checker.reset();
        QVERIFY(checker.feed("good again"));
        QVERIFY(checker.finish());
    }
}

void TestUtf8Checker::unfinished_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("start");
    QTest::newRow("1 of 2") << QByteArray("a\xc3") << 1;
    QTest::newRow("1 of 3") << QByteArray("\xe2") << 0;
    QTest::newRow("2 of 3") << QByteArray("\xe2\x82") << 0;
    QTest::newRow("3 of 4") << QByteArray("\xc3\xa9\xf0\x9f\x91") << 2;
}

void TestUtf8Checker::unfinished()
{
    QFETCH(QByteArray, text);
    QFETCH(int, start);
    Utf8Checker checker;
    QVERIFY(checker.feed(text));
    QVERIFY(!checker.finish());
    QCOMPARE(checker.errorOffset(), start);
    QCOMPARE(checker.errorByte(), static_cast<quint8>(text.at(start)));
    QCOMPARE(checker.validSize(), start);
}

void TestUtf8Checker::everyCodePoint()
{
    for (char32_t code = 0; code <= 0x10FFFF; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        const QByteArray text = QString::fromUcs4(&code, 1).toUtf8();
        Utf8Checker checker;
        if (!checker.feed(text) || !checker.finish())
            QFAIL(QByteArray::number(static_cast<uint>(code), 16).constData());
    }
}

void TestUtf8Checker::everyPairAndTripleAgreesWithTheGrammar()
{
    const auto tail = [](int byte) { return byte >= 0x80 && byte <= 0xBF; };
    for (int first = 0x80; first < 0x100; ++first) {
        for (int second = 0; second < 0x100; ++second) {
            const char pair[]{static_cast<char>(first), static_cast<char>(second)};
            Utf8Checker two;
            const bool twoGood = two.feed(QByteArrayView(pair, 2)) && two.finish();
            QCOMPARE(twoGood, first >= 0xC2 && first <= 0xDF && tail(second));

            // RFC 3629 §4, UTF8-3.
            const bool start = (first == 0xE0 && second >= 0xA0 && second <= 0xBF)
                || (first >= 0xE1 && first <= 0xEC && tail(second))
                || (first == 0xED && second >= 0x80 && second <= 0x9F)
                || (first >= 0xEE && first <= 0xEF && tail(second));
            const char triple[]{pair[0], pair[1], '\x80'};
            Utf8Checker three;
            const bool threeGood = three.feed(QByteArrayView(triple, 3)) && three.finish();
            QCOMPARE(threeGood, start);
        }
    }
}

void TestUtf8Checker::offsetsCountFromTheReset()
{
    Utf8Checker checker;
    QVERIFY(checker.feed("0123456789"));
    QVERIFY(!checker.feed("\xff"));
    QCOMPARE(checker.errorOffset(), 10);
    checker.reset();
    QVERIFY(!checker.feed("ab\xff"));
    QCOMPARE(checker.errorOffset(), 2);
}

void TestUtf8Checker::errorAfterLongAscii()
{
    for (int ascii = 0; ascii < 40; ++ascii) {
        Utf8Checker checker;
        QVERIFY(!checker.feed(QByteArray(ascii, 'x') + "\xA3" + QByteArray(20, 'y')));
        QCOMPARE(checker.errorOffset(), ascii);
        QCOMPARE(checker.errorByte(), 0xA3);
    }
}

QTEST_APPLESS_MAIN(TestUtf8Checker)
#include "tst_utf8checker.moc"
