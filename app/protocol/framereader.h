// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/frame.h"

#include <concepts>

namespace handglass {

/// A frame as it came, legal or not. The views are valid until the reader's next call.
struct Frame {
    FrameHeader header;
    QByteArrayView wire;    ///< header and payload as they came (still masked)
    QByteArrayView payload; ///< unmasked
};

/// Cuts a byte stream into frames, in any chunking. Decides nothing about legality (see FrameRules): whatever has a
/// header and its bytes is a frame.
///
/// Use: feed(chunk); while (next(frame)) …; then look at pendingHeader(). Between feed() and the first next() that
/// returns false the reader reads from the caller's chunk, so runs of whole frames are never copied; that last next()
/// copies the rest. Frame::wire of consecutive whole frames of one chunk are consecutive parts of that chunk.
class FrameReader final
{
public:
    /// The chunk must stay as it is until next() has returned false. Feeding again before that copies what is left.
    void feed(QByteArrayView bytes);
    /// A temporary would be gone before next().
    template <typename Bytes>
    requires std::same_as<Bytes, QByteArray>
    void feed(Bytes &&bytes) = delete;
    /// False when no whole frame is left.
    bool next(Frame &frame);

    /// The header of the frame that has begun but not fully arrived; nullptr while not even the header is complete.
    /// Lets a rule be judged before the payload is there.
    const FrameHeader *pendingHeader() const;
    /// What has arrived of the pending frame's payload, unmasked. Amortised O(1) a byte over repeated calls.
    QByteArrayView pendingPayload();
    /// Bytes of an unfinished frame, header included.
    qsizetype buffered() const;
    /// The unfinished frame's bytes as they came.
    QByteArrayView pendingWire() const;
    void clear();

private:
    bool takeFromChunk(Frame &frame);
    bool takeFromRest(Frame &frame);
    void dropTaken();
    void fillRest(qsizetype wanted);
    QByteArrayView unmask(QByteArrayView arrived);
    void fillFrame(Frame &frame, QByteArrayView wire);

    QByteArrayView m_chunk; ///< what is unread of the caller's bytes
    QByteArray m_rest;      ///< begins with the frame that is not whole yet, or with the one that next() gave last
    qsizetype m_taken = 0;  ///< bytes of m_rest that next() has given
    QByteArray m_unmasked;  ///< the payload of a masked frame, as far as it has been unmasked
    FrameHeader m_header;   ///< of the frame being read
    bool m_pending = false; ///< m_header is that of an unfinished frame at the start of m_rest
};

} // namespace handglass
