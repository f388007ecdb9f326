// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/rowseeker.h"

#include <QList>
#include <QObject>
#include <QTimer>

class QAction;
class QKeySequence;

namespace handglass {

class LineBar;
class LogModel;
class LogView;
struct LogRow;

/// What is done with the current row: going from it to another one, marking it, measuring from it. Single letters are
/// its keys while the table has the focus.
class RowActions final : public QObject
{
    Q_OBJECT
public:
    RowActions(LogModel &model, LogView &view, LineBar &line, QObject *parent);

    QList<QAction *> goActions() const { return m_go; }
    QList<QAction *> markActions() const { return m_mark; }
    /// Ends a search or a measurement; false if there was none.
    bool leave();
    /// By the rows and the selection.
    void updateActions();

Q_SIGNALS:
    /// A sentence to show; empty: none any more.
    void notice(const QString &text);
    /// This row is to be the current one.
    void rowWanted(qint64 id);

private:
    enum class Kind : quint8 { Connection, Direction, Violation };
    QAction *add(QList<QAction *> &list, const char *name, const QString &text, const QKeySequence &keys);
    void addSeek(Kind kind, const char *name, const QString &next, const QString &previous, Qt::Key key);
    void makeGoActions();
    void makeMarkActions();
    void askForRow();
    QString tryRow(const QString &text);
    QString whyHidden(EntryId id) const;
    void seek(Kind kind, bool forward);
    void takeFound(qint64 id);
    void endSearch();
    void seekMark(bool forward);
    void goToPartner();
    void toggleMarks();
    void askForComment();
    void toggleMeasuring();
    EntryId current() const;
    const LogRow *currentRow() const;

    LogModel &m_model;
    LogView &m_view;
    LineBar &m_line;
    RowSeeker m_seeker;
    QTimer m_slow; ///< a search that takes so long is told of
    bool m_seeking = false;
    QString m_none; ///< said if the search finds nothing
    QList<QAction *> m_go;
    QList<QAction *> m_mark;
    QAction *m_measure = nullptr;
    QAction *m_partner = nullptr;
};

} // namespace handglass
