// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/closecode.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

#include <array>

using namespace handglass;

namespace {

QString u(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestCloseCode final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void everyCode();
    void names_data();
    void names();
    void payloads_data();
    void payloads();
    void brokenPayloads_data();
    void brokenPayloads();
    void thereAndBack();
    void longReasonIsCutAtACodePoint();
    void whatCannotBeSent_data();
    void whatCannotBeSent();
};

void TestCloseCode::everyCode()
{
    for (int value = 0; value <= 65535; ++value) {
        const auto code = static_cast<quint16>(value);
        const bool sendable =
            (value >= 1000 && value <= 1003) || (value >= 1007 && value <= 1014) || (value >= 3000 && value <= 4999);
        QCOMPARE(isSendableCloseCode(code), sendable);
        QVERIFY(!closeCodeMeaning(code).isEmpty());
        ClosePayload close;
        const char payload[]{static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)};
        QCOMPARE(parseClosePayload(QByteArrayView(payload, 2), close).has_value(), !sendable);
        QCOMPARE(close.code, code);
        QCOMPARE(closeError(code, {}).isEmpty(), sendable || code == NoStatusReceived);
    }
}

void TestCloseCode::names_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("text");
    QTest::newRow("1000") << 1000 << u("1000 Normal Closure");
    QTest::newRow("1001") << 1001 << u("1001 Going Away");
    QTest::newRow("1002") << 1002 << u("1002 Protocol Error");
    QTest::newRow("1003") << 1003 << u("1003 Unsupported Data");
    QTest::newRow("1005") << 1005 << u("1005 No Status Received");
    QTest::newRow("1006") << 1006 << u("1006 Abnormal Closure");
    QTest::newRow("1007") << 1007 << u("1007 Invalid Frame Payload Data");
    QTest::newRow("1008") << 1008 << u("1008 Policy Violation");
    QTest::newRow("1009") << 1009 << u("1009 Message Too Big");
    QTest::newRow("1010") << 1010 << u("1010 Mandatory Extension");
    QTest::newRow("1011") << 1011 << u("1011 Internal Error");
    QTest::newRow("1012") << 1012 << u("1012 Service Restart");
    QTest::newRow("1013") << 1013 << u("1013 Try Again Later");
    QTest::newRow("1014") << 1014 << u("1014 Bad Gateway");
    QTest::newRow("1015") << 1015 << u("1015 TLS Handshake");
    QTest::newRow("2000") << 2000 << u("2000");
    QTest::newRow("3999") << 3999 << u("3999 registered");
    QTest::newRow("4000") << 4000 << u("4000 private");
    QTest::newRow("5000") << 5000 << u("5000");
}

void TestCloseCode::names()
{
    QFETCH(int, code);
    QFETCH(QString, text);
    QCOMPARE(closeCodeText(static_cast<quint16>(code)), text);
}

void TestCloseCode::payloads_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << QByteArray() << 1005 << QString();
    QTest::newRow("code") << QByteArray::fromHex("03e8") << 1000 << QString();
    QTest::newRow("reason") << QByteArray::fromHex("03e9") + "bye" << 1001 << u("bye");
    QTest::newRow("UTF-8") << QByteArray::fromHex("0bb8") + "sch\xC3\xB6n" << 3000 << u("schön");
    QTest::newRow("longest") << QByteArray::fromHex("0fa0") + QByteArray(123, 'x') << 4000
                             << QString(123, QLatin1Char('x'));
}

void TestCloseCode::payloads()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, code);
    QFETCH(QString, reason);
    ClosePayload close{7, u("old")};
    QVERIFY(!parseClosePayload(payload, close));
    QCOMPARE(close.code, code);
    QCOMPARE(close.reason, reason);
    QCOMPARE(encodeClosePayload(close.code, close.reason), payload);
}

