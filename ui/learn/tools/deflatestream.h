// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

namespace handglass {

/// Streams of messages that compress well, somewhat, and not at all.
enum class SampleStream : quint8 { Ticks = 0, Prose = 1, Random = 2 };

/// The same each time; 24 messages.
QByteArrayList sampleStream(SampleStream kind);

/// A stream with and without permessage-deflate, from one end to the other.
struct DeflatedStream {
    QList<qint64> plain;      ///< payload bytes a message
    QList<qint64> compressed; ///< the same, with permessage-deflate
    qint64 plainSum() const;
    qint64 compressedSum() const;
};
/// windowBits: 8 to 15. Pure.
DeflatedStream deflated(const QByteArrayList &messages, int windowBits, bool contextTakeover);

} // namespace handglass
