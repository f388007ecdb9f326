// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/proxytunnel.h"

namespace handglass {

/// SOCKS5 CONNECT (RFC 1928), without authentication or with user and password (RFC 1929). A name goes as a name: the
/// proxy looks it up.
class SocksProxy final : public ProxyTunnel
{
public:
    SocksProxy(const ProxyOptions &proxy, const QString &host, quint16 port);

    QByteArray start() override;
    qsizetype feed(QByteArrayView bytes) override;
    void end() override;

private:
    enum class Step : quint8 { Method, Login, Reply };

    /// Bytes that the message under way has at least, as far as is known.
    qsizetype wanted() const;
    void take();
    void methodChosen(quint8 method);
    void replied();
    void refused(quint8 code);
    void notSocks(QByteArrayView bytes);
    void loginRefused(quint8 status);
    QByteArray login() const;
    QByteArray request() const;
    QString evidence() const;

    Step m_step = Step::Method;
    bool m_loginSent = false;
    QByteArray m_message; ///< the one under way
};

} // namespace handglass
