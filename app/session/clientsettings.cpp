// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session/clientsettings.h"

#include "app/session/clientrequest.h"

#include <QRandomGenerator>
#include <QWebSocket>

namespace handglass {

MaskingKey newMaskingKey()
{
    const quint32 bits = QRandomGenerator::global()->generate();
    return {quint8(bits >> 24U), quint8(bits >> 16U), quint8(bits >> 8U), quint8(bits)};
}

OpeningSettings openingSettings(const ClientOptions &options)
{
    OpeningSettings opening;
    const Timeouts &timeouts = options.timeouts;
    opening.dial.host = options.url.host;
    opening.dial.port = options.url.port;
    opening.dial.secure = options.url.secure;
    opening.dial.nameLookup = timeouts.nameLookup;
    opening.dial.tcp = timeouts.tcp;
    opening.dial.proxyTime = timeouts.proxy;
    opening.dial.tlsTime = timeouts.tls;
    opening.dial.tls = options.tls;
    opening.dial.proxy = options.proxy;
    opening.exchange.head = {options.limits.head, options.limits.headerFields};
    opening.exchange.body = options.limits.body;
    opening.exchange.response = timeouts.upgrade;
    opening.exchange.refusalBody = timeouts.body;
    opening.request = requestOf(options);
    opening.tap.role = Role::Client;
    opening.tap.maxMessageSize = qMin(options.limits.message, quint64(QWebSocket::maxIncomingMessageSize()));
    opening.tap.replies = options.echo;
    opening.tap.observeOnly = options.observeOnly;
    opening.tap.autoPong = options.autoPong;
    opening.tap.keepAlive = options.keepAlive;
    opening.tap.unsentMark = options.limits.unsent;
    opening.tap.closeTimeout = timeouts.close;
    opening.tap.newMaskingKey = newMaskingKey;
    return opening;
}

QList<DeflateOffer> browserDeflateOffers()
{
    DeflateOffer offer;
    offer.clientMaxWindowBits = true;
    return {offer};
}

} // namespace handglass
