// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#define ZLIB_CONST
#include "app/protocol/deflatecodec.h"

#include "app/protocol/boundedappend.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <utility>

#include <zlib.h>

namespace handglass {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(handglass::DeflateCodec)
};

constexpr qsizetype BufferSize = 16 * 1024;
constexpr QByteArrayView Tail{"\x00\x00\xff\xff", 4};
constexpr int DefaultMemLevel = 8;
constexpr int InflateWindowBits = 15;
constexpr quint16 InvalidPayload = 1007;
constexpr quint16 MessageTooBig = 1009;
/// z_stream::data_type after inflate(): a block has just ended, it was not a final one, and at a byte boundary.
constexpr int AtBlockBoundary = 128;

using Buffer = std::array<Bytef, BufferSize>;

/// zlib counts in 32 bits: gives it the next piece of the input.
void provide(z_stream &stream, QByteArrayView &input)
{
    const qsizetype most = std::numeric_limits<int>::max();
    const QByteArrayView piece = input.first(std::min(input.size(), most));
    input = input.sliced(piece.size());
    stream.next_in = reinterpret_cast<const Bytef *>(piece.data());
    stream.avail_in = static_cast<uInt>(piece.size());
}

void offer(z_stream &stream, Buffer &buffer)
{
    stream.next_out = buffer.data();
    stream.avail_out = static_cast<uInt>(buffer.size());
}

QByteArrayView written(const z_stream &stream, const Buffer &buffer)
{
    return {buffer.data(), static_cast<qsizetype>(buffer.size() - stream.avail_out)};
}

/// Compresses what the stream has as input; ends when zlib has written all it will.
void run(z_stream &stream, int flush, QByteArray &out)
{
    Buffer buffer;
    do {
        offer(stream, buffer);
        deflate(&stream, flush);
        out.append(written(stream, buffer));
    } while (stream.avail_out == 0);
}

Violation malformed(const QString &got)
{
    return {Text::tr("DEFLATE data in a compressed message"), got, QStringLiteral("RFC 7692 §7.2.2"), InvalidPayload};
}

} // namespace

Deflater::Deflater(int windowBits, bool contextTakeover)
    : m_windowBits(std::clamp(windowBits, 9, 15))
    , m_contextTakeover(contextTakeover)
{
}

void Deflater::End::operator()(z_stream_s *stream) const
{
    deflateEnd(stream);
    delete stream;
}

void Deflater::prepare()
{
    if (m_stream && !m_contextTakeover)
        deflateReset(m_stream.get());
    if (m_stream)
        return;
    auto stream = std::make_unique<z_stream>();
    if (deflateInit2(
            stream.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, -m_windowBits, DefaultMemLevel, Z_DEFAULT_STRATEGY)
        != Z_OK)
        throw std::bad_alloc();
    m_stream.reset(stream.release());
}

QByteArray Deflater::compress(QByteArrayView message)
{
    QByteArray out;
    feed(message, out);
    finish(out);
    return out;
}

void Deflater::feed(QByteArrayView part, QByteArray &out)
{
    if (part.isEmpty())
        return;
    if (!std::exchange(m_inMessage, true))
        prepare();
    while (!part.isEmpty()) {
        provide(*m_stream, part);
        run(*m_stream, Z_NO_FLUSH, out);
    }
}

void Deflater::finish(QByteArray &out)
{
    if (!std::exchange(m_inMessage, false)) {
        out.append('\0'); // zlib writes nothing for a second flush in a row
        return;
    }
    run(*m_stream, Z_SYNC_FLUSH, out);
    out.chop(Tail.size());
}

void Deflater::reset()
{
    m_inMessage = false;
    if (m_stream)
        deflateReset(m_stream.get());
}

Inflater::Inflater(bool contextTakeover, quint64 maxMessageSize)
    : m_contextTakeover(contextTakeover)
    , m_maxMessageSize(maxMessageSize)
{
}

