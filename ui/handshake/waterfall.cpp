// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/handshake/waterfall.h"

#include "ui/common/format.h"
#include "ui/common/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <array>

namespace handglass {

namespace {

struct Phase {
    FailurePhase failure;
    qint64 PhaseTimes::*time;
    const char *name;
};
constexpr std::array<Phase, 5> Phases{{
    {FailurePhase::NameLookup, &PhaseTimes::nameLookup, QT_TRANSLATE_NOOP("Waterfall", "Name look-up")},
    {FailurePhase::Tcp, &PhaseTimes::tcp, QT_TRANSLATE_NOOP("Waterfall", "TCP")},
    {FailurePhase::Proxy, &PhaseTimes::proxy, QT_TRANSLATE_NOOP("Waterfall", "Proxy")},
    {FailurePhase::Tls, &PhaseTimes::tls, QT_TRANSLATE_NOOP("Waterfall", "TLS")},
    {FailurePhase::Verdict, &PhaseTimes::upgrade, QT_TRANSLATE_NOOP("Waterfall", "Upgrade")},
}};

bool failedIn(const ConnectionRecord &record, FailurePhase phase)
{
    if (record.openedNs > 0)
        return false;
    const FailurePhase failed = record.failure.phase;
    if (phase != FailurePhase::Verdict)
        return failed == phase;
    return failed == FailurePhase::Request || failed == FailurePhase::Response || failed == FailurePhase::Verdict;
}

constexpr int BarGap = 12;

} // namespace

QList<PhaseBar> phaseBars(const ConnectionRecord &record)
{
    QList<PhaseBar> bars;
    qint64 start = 0;
    for (const Phase &phase : Phases) {
        const bool failed = failedIn(record, phase.failure);
        qint64 duration = record.times.*phase.time;
        if (duration < 0 && failed && record.closedNs > record.startedNs)
            duration = std::max(qint64{0}, record.closedNs - record.startedNs - start);
        if (duration < 0)
            continue;
        const bool upgrade = phase.failure == FailurePhase::Verdict;
        const char *name = upgrade && failed ? QT_TRANSLATE_NOOP("Waterfall", "Response") : phase.name;
        const PhaseBar::Kind kind = failed ? PhaseBar::Kind::Failed
            : upgrade                      ? PhaseBar::Kind::Upgrade
                                           : PhaseBar::Kind::Neutral;
        bars.append({QCoreApplication::translate("Waterfall", name), start, duration, kind});
        start += duration;
    }
    return bars;
}

Waterfall::Waterfall(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Phases of the connection attempt"));
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void Waterfall::setBars(const QList<PhaseBar> &bars)
{
    m_bars = bars;
    QStringList words;
    for (const PhaseBar &bar : bars) {
        const QString word = bar.kind == PhaseBar::Kind::Failed ? tr("%1 failed after %2") : tr("%1 %2");
        words.append(word.arg(bar.name, durationText(bar.duration)));
    }
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize Waterfall::sizeHint() const
{
    return {280, static_cast<int>(m_bars.size()) * rowHeight()};
}

QSize Waterfall::minimumSizeHint() const
{
    return {180, sizeHint().height()};
}

void Waterfall::paintEvent(QPaintEvent *)
{
    if (m_bars.isEmpty())
        return;
    QPainter painter(this);
    const qint64 total = std::max(qint64{1}, m_bars.last().start + m_bars.last().duration);
    QRect row(0, 0, width(), rowHeight());
    for (const PhaseBar &bar : m_bars) {
        paintRow(painter, bar, row, total);
        row.translate(0, rowHeight());
    }
}

int Waterfall::rowHeight() const
{
    return QFontMetrics(m_theme.font(TypeStep::Table)).height() + 3;
}

void Waterfall::paintRow(QPainter &painter, const PhaseBar &bar, const QRect &row, qint64 total) const
{
    const Colours &colours = m_theme.colours();
    painter.setFont(m_theme.font(TypeStep::Table));
    const QFontMetrics metrics = painter.fontMetrics();
    const int nameWidth = metrics.horizontalAdvance(tr("Name look-up")) + BarGap + BarGap;
    const int valueWidth = metrics.horizontalAdvance(QStringLiteral("000.0 ms")) + BarGap;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRect &rect) {
        return mirrored ? QStyle::visualRect(layoutDirection(), row, rect) : rect;
    };

    painter.setPen(bar.kind == PhaseBar::Kind::Failed ? colours.fail : colours.text);
    painter.drawText(
        placed(row.adjusted(0, 0, nameWidth - row.width(), 0)), Qt::AlignVCenter | Qt::AlignLeading, bar.name);
    painter.setPen(colours.text);
    painter.drawText(
        placed(row), Qt::AlignVCenter | (mirrored ? Qt::AlignLeft : Qt::AlignRight), durationText(bar.duration));

    const QRect axis = row.adjusted(nameWidth, 3, -valueWidth, -5);
    painter.setPen(colours.line);
    painter.drawLine(placed(axis).bottomLeft() + QPoint(0, 1), placed(axis).bottomRight() + QPoint(0, 1));
    const double scale = static_cast<double>(axis.width()) / static_cast<double>(total);
    const int left = axis.left() + qRound(scale * static_cast<double>(bar.start));
    const int width = std::max(2, qRound(scale * static_cast<double>(bar.duration)));
    const QColor fill = bar.kind == PhaseBar::Kind::Failed ? colours.fail
        : bar.kind == PhaseBar::Kind::Upgrade              ? colours.accent
                                                           : colours.text3;
    painter.fillRect(placed(QRect(std::min(left, axis.right() - 1), axis.top(), width, axis.height())), fill);
}

} // namespace handglass
