// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/writequeue.h"

#include <iterator>
#include <utility>

namespace handglass {

namespace {
/// Queued bytes from which the writer no longer waits for more to come.
constexpr qint64 muchBytes = 1 << 20;
constexpr qint64 spareBytes = 8 << 20;
} // namespace

WriteQueue::WriteQueue(qint64 high, qint64 low)
    : m_high(high)
    , m_low(low)
{
}

EntryId WriteQueue::push(EntryBatch &batch)
{
    const std::lock_guard lock(m_mutex);
    const EntryId first = m_nextId.load(std::memory_order_relaxed);
    m_nextId.store(first + batch.count(), std::memory_order_relaxed);
    if (m_discard || batch.isEmpty()) {
        batch.clear();
        return first;
    }
    WriteItem item;
    item.first = first;
    item.bytes = batch.bytes();
    if (!m_spare.empty()) {
        item.rows = std::move(m_spare.back());
        m_spare.pop_back();
        m_spareBytes -= item.rows.capacity();
    }
    std::swap(item.rows, batch);
    pushLocked(std::move(item));
    return first;
}

/// What a record holds in memory, about.
static qint64 bytesOf(const ConnectionRecord &record)
{
    qint64 bytes = qint64(sizeof(ConnectionRecord)) + record.rawRequest.size() + record.rawResponse.size()
        + record.body.size() + record.proxyAnswer.size();
    for (const CertificateFacts &certificate : record.tlsFacts.chain)
        bytes += certificate.pem.size();
    return bytes;
}

void WriteQueue::push(const ConnectionRecord &record)
{
    WriteItem item;
    item.connection = std::make_unique<ConnectionRecord>(record);
    item.bytes = bytesOf(record);
    push(std::move(item));
}

void WriteQueue::push(const MarkChange &change)
{
    WriteItem item;
    item.mark = std::make_unique<MarkChange>(change);
    item.bytes = qint64(sizeof(MarkChange)) + change.comment.value_or(QString()).size() * qint64(sizeof(QChar));
    push(std::move(item));
}

void WriteQueue::push(WriteItem &&item)
{
    const std::lock_guard lock(m_mutex);
    if (!m_discard)
        pushLocked(std::move(item));
}

void WriteQueue::pushLocked(WriteItem &&item)
{
    const qint64 before = m_bytes;
    m_bytes += item.bytes;
    ++m_pushed;
    const bool wasEmpty = m_items.empty();
    m_items.push_back(std::move(item));
    if (m_bytes > m_high)
        m_full.store(true, std::memory_order_relaxed);
    if (wasEmpty || (before < muchBytes && m_bytes >= muchBytes))
        m_wake.notify_one();
}

bool WriteQueue::hurries() const
{
    return m_stop || m_flushing > 0 || m_bytes >= muchBytes;
}

bool WriteQueue::take(std::deque<WriteItem> &items, Clock::time_point notBefore, bool wait)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait(lock, [&] { return m_stop || !wait || !m_items.empty() || m_retention; });
    m_wake.wait_until(lock, notBefore, [this] { return hurries(); });
    if (items.empty())
        items.swap(m_items);
    else
        std::move(m_items.begin(), m_items.end(), std::back_inserter(items));
    m_items.clear();
    return !items.empty() || !m_stop;
}

WriteQueue::Order WriteQueue::waitForOrder(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, time, [this] { return m_stop || m_order != Order::None || m_retention; });
    return std::exchange(m_order, Order::None);
}

void WriteQueue::give(Order order)
{
    const std::lock_guard lock(m_mutex);
    m_order = order;
    m_wake.notify_one();
}

void WriteQueue::give(const Retention &retention)
{
    const std::lock_guard lock(m_mutex);
    m_retention = retention;
    m_wake.notify_one();
}

std::optional<Retention> WriteQueue::takeRetention()
{
    const std::lock_guard lock(m_mutex);
    m_trimming = m_trimming || m_retention;
    return std::exchange(m_retention, std::nullopt);
}

void WriteQueue::setTrimming(bool due)
{
    const std::lock_guard lock(m_mutex);
    m_trimming = due;
    if (!due && m_flushing > 0)
        m_done.notify_all();
}

void WriteQueue::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stop = true;
    m_wake.notify_one();
}

bool WriteQueue::isStopping() const
{
    const std::lock_guard lock(m_mutex);
    return m_stop;
}

bool WriteQueue::release(WriteItem &item)
{
    item.rows.clear();
    const std::lock_guard lock(m_mutex);
    m_bytes -= item.bytes;
    ++m_released;
    m_standstill = false;
    if (m_spareBytes < spareBytes && item.connection == nullptr && item.mark == nullptr) {
        m_spareBytes += item.rows.capacity();
        m_spare.push_back(std::move(item.rows));
    }
    if (m_flushing > 0)
        m_done.notify_all();
    return m_bytes < m_low && m_full.exchange(false, std::memory_order_relaxed);
}

bool WriteQueue::discardAll()
{
    const std::lock_guard lock(m_mutex);
    m_discard = true;
    m_items.clear();
    m_released = m_pushed;
    m_bytes = 0;
    m_done.notify_all();
    return m_full.exchange(false, std::memory_order_relaxed);
}

void WriteQueue::setStandstill(bool still)
{
    const std::lock_guard lock(m_mutex);
    m_standstill = still;
    m_done.notify_all();
}

void WriteQueue::flush()
{
    std::unique_lock lock(m_mutex);
    const quint64 target = m_pushed;
    ++m_flushing;
    m_wake.notify_one();
    m_done.wait(
        lock, [&] { return m_discard || m_standstill || (m_released >= target && !m_trimming && !m_retention); });
    --m_flushing;
}

} // namespace handglass
