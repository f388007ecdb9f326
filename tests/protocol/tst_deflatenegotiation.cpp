// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/deflatenegotiation.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

Q_DECLARE_METATYPE(handglass::DeflatePolicy)

namespace {

QList<Extension> parsed(const QByteArray &value)
{
    return parseExtensions({{"Sec-WebSocket-Extensions", value, 1}}).value();
}

QList<DeflateOffer> offers(const QByteArray &value)
{
    QList<DeflateOffer> offers;
    if (value.isEmpty())
        return offers;
    for (const Extension &extension : parsed(value))
        offers.append(readDeflateOffer(extension).value());
    return offers;
}

QByteArray composed(const std::optional<DeflateAgreement> &agreement)
{
    return agreement ? composeExtension(agreement->toExtension()) : "none";
}

} // namespace

class TestDeflateNegotiation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }
    void offersComposeAsTheyRead();
    void illegalParameters_data();
    void illegalParameters();
    void accepted_data();
    void accepted();
    void firstLegalOfferIsAccepted();
    void everyOfferDeclined();
    void goodAnswers_data();
    void goodAnswers();
    void badAnswers_data();
    void badAnswers();
    void everyAcceptedOfferPassesTheClient();
};

namespace {

/// Every legal combination of the four parameters.
QList<DeflateOffer> everyOffer()
{
    QList<DeflateOffer> all;
    for (int server = 7; server <= 15; ++server) {
        for (int client = 6; client <= 15; ++client) {
            for (int flags = 0; flags < 4; ++flags) {
                DeflateOffer offer;
                offer.serverNoContextTakeover = (flags & 1) != 0;
                offer.clientNoContextTakeover = (flags & 2) != 0;
                if (server > 7)
                    offer.serverMaxWindowBits = server;
                offer.clientMaxWindowBits = client > 6;
                if (client > 7)
                    offer.clientMaxWindowBitsHint = client;
                all.append(offer);
            }
        }
    }
    return all;
}

} // namespace

void TestDeflateNegotiation::offersComposeAsTheyRead()
{
    QList<QByteArray> texts;
    for (const DeflateOffer &offer : everyOffer()) {
        const QByteArray text = composeExtension(offer.toExtension());
        QVERIFY(!texts.contains(text));
        texts.append(text);
        QVERIFY2(offers(text) == QList<DeflateOffer>{offer}, text.constData());
    }
    QCOMPARE(composeExtension(DeflateOffer{true, true, 10, true, {}}.toExtension()),
        QByteArray("permessage-deflate; server_no_context_takeover; client_no_context_takeover; "
                   "server_max_window_bits=10; client_max_window_bits"));
}

void TestDeflateNegotiation::illegalParameters_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<bool>("legalInOffer");
    const auto row = [](const QByteArray &parameters, const QByteArray &sentence, bool legalInOffer = false) {
        QTest::newRow(parameters.constData()) << parameters << QString::fromUtf8(sentence) << legalInOffer;
    };
    row("foo", "expected a parameter that permessage-deflate has, got “foo”, RFC 7692 §7");
    row("max_window_bits=10", "expected a parameter that permessage-deflate has, got “max_window_bits”, RFC 7692 §7");
    row("server_no_context_takeover=1",
        "expected server_no_context_takeover without a value, got the value “1”, RFC 7692 §7.1.1.1");
    row("client_no_context_takeover=true",
        "expected client_no_context_takeover without a value, got the value “true”, RFC 7692 §7.1.1.2");
    row("server_no_context_takeover; server_no_context_takeover",
        "expected each parameter of permessage-deflate once, got “server_no_context_takeover” twice, RFC 7692 §7");
    row("client_max_window_bits=10; CLIENT_max_window_bits=10",
        "expected each parameter of permessage-deflate once, got “client_max_window_bits” twice, RFC 7692 §7");
    for (const char *value : {"0", "7", "16", "08", "010", "-9", "+9", "9x", "1e1", "99999999999999999999"}) {
        const QByteArray bad = value;
        row("server_max_window_bits=" + bad,
            "expected server_max_window_bits of 8 to 15, without leading zeroes, got “" + bad + "”, RFC 7692 §7.1.2.1");
        row("client_max_window_bits=" + bad,
            "expected client_max_window_bits of 8 to 15, without leading zeroes, got “" + bad + "”, RFC 7692 §7.1.2.2");
    }
    row("server_max_window_bits",
        "expected server_max_window_bits of 8 to 15, without leading zeroes, got no value, RFC 7692 §7.1.2.1");
    row("client_max_window_bits",
        "expected client_max_window_bits of 8 to 15, without leading zeroes, got no value, RFC 7692 §7.1.2.2", true);
}

