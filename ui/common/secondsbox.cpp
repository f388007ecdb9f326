// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/secondsbox.h"

#include <QLocale>

namespace handglass {

namespace {

constexpr double PerSecond = 1000;

} // namespace

SecondsBox::SecondsBox(std::chrono::milliseconds least, std::chrono::milliseconds most, QWidget *parent)
    : QDoubleSpinBox(parent)
{
    setDecimals(3);
    setRange(double(least.count()) / PerSecond, double(most.count()) / PerSecond);
    setSuffix(tr(" s"));
    setGroupSeparatorShown(false);
}

std::chrono::milliseconds SecondsBox::duration() const
{
    return std::chrono::milliseconds(qRound64(value() * PerSecond));
}

void SecondsBox::setDuration(std::chrono::milliseconds duration)
{
    setValue(double(duration.count()) / PerSecond);
}

QString SecondsBox::textFromValue(double value) const
{
    QLocale plain = locale();
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return plain.toString(value, 'f', QLocale::FloatingPointShortest);
}

} // namespace handglass
