// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The other end of the measurements, as little of it as possible: blocking sockets, a thread a connection.
//   bench_peer                     serves on a free port of the loopback interface, which it prints, until its standard
//                                  input ends:
//     /blast/SIZE/COUNT              prints the steady clock (ns), then sends COUNT binary messages as fast as they are
//                                    taken
//     /pace/SIZE/RATE/SECONDS        sends so many texts a second; prints how many they were
//     /bounce/SIZE/COUNT             sends a message and waits for it to come back, COUNT times; prints the median
//                                    trip, ns
//   bench_peer PORT SIZE COUNT     the last as a client of an echo server
#include "app/protocol/frame.h"
#include "app/protocol/handshake.h"
#include "tests/bench/rawsocket.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

using namespace bench;

namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t Together = 256 << 10; ///< bytes of frames that are written at once, if they are short

void say(double number)
{
    std::printf("%.0f\n", number);
    std::fflush(stdout);
}

std::string binary(size_t size, bool masked)
{
    return frame(int(handglass::Opcode::Binary), std::string(size, 'x'), masked);
}

std::string repeated(const std::string &one, size_t count)
{
    std::string many;
    many.reserve(one.size() * count);
    for (size_t i = 0; i < count; ++i)
        many += one;
    return many;
}

void blast(int socket, size_t size, size_t count)
{
    const std::string one = binary(size, false);
    const size_t together = std::max<size_t>(1, Together / one.size());
    const std::string many = repeated(one, together);
    say(double(std::chrono::nanoseconds(Clock::now().time_since_epoch()).count()));
    for (; count >= together; count -= together)
        if (!writeAll(socket, many))
            return;
    writeAll(socket, std::string_view(many).substr(0, count * one.size()));
}

void pace(int socket, size_t size, size_t perSecond, size_t seconds)
{
    std::string text = R"({"channel":"trades","symbol":"EURUSD","price":1.08411,"id":)";
    text.resize(std::max(size, text.size() + 1) - 1, '7');
    const std::string one = frame(int(handglass::Opcode::Text), text + '}', false);
    const std::string many = repeated(one, Together / one.size());
    const size_t together = many.size() / one.size();
    constexpr std::chrono::milliseconds tick(5);
    const auto start = Clock::now();
    size_t sent = 0;
    for (auto next = start; Clock::now() - start < std::chrono::seconds(seconds); next += tick) {
        std::this_thread::sleep_until(next);
        const std::chrono::duration<double> passed = Clock::now() - start;
        const size_t due = std::min(together, size_t(passed.count() * double(perSecond)) - sent);
        if (!writeAll(socket, std::string_view(many).substr(0, due * one.size())))
            break;
        sent += due;
    }
    say(double(sent));
}

/// The median round trip, ns; 0: the other end is gone. ours: this end masks.
double bounce(int socket, size_t size, size_t count, bool ours)
{
    const std::string out = binary(size, ours);
    std::vector<char> in(binary(size, !ours).size());
    std::vector<double> trips;
    trips.reserve(count);
    for (size_t i = 0; i < count; ++i) {
        const auto start = Clock::now();
        if (!writeAll(socket, out) || !readAll(socket, in))
            return 0;
        trips.push_back(std::chrono::duration<double, std::nano>(Clock::now() - start).count());
    }
    std::nth_element(trips.begin(), trips.begin() + qsizetype(count / 2), trips.end());
    return trips[count / 2];
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
    size_t seconds = 0;
    if (std::sscanf(head.c_str(), "GET /blast/%zu/%zu", &size, &count) == 2)
        blast(socket, size, count);
    else if (std::sscanf(head.c_str(), "GET /pace/%zu/%zu/%zu", &size, &count, &seconds) == 3)
        pace(socket, size, count, seconds);
    else if (std::sscanf(head.c_str(), "GET /bounce/%zu/%zu", &size, &count) == 2)
        say(bounce(socket, size, count, false));
    std::vector<char> rest(4096);
    while (::recv(socket, rest.data(), rest.size(), 0) > 0) { }
    ::close(socket);
}

int runServer()
{
    std::thread([] {
        while (std::getchar() != EOF) { }
        std::_Exit(0);
    }).detach();
    uint16_t port = 0;
    const int listener = listenAnywhere(port);
    if (listener < 0)
        return 1;
    say(port);
    while (true) {
        const int socket = ::accept(listener, nullptr, nullptr);
        if (socket >= 0)
            std::thread(serve, socket).detach();
    }
}

int runClient(uint16_t port, size_t size, size_t count)
{
    const int socket = openWebSocket(port);
    if (socket < 0)
        return 1;
    say(bounce(socket, size, count, true));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const auto number = [argv](int at) { return std::strtoul(argv[at], nullptr, 10); };
    return argc == 4 ? runClient(uint16_t(number(1)), number(2), number(3)) : runServer();
}
