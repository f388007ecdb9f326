// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/handshake/handshakeheads.h"

#include <QLabel>

namespace handglass {

class Theme;

/// What the selected line means. As high as two lines (three where it is narrow), so that nothing moves when another
/// line is selected.
class Explanation final : public QLabel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Explanation)
public:
    explicit Explanation(Theme &theme, QWidget *parent = nullptr);
    void showLine(const HandshakeHeads &heads, HeadSide side, int line);
    void showCheck(const Check &check);
    void showNothing();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setWords(const QString &richText);
    void sizeHeight();
    void applyTheme();

    Theme &m_theme;
};

} // namespace handglass
