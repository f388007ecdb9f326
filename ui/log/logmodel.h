// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/hitfinder.h"
#include "ui/common/logscope.h"
#include "ui/log/hitstore.h"
#include "ui/log/logcolumns.h"
#include "ui/log/rowcache.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

namespace handglass {

/// The rows of a capture that a scope, a quick filter and a filter let through. Rows are ids; a row's text is made when
/// it is asked for. New rows come in at most once a screen refresh. Rows never change.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole };

    static constexpr int LastColumn = LogColumnCount - 1;

    explicit LogModel(QObject *parent = nullptr);

    /// after: rows up to this id are hidden. capture may be nullptr.
    void setSource(Capture *capture, const LogScope &scope, EntryId after = 0);
    void setFilter(LogQuery::Show show, const Filter &filter);
    /// Hides all rows up to this id; 0 shows them again.
    void setAfter(EntryId after);

    Capture *capture() const { return m_capture; }
    LogScope scope() const { return m_scope; }
    /// What is shown. Rows that come later are let through by it, too; the connections of a scope grow.
    LogQuery query() const;
    bool isFiltered() const { return m_show != LogQuery::Show::All || !m_filter.isEmpty(); }
    /// Rows of the scope that the filter was tried on so far.
    qint64 inScope() const;
    /// 0 to 100; 100: nothing left to search.
    int searchedPercent() const;
    /// What was found stays; rows that come are not searched until the search goes on, anew.
    void cancelSearch();
    void continueSearch();
    bool isCancelled() const { return m_cancelled; }
    /// Empty, or why the capture cannot be searched.
    QString error() const { return m_error; }

    EntryId firstId() const; ///< first row that is still in the capture, whatever is shown
    EntryId lastId() const;  ///< last row of the capture
    EntryId idAt(int row) const;
    /// −1 if it is not among the rows.
    int rowOf(EntryId id) const;
    /// Number of rows with a lower id.
    int rowsBefore(EntryId id) const;
    /// The ids that a filter left; nullptr: all from the first row's on.
    const HitStore *hits() const { return m_identity ? nullptr : &m_hits; }
    /// The rows divided into count parts of (nearly) equal size: indices of those that hold one of these ids,
    /// ascending. Costs the same for a thousand rows and for ten million.
    QList<int> partsWith(const HitStore &ids, int count) const;
    /// Rows whose messages no rule held for; it outlives the model, or is set to nullptr. Call it again when they are
    /// others.
    void setUnmatched(const HitStore *rows);
    /// With its notes; nullptr if it is not read yet (rowsLoaded() tells) or cannot be. Holds until the next call.
    const LogRow *rowAt(int row) const;
    /// ns since the row before in this view (nothing for the first), or from the row that is measured from, before
    /// which it is negative.
    std::optional<qint64> deltaAt(int row) const;
    /// Δ is the time from this row; nullptr: from the row before again.
    void measureFrom(const Entry *entry);
    EntryId measuredFrom() const { return m_measuredFrom; } ///< 0: the row before

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Rows, rows in scope or progress are others now; at most once a refresh.
    void progressed();
    /// Rows that rowAt() or data() had nothing of are here, or say something else now.
    void rowsLoaded();

private:
    /// Connections of the scope whose rows may be among these, which were told before they were.
    struct Fresh {
        QList<ConnectionId> connections;
        EntryId from = 0;
        EntryId to = 0;
    };

    bool isIdentity() const;
    void collectConnections();
    void connectionChanged(qint64 id);
    void lookBefore();
    void restart(bool keepRows);
    void startSearch();
    void captureGrew(qint64 lastId);
    void takeHits(const HitBatch &batch);
    void scheduleFlush();
    void flush();
    void flushIdentity();
    void flushHits();
    void insertHits(QList<EntryId> &ids, int at);
    void dropRows();
    void letGo(qint64 firstId);
    void removeFirst(int count);
    EntryId lowest() const;
    QString connectionText(ConnectionId id) const;
    void loadAround(int row) const;

    QPointer<Capture> m_capture;
    LogScope m_scope;
    QList<ConnectionId> m_connections; ///< of the scope; empty for a whole capture
    std::vector<Fresh> m_fresh;
    bool m_looking = false; ///< for such rows
    LogQuery::Show m_show = LogQuery::Show::All;
    Filter m_filter;
    EntryId m_after = 0;

    EntryId m_measuredFrom = 0;
    qint64 m_measuredNs = 0;

    bool m_identity = true; ///< rows are the ids from m_base + 1
    EntryId m_base = 0;     ///< rows up to it are hidden or were let go
    int m_rows = 0;
    HitStore m_hits;
    HitFinder m_finder;
    QList<EntryId> m_older; ///< found, not yet inserted
    QList<EntryId> m_newer;
    QList<EntryId> m_late;  ///< anywhere between
    bool m_replace = false; ///< the rows shown are another filter's: the next flush takes their place
    bool m_answered = false;
    bool m_cancelled = false;
    qint64 m_inScope = 0;
    EntryId m_low = 0; ///< searched so far
    EntryId m_high = 0;
    EntryId m_toldBefore = 0; ///< the capture's last two watermarks
    EntryId m_told = 0;
    QString m_error;
    QTimer m_flush;
    mutable RowCache m_cache;
    const HitStore *m_unmatched = nullptr;
    mutable LogRow m_tagged; ///< the last one that was asked for of those
};

} // namespace handglass
