// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/proxytunnel.h"

#include "app/tap/connectproxy.h"
#include "app/tap/socksproxy.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ProxyTunnel)
};

constexpr qsizetype SocksFieldBytes = 255; ///< a length is one byte (RFC 1928 §5, RFC 1929 §2)

bool hasControl(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}

QString socksError(const ProxyOptions &proxy, const QString &host)
{
    if (proxy.user.isEmpty() != proxy.password.isEmpty())
        return Text::tr("expected user and password for the SOCKS5 proxy, got only one of them, RFC 1929 §2");
    if (proxy.user.toUtf8().size() > SocksFieldBytes || proxy.password.toUtf8().size() > SocksFieldBytes)
        return Text::tr("expected at most 255 bytes of user and of password, got more, RFC 1929 §2");
    if (host.toUtf8().size() > SocksFieldBytes)
        return Text::tr(
            "expected a host name of at most 255 bytes for the SOCKS5 proxy, got a longer one, RFC 1928 §5");
    return {};
}

QString httpError(const ProxyOptions &proxy)
{
    if (proxy.user.contains(QLatin1Char(':')))
        return Text::tr("expected a user name without “:” for the proxy, got one, RFC 7617 §2");
    if (hasControl(proxy.user) || hasControl(proxy.password))
        return Text::tr("expected user and password without control characters for the proxy, got one, RFC 7617 §2");
    return {};
}

} // namespace

ProxyTunnel::ProxyTunnel(ProxyOptions proxy, QString host, quint16 port)
    : m_proxy(std::move(proxy))
    , m_host(std::move(host))
    , m_port(port)
{
}

QString ProxyTunnel::target() const
{
    const bool bracketed = m_host.contains(QLatin1Char(':'));
    return (bracketed ? QLatin1Char('[') + m_host + QLatin1Char(']') : m_host) + QLatin1Char(':')
        + QString::number(m_port);
}

QString ProxyTunnel::sentence(const QString &got) const
{
    return Text::tr("expected the proxy %1 to connect to %2, got %3").arg(m_proxy.toString(), target(), got);
}

Failure &ProxyTunnel::fail(const QString &got, const QString &section)
{
    m_state = State::Failed;
    m_failure.phase = FailurePhase::Proxy;
    m_failure.section = section;
    m_failure.notCause = Text::tr("The server %1 was not asked.").arg(target());
    m_failure.fact = sentence(got) + (section.isEmpty() ? QString() : QStringLiteral(", ") + section);
    return m_failure;
}

QByteArray ProxyTunnel::answer() const
{
    QByteArray answer = m_answer;
    if (!m_secret.isEmpty())
        answer.replace(m_secret, QByteArray(m_secret.size(), '*'));
    return answer;
}

Failure ProxyTunnel::failure() const
{
    Failure failure = m_failure;
    const QString secret = QString::fromLatin1(m_secret);
    for (QString *text : {&failure.fact, &failure.cause, &failure.suggestion, &failure.evidence}) {
        if (!secret.isEmpty())
            text->replace(secret, QStringLiteral("***"));
    }
    return failure;
}

std::unique_ptr<ProxyTunnel> makeProxyTunnel(const ProxyOptions &proxy, const QString &host, quint16 port)
{
    if (proxy.kind == ProxyKind::Socks5)
        return std::make_unique<SocksProxy>(proxy, host, port);
    return std::make_unique<ConnectProxy>(proxy, host, port);
}

QString proxyError(const ProxyOptions &proxy, const QString &host)
{
    if (proxy.host.isEmpty() || proxy.port == 0)
        return Text::tr("expected a proxy with host and port, got none");
    return proxy.kind == ProxyKind::Socks5 ? socksError(proxy, host) : httpError(proxy);
}

} // namespace handglass
