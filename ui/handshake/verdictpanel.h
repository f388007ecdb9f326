// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/verdict.h"

#include <QWidget>

namespace handglass {

class PanelHead;
class TextLabel;
class Theme;
class VerdictModel;
class VerdictView;

/// The verdict in one sentence and as a list of checks.
class VerdictPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VerdictPanel)
public:
    explicit VerdictPanel(Theme &theme, QWidget *parent = nullptr);
    void setVerdict(const Verdict &verdict);
    const Verdict &verdict() const;
    VerdictView *view() const { return m_view; }

private:
    void applyTheme();

    Theme &m_theme;
    PanelHead *m_head;
    TextLabel *m_mark;
    VerdictModel *m_model;
    VerdictView *m_view;
};

} // namespace handglass