void TestDeflateNegotiation::illegalParameters()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QString, sentence);
    QFETCH(bool, legalInOffer);
    const QList<Extension> extensions = parsed("permessage-deflate; " + parameters);

    const auto offer = readDeflateOffer(extensions.first());
    QCOMPARE(offer.has_value(), legalInOffer);
    if (!legalInOffer)
        QCOMPARE(offer.error().sentence(), sentence);

    const auto answer = readDeflateAnswer(extensions, everyOffer());
    QVERIFY(!answer);
    QCOMPARE(answer.error().sentence(), sentence);
}

void TestDeflateNegotiation::accepted_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<DeflatePolicy>("policy");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *name, const QByteArray &offer, const DeflatePolicy &policy,
                         const QByteArray &answer) {
        QTest::newRow(name) << "permessage-deflate" + offer << policy << "permessage-deflate" + answer;
    };
    const DeflatePolicy none;
    const DeflatePolicy small{false, false, 10, 9};
    row("bare", "", none, "");
    row("server no takeover asked", "; server_no_context_takeover", none, "; server_no_context_takeover");
    row("client no takeover hinted", "; client_no_context_takeover", none, "; client_no_context_takeover");
    row("no takeover wanted", "", {true, true}, "; server_no_context_takeover; client_no_context_takeover");
    row("server bits asked", "; server_max_window_bits=10", none, "; server_max_window_bits=10");
    row("server bits 15 asked", "; server_max_window_bits=15", none, "; server_max_window_bits=15");
    row("server bits 8 asked", "; server_max_window_bits=8", none, "; server_max_window_bits=8");
    row("server bits wanted", "", small, "; server_max_window_bits=10");
    row("server bits asked above wanted", "; server_max_window_bits=12", small, "; server_max_window_bits=10");
    row("server bits asked below wanted", "; server_max_window_bits=9", small, "; server_max_window_bits=9");
    row("client bits offered", "; client_max_window_bits", none, "");
    row("client bits hinted", "; client_max_window_bits=11", none, "; client_max_window_bits=11");
    row("client bits wanted", "; client_max_window_bits", small,
        "; server_max_window_bits=10; client_max_window_bits=9");
    row("client bits hinted below wanted", "; client_max_window_bits=8", small,
        "; server_max_window_bits=10; client_max_window_bits=8");
    row("quoted", "; server_max_window_bits=\"10\"", none, "; server_max_window_bits=10");
    row("any case", "; Server_Max_Window_Bits=10", none, "; server_max_window_bits=10");
}

void TestDeflateNegotiation::accepted()
{
    QFETCH(QByteArray, offer);
    QFETCH(DeflatePolicy, policy);
    QFETCH(QByteArray, answer);
    const DeflateAnswer given = answerDeflateOffers(parsed("x-other, " + offer), policy);
    QCOMPARE(composed(given.agreement), answer);
    QVERIFY(given.declined.isEmpty());
}

void TestDeflateNegotiation::firstLegalOfferIsAccepted()
{
    const DeflateAnswer answer = answerDeflateOffers(
        parsed("permessage-deflate; foo, x-other; foo, permessage-deflate; server_max_window_bits=16, "
               "PerMessage-Deflate; server_max_window_bits=9, permessage-deflate, permessage-deflate; bar"),
        {});
    QCOMPARE(composed(answer.agreement), QByteArray("permessage-deflate; server_max_window_bits=9"));
    QCOMPARE(answer.declined.size(), 2);
    QCOMPARE(composeExtension(answer.declined.at(0).offer), QByteArray("permessage-deflate; foo"));
    QCOMPARE(answer.declined.at(0).reason.got, QStringLiteral("“foo”"));
    QCOMPARE(
        composeExtension(answer.declined.at(1).offer), QByteArray("permessage-deflate; server_max_window_bits=16"));
    QCOMPARE(answer.declined.at(1).reason.got, QStringLiteral("“16”"));
}

void TestDeflateNegotiation::everyOfferDeclined()
{
    const DeflateAnswer answer =
        answerDeflateOffers(parsed("permessage-deflate; foo, permessage-deflate; server_max_window_bits"), {});
    QVERIFY(!answer.agreement);
    QCOMPARE(answer.declined.size(), 2);
}

