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
    /// As wide as there is room, or a column again.
    void setWide(bool wide);

private:
    TextLabel *addLabel(TextLabel *label);

    int m_columnWidth;
    TextLabel *m_title;
    TextLabel *m_place;
    TextLabel *m_explanation;
    TextLabel *m_reading;
    TextLabel *m_judgement;
    TextLabel *m_reason;
    TextLabel *m_filter;
};

} // namespace handglass
