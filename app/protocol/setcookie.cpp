// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/setcookie.h"

#include "app/protocol/bytetext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTime>
#include <QUrl>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::SetCookie)
};

constexpr qint64 Earliest = 0;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// RFC 6265 §5.1.1: delimiter.
bool isDelimiter(char c)
{
    const auto byte = static_cast<quint8>(c);
    return byte == 0x09 || (byte >= 0x20 && byte <= 0x2F) || (byte >= 0x3B && byte <= 0x40)
        || (byte >= 0x5B && byte <= 0x60) || (byte >= 0x7B && byte <= 0x7E);
}

/// A host that is no name: RFC 6265 §5.1.3 lets it match only itself.
bool isIpAddress(QByteArrayView host)
{
    const QByteArrayView last = host.sliced(host.lastIndexOf('.') + 1);
    return host.contains(':') || (!last.isEmpty() && std::ranges::all_of(last, isDigit));
}

/// RFC 6265 §5.1.2.
QByteArray canonicalDomain(QByteArrayView domain)
{
    const QByteArray ascii = QUrl::toAce(QString::fromUtf8(domain));
    return ascii.isEmpty() ? domain.toByteArray().toLower() : ascii.toLower();
}

QByteArrayView withoutSpace(QByteArrayView text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

/// What stands before the separator; text keeps what is behind it.
QByteArrayView takeUntil(QByteArrayView &text, char separator)
{
    const qsizetype at = text.indexOf(separator);
    const QByteArrayView taken = at < 0 ? text : text.first(at);
    text = at < 0 ? QByteArrayView() : text.sliced(at + 1);
    return taken;
}

/// A number of least to most digits at the start, with no further digit behind it; the rest is left.
std::optional<int> takeNumber(QByteArrayView &text, int least, int most)
{
    int digits = 0;
    int number = 0;
    while (digits < text.size() && isDigit(text[digits])) {
        if (digits == most)
            return {};
        number = number * 10 + (text[digits++] - '0');
    }
    if (digits < least)
        return {};
    text = text.sliced(digits);
    return number;
}

/// What a cookie-date's tokens tell, each taken once.
struct DateParts {
    std::optional<QTime> time; ///< invalid: out of range
    std::optional<int> day;
    std::optional<int> month;
    std::optional<int> year;
    void take(QByteArrayView token);
};

std::optional<QTime> timeOf(QByteArrayView token)
{
    std::array<int, 3> fields{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto field = takeNumber(token, 1, 2);
        if (!field || (i < 2 && !token.startsWith(':')))
            return {};
        fields.at(i) = *field;
        if (i < 2)
            token = token.sliced(1);
    }
    return QTime(fields[0], fields[1], fields[2]);
}

std::optional<int> monthOf(QByteArrayView token)
{
    constexpr std::array<QByteArrayView, 12> Names{
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const QByteArray name = token.first(std::min<qsizetype>(3, token.size())).toByteArray().toLower();
    const auto found = std::ranges::find(Names, QByteArrayView(name));
    return found == Names.end() ? std::nullopt : std::make_optional(int(found - Names.begin()) + 1);
}

void DateParts::take(QByteArrayView token)
{
    QByteArrayView rest = token;
    if (!time && (time = timeOf(token)))
        return;
    if (!day && (day = takeNumber(rest, 1, 2)))
        return;
    if (!month && (month = monthOf(token)))
        return;
    rest = token;
    if (!year)
        year = takeNumber(rest, 2, 4);
}

/// RFC 6265 §5.2.2; none if it is to be ignored.
std::optional<qint64> expiryOfMaxAge(QByteArrayView value, qint64 now)
{
    const QByteArrayView digits = value.startsWith('-') ? value.sliced(1) : value;
    if (value.isEmpty() || !std::ranges::all_of(digits, isDigit))
        return {};
    if (value.startsWith('-') || digits.isEmpty())
        return Earliest;
    bool fits = false;
    const qint64 seconds = digits.toByteArray().toLongLong(&fits);
    constexpr qint64 Latest = 253'402'300'799; // the end of the year 9999
    if (!fits || seconds > Latest - now)
        return Latest;
    return seconds == 0 ? Earliest : now + seconds;
}

struct Attributes {
    std::optional<qint64> maxAge;
    std::optional<qint64> expires;
};

void takeAttribute(QByteArrayView attribute, qint64 now, SetCookie &cookie, Attributes &times)
{
    QByteArrayView value = attribute;
    const QByteArray name = withoutSpace(takeUntil(value, '=')).toByteArray().toLower();
    value = withoutSpace(value);
    if (name == "expires") {
        if (const auto date = parseCookieDate(value))
            times.expires = date;
    } else if (name == "max-age") {
        if (const auto expiry = expiryOfMaxAge(value, now))
            times.maxAge = expiry;
    } else if (name == "domain") {
        if (!value.isEmpty())
            cookie.domain = canonicalDomain(value.sliced(value.startsWith('.') ? 1 : 0));
    } else if (name == "path") {
        cookie.path = value.startsWith('/') ? value.toByteArray() : QByteArray();
    } else if (name == "secure") {
        cookie.secure = true;
    } else if (name == "httponly") {
        cookie.httpOnly = true;
    }
}

} // namespace

tl::expected<SetCookie, QString> readSetCookie(QByteArrayView value, qint64 now)
{
    QByteArrayView attributes = value;
    QByteArrayView content = takeUntil(attributes, ';');
    if (!content.contains('=')) {
        return tl::unexpected(Text::tr("expected name=value, got %1, RFC 6265 §5.2").arg(byteExcerpt(content)));
    }
    SetCookie cookie;
    cookie.name = withoutSpace(takeUntil(content, '=')).toByteArray();
    cookie.value = withoutSpace(content).toByteArray();
    if (cookie.name.isEmpty())
        return tl::unexpected(Text::tr("expected a cookie's name, got none, RFC 6265 §5.2"));
    Attributes times;
    while (!attributes.isEmpty())
        takeAttribute(takeUntil(attributes, ';'), now, cookie, times);
    cookie.expires = times.maxAge ? times.maxAge : times.expires;
    return cookie;
}

std::optional<qint64> parseCookieDate(QByteArrayView text)
{
    constexpr int FirstYear = 1601;
    DateParts parts;
    for (qsizetype start = 0; start < text.size();) {
        qsizetype end = start;
        while (end < text.size() && !isDelimiter(text[end]))
            ++end;
        if (end > start)
            parts.take(text.sliced(start, end - start));
        start = end + 1;
    }
    if (!parts.time || !parts.day || !parts.month || !parts.year)
        return {};
    const int year = *parts.year + (*parts.year < 70 ? 2000 : *parts.year < 100 ? 1900 : 0);
    const QDate date(year, *parts.month, *parts.day);
    if (year < FirstYear || !date.isValid() || !parts.time->isValid())
        return {};
    return QDateTime(date, *parts.time, Qt::UTC).toSecsSinceEpoch();
}

bool domainMatches(QByteArrayView host, QByteArrayView domain)
{
    if (host == domain)
        return true;
    const bool below =
        host.size() > domain.size() && host.endsWith(domain) && host[host.size() - domain.size() - 1] == '.';
    return below && !isIpAddress(host);
}

QByteArray defaultCookiePath(QByteArrayView target)
{
    const QByteArrayView path = takeUntil(target, '?');
    const qsizetype last = path.lastIndexOf('/');
    return path.startsWith('/') && last > 0 ? path.first(last).toByteArray() : QByteArray("/");
}

bool cookiePathMatches(QByteArrayView path, QByteArrayView cookiePath)
{
    if (path == cookiePath)
        return true;
    return path.startsWith(cookiePath) && (cookiePath.endsWith('/') || path[cookiePath.size()] == '/');
}

} // namespace handglass
