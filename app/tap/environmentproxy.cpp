// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/environmentproxy.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QRegularExpression>

#include <algorithm>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::EnvironmentProxy)
};

/// The first of these that is set and not empty.
QString firstSet(const QProcessEnvironment &environment, const QStringList &names)
{
    const auto found =
        std::ranges::find_if(names, [&](const QString &name) { return !environment.value(name).trimmed().isEmpty(); });
    return found == names.end() ? QString() : *found;
}

QStringList variables(bool secure)
{
    QStringList names;
    if (secure)
        names = {QStringLiteral("https_proxy"), QStringLiteral("HTTPS_PROXY")};
    else
        names = {QStringLiteral("http_proxy")};
    return names + QStringList{QStringLiteral("all_proxy"), QStringLiteral("ALL_PROXY")};
}

struct Exception {
    QString host;
    int port = -1; ///< −1: any
};

/// "name", "name:port", "[address]:port", "address".
Exception exceptionOf(const QString &entry)
{
    static const QRegularExpression withPort(QStringLiteral(R"(^(\[[^\]]+\]|[^:]+):(\d+)$)"));
    const QRegularExpressionMatch match = withPort.match(entry);
    Exception exception{
        match.hasMatch() ? match.captured(1) : entry, match.hasMatch() ? match.captured(2).toInt() : -1};
    if (exception.host.startsWith(QLatin1Char('[')) && exception.host.endsWith(QLatin1Char(']')))
        exception.host = exception.host.sliced(1).chopped(1);
    return exception;
}

bool coversAddress(const QString &exception, const QHostAddress &address)
{
    if (!exception.contains(QLatin1Char('/')))
        return QHostAddress(exception) == address;
    const QPair<QHostAddress, int> network = QHostAddress::parseSubnet(exception);
    return network.second >= 0 && address.isInSubnet(network);
}

bool coversName(QString exception, const QString &host)
{
    if (exception.startsWith(QLatin1String("*.")))
        exception = exception.sliced(2);
    else if (exception.startsWith(QLatin1Char('.')))
        exception = exception.sliced(1);
    return host.compare(exception, Qt::CaseInsensitive) == 0
        || (!exception.isEmpty() && host.endsWith(QLatin1Char('.') + exception, Qt::CaseInsensitive));
}

bool goesWithout(const QString &list, const QString &host, quint16 port)
{
    static const QRegularExpression separators(QStringLiteral(R"([,\s]+)"));
    const QHostAddress address(host);
    const QStringList entries = list.split(separators, Qt::SkipEmptyParts);
    return std::ranges::any_of(entries, [&](const QString &entry) {
        if (entry == QLatin1String("*"))
            return true;
        const Exception exception = exceptionOf(entry);
        if (exception.port >= 0 && exception.port != port)
            return false;
        return address.isNull() ? coversName(exception.host, host) : coversAddress(exception.host, address);
    });
}

} // namespace

std::optional<ProxyChoice> environmentProxy(
    const QProcessEnvironment &environment, bool secure, const QString &host, quint16 port)
{
    const QString name = firstSet(environment, variables(secure));
    if (name.isEmpty())
        return std::nullopt;
    ProxyChoice choice;
    const QString noProxy = firstSet(environment, {QStringLiteral("no_proxy"), QStringLiteral("NO_PROXY")});
    if (!noProxy.isEmpty() && goesWithout(environment.value(noProxy), host, port))
        return choice;
    choice.origin = Text::tr("the environment variable %1").arg(name);
    const QString error = ProxyOptions::parse(environment.value(name), choice.proxy);
    if (!error.isEmpty())
        choice.error = Text::tr("%1 in the environment variable %2").arg(error, name);
    if (choice.proxy.kind == ProxyKind::System) // the word of our own options, not of the environment
        choice.proxy.kind = ProxyKind::None;
    return choice;
}

} // namespace handglass
