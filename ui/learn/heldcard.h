// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "ui/common/theme.h"

#include <QFrame>

namespace handglass {

class UnitLines;

/// What is held on the wire, or was delivered last: direction, title, size, and its lines.
class HeldCard final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeldCard)
public:
    HeldCard(Theme &theme, QWidget *parent);
    /// ours: the end whose units are "Sent". focus: the field whose line is selected.
    void setUnit(const lesson::HeldUnit &unit, lesson::End ours, const QByteArray &focus);
    const lesson::HeldUnit &unit() const { return m_unit; }
    UnitLines *lines() const { return m_lines; }
    int wantedHeight(int width) const;
    int headHeight() const;

Q_SIGNALS:
    void lineChosen(int line);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
    QColor colour() const;

    Theme &m_theme;
    lesson::HeldUnit m_unit;
    lesson::End m_ours = lesson::End::Client;
    UnitLines *m_lines;
};

} // namespace handglass
