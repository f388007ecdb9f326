// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QSplitter;

namespace handglass {

class LearnControl;
class SessionPage;
class Sidebar;
class Theme;
class ToolBar;

/// What a narrower window leaves out, step by step (LOOK.md §10).
class WidthSteps final
{
public:
    WidthSteps(const Theme &theme, ToolBar &toolbar, Sidebar &sidebar, QSplitter &splitter);
    /// width: of the window.
    void apply(int width);
    /// These come later than the rest.
    void setPage(SessionPage &page, int width);
    void setLearn(LearnControl &learn, int width);

private:
    void setNarrow(bool narrow, int width);

    const Theme &m_theme;
    ToolBar &m_toolbar;
    SessionPage *m_page = nullptr;
    LearnControl *m_learn = nullptr;
    Sidebar &m_sidebar;
    QSplitter &m_splitter;
    QList<int> m_wideSizes; ///< of the splitter, before the sidebar became a strip
};

} // namespace handglass
