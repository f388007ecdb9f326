// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <array>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace handglass {

/// A port of the loopback interface whose backlog is full: the system drops what knocks there.
class FullPort final
{
    Q_DISABLE_COPY_MOVE(FullPort)
public:
    /// An IPv4 address; port 0: any free one.
    explicit FullPort(const QHostAddress &host = QHostAddress(QHostAddress::LocalHost), quint16 port = 0)
        : m_host(host)
        , m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(host.toIPv4Address());
        address.sin_port = htons(port);
        ::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address);
        ::listen(m_listener, 0);
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        for (int &filler : m_fillers) {
            filler = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            ::connect(filler, reinterpret_cast<sockaddr *>(&address), sizeof address);
        }
    }
    ~FullPort()
    {
        for (const int filler : m_fillers)
            ::close(filler);
        ::close(m_listener);
    }

    quint16 port() const { return m_port; }
    QString address() const { return QStringLiteral("ws://%1:%2/").arg(m_host.toString()).arg(m_port); }

private:
    QHostAddress m_host;
    int m_listener;
    quint16 m_port = 0;
    std::array<int, 4> m_fillers{};
};

} // namespace handglass
