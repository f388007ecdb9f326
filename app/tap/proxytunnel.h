// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/tap/dialoptions.h"

#include <memory>

namespace handglass {

/// How a proxy is asked for the way to a server: bytes in, bytes out. No socket, no clock. What it says of a failure
/// never holds the credentials, not even if the proxy sends them back.
class ProxyTunnel
{
    Q_DISABLE_COPY_MOVE(ProxyTunnel)
public:
    enum class State : quint8 { Asking, Open, Failed };

    virtual ~ProxyTunnel() = default;
    /// The first bytes for the proxy.
    virtual QByteArray start() = 0;
    /// Takes what the proxy sent. Returns how many of the bytes were the proxy's own: all while Asking; once Open, what
    /// is behind them is the server's.
    virtual qsizetype feed(QByteArrayView bytes) = 0;
    /// The proxy ended the connection while Asking: Failed.
    virtual void end() = 0;

    State state() const { return m_state; }
    /// What feed() wants sent; empties it.
    QByteArray takeOutput() { return std::exchange(m_output, {}); }
    QByteArray answer() const; ///< all bytes of the proxy so far
    Failure failure() const;   ///< when Failed
    /// "expected the proxy http://127.0.0.1:3128 to connect to echo.example:443, got …".
    QString sentence(const QString &got) const;

protected:
    ProxyTunnel(ProxyOptions proxy, QString host, quint16 port);

    /// The sentence ends with the section if there is one.
    Failure &fail(const QString &got, const QString &section = {});
    void succeed() { m_state = State::Open; }
    void send(const QByteArray &bytes) { m_output += bytes; }
    void keep(QByteArrayView bytes) { m_answer += bytes; }
    /// What failure() and answer() hide.
    void setSecret(const QByteArray &secret) { m_secret = secret; }
    bool hasCredentials() const { return !m_proxy.user.isEmpty() || !m_proxy.password.isEmpty(); }
    QString target() const;

    const ProxyOptions m_proxy;
    const QString m_host; ///< the server's, as it was asked for: names are looked up by the proxy
    const quint16 m_port;

private:
    State m_state = State::Asking;
    QByteArray m_output;
    QByteArray m_answer;
    QByteArray m_secret;
    Failure m_failure;
};

/// For a proxy of kind Http or Socks5.
std::unique_ptr<ProxyTunnel> makeProxyTunnel(const ProxyOptions &proxy, const QString &host, quint16 port);

/// Empty, or why this proxy cannot be asked for that host: "expected a user name without “:”, got one, RFC 7617 §2".
QString proxyError(const ProxyOptions &proxy, const QString &host);

} // namespace handglass
