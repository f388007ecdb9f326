// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/crowd.h"

#include "app/protocol/frame.h"
#include "tests/bench/measure.h"
#include "tests/bench/rawsocket.h"

#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {
constexpr int Batch = 50;
}

Crowd::Crowd(uint16_t port, int clients)
{
    for (int i = 0; i < clients; ++i) {
        m_sockets.push_back(openWebSocket(port));
        if (m_sockets.back() < 0)
            qFatal("expected %d connections, got %d", clients, i);
    }
}

Crowd::~Crowd()
{
    for (const int socket : m_sockets)
        ::close(socket);
}

double Crowd::echo(int clients, int payload, int messages)
{
    const std::string text(size_t(payload), 'x');
    const int binary = int(handglass::Opcode::Binary);
    const auto echoSize = qint64(frame(binary, text, false).size());
    std::string batch;
    for (int i = 0; i < Batch; ++i)
        batch += frame(binary, text, true);
    std::vector<pollfd> polls;
    for (int i = 0; i < clients; ++i)
        polls.push_back({m_sockets[size_t(i)], POLLIN, 0});
    std::vector<qint64> missing(polls.size(), 0);
    std::vector<int> batches(polls.size(), messages / Batch);
    std::vector<char> buffer(1 << 20);
    int busy = clients;
    const auto next = [&](size_t i) {
        if (batches[i]-- == 0) {
            --busy;
            return;
        }
        missing[i] = echoSize * Batch;
        writeAll(polls[i].fd, batch);
    };
    const qint64 start = steadyNs();
    for (size_t i = 0; i < polls.size(); ++i)
        next(i);
    while (busy > 0) {
        ::poll(polls.data(), polls.size(), -1);
        for (size_t i = 0; i < polls.size(); ++i) {
            if ((polls[i].revents & POLLIN) == 0)
                continue;
            const ssize_t got = ::recv(polls[i].fd, buffer.data(), buffer.size(), 0);
            if (got <= 0)
                qFatal("expected echoes, got the connection's end");
            missing[i] -= got;
            if (missing[i] == 0)
                next(i);
        }
    }
    return rate(qint64(clients) * (messages / Batch * Batch), start, steadyNs());
}

qint64 Crowd::takeEach(qsizetype bytes)
{
    std::vector<char> taken(static_cast<size_t>(bytes));
    for (const int socket : m_sockets) {
        if (!readAll(socket, taken))
            qFatal("expected a message for every client, got a connection's end");
    }
    return steadyNs();
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace bench
