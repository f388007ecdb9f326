// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/statustexts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

/// 1 to 5 stand for the classes.
constexpr std::array StatusTexts{
    StatusText{101,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server switches protocols: after the empty line no HTTP follows, only frames. All rules for the head "
            "must be kept too before the connection is open."),
        "RFC 6455 §4.1"},
    StatusText{200,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server answered with a plain HTTP resource: what listens at this path does not speak WebSocket, or a "
            "proxy on the way dropped the Upgrade header."),
        "RFC 9110 §15.3.1"},
    StatusText{301,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The resource has moved for good; Location names the new address. A client may follow it but need not."),
        "RFC 6455 §4.1, RFC 9110 §15.4.2"},
    StatusText{302,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The resource is elsewhere for now; Location names the address, often a login page. A client may follow it "
            "but need not."),
        "RFC 6455 §4.1, RFC 9110 §15.4.3"},
    StatusText{307,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The resource is elsewhere for now; Location names the address. A client may follow it but need not."),
        "RFC 6455 §4.1, RFC 9110 §15.4.8"},
    StatusText{308,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The resource has moved for good; Location names the new address. A client may follow it but need not."),
        "RFC 6455 §4.1, RFC 9110 §15.4.9"},
    StatusText{400,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server does not take the request as it is: a required header is missing, malformed or repeated."),
        "RFC 6455 §4.2.1, RFC 9110 §15.5.1"},
    StatusText{401,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server wants credentials, or other ones; WWW-Authenticate says of which kind. A client may "
            "authenticate and try again."),
        "RFC 6455 §4.1, RFC 9110 §15.5.2"},
    StatusText{403,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server understood the request and refuses it. Often the Origin is not one that it serves, or the user "
            "has no right to it."),
        "RFC 6455 §4.2.2, RFC 9110 §15.5.4"},
    StatusText{404,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server has nothing at this path. The host was right, or a proxy does not know the service."),
        "RFC 9110 §15.5.5"},
    StatusText{405,
        QT_TRANSLATE_NOOP("handglass::HeadLine", "The path exists but does not take GET, which a handshake needs."),
        "RFC 9110 §15.5.6"},
    StatusText{407,
        QT_TRANSLATE_NOOP("handglass::HeadLine", "A proxy wants credentials; the server has not seen the request."),
        "RFC 9110 §15.5.8"},
    StatusText{426,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server wants another protocol or version: Upgrade names the protocol, Sec-WebSocket-Version the "
            "versions it speaks."),
        "RFC 6455 §4.4, RFC 9110 §15.5.22"},
    StatusText{429,
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "The client sent too many requests. Retry-After may say when to try again."),
        "RFC 6585 §4"},
    StatusText{500,
        QT_TRANSLATE_NOOP("handglass::HeadLine", "The server failed at its own work. The request may be right."),
        "RFC 9110 §15.6.1"},
    StatusText{502,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "A gateway got no usable answer from the server behind it. Often that server is down, or the gateway does "
            "not pass the upgrade on."),
        "RFC 9110 §15.6.3"},
    StatusText{503,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server cannot answer now: overload or maintenance. Retry-After may say when to try again."),
        "RFC 9110 §15.6.4"},
    StatusText{504, QT_TRANSLATE_NOOP("handglass::HeadLine", "A gateway waited too long for the server behind it."),
        "RFC 9110 §15.6.5"},
    StatusText{1,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "An interim answer: the real one follows. A client waits for a 101 or a final status."),
        "RFC 9110 §15.2"},
    StatusText{2,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server answered with plain HTTP and did not switch protocols. A client must not treat the connection "
            "as a WebSocket."),
        "RFC 6455 §4.1, RFC 9110 §15.3"},
    StatusText{3,
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "The server redirects the client. A client may follow it but need not."),
        "RFC 6455 §4.1, RFC 9110 §15.4"},
    StatusText{4,
        QT_TRANSLATE_NOOP("handglass::HeadLine",
            "The server refuses the request and holds the client responsible. The body may say why."),
        "RFC 6455 §4.1, RFC 9110 §15.5"},
    StatusText{5,
        QT_TRANSLATE_NOOP(
            "handglass::HeadLine", "The server failed to fulfil a request that may be right. The body may say why."),
        "RFC 6455 §4.1, RFC 9110 §15.6"},
};

const StatusText *findStatus(int status)
{
    const auto *const entry = std::ranges::find(StatusTexts, status, &StatusText::status);
    return entry == StatusTexts.end() ? nullptr : entry;
}

} // namespace

const StatusText *statusText(int status)
{
    if (status < 100 || status > 599)
        return nullptr;
    const StatusText *const exact = findStatus(status);
    return exact ? exact : findStatus(status / 100);
}

} // namespace handglass
