// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/inbound.h"

#include <QCoreApplication>

namespace handglass {

namespace {
constexpr quint16 MessageTooBig = 1009;

QString text(const char *source)
{
    return QCoreApplication::translate("handglass::Inbound", source);
}

} // namespace

EntryId Inbound::observe(const Frame &frame, quint16 flags)
{
    const auto violation = judgeObserved(frame.header);
    if (isDefined(frame.header.opcode) && !isControl(frame.header.opcode))
        return observeData(frame, violation, flags);
    return violation ? observeControl(frame, *violation, flags) : takeControl(frame);
}

/// A message that is passed over for its size is told so once, not with each of its frames.
std::optional<Violation> Inbound::judgeObserved(const FrameHeader &header) const
{
    auto violation = m_rules.check(header);
    const bool told = m_passOver && header.opcode == Opcode::Continuation && header.payloadLength <= m_maxMessageSize;
    if (violation && violation->closeCode == MessageTooBig && told)
        violation.reset();
    return violation;
}

/// Also a frame with a reserved opcode. A Close ends the connection, whatever is wrong with it: one that is illegal, or
/// not whole, counts as one without a code.
EntryId Inbound::observeControl(const Frame &frame, const Violation &violation, quint16 flags)
{
    const EntryId id = recordViolation(frame, violation, flags);
    if (frame.header.opcode != Opcode::Close)
        return id;
    ClosePayload close;
    if ((flags & EntryUnfinished) != 0 || parseClosePayload(frame.payload, close))
        close = {};
    m_closeCame = true;
    m_mode = Mode::AfterClose;
    m_sink.closeReceived(close);
    return id;
}

EntryId Inbound::observeData(const Frame &frame, std::optional<Violation> violation, quint16 flags)
{
    const bool first = frame.header.opcode != Opcode::Continuation;
    if (!first && !m_rules.inMessage()) // nothing to continue
        return recordViolation(frame, *violation, flags);
    if (first) {
        m_content.begin(frame.header);
        m_message.clear();
        m_passOver = false;
    }
    // What can be read of it is read, for the log and for the context of what follows.
    const bool cut = (flags & EntryUnfinished) != 0 || (violation && violation->closeCode == MessageTooBig);
    if (cut)
        m_content.abandon();
    const auto inContent = readContent(frame);
    if (!violation)
        violation = inContent;
    m_passOver = m_passOver || violation || m_content.refersToLost();
    m_rules.accept(frame.header);

    EntryId id = 0;
    if (violation) {
        id = recordViolation(frame, *violation, flags);
    } else {
        InboundSink::Mark mark = markOf(frame.header);
        markContent(mark, first);
        id = m_sink.record(frame, mark);
        if (!m_passOver)
            deliverData(frame, mark.content ? QByteArrayView(*mark.content) : frame.payload);
    }
    if (m_passOver)
        m_message.clear();
    if (first)
        m_messageFirst = id;
    if (frame.header.fin)
        m_messageFirst = 0;
    tellLostContext(id);
    return id;
}

/// What is not known is not empty. Behind a first frame it is: a message is put together of its frames' contents.
void Inbound::markContent(InboundSink::Mark &mark, bool first)
{
    if (!m_content.compressed())
        return;
    QByteArray plain = m_content.takePlain();
    if (m_content.refersToLost())
        mark.unread = text("could not be decompressed: it refers to what came before, and the context was lost with "
                           "row %1")
                          .arg(m_lostWith);
    if (!first || !plain.isEmpty() || !m_content.refersToLost())
        mark.content = std::move(plain);
}

void Inbound::tellLostContext(EntryId row)
{
    if (!m_content.contextLost()) {
        m_lostWith = 0;
        return;
    }
    if (m_lostWith == 0)
        m_lostWith = row;
    if (m_content.refersToLost()) {
        m_sink.noted(text("row %1 could not be decompressed: it refers to what came before, and the context was lost "
                          "with row %2")
                         .arg(row)
                         .arg(m_lostWith));
    }
}

/// A frame is judged when it is whole. One that is never kept whole is judged at once.
void Inbound::observePending()
{
    const FrameHeader &header = *m_reader.pendingHeader();
    if (header.payloadLength > m_maxMessageSize && m_rules.check(header))
        abandonPending([&](const Frame &frame) { return observe(frame, EntryUnfinished); });
}

} // namespace handglass
