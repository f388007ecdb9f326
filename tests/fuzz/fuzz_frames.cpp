// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frame reader (RFC 6455 §5.2): every byte is in one frame, each frame can be written again as it came, and the
// chunking does not matter.
#include "app/protocol/framereader.h"
#include "app/protocol/rawframe.h"
#include "tests/fuzz/fuzzing.h"

#include <optional>

using namespace handglass;

namespace {

struct Read {
    struct One {
        FrameHeader header;
        QByteArray wire;
        QByteArray payload;
        bool operator==(const One &) const = default;
    };
    QList<One> frames;
    std::optional<FrameHeader> pendingHeader;
    QByteArray pendingPayload;
    QByteArray pendingWire;
    bool operator==(const Read &) const = default;
};

Read readFrames(const QByteArray &bytes, const QList<qsizetype> &sizes)
{
    Read read;
    FrameReader reader;
    qsizetype fed = 0;
    qsizetype taken = 0;
    fuzz::inChunks(bytes, sizes, [&](QByteArrayView chunk) {
        reader.feed(chunk);
        fed += chunk.size();
        for (Frame frame; reader.next(frame);) {
            taken += frame.wire.size();
            read.frames.append({frame.header, frame.wire.toByteArray(), frame.payload.toByteArray()});
        }
        FUZZ_CHECK(reader.buffered() == fed - taken);
        if (const FrameHeader *pending = reader.pendingHeader())
            FUZZ_CHECK(reader.pendingPayload().size() == reader.buffered() - pending->size());
    });
    if (const FrameHeader *pending = reader.pendingHeader()) {
        read.pendingHeader = *pending;
        read.pendingPayload = reader.pendingPayload().toByteArray();
    }
    read.pendingWire = reader.pendingWire().toByteArray();
    return read;
}

QByteArray unmasked(const FrameHeader &header, QByteArray payload)
{
    if (header.masked)
        applyMask(payload.data(), payload.size(), header.maskingKey);
    return payload;
}

/// As a person would compose it by hand.
RawFrame rawFrameOf(const FrameHeader &header, const QByteArray &payload)
{
    RawFrame frame{header.fin, header.rsv1, header.rsv2, header.rsv3, quint8(header.opcode), {}, {}, {}, payload};
    if (header.masked)
        frame.maskingKey = header.maskingKey;
    frame.lengthBits = header.lengthBits;
    return frame;
}

void checkFrame(const Read::One &frame)
{
    const FrameHeader &header = frame.header;
    FUZZ_CHECK(quint64(frame.payload.size()) == header.payloadLength);
    FUZZ_COMPARE(encodeHeader(header), frame.wire.left(header.size()));
    FUZZ_COMPARE(unmasked(header, frame.wire.mid(header.size())), frame.payload);
    FUZZ_COMPARE(encodeRawFrame(rawFrameOf(header, frame.payload)), frame.wire);
    if (header.lengthBits == minimalLengthBits(header.payloadLength))
        FUZZ_COMPARE(encodeFrame(header, frame.payload), frame.wire);
}

/// Fragments hold what the message held, and bytes cut for several writes stay the same.
void checkSplits(const Read::One &frame, const QList<qsizetype> &sizes)
{
    QByteArray payload;
    QByteArray wire;
    const QList<RawFrame> fragments = splitIntoFragments(rawFrameOf(frame.header, frame.payload), sizes);
    FUZZ_CHECK(!fragments.isEmpty());
    for (const RawFrame &fragment : fragments) {
        const bool first = &fragment == &fragments.first();
        FUZZ_CHECK(fragment.opcode == (first ? quint8(frame.header.opcode) : 0));
        FUZZ_CHECK(fragment.fin == (frame.header.fin && &fragment == &fragments.last()));
        payload += fragment.payload;
    }
    FUZZ_COMPARE(payload, frame.payload);
    FUZZ_COMPARE(RawSend::split(frame.wire, sizes, {}).bytes(), frame.wire);
    FUZZ_COMPARE(RawSend::of(frame.wire).bytes(), frame.wire);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const QList<qsizetype> sizes = input.sizes();
    const QByteArray bytes = input.bytes();

    const Read whole = readFrames(bytes, {qMax(qsizetype(1), bytes.size())});
    QByteArray wire;
    for (const Read::One &frame : whole.frames) {
        checkFrame(frame);
        checkSplits(frame, sizes);
        wire += frame.wire;
    }
    FUZZ_COMPARE(wire + whole.pendingWire, bytes);
    if (whole.pendingHeader) {
        const FrameHeader &header = *whole.pendingHeader;
        FUZZ_CHECK(quint64(whole.pendingPayload.size()) < header.payloadLength);
        FUZZ_COMPARE(unmasked(header, whole.pendingWire.mid(header.size())), whole.pendingPayload);
    } else {
        FUZZ_CHECK(whole.pendingWire.size() < 14);
    }
    FUZZ_CHECK(readFrames(bytes, sizes) == whole);
    return 0;
}
