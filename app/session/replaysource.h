// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/protocol/rawframe.h"
#include "app/session/session.h"

#include <QHash>

#include <tl/expected.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace handglass {

/// Which of a capture's rows are sent again: what a client sent, by a client (the server's side is no replay's). Pongs
/// and Close frames that the protocol asked for are not among it, nor bytes made by hand that are no frame.
struct ReplaySelection {
    QString path;                    ///< of the capture, live or saved
    QString name;                    ///< of what is replayed, for a person
    QList<ConnectionId> connections; ///< empty: all
    QList<EntryId> rows;             ///< ascending; not empty: only these
    EntryId last = 0;                ///< up to this row; 0: the last one as the reading begins
    bool frames = false;             ///< frame by frame as recorded, with those made by hand; else whole messages only
    bool pings = false;              ///< Pings, too; those made by hand go with frames
};

struct ReplayItem {
    EntryId row = 0; ///< the message's first
    qint64 timeNs = 0;
    Outgoing what;
    qint64 bytes = 0; ///< of memory, about
};

struct ReplayCounts {
    qint64 items = 0;    ///< messages (or frames) that are sent
    qint64 broken = 0;   ///< rows left out: made by hand or unfinished, thus no whole message
    qint64 received = 0; ///< rows left out: what the other side sent, among those that were asked for
    /// " Left out: 3 rows …"; empty if nothing was.
    QString leftOutText() const;
};

/// Walks a selection in steps of about 10 ms of reading. One thread at a time.
class ReplaySource final
{
    Q_DISABLE_COPY_MOVE(ReplaySource)
public:
    /// The error is a sentence.
    static tl::expected<std::unique_ptr<ReplaySource>, QString> open(const ReplaySelection &selection);

    /// The row of the next message (or frame); nothing: it has just read on, or is at its end.
    std::optional<Entry> next();
    /// What goes out for that row; nothing: it turns out to be no whole message, and is counted as broken.
    std::optional<ReplayItem> load(const Entry &row);
    bool atEnd() const { return m_atEnd; }
    /// Of what next() and load() came to so far.
    const ReplayCounts &counts() const { return m_counts; }
    /// Why it ended early; empty: it did not.
    QString error() const { return m_error; }

private:
    ReplaySource(const ReplaySelection &selection, std::unique_ptr<CaptureReader> reader);
    void readOn();
    void readIds();
    void fail(const QString &sentence);
    std::optional<Entry> take(const Entry &row);
    std::optional<Entry> takeMessage(const Entry &row);
    std::optional<Entry> takeFragment(const Entry &row);
    bool takesFrame(const Entry &row);
    bool isWhole(const Entry &row);
    std::nullopt_t leaveOut();
    RawFrame rawFrame(const Entry &row) const;

    ReplaySelection m_selection;
    std::unique_ptr<CaptureReader> m_reader;
    EntryId m_from; ///< ids before it were read
    EntryId m_last;
    QList<EntryId> m_ids; ///< candidates
    qsizetype m_nextId = 0;
    QList<Entry> m_page;
    qsizetype m_nextRow = 0;
    QHash<ConnectionId, EntryId> m_message; ///< the fragmented message that was taken last
    ReplayCounts m_counts;
    QString m_error;
    bool m_atEnd = false;
};

/// Counts a whole selection; blocks as long as that takes, so run it on a worker. cancelled ends it early.
ReplayCounts countReplay(const ReplaySelection &selection, const std::function<bool()> &cancelled, QString &error);

} // namespace handglass
