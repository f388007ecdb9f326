// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/authchallenge.h"

#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// Challenges of RFC 9110 §11.6.1: several in a header, several headers, parameters, quoted strings, token68.
class TestAuthChallenge final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void reads_data();
    void reads();
    void severalHeaders();
    void manyAreCut();
    void parameters();
};

namespace {

HttpHead answerWith(const QByteArrayList &values)
{
    HttpHead head;
    head.status = 401;
    for (const QByteArray &value : values)
        head.fields.append({"www-authenticate", value, 2});
    return head;
}

/// "Scheme token name=value name=value", "; " between challenges.
QString told(const QList<AuthChallenge> &challenges)
{
    QStringList texts;
    for (const AuthChallenge &challenge : challenges) {
        QStringList words{challenge.scheme};
        if (!challenge.token.isEmpty())
            words.append(challenge.token);
        for (const auto &[name, value] : challenge.parameters)
            words.append(QStringLiteral("%1=%2").arg(name, value));
        texts.append(words.join(QLatin1Char(' ')));
    }
    return texts.join(QStringLiteral("; "));
}

} // namespace

void TestAuthChallenge::reads_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("challenges");
    const auto row = [](const char *value, const char *challenges) {
        QTest::newRow(value) << QByteArray(value) << QString::fromUtf8(challenges);
    };
    row("Basic", "Basic");
    row("Basic realm=x", "Basic realm=x");
    row("Basic realm=\"a \\\"b\\\", c\"", "Basic realm=a \"b\", c");
    row("Basic realm = \"x\" , charset=\"UTF-8\"", "Basic realm=x charset=UTF-8");
    row("Basic realm=x, Bearer realm=\"y\", error=\"invalid_token\", Negotiate",
        "Basic realm=x; Bearer realm=y error=invalid_token; Negotiate");
    row("Negotiate YIIg+/x==", "Negotiate YIIg+/x==");
    row("NTLM, Negotiate abc, Basic realm=x", "NTLM; Negotiate abc; Basic realm=x");
    row("Digest realm=\"r\", qop=\"auth, auth-int\", nonce=\"abc==\", algorithm=MD5",
        "Digest realm=r qop=auth, auth-int nonce=abc== algorithm=MD5");
    row("Basic realm=", "Basic realm=");
    row("Basic realm=\"open", "Basic realm=open");
    row("Basic realm=\"\xC3\xA4\"", "Basic realm=\xC3\xA4");
    row(", ,Basic,,", "Basic");
    row("realm=x", "");
    row("\"quoted\"", "");
    row("=", "");
    row("", "");
}

void TestAuthChallenge::reads()
{
    QFETCH(QByteArray, value);
    QTEST(told(authChallenges(answerWith({value}), "WWW-Authenticate")), "challenges");
}

void TestAuthChallenge::severalHeaders()
{
    const auto challenges =
        authChallenges(answerWith({"Basic realm=\"a\"", "Bearer scope=\"x y\""}), "WWW-Authenticate");
    QCOMPARE(told(challenges), QStringLiteral("Basic realm=a; Bearer scope=x y"));
    QCOMPARE(challengesText(challenges), QStringLiteral("Basic for “a”, Bearer"));
    QVERIFY(authChallenges(answerWith({"Basic"}), "Proxy-Authenticate").isEmpty());
}

void TestAuthChallenge::manyAreCut()
{
    const QByteArray many = "Basic realm=" + QByteArray(1000, 'x') + QByteArray(", A b").repeated(1000);
    const QString text = challengesText(authChallenges(answerWith({many}), "WWW-Authenticate"));
    QVERIFY(text.endsWith(QStringLiteral("A, A, 993 more")));
    QVERIFY(text.size() < 200);
}

void TestAuthChallenge::parameters()
{
    const AuthChallenge bearer =
        authChallenges(answerWith({"bEARER Realm=r, ERROR=\"e\", error=second"}), "WWW-Authenticate").first();
    QVERIFY(bearer.is(QLatin1String("Bearer")));
    QVERIFY(!bearer.is(QLatin1String("Basic")));
    QCOMPARE(bearer.realm, QStringLiteral("r"));
    QCOMPARE(bearer.parameter(QLatin1String("error")), QStringLiteral("e"));
    QCOMPARE(bearer.parameter(QLatin1String("scope")), QString());
}

QTEST_GUILESS_MAIN(TestAuthChallenge)
#include "tst_authchallenge.moc"
