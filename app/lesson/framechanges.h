// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"

namespace handglass::lesson {

// Which frames a break can change. The unit is a Frame.
bool isWholeFrame(const WireUnit &unit);
bool isMasked(const WireUnit &unit);
bool isUnmasked(const WireUnit &unit);
bool hasNoRsv1(const WireUnit &unit);
bool isNoClose(const WireUnit &unit);
bool isDataFrame(const WireUnit &unit);    ///< Text or Binary, with a payload
bool isWholeMessage(const WireUnit &unit); ///< Text or Binary, FIN
bool isPlainText(const WireUnit &unit);    ///< the same, Text, not compressed
bool isPing(const WireUnit &unit);
bool isClose(const WireUnit &unit);
bool isCompressed(const WireUnit &unit);
bool hasShortForm(const WireUnit &unit); ///< 7 bits of length
bool canSayLess(const WireUnit &unit);

// The frame with one thing wrong. request: not looked at.
QByteArray unmasked(const WireUnit &unit, QByteArrayView request);
QByteArray masked(const WireUnit &unit, QByteArrayView request);
QByteArray withRsv1(const WireUnit &unit, QByteArrayView request);
QByteArray withRsv2(const WireUnit &unit, QByteArrayView request);
QByteArray withReservedOpcode(const WireUnit &unit, QByteArrayView request);
QByteArray asContinuation(const WireUnit &unit, QByteArrayView request);
QByteArray asLongPing(const WireUnit &unit, QByteArrayView request);
QByteArray withoutFin(const WireUnit &unit, QByteArrayView request);
QByteArray withLongerForm(const WireUnit &unit, QByteArrayView request);
QByteArray withLengthMore(const WireUnit &unit, QByteArrayView request);
QByteArray withLengthLess(const WireUnit &unit, QByteArrayView request);
QByteArray withSplitCodePoint(const WireUnit &unit, QByteArrayView request);
QByteArray asClose1005(const WireUnit &unit, QByteArrayView request);
QByteArray asCloseOneByte(const WireUnit &unit, QByteArrayView request);
QByteArray withBrokenDeflate(const WireUnit &unit, QByteArrayView request);

} // namespace handglass::lesson
