// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/mocklistener.h"

#include <QNetworkProxy>
#include <QProcess>

namespace handglass {

namespace {

constexpr int BacklogSize = 4096;
constexpr int RetryMs = 100;

bool hasFreeDescriptor()
{
    QFile probe(QProcess::nullDevice());
    return probe.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

} // namespace

MockListener::MockListener()
    : m_reserve(QProcess::nullDevice())
{
    setProxy(QNetworkProxy::NoProxy);
    setListenBacklogSize(BacklogSize);
    m_retry.setInterval(RetryMs);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &MockListener::restoreReserve);
}

bool MockListener::start(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return false;
    pauseAccepting();
    openReserve();
    m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &MockListener::acceptWaiting);
    return true;
}

void MockListener::stop()
{
    if (m_notifier) {
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater(); // it may be telling
    }
    m_retry.stop();
    m_reserve.close();
    close();
}

bool MockListener::openReserve()
{
    return m_reserve.isOpen() || m_reserve.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void MockListener::acceptWaiting()
{
    if (!hasFreeDescriptor()) {
        if (!m_reserve.isOpen()) {
            hold();
            return;
        }
        m_reserve.close();
    }
    waitForNewConnection(0); // there are some: calls incomingConnection() for each
    openReserve();
}

void MockListener::incomingConnection(qintptr descriptor)
{
    const bool onReserve = !openReserve();
    if (onReserve)
        hold();
    Q_EMIT accepted(descriptor, onReserve);
}

/// restoreReserve() ends it; tried again by itself, for descriptors may become free elsewhere.
void MockListener::hold()
{
    if (m_notifier)
        m_notifier->setEnabled(false);
    m_retry.start();
}

void MockListener::restoreReserve()
{
    if (!m_notifier)
        return;
    if (openReserve())
        m_notifier->setEnabled(true);
    else
        m_retry.start();
}

} // namespace handglass
