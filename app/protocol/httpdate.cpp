// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/protocol/httpdate.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

constexpr int Century = 100;
constexpr int YearsAhead = 50;

int number(QByteArrayView text)
{
    const bool digits = !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    bool fits = false;
    const int value = digits ? text.toByteArray().toInt(&fits) : 0;
    return fits ? value : -1;
}

int monthOf(QByteArrayView name)
{
    constexpr std::array<QByteArrayView, 12> Names{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::ranges::find(Names, name);
    return found == Names.end() ? -1 : int(found - Names.begin()) + 1;
}

struct Parts {
    int year = -1;
    int month = -1;
    int day = -1;
    QByteArray time;
};

std::optional<qint64> secondsOf(const Parts &parts)
{
    const QList<QByteArray> clock = parts.time.split(':');
    if (clock.size() != 3)
        return {};
    const int leap = number(clock[2]) == 60 ? 1 : 0; // a leap second is the one after it
    const QTime time(number(clock[0]), number(clock[1]), number(clock[2]) - leap);
    const QDate date(parts.year, parts.month, parts.day);
    if (!date.isValid() || !time.isValid())
        return {};
    return QDateTime(date, time, Qt::UTC).toSecsSinceEpoch() + leap;
}

/// The last year that ends in these two digits and is not more than 50 years ahead.
int wholeYear(int digits, qint64 now)
{
    const int most = QDateTime::fromSecsSinceEpoch(now, Qt::UTC).date().year() + YearsAhead;
    return most - (most - digits) % Century;
}

} // namespace

std::optional<qint64> parseHttpDate(QByteArrayView text, qint64 now)
{
    const QList<QByteArray> words = text.toByteArray().simplified().split(' ');
    if (words.size() == 6 && words[0].endsWith(',') && words[5] == "GMT") // Sun, 06 Nov 1994 08:49:37 GMT
        return secondsOf({number(words[3]), monthOf(words[2]), number(words[1]), words[4]});
    if (words.size() == 4 && words[0].endsWith(',') && words[3] == "GMT") { // Sunday, 06-Nov-94 08:49:37 GMT
        const QList<QByteArray> date = words[1].split('-');
        if (date.size() != 3 || date[2].size() != 2 || number(date[2]) < 0)
            return {};
        return secondsOf({wholeYear(number(date[2]), now), monthOf(date[1]), number(date[0]), words[2]});
    }
    if (words.size() == 5 && !words[0].contains(',')) // Sun Nov  6 08:49:37 1994
        return secondsOf({number(words[4]), monthOf(words[1]), number(words[2]), words[3]});
    return {};
}

std::optional<std::chrono::seconds> parseRetryAfter(QByteArrayView text, qint64 now)
{
    constexpr qint64 Longest = 3'155'760'000; // a hundred years
    const QByteArray trimmed = text.trimmed().toByteArray();
    if (!trimmed.isEmpty() && std::ranges::all_of(trimmed, [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = trimmed.toLongLong(&fits);
        return std::chrono::seconds(fits ? qMin(seconds, Longest) : Longest);
    }
    const std::optional<qint64> date = parseHttpDate(trimmed, now);
    if (!date)
        return {};
    return std::chrono::seconds(qBound<qint64>(0, *date - now, Longest));
}

} // namespace handglass
