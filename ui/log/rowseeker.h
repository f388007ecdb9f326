// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "ui/log/hitstore.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>

namespace handglass {

/// What row is looked for, from which one on.
struct RowSeek {
    QString capture;                    ///< its file
    LogQuery query;                     ///< what the row is
    std::optional<HitStore> among = {}; ///< only these rows; nothing: all
    EntryId from = 0;                   ///< the search begins beside it
    EntryId last = 0;                   ///< the capture's last row
    bool forward = true;
};

/// Finds the next or previous row of a kind in a long capture, by a worker. Only the last search counts.
class RowSeeker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowSeeker)
public:
    explicit RowSeeker(QObject *parent = nullptr);
    ~RowSeeker() override;
    void start(const RowSeek &seek);
    void cancel();

Q_SIGNALS:
    /// 0: there is none.
    void found(qint64 id);

private:
    using Wanted = std::atomic<quint64>;
    const std::shared_ptr<Wanted> m_wanted;
    QThreadPool m_pool; ///< of one thread
};

} // namespace handglass
