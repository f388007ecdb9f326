// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/pacedwriter.h"

#include <QTcpSocket>

#include <algorithm>

namespace handglass {

namespace {
constexpr qint64 ShortestTick = 20; ///< ms
constexpr qint64 LongestTick = 1'000;
} // namespace

PacedWriter::PacedWriter(QTcpSocket &socket)
    : m_socket(socket)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &PacedWriter::tick);
}

void PacedWriter::write(QByteArrayView bytes)
{
    if (!m_held && !m_rate) {
        m_socket.write(bytes.data(), bytes.size());
        return;
    }
    m_waiting.append(bytes);
    update();
}

void PacedWriter::setRate(std::optional<qint64> bytesPerSecond)
{
    m_rate = bytesPerSecond;
    m_timer.stop();
    update();
}

void PacedWriter::setHeld(bool held)
{
    m_held = held;
    update();
}

void PacedWriter::clear()
{
    m_waiting = {};
    m_timer.stop();
}

void PacedWriter::update()
{
    if (m_held || m_waiting.isEmpty()) {
        m_timer.stop();
    } else if (!m_rate) {
        pass(m_waiting.size());
    } else if (!m_timer.isActive()) {
        m_due = 0;
        m_since.start();
        m_timer.start(int(std::clamp(1'000 / *m_rate, ShortestTick, LongestTick)));
    }
}

void PacedWriter::tick()
{
    m_due += double(m_since.restart()) * double(*m_rate) / 1e3;
    const auto bytes = qsizetype(std::min(m_due, double(m_waiting.size())));
    m_due -= double(bytes);
    if (bytes > 0)
        pass(bytes);
}

void PacedWriter::pass(qsizetype bytes)
{
    m_socket.write(m_waiting.constData(), bytes);
    m_socket.flush();
    m_waiting.remove(0, bytes);
    if (m_waiting.isEmpty())
        m_timer.stop();
    Q_EMIT progressed();
}

} // namespace handglass
