// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/hitstore.h"

#include <QItemSelection>
#include <QObject>

namespace handglass {

class LogModel;
class LogView;

/// Keeps selection and place over changes of filter and scope: what is let through stays selected where it stood, and
/// what is hidden comes back with the next filter, until the user scrolls or selects something else.
class PlaceKeeper final : public QObject
{
    Q_OBJECT
public:
    PlaceKeeper(LogModel &model, LogView &view, QObject *parent);

    void forget();
    /// True while it changes the selection itself.
    bool isRestoring() const { return m_restoring; }
    /// The ids of the rows that are selected now.
    HitStore selection() const;

Q_SIGNALS:
    /// The selected rows lie too far apart among the rows now shown: only the current one is selected.
    void selectionDropped(qint64 rows);

private:
    void remember();
    void restore(int first, int last);
    QItemSelection selectedIn(int first, int last) const;
    int endOfRun(int row) const;
    void select(const QItemSelection &found);
    void restoreCurrent();

    LogModel &m_model;
    LogView &m_view;
    HitStore m_selected; ///< as the user selected them
    EntryId m_current = 0;
    EntryId m_anchor = 0;   ///< a row that stays where it is
    int m_offset = 0;       ///< its distance from the first visible row
    qsizetype m_ranges = 0; ///< selected again since the rows were others
    bool m_holding = false;
    bool m_restoring = false;
};

} // namespace handglass
