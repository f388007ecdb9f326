// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/inbound.h"

// Frames that have not fully come: judged as far as they have, abandoned, or cut by the end of the stream.

namespace handglass {

namespace {
constexpr qsizetype RestBytes = 1 << 20; ///< of an abandoned frame, told at once
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
    if (m_observeOnly) {
        observePending();
        return;
    }
    if (!m_pendingJudged) {
        if (const auto violation = m_rules.check(*header)) {
            failPending(*violation);
            return;
        }
        begin(*header);
        m_pendingJudged = true;
    }
    if (isControl(header->opcode) || !m_content.reads())
        return;
    const QByteArrayView payload = m_reader.pendingPayload();
    if (const auto violation = m_content.feed(payload.sliced(std::exchange(m_read, payload.size()))))
        failPending(*violation);
}

/// The pending frame's row ends here, as far as it has come; the sink is told of its other bytes when they come.
void Inbound::abandonPending(const std::function<EntryId(const Frame &)> &record)
{
    const FrameHeader header = *m_reader.pendingHeader();
    const QByteArray payload = m_reader.pendingPayload().toByteArray();
    const QByteArray wire = m_reader.pendingWire().toByteArray();
    const auto came = quint64(payload.size());
    m_abandoned = {0, header, came, header.payloadLength - came, {}};
    m_reader.clear();
    m_pendingJudged = false;
    m_read = 0;
    m_abandoned.row = record(Frame{header, wire, payload});
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
    QByteArray plain = m_content.takePlain();
    if (!plain.isEmpty())
        mark.content = std::move(plain);
    m_sink.record({*header, m_reader.pendingWire(), m_reader.pendingPayload()}, mark);
    m_reader.clear();
}

} // namespace handglass
