// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "plainsocket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace handglass {

PlainSocket::PlainSocket(quint16 port)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    const timeval most{10, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    const int yes = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        m_end = End::Reset;
}

PlainSocket::~PlainSocket()
{
    ::close(m_socket);
}

bool PlainSocket::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const auto size = ::send(m_socket, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (size < 0)
            return false;
        sent += size;
    }
    return true;
}

bool PlainSocket::read()
{
    if (m_end != End::None)
        return false;
    std::array<char, 65536> chunk{};
    const auto size = ::recv(m_socket, chunk.data(), chunk.size(), 0);
    if (size > 0)
        m_came.append(chunk.data(), size);
    else if (size == 0)
        m_end = End::Fin;
    else
        m_end = errno == EAGAIN ? End::TimeOut : End::Reset;
    return size > 0;
}

QByteArray PlainSocket::readUntil(const QByteArray &sign)
{
    qsizetype at = m_came.indexOf(sign);
    while (at < 0 && read())
        at = m_came.indexOf(sign);
    const qsizetype size = at < 0 ? m_came.size() : at + sign.size();
    const QByteArray part = m_came.first(size);
    m_came.remove(0, size);
    return part;
}

QByteArray PlainSocket::readToEnd()
{
    while (read()) { }
    return std::exchange(m_came, {});
}

void PlainSocket::drop(qsizetype most)
{
    QByteArray chunk(most, Qt::Uninitialized);
    ::recv(m_socket, chunk.data(), size_t(most), MSG_DONTWAIT);
}

void PlainSocket::endSending()
{
    ::shutdown(m_socket, SHUT_WR);
}

} // namespace handglass
