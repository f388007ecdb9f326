// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/systemproxy.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace handglass {

namespace {

/// Of its own: a query that blocks holds up nothing but other queries. Never deleted, for its end would wait for them.
QThreadPool &pool()
{
    constexpr int Threads = 4;
    static QThreadPool *const pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(Threads);
        return made;
    }();
    return *pool;
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

ProxyChoice systemProxyFor(const QUrl &url)
{
    const bool secure = url.scheme() == QLatin1String("https");
    const std::optional<ProxyChoice> named = environmentProxy(
        QProcessEnvironment::systemEnvironment(), secure, url.host(), quint16(url.port(secure ? 443 : 80)));
    if (named)
        return *named;
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    const ProxyKind kind = proxies.isEmpty() ? ProxyKind::None : kindOf(proxies.first().type());
    ProxyChoice choice;
    if (kind != ProxyKind::None) {
        const QNetworkProxy &proxy = proxies.first();
        choice.proxy = {kind, proxy.hostName(), proxy.port(), proxy.user(), proxy.password()};
        choice.origin = QCoreApplication::translate("handglass::SystemProxy", "the system's settings");
    }
    return choice;
}

SystemProxy::SystemProxy()
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] { Q_EMIT answered(m_watcher.result()); });
}

SystemProxy::~SystemProxy() = default;

void SystemProxy::ask(const QUrl &url, const Query &query)
{
    const auto promise = std::make_shared<QPromise<ProxyChoice>>();
    promise->start();
    m_watcher.setFuture(promise->future());
    pool().start([promise, url, query] {
        promise->addResult(query(url));
        promise->finish();
    });
}

} // namespace handglass
