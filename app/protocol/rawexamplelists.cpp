// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/rawexamplelists.h"

namespace handglass {

namespace {

using List = RawExampleList;

QString failWith(int code)
{
    return List::tr("The peer must fail the connection; %1 is the code that says so.").arg(code);
}

/// For rules that bind the sender, where the RFC names no answer.
QString senderRule(const QString &rule)
{
    return List::tr("%1 The RFC names no answer; a peer that keeps to the rule fails the connection with 1002.")
        .arg(rule);
}

QString legal(const QString &what)
{
    return List::tr("Legal: %1").arg(what);
}

const QString Framing = QStringLiteral("RFC 6455 §5.2");
const QString Fragmentation = QStringLiteral("RFC 6455 §5.4");
const QString ControlFrames = QStringLiteral("RFC 6455 §5.5");
const QString Utf8 = QStringLiteral("RFC 6455 §8.1");
const QString CloseFrame = QStringLiteral("RFC 6455 §5.5.1");
const QString DefinedCodes = QStringLiteral("RFC 6455 §7.4.1");
const QString CodeRanges = QStringLiteral("RFC 6455 §7.4.2");

constexpr int Continuation = 0x0;
constexpr int Binary = 0x2;
constexpr int Close = 0x8;
constexpr int Ping = 0x9;
constexpr int Pong = 0xA;

} // namespace

RawExampleList::RawExampleList(Role sender, const MaskingKey &key)
    : m_sender(sender)
    , m_key(key)
{
}

void RawExampleList::add(
    const char *id, const QString &title, const QList<RawFrame> &frames, const QString &duty, const QString &section)
{
    m_examples.append({id, title, frames, duty, section, m_group, false});
}

void RawExampleList::addLegal(
    const char *id, const QString &title, const QList<RawFrame> &frames, const QString &duty, const QString &section)
{
    add(id, title, frames, legal(duty), section);
    m_examples.last().legal = true;
}

RawFrame RawExampleList::frame(int opcode, const QByteArray &payload, bool fin) const
{
    RawFrame frame;
    frame.fin = fin;
    frame.opcode = quint8(opcode);
    frame.payload = payload;
    if (m_sender == Role::Client)
        frame.maskingKey = m_key;
    return frame;
}

RawFrame RawExampleList::text(const QByteArray &payload, bool fin) const
{
    return frame(0x1, payload, fin);
}

RawFrame RawExampleList::closeFrame(quint16 code, const QByteArray &reason) const
{
    QByteArray payload;
    payload.append(char(code >> 8U)).append(char(code & 0xFFU)).append(reason);
    return frame(Close, payload);
}

void RawExampleList::addMasking()
{
    begin(RawGroup::Masking);
    RawFrame hello = text("Hello");
    if (m_sender == Role::Client) {
        hello.maskingKey.reset();
        add("unmasked", tr("Text without a mask"), {hello},
            tr("The server must close the connection; it may send a Close with 1002 before."),
            QStringLiteral("RFC 6455 §5.1"));
        hello.maskingKey = MaskingKey();
        addLegal("mask-zero", tr("Text masked with the key 0"), {hello},
            tr("the server takes it as any other. A client owes a key that cannot be predicted."),
            QStringLiteral("RFC 6455 §5.3"));
    } else {
        hello.maskingKey = m_key;
        add("masked", tr("Text with a mask"), {hello}, tr("The client must close the connection; it may use 1002."),
            QStringLiteral("RFC 6455 §5.1"));
    }
}

void RawExampleList::addReserved()
{
    begin(RawGroup::Reserved);
    RawFrame rsv1 = text("Hello");
    rsv1.rsv1 = true;
    add("rsv1", tr("RSV1 on a text that is not compressed"), {rsv1},
        tr("Without an extension that uses RSV1 the peer must fail the connection with 1002; with permessage-deflate "
           "the payload is no DEFLATE data, for which 1007 is due."),
        Framing);
    RawFrame rsv2 = text("Hello");
    rsv2.rsv2 = true;
    add("rsv2", tr("RSV2"), {rsv2}, failWith(1002), Framing);
    RawFrame rsv3 = text("Hello");
    rsv3.rsv3 = true;
    add("rsv3", tr("RSV3"), {rsv3}, failWith(1002), Framing);
    RawFrame ping = frame(Ping, "Hello");
    ping.rsv1 = true;
    add("rsv1-ping", tr("RSV1 on a Ping"), {ping},
        tr("The peer must fail the connection with 1002: no extension gives RSV1 a meaning in control frames; "
           "permessage-deflate works on data messages only (RFC 7692 §6)."),
        Framing);
    for (const int opcode : {0x3, 0x7})
        add(opcode == 0x3 ? "opcode-3" : "opcode-7",
            tr("Reserved data opcode 0x%1").arg(QString::number(opcode, 16).toUpper()), {frame(opcode, "Hello")},
            failWith(1002), Framing);
    for (const int opcode : {0xB, 0xF})
        add(opcode == 0xB ? "opcode-11" : "opcode-15",
            tr("Reserved control opcode 0x%1").arg(QString::number(opcode, 16).toUpper()), {frame(opcode, "Hello")},
            failWith(1002), Framing);
}

void RawExampleList::addControl()
{
    begin(RawGroup::Control);
    const QString size = senderRule(tr("A control frame's payload must be 125 bytes or less."));
    const QString whole = senderRule(tr("Control frames must not be fragmented."));
    add("ping-126", tr("Ping of 126 bytes"), {frame(Ping, QByteArray(126, 'x'))}, size, ControlFrames);
    RawFrame declared = frame(Ping, {});
    declared.falseLength = 65536;
    add("ping-65536", tr("Ping that declares 65,536 bytes, and none of them"), {declared}, size, ControlFrames);
    add("ping-fragmented", tr("Ping in two fragments"), {frame(Ping, "Hel", false), frame(Continuation, "lo")}, whole,
        ControlFrames);
    add("close-fragmented", tr("Close in two fragments"), {frame(Close, "\x03\xE8", false), frame(Continuation, "bye")},
        whole, ControlFrames);
    addLegal("ping-125", tr("Ping of 125 bytes"), {frame(Ping, QByteArray(125, 'x'))},
        tr("the peer must send a Pong with the same 125 bytes."), QStringLiteral("RFC 6455 §5.5.2"));
    addLegal("pong-unsolicited", tr("Pong that nobody asked for"), {frame(Pong, "Hello")},
        tr("a heartbeat of one direction. No answer is expected."), QStringLiteral("RFC 6455 §5.5.3"));
}

void RawExampleList::addFragments()
{
    begin(RawGroup::Fragments);
    add("lone-continuation", tr("Continuation of nothing"), {frame(Continuation, "Hello")},
        senderRule(tr("A message begins with an opcode other than 0.")), Fragmentation);
    add("text-inside-message", tr("New text inside a message"), {text("Hel", false), text("lo")},
        senderRule(tr("The fragments of one message must not be interleaved with another message.")), Fragmentation);
    add("continuation-after-fin", tr("Continuation behind the last one"),
        {text("Hel", false), frame(Continuation, "lo"), frame(Continuation, "!")},
        senderRule(tr("FIN ended the message: there is nothing to continue.")), Fragmentation);
    RawFrame second = frame(Continuation, "lo");
    second.rsv1 = true;
    add("rsv1-continuation", tr("RSV1 on a continuation"), {text("Hel", false), second},
        tr("The peer must fail the connection with 1002: permessage-deflate sets RSV1 on the first fragment only "
           "(RFC 7692 §6.1)."),
        Framing);
    QList<RawFrame> bytes = splitIntoFragments(text("Hello"), {1, 1, 1, 1});
    bytes.insert(2, frame(Ping, "between"));
    addLegal("fragments-and-ping", tr("Text in fragments of 1 byte with a Ping between them"), bytes,
        tr("the peer must handle the Ping inside the message, and take the message as “Hello”."), Fragmentation);
    addLegal("empty-fragments", tr("Text in empty fragments"),
        {text({}, false), frame(Continuation, {}, false), frame(Continuation, {})},
        tr("fragments may have any size. The peer takes an empty text."), Fragmentation);
    addLegal("code-point-split", tr("Code point split between two fragments"),
        {text("\xE2\x82", false), frame(Continuation, "\xAC")},
        tr("only the whole message must be UTF-8. The peer takes it as “€”."), QStringLiteral("RFC 6455 §5.6"));
}

void RawExampleList::addLengths()
{
    begin(RawGroup::Lengths);
    const QString minimal = senderRule(tr("The shortest form must be used for the length."));
    RawFrame hello = text("Hello");
    hello.lengthBits = 16;
    add("length-16", tr("5 bytes in the 16-bit form"), {hello}, minimal, Framing);
    hello.lengthBits = 64;
    add("length-64", tr("5 bytes in the 64-bit form"), {hello}, minimal, Framing);
    RawFrame longer = frame(Binary, QByteArray(126, 'x'));
    longer.lengthBits = 64;
    add("length-64-for-126", tr("126 bytes in the 64-bit form"), {longer}, minimal, Framing);
    RawFrame huge = frame(Binary, {});
    huge.falseLength = 1ULL << 63U;
    add("length-top-bit", tr("64-bit length with the top bit set"), {huge},
        senderRule(tr("The most significant bit of a 64-bit length must be 0.")), Framing);
    huge.falseLength = (1ULL << 63U) - 1;
    add("length-63-bits", tr("Length of 2^63 − 1 bytes declared"), {huge},
        tr("No frame is too long for the protocol, but a peer must protect itself where it has a limit; 1009 is the "
           "code that says so."),
        QStringLiteral("RFC 6455 §10.4"));
    hello.lengthBits.reset();
    hello.falseLength = 10;
    add("length-too-long", tr("10 bytes declared, 5 sent"), {hello},
        tr("The frame is not whole: the peer waits, and takes the next 5 bytes that are sent for its rest."), Framing);
    hello.falseLength = 2;
    add("length-too-short", tr("2 bytes declared, 5 sent"), {hello},
        tr("The peer takes the text “He”, and the other 3 bytes for the start of a frame, which it judges as one."),
        Framing);
}

void RawExampleList::addText()
{
    begin(RawGroup::Text);
    add("utf8-ff", tr("Text with the byte 0xFF"), {text("Hello \xFF")}, failWith(1007), Utf8);
    add("utf8-overlong", tr("Text with “/” in two bytes"), {text("\xC0\xAF")},
        tr("An overlong form is no UTF-8 (RFC 3629 §3).") + u' ' + failWith(1007), Utf8);
    add("utf8-surrogate", tr("Text with a surrogate, U+D800"), {text("\xED\xA0\x80")},
        tr("Surrogates are no UTF-8 (RFC 3629 §3).") + u' ' + failWith(1007), Utf8);
    add("utf8-above", tr("Text with U+110000"), {text("\xF4\x90\x80\x80")},
        tr("UTF-8 ends at U+10FFFF (RFC 3629 §3).") + u' ' + failWith(1007), Utf8);
    add("utf8-cut", tr("Text that ends inside a code point"), {text("\xE2\x82")}, failWith(1007), Utf8);
    add("utf8-second-fragment", tr("Text whose second fragment is no UTF-8"),
        {text("Hello ", false), frame(Continuation, "\xFF")}, failWith(1007), Utf8);
    addLegal("text-nul", tr("Text with NUL and U+10FFFF"), {text(QByteArray("\0\xF4\x8F\xBF\xBF", 5))},
        tr("every code point may stand in a text."), QStringLiteral("RFC 6455 §5.6"));
}

void RawExampleList::addCloseCode(quint16 code, const QString &why, const QString &section)
{
    const QByteArray id = "close-" + QByteArray::number(code);
    add(id.constData(), tr("Close with code %1").arg(code), {closeFrame(code)}, senderRule(why), section);
}

void RawExampleList::addClose()
{
    begin(RawGroup::Close);
    add("close-1-byte", tr("Close with 1 byte"), {frame(Close, "\x03")},
        senderRule(tr("If a Close has a body, its first two bytes must be the code.")), CloseFrame);
    addCloseCode(0, tr("0 to 999 are not used."), CodeRanges);
    addCloseCode(999, tr("0 to 999 are not used."), CodeRanges);
    addCloseCode(1004, tr("1004 is reserved and has no meaning."), DefinedCodes);
    for (const quint16 code : {quint16(1005), quint16(1006), quint16(1015)})
        addCloseCode(code, tr("%1 must not be set in a Close frame.").arg(code), DefinedCodes);
    for (const quint16 code : {quint16(1016), quint16(2999)})
        addCloseCode(code, tr("1000 to 2999 are for this protocol, which does not define %1.").arg(code), CodeRanges);
    addCloseCode(5000, tr("No range of codes goes beyond 4999."), CodeRanges);
    add("close-reason-utf8", tr("Close with a reason that is no UTF-8"), {closeFrame(1000, "bye \xFF")}, failWith(1007),
        Utf8);
    add("close-126", tr("Close with a reason of 124 bytes"), {closeFrame(1000, QByteArray(124, 'x'))},
        senderRule(tr("A control frame's payload must be 125 bytes or less.")), ControlFrames);
    add("data-after-close", tr("Text behind a Close"), {closeFrame(1000, "bye"), text("Hello")},
        tr("The peer discards what comes behind the Close, and answers with a Close of its own (RFC 6455 §1.4)."),
        CloseFrame);
    addLegal("close-empty", tr("Close without a code"), {frame(Close, {})},
        tr("the peer must answer with a Close; the connection's code is 1005."), QStringLiteral("RFC 6455 §7.1.5"));
    addLegal("close-4999", tr("Close with code 4999"), {closeFrame(4999, "private")},
        tr("4000 to 4999 are for private use. The peer must answer with a Close."), CodeRanges);
}

} // namespace handglass
