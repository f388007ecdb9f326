// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/outbounddeflate.h"

#include <utility>

namespace handglass {

OutboundDeflate::OutboundDeflate(const TapSettings &settings)
    : m_role(settings.role)
    , m_newMaskingKey(settings.newMaskingKey)
{
    if (!settings.deflate)
        return;
    const DeflateAgreement &agreed = *settings.deflate;
    if (m_role == Role::Client)
        m_deflater.emplace(agreed.clientWindowBits(), !agreed.clientNoContextTakeover);
    else
        m_deflater.emplace(agreed.serverWindowBits(), !agreed.serverNoContextTakeover);
}

void OutboundDeflate::feedPending(FrameReader &reader)
{
    const FrameHeader *header = reader.pendingHeader();
    if (m_deflater && header && !isControl(header->opcode))
        feed(reader.pendingPayload());
}

void OutboundDeflate::feed(QByteArrayView payload)
{
    const QByteArrayView fresh = payload.sliced(std::exchange(m_taken, payload.size()));
    m_work += fresh.size();
    m_deflater->feed(fresh, m_packed);
}

OutboundDeflate::Packed OutboundDeflate::pack(const Frame &frame)
{
    feed(frame.payload);
    if (frame.header.fin)
        m_deflater->finish(m_packed);
    m_taken = 0;
    Packed packed{frame.header, std::exchange(m_packed, {})};
    packed.header.rsv1 = frame.header.opcode != Opcode::Continuation; // RFC 7692 §6.1: in the first frame only
    packed.header.payloadLength = quint64(packed.payload.size());
    packed.header.lengthBits = minimalLengthBits(packed.header.payloadLength);
    if (m_role == Role::Client)
        packed.header.maskingKey = m_newMaskingKey();
    return packed;
}

void OutboundDeflate::reset()
{
    if (!m_deflater)
        return;
    m_deflater->reset();
    m_packed.clear();
    m_taken = 0;
}

} // namespace handglass
