// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowloader.h"

#include "app/capture/capturereader.h"
#include "app/capture/pairindex.h"
#include "ui/log/rowreader.h"

#include <optional>
#include <utility>

namespace handglass {

namespace {

constexpr qsizetype MostRequests = 6; ///< older ones are of places that were left again

} // namespace

RowLoader::RowLoader(QObject *parent)
    : QObject(parent)
    , m_thread([this] { run(); })
{
}

RowLoader::~RowLoader()
{
    m_mutex.lock();
    m_quit = true;
    m_work.wakeAll();
    m_mutex.unlock();
    m_thread.join();
}

void RowLoader::setCapture(const QString &path, std::shared_ptr<const PairIndex> pairs)
{
    const QMutexLocker lock(&m_mutex);
    m_path = path;
    m_pairs = std::move(pairs);
    m_wanted.clear();
    m_ready.clear();
    ++m_source;
    m_changed = true;
    m_work.wakeAll();
}

QList<EntryId> RowLoader::request(const QList<EntryId> &ids)
{
    const QMutexLocker lock(&m_mutex);
    m_wanted.append(ids);
    m_work.wakeAll();
    return m_wanted.size() > MostRequests ? m_wanted.takeFirst() : QList<EntryId>();
}

QList<RowBatch> RowLoader::take(QDeadlineTimer until)
{
    const QMutexLocker lock(&m_mutex);
    while (m_ready.isEmpty() && m_done.wait(&m_mutex, until)) { }
    return std::exchange(m_ready, {});
}

/// False: the end has come.
bool RowLoader::waitForWork()
{
    while (!m_quit && !m_changed && m_wanted.isEmpty())
        m_work.wait(&m_mutex);
    return !m_quit;
}

void RowLoader::tell()
{
    m_done.wakeAll();
    if (std::exchange(m_told, true))
        return;
    const auto told = [this] {
        m_mutex.lock();
        m_told = false;
        m_mutex.unlock();
        Q_EMIT loaded();
    };
    QMetaObject::invokeMethod(this, told, Qt::QueuedConnection);
}

void RowLoader::run()
{
    std::unique_ptr<CaptureReader> capture;
    std::optional<RowReader> rows;
    QMutexLocker lock(&m_mutex);
    while (waitForWork()) {
        const bool reopen = std::exchange(m_changed, false);
        const QString path = m_path;
        const std::shared_ptr<const PairIndex> pairs = m_pairs;
        const quint64 source = m_source;
        RowBatch batch;
        if (!m_wanted.isEmpty())
            batch.asked = m_wanted.takeLast();
        lock.unlock();
        if (reopen) {
            rows.reset();
            capture.reset();
            if (auto opened = path.isEmpty() ? decltype(CaptureReader::open(path))() : CaptureReader::open(path)) {
                capture = std::move(*opened);
                if (capture)
                    rows.emplace(*capture, pairs);
            }
        }
        if (rows)
            batch.rows = rows->read(batch.asked);
        lock.relock();
        if (batch.asked.isEmpty() || source != m_source)
            continue;
        m_ready.append(batch);
        tell();
    }
}

} // namespace handglass
