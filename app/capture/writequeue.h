// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/marks.h"
#include "app/capture/records.h"
#include "app/capture/retention.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace handglass {

/// What one call of the producer handed over.
struct WriteItem {
    EntryId first = 0;
    EntryBatch rows;
    std::unique_ptr<ConnectionRecord> connection; ///< instead of rows
    std::unique_ptr<MarkChange> mark;             ///< instead of rows
    qint64 bytes = 0;
};

/// The bounded queue between the producer and the writer's thread, and the orders that the writer listens to. Bytes
/// count until they are committed, so that what is being written is bounded too. Any thread.
class WriteQueue final
{
    Q_DISABLE_COPY_MOVE(WriteQueue)
public:
    enum class Order : quint8 { None, Continue, LetOldGo, Stop };
    using Clock = std::chrono::steady_clock;

    WriteQueue(qint64 high, qint64 low);

    EntryId nextId() const { return m_nextId.load(std::memory_order_relaxed); }
    EntryId push(EntryBatch &batch);
    void push(const ConnectionRecord &record);
    void push(const MarkChange &change);
    bool isFull() const { return m_full.load(std::memory_order_relaxed); }

    /// Waits until there is something (unless wait is false), and then until notBefore unless much has come or somebody
    /// waits; moves it to the end of items. Another retention is something, too. False when stop() was called and
    /// nothing is left.
    bool take(std::deque<WriteItem> &items, Clock::time_point notBefore, bool wait);
    /// Waits until somebody gives an order, stop() or the time. The order counts once.
    Order waitForOrder(std::chrono::milliseconds time);
    void give(Order order);
    void give(const Retention &retention);
    /// The one given since the call before. Writer's thread.
    std::optional<Retention> takeRetention();
    void keepFrom(EntryId id) { m_keepFrom.store(id, std::memory_order_relaxed); }
    EntryId keptFrom() const { return m_keepFrom.load(std::memory_order_relaxed); }
    /// Old rows are still to go; those who flush() wait for it. Writer's thread.
    void setTrimming(bool due);
    void stop();
    bool isStopping() const;

    /// The item is committed (or let go): its bytes no longer count. True if the queue was full and fell below low.
    bool release(WriteItem &item);
    /// From now on nothing is kept. True if the queue was full.
    bool discardAll();
    /// Those who flush() wait no longer, until the next release().
    void setStandstill(bool still);
    /// Until what was pushed before is released and old rows are gone, or standstill.
    void flush();

private:
    void push(WriteItem &&item);
    void pushLocked(WriteItem &&item);
    bool hurries() const;

    const qint64 m_high;
    const qint64 m_low;
    std::atomic<EntryId> m_nextId = 1;
    std::atomic_bool m_full = false;
    std::atomic<EntryId> m_keepFrom = std::numeric_limits<EntryId>::max();
    mutable std::mutex m_mutex;
    std::condition_variable m_wake; ///< for the writer
    std::condition_variable m_done; ///< for flush()
    std::deque<WriteItem> m_items;
    std::vector<EntryBatch> m_spare; ///< cleared, with their buffers
    qint64 m_spareBytes = 0;         ///< of these buffers
    qint64 m_bytes = 0;
    quint64 m_pushed = 0;
    quint64 m_released = 0;
    int m_flushing = 0;
    Order m_order = Order::None;
    std::optional<Retention> m_retention;
    bool m_stop = false;
    bool m_discard = false;
    bool m_standstill = false;
    bool m_trimming = false;
};

} // namespace handglass
