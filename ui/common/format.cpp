// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/format.h"

#include <QCoreApplication>
#include <QDateTime>

namespace handglass {

namespace {

constexpr qint64 Microsecond = 1'000;
constexpr qint64 Millisecond = 1'000'000;
constexpr qint64 Second = 1'000'000'000;
constexpr QChar ThinSpace(0x2009);

struct Format {
    Q_DECLARE_TR_FUNCTIONS(handglass::Format)
};

QString dash()
{
    return QString(QChar(0x2013));
}

QString longDuration(qint64 seconds)
{
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    if (hours >= 24)
        return Format::tr("%1 d %2 h").arg(hours / 24).arg(hours % 24);
    if (hours > 0)
        return Format::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return Format::tr("%1 min %2 s").arg(minutes).arg(seconds % 60);
}

} // namespace

QString groupedNumber(qint64 number)
{
    QString text = QString::number(number);
    const qsizetype first = number < 0 ? 1 : 0;
    for (qsizetype at = text.size() - 3; at > first; at -= 3)
        text.insert(at, ThinSpace);
    return text;
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1024)
        return Format::tr("%1 B").arg(bytes);
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
    double value = double(bytes) / 1024.0;
    std::size_t unit = 0;
    while (value >= 1023.95 && unit + 1 < std::size(units)) {
        value /= 1024.0;
        ++unit;
    }
    const int decimals = value < 99.95 ? 1 : 0;
    return QStringLiteral("%1 %2").arg(QString::number(value, 'f', decimals), QLatin1String(units[unit]));
}

QString durationText(qint64 ns)
{
    if (ns < 0)
        return dash();
    if (ns < Microsecond)
        return Format::tr("%1 ns").arg(ns);
    if (ns < Millisecond)
        return Format::tr("%1 µs").arg(ns / Microsecond);
    if (ns < Second)
        return Format::tr("%1 ms").arg(QString::number(double(ns / (Millisecond / 10)) / 10.0, 'f', 1));
    if (ns < 60 * Second)
        return Format::tr("%1 s").arg(QString::number(double(ns / Millisecond) / 1000.0, 'f', 3));
    return longDuration(ns / Second);
}

QString deltaText(qint64 ns)
{
    const QChar sign = ns < 0 ? QChar(0x2212) : u'+';
    const qint64 ms = std::abs(ns) / Millisecond;
    if (ms < 1000)
        return sign + Format::tr("%1 ms").arg(ms);
    return sign + Format::tr("%1 s").arg(QString::number(double(ms) / 1000.0, 'f', 3));
}

QString clockText(qint64 ns)
{
    if (ns <= 0)
        return dash();
    return QDateTime::fromMSecsSinceEpoch(ns / Millisecond).time().toString(u"HH:mm:ss.zzz");
}

QString exactClockText(qint64 ns)
{
    if (ns <= 0)
        return dash();
    const QString date = QDateTime::fromMSecsSinceEpoch(ns / Millisecond).toString(u"yyyy-MM-dd HH:mm:ss.zzz");
    const QString rest = QString::number(ns % Millisecond).rightJustified(6, u'0');
    return date + ThinSpace + rest.left(3) + ThinSpace + rest.mid(3);
}

} // namespace handglass
