// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/breaktable.h"

#include "app/lesson/headedit.h"
#include "app/lesson/unitreading.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace handglass::lesson {

namespace {

constexpr QByteArrayView OtherGuid = "00000000-0000-0000-0000-000000000000";
constexpr int SwitchingProtocols = 101;
constexpr qsizetype ShortNonceBytes = 8;

constexpr const char *ClientFails = QT_TRANSLATE_NOOP(
    "handglass::Break", "The client must fail the WebSocket connection: it opens nothing and ends TCP.");
constexpr const char *ServerRefuses = QT_TRANSLATE_NOOP("handglass::Break",
    "The server must stop processing the handshake and answer with an error status, such as 400 Bad Request.");
constexpr const char *ServerNamesVersion = QT_TRANSLATE_NOOP("handglass::Break",
    "The server must answer with an error status, such as 426 Upgrade Required, and with Sec-WebSocket-Version: 13.");

// ---- answers

bool isOpening(const WireUnit &unit)
{
    return readHead(unit.bytes, UnitKind::Response).status == SwitchingProtocols;
}

template <const char *Name> bool responseHas(const WireUnit &unit)
{
    return isOpening(unit) && readHead(unit.bytes, UnitKind::Response).has(Name);
}

template <const char *Name> QByteArray without(const WireUnit &unit, QByteArrayView)
{
    return withoutHeader(unit.bytes, Name);
}

QByteArray otherGuid(const WireUnit &unit, QByteArrayView request)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(readHead(request, UnitKind::Request).value("Sec-WebSocket-Key"));
    hash.addData(OtherGuid.toByteArray());
    return withHeader(unit.bytes, "Sec-WebSocket-Accept", hash.result().toBase64());
}

QByteArray status200(const WireUnit &unit, QByteArrayView)
{
    return withLine(withStartLine(unit.bytes, "HTTP/1.1 200 OK"), "Content-Length: 0");
}

QByteArray unaskedSubprotocol(const WireUnit &unit, QByteArrayView)
{
    return withLine(withoutHeader(unit.bytes, "Sec-WebSocket-Protocol"), "Sec-WebSocket-Protocol: nobody-asked.v1");
}

QByteArray unaskedExtension(const WireUnit &unit, QByteArrayView)
{
    const QByteArray agreed = readHead(unit.bytes, UnitKind::Response).value("Sec-WebSocket-Extensions");
    return agreed.isEmpty() ? withLine(unit.bytes, "Sec-WebSocket-Extensions: x-nobody-asked")
                            : withHeader(unit.bytes, "Sec-WebSocket-Extensions", agreed + ", x-nobody-asked");
}

// ---- requests

template <const char *Name> bool requestHas(const WireUnit &unit)
{
    return readHead(unit.bytes, UnitKind::Request).has(Name);
}

bool isGet(const WireUnit &unit)
{
    return readHead(unit.bytes, UnitKind::Request).method == "GET";
}

QByteArray shortKey(const WireUnit &unit, QByteArrayView)
{
    const QByteArray nonce = QByteArray::fromBase64(readHead(unit.bytes, UnitKind::Request).value("Sec-WebSocket-Key"));
    return withHeader(unit.bytes, "Sec-WebSocket-Key", nonce.first(qMin(nonce.size(), ShortNonceBytes)).toBase64());
}

QByteArray version12(const WireUnit &unit, QByteArrayView)
{
    return withHeader(unit.bytes, "Sec-WebSocket-Version", "12");
}

QByteArray methodPost(const WireUnit &unit, QByteArrayView)
{
    const QByteArray line = readHead(unit.bytes, UnitKind::Request).startLine;
    return withStartLine(unit.bytes, "POST" + line.sliced(line.indexOf(' ')));
}

constexpr char Upgrade[] = "Upgrade";
constexpr char Connection[] = "Connection";
constexpr char Accept[] = "Sec-WebSocket-Accept";
constexpr char Key[] = "Sec-WebSocket-Key";
constexpr char Version[] = "Sec-WebSocket-Version";
constexpr char Host[] = "Host";

Break ofResponse(const char *id, const char *label, const char *does, const char *section = "RFC 6455 §4.1")
{
    return {id, End::Server, UnitKind::Response, label, does, Fate::Fails, ClientFails, section, {}};
}

Break ofRequest(const char *id, const char *label, const char *does, const char *section = "RFC 6455 §4.2.1",
    const char *obligation = ServerRefuses)
{
    return {id, End::Client, UnitKind::Request, label, does, Fate::Refused, obligation, section, {}};
}

