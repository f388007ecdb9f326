// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/redirecttarget.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::RedirectTarget)
};

constexpr quint16 PlainPort = 80;
constexpr quint16 SecurePort = 443;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Before the ":" of an absolute reference (RFC 3986 §3.1); empty for a relative one.
QByteArrayView schemeOf(QByteArrayView reference)
{
    qsizetype end = 0;
    while (end < reference.size()
        && (isLetter(reference[end]) || (end > 0 && QByteArrayView("0123456789+-.").contains(reference[end]))))
        ++end;
    return end < reference.size() && reference[end] == ':' ? reference.first(end) : QByteArrayView();
}

/// RFC 3986 §5.2.4.
QByteArray withoutDotSegments(QByteArrayView path)
{
    QList<QByteArray> segments;
    const QList<QByteArray> given = path.sliced(1).toByteArray().split('/');
    for (qsizetype i = 0; i < given.size(); ++i) {
        const bool dots = given[i] == "." || given[i] == "..";
        if (given[i] == ".." && !segments.isEmpty())
            segments.removeLast();
        if (!dots)
            segments.append(given[i]);
        else if (i + 1 == given.size())
            segments.append(QByteArray());
    }
    return '/' + segments.join('/');
}

/// Path and query of a target, with the path cleaned.
QByteArray cleaned(const QByteArray &target)
{
    const qsizetype query = target.indexOf('?');
    const qsizetype end = query < 0 ? target.size() : query;
    return withoutDotSegments(QByteArrayView(target).first(end)) + target.sliced(end);
}

/// The target that a relative reference without a host means (RFC 3986 §5.2.2 and §5.2.3).
QByteArray mergedTarget(const QByteArray &base, const QByteArray &reference)
{
    const QByteArray basePath = base.split('?').first();
    if (reference.isEmpty())
        return base;
    if (reference.startsWith('?'))
        return basePath + reference;
    if (reference.startsWith('/'))
        return reference;
    return basePath.left(basePath.lastIndexOf('/') + 1) + reference;
}

QByteArray absolute(const WebSocketUrl &from, const QByteArray &reference)
{
    if (!schemeOf(reference).isEmpty())
        return reference;
    const QByteArray scheme = from.secure ? "wss:" : "ws:";
    if (reference.startsWith("//"))
        return scheme + reference;
    return scheme + "//" + from.hostHeader() + mergedTarget(from.target, reference);
}

bool isKnownScheme(QByteArrayView scheme)
{
    return std::ranges::any_of(std::initializer_list<QByteArrayView>{"ws", "wss", "http", "https"},
        [scheme](QByteArrayView known) { return scheme.compare(known, Qt::CaseInsensitive) == 0; });
}

/// Empty: it can be resolved.
QString locationError(const QList<HeaderField> &locations, int status)
{
    if (locations.isEmpty())
        return Text::tr("expected a Location in the answer %1, got none, RFC 9110 §15.4").arg(status);
    const QByteArray location = locations.first().value;
    if (std::ranges::any_of(locations, [&location](const HeaderField &field) { return field.value != location; }))
        return Text::tr("expected one Location, got %1 different ones, RFC 9110 §10.2.2").arg(locations.size());
    const QByteArrayView scheme = schemeOf(location);
    if (!scheme.isEmpty() && !isKnownScheme(scheme))
        return Text::tr("expected a Location with ws, wss, http or https, got %1, RFC 6455 §3")
            .arg(byteExcerpt(location));
    if (location.contains('#'))
        return Text::tr("expected a Location without a fragment, got %1, RFC 6455 §3").arg(byteExcerpt(location));
    return {};
}

} // namespace

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

tl::expected<WebSocketUrl, QString> redirectTarget(const WebSocketUrl &from, const HttpHead &response)
{
    const QList<HeaderField> locations = response.all("Location");
    if (const QString error = locationError(locations, response.status); !error.isEmpty())
        return tl::unexpected(error);
    const QByteArray location = locations.first().value;
    auto url = parseWebSocketUrl(headText(absolute(from, location)));
    if (!url) {
        return tl::unexpected(Text::tr("expected a Location that can be read, got %1: %2, RFC 9110 §10.2.2")
                                  .arg(byteExcerpt(location), url.error().sentence));
    }
    url->target = cleaned(url->target);
    url->user.clear();
    url->password.clear();
    return *url;
}

bool isSameServer(const WebSocketUrl &from, const WebSocketUrl &to)
{
    if (from.host.compare(to.host, Qt::CaseInsensitive) != 0)
        return false;
    if (from.secure == to.secure)
        return from.port == to.port;
    return to.secure && from.port == PlainPort && to.port == SecurePort;
}

} // namespace handglass
