// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/redirecttrail.h"

#include "app/session/clientrequest.h"
#include "tests/support/failonwarnings.h"

#include <QTest>

using namespace handglass;

/// What a hop carries on and what stays with the server it was given for; bound and loop.
class TestRedirectTrail final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnWarnings(); }

    void credentials_data();
    void credentials();
    void neverBackAgain();
    void theWayBackIsALoop();
    void anotherCookieIsNoLoop();
    void theBound();
    void notFollowing();
    void anUnusableLocation();
    void otherAnswersAreNotItsMatter();
};

namespace {

HttpHead redirectTo(const QByteArray &location, int status = 302)
{
    HttpHead head;
    head.status = status;
    head.fields.append({"Location", location, 2});
    return head;
}

ClientOptions optionsFor(const QString &address)
{
    ClientOptions options;
    options.url = parseWebSocketUrl(address).value();
    options.redirects.follow = true;
    options.headers = {{"Authorization", "Digest x"}, {"cookie", "a=1"}, {"Proxy-Authorization", "Basic y"},
        {"Host", "front.example"}, {"x-api-key", "k"}, {"X-Other", "kept"}};
    options.bearer = QStringLiteral("tok");
    options.proxy.user = QStringLiteral("proxyuser");
    options.tls.certificateFile = QStringLiteral("me.p12");
    options.tls.passphrase = QStringLiteral("secret");
    options.tls.serverName = QStringLiteral("inner.example");
    return options;
}

QByteArrayList namesOf(const RequestSpec &spec)
{
    QByteArrayList names;
    for (const HeaderField &header : spec.headers)
        names.append(header.name);
    return names;
}

} // namespace

void TestRedirectTrail::credentials_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<bool>("kept");
    QTest::addColumn<QString>("note");
    const QString names =
        QStringLiteral("user and password, the token, the header Authorization, the header Cookie, "
                       "the header Proxy-Authorization, the header x-api-key, the client certificate.");
    QTest::newRow("a path") << "ws://ann:pw@a.example/" << QByteArray("/x") << true << QString();
    QTest::newRow("to TLS") << "ws://ann:pw@a.example/" << QByteArray("wss://a.example/") << true << QString();
    QTest::newRow("another host") << "ws://ann:pw@a.example/" << QByteArray("ws://b.example/") << false
                                  << QStringLiteral("Sent to ws://a.example and to no other server: ") + names;
    QTest::newRow("another port") << "wss://ann:pw@a.example:444/x" << QByteArray("wss://a.example/x") << false
                                  << QStringLiteral("Sent to wss://a.example:444 and to no other server: ") + names;
    QTest::newRow("without TLS") << "wss://ann:pw@a.example/" << QByteArray("ws://a.example/") << false
                                 << QStringLiteral("Not sent over plain ws: ") + names;
}

void TestRedirectTrail::credentials()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, location);
    QFETCH(bool, kept);
    QFETCH(QString, note);
    RedirectTrail trail(optionsFor(from));
    Failure failure;
    QVERIFY(trail.answered(redirectTo(location), failure));
    QCOMPARE(failure.notCause, note);
    QVERIFY(failure.suggestion.contains(QStringLiteral("followed")));
    trail.takeNext();
    QCOMPARE(trail.hop(), 1);
    QCOMPARE(trail.note(), note);
    const ClientOptions &next = trail.options();
    QCOMPARE(!next.bearer.isEmpty(), kept);
    QCOMPARE(next.url.user, kept ? QStringLiteral("ann") : QString());
    QCOMPARE(next.url.password, kept ? QStringLiteral("pw") : QString());
    QCOMPARE(!next.tls.certificateFile.isEmpty(), kept);
    QCOMPARE(!next.tls.passphrase.isEmpty(), kept);
    QCOMPARE(!next.tls.serverName.isEmpty(), kept);
    QCOMPARE(next.proxy.user, QStringLiteral("proxyuser")); // the proxy is the same
    QCOMPARE(namesOf(requestOf(next)),
        kept ? QByteArrayList({"Authorization", "cookie", "Proxy-Authorization", "Host", "x-api-key", "X-Other"})
             : QByteArrayList({"X-Other"}));
}

