// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"
#include "ui/detail/framepicture.h"

#include <QWidget>

namespace handglass {

class TextLabel;

/// The selected field of the frame, explained in a column of fixed width.
class FieldView final : public QWidget
{
    Q_OBJECT
public:
    explicit FieldView(Theme &theme, QWidget *parent = nullptr);
    void setField(const FrameField &field);

private:
    TextLabel *addLabel(TextLabel *label);

    TextLabel *m_title;
    TextLabel *m_place;
    TextLabel *m_explanation;
    TextLabel *m_reading;
    TextLabel *m_judgement;
    TextLabel *m_reason;
    TextLabel *m_filter;
};

} // namespace handglass
