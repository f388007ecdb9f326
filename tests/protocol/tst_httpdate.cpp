// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/httpdate.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// The three forms of an HTTP-date, and Retry-After.
class TestHttpDate final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void dates_data();
    void dates();
    void retryAfter_data();
    void retryAfter();
};

namespace {
constexpr qint64 Now = 1'700'000'000; // 14 November 2023
constexpr qint64 None = -1;
} // namespace

void TestHttpDate::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char *text, qint64 seconds) { QTest::newRow(text) << QByteArray(text) << seconds; };
    row("Sun, 06 Nov 1994 08:49:37 GMT", 784'111'777);
    row("Sunday, 06-Nov-94 08:49:37 GMT", 784'111'777);
    row("Sun Nov  6 08:49:37 1994", 784'111'777);
    row("Tuesday, 06-Nov-73 08:49:37 GMT", 3'277'183'777); // 2073: 50 years ahead
    row("Wednesday, 06-Nov-74 08:49:37 GMT", 152'959'777); // 1974
    row("Fri, 30 Dec 2016 23:59:60 GMT", 1'483'142'400);
    row("", None);
    row("tomorrow", None);
    row("Sun, 06 Nov 1994 08:49:37", None);
    row("Sun, 06 Nov 1994 08:49:37 CET", None);
    row("Sun, 31 Feb 1994 08:49:37 GMT", None);
    row("Sun, 06 Nov 1994 25:49:37 GMT", None);
    row("Sun, 06 Nov 1994 08:49 GMT", None);
    row("Sun, 06 Now 1994 08:49:37 GMT", None);
    row("Sunday, 06-Nov-1994 08:49:37 GMT", None);
    row("Sunday, 06-Nov--4 08:49:37 GMT", None);
    row("Sun, 06 Nov 1994 99999999999999999999:49:37 GMT", None);
    row("Sun, 99999999999999999999 Nov 1994 08:49:37 GMT", None);
}

void TestHttpDate::dates()
{
    QFETCH(QByteArray, text);
    QTEST(parseHttpDate(text, Now).value_or(None), "seconds");
}

void TestHttpDate::retryAfter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char *text, qint64 seconds) { QTest::newRow(text) << QByteArray(text) << seconds; };
    row("120", 120);
    row("0", 0);
    row(" 7 ", 7);
    row("Tue, 14 Nov 2023 22:15:20 GMT", 120);
    row("Tue, 14 Nov 2023 22:00:00 GMT", 0);
    row("99999999999999999999999", 3'155'760'000);
    row("Mon, 01 Jan 9999 00:00:00 GMT", 3'155'760'000);
    row("-5", None);
    row("1.5", None);
    row("soon", None);
    row("", None);
}

void TestHttpDate::retryAfter()
{
    QFETCH(QByteArray, text);
    QTEST(qint64(parseRetryAfter(text, Now).value_or(std::chrono::seconds(None)).count()), "seconds");
}

QTEST_GUILESS_MAIN(TestHttpDate)
#include "tst_httpdate.moc"
