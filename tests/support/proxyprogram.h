// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace handglass {

/// A proxy that was not written here, in a process of its own on a free port of 127.0.0.1: tinyproxy (HTTP CONNECT),
/// microsocks (SOCKS5) or mitmproxy (as a reverse proxy). Waiting runs the event loop. Ends with this object.
class ProxyProgram final
{
    Q_DISABLE_COPY_MOVE(ProxyProgram)
public:
    enum class Kind : quint8 { Tinyproxy, Microsocks, Mitmproxy };

    /// credentials: the user "ann" with the password "s3cret" is asked for.
    explicit ProxyProgram(Kind kind, bool credentials = false);
    ~ProxyProgram();

    /// tinyproxy: CONNECT is allowed to this port only. Before start().
    void allowOnly(quint16 port) { m_onlyPort = port; }
    /// mitmproxy: the port of 127.0.0.1 that it leads to, and the file for its flows (empty: none). Before start().
    void leadTo(quint16 port, const QString &flows = {});
    /// Waits until it listens. False: error() says why.
    bool start();
    /// Asks it to end, and waits until it has. False: it does not.
    bool end();
    QString error() const { return m_error; }
    quint16 port() const { return m_port; }

private:
    QString name() const;
    bool startOnce(const QString &program);
    QStringList arguments();
    QStringList microsocksArguments() const;
    QStringList mitmproxyArguments() const;

    Kind m_kind;
    bool m_credentials;
    quint16 m_onlyPort = 0;
    quint16 m_upstream = 0;
    QString m_flows;
    quint16 m_port = 0;
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_error;
};

} // namespace handglass
