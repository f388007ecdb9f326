// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace handglass {

/// Runs work on a thread of the pool, then done with its result on the GUI thread, unless the context is gone by then.
template <typename Work, typename Done> void runOnWorker(QThreadPool &pool, QObject *context, Work work, Done done)
{
    pool.start([context = QPointer<QObject>(context), work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(
            qApp,
            [context, result = work(), done] {
                if (context)
                    done(result);
            },
            Qt::QueuedConnection);
    });
}

} // namespace handglass
