// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/memorysocket.h"

#include <cstring>

namespace handglass {

namespace {
constexpr qsizetype KeptCapacity = 1 << 20;
}

MemorySocket::MemorySocket(const QAbstractSocket &publicLeg)
{
    setLocalAddress(publicLeg.localAddress());
    setLocalPort(publicLeg.localPort());
    setPeerAddress(publicLeg.peerAddress());
    setPeerPort(publicLeg.peerPort());
    // Unbuffered: Qt's class reads straight from here.
    setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered);
    setSocketState(ConnectedState);
}

MemorySocket::~MemorySocket()
{
    setSocketState(UnconnectedState); // else ~QAbstractSocket() would abort a socket that it does not have
}

void MemorySocket::feed(QByteArrayView bytes)
{
    if (state() != ConnectedState)
        return;
    if (m_feeding || !m_kept.isEmpty()) {
        m_kept.append(bytes);
        bytes = {};
    }
    if (m_feeding)
        return;
    m_feeding = true;
    m_fed = bytes;
    Q_EMIT readyRead();
    if (!m_fed.isEmpty())
        m_kept.prepend(m_fed);
    m_fed = {};
    m_feeding = false;
}

qint64 MemorySocket::readData(char *data, qint64 size)
{
    qint64 done = qMin<qint64>(size, m_fed.size());
    if (done > 0) {
        std::memcpy(data, m_fed.data(), size_t(done));
        m_fed = m_fed.sliced(done);
    }
    const qint64 more = qMin<qint64>(size - done, m_kept.size());
    if (more > 0) {
        std::memcpy(data + done, m_kept.constData(), size_t(more));
        m_kept.remove(0, more);
        done += more;
    }
    return done == 0 && state() != ConnectedState ? -1 : done;
}

qint64 MemorySocket::skipData(qint64 size)
{
    const qint64 fed = qMin<qint64>(size, m_fed.size());
    m_fed = m_fed.sliced(fed);
    const qint64 kept = qMin<qint64>(size - fed, m_kept.size());
    m_kept.remove(0, kept);
    return fed + kept;
}

qint64 MemorySocket::writeData(const char *data, qint64 size)
{
    if (state() != ConnectedState)
        return size; // after the end: gone, as on a network
    m_output.append(data, size);
    if (!m_feeding && !m_outputTold) {
        m_outputTold = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_outputTold = false;
                Q_EMIT hasOutput();
            },
            Qt::QueuedConnection);
    }
    return size;
}

qint64 MemorySocket::take(char *data, qint64 size)
{
    const qint64 taken = qMin<qint64>(size, unwritten());
    if (taken <= 0)
        return 0;
    std::memcpy(data, m_output.constData() + m_taken, size_t(taken));
    m_taken += taken;
    if (m_taken == m_output.size()) {
        dropOutput();
    } else if (m_taken > KeptCapacity && m_taken > m_output.size() / 2) {
        m_output.remove(0, m_taken);
        m_taken = 0;
    }
    return taken;
}

void MemorySocket::dropOutput()
{
    if (m_output.capacity() > KeptCapacity)
        m_output = QByteArray();
    else
        m_output.resize(0);
    m_taken = 0;
}

qint64 MemorySocket::unread() const
{
    return m_fed.size() + m_kept.size();
}

qint64 MemorySocket::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + unread(); // the base class holds what was peeked at
}

qint64 MemorySocket::bytesToWrite() const
{
    return unwritten();
}

void MemorySocket::endFromPeer()
{
    m_kept.clear();
    setUnconnected();
}

void MemorySocket::disconnectFromHost()
{
    if (state() != ConnectedState)
        return;
    setUnconnected();
    Q_EMIT closedByQt();
}

void MemorySocket::close()
{
    // Stays open as a device: QWebSocket may still write to it, which QIODevice would warn of.
    disconnectFromHost();
}

void MemorySocket::setUnconnected()
{
    if (state() != ConnectedState)
        return;
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
}

} // namespace handglass
