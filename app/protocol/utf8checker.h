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
    /// Index since the last reset of the byte that broke it; else of the start of a code point that is not finished
    /// yet; else −1.
    qint64 errorOffset() const;
    quint8 errorByte() const; ///< the byte at errorOffset(); 0 if that is −1
    /// Bytes of whole, valid code points since the last reset.
    qint64 validSize() const;
    void reset();

private:
    bool begin(quint8 byte);
    bool proceed(quint8 byte);
    bool fail(qint64 offset, quint8 byte);

    qint64 m_offset = 0;  ///< bytes taken before the current one
    qint64 m_start = 0;   ///< of the unfinished code point
    qint64 m_marked = -1; ///< of the error or of the unfinished code point
    quint8 m_markedByte = 0;
    quint8 m_missing = 0; ///< continuation bytes still due
    quint8 m_low = 0x80;  ///< what the next continuation byte may be
    quint8 m_high = 0xBF;
    bool m_failed = false;
};

} // namespace handglass
