// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/capturewriter.h"

#include "app/capture/writerloop.h"

#include <QThread>

namespace handglass {

class CaptureWriter::Private
{
public:
    Private(const QString &filePath, const Limits &limits, std::unique_ptr<CaptureStore> fileStore)
        : path(filePath)
        , queue(limits.queueHigh, limits.queueLow)
        , store(std::move(fileStore))
    {
        queue.give(limits.retention);
    }

    const QString path;
    WriteQueue queue;
    std::unique_ptr<CaptureStore> store;
    std::unique_ptr<WriterLoop> loop;
    std::unique_ptr<QThread> thread;
    std::atomic<ConnectionId> nextConnection = 1;
    std::atomic<qint64> nextSession = 1;
};

tl::expected<std::unique_ptr<CaptureWriter>, CaptureError> CaptureWriter::create(
    const QString &path, const Limits &limits)
{
    auto store = CaptureStore::create(path);
    if (!store)
        return tl::unexpected(store.error());
    return std::unique_ptr<CaptureWriter>(
        new CaptureWriter(std::make_unique<Private>(path, limits, std::move(*store))));
}

CaptureWriter::CaptureWriter(std::unique_ptr<Private> parts)
    : d(std::move(parts))
{
    d->loop = std::make_unique<WriterLoop>(*this, d->queue, *d->store, d->path);
    d->thread.reset(QThread::create([loop = d->loop.get()] { loop->run(); }));
    d->thread->setObjectName(QStringLiteral("capture"));
    d->thread->start();
}

CaptureWriter::~CaptureWriter()
{
    d->queue.stop();
    d->thread->wait();
}

QString CaptureWriter::path() const
{
    return d->path;
}

ConnectionId CaptureWriter::newConnection()
{
    return d->nextConnection.fetch_add(1, std::memory_order_relaxed);
}

qint64 CaptureWriter::newSession()
{
    return d->nextSession.fetch_add(1, std::memory_order_relaxed);
}

void CaptureWriter::writeConnection(const ConnectionRecord &record)
{
    d->queue.push(record);
}

void CaptureWriter::writeMark(const MarkChange &change)
{
    d->queue.push(change);
}

void CaptureWriter::setRetention(const Retention &retention)
{
    d->queue.give(retention);
}

void CaptureWriter::keepFrom(EntryId id)
{
    d->queue.keepFrom(id);
}

EntryId CaptureWriter::nextEntryId() const
{
    return d->queue.nextId();
}

EntryId CaptureWriter::append(EntryBatch &batch)
{
    return d->queue.push(batch);
}

bool CaptureWriter::isFull() const
{
    return d->queue.isFull();
}

EntryId CaptureWriter::committedId() const
{
    return d->loop->committedId();
}

void CaptureWriter::flush()
{
    d->queue.flush();
}

void CaptureWriter::continueWriting()
{
    d->queue.give(WriteQueue::Order::Continue);
}

void CaptureWriter::letOldGo()
{
    d->queue.give(WriteQueue::Order::LetOldGo);
}

void CaptureWriter::stopWriting()
{
    d->queue.give(WriteQueue::Order::Stop);
}

} // namespace handglass
