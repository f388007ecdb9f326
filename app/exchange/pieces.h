// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"

#include <functional>

namespace handglass {

using TakePiece = std::function<void(QByteArrayView)>;

/// What the frame adds to its message (decompressed), in pieces that are multiples of 3 bytes but for the last.
void contentPieces(const CaptureReader &reader, const Entry &entry, const TakePiece &take);
/// Its payload as on the wire, unmasked, likewise.
void payloadPieces(const CaptureReader &reader, const Entry &entry, const TakePiece &take);
bool isUtf8(const std::function<void(const TakePiece &)> &pieces);

} // namespace handglass
