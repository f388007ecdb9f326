// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/pieces.h"

#include "app/protocol/utf8checker.h"

namespace handglass {

namespace {

constexpr qint64 PieceBytes = 3 << 18;

template <typename Read> void pieces(qint64 size, const Read &read, const TakePiece &take)
{
    for (qint64 at = 0; at < size; at += PieceBytes) {
        const QByteArray piece = read(at);
        if (piece.isEmpty())
            return; // the reader keeps the error
        take(piece);
    }
}

} // namespace

void contentPieces(const CaptureReader &reader, const Entry &entry, const TakePiece &take)
{
    if (entry.head.size() == entry.contentLength)
        take(entry.head);
    else
        pieces(
            entry.contentLength, [&](qint64 at) { return reader.content(entry.id, at, PieceBytes); }, take);
}

void payloadPieces(const CaptureReader &reader, const Entry &entry, const TakePiece &take)
{
    if (!entry.hasContent())
        contentPieces(reader, entry, take);
    else
        pieces(
            entry.payloadLength, [&](qint64 at) { return reader.payload(entry.id, at, PieceBytes); }, take);
}

bool isUtf8(const std::function<void(const TakePiece &)> &pieces)
{
    Utf8Checker checker;
    bool valid = true;
    pieces([&](QByteArrayView piece) { valid = valid && checker.feed(piece); });
    return valid && checker.finish();
}

} // namespace handglass
