// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "ui/common/theme.h"
#include "ui/detail/payloadsource.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace handglass {

class FlatTabBar;
class Segments;
class TextLabel;

/// The detail's first line: tabs at the left; the row's number, direction, kind and time at the right, Pretty and Raw
/// for JSON, which bytes of a compressed frame to show, and copy.
class DetailHead final : public QWidget
{
    Q_OBJECT
public:
    explicit DetailHead(Theme &theme, QWidget *parent = nullptr);

    /// nullptr: no row.
    void setEntry(const Entry *entry);
    void setKind(const QString &kind);
    void setTab(int index);
    void setTabsVisible(bool visible);
    void setPrettyVisible(bool visible);
    void setPretty(bool pretty);
    /// The choice between the bytes on the wire and their content.
    void setPartVisible(bool visible);
    void setPart(FramePart part);
    /// Buttons at the right end.
    void setFindAction(QAction *action);
    void setMoreMenu(QMenu *menu);

Q_SIGNALS:
    void tabChosen(int index);
    void prettyChosen(bool pretty);
    void partChosen(FramePart part);
    void copyRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();
    TextLabel *addFact(QHBoxLayout *row);
    QToolButton *addButton(QHBoxLayout *row, const char *name, const QString &text);

    Theme &m_theme;
    FlatTabBar *m_tabs;
    TextLabel *m_number;
    QLabel *m_arrow;
    TextLabel *m_direction;
    TextLabel *m_kind;
    TextLabel *m_time;
    Segments *m_pretty;
    Segments *m_part;
    QToolButton *m_find;
    QToolButton *m_copy;
    QToolButton *m_more;
    Direction m_way = Direction::None;
};

} // namespace handglass
