// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/frame.h"
#include "app/protocol/violation.h"

#include <optional>

namespace handglass {

/// RFC 6455 §5: what a header may be, given what came before on the same direction of a connection.
class FrameRules final
{
public:
    /// sender: who sends these frames; a client MUST mask, a server MUST NOT (§5.1). rsv1Allowed: permessage-deflate
    /// was agreed.
    explicit FrameRules(Role sender, bool rsv1Allowed = false, quint64 maxMessageSize = 64ULL << 20);

    /// Judges a header without changing state: reserved bits and opcodes, control size and FIN, continuation order,
    /// mask, minimal length, 63-bit length, message size so far plus this frame (1009; a compressed message may have a
    /// little more, since DEFLATE makes some longer: what it holds is for its reader to bound).
    std::optional<Violation> check(const FrameHeader &header) const;
    /// The frame was taken: moves the fragmentation state on. Where a rule was broken (observe only) it follows the
    /// frame: a data frame begins a message, a continuation without one is passed over.
    void accept(const FrameHeader &header);
    /// Between a first fragment and its last.
    bool inMessage() const;
    Opcode messageOpcode() const; ///< of the message begun last
    /// Payload bytes of the message so far, as they are on the wire; 0 between messages.
    quint64 messageSize() const;

private:
    std::optional<Violation> checkReserved(const FrameHeader &header) const;
    std::optional<Violation> checkMask(const FrameHeader &header) const;
    std::optional<Violation> checkControl(const FrameHeader &header) const;
    std::optional<Violation> checkFragment(const FrameHeader &header) const;
    std::optional<Violation> checkLength(const FrameHeader &header) const;
    std::optional<Violation> checkMessageSize(const FrameHeader &header) const;

    Role m_sender;
    bool m_rsv1Allowed;
    quint64 m_maxMessageSize;
    bool m_inMessage = false;
    bool m_compressed = false; ///< the message begun last
    Opcode m_messageOpcode = Opcode::Text;
    quint64 m_messageSize = 0;
};

} // namespace handglass
