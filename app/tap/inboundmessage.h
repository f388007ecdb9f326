// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/deflatecodec.h"
#include "app/protocol/frame.h"
#include "app/protocol/utf8checker.h"

#include <optional>

namespace handglass {

/// The content of one direction's data messages, read as their payload comes, in chunks of any size: decompressed (RFC
/// 7692 §7.2.2) and checked for UTF-8 (RFC 6455 §8.1). What it was told to abandon costs the sender's context, if that
/// is taken over: then a message that refers to bytes unknown here cannot be read and is no violation, until 32 KiB of
/// what followed are known.
class InboundMessage final
{
public:
    InboundMessage(bool deflateAgreed, bool contextTakeover, quint64 maxMessageSize);

    /// A first frame came; a message that is open is abandoned.
    void begin(const FrameHeader &first);
    /// More of the payload. Each kind of violation is told once a message.
    std::optional<Violation> feed(QByteArrayView payload);
    /// The last frame's payload has been fed.
    std::optional<Violation> finish();
    /// The rest of the message will not be fed, or is of no use.
    void abandon();

    Opcode opcode() const { return m_opcode; }
    bool compressed() const { return m_compressed; }
    /// There is something to find in the payload before its frame is whole.
    bool reads() const { return m_compressed || m_opcode == Opcode::Text; }
    /// The plain bytes of a compressed message that came since the last call.
    QByteArray takePlain();
    bool contextLost() const { return m_contextLost; }
    /// The message refers to the context that was lost.
    bool refersToLost() const { return m_refersToLost; }

private:
    std::optional<Violation> checkText(QByteArrayView text);
    std::optional<Violation> checkTextEnd();
    std::optional<Violation> broken(const Violation &violation);
    Violation notUtf8();

    bool m_deflateAgreed;
    bool m_contextTakeover;
    Inflater m_inflater;
    Utf8Checker m_utf8;
    Opcode m_opcode = Opcode::Text;
    bool m_open = false;
    bool m_compressed = false;
    bool m_abandoned = false;
    bool m_textFailed = false;
    bool m_refersToLost = false;
    bool m_contextLost = false;
    qint64 m_known = 0; ///< bytes decompressed in a row since the context was lost
    QByteArray m_plain;
};

} // namespace handglass
