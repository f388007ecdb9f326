// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/decode/bytesearch.h"

#include <functional>

namespace handglass {

/// What the find bar searches: one of the detail's tabs. GUI thread.
class FindTarget
{
public:
    FindTarget() = default;
    FindTarget(const FindTarget &) = delete;
    FindTarget &operator=(const FindTarget &) = delete;
    virtual ~FindTarget() = default;

    /// Gets the bytes, all of them, also those that are not loaded; for a worker.
    virtual std::function<QByteArray()> findSource() const = 0;
    /// Hits count from here: the byte that is current.
    virtual qint64 findFrom() const = 0;
    /// Marks hits of the search among those bytes; empty: none. May leave some out of hits that are in one place.
    virtual void setHits(const ByteSearch &search, QList<ByteRange> &hits) = 0;
    /// Selects a hit and brings it into sight.
    virtual void showHit(const ByteRange &hit) = 0;
    /// Bytes are looked for (hex or text), not text (with case and regular expressions).
    virtual bool isBytes() const = 0;
    virtual void takeFocus() = 0;
};

} // namespace handglass
