// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"

#include <QItemSelection>
#include <QList>
#include <QObject>

namespace handglass {

class LogModel;
class LogView;

/// Keeps selection and place over changes of the filter: what the new filter lets through stays selected where it
/// stood, and what it hides comes back with the next filter, until the user scrolls or selects something else.
class PlaceKeeper final : public QObject
{
    Q_OBJECT
public:
    PlaceKeeper(LogModel &model, LogView &view, QObject *parent);

    void forget();
    /// True while it changes the selection itself.
    bool isRestoring() const { return m_restoring; }

private:
    void remember();
    void rememberSelection();
    void restore();
    QItemSelection takeFound();
    void selectFound();

    LogModel &m_model;
    LogView &m_view;
    QList<EntryId> m_selected; ///< still to be found
    QList<EntryId> m_all;      ///< as the user selected them
    EntryId m_current = 0;
    EntryId m_anchor = 0; ///< a row that stays where it is
    int m_offset = 0;     ///< its distance from the first visible row
    bool m_holding = false;
    bool m_restoring = false;
};

} // namespace handglass
