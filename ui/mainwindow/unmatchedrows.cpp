// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mainwindow/unmatchedrows.h"

#include "app/capture/capture.h"

#include <algorithm>
#include <utility>

namespace handglass {

namespace {

constexpr std::chrono::milliseconds Refresh{100};

} // namespace

UnmatchedRows::UnmatchedRows(const Capture &capture, QObject *parent)
    : QObject(parent)
    , m_capture(capture)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(Refresh);
    connect(&m_timer, &QTimer::timeout, this, &UnmatchedRows::flush);
}

void UnmatchedRows::add(qint64 session, EntryId row)
{
    if (row == 0)
        return;
    bool isFirst = false;
    {
        const QMutexLocker lock(&m_mutex);
        isFirst = m_pending.isEmpty();
        m_pending[session].append(row);
    }
    if (isFirst)
        QMetaObject::invokeMethod(&m_timer, qOverload<>(&QTimer::start), Qt::QueuedConnection);
}

void UnmatchedRows::flush()
{
    QHash<qint64, QList<EntryId>> pending;
    {
        const QMutexLocker lock(&m_mutex);
        pending = std::exchange(m_pending, {});
    }
    const EntryId first = m_capture.firstId();
    for (auto it = pending.begin(); it != pending.end(); ++it) {
        std::ranges::sort(*it);
        m_all.add(*it);
        HitStore &own = m_bySession[it.key()];
        own.add(*it);
        own.removeBelow(first);
    }
    m_all.removeBelow(first);
    Q_EMIT changed();
}

EntryId UnmatchedRows::newest(qint64 session, EntryId below) const
{
    const auto found = m_bySession.constFind(session);
    if (found == m_bySession.cend())
        return 0;
    const qint64 count = below == 0 ? found->count() : found->rank(below);
    return count == 0 ? 0 : found->at(count - 1);
}

} // namespace handglass
