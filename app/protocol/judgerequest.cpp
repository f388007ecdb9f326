// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/deflatenegotiation.h"
#include "app/protocol/judging.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

using namespace judging;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::Verdict)
};

constexpr qsizetype KeySize = 16;

Check requestCheck(const char *id, int line)
{
    Check check;
    check.id = id;
    check.onResponse = false;
    check.section = QStringLiteral("RFC 6455 §4.2.1");
    check.requestLine = line;
    return check;
}

/// Bytes that base64 text decodes to, RFC 4648 §4; −1 if it is none. Bits that the padding leaves unused may be
/// anything (as in RFC 6455 §4.1's own example).
qsizetype base64Size(QByteArrayView text)
{
    const qsizetype padding = text.endsWith("==") ? 2 : text.endsWith('=') ? 1 : 0;
    const auto isDigit = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    };
    if (text.size() % 4 != 0 || !std::all_of(text.begin(), text.end() - padding, isDigit))
        return -1;
    return text.size() / 4 * 3 - padding;
}

Check judgeMethod(const HttpHead &request)
{
    Check check = requestCheck("method", 1);
    check.rule = Text::tr("Method");
    check.expected = QStringLiteral("GET");
    conclude(check, request.method == "GET", shown(request.method));
    return check;
}

Check judgeVersion(const HttpHead &request)
{
    Check check = requestCheck("request-version", 1);
    judgeHttpVersion(check, request.version);
    return check;
}

Check judgeHost(const HttpHead &request)
{
    Check check = requestCheck("host", lineOf(request, "Host"));
    check.rule = QStringLiteral("Host");
    check.expected = Text::tr("a Host header");
    conclude(check, !request.value("Host").isEmpty(), shownValue(request, "Host"));
    return check;
}

Check judgeUpgrade(const HttpHead &request)
{
    Check check = requestCheck("request-upgrade", lineOf(request, "Upgrade"));
    check.rule = QStringLiteral("Upgrade");
    check.expected = QStringLiteral("websocket");
    conclude(check, request.hasToken("Upgrade", "websocket"), shownValue(request, "Upgrade"));
    return check;
}

Check judgeConnectionHeader(const HttpHead &request)
{
    Check check = requestCheck("request-connection", lineOf(request, "Connection"));
    judgeConnection(check, request);
    return check;
}

Check judgeKey(const HttpHead &request)
{
    Check check = requestCheck("key", lineOf(request, "Sec-WebSocket-Key"));
    check.rule = QStringLiteral("Sec-WebSocket-Key");
    check.expected = Text::tr("16 bytes in base64");
    const QByteArray key = request.value("Sec-WebSocket-Key");
    const qsizetype size = base64Size(key);
    if (key.isEmpty())
        conclude(check, false, shownValue(request, "Sec-WebSocket-Key"));
    else if (size < 0)
        conclude(check, false, Text::tr("“%1”, which is not base64").arg(shown(key)));
    else
        conclude(check, size == KeySize, size == 1 ? Text::tr("1 byte") : Text::tr("%1 bytes").arg(size));
    return check;
}

Check judgeWebSocketVersion(const HttpHead &request)
{
    Check check = requestCheck("version", lineOf(request, "Sec-WebSocket-Version"));
    check.rule = QStringLiteral("Sec-WebSocket-Version");
    check.expected = QStringLiteral("13");
    conclude(check, request.value("Sec-WebSocket-Version") == "13", shownValue(request, "Sec-WebSocket-Version"));
    return check;
}

/// Malformed: the server must fail the connection (RFC 6455 §9.1). An illegal offer of permessage-deflate is only
/// declined (RFC 7692 §7).
Check judgeExtensions(const HttpHead &request)
{
    Check check = requestCheck("request-extensions", lineOf(request, "Sec-WebSocket-Extensions"));
    check.rule = Text::tr("Extensions offered");
    check.section = QStringLiteral("RFC 6455 §9.1");
    const auto offered = parseExtensions(request);
    if (!offered) {
        check.requestLine = offered.error().line;
        check.expected = offered.error().violation.expected;
        conclude(check, false, offered.error().violation.got);
        return check;
    }
    check.expected = offered->isEmpty() ? none() : Text::tr("a list of extensions");
    conclude(check, true, offered->isEmpty() ? none() : shown(composeExtensions(*offered)));
    for (const Extension &extension : *offered) {
        const auto read = isPermessageDeflate(extension) ? readDeflateOffer(extension) : DeflateOffer();
        if (read)
            continue;
        check.outcome = Outcome::Warn;
        check.expected = read.error().expected;
        check.got = Text::tr("%1: the offer must be declined").arg(read.error().got);
        check.section = read.error().section;
        break;
    }
    return check;
}

Check judgeRepeatedHeaders(const HttpHead &request)
{
    Check check = requestCheck("request-repeated-headers", 0);
    judgeRepeated(check, request,
        {
            {"Host", "RFC 9112 §3.2"},
            {"Sec-WebSocket-Key", "RFC 6455 §11.3.1"},
            {"Sec-WebSocket-Version", "RFC 6455 §11.3.5"},
        });
    return check;
}

} // namespace

QList<Check> judgeRequest(const HttpHead &request)
{
    return {
        judgeMethod(request),
        judgeVersion(request),
        judgeHost(request),
        judgeUpgrade(request),
        judgeConnectionHeader(request),
        judgeKey(request),
        judgeWebSocketVersion(request),
        judgeExtensions(request),
        judgeRepeatedHeaders(request),
    };
}

} // namespace handglass
