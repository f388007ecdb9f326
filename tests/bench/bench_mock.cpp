// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Echo through the mock, with everything recorded, against a bare QWebSocketServer: messages a second for a number of
// clients that keep a batch under way each.
// bench_mock [clients 100] [payload bytes 64] [messages a client 20000]

#include "app/capture/capturewriter.h"
#include "app/protocol/frame.h"
#include "app/session/mockserver.h"
#include "app/tap/networkthread.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <vector>

using namespace handglass;

namespace {

constexpr int Batch = 50;

struct Load {
    int clients = 100;
    int payload = 64;
    int messages = 20'000;
};

double residentMiB()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / (1 << 20) : 0;
}

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

int connectTo(quint16 port)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("connect");
    static const char request[] = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    if (::send(fd, request, sizeof request - 1, 0) < 0)
        qFatal("send");
    QByteArray head;
    char byte = 0;
    while (!head.endsWith("\r\n\r\n") && ::recv(fd, &byte, 1, 0) == 1)
        head.append(byte);
    if (!head.contains(" 101 "))
        qFatal("no 101");
    return fd;
}

/// Messages a second, all clients together.
double drive(quint16 port, const Load &load)
{
    FrameHeader header;
    header.opcode = Opcode::Binary;
    const qint64 echoSize = encodeFrame(header, QByteArray(load.payload, 'x')).size();
    header.masked = true;
    header.maskingKey = {1, 2, 3, 4};
    const QByteArray batch = encodeFrame(header, QByteArray(load.payload, 'x')).repeated(Batch);
    std::vector<pollfd> polls;
    for (int i = 0; i < load.clients; ++i)
        polls.push_back({connectTo(port), POLLIN, 0});
    std::vector<qint64> missing(polls.size(), 0);
    std::vector<int> batches(polls.size(), load.messages / Batch);
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    QElapsedTimer timer;
    timer.start();
    int busy = load.clients;
    const auto next = [&](size_t i) {
        if (batches[i]-- == 0) {
            --busy;
            return;
        }
        missing[i] = echoSize * Batch;
        for (qsizetype sent = 0; sent < batch.size();)
            sent += ::send(polls[i].fd, batch.constData() + sent, size_t(batch.size() - sent), 0);
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
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    for (const pollfd &poll : polls)
        ::close(poll.fd);
    return double(load.clients) * (load.messages / Batch * Batch) / seconds;
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
    NetworkThread network; // the same dispatcher
    std::unique_ptr<QWebSocketServer> server;
    quint16 port = 0;
    network.run([&] {
        server = std::make_unique<QWebSocketServer>(QString(), QWebSocketServer::NonSecureMode);
        server->setMaxPendingConnections(10'000);
        QObject::connect(server.get(), &QWebSocketServer::newConnection, server.get(), [&server] {
            QWebSocket *socket = server->nextPendingConnection();
            QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket, &QWebSocket::sendBinaryMessage);
        });
        server->listen(QHostAddress(QHostAddress::LocalHost));
        port = server->serverPort();
    });
    const Result result = run(network, port, load);
    network.run([&] { server.reset(); });
    return result;
}

Result runMock(const Load &load)
{
    const QTemporaryDir folder;
    auto writer = CaptureWriter::create(folder.filePath(QStringLiteral("bench.hgcap")), {});
    if (!writer)
        qFatal("%s", qPrintable(writer.error().sentence));
    NetworkThread network;
    auto *mock = new MockServer(network, **writer, QStringLiteral("bench"));
    MockOptions options;
    options.port = 0;
    QSemaphore listens;
    quint16 port = 0;
    QObject::connect(
        mock, &MockServer::listening, mock,
        [&](const QHostAddress &, quint16 at) {
            port = at;
            listens.release();
        },
        Qt::DirectConnection);
    mock->listen(options);
    listens.acquire();
    const Result result = run(network, port, load);
    std::printf("  resident %.0f MiB\n", residentMiB());
    (*writer)->flush();
    std::printf("  rows %lld\n", static_cast<long long>((*writer)->committedId()));
    mock->release();
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
