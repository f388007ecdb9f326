// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/environmentproxy.h"

#include <QFutureWatcher>
#include <QUrl>

#include <functional>

namespace handglass {

/// "localhost" and names below it (RFC 6761 §6.3), 127.0.0.0/8, ::1: these never take the system's proxy.
bool isLoopbackHost(const QString &host);

/// What the environment says for this address (environmentProxy()), else the system's settings. May block for long: it
/// may read a script from the network.
ProxyChoice systemProxyFor(const QUrl &url);

/// Asks on a thread of its own. An answer after its end goes nowhere.
class SystemProxy final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SystemProxy)
public:
    using Query = std::function<ProxyChoice(const QUrl &)>;

    SystemProxy();
    ~SystemProxy() override;

    /// url: https:// for a wss:// address, http:// for ws://. query is called on another thread.
    void ask(const QUrl &url, const Query &query = systemProxyFor);

Q_SIGNALS:
    void answered(const handglass::ProxyChoice &choice);

private:
    QFutureWatcher<ProxyChoice> m_watcher;
};

} // namespace handglass
