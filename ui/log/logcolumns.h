// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace handglass {

/// Columns of the log; the order is the model's, the header may show another.
enum class LogColumn : quint8 {
    Number,
    Time,
    Delta,
    Direction,
    Type,
    Size,
    Data,
    Opcode,
    Fin,
    Rsv,
    Mask,
    MaskKey,
    WireSize,
    Connection,
    ContentSize,
    Ratio,
    Latency
};
constexpr int LogColumnCount = 17;

/// "Size, B"
QString columnTitle(LogColumn column);
/// A sentence for the header's tooltip.
QString columnMeaning(LogColumn column);
/// Px at 1x; the Data column takes the rest.
int columnWidth(LogColumn column);
/// Optional columns are hidden at first.
bool isOptional(LogColumn column);
/// Numbers stand right, words left.
bool isNumber(LogColumn column);

} // namespace handglass
