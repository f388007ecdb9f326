// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/optionvalues.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

class tst_OptionValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }
    void hex_data();
    void hex();
    void sizes_data();
    void sizes();
    void seconds_data();
    void seconds();
    void deflateOffers_data();
    void deflateOffers();
    void deflateErrors_data();
    void deflateErrors();
    void deflatePolicies();
};

void tst_OptionValues::hex_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes"); // empty: wrong
    const auto row = [](const char *text, const QByteArray &bytes) {
        QTest::newRow(text) << QString::fromUtf8(text) << bytes;
    };
    const QByteArray ping("\x89\x00", 2);
    row("8900", ping);
    row("89 00", ping);
    row("  89:00 ", ping);
    row("0x8900", ping);
    row("0X89 00", ping);
    row("\t89\n00\n", ping);
    row("aAfF", "\xaa\xff");
    row("", {});
    row("0x", {});
    row("8", {});
    row("8 9", {});
    row("89 0", {});
    row("89-00", {});
    row("8g", {});
    row("0x89 0x00", {});
    row("\xd9\xa8\xd9\xa9", {}); // digits of another script
}

void tst_OptionValues::hex()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    const auto read = readHex(text);
    QCOMPARE(read.has_value(), !bytes.isEmpty());
    if (read)
        QCOMPARE(*read, bytes);
    else
        QVERIFY(read.error().contains(QStringLiteral("got “%1”").arg(text)));
}

void tst_OptionValues::sizes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("size"); // 0: wrong
    const auto row = [](const char *text, quint64 size) { QTest::newRow(text) << QString::fromUtf8(text) << size; };
    row("1", 1);
    row("65536", 65536);
    row("64K", 65536);
    row("64k", 65536);
    row("64M", 64ULL << 20U);
    row("8G", 8ULL << 30U);
    row("8589934591G", 8589934591ULL << 30U);
    row("8589934592G", 0); // 2^63
    row("9223372036854775807", 9223372036854775807ULL);
    row("9223372036854775808", 0);
    row("99999999999999999999999", 0);
    for (const char *wrong : {"", "0", "0K", "K", "-1", "+1", " 1", "1.5M", "64MB", "1 K", "0x10", "many"})
        row(wrong, 0);
}

void tst_OptionValues::sizes()
{
    QFETCH(QString, text);
    QFETCH(quint64, size);
    const auto read = readSize(text);
    QCOMPARE(read.has_value(), size > 0);
    QCOMPARE(read.value_or(0), size);
    if (!read)
        QVERIFY(read.error().contains(QStringLiteral("got “%1”").arg(text)));
}

void tst_OptionValues::seconds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // 0: wrong
    const auto row = [](const char *text, qint64 ms) { QTest::newRow(text) << QString::fromUtf8(text) << ms; };
    row("1", 1000);
    row("0.25", 250);
    row("0.00001", 1);
    row("1000000", 1'000'000'000);
    for (const char *wrong : {"", "0", "-1", "1000001", "1e300", "nan", "inf", "soon", "1s", "1,5"})
        row(wrong, 0);
}

void tst_OptionValues::seconds()
{
    QFETCH(QString, text);
    QFETCH(qint64, ms);
    QCOMPARE(readSeconds(text).value_or(0), ms);
}

void tst_OptionValues::deflateOffers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("offer");
    const auto row = [](const char *text, const char *offer) {
        QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(offer);
    };
    row("", "permessage-deflate");
    row("permessage-deflate", "permessage-deflate");
    row("server_no_context_takeover", "permessage-deflate; server_no_context_takeover");
    row(" client_max_window_bits ;server_max_window_bits=10 ",
        "permessage-deflate; server_max_window_bits=10; client_max_window_bits");
    row("client_max_window_bits=9; client_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; client_max_window_bits=9");
    row("Permessage-Deflate; server_max_window_bits=\"8\"", "permessage-deflate; server_max_window_bits=8");
    row("client_max_window_bits, permessage-deflate", "permessage-deflate; client_max_window_bits, permessage-deflate");
}

void tst_OptionValues::deflateOffers()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, offer);
    const auto offers = parseDeflateOffers(text);
    QVERIFY2(offers, offers ? "" : qPrintable(offers.error()));
    QList<Extension> extensions;
    for (const DeflateOffer &read : *offers)
        extensions.append(read.toExtension());
    QCOMPARE(composeExtensions(extensions), offer);
}

void tst_OptionValues::deflateErrors_data()
{
    QTest::addColumn<QString>("text");
    for (const char *wrong : {"server_max_window_bits", "server_max_window_bits=7", "client_max_window_bits=16",
             "client_max_window_bits=08", "server_no_context_takeover=1", "no_such_parameter",
             "server_no_context_takeover; server_no_context_takeover", "client_max_window_bits, bzip2", ";;", "a b",
             "server_max_window_bits=10\r\nEvil: 1"})
        QTest::newRow(wrong) << QString::fromUtf8(wrong);
}

void tst_OptionValues::deflateErrors()
{
    QFETCH(QString, text);
    const auto offers = parseDeflateOffers(text);
    QVERIFY(!offers);
    QVERIFY2(offers.error().contains(QStringLiteral("got “%1”: ").arg(text)), qPrintable(offers.error()));
    QVERIFY(!parseDeflatePolicy(text));
}

void tst_OptionValues::deflatePolicies()
{
    const auto plain = parseDeflatePolicy({});
    QVERIFY(plain);
    QCOMPARE(plain->serverMaxWindowBits, 15);
    QCOMPARE(plain->clientMaxWindowBits, 15);
    QVERIFY(!plain->serverNoContextTakeover && !plain->clientNoContextTakeover);
    const auto all = parseDeflatePolicy(
        QStringLiteral("server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9; "
                       "client_max_window_bits=10"));
    QVERIFY(all);
    QCOMPARE(all->serverMaxWindowBits, 9);
    QCOMPARE(all->clientMaxWindowBits, 10);
    QVERIFY(all->serverNoContextTakeover && all->clientNoContextTakeover);
    QVERIFY(!parseDeflatePolicy(QStringLiteral("client_max_window_bits, permessage-deflate")));
}

QTEST_GUILESS_MAIN(tst_OptionValues)
#include "tst_optionvalues.moc"
