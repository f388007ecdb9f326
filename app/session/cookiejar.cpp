// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/cookiejar.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/setcookie.h"
#include "app/session/cookiefile.h"

#include <QCoreApplication>
#include <QMutex>
#include <QNetworkCookieJar>
#include <QThreadPool>
#include <QUrl>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::CookieJar)
};

constexpr qsizetype LargestCookie = 4096; // RFC 6265 §6.1
constexpr qsizetype MostOfDomain = 50;
constexpr qsizetype MostInAll = 3000;

/// RFC 6265 §5.1.2.
QByteArray canonicalHost(const WebSocketUrl &url)
{
    return url.host.toLower().toLatin1();
}

/// Qt keeps the list of public suffixes to itself; its jar tells by refusing a cookie for all below one.
bool isPublicSuffix(const QString &domain)
{
    class Probe final : public QNetworkCookieJar
    {
    public:
        using QNetworkCookieJar::validateCookie;
    };
    QNetworkCookie cookie("a", "b");
    cookie.setDomain(QLatin1Char('.') + domain);
    QUrl below;
    below.setScheme(QStringLiteral("http"));
    below.setHost(QStringLiteral("x.") + domain);
    return !Probe().validateCookie(cookie, below);
}

} // namespace

struct CookieJar::Cookie {
    QNetworkCookie cookie;
    quint64 used = 0; ///< order of the last use

    bool hostOnly() const { return !cookie.domain().startsWith(QLatin1Char('.')); }
    QByteArray domain() const { return cookie.domain().mid(hostOnly() ? 0 : 1).toLatin1(); }
    /// RFC 6265 §5.3 step 11, which does not look at the host-only flag.
    bool isSame(const Cookie &other) const
    {
        return cookie.name() == other.cookie.name() && domain() == other.domain()
            && cookie.path() == other.cookie.path();
    }
};

/// In order of creation. Every function is called with the mutex held.
class CookieJar::Private
{
public:
    QDateTime now() const { return clock ? clock() : QDateTime::currentDateTimeUtc(); }
    void evictExpired();
    void put(const QNetworkCookie &cookie);
    bool drop(const QNetworkCookie &cookie);
    void evictBeyond(qsizetype most, const QByteArray &domain);
    QString store(const WebSocketUrl &url, QByteArrayView setCookie);
    void save();
    QList<QNetworkCookie> lasting() const;

    mutable QMutex mutex;
    QString file;
    Clock clock;
    QString error;
    bool mayWrite = false;
    bool writing = false; ///< a write is queued that will see the newest cookies
    QList<Cookie> cookies;
    quint64 uses = 0;
    QThreadPool writer; ///< one thread
};

void CookieJar::Private::evictExpired()
{
    const QDateTime time = now();
    cookies.removeIf([&time](const Cookie &stored) {
        return !stored.cookie.isSessionCookie() && stored.cookie.expirationDate() <= time;
    });
}

bool CookieJar::Private::drop(const QNetworkCookie &cookie)
{
    return cookies.removeIf([gone = Cookie{cookie}](const Cookie &stored) { return stored.isSame(gone); }) > 0;
}

/// Keeps the place, and so the creation time, of one with the same name, domain and path (RFC 6265 §5.3 step 11).
void CookieJar::Private::put(const QNetworkCookie &cookie)
{
    const Cookie added{cookie, ++uses};
    const auto old = std::ranges::find_if(cookies, [&added](const Cookie &stored) { return stored.isSame(added); });
    if (old != cookies.end()) {
        *old = added;
        return;
    }
    cookies.append(added);
    evictBeyond(MostOfDomain, cookies.last().domain());
    evictBeyond(MostInAll, {});
}

/// domain empty: of all.
void CookieJar::Private::evictBeyond(qsizetype most, const QByteArray &domain)
{
    const auto counts = [&domain](const Cookie &stored) { return domain.isEmpty() || stored.domain() == domain; };
    while (std::ranges::count_if(cookies, counts) > most) {
        auto oldest = cookies.end();
        for (auto stored = cookies.begin(); stored != cookies.end(); ++stored) {
            if (counts(*stored) && (oldest == cookies.end() || stored->used < oldest->used))
                oldest = stored;
        }
        cookies.erase(oldest);
    }
}

