// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/clientrequest.h"

#include "app/protocol/bytetext.h"
#include "app/session/cookiejar.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::ClientRequest)
};

constexpr QByteArrayView Authorization = "Authorization";
constexpr QByteArrayView Cookie = "Cookie";

struct Credentials {
    QString user;
    QString password;
};

/// Those of the options before those of the address.
Credentials credentialsOf(const ClientOptions &options)
{
    if (!options.user.isEmpty() || !options.password.isEmpty())
        return {options.user, options.password};
    return {options.url.user, options.url.password};
}

bool hasHeader(const QList<HeaderField> &headers, QByteArrayView name)
{
    return std::ranges::any_of(
        headers, [name](const HeaderField &header) { return header.name.compare(name, Qt::CaseInsensitive) == 0; });
}

/// Empty: none.
QByteArray authorizationOf(const ClientOptions &options)
{
    if (!options.bearer.isEmpty())
        return "Bearer " + options.bearer.toUtf8();
    const Credentials credentials = credentialsOf(options);
    if (credentials.user.isEmpty() && credentials.password.isEmpty())
        return {};
    return "Basic " + (credentials.user + QLatin1Char(':') + credentials.password).toUtf8().toBase64();
}

bool hasControl(const QString &text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7F; });
}

/// RFC 6750 §2.1: b64token.
bool isBearerToken(const QString &token)
{
    return std::ranges::all_of(token,
        [](QChar c) { return c.unicode() < 0x80 && (c.isLetterOrNumber() || QLatin1String("-._~+/=").contains(c)); });
}

QString credentialsError(const ClientOptions &options)
{
    const Credentials credentials = credentialsOf(options);
    if (credentials.user.contains(QLatin1Char(':')))
        return Text::tr("expected a user name without “:”, got one, RFC 7617 §2");
    if (hasControl(credentials.user) || hasControl(credentials.password))
        return Text::tr("expected user and password without control characters, got one, RFC 7617 §2");
    if (!isBearerToken(options.bearer))
        return Text::tr("expected a bearer token of letters, digits and -._~+/=, got another character, RFC 6750 §2.1");
    if (!options.bearer.isEmpty() && !options.user.isEmpty())
        return Text::tr("expected user and password or a bearer token, got both");
    return {};
}

/// What stands in the request line and Host; parseWebSocketUrl() gives nothing else.
QString addressError(const WebSocketUrl &url)
{
    if (url.host.isEmpty())
        return Text::tr("expected an address with a host, got none");
    const bool printable = std::ranges::all_of(
        url.target, [](char c) { return static_cast<quint8>(c) > 0x20 && static_cast<quint8>(c) < 0x7F; });
    if (!url.target.startsWith('/') || !printable)
        return Text::tr("expected a path and query of printable characters without spaces, got another, RFC 9112 §3.2");
    return headerError("Host", url.hostHeader());
}

QString named(const QByteArray &header, const QString &error)
{
    return Text::tr("header %1: %2").arg(byteExcerpt(header), error);
}

QString firstHeaderError(const ClientOptions &options)
{
    for (const HeaderField &header : options.headers) {
        const QString error = headerError(header.name, header.value);
        if (!error.isEmpty())
            return named(header.name, error);
    }
    const QString error = headerError("Origin", options.origin);
    return error.isEmpty() ? error : named("Origin", error);
}

QByteArray deflateOffersOf(const ClientOptions &options)
{
    QList<Extension> extensions;
    for (const DeflateOffer &offer : options.deflate)
        extensions.append(offer.toExtension());
    return composeExtensions(extensions);
}

/// Window bits as RFC 7692 §7.1.2 permits them.
QString deflateError(const ClientOptions &options)
{
    for (const DeflateOffer &offer : options.deflate) {
        const auto read = readDeflateOffer(offer.toExtension());
        if (!read)
            return read.error().sentence();
    }
    return {};
}

} // namespace

RequestSpec requestOf(const ClientOptions &options)
{
    RequestSpec spec;
    spec.host = options.url.hostHeader();
    spec.target = options.url.target;
    spec.origin = options.origin;
    spec.subprotocols = options.subprotocols;
    spec.extensions = deflateOffersOf(options);
    spec.userAgent = "Handglass/" HANDGLASS_VERSION;
    spec.headers = options.headers;
    const QByteArray authorization = authorizationOf(options);
    if (!authorization.isEmpty() && !hasHeader(options.headers, Authorization))
        spec.headers.append(HeaderField{Authorization.toByteArray(), authorization});
    const QByteArray cookies = cookiesOf(options);
    if (!cookies.isEmpty() && !hasHeader(options.headers, Cookie))
        spec.headers.append(HeaderField{Cookie.toByteArray(), cookies});
    return spec;
}

QByteArray cookiesOf(const ClientOptions &options)
{
    QByteArrayList values;
    for (const HeaderField &header : options.headers) {
        if (header.name.compare(Cookie, Qt::CaseInsensitive) == 0)
            values.append(header.value);
    }
    if (values.isEmpty() && options.cookies)
        return options.cookies->header(options.url);
    return values.join('\n');
}

QString requestError(const ClientOptions &options)
{
    for (const QString &error : {addressError(options.url), firstHeaderError(options),
             subprotocolError(options.subprotocols), credentialsError(options), deflateError(options)}) {
        if (!error.isEmpty())
            return error;
    }
    return {};
}

} // namespace handglass
