// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/inbound.h"

#include "app/protocol/boundedappend.h"

#include <QCoreApplication>

namespace handglass {

namespace {

constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";

QString text(const char *source)
{
    return QCoreApplication::translate("handglass::Inbound", source);
}

/// The peer compresses its messages with what came before them in its window.
bool peerTakesOver(const TapSettings &settings)
{
    if (!settings.deflate)
        return false;
    return settings.role == Role::Client ? !settings.deflate->serverNoContextTakeover
                                         : !settings.deflate->clientNoContextTakeover;
}

} // namespace

EntryRow rowOf(const FrameHeader &header, qsizetype payloadSize)
{
    EntryRow row;
    row.bits = header.firstByte();
    if (header.masked) {
        row.bits |= EntryMasked;
        const MaskingKey &key = header.maskingKey;
        row.maskKey = (quint32(key[0]) << 24U) | (quint32(key[1]) << 16U) | (quint32(key[2]) << 8U) | quint32(key[3]);
    }
    row.lengthBits = header.lengthBits;
    row.wireLength = header.size() + payloadSize;
    return row;
}

Inbound::Inbound(InboundSink &sink, const TapSettings &settings)
    : m_sink(sink)
    , m_self(settings.role)
    , m_maxMessageSize(settings.maxMessageSize)
    , m_observeOnly(settings.observeOnly)
    , m_rules(m_self == Role::Client ? Role::Server : Role::Client, settings.deflate.has_value(), m_maxMessageSize)
    , m_content(settings.deflate.has_value(), peerTakesOver(settings), m_maxMessageSize)
{
}

void Inbound::consume(QByteArrayView chunk)
{
    chunk = takeRest(chunk);
    if (chunk.isEmpty())
        return;
    m_run.begin(chunk);
    m_reader.feed(chunk);
    Frame frame;
    while (m_reader.next(frame))
        take(frame);
    flushRun();
    m_run.begin({});
    checkPending();
}

void Inbound::take(const Frame &frame)
{
    const bool judged = std::exchange(m_pendingJudged, false);
    if (m_mode != Mode::Strict) {
        recordLate(frame);
        return;
    }
    if (m_observeOnly) {
        observe(frame);
        return;
    }
    if (!judged) {
        if (const auto violation = m_rules.check(frame.header)) {
            fail(frame, *violation);
            return;
        }
        begin(frame.header);
    }
    if (isControl(frame.header.opcode))
        takeControl(frame);
    else
        takeData(frame);
}

void Inbound::begin(const FrameHeader &header)
{
    if (!isControl(header.opcode) && header.opcode != Opcode::Continuation)
        m_content.begin(header);
}

/// A frame after the end of what is delivered: it is logged, and the answer to our close frame is heard.
EntryId Inbound::recordLate(const Frame &frame, quint16 flags)
{
    const bool whole = flags == 0;
    const bool isClose = frame.header.opcode == Opcode::Close;
    m_closeCame = m_closeCame || (isClose && whole);
    InboundSink::Mark mark = markOf(frame.header);
    mark.flags |= flags;
    if (m_mode == Mode::AfterClose && !isControl(frame.header.opcode)) {
        const Violation late{text("no data frame after Close"), text("a frame of %1 bytes").arg(frame.wire.size()),
            QStringLiteral("RFC 6455 §5.5.1")};
        mark.flags |= EntryViolation;
        mark.violation = late.sentence();
    }
    const EntryId id = m_sink.record(frame, mark);
    ClosePayload close;
    if (m_mode == Mode::AfterViolation && whole && isClose && !parseClosePayload(frame.payload, close))
        m_sink.closeReceived(close);
    return id;
}

InboundSink::Mark Inbound::markOf(const FrameHeader &header) const
{
    InboundSink::Mark mark;
    if (header.opcode == Opcode::Continuation) {
        mark.messageFirst = m_messageFirst;
        mark.flags = header.fin ? EntryLast : 0;
    } else if (!header.fin && !isControl(header.opcode)) {
        mark.flags = EntryFirst;
    }
    return mark;
}

EntryId Inbound::takeControl(const Frame &frame)
{
    ClosePayload close;
    if (frame.header.opcode == Opcode::Close) {
        if (const auto violation = parseClosePayload(frame.payload, close))
            return fail(frame, *violation);
    }
    m_closeCame = frame.header.opcode == Opcode::Close;
    m_rules.accept(frame.header);
    const EntryId id = m_sink.record(frame, {});
    if (frame.header.opcode == Opcode::Ping) {
        m_sink.pingReceived(frame.payload);
    } else if (frame.header.opcode == Opcode::Close) {
        flushRun();
        m_mode = Mode::AfterClose;
        m_sink.closeReceived(close);
    }
    return id;
}

void Inbound::takeData(const Frame &frame)
{
    if (const auto violation = readContent(frame)) {
        fail(frame, *violation);
        return;
    }
    m_rules.accept(frame.header);
    InboundSink::Mark mark = markOf(frame.header);
    if (m_content.compressed())
        mark.content = m_content.takePlain();
    const EntryId id = m_sink.record(frame, mark);
    if (frame.header.opcode != Opcode::Continuation)
        m_messageFirst = id;
    deliverData(frame, mark.content ? QByteArrayView(*mark.content) : frame.payload);
    if (frame.header.fin)
        m_messageFirst = 0;
}

/// What of the frame was not read while it came.
std::optional<Violation> Inbound::readContent(const Frame &frame)
{
    auto violation = m_content.feed(frame.payload.sliced(std::exchange(m_read, 0)));
    if (!frame.header.fin)
        return violation;
    auto atEnd = m_content.finish();
    return violation ? violation : atEnd;
}

/// payload: the plain one.
void Inbound::deliverData(const Frame &frame, QByteArrayView payload)
{
    const bool alone = frame.header.fin && frame.header.opcode != Opcode::Continuation;
    const bool asItCame = alone && !m_content.compressed();
    if (asItCame && (m_content.opcode() != Opcode::Text || !payload.startsWith(ByteOrderMark))) {
        addToRun(frame.wire);
        return;
    }
    if (alone) {
        deliverWhole(payload);
        return;
    }
    // Qt fails valid text whose UTF-8 is split between fragments, so a message goes on in one piece.
    appendBounded(m_message, payload, qsizetype(qMin(m_maxMessageSize, quint64{1} << 62)));
    if (!frame.header.fin)
        return;
    deliverWhole(m_message);
    m_message.clear();
}

/// A byte order mark at the start of a text is part of it (RFC 3629 §6 leaves that to the protocol, and RFC 6455 gives
/// it no meaning), but QWebSocket drops one; so it is given two.
void Inbound::deliverWhole(QByteArrayView payload)
{
    flushRun();
    FrameHeader whole;
    whole.opcode = m_content.opcode();
    whole.masked = m_self == Role::Server; // with the key 0: legal, and nothing to compute
    if (whole.opcode == Opcode::Text && payload.startsWith(ByteOrderMark))
        m_sink.deliver(encodeFrame(whole, ByteOrderMark.toByteArray().append(payload)));
    else
        m_sink.deliver(encodeFrame(whole, payload));
}

void Inbound::addToRun(QByteArrayView wire)
{
    m_run.add(wire, [this](QByteArrayView frames) { m_sink.deliver(frames); });
}

void Inbound::flushRun()
{
    m_run.flush([this](QByteArrayView frames) { m_sink.deliver(frames); });
}

EntryId Inbound::fail(const Frame &frame, const Violation &violation, quint16 flags)
{
    if (m_observeOnly)
        return observeControl(frame, violation, flags);
    m_closeCame = frame.header.opcode == Opcode::Close;
    m_mode = Mode::AfterViolation;
    const EntryId id = recordViolation(frame, violation, flags);
    m_sink.violated(violation);
    return id;
}

EntryId Inbound::recordViolation(const Frame &frame, const Violation &violation, quint16 flags)
{
    flushRun();
    InboundSink::Mark mark = markOf(frame.header);
    mark.flags |= EntryViolation | flags;
    mark.violation = violation.sentence();
    QByteArray plain = m_content.takePlain();
    if (!plain.isEmpty())
        mark.content = std::move(plain);
    return m_sink.record(frame, mark);
}

} // namespace handglass
