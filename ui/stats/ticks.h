// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace handglass {

/// A mark of a chart's scale.
struct Tick {
    double at = 0;
    QString label;
};

enum class ValueUnit : quint8 { Number, Bytes, Milliseconds };

/// From 0 to the first round value that is not below most, about so many; at least two.
QList<Tick> valueTicks(double most, int about, ValueUnit unit);
/// Round local times in [fromNs, toNs] (Unix epoch), at most so many. They are at milliseconds since the epoch.
QList<Tick> timeTicks(qint64 fromNs, qint64 toNs, int most);
/// As short as it is at this value: "34.9", "12 400"; "1.4 KiB"; "0.55".
QString valueText(double value, ValueUnit unit);
/// Time of day as exact as a scale of these steps: "10:31", "10:31:05", "10:31:05.500"; with its date where the days
/// differ.
QString timeText(qint64 ns, qint64 stepNs, bool withDate);

} // namespace handglass
