// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/connectproxy.h"

#include "app/protocol/authchallenge.h"
#include "app/protocol/bytetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ConnectProxy)
};

constexpr qsizetype ShownCharacters = 120;

QString shown(QByteArrayView text)
{
    const QString all = headText(text);
    return all.size() <= ShownCharacters ? all : all.first(ShownCharacters) + QStringLiteral("…");
}

/// A header in which proxies say what went wrong; empty if there is none.
QString proxysWord(const HttpHead &head)
{
    for (const char *name : {"Proxy-Status", "X-Squid-Error", "Retry-After"}) {
        const QByteArray value = head.value(name);
        if (!value.isEmpty())
            return Text::tr("The proxy says %1: %2").arg(QLatin1String(name), shown(value));
    }
    return {};
}

} // namespace

ConnectProxy::ConnectProxy(
    const ProxyOptions &proxy, const QString &host, quint16 port, const HttpHeadReader::Limits &limits)
    : ProxyTunnel(proxy, host, port)
    , m_limits(limits)
{
    if (hasCredentials())
        m_credentials = (proxy.user + QLatin1Char(':') + proxy.password).toUtf8().toBase64();
    setSecret(m_credentials);
    m_reader.emplace(HttpHeadReader::Kind::Response, m_limits);
}

QByteArray ConnectProxy::start()
{
    const QByteArray authority = target().toUtf8();
    QByteArray head = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n";
    if (!m_credentials.isEmpty())
        head += "Proxy-Authorization: Basic " + m_credentials + "\r\n";
    return head + "\r\n";
}

qsizetype ConnectProxy::feed(QByteArrayView bytes)
{
    qsizetype taken = 0;
    while (state() == State::Asking && taken < bytes.size()) {
        const HttpHeadReader::State read = m_reader->feed(bytes.sliced(taken));
        const bool done = read == HttpHeadReader::State::Done;
        const qsizetype own = bytes.size() - taken - (done ? m_reader->rest().size() : 0);
        keep(bytes.sliced(taken, own));
        taken += own;
        m_taken += own;
        if (read == HttpHeadReader::State::Failed)
            unreadable();
        else if (done)
            answered(m_reader->head());
    }
    return taken;
}

void ConnectProxy::answered(const HttpHead &head)
{
    if (head.status / 100 == 2) {
        succeed();
        return;
    }
    if (head.status / 100 == 1 && m_taken <= m_limits.headBytes) { // another one follows (RFC 9110 §15.2)
        m_reader.emplace(HttpHeadReader::Kind::Response, m_limits);
        return;
    }
    Failure &failure =
        fail(shown(QByteArray::number(head.status) + ' ' + head.reason).trimmed(), QStringLiteral("RFC 9110 §9.3.6"));
    failure.evidence = shown(head.startLine);
    failure.cause = proxysWord(head);
    explain(failure, head);
}

void ConnectProxy::explain(Failure &failure, const HttpHead &head) const
{
    switch (head.status) {
    case 401: // some proxies say so of wrong credentials
        explainChallenge(failure, head, "WWW-Authenticate");
        return;
    case 407:
        explainChallenge(failure, head, "Proxy-Authenticate");
        return;
    case 403:
        failure.suggestion =
            Text::tr("The proxy does not allow this host or port; many allow CONNECT to port 443 only. "
                     "Allow it in the proxy's settings, or use another proxy.");
        return;
    case 400:
    case 404:
    case 405:
    case 501:
        failure.suggestion = Text::tr("A web server that is no proxy answers so: check the proxy's host and port.");
        return;
    case 429:
    case 503:
        failure.suggestion = Text::tr("Try again later.");
        return;
    default:
        break;
    }
    if (head.status / 100 == 5) {
        failure.notCause = Text::tr("The proxy itself is there and answers.");
        failure.suggestion =
            Text::tr("The proxy could not reach %1: check host and port, and that the proxy can look up the name.")
                .arg(target());
    }
}

void ConnectProxy::explainChallenge(Failure &failure, const HttpHead &head, const char *header) const
{
    const QList<AuthChallenge> challenges = authChallenges(head, header);
    const bool basic = std::ranges::any_of(challenges,
        [](const AuthChallenge &c) { return c.scheme.compare(QLatin1String("Basic"), Qt::CaseInsensitive) == 0; });
    if (challenges.isEmpty()) {
        failure.cause = Text::tr("The proxy asks for credentials and does not say which: %1 is missing.")
                            .arg(QLatin1String(header));
    } else {
        failure.cause = Text::tr("The proxy asks for %1.").arg(challengesText(challenges));
        failure.evidence += QStringLiteral("\n%1: %2").arg(QLatin1String(header), shown(head.value(header)));
    }
    if (!challenges.isEmpty() && !basic)
        failure.suggestion = Text::tr("Handglass can answer Basic only; use a proxy that takes it.");
    else if (m_credentials.isEmpty())
        failure.suggestion = Text::tr("Give the proxy's user and password.");
    else
        failure.suggestion = Text::tr("The proxy did not take user and password that were sent; check them.");
}

void ConnectProxy::unreadable()
{
    const QByteArray bytes = answer();
    QString got = Text::tr("an answer that is no HTTP, %1").arg(firstBytes(bytes));
    QString suggestion = Text::tr("Check that an HTTP proxy listens at %1.").arg(m_proxy.toString());
    if (bytes.startsWith('\x05')) {
        got = Text::tr("a SOCKS5 answer: this port speaks SOCKS5, not HTTP");
        suggestion = Text::tr("Give the proxy as socks5:// instead.");
    } else if (bytes.startsWith("\x15\x03") || bytes.startsWith("\x16\x03")) {
        got = Text::tr("a TLS record: this proxy wants TLS itself");
        suggestion = Text::tr("Use the proxy's port for plain HTTP.");
    } else if (bytes.startsWith("HTTP/")) {
        got = Text::tr("an answer that cannot be read");
    }
    Failure &failure = fail(got, QStringLiteral("RFC 9112 §4"));
    failure.cause = m_reader->error();
    failure.suggestion = suggestion;
    failure.evidence = firstBytes(bytes);
}

void ConnectProxy::end()
{
    if (m_taken == 0) {
        fail(Text::tr("the end of the connection"), QStringLiteral("RFC 9110 §9.3.6")).suggestion =
            Text::tr("Check that an HTTP proxy listens at %1, and that it allows this computer.")
                .arg(m_proxy.toString());
        return;
    }
    Failure &failure = fail(
        Text::tr("the end of the connection after %1 bytes of an answer").arg(m_taken), QStringLiteral("RFC 9112 §8"));
    failure.evidence = firstBytes(answer());
}

} // namespace handglass