void Inflater::End::operator()(z_stream_s *stream) const
{
    inflateEnd(stream);
    delete stream;
}

void Inflater::prepare()
{
    if (m_stream)
        return;
    auto stream = std::make_unique<z_stream>();
    if (inflateInit2(stream.get(), -InflateWindowBits) != Z_OK)
        throw std::bad_alloc();
    m_stream.reset(stream.release());
}

Inflater::Result Inflater::feed(QByteArrayView payload)
{
    Result result;
    inflateInto(result, payload);
    return result;
}

std::optional<Violation> Inflater::feed(QByteArrayView payload, QByteArray &bytes)
{
    Result result{std::move(bytes), {}};
    inflateInto(result, payload);
    bytes = std::move(result.bytes);
    return result.violation;
}

std::optional<Violation> Inflater::finish()
{
    Result result;
    if (!tailFits(result) && !result.violation)
        fail(result, malformed(Text::tr("a message that does not end with the header of an empty block")));
    m_messageSize = 0;
    if (!m_contextTakeover && m_stream)
        inflateReset(m_stream.get());
    return result.violation;
}

/// The tail completes an empty block without compression and gives no bytes: those of the message have all come with
/// its payload. The state is looked at after a call that was given the tail's last byte and had room for output: zlib
/// forgets it with the next call.
bool Inflater::tailFits(Result &result)
{
    inflateInto(result, Tail.chopped(1));
    if (result.violation || !result.bytes.isEmpty())
        return false;
    inflateInto(result, Tail.last(1));
    return !result.violation && result.bytes.isEmpty() && m_stream->data_type == AtBlockBoundary;
}

void Inflater::reset()
{
    m_violation.reset();
    m_messageSize = 0;
    if (m_stream)
        inflateReset(m_stream.get());
}

void Inflater::inflateInto(Result &result, QByteArrayView input)
{
    result.violation = m_violation;
    while (!result.violation && !input.isEmpty()) {
        prepare();
        provide(*m_stream, input);
        while (step(result)) { }
    }
}

/// One call of inflate(); true if there is more to do with what the stream has as input.
bool Inflater::step(Result &result)
{
    Buffer buffer;
    offer(*m_stream, buffer);
    const int code = inflate(m_stream.get(), Z_SYNC_FLUSH);
    take(result, written(*m_stream, buffer));
    if (result.violation)
        return false;
    if (code == Z_MEM_ERROR)
        throw std::bad_alloc();
    if (code == Z_DATA_ERROR || code == Z_NEED_DICT || code == Z_STREAM_ERROR) {
        fail(result, malformed(m_stream->msg ? QString::fromLatin1(m_stream->msg) : Text::tr("bytes that are none")));
        return false;
    }
    // The next block follows at a byte boundary and may refer to what was before (RFC 7692 §7.2.1): unlike
    // inflateReset(), this keeps the window, and takes no time for it.
    if (code == Z_STREAM_END)
        inflateResetKeep(m_stream.get());
    return m_stream->avail_in > 0 || m_stream->avail_out == 0;
}

void Inflater::take(Result &result, QByteArrayView output)
{
    const quint64 room = m_maxMessageSize - m_messageSize;
    const auto size = static_cast<quint64>(output.size());
    const auto taken = static_cast<qsizetype>(std::min(size, room));
    const quint64 most = std::min(quint64(result.bytes.size()) + room, quint64{1} << 62);
    appendBounded(result.bytes, output.first(taken), static_cast<qsizetype>(most));
    m_messageSize += static_cast<quint64>(taken);
    if (size > room)
        fail(result,
            {Text::tr("at most %1 bytes in a decompressed message").arg(m_maxMessageSize), Text::tr("more"),
                QStringLiteral("RFC 6455 §10.4"), MessageTooBig});
}

void Inflater::fail(Result &result, const Violation &violation)
{
    m_violation = violation;
    result.violation = violation;
}

} // namespace handglass
