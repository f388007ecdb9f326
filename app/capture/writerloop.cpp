// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/writerloop.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <limits>

namespace handglass {

using namespace std::chrono_literals;

namespace {
/// A transaction ends after this time or these bytes.
constexpr auto transactionTime = 50ms;
constexpr qint64 transactionBytes = 8 << 20;
/// Between two commits, so that a steady trickle does not write a page for each row. A first row after silence is
/// written at once.
constexpr auto commitSpacing = 5ms;
constexpr auto freeCheckTime = 100ms;
constexpr auto retryTime = 500ms;
constexpr int maxLockedTries = 15;
} // namespace

WriterLoop::WriterLoop(CaptureWriter &signalsOf, WriteQueue &queue, CaptureStore &store, const QString &path)
    : m_signals(signalsOf)
    , m_queue(queue)
    , m_store(store)
    , m_path(path)
    , m_folder(QFile::encodeName(QFileInfo(path).absolutePath()))
{
}

void WriterLoop::run()
{
    while (!m_work.empty() || m_queue.take(m_work, m_lastCommit + commitSpacing, !m_store.trimmer().isDue())) {
        takeRetention();
        const Result result = m_work.empty() || hasRoom() ? transaction() : Result::NoRoom;
        if (!goOn(result))
            return;
    }
}

void WriterLoop::takeRetention()
{
    const auto given = m_queue.takeRetention();
    if (!given)
        return;
    m_minFree = given->minFree;
    m_freeKnown = {};
    m_toldLow = false;
    m_store.trimmer().setRetention(*given);
}

bool WriterLoop::hasRoom()
{
    if (m_lastTry)
        return true;
    const auto now = Clock::now();
    if (now - m_freeKnown >= freeCheckTime) {
        std::error_code error;
        const auto space = std::filesystem::space(m_folder.constData(), error);
        m_free = error ? std::numeric_limits<qint64>::max() : qint64(space.available);
        m_freeKnown = now;
    }
    return m_free >= m_minFree;
}

WriterLoop::Result WriterLoop::transaction()
{
    const auto end = Clock::now() + transactionTime;
    size_t count = 0;
    qint64 bytes = 0;
    int code = m_store.begin();
    while (
        code == SQLITE_OK && !m_makeRoom && count < m_work.size() && bytes < transactionBytes && Clock::now() < end) {
        code = writeItem(m_work[count]);
        bytes += m_work[count++].bytes;
    }
    if (code == SQLITE_OK)
        code = trim();
    if (code == SQLITE_OK)
        code = m_store.commit();
    if (code != SQLITE_OK) {
        m_error = sqlite::error(code, m_store.message(), m_path).sentence;
        m_store.rollback();
        return resultOf(code);
    }
    m_makeRoom = m_makeRoom && m_store.trimmer().isDue();
    finish(count);
    code = m_store.checkpointIfDue();
    if (code != SQLITE_OK)
        m_error = sqlite::error(code, m_store.message(), m_path).sentence;
    return resultOf(code);
}

int WriterLoop::trim()
{
    m_store.trimmer().keepFrom(m_queue.keptFrom());
    return m_store.trim();
}

int WriterLoop::writeItem(const WriteItem &item)
{
    if (item.connection != nullptr)
        return m_store.write(*item.connection);
    return item.mark != nullptr ? m_store.write(*item.mark) : m_store.write(item.first, item.rows);
}

WriterLoop::Result WriterLoop::resultOf(int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
        return Result::Done;
    case SQLITE_FULL:
        return Result::NoRoom;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Result::Locked;
    default:
        return Result::Failed;
    }
}

void WriterLoop::finish(size_t count)
{
    EntryId last = 0;
    std::vector<ConnectionId> connections;
    for (size_t i = 0; i < count; ++i) {
        const WriteItem &item = m_work[i];
        if (item.connection != nullptr)
            connections.push_back(item.connection->id);
        else if (item.mark == nullptr)
            last = item.first + item.rows.count() - 1;
    }
    m_lastCommit = Clock::now();
    tell(last, connections);
    tellLetGo();
    bool drained = false;
    for (size_t i = 0; i < count; ++i) {
        drained = m_queue.release(m_work.front()) || drained;
        m_work.pop_front();
    }
    m_queue.setTrimming(m_store.trimmer().isDue());
    if (drained)
        Q_EMIT m_signals.drained();
}

void WriterLoop::tell(EntryId last, const std::vector<ConnectionId> &connections)
{
    if (last != 0)
        m_committed.store(last, std::memory_order_release);
    std::vector<ConnectionId> ids = connections;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const ConnectionId id : ids)
        Q_EMIT m_signals.connectionWritten(id);
    if (last != 0)
        Q_EMIT m_signals.committed(last);
}

void WriterLoop::tellLetGo()
{
    Trimmer &trimmer = m_store.trimmer();
    if (const EntryId first = trimmer.first(); first != std::exchange(m_toldFirst, first))
        Q_EMIT m_signals.letGo(first);
    if (const QList<ConnectionId> dropped = trimmer.takeDropped(); !dropped.isEmpty())
        Q_EMIT m_signals.connectionsDropped(dropped);
}

bool WriterLoop::goOn(Result result)
{
    switch (result) {
    case Result::Done:
        m_lockedTries = 0;
        m_toldLow = false;
        if (std::exchange(m_still, false))
            Q_EMIT m_signals.resumed();
        return true;
    case Result::NoRoom:
        return standStill();
    case Result::Locked:
        return waitForLock();
    case Result::Failed:
        giveUp(m_error);
        return false;
    }
    return false;
}

bool WriterLoop::standStill()
{
    if (m_lastTry) {
        giveUp(CaptureWriter::tr("expected free space on the disk, got none: %n row(s) are not in %1", nullptr,
            int(std::min(rowsLeft(), qint64(std::numeric_limits<int>::max()))))
                   .arg(m_path));
        return false;
    }
    m_still = true;
    if (!std::exchange(m_toldLow, true)) {
        m_queue.give(WriteQueue::Order::None);
        Q_EMIT m_signals.diskLow(m_free);
        m_queue.setStandstill(true);
    }
    m_store.checkpoint(); // what is in the log twice takes room
    const WriteQueue::Order order = m_queue.waitForOrder(retryTime);
    m_freeKnown = {};
    m_lastTry = m_queue.isStopping();
    return obey(order);
}

bool WriterLoop::obey(WriteQueue::Order order)
{
    if (order == WriteQueue::Order::None)
        return true;
    m_toldLow = false;
    if (order == WriteQueue::Order::Continue) {
        m_minFree /= 8;
    } else if (order == WriteQueue::Order::LetOldGo) {
        m_minFree = 0;
        m_makeRoom = true;
        m_store.trimmer().boundToFile();
    } else {
        Q_EMIT m_signals.stopped(rowsLeft());
        giveUp({});
        return false;
    }
    return true;
}

bool WriterLoop::waitForLock()
{
    if (++m_lockedTries > maxLockedTries || m_queue.isStopping()) {
        giveUp(m_error);
        return false;
    }
    m_queue.waitForOrder(retryTime / 10);
    return true;
}

/// An empty sentence: on the user's word.
void WriterLoop::giveUp(const QString &sentence)
{
    m_work.clear();
    const bool wasFull = m_queue.discardAll();
    if (!sentence.isEmpty())
        Q_EMIT m_signals.failed(sentence);
    if (wasFull)
        Q_EMIT m_signals.drained();
}

/// Rows taken or queued that are not committed.
qint64 WriterLoop::rowsLeft() const
{
    return m_queue.nextId() - 1 - committedId();
}

} // namespace handglass
