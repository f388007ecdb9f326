// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/theme.h"

#include <QWidget>

namespace handglass {

class TextLabel;

/// The frame's last line: no rule broken, or which; and the rules that show in this frame.
class RuleLine final : public QWidget
{
    Q_OBJECT
public:
    explicit RuleLine(Theme &theme, QWidget *parent = nullptr);
    /// violation empty: none broken.
    void setRules(const QString &violation, const QStringList &kept);
    /// violation: what is wrong with it, nobody else's fault; may be empty.
    void setMadeByHand(const QString &violation);
    void setMadeOnPurpose(const QString &purpose);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    TextLabel *m_verdict;
    TextLabel *m_kept;
};

} // namespace handglass
