// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lesson/framechanges.h"

#include "app/lesson/breaktable.h"

#include <QCoreApplication>

namespace handglass::lesson {

namespace {

constexpr std::array<quint16, 1> ProtocolError{1002};
constexpr std::array<quint16, 1> InvalidPayload{1007};
/// RFC 7692 names no code.
constexpr std::array<quint16, 2> NotInflatable{1007, 1002};

constexpr const char *ServerSays1002 = QT_TRANSLATE_NOOP(
    "handglass::Break", "The server must fail the connection: a Close frame with 1002, then the end of TCP.");
constexpr const char *ClientSays1002 = QT_TRANSLATE_NOOP(
    "handglass::Break", "The client must fail the connection: a Close frame with 1002, then the end of TCP.");
constexpr const char *ServerSays1007 = QT_TRANSLATE_NOOP(
    "handglass::Break", "The server must fail the connection: a Close frame with 1007, then the end of TCP.");
constexpr const char *ClientSays1007 = QT_TRANSLATE_NOOP(
    "handglass::Break", "The client must fail the connection: a Close frame with 1007, then the end of TCP.");
constexpr const char *ServerWaits = QT_TRANSLATE_NOOP("handglass::Break",
    "The server waits for the missing bytes, and takes what comes next for them: nothing tells it of the lie.");
constexpr const char *ClientWaits = QT_TRANSLATE_NOOP("handglass::Break",
    "The client waits for the missing bytes, and takes what comes next for them: nothing tells it of the lie.");

const char *obligation(Fate fate, std::span<const quint16> codes, End by)
{
    const bool server = by == End::Client;
    if (fate == Fate::Waits)
        return server ? ServerWaits : ClientWaits;
    if (codes.front() == InvalidPayload.front())
        return server ? ServerSays1007 : ClientSays1007;
    return server ? ServerSays1002 : ClientSays1002;
}

/// What both ends can do wrong alike.
struct Pair {
    const char *clientId;
    const char *serverId;
    const char *label;
    const char *does;
    const char *section;
    std::span<const quint16> codes; ///< empty: the other end waits
    bool (*applies)(const WireUnit &unit);
    QByteArray (*change)(const WireUnit &unit, QByteArrayView request);
};

void add(std::vector<BreakRow> &rows, const Pair &pair)
{
    const Fate fate = pair.codes.empty() ? Fate::Waits : Fate::Closes;
    for (const End by : {End::Client, End::Server}) {
        const char *id = by == End::Client ? pair.clientId : pair.serverId;
        if (id)
            rows.push_back({{id, by, UnitKind::Frame, pair.label, pair.does, fate, obligation(fate, pair.codes, by),
                                pair.section, pair.codes},
                pair.applies, pair.change});
    }
}

void addHeaderBreaks(std::vector<BreakRow> &rows)
{
    add(rows,
        {"client-mask", nullptr, QT_TRANSLATE_NOOP("handglass::Break", "Send a frame unmasked"),
            QT_TRANSLATE_NOOP("handglass::Break", "MASK is 0, there is no masking key, the payload stands as it is."),
            "RFC 6455 §5.1", ProtocolError, isMasked, unmasked});
    add(rows,
        {nullptr, "server-mask", QT_TRANSLATE_NOOP("handglass::Break", "Mask a frame of the server"),
            QT_TRANSLATE_NOOP("handglass::Break", "MASK is 1, a masking key is added, the payload is masked with it."),
            "RFC 6455 §5.1", ProtocolError, isUnmasked, masked});
    add(rows,
        {"client-rsv1", "server-rsv1", QT_TRANSLATE_NOOP("handglass::Break", "Set RSV1"),
            QT_TRANSLATE_NOOP("handglass::Break", "RSV1 is 1, and no extension was agreed that uses it."),
            "RFC 6455 §5.2", ProtocolError, hasNoRsv1, withRsv1});
    add(rows,
        {"client-rsv2", "server-rsv2", QT_TRANSLATE_NOOP("handglass::Break", "Set RSV2"),
            QT_TRANSLATE_NOOP("handglass::Break", "RSV2 is 1, and no extension was agreed that uses it."),
            "RFC 6455 §5.2", ProtocolError, isWholeFrame, withRsv2});
    add(rows,
        {"client-reserved-opcode", "server-reserved-opcode",
            QT_TRANSLATE_NOOP("handglass::Break", "Use a reserved opcode"),
            QT_TRANSLATE_NOOP("handglass::Break", "The opcode is 0x3, or 0xB in a control frame: both are reserved."),
            "RFC 6455 §5.2", ProtocolError, isNoClose, withReservedOpcode});
    add(rows,
        {"client-lone-continuation", "server-lone-continuation",
            QT_TRANSLATE_NOOP("handglass::Break", "Continue a message that did not begin"),
            QT_TRANSLATE_NOOP("handglass::Break", "The opcode of an unfragmented message is 0, continuation."),
            "RFC 6455 §5.4", ProtocolError, isWholeMessage, asContinuation});
}

void addLengthBreaks(std::vector<BreakRow> &rows)
{
    add(rows,
        {"client-long-control", "server-long-control",
            QT_TRANSLATE_NOOP("handglass::Break", "Send a Ping of 126 bytes"),
            QT_TRANSLATE_NOOP("handglass::Break", "The Ping’s payload is filled up to 126 bytes; 125 are the most."),
            "RFC 6455 §5.5", ProtocolError, isPing, asLongPing});
    add(rows,
        {"client-fragmented-control", "server-fragmented-control",
            QT_TRANSLATE_NOOP("handglass::Break", "Fragment a Ping"),
            QT_TRANSLATE_NOOP("handglass::Break", "FIN is 0 in a Ping, as if more of it followed."), "RFC 6455 §5.5",
            ProtocolError, isPing, withoutFin});
    add(rows,
        {"client-longer-form", "server-longer-form",
            QT_TRANSLATE_NOOP("handglass::Break", "Use a longer length form than needed"),
            QT_TRANSLATE_NOOP("handglass::Break", "A length of up to 125 stands in 16 bits behind 126."),
            "RFC 6455 §5.2", ProtocolError, hasShortForm, withLongerForm});
    add(rows,
        {"client-length-more", "server-length-more",
            QT_TRANSLATE_NOOP("handglass::Break", "Say 5 bytes more than there are"),
            QT_TRANSLATE_NOOP("handglass::Break", "The length field says 5 bytes more than the payload has."),
            "RFC 6455 §5.2", {}, isDataFrame, withLengthMore});
    add(rows,
        {"client-length-less", "server-length-less",
            QT_TRANSLATE_NOOP("handglass::Break", "Say fewer bytes than there are"),
            QT_TRANSLATE_NOOP("handglass::Break",
                "The length field says fewer bytes than the payload has: the rest is read as the next frame’s header."),
            "RFC 6455 §5.2", ProtocolError, canSayLess, withLengthLess});
}

void addPayloadBreaks(std::vector<BreakRow> &rows)
{
    add(rows,
        {"client-split-code-point", "server-split-code-point",
            QT_TRANSLATE_NOOP("handglass::Break", "End the text inside a code point"),
            QT_TRANSLATE_NOOP(
                "handglass::Break", "The last character’s bytes are not whole: the text is no UTF-8 at its end."),
            "RFC 6455 §8.1", InvalidPayload, isPlainText, withSplitCodePoint});
    add(rows,
        {"client-close-1005", "server-close-1005", QT_TRANSLATE_NOOP("handglass::Break", "Close with 1005"),
            QT_TRANSLATE_NOOP(
                "handglass::Break", "The Close frame says 1005, which stands for “no code came” and must not be sent."),
            "RFC 6455 §7.4.1", ProtocolError, isClose, asClose1005});
    add(rows,
        {"client-close-one-byte", "server-close-one-byte",
            QT_TRANSLATE_NOOP("handglass::Break", "Close with half a code"),
            QT_TRANSLATE_NOOP("handglass::Break", "The Close frame’s payload is one byte; a code takes two."),
            "RFC 6455 §5.5.1", ProtocolError, isClose, asCloseOneByte});
    add(rows,
        {"client-broken-deflate", "server-broken-deflate",
            QT_TRANSLATE_NOOP("handglass::Break", "Break the compressed bytes"),
            QT_TRANSLATE_NOOP(
                "handglass::Break", "The first block of the compressed message says type 3, which DEFLATE reserves."),
            "RFC 7692 §7.2.2, RFC 6455 §8.1", NotInflatable, isCompressed, withBrokenDeflate});
}

} // namespace

std::vector<BreakRow> frameBreaks()
{
    std::vector<BreakRow> rows;
    addHeaderBreaks(rows);
    addLengthBreaks(rows);
    addPayloadBreaks(rows);
    return rows;
}

} // namespace handglass::lesson
