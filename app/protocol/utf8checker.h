// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace handglass {

/// Incremental UTF-8 validation (RFC 3629; RFC 6455 §8.1): fails at the first byte that no continuation can make valid.
class Utf8Checker final
{
public:
    /// False from the first bad byte on.
    bool feed(QByteArrayView bytes);
    /// At the end of the text: valid and not inside a code point.
    bool finish() const;
    /// Index of the offending byte since the last reset (or of the start of the unfinished code point); −1 while valid.
    qint64 errorOffset() const;
    quint8 errorByte() const;
    void reset();
    // private part: the implementer's
};

} // namespace handglass
