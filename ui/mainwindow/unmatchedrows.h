// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/hitstore.h"

#include <QHash>
#include <QMutex>
#include <QObject>
#include <QTimer>

namespace handglass {

class Capture;

/// The rows of messages that no rule of a mock's scenario held for. Told of by the network thread as they come, however
/// fast; known on the GUI thread ten times a second. A bit for each row.
class UnmatchedRows final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnmatchedRows)
public:
    /// Rows that the capture lets go are let go.
    explicit UnmatchedRows(const Capture &capture, QObject *parent = nullptr);

    /// Any thread.
    void add(qint64 session, EntryId row);
    const HitStore &all() const { return m_all; }
    /// The newest one of a session below a row (0: of all); 0: there is none.
    EntryId newest(qint64 session, EntryId below = 0) const;

Q_SIGNALS:
    void changed();

private:
    void flush();

    const Capture &m_capture;
    HitStore m_all;
    QHash<qint64, HitStore> m_bySession;
    QTimer m_timer;
    QMutex m_mutex;
    QHash<qint64, QList<EntryId>> m_pending; ///< by session; guarded
};

} // namespace handglass
