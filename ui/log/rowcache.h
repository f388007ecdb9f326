// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturepairs.h"
#include "ui/log/rowloader.h"

#include <QCache>
#include <QHash>
#include <QPointer>

namespace handglass {

/// The rows last looked at. They are read by another thread; whoever asks waits for them for a moment, so that a place
/// that is scrolled to is painted at once, but never for a file that does not answer. GUI thread. Pointers hold until
/// the next load().
class RowCache final : public QObject
{
    Q_OBJECT
public:
    explicit RowCache(QObject *parent = nullptr);
    /// Forgets all rows. nullptr: none.
    void setCapture(Capture *capture);
    /// The capture has more rows: notes that were not final may be others.
    void noteGrowth() { ++m_growth; }
    /// The capture's marks are others now.
    void updateMarks();
    /// Asks for those of the ascending ids that are not here, and for those whose notes may have changed.
    void load(const QList<EntryId> &ids);
    /// nullptr if it is not here (yet).
    const LogRow *find(EntryId id) const;
    /// It is not here and nobody was asked for it, or its notes may be others by now.
    bool isDue(EntryId id) const;

Q_SIGNALS:
    /// Rows are here that were not when they were asked for.
    void loaded();

private:
    /// How far the capture and its pairs had grown.
    struct Age {
        quint64 growth = 0;
        quint64 pairs = 0;
    };
    struct Row {
        LogRow row; ///< id 0: there is none
        Age read;
    };
    Age now() const { return {m_growth, m_pairGrowth}; }
    bool hasStalePairs(const Row &row) const;
    bool takeReady(QDeadlineTimer until);
    void waitFor(const QList<EntryId> &ids);
    void mark(LogRow &row) const;

    RowLoader m_loader;
    QPointer<const Capture> m_capture;
    QCache<EntryId, Row> m_rows;
    QHash<EntryId, Age> m_asked;
    bool m_stalled = false; ///< waited in vain; waits no more until rows come
    std::shared_ptr<const PairIndex> m_pairs;
    quint64 m_growth = 0;
    quint64 m_pairGrowth = 0;
};

} // namespace handglass