/// RFC 6265 §5.3. Empty, or why it is ignored.
QString CookieJar::Private::store(const WebSocketUrl &url, QByteArrayView setCookie)
{
    const QByteArray host = canonicalHost(url);
    const auto read = readSetCookie(setCookie, now().toSecsSinceEpoch());
    if (!read)
        return read.error();
    const qsizetype size = read->name.size() + read->value.size();
    if (size > LargestCookie)
        return Text::tr("expected at most %1 bytes, got %2, RFC 6265 §6.1").arg(LargestCookie).arg(size);
    QByteArray domain = read->domain;
    if (!domain.isEmpty() && !domainMatches(host, domain)) {
        return Text::tr("expected a Domain that %1 belongs to, got %2, RFC 6265 §5.3")
            .arg(QString::fromLatin1(host), byteExcerpt(domain));
    }
    if (!domain.isEmpty() && domain != host && isPublicSuffix(QString::fromLatin1(domain))) {
        return Text::tr("expected a Domain that is no public suffix, got %1, RFC 6265 §5.3").arg(byteExcerpt(domain));
    }
    if (domain == host && isPublicSuffix(QString::fromLatin1(domain)))
        domain.clear();
    QNetworkCookie cookie(read->name, read->value);
    cookie.setDomain(QString::fromLatin1(domain.isEmpty() ? host : '.' + domain));
    cookie.setPath(QString::fromLatin1(read->path.isEmpty() ? defaultCookiePath(url.target) : read->path));
    cookie.setSecure(read->secure);
    cookie.setHttpOnly(read->httpOnly);
    if (read->expires)
        cookie.setExpirationDate(QDateTime::fromSecsSinceEpoch(*read->expires, Qt::UTC));
    put(cookie);
    return {};
}

QList<QNetworkCookie> CookieJar::Private::lasting() const
{
    QList<QNetworkCookie> list;
    for (const Cookie &stored : cookies) {
        if (!stored.cookie.isSessionCookie())
            list.append(stored.cookie);
    }
    return list;
}

void CookieJar::Private::save()
{
    if (!mayWrite || std::exchange(writing, true))
        return;
    writer.start([this] {
        QMutexLocker lock(&mutex);
        writing = false;
        const QList<QNetworkCookie> list = lasting();
        lock.unlock();
        const QString failure = cookiefile::write(file, list);
        lock.relock();
        error = failure;
    });
}

CookieJar::CookieJar(const QString &file, Clock now)
    : d(std::make_unique<Private>())
{
    d->file = file;
    d->clock = std::move(now);
    d->writer.setMaxThreadCount(1);
    if (file.isEmpty())
        return;
    const auto read = cookiefile::read(file);
    d->mayWrite = read.has_value();
    if (!read) {
        d->error =
            Text::tr("%1. Cookies are kept until the program ends; the file is left as it is.").arg(read.error());
        return;
    }
    for (const QNetworkCookie &cookie : *read)
        d->put(cookie);
    d->evictExpired();
}

CookieJar::~CookieJar()
{
    flush();
}

void CookieJar::flush()
{
    d->writer.waitForDone();
}

QString CookieJar::error() const
{
    const QMutexLocker lock(&d->mutex);
    return d->error;
}

QByteArray CookieJar::header(const WebSocketUrl &url) const
{
    const QMutexLocker lock(&d->mutex);
    d->evictExpired();
    const QByteArray host = canonicalHost(url);
    const QByteArray path = url.target.split('?').first();
    QList<Cookie *> sent;
    for (Cookie &stored : d->cookies) {
        const bool hostFits = stored.hostOnly() ? stored.domain() == host : domainMatches(host, stored.domain());
        if (hostFits && cookiePathMatches(path, stored.cookie.path().toLatin1())
            && (url.secure || !stored.cookie.isSecure()))
            sent.append(&stored);
    }
    std::ranges::stable_sort(sent, [](const Cookie *left, const Cookie *right) {
        return left->cookie.path().size() > right->cookie.path().size();
    });
    QByteArrayList pairs;
    for (Cookie *stored : sent) {
        stored->used = ++d->uses;
        pairs.append(stored->cookie.name() + '=' + stored->cookie.value());
    }
    return pairs.join("; ");
}

QList<CookieJar::Taken> CookieJar::take(const WebSocketUrl &url, const HttpHead &response)
{
    QList<Taken> all;
    const QMutexLocker lock(&d->mutex);
    for (const HeaderField &field : response.all("Set-Cookie"))
        all.append({field.value, d->store(url, field.value)});
    if (all.isEmpty())
        return all;
    d->evictExpired();
    d->save();
    return all;
}

QList<QNetworkCookie> CookieJar::cookies() const
{
    const QMutexLocker lock(&d->mutex);
    d->evictExpired();
    QList<QNetworkCookie> list;
    for (const Cookie &stored : d->cookies)
        list.append(stored.cookie);
    const auto key = [](const QNetworkCookie &cookie) {
        const QString domain = cookie.domain();
        return std::tuple(domain.mid(domain.startsWith(QLatin1Char('.')) ? 1 : 0), cookie.path(), cookie.name());
    };
    std::ranges::stable_sort(list, {}, key);
    return list;
}

void CookieJar::insert(const QNetworkCookie &cookie)
{
    QNetworkCookie whole = cookie;
    whole.setDomain(cookie.domain().toLower());
    if (cookie.path().isEmpty())
        whole.setPath(QStringLiteral("/"));
    const QMutexLocker lock(&d->mutex);
    d->put(whole);
    d->evictExpired();
    d->save();
}

void CookieJar::remove(const QNetworkCookie &cookie)
{
    const QMutexLocker lock(&d->mutex);
    if (d->drop(cookie))
        d->save();
}

void CookieJar::clear()
{
    const QMutexLocker lock(&d->mutex);
    d->cookies.clear();
    d->mayWrite = !d->file.isEmpty();
    d->error.clear();
    d->save();
}

} // namespace handglass
