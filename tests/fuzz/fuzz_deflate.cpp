// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The codec of permessage-deflate (RFC 7692 §7.2): what comes in is bounded, whatever it is, and read the same in any
// chunking; what goes out is what zlib itself reads with the window that was agreed on.
#include "app/protocol/deflatecodec.h"
#include "tests/fuzz/fuzzing.h"

#include <zlib.h>

using namespace handglass;

namespace {

struct Inflated {
    QByteArray bytes;
    quint16 failedWith = 0; ///< close code; 0: it did not
    bool operator==(const Inflated &) const = default;
};

/// Two messages with the same payload, so that the second one meets the first one's window.
QList<Inflated> inflateTwice(
    const QByteArray &payload, const QList<qsizetype> &sizes, bool contextTakeover, quint64 limit)
{
    QList<Inflated> messages;
    Inflater inflater(contextTakeover, limit);
    for (int message = 0; message < 2; ++message) {
        Inflated inflated;
        fuzz::inChunks(payload, sizes, [&](QByteArrayView chunk) {
            const Inflater::Result result = inflater.feed(chunk);
            if (inflated.failedWith > 0)
                FUZZ_CHECK(result.violation && result.bytes.isEmpty());
            inflated.bytes += result.bytes;
            if (result.violation)
                inflated.failedWith = result.violation->closeCode;
        });
        const auto atEnd = inflater.finish();
        FUZZ_CHECK(inflated.failedWith == 0 || atEnd);
        if (atEnd)
            inflated.failedWith = atEnd->closeCode;
        FUZZ_CHECK(quint64(inflated.bytes.size()) <= limit);
        FUZZ_CHECK(inflated.failedWith == 0 || inflated.failedWith == 1007 || inflated.failedWith == 1009);
        messages.append(inflated);
        if (inflated.failedWith > 0)
            inflater.reset();
    }
    return messages;
}

/// zlib driven as RFC 7692 §7.2.2 says, with no more window than the sender may use.
class Oracle
{
public:
    Oracle(int windowBits, bool contextTakeover)
        : m_contextTakeover(contextTakeover)
    {
        FUZZ_CHECK(inflateInit2(&m_stream, -windowBits) == Z_OK);
    }
    ~Oracle() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Oracle)

    QByteArray inflated(QByteArray payload, qsizetype expectedSize)
    {
        payload.append("\x00\x00\xff\xff", 4);
        QByteArray bytes(expectedSize + 1, '\0');
        m_stream.next_in = reinterpret_cast<Bytef *>(payload.data());
        m_stream.avail_in = uInt(payload.size());
        m_stream.next_out = reinterpret_cast<Bytef *>(bytes.data());
        m_stream.avail_out = uInt(bytes.size());
        const int result = inflate(&m_stream, Z_SYNC_FLUSH);
        FUZZ_CHECK((result == Z_OK || result == Z_BUF_ERROR) && m_stream.avail_in == 0);
        bytes.chop(qsizetype(m_stream.avail_out));
        if (!m_contextTakeover)
            inflateReset(&m_stream);
        return bytes;
    }

private:
    z_stream m_stream = {};
    bool m_contextTakeover;
};

void checkRoundTrip(const QByteArray &bytes, const QList<qsizetype> &sizes, int windowBits, bool contextTakeover)
{
    Deflater deflater(windowBits, contextTakeover);
    Inflater inflater(contextTakeover, quint64(bytes.size()));
    Oracle oracle(windowBits, contextTakeover);
    fuzz::inChunks(bytes, sizes, [&](QByteArrayView message) {
        const QByteArray payload = deflater.compress(message);
        FUZZ_CHECK(!payload.isEmpty());
        QByteArray back;
        fuzz::inChunks(payload, sizes, [&](QByteArrayView chunk) {
            const Inflater::Result result = inflater.feed(chunk);
            FUZZ_CHECK(!result.violation);
            back += result.bytes;
        });
        FUZZ_CHECK(!inflater.finish());
        FUZZ_COMPARE(back, message.toByteArray());
        FUZZ_COMPARE(oracle.inflated(payload, message.size()), back);
    });
}

/// In parts, as the pieces of a large message come.
void checkParts(const QByteArray &bytes, const QList<qsizetype> &sizes, int windowBits, bool contextTakeover)
{
    Deflater deflater(windowBits, contextTakeover);
    Inflater inflater(contextTakeover, quint64(bytes.size()));
    for (int message = 0; message < 2; ++message) {
        QByteArray payload;
        fuzz::inChunks(bytes, sizes, [&](QByteArrayView part) { deflater.feed(part, payload); });
        deflater.finish(payload);
        const Inflater::Result result = inflater.feed(payload);
        FUZZ_CHECK(!result.violation && !inflater.finish());
        FUZZ_COMPARE(result.bytes, bytes);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const bool contextTakeover = input.flag(0);
    const int windowBits = 8 + ((input.flag(1) ? 1 : 0) | (input.flag(2) ? 2 : 0) | (input.flag(3) ? 4 : 0));
    const quint64 limit = input.flag(4) ? 64 : 1 << 16;
    const bool roundTrip = input.flag(5);
    const QList<qsizetype> sizes = input.sizes();
    const QByteArray bytes = input.bytes();

    if (roundTrip) {
        checkRoundTrip(bytes, sizes, windowBits, contextTakeover);
        checkParts(bytes, sizes, windowBits, contextTakeover);
        return 0;
    }
    const QList<qsizetype> atOnce{qMax(qsizetype(1), bytes.size())};
    const QList<Inflated> whole = inflateTwice(bytes, atOnce, contextTakeover, limit);
    const QList<Inflated> chunked = inflateTwice(bytes, sizes, contextTakeover, limit);
    for (int message = 0; message < 2; ++message) {
        FUZZ_COMPARE(chunked[message].failedWith, whole[message].failedWith);
        FUZZ_COMPARE(chunked[message].bytes, whole[message].bytes);
    }
    if (!contextTakeover)
        FUZZ_CHECK(whole[0] == whole[1]);
    return 0;
}
