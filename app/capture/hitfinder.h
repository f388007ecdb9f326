// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/hitworker.h"

#include <QThread>

namespace handglass {

/// GUI-thread side of the search: owns the worker's thread and lets only the newest job's results through.
class HitFinder final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HitFinder)
public:
    explicit HitFinder(QObject *parent = nullptr);
    ~HitFinder() override;

    /// Forgets what ran before. job.id is set here.
    void start(HitJob job);
    /// Rows up to upTo are committed, the query's connections are these.
    void extend(EntryId upTo, const QList<ConnectionId> &connections);
    void cancel();

Q_SIGNALS:
    void found(const handglass::HitBatch &batch);

private:
    void deliver(const HitBatch &batch);

    std::atomic<quint64> m_wanted = 0;
    QThread m_thread;
    HitWorker *m_worker; ///< lives on m_thread, deleted as it ends
};

} // namespace handglass
