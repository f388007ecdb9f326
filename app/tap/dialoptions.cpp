// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/dialoptions.h"

#include <QCoreApplication>
#include <QUrl>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ProxyOptions)
};

constexpr quint16 HttpPort = 80;
constexpr quint16 SocksPort = 1080;

ProxyKind kindOf(const QString &scheme)
{
    if (scheme == QLatin1String("http"))
        return ProxyKind::Http;
    if (scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h"))
        return ProxyKind::Socks5;
    return ProxyKind::None;
}

/// As users of other programs write it: without a scheme it is HTTP.
QUrl urlOf(const QString &text)
{
    const bool schemed = text.contains(QLatin1String("://"));
    return QUrl(schemed ? text : QStringLiteral("http://") + text, QUrl::StrictMode);
}

bool hasMore(const QUrl &url)
{
    return (!url.path().isEmpty() && url.path() != QLatin1String("/")) || url.hasQuery() || url.hasFragment();
}

} // namespace

QString ProxyOptions::toString() const
{
    if (kind != ProxyKind::Http && kind != ProxyKind::Socks5)
        return {};
    const QString scheme = kind == ProxyKind::Http ? QStringLiteral("http") : QStringLiteral("socks5");
    const QString shown = host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    return scheme + QStringLiteral("://") + shown + QLatin1Char(':') + QString::number(port);
}

QString ProxyOptions::parse(const QString &text, ProxyOptions &options)
{
    const QString trimmed = text.trimmed();
    for (const auto &[word, kind] : {std::pair{"none", ProxyKind::None}, std::pair{"system", ProxyKind::System}}) {
        if (trimmed.compare(QLatin1String(word), Qt::CaseInsensitive) == 0) {
            options = ProxyOptions{kind, {}, 0, {}, {}};
            return {};
        }
    }
    // The text is not shown in a sentence: it may hold a password.
    const QUrl url = urlOf(trimmed);
    if (!url.isValid() || url.host().isEmpty() || url.port() == 0)
        return Text::tr("expected a proxy such as http://127.0.0.1:3128 or socks5://[::1]:1080, none or system, got an "
                        "address that cannot be read");
    const ProxyKind kind = kindOf(url.scheme());
    if (kind == ProxyKind::None)
        return Text::tr("expected a proxy that begins with http:// or socks5://, got %1://").arg(url.scheme());
    if (hasMore(url))
        return Text::tr("expected a proxy of host and port only, got a path or query behind them");
    const int standard = kind == ProxyKind::Http ? HttpPort : SocksPort;
    options = ProxyOptions{kind, url.host(QUrl::FullyEncoded), quint16(url.port(standard)),
        url.userName(QUrl::FullyDecoded), url.password(QUrl::FullyDecoded)};
    return {};
}

} // namespace handglass
