// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mock/span.h"

#include <utility>

namespace handglass::scenario {

std::optional<std::chrono::milliseconds> parseDuration(QStringView text)
{
    using std::chrono::milliseconds;
    constexpr milliseconds Longest = std::chrono::hours(24);
    constexpr std::pair<const char *, double> Units[] = {{"ms", 1}, {"min", 60'000}, {"s", 1'000}, {"h", 3'600'000}};
    for (const auto &[unit, factor] : Units) {
        if (!text.endsWith(QLatin1String(unit)))
            continue;
        const QStringView digits = text.chopped(qsizetype(qstrlen(unit))).trimmed();
        bool ok = !digits.isEmpty() && digits.front().isDigit() && !digits.contains(u'e', Qt::CaseInsensitive);
        const double value = ok ? digits.toDouble(&ok) : 0;
        if (!ok || value * factor > double(Longest.count()))
            return std::nullopt;
        return milliseconds(qRound64(value * factor));
    }
    return std::nullopt;
}

} // namespace handglass::scenario
