// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;

namespace handglass {

class FaultsPanel;
class FlatTabBar;
class OperatorPanel;
class Theme;

/// Faults and prepared replies: side by side, or as two tabs where there is little room.
class MockTools final : public QWidget
{
    Q_OBJECT
public:
    explicit MockTools(Theme &theme, QWidget *parent = nullptr);
    void setTabbed(bool tabbed);

    FaultsPanel &faults() { return *m_faults; }
    OperatorPanel &operators() { return *m_operator; }

private:
    void arrange();

    FaultsPanel *m_faults;
    OperatorPanel *m_operator;
    FlatTabBar *m_tabs;
    QSplitter *m_splitter;
    bool m_tabbed = false;
};

} // namespace handglass
