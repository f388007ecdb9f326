// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/clientdialer.h"

#include "app/protocol/bytetext.h"
#include "app/tap/foreignprotocol.h"

namespace handglass {

void ClientDialer::askSystem()
{
    enter(FailurePhase::NameLookup, m_settings.nameLookup);
    QUrl url;
    url.setScheme(m_settings.secure ? QStringLiteral("https") : QStringLiteral("http"));
    url.setHost(m_settings.host);
    url.setPort(m_settings.port);
    m_systemProxy.reset(new SystemProxy);
    connect(m_systemProxy.get(), &SystemProxy::answered, this, &ClientDialer::systemAnswered);
    m_systemProxy->ask(url, m_settings.systemProxy ? m_settings.systemProxy : systemProxyFor);
}

void ClientDialer::systemTimedOut()
{
    Failure failure;
    failure.fact = tr("expected the system's settings to say which proxy leads to %1, got no answer within %2 s")
                       .arg(withPort(m_settings.host, m_settings.port), inSeconds(m_settings.nameLookup.count()));
    failure.cause = tr("The time-out of the name look-up, which holds here too, is %1 s.")
                        .arg(inSeconds(m_settings.nameLookup.count()));
    failure.suggestion = tr("Give a proxy, or choose none.");
    failByProxy(std::move(failure));
}

void ClientDialer::systemAnswered(const ProxyChoice &choice)
{
    if (m_over)
        return;
    m_systemProxy.reset();
    m_proxyOrigin = choice.origin;
    if (choice.error.isEmpty()) {
        dialBy(choice.proxy);
        return;
    }
    refuse(choice.error);
}

void ClientDialer::refuse(const QString &sentence)
{
    Failure failure;
    failure.fact = sentence;
    failure.section = sectionOf(sentence);
    failure.notCause = tr("Nothing was sent.");
    failByProxy(std::move(failure));
}

void ClientDialer::dialBy(const ProxyOptions &proxy)
{
    m_proxy = proxy;
    m_record.proxy = m_proxy.toString();
    const QString error = proxied() ? proxyError(m_proxy, m_settings.host) : QString();
    if (error.isEmpty()) {
        reach(hopHost());
        return;
    }
    QTimer::singleShot(0, this, [this, error] { refuse(error); });
}

void ClientDialer::startProxy()
{
    enter(FailurePhase::Proxy, m_settings.proxyTime);
    m_tunnel = makeProxyTunnel(m_proxy, m_settings.host, m_settings.port);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &ClientDialer::readProxy);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &ClientDialer::proxyEnded);
    m_socket->write(m_tunnel->start());
    readProxy();
}

/// Takes from the socket no more than is the proxy's: what is behind belongs to TLS or to the response.
void ClientDialer::readProxy()
{
    while (m_tunnel->state() == ProxyTunnel::State::Asking && m_socket->bytesAvailable() > 0) {
        const QByteArray bytes = m_socket->peek(m_socket->bytesAvailable());
        const qsizetype taken = m_tunnel->feed(bytes);
        m_socket->read(taken);
        const QByteArray next = m_tunnel->takeOutput();
        if (!next.isEmpty())
            m_socket->write(next);
    }
    m_record.proxyAnswer = m_tunnel->answer();
    if (m_tunnel->state() == ProxyTunnel::State::Asking)
        return;
    m_record.times.proxy = elapsed();
    m_socket->disconnect(this);
    if (m_tunnel->state() == ProxyTunnel::State::Failed)
        failByProxy(m_tunnel->failure());
    else if (m_socket->state() != QAbstractSocket::ConnectedState && m_socket->bytesAvailable() == 0)
        endedBehindAnswer();
    else
        proceed();
}

void ClientDialer::endedBehindAnswer()
{
    Failure failure;
    failure.fact = m_tunnel->sentence(tr("its word that it did, and the end of the connection"));
    failure.cause = tr("The proxy, or the server behind it, ended the connection at once.");
    failByProxy(std::move(failure));
}

void ClientDialer::proxyEnded()
{
    readProxy();
    if (m_tunnel->state() != ProxyTunnel::State::Asking)
        return;
    m_record.times.proxy = elapsed();
    m_tunnel->end();
    Failure failure = m_tunnel->failure();
    if (m_socket->error() != QAbstractSocket::RemoteHostClosedError)
        failure.cause = m_socket->errorString();
    failByProxy(std::move(failure));
}

void ClientDialer::proxyTimedOut()
{
    m_record.times.proxy = elapsed();
    Failure failure;
    const QString bound = inSeconds(m_settings.proxyTime.count());
    failure.fact = m_tunnel->sentence(tr("no answer within %1 s").arg(bound));
    failure.cause = tr("The time-out of the proxy is %1 s.").arg(bound);
    failure.suggestion = tr("The server may be what does not answer: a proxy often waits for it longer than this.");
    failure.evidence = firstBytes(m_tunnel->answer());
    failByProxy(std::move(failure));
}

void ClientDialer::failByProxy(Failure failure)
{
    failure.phase = FailurePhase::Proxy;
    if (!m_proxyOrigin.isEmpty()) {
        const QString origin = tr("The proxy comes from %1; choose none to connect directly.").arg(m_proxyOrigin);
        failure.suggestion = failure.suggestion.isEmpty() ? origin : failure.suggestion + QLatin1Char(' ') + origin;
    }
    fail(std::move(failure));
}

} // namespace handglass
