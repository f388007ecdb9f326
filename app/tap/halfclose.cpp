// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tap/halfclose.h"

#include <QSocketNotifier>
#include <QSslSocket>
#include <QThread>
#include <QTimer>

#include <array>
#include <cerrno>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace handglass {

#ifdef Q_OS_UNIX

namespace {

/// A second descriptor of a connection that QSslSocket lets go: ends our half of TCP once Qt has written everything,
/// and reads to the peer's end, so that closing resets nothing. Deletes itself. (After close_notify Qt reads no more,
/// and its close() would answer the peer's close_notify with a reset.)
class Remainder final : public QObject
{
    Q_DISABLE_COPY_MOVE(Remainder)
public:
    Remainder(int descriptor, std::chrono::milliseconds most)
        : m_descriptor(descriptor)
        , m_notifier(descriptor, QSocketNotifier::Read)
    {
        connect(&m_notifier, &QSocketNotifier::activated, this, &Remainder::drop);
        connect(QThread::currentThread(), &QThread::finished, this, &QObject::deleteLater);
        QTimer::singleShot(most, this, &QObject::deleteLater);
    }
    ~Remainder() override
    {
        m_notifier.setEnabled(false);
        ::close(m_descriptor);
    }
    void endOurHalf() { ::shutdown(m_descriptor, SHUT_WR); }

private:
    void drop()
    {
        std::array<char, 16384> bytes{};
        const auto size = ::recv(m_descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (size > 0 || (size < 0 && (errno == EAGAIN || errno == EINTR)))
            return;
        m_notifier.setEnabled(false);
        deleteLater();
    }

    int m_descriptor;
    QSocketNotifier m_notifier;
};

void endTls(QTcpSocket &socket, std::chrono::milliseconds linger)
{
    const int kept = ::fcntl(int(socket.socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    if (kept >= 0) {
        auto *remainder = new Remainder(kept, linger);
        QObject::connect(&socket, &QTcpSocket::disconnected, remainder, &Remainder::endOurHalf);
        QObject::connect(&socket, &QObject::destroyed, remainder, &Remainder::endOurHalf);
    }
    socket.disconnectFromHost();
}

} // namespace

void endOurHalf(QTcpSocket &socket, std::chrono::milliseconds linger)
{
    if (qobject_cast<QSslSocket *>(&socket) != nullptr && static_cast<QSslSocket &>(socket).isEncrypted())
        endTls(socket, linger);
    else if (::shutdown(int(socket.socketDescriptor()), SHUT_WR) != 0)
        socket.disconnectFromHost();
}

void resetTcp(QTcpSocket &socket)
{
    const ::linger atOnce{1, 0};
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    socket.abort();
}

#else

void resetTcp(QTcpSocket &socket)
{
    socket.abort();
}

void endOurHalf(QTcpSocket &socket, std::chrono::milliseconds /*linger*/)
{
    socket.disconnectFromHost();
}

#endif

} // namespace handglass