std::vector<BreakRow> responseBreaks()
{
    return {
        {ofResponse("other-guid", QT_TRANSLATE_NOOP("handglass::Break", "Hash with another GUID"),
             QT_TRANSLATE_NOOP("handglass::Break",
                 "Sec-WebSocket-Accept is made of the key and a GUID of zeros instead of RFC 6455’s.")),
            responseHas<Accept>, otherGuid},
        {ofResponse("status-200", QT_TRANSLATE_NOOP("handglass::Break", "Answer 200 OK instead of 101"),
             QT_TRANSLATE_NOOP("handglass::Break",
                 "The first line says 200 OK, and Content-Length: 0 is added, as no body follows.")),
            isOpening, status200},
        {ofResponse("no-upgrade", QT_TRANSLATE_NOOP("handglass::Break", "Leave out Upgrade: websocket"),
             QT_TRANSLATE_NOOP("handglass::Break", "The 101 has no Upgrade line.")),
            responseHas<Upgrade>, without<Upgrade>},
        {ofResponse("no-connection", QT_TRANSLATE_NOOP("handglass::Break", "Leave out Connection: Upgrade"),
             QT_TRANSLATE_NOOP("handglass::Break", "The 101 has no Connection line.")),
            responseHas<Connection>, without<Connection>},
        {ofResponse("no-accept", QT_TRANSLATE_NOOP("handglass::Break", "Leave out Sec-WebSocket-Accept"),
             QT_TRANSLATE_NOOP("handglass::Break", "The 101 has no Sec-WebSocket-Accept line.")),
            responseHas<Accept>, without<Accept>},
        {ofResponse("unasked-subprotocol",
             QT_TRANSLATE_NOOP("handglass::Break", "Name a subprotocol that nobody asked for"),
             QT_TRANSLATE_NOOP("handglass::Break", "The 101 says Sec-WebSocket-Protocol: nobody-asked.v1.")),
            isOpening, unaskedSubprotocol},
        {ofResponse("unasked-extension",
             QT_TRANSLATE_NOOP("handglass::Break", "Name an extension that nobody asked for"),
             QT_TRANSLATE_NOOP("handglass::Break", "The 101 says Sec-WebSocket-Extensions: x-nobody-asked."),
             "RFC 6455 §4.1, §9.1"),
            isOpening, unaskedExtension},
    };
}

std::vector<BreakRow> requestBreaks()
{
    return {
        {ofRequest("no-key", QT_TRANSLATE_NOOP("handglass::Break", "Leave out Sec-WebSocket-Key"),
             QT_TRANSLATE_NOOP("handglass::Break", "The request has no Sec-WebSocket-Key line.")),
            requestHas<Key>, without<Key>},
        {ofRequest("short-key", QT_TRANSLATE_NOOP("handglass::Break", "Send a key of 8 bytes"),
             QT_TRANSLATE_NOOP("handglass::Break",
                 "Sec-WebSocket-Key is the base64 of the nonce’s first 8 bytes; it must be 16 bytes.")),
            requestHas<Key>, shortKey},
        {ofRequest("no-client-upgrade",
             QT_TRANSLATE_NOOP("handglass::Break", "Leave out the request’s Upgrade: websocket"),
             QT_TRANSLATE_NOOP("handglass::Break", "The request has no Upgrade line.")),
            requestHas<Upgrade>, without<Upgrade>},
        {ofRequest("no-client-connection",
             QT_TRANSLATE_NOOP("handglass::Break", "Leave out the request’s Connection: Upgrade"),
             QT_TRANSLATE_NOOP("handglass::Break", "The request has no Connection line.")),
            requestHas<Connection>, without<Connection>},
        {ofRequest("version-12", QT_TRANSLATE_NOOP("handglass::Break", "Ask for version 12"),
             QT_TRANSLATE_NOOP("handglass::Break", "The request says Sec-WebSocket-Version: 12."),
             "RFC 6455 §4.2.2, §4.4", ServerNamesVersion),
            requestHas<Version>, version12},
        {ofRequest("method-post", QT_TRANSLATE_NOOP("handglass::Break", "Ask with POST"),
             QT_TRANSLATE_NOOP("handglass::Break", "The request’s method is POST instead of GET.")),
            isGet, methodPost},
        {ofRequest("no-host", QT_TRANSLATE_NOOP("handglass::Break", "Leave out Host"),
             QT_TRANSLATE_NOOP("handglass::Break", "The request has no Host line.")),
            requestHas<Host>, without<Host>},
    };
}

} // namespace

std::vector<BreakRow> headBreaks()
{
    std::vector<BreakRow> rows = responseBreaks();
    const std::vector<BreakRow> requests = requestBreaks();
    rows.insert(rows.end(), requests.begin(), requests.end());
    return rows;
}

} // namespace handglass::lesson