void TestDeflateNegotiation::goodAnswers_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("answered");
    const auto row = [](const char *name, const QByteArray &offered, const QByteArray &answered) {
        QTest::newRow(name) << "permessage-deflate" + offered << "permessage-deflate" + answered;
    };
    row("bare", "", "");
    row("server adds no takeover", "", "; server_no_context_takeover; client_no_context_takeover");
    row("server adds its window", "", "; server_max_window_bits=8");
    row("same window", "; server_max_window_bits=10", "; server_max_window_bits=10");
    row("smaller window", "; server_max_window_bits=10", "; server_max_window_bits=9");
    row("hint ignored", "; client_max_window_bits=10; client_no_context_takeover", "");
    row("hint exceeded", "; client_max_window_bits=10", "; client_max_window_bits=12");
    row("client's window", "; client_max_window_bits", "; client_max_window_bits=8");
    // RFC 7692 §7.1.3: the second of two offers is accepted.
    row("fallback", "; client_max_window_bits; server_max_window_bits=10, permessage-deflate; client_max_window_bits",
        "");
}

void TestDeflateNegotiation::goodAnswers()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, answered);
    const auto agreement = readDeflateAnswer(parsed(answered), offers(offered));
    if (!agreement)
        QFAIL(qPrintable(agreement.error().sentence()));
    QCOMPARE(composed(*agreement), answered);
}

void TestDeflateNegotiation::badAnswers_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("answered");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QByteArray &offered, const QByteArray &answered, const char *sentence) {
        QTest::newRow(name) << offered << answered << QString::fromUtf8(sentence);
    };
    row("not offered", "", "permessage-deflate",
        "expected no permessage-deflate, as it was not offered, got permessage-deflate, RFC 7692 §5");
    row("twice", "permessage-deflate, permessage-deflate", "permessage-deflate, permessage-deflate",
        "expected permessage-deflate once, got 2 times, RFC 7692 §5");
    row("server's takeover", "permessage-deflate; server_no_context_takeover", "permessage-deflate",
        "expected server_no_context_takeover, as it was offered, got none, RFC 7692 §7.1.1.1");
    row("server's window left out", "permessage-deflate; server_max_window_bits=10", "permessage-deflate",
        "expected server_max_window_bits of at most 10, as it was offered, got none, RFC 7692 §7.1.2.1");
    row("server's window left out, 15", "permessage-deflate; server_max_window_bits=15", "permessage-deflate",
        "expected server_max_window_bits of at most 15, as it was offered, got none, RFC 7692 §7.1.2.1");
    row("server's window too large", "permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; server_max_window_bits=11",
        "expected server_max_window_bits of at most 10, as it was offered, got 11, RFC 7692 §7.1.2.1");
    row("client's window", "permessage-deflate", "permessage-deflate; client_max_window_bits=15",
        "expected no client_max_window_bits, as it was not offered, got 15, RFC 7692 §7.1.2.2");
    row("fits neither", "permessage-deflate; server_max_window_bits=10, permessage-deflate; server_no_context_takeover",
        "permessage-deflate",
        "expected server_max_window_bits of at most 10, as it was offered, got none, RFC 7692 §7.1.2.1");
}

void TestDeflateNegotiation::badAnswers()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, answered);
    QFETCH(QString, sentence);
    const auto agreement = readDeflateAnswer(parsed(answered), offers(offered));
    QVERIFY(!agreement);
    QCOMPARE(agreement.error().sentence(), sentence);
}

void TestDeflateNegotiation::everyAcceptedOfferPassesTheClient()
{
    const QList<DeflatePolicy> policies{{}, {true, true, 8, 8}, {true, false, 10, 15}, {false, true, 15, 10}};
    for (const DeflateOffer &offer : everyOffer()) {
        for (const DeflatePolicy &policy : policies) {
            const DeflateAnswer answer = answerDeflateOffers({offer.toExtension()}, policy);
            QVERIFY(answer.agreement);
            const auto agreement = readDeflateAnswer({answer.agreement->toExtension()}, {offer});
            QVERIFY2(agreement, composeExtension(offer.toExtension()).constData());
            QVERIFY(*agreement == answer.agreement);
        }
    }
    const auto none = readDeflateAnswer(parsed("x-other"), everyOffer());
    QVERIFY(none);
    QVERIFY(!*none);
}

QTEST_APPLESS_MAIN(TestDeflateNegotiation)
#include "tst_deflatenegotiation.moc"
