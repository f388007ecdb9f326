// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/useragent.h"

#include <QStringList>

#include <algorithm>

namespace handglass {

namespace {

struct Product {
    const char *name; ///< in the header
    const char *program;
};

/// Browsers name those that they are like as well; the first of these that is there is the one.
constexpr Product Browsers[] = {{"Edg", "Edge"}, {"EdgA", "Edge"}, {"OPR", "Opera"}, {"Vivaldi", "Vivaldi"},
    {"Electron", "Electron"}, {"QtWebEngine", "Qt WebEngine"}, {"HeadlessChrome", "Chromium"}, {"Chromium", "Chromium"},
    {"Chrome", "Chrome"}, {"CriOS", "Chrome"}, {"FxiOS", "Firefox"}, {"Firefox", "Firefox"}, {"Version", "Safari"},
    {"AppleWebKit", "WebKit"}};

constexpr Product Programs[] = {{"node", "Node"}, {"undici", "Node undici"}, {"Go-http-client", "Go"},
    {"Java-http-client", "Java"}, {"PostmanRuntime", "Postman"}};

/// Names of the products, without what stands in parentheses.
QStringList products(QByteArrayView userAgent)
{
    QString plain;
    int depth = 0;
    for (const QChar c : QString::fromUtf8(userAgent)) {
        depth += c == u'(' ? 1 : 0;
        if (depth == 0)
            plain += c;
        depth -= c == u')' && depth > 0 ? 1 : 0;
    }
    QStringList names;
    for (const QString &product : plain.simplified().split(u' ', Qt::SkipEmptyParts))
        names.append(product.section(u'/', 0, 0));
    names.removeAll(QString());
    return names;
}

} // namespace

QString programOf(QByteArrayView userAgent)
{
    const QStringList names = products(userAgent);
    if (names.isEmpty())
        return {};
    if (names.first() == u"Mozilla") {
        for (const Product &browser : Browsers) {
            if (names.contains(QLatin1String(browser.name)))
                return QLatin1String(browser.program);
        }
    }
    const auto known = std::ranges::find_if(
        Programs, [&names](const Product &each) { return names.first() == QLatin1String(each.name); });
    if (known != std::end(Programs))
        return QLatin1String(known->program);
    const bool library = names.first() == u"Python" && names.size() > 1; // Python/3.11 websockets/10.4
    return library ? names.first() + u' ' + names.at(1) : names.first();
}

} // namespace handglass
