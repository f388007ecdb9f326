// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturestore.h"
#include "app/capture/capturewriter.h"
#include "app/capture/writequeue.h"

namespace handglass {

/// What the writer's thread does: takes from the queue, writes transactions, tells the CaptureWriter's signals.
class WriterLoop final
{
    Q_DISABLE_COPY_MOVE(WriterLoop)
public:
    WriterLoop(CaptureWriter &signalsOf, WriteQueue &queue, CaptureStore &store, const QString &path);

    /// Until the queue is stopped and empty, or nothing can be written any more.
    void run();
    /// Any thread.
    EntryId committedId() const { return m_committed.load(std::memory_order_acquire); }

private:
    enum class Result : quint8 { Done, NoRoom, Locked, Failed };
    using Clock = WriteQueue::Clock;

    void takeRetention();
    bool hasRoom();
    Result transaction();
    int trim();
    int writeItem(const WriteItem &item);
    Result resultOf(int code);
    void finish(size_t count);
    void tell(EntryId last, const std::vector<ConnectionId> &connections);
    void tellLetGo();
    /// These return false when it is over.
    bool goOn(Result result);
    bool standStill();
    bool obey(WriteQueue::Order order);
    bool waitForLock();
    void giveUp(const QString &sentence);
    qint64 rowsLeft() const;

    CaptureWriter &m_signals;
    WriteQueue &m_queue;
    CaptureStore &m_store;
    const QString m_path;
    const QByteArray m_folder;
    qint64 m_minFree = 0; ///< bytes
    qint64 m_free = 0;
    Clock::time_point m_freeKnown = {};
    Clock::time_point m_lastCommit = {};
    std::atomic<EntryId> m_committed = 0;
    EntryId m_toldFirst = 1;
    std::deque<WriteItem> m_work; ///< kept until committed
    QString m_error;
    int m_lockedTries = 0;
    bool m_still = false; ///< since the last commit
    bool m_toldLow = false;
    bool m_makeRoom = false; ///< old rows go before anything is written
    bool m_lastTry = false;
};

} // namespace handglass
