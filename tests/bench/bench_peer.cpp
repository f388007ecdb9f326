// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The other end of the measurements, as little of it as possible: blocking sockets, a thread a connection.
//   bench_peer                     serves on a free port of the loopback interface, which it prints:
//     /blast/SIZE/COUNT              sends COUNT binary messages as fast as they are taken
//     /bounce/SIZE/COUNT             sends a message and waits for it to come back, COUNT times, then prints ns a trip
//   bench_peer PORT SIZE COUNT     the same as a client: prints ns a trip of COUNT messages through an echo server
#include "app/protocol/handshake.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

/// Until everything is written; false: the other end is gone.
bool writeAll(int socket, const std::string &bytes)
{
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t count = ::send(socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        done += size_t(count);
    }
    return true;
}

/// Exactly that many bytes; false: the other end is gone.
bool readAll(int socket, std::vector<char> &bytes)
{
    return ::recv(socket, bytes.data(), bytes.size(), MSG_WAITALL) == ssize_t(bytes.size());
}

std::string readHead(int socket)
{
    std::string head;
    char byte = 0;
    while (!head.ends_with("\r\n\r\n") && ::recv(socket, &byte, 1, 0) == 1)
        head += byte;
    return head;
}

/// A binary frame of that payload size, below 64 KiB; masked with the key 0.
std::string frame(size_t size, bool masked)
{
    std::string bytes{char(0x82)};
    const char maskBit = masked ? char(0x80) : char(0);
    if (size < 126) {
        bytes += char(maskBit | char(size));
    } else {
        bytes += char(maskBit | char(126));
        bytes += char(size >> 8U);
        bytes += char(size & 0xFFU);
    }
    return bytes + std::string(masked ? 4 : 0, '\0') + std::string(size, 'x');
}

bool blast(int socket, size_t size, size_t count)
{
    const std::string one = frame(size, false);
    const size_t together = std::max<size_t>(1, (256 << 10) / one.size());
    std::string many;
    for (size_t i = 0; i < together; ++i)
        many += one;
    for (; count >= together; count -= together)
        if (!writeAll(socket, many))
            return false;
    return writeAll(socket, many.substr(0, count * one.size()));
}

/// ns a round trip, 0: the other end is gone. ours: this end masks.
double bounce(int socket, size_t size, size_t count, bool ours)
{
    const std::string out = frame(size, ours);
    std::vector<char> in(frame(size, !ours).size());
    const auto start = Clock::now();
    for (size_t i = 0; i < count; ++i)
        if (!writeAll(socket, out) || !readAll(socket, in))
            return 0;
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / double(count);
}

void setNoDelay(int socket)
{
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

std::string_view headerValue(std::string_view head, std::string_view name)
{
    const size_t at = head.find(name);
    if (at == std::string_view::npos)
        return {};
    const size_t from = at + name.size();
    return head.substr(from, head.find("\r\n", from) - from);
}

void serve(int socket)
{
    setNoDelay(socket);
    const std::string head = readHead(socket);
    const std::string_view key = headerValue(head, "Sec-WebSocket-Key: ");
    const QByteArray accept = handglass::acceptValue(QByteArrayView(key.data(), qsizetype(key.size())));
    writeAll(socket,
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
            + accept.toStdString() + "\r\n\r\n");
    size_t size = 0;
    size_t count = 0;
    if (std::sscanf(head.c_str(), "GET /blast/%zu/%zu", &size, &count) == 2) {
        blast(socket, size, count);
    } else if (std::sscanf(head.c_str(), "GET /bounce/%zu/%zu", &size, &count) == 2) {
        std::printf("%.0f\n", bounce(socket, size, count, false));
        std::fflush(stdout);
    }
    std::vector<char> rest(4096);
    while (::recv(socket, rest.data(), rest.size(), 0) > 0) { }
    ::close(socket);
}

sockaddr_in loopback(int port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(uint16_t(port));
    return address;
}

int runServer()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || ::listen(listener, 16) != 0)
        return 1;
    ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &length);
    std::printf("%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    while (true) {
        const int socket = ::accept(listener, nullptr, nullptr);
        if (socket >= 0)
            std::thread(serve, socket).detach();
    }
}

int runClient(int port, size_t size, size_t count)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(port);
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return 1;
    setNoDelay(socket);
    writeAll(socket,
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    readHead(socket);
    std::printf("%.0f\n", bounce(socket, size, count, true));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 4)
        return runClient(std::atoi(argv[1]), std::strtoul(argv[2], nullptr, 10), std::strtoul(argv[3], nullptr, 10));
    return runServer();
}
