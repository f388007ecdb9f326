// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;
class QMenuBar;

namespace handglass {

struct WindowActions;

/// What the panels bring into the menus.
struct PanelActions {
    QList<QAction *> view;      ///< of the log: filter, follow, clear, …
    QList<QAction *> message;   ///< of the log's rows: copy, send again, …
    QList<QAction *> mark;      ///< of the log's rows: mark, comment, measure
    QList<QAction *> go;        ///< from one of the log's rows to another
    QList<QAction *> compose;   ///< send, ping, close, history
    QList<QAction *> mock;      ///< a mock's clients and prepared replies
    QList<QAction *> learn;     ///< behind the one that opens Learn; nullptr: a separator
    QAction *explain = nullptr; ///< a connection's handshake on the stage
    QAction *copyAs = nullptr;  ///< the menu of a connection as commands of other programs
};

/// The menus, empty.
void addMenus(QMenuBar &bar);
/// Fills them: every action stands in exactly one menu.
void fillMenus(const QMenuBar &bar, const WindowActions &actions, const PanelActions &panels);

} // namespace handglass
