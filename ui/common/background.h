// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace handglass {

/// Work for a pool thread; then() starts it. (QFuture::then() with a context asserts in Qt 6.4 when the context ends
/// before the work does.)
template <typename Work> class BackgroundWork
{
public:
    BackgroundWork(Work work, QThreadPool &pool)
        : m_work(std::move(work))
        , m_pool(pool)
    {
    }

    /// Runs the work, then done(its result) on the caller's thread, which has an event loop; done is not called if the
    /// context is gone by then.
    template <typename Done> void then(QObject *context, Done done) &&
    {
        auto *relay = new QObject; // lives on the caller's thread and ends there
        const QPointer<QObject> guard(context);
        m_pool.start([relay, guard, work = std::move(m_work), done = std::move(done)] {
            auto result = work();
            const auto deliver = [relay, guard, done, result = std::move(result)] {
                if (guard)
                    done(result);
                relay->deleteLater();
            };
            QMetaObject::invokeMethod(relay, deliver, Qt::QueuedConnection);
        });
    }

private:
    Work m_work;
    QThreadPool &m_pool;
};

/// inBackground(work).then(context, done). work must not touch anything that lives on the caller's thread.
/// A pool of one thread keeps several in order.
template <typename Work>
[[nodiscard]] BackgroundWork<Work> inBackground(Work work, QThreadPool &pool = *QThreadPool::globalInstance())
{
    return BackgroundWork<Work>(std::move(work), pool);
}

} // namespace handglass
