// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/rawframe.h"

#include <QString>

namespace handglass {

/// The parts of a frame's bytes, in the order that they go out (RFC 6455 §5.2).
enum class RawPart : quint8 { First, Length, Key, Payload };

struct RawBytes {
    RawPart part = RawPart::First;
    qsizetype frame = 0; ///< its index
    QByteArray bytes;
    QString label; ///< "FIN 1, Text", "MASK 1, length 5", "key 37 fa 21 3d", "payload, 5 B, masked"
};

/// A part's bytes are never empty.
QList<RawBytes> partsOf(const QList<RawFrame> &frames);

} // namespace handglass
