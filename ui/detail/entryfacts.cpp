// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/entryfacts.h"

#include "app/protocol/closecode.h"
#include "ui/common/format.h"
#include "ui/log/deflatetext.h"
#include "ui/log/rowtext.h"

#include <QCoreApplication>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::EntryFacts)
};

QString rsvText(const FrameHeader &header, const FrameContext &context)
{
    const QString bits = QStringLiteral("%1 %2 %3").arg(int(header.rsv1)).arg(int(header.rsv2)).arg(int(header.rsv3));
    if (context.compressed && header.opcode == Opcode::Continuation)
        return Text::tr("%1, of a compressed message").arg(bits);
    if (!(context.deflateAgreed || context.compressed) || isControl(header.opcode)
        || header.opcode == Opcode::Continuation)
        return bits;
    return header.rsv1 ? Text::tr("%1, compressed").arg(bits) : Text::tr("%1, not compressed").arg(bits);
}

QString maskText(const FrameHeader &header, quint32 key, const FrameContext &context)
{
    if (header.masked)
        return Text::tr("1, key %1").arg(maskKeyText(key));
    return context.fromClient ? Text::tr("0, from the client") : Text::tr("0, from the server");
}

QString lengthText(const FrameHeader &header, const Entry &entry)
{
    const QString form = Text::tr("%1-bit form").arg(header.lengthBits);
    if ((entry.row.bits & EntryUnfinished) == 0)
        return QStringLiteral("%1, %2").arg(groupedNumber(qint64(header.payloadLength)), form);
    return Text::tr("%1 came, %2").arg(groupedNumber(entry.payloadLength), form);
}

void add(QList<Fact> &facts, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        facts.append({name, value});
}

QString madeText(const Entry &entry)
{
    if (entry.onPurpose())
        return Text::tr("on purpose");
    return entry.byHand() ? Text::tr("by hand, sent as composed") : QString();
}

void addMore(QList<Fact> &facts, const Entry &entry)
{
    if (entry.hasContent())
        add(facts, Text::tr("Content"),
            Text::tr("%1, ratio %2")
                .arg(groupedNumber(entry.contentLength), ratioText(entry.payloadLength, entry.contentLength)));
    if (entry.opcode() == Opcode::Pong && entry.row.messageFirst != 0) {
        add(facts, Text::tr("Answers"), QStringLiteral("#%1").arg(groupedNumber(entry.row.messageFirst)));
        if (!entry.violation())
            add(facts, Text::tr("Round trip"), entry.text);
    }
    add(facts, Text::tr("Made"), madeText(entry));
}

QString phases(const ConnectionRecord &connection)
{
    QStringList parts;
    const auto phase = [&parts](const QString &name, qint64 ns) {
        if (ns >= 0)
            parts.append(QStringLiteral("%1 %2").arg(name, durationText(ns)));
    };
    phase(Text::tr("name look-up"), connection.times.nameLookup);
    phase(Text::tr("TCP"), connection.times.tcp);
    phase(Text::tr("proxy"), connection.times.proxy);
    phase(Text::tr("TLS"), connection.times.tls);
    phase(Text::tr("upgrade"), connection.times.upgrade);
    return parts.join(QStringLiteral(", "));
}

QString reasonText(const ConnectionRecord &connection)
{
    const QString previous = groupedNumber(connection.previous);
    switch (connection.reason) {
    case Reason::Redirect:
        return Text::tr("redirect by connection %1, hop %2").arg(previous).arg(connection.attempt);
    case Reason::Reconnect:
        return Text::tr("reconnect after connection %1, try %2").arg(previous).arg(connection.attempt);
    case Reason::Asked:
        break;
    }
    return {};
}

QString whoClosed(ClosedBy who)
{
    switch (who) {
    case ClosedBy::Us:
        return Text::tr("Handglass");
    case ClosedBy::Peer:
        return Text::tr("the peer");
    case ClosedBy::Nobody:
        break;
    }
    return {};
}

void addClosing(QList<Fact> &facts, const ConnectionRecord &connection)
{
    if (connection.closedNs <= 0)
        return;
    add(facts, Text::tr("Closed"), exactClockText(connection.closedNs));
    if (connection.openedNs > 0)
        add(facts, Text::tr("Open for"), durationText(connection.closedNs - connection.openedNs));
    if (connection.closeCode != 0)
        add(facts, Text::tr("Close code"), closeCodeText(connection.closeCode));
    if (!connection.closeReason.isEmpty())
        add(facts, Text::tr("Reason"), Text::tr("“%1”").arg(connection.closeReason));
    add(facts, Text::tr("Closed by"), whoClosed(connection.closedBy));
    if (connection.openedNs > 0)
        add(facts, Text::tr("Clean"),
            connection.clean ? Text::tr("yes, a Close frame went each way")
                             : Text::tr("no, a Close frame is missing on at least one side"));
}

} // namespace

