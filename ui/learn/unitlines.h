// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/picture.h"
#include "ui/common/theme.h"

#include <QListWidget>

namespace handglass {

/// The lines of what is on the wire, numbered, one selected. What is too long wraps: nothing is cut.
class UnitLines final : public QListWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnitLines)
public:
    explicit UnitLines(Theme &theme, QWidget *parent = nullptr);
    /// Selects the line of this field, without lineChosen(); empty: none.
    void setLines(const QList<lesson::UnitLine> &lines, const QByteArray &focus);
    /// px of all lines at this width.
    int heightAt(int width) const;

Q_SIGNALS:
    /// By the user.
    void lineChosen(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void tell();

    Theme &m_theme;
    QList<lesson::UnitLine> m_lines;
};

} // namespace handglass
