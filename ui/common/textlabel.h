// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QLabel>

namespace handglass {

enum class Ink : quint8 { Text, Text2, Text3, Sent, Received, Ok, Warn, Fail, Purpose, Accent };
QColor inkColour(Ink ink, const Colours &colours);

/// A label in one of the type steps and text colours, that follows the theme. Plain text.
class TextLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit TextLabel(Theme &theme, TypeStep step = TypeStep::Body, Ink ink = Ink::Text,
        QFont::Weight weight = QFont::Normal, QWidget *parent = nullptr);
    void setInk(Ink ink);
    void setMono(bool mono);
    /// Shows what fits, and the whole text as tool tip when it does not. The label may then shrink to nothing.
    void setElided(Qt::TextElideMode mode);
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void applyTheme();
    bool isCut() const;

    Theme &m_theme;
    TypeStep m_step;
    Ink m_ink;
    QFont::Weight m_weight;
    bool m_mono = false;
    Qt::TextElideMode m_elide = Qt::ElideNone;
};

/// A section's heading in small letters: the name of the part below it, and its buddy.
TextLabel *sectionHeading(Theme &theme, const QString &text, QWidget *part);

} // namespace handglass
