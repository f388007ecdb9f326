// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/systemproxy.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace handglass {

namespace {

/// Of its own: a query that blocks holds up nothing but other queries.
QThreadPool &pool()
{
    constexpr int Threads = 4;
    static QThreadPool pool;
    pool.setMaxThreadCount(Threads);
    return pool;
}

ProxyKind kindOf(QNetworkProxy::ProxyType type)
{
    switch (type) {
    case QNetworkProxy::HttpProxy:
    case QNetworkProxy::HttpCachingProxy:
        return ProxyKind::Http;
    case QNetworkProxy::Socks5Proxy:
        return ProxyKind::Socks5;
    default:
        return ProxyKind::None;
    }
}

} // namespace

bool isLoopbackHost(const QString &host)
{
    const QHostAddress literal(host);
    if (!literal.isNull())
        return literal.isLoopback();
    const QString name = host.endsWith(QLatin1Char('.')) ? host.chopped(1) : host;
    return name.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0
        || name.endsWith(QLatin1String(".localhost"), Qt::CaseInsensitive);
}

ProxyOptions systemProxyFor(const QUrl &url)
{
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    ProxyOptions options;
    options.kind = proxies.isEmpty() ? ProxyKind::None : kindOf(proxies.first().type());
    if (options.kind == ProxyKind::None)
        return options;
    const QNetworkProxy &proxy = proxies.first();
    options.host = proxy.hostName();
    options.port = proxy.port();
    options.user = proxy.user();
    options.password = proxy.password();
    return options;
}

SystemProxy::SystemProxy()
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] { Q_EMIT answered(m_watcher.result()); });
}

SystemProxy::~SystemProxy() = default;

void SystemProxy::ask(const QUrl &url, const Query &query)
{
    const auto promise = std::make_shared<QPromise<ProxyOptions>>();
    promise->start();
    m_watcher.setFuture(promise->future());
    pool().start([promise, url, query] {
        promise->addResult(query(url));
        promise->finish();
    });
}

} // namespace handglass
