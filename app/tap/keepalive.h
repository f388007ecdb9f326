// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/tap/tapsettings.h"

#include <QTimer>

namespace handglass {

/// When the next Ping of our own is due, and when its Pong is overdue. One Ping at a time waits for its Pong; the
/// silence is counted only while the peer is read, and while it takes what stands before the Ping. Network thread.
class KeepAliveClock final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeepAliveClock)
public:
    explicit KeepAliveClock(const KeepAlive &settings);

    void start();
    void stop();
    /// Answer to due(): the Ping's row, and up to which byte of all that was ever written it reaches.
    void pinged(EntryId row, qint64 end);
    /// The Ping of this row was answered, or a later one.
    void answered(EntryId row);
    bool waitsFor(EntryId row) const { return m_ping == row; }
    void setReading(bool reading);
    /// The peer has taken this many of all the bytes that were ever written.
    void taken(qint64 bytes);

Q_SIGNALS:
    void due(const QByteArray &payload);
    /// No Pong was seen within the time-out of the Ping in this row. Once a Ping.
    void silent(qint64 row);

private:
    void tick();

    KeepAlive m_settings;
    QTimer m_interval;
    QTimer m_deadline;
    EntryId m_ping = 0; ///< row of the Ping that waits for its Pong; 0: none
    qint64 m_pingEnd = 0;
    quint64 m_number = 0;
    bool m_reading = true;
    std::chrono::milliseconds m_left{0}; ///< of the time-out, while the peer is not read
};

} // namespace handglass
