// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/cookiefile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace handglass::cookiefile {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::CookieFile)
};

constexpr qint64 LargestFile = 64LL << 20;

QJsonObject toJson(const QNetworkCookie &cookie)
{
    return {
        {QStringLiteral("name"), QString::fromLatin1(cookie.name())},
        {QStringLiteral("value"), QString::fromLatin1(cookie.value())},
        {QStringLiteral("domain"), cookie.domain()},
        {QStringLiteral("path"), cookie.path()},
        {QStringLiteral("expires"), cookie.expirationDate().toSecsSinceEpoch()},
        {QStringLiteral("secure"), cookie.isSecure()},
        {QStringLiteral("httpOnly"), cookie.isHttpOnly()},
    };
}

/// What a Cookie header may hold (RFC 6265 §4.1.1, obs-text as it comes).
bool isSendable(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) {
        return c.unicode() >= 0x20 && c.unicode() <= 0xFF && c.unicode() != 0x7F && c != QLatin1Char(';');
    });
}

/// One without a name: this is no cookie.
QNetworkCookie fromJson(const QJsonObject &json)
{
    const auto text = [&json](QLatin1String key) { return json.value(key).toString(); };
    QNetworkCookie cookie(text(QLatin1String("name")).toLatin1(), text(QLatin1String("value")).toLatin1());
    cookie.setDomain(text(QLatin1String("domain")));
    cookie.setPath(text(QLatin1String("path")));
    const qint64 expires = json.value(QLatin1String("expires")).toInteger();
    cookie.setExpirationDate(QDateTime::fromSecsSinceEpoch(expires, Qt::UTC));
    cookie.setSecure(json.value(QLatin1String("secure")).toBool());
    cookie.setHttpOnly(json.value(QLatin1String("httpOnly")).toBool());
    const bool good = !cookie.domain().isEmpty() && cookie.path().startsWith(QLatin1Char('/'))
        && isSendable(text(QLatin1String("name"))) && isSendable(text(QLatin1String("value")));
    return good ? cookie : QNetworkCookie();
}

tl::unexpected<QString> unreadable(const QString &path, const QString &got)
{
    return tl::unexpected(Text::tr("expected a cookie file in %1, got %2").arg(path, got));
}

} // namespace

tl::expected<QList<QNetworkCookie>, QString> read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QList<QNetworkCookie>();
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    if (file.size() > LargestFile)
        return unreadable(path, Text::tr("%1 bytes").arg(file.size()));
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (error.error != QJsonParseError::NoError)
        return unreadable(path, error.errorString());
    if (!document.object().value(QLatin1String("cookies")).isArray())
        return unreadable(path, Text::tr("no list of cookies"));
    QList<QNetworkCookie> cookies;
    for (const QJsonValue &value : document.object().value(QLatin1String("cookies")).toArray()) {
        const QNetworkCookie cookie = fromJson(value.toObject());
        if (cookie.name().isEmpty())
            return unreadable(path, Text::tr("an entry that is no cookie (number %1)").arg(cookies.size() + 1));
        cookies.append(cookie);
    }
    return cookies;
}

QString write(const QString &path, const QList<QNetworkCookie> &cookies)
{
    const auto failed = [&path](const QString &reason) {
        return Text::tr("expected to write the cookies to %1, got: %2").arg(path, reason);
    };
    QJsonArray list;
    for (const QNetworkCookie &cookie : cookies)
        list.append(toJson(cookie));
    const QByteArray bytes = QJsonDocument(QJsonObject{{QStringLiteral("cookies"), list}}).toJson();
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failed(Text::tr("its folder cannot be made"));
    QTemporaryFile file(path + QStringLiteral(".XXXXXX")); // 0600 from the start, which QSaveFile's is not
    if (!file.open() || file.write(bytes) != bytes.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return failed(file.errorString());
    if (std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) != 0)
        return failed(qt_error_string());
    file.setAutoRemove(false);
    return {};
}

} // namespace handglass::cookiefile