void TestCloseCode::brokenPayloads_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("failWith");
    QTest::addColumn<QString>("sentence");
    const QString codes = u("expected a close code of 1000 to 1003, 1007 to 1014 or 3000 to 4999, got ");
    QTest::newRow("1 byte") << QByteArray("\x03") << 1002
                            << u("expected 0 or at least 2 bytes in a Close, got 1, RFC 6455 §5.5.1");
    QTest::newRow("0") << QByteArray(2, '\0') << 1002 << codes + u("0, RFC 6455 §7.4");
    QTest::newRow("1005") << QByteArray::fromHex("03ed") << 1002 << codes + u("1005, RFC 6455 §7.4");
    QTest::newRow("1006 and a reason") << QByteArray::fromHex("03ee") + "x" << 1002 << codes + u("1006, RFC 6455 §7.4");
    QTest::newRow("1015") << QByteArray::fromHex("03f7") << 1002 << codes + u("1015, RFC 6455 §7.4");
    QTest::newRow("65535") << QByteArray::fromHex("ffff") << 1002 << codes + u("65535, RFC 6455 §7.4");
    QTest::newRow("Latin-1") << QByteArray::fromHex("03e8") + "caf\xE9" << 1007
                             << u("expected UTF-8 in the reason, got 0xE9 at byte 3, RFC 6455 §8.1");
    QTest::newRow("surrogate") << QByteArray::fromHex("03e8eda080") << 1007
                               << u("expected UTF-8 in the reason, got 0xA0 at byte 1, RFC 6455 §8.1");
    QTest::newRow("line feed within a code point") << QByteArray::fromHex(
        "03e8c30a") << 1007 << u("expected UTF-8 in the reason, got 0x0A at byte 1, RFC 6455 §8.1");
}

void TestCloseCode::brokenPayloads()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, failWith);
    QFETCH(QString, sentence);
    ClosePayload close;
    const auto violation = parseClosePayload(payload, close);
    QVERIFY(violation);
    QCOMPARE(violation->closeCode, failWith);
    QCOMPARE(violation->sentence(), sentence);
}

void TestCloseCode::thereAndBack()
{
    constexpr std::array<quint16, 5> Codes{1000, 1012, 1014, 3000, 4999};
    for (const quint16 code : Codes) {
        ClosePayload close;
        QVERIFY(!parseClosePayload(encodeClosePayload(code, u("weil ✓")), close));
        QCOMPARE(close.code, code);
        QCOMPARE(close.reason, u("weil ✓"));
    }
    QCOMPARE(encodeClosePayload(NoStatusReceived, u("ignored")), QByteArray());
}

void TestCloseCode::longReasonIsCutAtACodePoint()
{
    const QByteArray ascii = encodeClosePayload(1000, QString(200, QLatin1Char('x')));
    QCOMPARE(ascii.size(), 125);
    const QByteArray wide = encodeClosePayload(1000, u("€").repeated(60));
    QCOMPARE(wide.size(), 2 + 41 * 3);
    const QByteArray shifted = encodeClosePayload(1000, u("x") + u("€").repeated(60));
    ClosePayload close;
    QVERIFY(!parseClosePayload(shifted, close));
    QCOMPARE(close.reason, u("x") + u("€").repeated(40));
}

void TestCloseCode::whatCannotBeSent_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("error");
    QTest::newRow("fine") << 1000 << u("x") << QString();
    QTest::newRow("empty close frame") << 1005 << QString() << QString();
    QTest::newRow("123 bytes") << 1000 << u("€").repeated(41) << QString();
    QTest::newRow("reason without a code")
        << 1005 << u("x") << u("expected no reason without a close code, got “x”, RFC 6455 §5.5.1");
    QTest::newRow("1006") << 1006 << QString()
                          << u("expected a close code of 1000 to 1003, 1007 to 1014 or 3000 to 4999, got 1006 Abnormal "
                               "Closure, RFC 6455 §7.4");
    QTest::newRow("124 bytes") << 1000 << u("€").repeated(41) + u("x")
                               << u("expected at most 123 bytes of UTF-8 in the reason, got 124, RFC 6455 §5.5");
}

void TestCloseCode::whatCannotBeSent()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    QFETCH(QString, error);
    QCOMPARE(closeError(static_cast<quint16>(code), reason), error);
}

QTEST_APPLESS_MAIN(TestCloseCode)
#include "tst_closecode.moc"
