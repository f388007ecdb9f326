// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/filterhits.h"

#include <QObject>
#include <QStringList>

class QAction;
class QMenu;
class QModelIndex;

namespace handglass {

class FilterBar;
class LogModel;
class LogView;

/// Carries out what the filter bar says: hides rows or only highlights them, goes from match to match, gathers the
/// JSON members that the bar completes.
class FilterControl final : public QObject
{
    Q_OBJECT
public:
    FilterControl(FilterBar &bar, LogModel &model, LogView &view, QObject *parent);

    /// The model shows another capture or scope now.
    void scopeChanged();
    /// Hits while the filter only highlights.
    const FilterHits &hits() const { return m_hits; }
    /// Of the bar: rows, or matches while the filter only highlights.
    void updateCount();
    /// What is worth telling of the filter, with a link to go on with a search that was cancelled; mostly empty.
    QString notice() const;
    void continueSearch();
    /// Next and previous match.
    QList<QAction *> matchActions() const { return {m_next, m_previous}; }
    /// Tests that let the cell's row through, to be added to the filter or excluded. Those of a payload come when it is
    /// read.
    void addTestsOf(const QModelIndex &cell, QMenu &menu);

Q_SIGNALS:
    void filterChanged(const handglass::Filter &filter);
    void noticeChanged();
    void matchChosen(qint64 id);

private:
    void apply();
    void cancelSearch();
    void goToMatch(bool forward);
    void gatherMembers();
    void fillTests(const QStringList &tests, QMenu &only, QMenu &without);
    void addTest(const QString &test);

    FilterBar &m_bar;
    LogModel &m_model;
    LogView &m_view;
    FilterHits m_hits;
    QAction *m_next;
    QAction *m_previous;
    bool m_gathering = false;
};

} // namespace handglass
