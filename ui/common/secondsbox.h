// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

#include <chrono>

namespace handglass {

/// A duration in seconds, to the millisecond.
class SecondsBox final : public QDoubleSpinBox
{
    Q_OBJECT
public:
    SecondsBox(std::chrono::milliseconds least, std::chrono::milliseconds most, QWidget *parent = nullptr);
    std::chrono::milliseconds duration() const;
    void setDuration(std::chrono::milliseconds duration);

protected:
    /// Without zeros at its end.
    QString textFromValue(double value) const override;
};

} // namespace handglass
