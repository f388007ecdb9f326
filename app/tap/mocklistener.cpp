// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/mocklistener.h"

#include <QNetworkProxy>
#include <QProcess>

namespace handglass {

namespace {
constexpr int BacklogSize = 4096;
constexpr int RetryMs = 100;
} // namespace

MockListener::MockListener(QObject *parent)
    : QTcpServer(parent)
    , m_reserve(QProcess::nullDevice())
{
    setProxy(QNetworkProxy::NoProxy);
    setListenBacklogSize(BacklogSize);
    openReserve();
    m_retry.setInterval(RetryMs);
    m_retry.setSingleShot(true);
    connect(this, &QTcpServer::acceptError, this, &MockListener::acceptFailed);
    connect(&m_retry, &QTimer::timeout, this, &MockListener::restoreReserve);
}

bool MockListener::openReserve()
{
    return m_reserve.isOpen() || m_reserve.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void MockListener::incomingConnection(qintptr descriptor)
{
    const bool onReserve = !openReserve();
    if (onReserve)
        pauseAccepting();
    Q_EMIT accepted(descriptor, onReserve);
}

void MockListener::acceptFailed(QAbstractSocket::SocketError error)
{
    // Qt has paused accepting.
    if (error == QAbstractSocket::SocketResourceError && m_reserve.isOpen()) {
        m_reserve.close();
        resumeAccepting();
        return;
    }
    m_retry.start();
}

void MockListener::restoreReserve()
{
    if (!isListening())
        return;
    if (openReserve())
        resumeAccepting();
    else
        m_retry.start();
}

} // namespace handglass
