// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <optional>

class QTcpSocket;

namespace handglass {

/// What goes out to a socket: at once, at so many bytes a second, or not until it may. Who writes sees to it that not
/// too much waits. Network thread.
class PacedWriter final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PacedWriter)
public:
    explicit PacedWriter(QTcpSocket &socket);

    void write(QByteArrayView bytes);
    /// None: as fast as the socket takes it.
    void setRate(std::optional<qint64> bytesPerSecond);
    void setHeld(bool held);
    qint64 waiting() const { return m_waiting.size(); } ///< bytes
    /// Drops what waits.
    void clear();

Q_SIGNALS:
    /// Less waits than before.
    void progressed();

private:
    void update();
    void pass(qsizetype bytes);
    void tick();

    QTcpSocket &m_socket;
    QByteArray m_waiting;
    std::optional<qint64> m_rate;
    bool m_held = false;
    QTimer m_timer;
    QElapsedTimer m_since; ///< the last tick
    double m_due = 0;      ///< bytes that may go, a part of one among them
};

} // namespace handglass
