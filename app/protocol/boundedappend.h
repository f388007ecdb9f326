// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <algorithm>

namespace handglass {

/// Appends with room for twice of what is there then, but never for more than most bytes, unless they are needed: for
/// what comes from the wire and has a limit.
inline void appendBounded(QByteArray &buffer, QByteArrayView bytes, qsizetype most)
{
    const qsizetype size = buffer.size() + bytes.size();
    if (size > buffer.capacity())
        buffer.reserve(std::max(size, std::min(most, 2 * size)));
    buffer.append(bytes);
}

} // namespace handglass