void TestRedirectTrail::neverBackAgain()
{
    RedirectTrail trail(optionsFor(QStringLiteral("ws://a.example/")));
    for (const char *location : {"ws://b.example/", "ws://a.example/again"}) {
        Failure failure;
        QVERIFY(trail.answered(redirectTo(location), failure));
        trail.takeNext();
    }
    QCOMPARE(namesOf(requestOf(trail.options())), QByteArrayList({"X-Other"}));
    QCOMPARE(trail.note(), QString());
}

void TestRedirectTrail::theWayBackIsALoop()
{
    ClientOptions options = optionsFor(QStringLiteral("ws://a.example/"));
    options.headers.clear();
    RedirectTrail trail(options);
    Failure failure;
    QVERIFY(trail.answered(redirectTo("/b"), failure));
    trail.takeNext();
    QVERIFY(!trail.answered(redirectTo("/"), failure));
    QCOMPARE(failure.fact,
        QStringLiteral("expected an address that was not asked yet, got a redirect back to ws://a.example/: a loop, "
                       "RFC 9110 §15.4"));
    QCOMPARE(failure.section, QStringLiteral("RFC 9110 §15.4"));
    QVERIFY(failure.notCause.contains(QStringLiteral("not followed")));
}

void TestRedirectTrail::anotherCookieIsNoLoop()
{
    ClientOptions options = optionsFor(QStringLiteral("ws://a.example/"));
    RedirectTrail trail(options); // with a Cookie header, which the other server does not get
    Failure failure;
    QVERIFY(trail.answered(redirectTo("ws://b.example/"), failure));
    trail.takeNext();
    QVERIFY(trail.answered(redirectTo("ws://a.example/"), failure));
}

void TestRedirectTrail::theBound()
{
    ClientOptions options = optionsFor(QStringLiteral("ws://a.example/"));
    options.redirects.most = 2;
    RedirectTrail trail(options);
    Failure failure;
    QVERIFY(trail.answered(redirectTo("/1"), failure));
    trail.takeNext();
    QVERIFY(trail.answered(redirectTo("/2"), failure));
    trail.takeNext();
    QVERIFY(!trail.answered(redirectTo("/3"), failure));
    QCOMPARE(failure.fact, QStringLiteral("expected at most 2 redirect(s), got another to ws://a.example/3"));
    QVERIFY(failure.suggestion.contains(QStringLiteral("--max-redirects")));
}

void TestRedirectTrail::notFollowing()
{
    ClientOptions options = optionsFor(QStringLiteral("ws://a.example/b/c"));
    options.redirects.follow = false;
    RedirectTrail trail(options);
    Failure failure;
    failure.fact = QStringLiteral("unchanged");
    QVERIFY(!trail.answered(redirectTo("d", 308), failure));
    QCOMPARE(failure.fact, QStringLiteral("unchanged"));
    QCOMPARE(failure.cause, QStringLiteral("The answer redirects to ws://a.example/b/d."));
    QCOMPARE(failure.suggestion, QStringLiteral("Connect to ws://a.example/b/d instead, or follow redirects (-L)."));
}

void TestRedirectTrail::anUnusableLocation()
{
    RedirectTrail trail(optionsFor(QStringLiteral("ws://a.example/")));
    Failure failure;
    QVERIFY(!trail.answered(redirectTo("ftp://a.example/"), failure));
    QVERIFY(failure.cause.contains(QStringLiteral("got “ftp://a.example/”, RFC 6455 §3")));
}

void TestRedirectTrail::otherAnswersAreNotItsMatter()
{
    RedirectTrail trail(optionsFor(QStringLiteral("ws://a.example/")));
    for (const int status : {200, 300, 304, 305, 401, 503}) {
        Failure failure;
        QVERIFY(!trail.answered(redirectTo("/x", status), failure));
        QCOMPARE(failure.cause + failure.suggestion, QString());
    }
}

QTEST_GUILESS_MAIN(TestRedirectTrail)
#include "tst_redirecttrail.moc"
