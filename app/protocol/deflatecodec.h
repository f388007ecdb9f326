// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/violation.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

struct z_stream_s;

namespace handglass {

/// Compresses the messages of one direction (RFC 7692 §7.2.1). Holds no memory for it before the first message; throws
/// std::bad_alloc if there is none.
class Deflater final
{
public:
    /// windowBits: the most that was agreed, 8 to 15 (brought into that range). zlib cannot write raw DEFLATE with a
    /// window of 8 bits and is asked for 9 then: its matches never reach further back than the window less 262 bytes,
    /// thus 250 bytes, which a window of 256 bytes holds.
    Deflater(int windowBits, bool contextTakeover);

    /// The payload of the compressed message, without the 00 00 FF FF at its end; the single byte 00 for an empty
    /// message (§7.2.3.6).
    QByteArray compress(QByteArrayView message);

    /// The same in parts: appends to out what zlib gives out by now.
    void feed(QByteArrayView part, QByteArray &out);
    /// Ends the message: appends the rest of its payload. out: what feed() appended before may be gone from it.
    void finish(QByteArray &out);
    /// Forgets the window and the message.
    void reset();

private:
    struct End {
        void operator()(z_stream_s *stream) const;
    };
    void prepare();

    int m_windowBits;
    bool m_contextTakeover;
    bool m_inMessage = false;                  ///< bytes of it were fed
    std::unique_ptr<z_stream_s, End> m_stream; ///< made with the first message
};

/// Decompresses the messages of one direction (RFC 7692 §7.2.2), their payload in chunks of any size. It always holds a
/// window of 32,768 bytes, which every agreement permits; a sender that exceeds the window it agreed to is not noticed.
/// Holds no memory for it before the first message; throws std::bad_alloc if there is none.
class Inflater final
{
public:
    struct Result {
        QByteArray bytes; ///< what could be decompressed, up to the violation
        std::optional<Violation> violation;
    };

    /// maxMessageSize: bytes of one decompressed message. Beyond it comes a violation with close code 1009.
    Inflater(bool contextTakeover, quint64 maxMessageSize);

    /// The next bytes of the message. A violation (1007: not DEFLATE; 1009: too big) comes again with each call until
    /// reset().
    Result feed(QByteArrayView payload);
    /// The same; appends to bytes, with room for no more than the message may have.
    std::optional<Violation> feed(QByteArrayView payload, QByteArray &bytes);
    /// The message's last byte has been fed. Appends 00 00 FF FF and checks that the message ended where §7.2.1 says,
    /// behind the header of an empty block without compression; thus a message without any payload is malformed.
    std::optional<Violation> finish();
    /// Forgets the window, the message and the violation.
    void reset();

private:
    struct End {
        void operator()(z_stream_s *stream) const;
    };
    void prepare();
    void inflateInto(Result &result, QByteArrayView input);
    bool step(Result &result);
    void take(Result &result, QByteArrayView output);
    void fail(Result &result, const Violation &violation);
    bool tailFits(Result &result);

    bool m_contextTakeover;
    quint64 m_maxMessageSize;
    quint64 m_messageSize = 0; ///< decompressed so far
    std::optional<Violation> m_violation;
    std::unique_ptr<z_stream_s, End> m_stream; ///< made with the first message
};

} // namespace handglass
