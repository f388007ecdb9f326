// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/clientfacts.h"

#include "app/protocol/bytetext.h"
#include "app/protocol/httphead.h"
#include "app/protocol/websocketurl.h"

#include <algorithm>

namespace handglass {

namespace {

bool isOwn(const QByteArray &name)
{
    constexpr QByteArrayView own[] = {"Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version",
        "Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol", "Origin"};
    return std::ranges::any_of(
        own, [&name](QByteArrayView known) { return known.compare(name, Qt::CaseInsensitive) == 0; });
}

/// Empty: it is no Basic authorization (RFC 7617) that can be read.
QString basicOf(const HeaderField &field)
{
    constexpr QByteArrayView Scheme = "Basic ";
    const bool basic = field.name.compare("Authorization", Qt::CaseInsensitive) == 0
        && QByteArrayView(field.value)
                .first(std::min(field.value.size(), Scheme.size()))
                .compare(Scheme, Qt::CaseInsensitive)
            == 0;
    if (!basic)
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(
        field.value.mid(Scheme.size()).trimmed(), QByteArray::AbortOnBase64DecodingErrors);
    return decoded && decoded.decoded.contains(':') ? headText(decoded.decoded) : QString();
}

} // namespace

ClientFacts clientFacts(const ConnectionRecord &record)
{
    ClientFacts facts;
    facts.url = record.url;
    facts.anyCertificate = !record.tlsFacts.accepted.isEmpty();
    HttpHeadReader reader(HttpHeadReader::Kind::Request);
    if (reader.feed(record.rawRequest) != HttpHeadReader::State::Done)
        return facts;
    const HttpHead &head = reader.head();
    facts.origin = headText(head.value("Origin"));
    for (const QByteArray &name : head.tokens("Sec-WebSocket-Protocol"))
        facts.subprotocols.append(headText(name));
    const auto url = parseWebSocketUrl(record.url);
    for (const HeaderField &field : head.fields) {
        const bool otherHost =
            field.name.compare("Host", Qt::CaseInsensitive) == 0 && url && field.value != url->hostHeader();
        const bool ourName =
            field.name.compare("User-Agent", Qt::CaseInsensitive) == 0 && field.value.startsWith("Handglass/");
        if ((isOwn(field.name) && !otherHost) || ourName)
            continue;
        const QString basic = basicOf(field);
        if (!basic.isEmpty() && facts.basic.isEmpty())
            facts.basic = basic;
        else
            facts.headers.append({headText(field.name), headText(field.value)});
    }
    return facts;
}

} // namespace handglass
