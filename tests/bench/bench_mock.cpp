// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Echo through the mock, with everything recorded, against a bare QWebSocketServer: messages a second for a number of
// clients that keep a batch under way each.
// bench_mock [clients 100] [payload bytes 64] [messages a client 20000]

#include "tests/bench/bareqt.h"
#include "tests/bench/measure.h"
#include "tests/bench/rawsocket.h"
#include "tests/bench/tapped.h"

#include <QCoreApplication>

#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>

using namespace bench;
using namespace handglass;

namespace {

constexpr int Batch = 50;

struct Load {
    int clients = 100;
    int payload = 64;
    int messages = 20'000;
};

struct Result {
    double rate = 0;      ///< messages a second
    double networkNs = 0; ///< of the network thread's time, a message
};

double threadSeconds(NetworkThread &network)
{
    timespec time = {};
    network.run([&time] { clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time); });
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// Messages a second, all clients together.
double drive(quint16 port, const Load &load)
{
    const std::string payload(size_t(load.payload), 'x');
    const auto echoSize = qint64(frame(int(Opcode::Binary), payload, false).size());
    std::string batch;
    for (int i = 0; i < Batch; ++i)
        batch += frame(int(Opcode::Binary), payload, true);
    std::vector<pollfd> polls;
    for (int i = 0; i < load.clients; ++i) {
        polls.push_back({openWebSocket(port), POLLIN, 0});
        if (polls.back().fd < 0)
            qFatal("expected a connection, got none");
    }
    std::vector<qint64> missing(polls.size(), 0);
    std::vector<int> batches(polls.size(), load.messages / Batch);
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    const qint64 start = steadyNs();
    int busy = load.clients;
    const auto next = [&](size_t i) {
        if (batches[i]-- == 0) {
            --busy;
            return;
        }
        missing[i] = echoSize * Batch;
        writeAll(polls[i].fd, batch);
    };
    for (size_t i = 0; i < polls.size(); ++i)
        next(i);
    while (busy > 0) {
        ::poll(polls.data(), polls.size(), -1);
        for (size_t i = 0; i < polls.size(); ++i) {
            if ((polls[i].revents & POLLIN) == 0)
                continue;
            const ssize_t got = ::recv(polls[i].fd, buffer.data(), size_t(buffer.size()), 0);
            if (got <= 0)
                qFatal("recv");
            missing[i] -= got;
            if (missing[i] == 0)
                next(i);
        }
    }
    const qint64 end = steadyNs();
    for (const pollfd &poll : polls)
        ::close(poll.fd);
    return rate(qint64(load.clients) * (load.messages / Batch * Batch), start, end);
}

Result run(NetworkThread &network, quint16 port, const Load &load)
{
    const double before = threadSeconds(network);
    Result result;
    result.rate = drive(port, load);
    result.networkNs = (threadSeconds(network) - before) * 1e9 / load.clients / load.messages;
    return result;
}

Result runBare(const Load &load)
{
    BareEchoServer server;
    return run(server.network(), server.port(), load);
}

Result runMock(const Load &load)
{
    TappedMock mock;
    const Result result = run(mock.chain().network, mock.port(), load);
    std::printf("  resident %.0f MiB\n", memoryMiB(Memory::Now));
    mock.chain().writer->flush();
    std::printf("  rows %lld\n", static_cast<long long>(mock.chain().writer->committedId()));
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    Load load;
    load.clients = arguments.value(1, QStringLiteral("100")).toInt();
    load.payload = arguments.value(2, QStringLiteral("64")).toInt();
    load.messages = qMax(Batch, arguments.value(3, QStringLiteral("20000")).toInt());
    const Result bare = runBare(load);
    std::printf(
        "bare QWebSocketServer %10.0f messages/s  network thread %6.0f ns a message\n", bare.rate, bare.networkNs);
    const Result mock = runMock(load);
    std::printf(
        "mock, recorded        %10.0f messages/s  network thread %6.0f ns a message\n", mock.rate, mock.networkNs);
    std::printf("ratio                 %10.2f                             %6.2f\n", mock.rate / bare.rate,
        bare.networkNs / mock.networkNs);
    return 0;
}
