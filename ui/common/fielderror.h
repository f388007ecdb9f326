// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

namespace handglass {

class TextLabel;

/// The sentence that tells what is wrong in a field. It stands over what is below the field, so that nothing moves.
class FieldError final : public QWidget
{
    Q_OBJECT
public:
    FieldError(Theme &theme, QWidget *window);
    void setSentence(const QString &sentence);
    void placeUnder(const QWidget &field);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    TextLabel *m_text;
};

} // namespace handglass
