// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/memoryleg.h"

#include "app/tap/memorysocket.h"

namespace handglass {

MemoryLeg::MemoryLeg(std::unique_ptr<MemorySocket> socket)
    : m_socket(std::move(socket))
{
    connect(m_socket.get(), &MemorySocket::hasOutput, this, &PrivateLeg::readyRead);
    connect(m_socket.get(), &MemorySocket::closedByQt, this, &PrivateLeg::ended);
}

MemoryLeg::~MemoryLeg() = default;

void MemoryLeg::write(QByteArrayView frames)
{
    m_socket->feed(frames);
    if (m_socket->unwritten() > 0)
        Q_EMIT readyRead();
}

qint64 MemoryLeg::read(char *data, qint64 size)
{
    return m_socket->take(data, size);
}

qint64 MemoryLeg::pendingToQt() const
{
    return m_socket->unread();
}

qint64 MemoryLeg::pendingFromQt() const
{
    return m_socket->unwritten();
}

void MemoryLeg::end()
{
    m_socket->endFromPeer();
}

} // namespace handglass