QList<Fact> frameFacts(const Entry &entry, const FrameContext &context)
{
    const FrameHeader header = headerOf(entry);
    QList<Fact> facts{
        {QStringLiteral("FIN"), header.fin ? Text::tr("1, last fragment") : Text::tr("0, more fragments follow")},
        {QStringLiteral("RSV1 2 3"), rsvText(header, context)},
        {Text::tr("Opcode"), opcodeText(header.opcode)},
        {QStringLiteral("MASK"), maskText(header, entry.row.maskKey, context)},
        {Text::tr("Payload length"), lengthText(header, entry)},
        {Text::tr("On the wire"),
            Text::tr("%1 = %2 header + %3")
                .arg(sizeText(header.size() + entry.payloadLength), groupedNumber(header.size()),
                    groupedNumber(entry.payloadLength))},
    };
    addMore(facts, entry);
    return facts;
}

QList<Fact> eventFacts(const Entry &entry)
{
    QList<Fact> facts;
    if (entry.payloadLength > 0) {
        const QString hex =
            QString::fromLatin1(entry.head.first(std::min<qsizetype>(entry.head.size(), 64)).toHex(' '));
        const bool all = entry.payloadLength <= 64;
        add(facts, Text::tr("Bytes"), all ? hex : Text::tr("%1 … (%2)").arg(hex, sizeText(entry.payloadLength)));
    }
    add(facts, Text::tr("Made"), madeText(entry));
    return facts;
}

QList<Fact> connectionFacts(const ConnectionRecord &connection)
{
    QList<Fact> facts;
    add(facts, Text::tr("Connection"), groupedNumber(connection.id));
    add(facts, Text::tr("Address"), connection.url);
    add(facts, Text::tr("Peer"), connection.peerAddress);
    add(facts, Text::tr("Local"), connection.localAddress);
    add(facts, Text::tr("Proxy"), connection.proxy);
    add(facts, Text::tr("Made by"), reasonText(connection));
    add(facts, Text::tr("TLS"), connection.tls);
    add(facts, Text::tr("Subprotocol"), connection.subprotocol);
    add(facts, Text::tr("Extensions"), connection.extensions);
    add(facts, Text::tr("Phases"), phases(connection));
    if (connection.openedNs > 0)
        add(facts, Text::tr("Opened"), exactClockText(connection.openedNs));
    addClosing(facts, connection);
    add(facts, Text::tr("Failure"), connection.failure.fact);
    add(facts, Text::tr("Cause"), connection.failure.cause);
    add(facts, Text::tr("Evidence"), connection.failure.evidence);
    add(facts, Text::tr("Suggestion"), connection.failure.suggestion);
    add(facts, Text::tr("Not the cause"), connection.failure.notCause);
    return facts;
}

QString sizeLine(qint64 wire, qint64 content)
{
    return wire > 0 ? deflateSizes(wire, content) : sizeText(content);
}

QString kindLine(const Entry &entry, int frames, const QString &messageSize)
{
    if (entry.row.kind != EntryKind::Frame)
        return typeText(entry);
    const QString type = entry.continuation() ? Text::tr("Continuation") : typeText(entry);
    const QString size =
        entry.hasContent() ? deflateSizes(entry.payloadLength, entry.contentLength) : sizeText(entry.payloadLength);
    if (frames > 1)
        return Text::tr("%1, %2, message of %3 frames, %4").arg(type, size, groupedNumber(frames), messageSize);
    if (frames == 1)
        return Text::tr("%1, %2, 1 frame").arg(type, size);
    return QStringLiteral("%1, %2").arg(type, size);
}

FrameContext contextOf(const Entry &entry, const ConnectionRecord *connection)
{
    FrameContext context;
    context.fromClient = entry.masked();
    context.compressed = entry.hasContent();
    if (connection != nullptr) {
        context.fromClient = (connection->role == ConnectionRole::Client) == (entry.row.direction == Direction::Sent);
        context.deflateAgreed = connection->extensions.contains(QLatin1String("permessage-deflate"));
    }
    return context;
}

} // namespace handglass
