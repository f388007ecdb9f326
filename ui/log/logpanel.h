// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "ui/common/logscope.h"
#include "ui/common/theme.h"
#include "ui/log/logclipboard.h"

#include <QMap>
#include <QPointer>
#include <QTimer>
#include <QWidget>

class QAction;

namespace handglass {

class FilterBar;
class FilterControl;
class LineBar;
class LogModel;
class LogView;
class PairControl;
class PlaceKeeper;
class RowActions;
class ViolationMarks;

/// Messages: the rows of a scope with filter, follow and copy.
class LogPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit LogPanel(Theme &theme, QWidget *parent = nullptr);
    ~LogPanel() override;

    /// The capture must outlive the scope, or be destroyed as a QObject (the panel is empty then). nullptr: empty.
    /// currentEntryChanged(0) comes at once, the new current row's later.
    void setScope(Capture *capture, const LogScope &scope);
    LogScope scope() const;
    qint64 currentEntry() const { return m_current; }
    /// Selects the row and shows it; clears the filter if that hides it, and waits for the row to be found.
    void showEntry(qint64 id);
    /// Puts a filter into the bar, as if the user had typed it; empty takes it back.
    void setFilterText(const QString &text);
    /// What is shown now: the scope's connections, quick filter, filter, and after which row. A scope without
    /// connections yet has an empty list, as a whole capture has.
    LogQuery currentQuery() const;
    /// Ascending. Of ten million rows they take 80 MB; selection() takes 1.3.
    QList<EntryId> selectedIds() const;
    HitStore selection() const;
    qint64 shownRows() const;
    /// Copy, copy as hex, copy row as text, send again, edit and send again. For menus.
    QList<QAction *> messageActions() const { return m_messageActions; }
    /// More of them, of others; at the context menu's end.
    void addContextActions(const QList<QAction *> &actions) { m_contextActions += actions; }
    /// As LogModel::setUnmatched().
    void setUnmatched(const HitStore *rows);
    /// Going to other rows, marking, measuring. For menus.
    QList<QAction *> goActions() const;
    QList<QAction *> markActions() const;
    /// Filter, follow, clear, comfortable rows, highlight, next and previous match. For menus.
    QList<QAction *> viewActions() const;
    LogView *view() const { return m_view; }

Q_SIGNALS:
    /// 0: none. Comes at most ten times a second while the newest row is followed.
    void currentEntryChanged(qint64 id);
    /// Enter or a double click on a row.
    void entryActivated(qint64 id);
    /// The filter's text or the quick filter is another one now.
    void filterChanged(const handglass::Filter &filter);
    void sendAgainRequested(qint64 id);
    void editRequested(qint64 id);
    /// The row is of a connection that is not shown: all connections are to be.
    void allRequested(qint64 id);

private:
    struct Cleared {
        EntryId after = 0;
        qint64 rows = 0; ///< −1: not counted to the end
    };
    void makeActions();
    QAction *addMessageAction(const QString &text, const QKeySequence &keys);
    void connectView();
    void connectMarks();
    void connectFilter();
    QString scopeKey() const;
    void clearShown();
    void showCleared();
    bool isIn(const LogScope &scope, EntryId id) const;
    void updateCount();
    void updateNotice();
    void updateActions();
    void trackNewest();
    void currentMoved();
    void announceCurrent();
    void copy(CopyForm form);
    void connectRowActions();
    void followLink(const QString &link);
    void goTo(qint64 id);
    void showWanted();
    void showContextMenu(const QPoint &at);

    Theme &m_theme;
    LogModel *m_model;
    FilterBar *m_bar;
    LineBar *m_line;
    LogView *m_view;
    FilterControl *m_filter;
    RowActions *m_rowActions;
    PairControl *m_pairs;
    PlaceKeeper *m_keeper;
    ViolationMarks *m_marks;
    QList<QAction *> m_messageActions;
    QList<QAction *> m_contextActions; ///< of others
    QAction *m_comfortable;
    QAction *m_sendAgain;
    QAction *m_edit;
    QMap<QString, Cleared> m_cleared; ///< by capture and scope
    QString m_copyNotice;
    QString m_rowNotice;
    qint64 m_wanted = 0; ///< to be shown as soon as it is among the rows
    QTimer m_announce;
    qint64 m_current = 0;
    bool m_tracking = true; ///< the newest row is the current one, until the user picks another
    bool m_tracksNow = false;
};

} // namespace handglass
