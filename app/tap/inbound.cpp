// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/inbound.h"

#include <QCoreApplication>

namespace handglass {

namespace {

constexpr qsizetype RestBytes = 1 << 20; ///< of an abandoned frame, told at once
constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";

QString text(const char *source)
{
    return QCoreApplication::translate("handglass::Inbound", source);
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

Inbound::Inbound(InboundSink &sink, Role self, quint64 maxMessageSize)
    : m_sink(sink)
    , m_self(self)
    , m_maxMessageSize(maxMessageSize)
    , m_rules(self == Role::Client ? Role::Server : Role::Client, false, maxMessageSize)
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

QByteArrayView Inbound::takeRest(QByteArrayView chunk)
{
    const auto size = qsizetype(qMin(m_abandoned.left, quint64(chunk.size())));
    if (size == 0)
        return chunk;
    QByteArray &rest = m_abandoned.rest;
    rest.append(chunk.first(size));
    if (m_abandoned.header.masked)
        applyMask(rest.data() + rest.size() - size, size, m_abandoned.header.maskingKey, m_abandoned.came);
    m_abandoned.came += quint64(size);
    m_abandoned.left -= quint64(size);
    if (m_abandoned.left == 0 || rest.size() >= RestBytes)
        tellRest();
    return chunk.sliced(size);
}

void Inbound::tellRest()
{
    if (!m_abandoned.rest.isEmpty())
        m_sink.restCame(m_abandoned.row, std::exchange(m_abandoned.rest, {}));
}

void Inbound::take(const Frame &frame)
{
    m_pendingJudged = false;
    if (m_mode != Mode::Strict) {
        recordLate(frame);
        return;
    }
    if (const auto violation = m_rules.check(frame.header)) {
        fail(frame, *violation);
        return;
    }
    if (isControl(frame.header.opcode))
        takeControl(frame);
    else
        takeData(frame);
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

void Inbound::takeControl(const Frame &frame)
{
    ClosePayload close;
    if (frame.header.opcode == Opcode::Close) {
        if (const auto violation = parseClosePayload(frame.payload, close)) {
            fail(frame, *violation);
            return;
        }
    }
    m_closeCame = frame.header.opcode == Opcode::Close;
    m_rules.accept(frame.header);
    m_sink.record(frame, {});
    if (frame.header.opcode == Opcode::Ping) {
        m_sink.pingReceived(frame.payload);
    } else if (frame.header.opcode == Opcode::Close) {
        flushRun();
        m_mode = Mode::AfterClose;
        m_sink.closeReceived(close);
    }
}

void Inbound::takeData(const Frame &frame)
{
    if (frame.header.opcode != Opcode::Continuation) {
        m_messageOpcode = frame.header.opcode;
        if (m_checkedText == 0)
            m_utf8.reset();
    }
    if (const auto violation = checkText(frame)) {
        fail(frame, *violation);
        return;
    }
    m_rules.accept(frame.header);
    const EntryId id = m_sink.record(frame, markOf(frame.header));
    if (frame.header.opcode != Opcode::Continuation)
        m_messageFirst = id;
    deliverData(frame);
}

std::optional<Violation> Inbound::checkText(const Frame &frame)
{
    const qsizetype checked = std::exchange(m_checkedText, 0);
    if (m_messageOpcode != Opcode::Text)
        return std::nullopt;
    if (m_utf8.feed(frame.payload.sliced(checked)) && (!frame.header.fin || m_utf8.finish()))
        return std::nullopt;
    return utf8Violation();
}

Violation Inbound::utf8Violation() const
{
    const qint64 at = m_utf8.errorOffset();
    const QString got = text("0x%1 at byte %2").arg(m_utf8.errorByte(), 2, 16, QLatin1Char('0')).arg(at);
    return {QStringLiteral("UTF-8"), got, QStringLiteral("RFC 6455 §8.1"), 1007};
}

void Inbound::deliverData(const Frame &frame)
{
    const bool alone = frame.header.fin && frame.header.opcode != Opcode::Continuation;
    if (alone && (m_messageOpcode != Opcode::Text || !frame.payload.startsWith(ByteOrderMark))) {
        addToRun(frame.wire);
        return;
    }
    if (alone) {
        deliverWhole(frame.payload);
        return;
    }
    // Qt fails valid text whose UTF-8 is split between fragments, so a message goes on in one piece.
    m_message.append(frame.payload);
    if (!frame.header.fin)
        return;
    deliverWhole(m_message);
    m_message.clear();
    m_messageFirst = 0;
}

/// A byte order mark at the start of a text is part of it (RFC 3629 §6 leaves that to the protocol, and RFC 6455 gives
/// it no meaning), but QWebSocket drops one; so it is given two.
void Inbound::deliverWhole(QByteArrayView payload)
{
    flushRun();
    FrameHeader whole;
    whole.opcode = m_messageOpcode;
    whole.masked = m_self == Role::Server; // with the key 0: legal, and nothing to compute
    if (m_messageOpcode == Opcode::Text && payload.startsWith(ByteOrderMark))
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

void Inbound::checkPending()
{
    const FrameHeader *header = m_reader.pendingHeader();
    if (!header)
        return;
    if (m_mode != Mode::Strict) {
        if (header->payloadLength > m_maxMessageSize)
            passOverPending();
        return;
    }
    if (!m_pendingJudged) {
        if (const auto violation = m_rules.check(*header)) {
            failPending(*violation);
            return;
        }
        m_pendingJudged = true;
    }
    const bool text =
        header->opcode == Opcode::Text || (header->opcode == Opcode::Continuation && m_messageOpcode == Opcode::Text);
    if (!text)
        return;
    if (header->opcode == Opcode::Text && m_checkedText == 0)
        m_utf8.reset();
    const QByteArrayView payload = m_reader.pendingPayload();
    const QByteArrayView fresh = payload.sliced(std::exchange(m_checkedText, payload.size()));
    if (!m_utf8.feed(fresh))
        failPending(utf8Violation());
}

/// The pending frame's row ends here, as far as it has come; the sink is told of its other bytes when they come.
template <typename Take> void Inbound::abandonPending(Take &&take)
{
    const FrameHeader header = *m_reader.pendingHeader();
    const QByteArray payload = m_reader.pendingPayload().toByteArray();
    const QByteArray wire = m_reader.pendingWire().toByteArray();
    const auto came = quint64(payload.size());
    m_abandoned = {0, header, came, header.payloadLength - came, {}};
    m_reader.clear();
    m_abandoned.row = take(Frame{header, wire, payload});
}

void Inbound::failPending(const Violation &violation)
{
    abandonPending([&](const Frame &frame) { return fail(frame, violation, EntryUnfinished); });
}

/// It would be kept in memory until it is whole.
void Inbound::passOverPending()
{
    abandonPending([&](const Frame &frame) { return recordLate(frame, EntryUnfinished); });
}

EntryId Inbound::fail(const Frame &frame, const Violation &violation, quint16 flags)
{
    flushRun();
    m_closeCame = frame.header.opcode == Opcode::Close;
    InboundSink::Mark mark = markOf(frame.header);
    mark.flags |= EntryViolation | flags;
    mark.violation = violation.sentence();
    m_mode = Mode::AfterViolation;
    const EntryId id = m_sink.record(frame, mark);
    m_sink.violated(violation);
    return id;
}

void Inbound::finish()
{
    tellRest();
    const FrameHeader *header = m_reader.pendingHeader();
    if (!header) {
        if (m_reader.buffered() > 0)
            m_sink.endedInHeader(m_reader.pendingWire());
        m_reader.clear();
        return;
    }
    InboundSink::Mark mark = markOf(*header);
    mark.flags |= EntryUnfinished;
    m_sink.record({*header, m_reader.pendingWire(), m_reader.pendingPayload()}, mark);
    m_reader.clear();
}

} // namespace handglass
