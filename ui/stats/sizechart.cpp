// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stats/sizechart.h"

#include "ui/common/format.h"

#include <QBarSeries>
#include <QBarSet>

#include <algorithm>
#include <array>
#include <bit>

namespace handglass {

namespace {

/// 0, then an octave each.
using Octaves = std::array<qint64, 64>;

std::size_t octaveOf(qint64 size)
{
    return std::size_t(64 - std::countl_zero(quint64(size)));
}

qint64 lowOf(std::size_t octave)
{
    return octave == 0 ? 0 : qint64(1) << (octave - 1);
}

Octaves octavesOf(const LogHistogram &sizes)
{
    Octaves octaves{};
    for (const LogHistogram::Step &step : sizes.steps())
        octaves[octaveOf(step.low)] += step.count;
    return octaves;
}

/// "64", "1k", "4M": a short one for below a bar.
QString shortSize(qint64 size)
{
    static constexpr char16_t units[] = u"kMGTPE";
    int unit = -1;
    while (size >= 1024 && unit < 5) {
        size /= 1024;
        ++unit;
    }
    return unit < 0 ? QString::number(size) : QString::number(size) + QChar(units[unit]);
}

QString sizesWords(const LogHistogram &sizes)
{
    return sizes.count() == 0
        ? SizeChart::tr("none")
        : SizeChart::tr("%1 to %2, mean %3")
              .arg(sizeText(sizes.least()), sizeText(sizes.most()), sizeText(qint64(sizes.mean())));
}

} // namespace

SizeChart::SizeChart(Theme &theme, QWidget *parent)
    : ChartView(theme, parent)
    , m_series(new QBarSeries(this))
    , m_sent(new QBarSet(QString(), this))
    , m_received(new QBarSet(QString(), this))
{
    setObjectName(QStringLiteral("sizeChart"));
    setAccessibleName(tr("Message sizes"));
    m_series->append(m_sent);
    m_series->append(m_received);
    m_series->setBarWidth(0.8);
    addSeries(m_series);
    SizeChart::applyTheme();
}

void SizeChart::setSizes(const LogHistogram &sent, const LogHistogram &received)
{
    const Octaves sentOctaves = octavesOf(sent);
    const Octaves receivedOctaves = octavesOf(received);
    std::size_t first = 64;
    std::size_t last = 0;
    for (std::size_t at = 0; at < 64; ++at) {
        if (sentOctaves[at] + receivedOctaves[at] > 0) {
            first = std::min(first, at);
            last = at;
        }
    }
    const auto share = [](qint64 count, const LogHistogram &of) {
        return of.count() == 0 ? 0.0 : double(count) * 100 / double(of.count());
    };
    m_bars.clear();
    for (std::size_t at = first; at <= last; ++at)
        m_bars.append({lowOf(at), share(sentOctaves[at], sent), share(receivedOctaves[at], received)});
    m_sent->remove(0, m_sent->count());
    m_received->remove(0, m_received->count());
    QList<Tick> x;
    double most = 0;
    const qsizetype every = std::max<qsizetype>(1, (m_bars.size() + ticksAcross(34) - 1) / ticksAcross(34));
    for (qsizetype at = 0; at < m_bars.size(); ++at) {
        const Bar &bar = m_bars.at(at);
        m_sent->append(bar.sent);
        m_received->append(bar.received);
        most = std::max({most, bar.sent, bar.received});
        if (at % every == 0)
            x.append({double(at), shortSize(bar.low)});
    }
    setScales(-0.5, std::max(0.5, double(m_bars.size()) - 0.5), x, valueTicks(most, ticksUp(), ValueUnit::Number));
    setWords(tr("Sent: %1. Received: %2.").arg(sizesWords(sent), sizesWords(received)));
}

QString SizeChart::pointText(int point) const
{
    const Bar &bar = m_bars.at(point);
    const QString sizes = bar.low < 2 ? QString::number(bar.low)
                                      : tr("%1 to %2").arg(groupedNumber(bar.low), groupedNumber(bar.low * 2 - 1));
    return tr("%1 B: %2 % sent, %3 % received")
        .arg(sizes, valueText(bar.sent, ValueUnit::Number), valueText(bar.received, ValueUnit::Number));
}

void SizeChart::applyTheme()
{
    m_sent->setPen(QPen(colours().sent, 1));
    m_sent->setBrush(colours().sent);
    m_received->setPen(QPen(colours().received, 1));
    m_received->setBrush(Qt::NoBrush);
}

} // namespace handglass
