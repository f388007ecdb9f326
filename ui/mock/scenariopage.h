// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace handglass {

class TextLabel;
class Theme;

/// A mock's Scenario tab: its scenario above, what the mock and its clients do below.
class ScenarioPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScenarioPage)
public:
    explicit ScenarioPage(Theme &theme, QWidget *parent = nullptr);

    /// The upper half shows this one; nullptr: the mock has no scenario. The page owns it from its first time on.
    void showEditor(QWidget *editor);
    /// In the lower half, right of the panels that are there; its share of the width at first.
    void addPanel(QWidget *panel, int width);
    /// What the tab bar's right end says while the page is shown: a file, and whether its rules are played.
    TextLabel *facts() { return m_facts; }

    /// Little room: what stands side by side becomes tabs.
    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }

Q_SIGNALS:
    void narrowChanged(bool narrow);
    /// By a mock that has none.
    void scenarioRequested();

private:
    QWidget *makeNone(Theme &theme);

    QSplitter *m_splitter; ///< upper and lower half
    QStackedWidget *m_upper;
    QSplitter *m_lower;
    QList<int> m_widths; ///< of its panels, at first
    TextLabel *m_facts;
    bool m_narrow = false;
};

} // namespace handglass
