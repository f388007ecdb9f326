// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/filtervalues.h"

#include <QDateTime>

#include <cmath>
#include <iterator>

namespace handglass::filter {

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr int FirstYear = 1970; ///< and the last one, in which 64 bits hold ns since then
constexpr int LastYear = 2261;

struct Unit {
    QLatin1StringView name;
    double factor;
};

constexpr Unit SizeUnits[] = {{QLatin1StringView(""), 1}, {QLatin1StringView("b"), 1}, {QLatin1StringView("k"), 1e3},
    {QLatin1StringView("kb"), 1e3}, {QLatin1StringView("m"), 1e6}, {QLatin1StringView("mb"), 1e6},
    {QLatin1StringView("g"), 1e9}, {QLatin1StringView("gb"), 1e9}, {QLatin1StringView("ki"), 1024},
    {QLatin1StringView("kib"), 1024}, {QLatin1StringView("mi"), 1 << 20}, {QLatin1StringView("mib"), 1 << 20},
    {QLatin1StringView("gi"), 1 << 30}, {QLatin1StringView("gib"), 1 << 30}};

constexpr Unit TimeUnits[] = {{QLatin1StringView("ns"), 1}, {QLatin1StringView("us"), 1e3},
    {QLatin1StringView("ms"), 1e6}, {QLatin1StringView("s"), 1e9}, {QLatin1StringView("min"), 60e9},
    {QLatin1StringView("h"), 3600e9}};

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Digits with at most one point among them, then a unit.
template <size_t Count> std::optional<Range> measured(QStringView text, const Unit (&units)[Count])
{
    qsizetype end = 0;
    while (end < text.size() && (isDigit(text[end]) || text[end] == u'.'))
        ++end;
    bool ok = false;
    const double number = text.first(end).toString().toDouble(&ok);
    const QStringView name = text.sliced(end).trimmed();
    const auto unit = std::find_if(std::begin(units), std::end(units),
        [name](const Unit &each) { return name.compare(each.name, Qt::CaseInsensitive) == 0; });
    if (!ok || text.startsWith(u'.') || text.first(end).endsWith(u'.') || unit == std::end(units))
        return std::nullopt;
    const double value = std::round(number * unit->factor);
    if (value > 9e18)
        return std::nullopt;
    return Range{static_cast<qint64>(value), static_cast<qint64>(value)};
}

/// Takes digits from at on, at least and at most so many.
std::optional<int> takeDigits(QStringView text, qsizetype &at, int least, int most)
{
    const qsizetype start = at;
    int value = 0;
    while (at < text.size() && at - start < most && isDigit(text[at]))
        value = value * 10 + text[at++].digitValue();
    return at - start < least ? std::nullopt : std::optional(value);
}

bool take(QStringView text, qsizetype &at, QChar c)
{
    const bool here = at < text.size() && text[at] == c;
    at += here ? 1 : 0;
    return here;
}

/// hh:mm[:ss[.f…]] from at on: ns since midnight, as long as its last part.
std::optional<Range> takeTimeOfDay(QStringView text, qsizetype &at)
{
    const auto hour = takeDigits(text, at, 1, 2);
    if (!hour || *hour > 23 || !take(text, at, u':'))
        return std::nullopt;
    const auto minute = takeDigits(text, at, 2, 2);
    if (!minute || *minute > 59)
        return std::nullopt;
    qint64 start = (*hour * 60 + *minute) * 60 * Second;
    qint64 length = 60 * Second;
    if (take(text, at, u':')) {
        const auto second = takeDigits(text, at, 2, 2);
        if (!second || *second > 59)
            return std::nullopt;
        start += *second * Second;
        length = Second;
        if (take(text, at, u'.') || take(text, at, u',')) {
            const qsizetype first = at;
            const auto fraction = takeDigits(text, at, 1, 9);
            if (!fraction)
                return std::nullopt;
            for (qsizetype digits = at - first; digits > 0; --digits)
                length /= 10;
            start += *fraction * length;
        }
    }
    return Range{start, start + length - 1};
}

std::optional<TimeTest> dateTime(QStringView text)
{
    qsizetype at = 0;
    const auto year = takeDigits(text, at, 4, 4);
    const bool dash = take(text, at, u'-');
    const auto month = takeDigits(text, at, 2, 2);
    const bool second = take(text, at, u'-');
    const auto day = takeDigits(text, at, 2, 2);
    if (!year || !month || !day || !dash || !second || !QDate::isValid(*year, *month, *day))
        return std::nullopt;
    if (*year < FirstYear || *year > LastYear)
        return std::nullopt;
    const QDate date(*year, *month, *day);
    std::optional<Range> ofDay;
    if (take(text, at, u'T') || take(text, at, u't') || take(text, at, u' ')) {
        ofDay = takeTimeOfDay(text, at);
        if (!ofDay)
            return std::nullopt;
    }
    const bool utc = take(text, at, u'Z') || take(text, at, u'z');
    if (at != text.size())
        return std::nullopt;
    const Qt::TimeSpec spec = utc ? Qt::UTC : Qt::LocalTime;
    if (!ofDay) {
        return TimeTest{false,
            {date.startOfDay(spec).toMSecsSinceEpoch() * 1'000'000,
                date.addDays(1).startOfDay(spec).toMSecsSinceEpoch() * 1'000'000 - 1}};
    }
    const qint64 msecs = ofDay->low / 1'000'000;
    const QDateTime start(date, QTime::fromMSecsSinceStartOfDay(static_cast<int>(msecs)), spec);
    const qint64 low = start.toMSecsSinceEpoch() * 1'000'000 + ofDay->low % 1'000'000;
    return TimeTest{false, {low, low + (ofDay->high - ofDay->low)}};
}

} // namespace

std::optional<Range> parseSize(QStringView text)
{
    return measured(text, SizeUnits);
}

std::optional<Range> parseDuration(QStringView text)
{
    if (text == u'0')
        return Range{0, 0};
    return measured(text, TimeUnits);
}

std::optional<Range> parseNumber(QStringView text, qint64 highest)
{
    const bool hex = text.startsWith(QLatin1StringView("0x"), Qt::CaseInsensitive);
    const QStringView digits = hex ? text.sliced(2) : text;
    bool ok = false;
    const qint64 value = digits.toLongLong(&ok, hex ? 16 : 10);
    const bool plain = !digits.isEmpty() && (hex || isDigit(digits.front()));
    if (!ok || !plain || value < 0 || value > highest)
        return std::nullopt;
    return Range{value, value};
}

std::optional<TimeTest> parseTime(QStringView text)
{
    qsizetype at = 0;
    const auto ofDay = takeTimeOfDay(text, at);
    if (ofDay && at == text.size())
        return TimeTest{true, *ofDay};
    return dateTime(text);
}

} // namespace handglass::filter
