// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/reconnect.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;
using namespace std::chrono_literals;

/// Which ends are worth another try, and how long to wait for it.
class TestReconnect final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void waits_data();
    void waits();
    void failures_data();
    void failures();
    void closes_data();
    void closes();
};

void TestReconnect::waits_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<double>("jitter");
    QTest::addColumn<double>("random");
    QTest::addColumn<int>("retryAfter"); // s; -1: none
    QTest::addColumn<qint64>("wait");
    const auto row = [](const char *name, int number, double jitter, double random, int retryAfter, qint64 wait) {
        QTest::newRow(name) << number << jitter << random << retryAfter << wait;
    };
    row("first", 1, 0, 0, -1, 1'000);
    row("second", 2, 0, 0, -1, 2'000);
    row("sixth", 6, 0, 0, -1, 32'000);
    row("the longest", 7, 0, 0, -1, 60'000);
    row("a great many", 2'000'000'000, 0, 0, -1, 60'000);
    row("least jitter", 3, 0.5, 0, -1, 4'000);
    row("most jitter", 3, 0.5, 0.999999, -1, 2'000);
    row("all of it random", 3, 1, 0.75, -1, 1'000);
    row("jitter of the longest", 50, 0.5, 0.5, -1, 45'000);
    row("the server asks for more", 1, 0, 0, 90, 90'000);
    row("the server asks for less", 6, 0, 0, 3, 32'000);
    row("longer than a timer", 1, 0, 0, 2'000'000'000, 2'147'483'647);
    row("jitter out of range", 1, 7, 1, -1, 0);
}

void TestReconnect::waits()
{
    QFETCH(int, number);
    QFETCH(double, jitter);
    QFETCH(double, random);
    QFETCH(int, retryAfter);
    ReconnectOptions options;
    options.first = 1s;
    options.longest = 60s;
    options.jitter = jitter;
    const auto asked = retryAfter < 0 ? std::nullopt : std::make_optional(std::chrono::seconds(retryAfter));
    QTEST(qint64(reconnectWait(options, number, random, asked).count()), "wait");
}

void TestReconnect::failures_data()
{
    QTest::addColumn<ConnectionRecord>("record");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("again");
    const auto record = [](FailurePhase phase) {
        ConnectionRecord failed;
        failed.failure.phase = phase;
        failed.times.tcp = 1000;
        return failed;
    };
    QTest::newRow("look-up") << record(FailurePhase::NameLookup) << 0 << true;
    QTest::newRow("TCP") << record(FailurePhase::Tcp) << 0 << true;
    QTest::newRow("cancelled") << record(FailurePhase::Cancelled) << 0 << false;
    QTest::newRow("request") << record(FailurePhase::Request) << 0 << false;
    QTest::newRow("inside") << record(FailurePhase::Open) << 0 << false;

    ConnectionRecord proxy = record(FailurePhase::Proxy);
    QTest::newRow("proxy is silent") << proxy << 0 << true;
    proxy.proxyAnswer = "HTTP/1.1 502 Bad Gateway\r\n\r\n";
    QTest::newRow("proxy says 502") << proxy << 0 << true;
    proxy.proxyAnswer = "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n";
    QTest::newRow("proxy says 407") << proxy << 0 << false;

    ConnectionRecord tls = record(FailurePhase::Tls);
    QTest::newRow("TLS broke off") << tls << 0 << true;
    tls.tlsFacts.errors = QStringList{QStringLiteral("The certificate has expired")};
    QTest::newRow("certificate") << tls << 0 << false;
    tls.tlsFacts.accepted = QStringLiteral("--no-check");
    QTest::newRow("certificate accepted, then broken off") << tls << 0 << true;
    ConnectionRecord file = record(FailurePhase::Tls);
    file.times.tcp = -1;
    QTest::newRow("a file that cannot be read") << file << 0 << false;

    ConnectionRecord response = record(FailurePhase::Response);
    QTest::newRow("no answer") << response << 0 << true;
    response.rawResponse = "HTTP/1.1 101 Swi";
    QTest::newRow("half an answer") << response << 0 << true;
    response.rawResponse = "SSH-2.0-OpenSSH";
    QTest::newRow("another protocol") << response << 0 << false;

    for (const int status : {408, 425, 429, 500, 502, 503, 504})
        QTest::addRow("%d", status) << record(FailurePhase::Verdict) << status << true;
    for (const int status : {101, 200, 301, 400, 401, 403, 404, 405, 407, 426, 501, 505})
        QTest::addRow("%d", status) << record(FailurePhase::Verdict) << status << false;
}

void TestReconnect::failures()
{
    QFETCH(ConnectionRecord, record);
    QFETCH(int, status);
    QTEST(mayHeal(record, status), "again");
}

void TestReconnect::closes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<ClosedBy>("by");
    QTest::addColumn<bool>("again");
    for (const int code : {1001, 1006, 1011, 1012, 1013, 1014})
        QTest::addRow("peer, %d", code) << code << ClosedBy::Peer << true;
    for (const int code : {1000, 1002, 1003, 1005, 1007, 1008, 1009, 1010, 3000, 4000})
        QTest::addRow("peer, %d", code) << code << ClosedBy::Peer << false;
    for (const int code : {1000, 1001, 1002, 1007, 1009, 1011})
        QTest::addRow("us, %d", code) << code << ClosedBy::Us << false;
    QTest::newRow("us, as it did not answer") << 1006 << ClosedBy::Us << true;
}

void TestReconnect::closes()
{
    QFETCH(int, code);
    QFETCH(ClosedBy, by);
    ConnectionRecord record;
    record.closeCode = quint16(code);
    record.closedBy = by;
    QTEST(mayHeal(record, 0), "again");
}

QTEST_GUILESS_MAIN(TestReconnect)
#include "tst_reconnect.moc"
