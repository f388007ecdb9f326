// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logrow.h"

#include <QCache>
#include <QElapsedTimer>
#include <QList>

namespace handglass {

class CaptureReader;

/// The rows last looked at, read from the capture in groups. GUI thread. Pointers hold until the next load().
class RowCache final
{
public:
    RowCache();
    /// Forgets all rows. nullptr: none.
    void setReader(const CaptureReader *reader);
    /// Reads those of the ascending ids that are not here.
    void load(const QList<EntryId> &ids);
    /// nullptr if not loaded.
    const LogRow *find(EntryId id) const;
    /// Completes the row's notes (a few short reads the first time). nullptr if not loaded.
    const LogRow *withNotes(EntryId id);

private:
    void findFragments(LogRow &row);
    void findPing(LogRow &row);
    bool answers(const Entry &ping, const Entry &pong) const;
    QList<EntryId> frames(EntryId first);

    const CaptureReader *m_reader = nullptr;
    QCache<EntryId, LogRow> m_rows;
    QCache<EntryId, QList<EntryId>> m_messages; ///< frames of whole messages, by the first
    QElapsedTimer m_clock;
    qint64 m_askAgainMs = 0; ///< when a message still coming may be looked up again, by m_clock
};

} // namespace handglass
