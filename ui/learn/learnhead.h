// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/learn/stepline.h"

namespace handglass {

class TextLabel;

/// What is learnt, the step that is looked at, and the line of steps beside it, or below it where that does not fit.
class LearnHead final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LearnHead)
public:
    explicit LearnHead(Theme &theme, QWidget *parent = nullptr);
    void setTitle(const QString &title, const QString &subtitle);
    StepLine &steps() { return *m_steps; }

private:
    TextLabel *m_title;
    TextLabel *m_subtitle;
    StepLine *m_steps;
};

} // namespace handglass
