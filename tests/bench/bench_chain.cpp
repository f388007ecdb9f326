// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the whole chain costs: socket to committed capture row, against a bare QWebSocket that only counts; and what a
// tap adds to a round trip. Same server, same kind of thread, taken in turns; the table shows medians.
#include "app/capture/capturewriter.h"
#include "app/session/clientsession.h"
#include "app/session/mockserver.h"
#include "app/tap/networkthread.h"

#include <QCoreApplication>
#include <QProcess>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <atomic>
#include <cstdio>

using namespace handglass;

namespace {

constexpr int rounds = 3;
constexpr int waitMs = 300'000;
constexpr int trips = 20'000;

struct Load {
    const char *name;
    int size;
    qint64 count;
    double goal; ///< of chain ÷ bare
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

QString peerProgram()
{
    return QCoreApplication::applicationDirPath() + QStringLiteral("/bench_peer");
}

/// One line of a program's output as a number.
double lineOf(QProcess &process)
{
    while (!process.canReadLine())
        if (!process.waitForReadyRead(waitMs))
            return 0;
    return process.readLine().trimmed().toDouble();
}

/// The server of bench_peer.
class BenchServer
{
public:
    BenchServer()
    {
        m_process.start(peerProgram());
        m_port = int(lineOf(m_process));
    }
    ~BenchServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    QString url(const char *what, int size, qint64 count) const
    {
        return QStringLiteral("ws://127.0.0.1:%1/%2/%3/%4").arg(m_port).arg(QLatin1String(what)).arg(size).arg(count);
    }
    double result() { return lineOf(m_process); }

private:
    QProcess m_process;
    int m_port = 0;
};

/// A bare QWebSocket on a network thread of its own.
class BareClient
{
public:
    BareClient(const QString &url, const std::function<void(QWebSocket &)> &prepare)
    {
        m_network.run([&] {
            m_socket = new QWebSocket;
            prepare(*m_socket);
            m_socket->open(QUrl(url));
        });
    }
    ~BareClient()
    {
        m_network.run([this] { delete m_socket; });
    }

private:
    NetworkThread m_network;
    QWebSocket *m_socket = nullptr;
};

/// A capture and the thread for a session.
struct Chain {
    QTemporaryDir folder;
    std::unique_ptr<CaptureWriter> writer =
        std::move(CaptureWriter::create(folder.filePath(QStringLiteral("bench.hgcap")), {}).value());
    NetworkThread network;
};

template <typename T> struct Released {
    T *session;
    ~Released() { session->release(); }
};

double bareMessagesASecond(const BenchServer &server, const Load &load)
{
    QSemaphore done;
    std::atomic<qint64> start = 0;
    std::atomic<qint64> end = 0;
    qint64 count = 0;
    const BareClient client(server.url("blast", load.size, load.count), [&](QWebSocket &socket) {
        QObject::connect(&socket, &QWebSocket::connected, &socket, [&] { start = nowNs(); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket, [&] {
            if (++count == load.count) {
                end = nowNs();
                done.release();
            }
        });
    });
    return done.tryAcquire(1, waitMs) ? double(load.count) * 1e9 / double(end - start) : 0;
}

double chainMessagesASecond(const BenchServer &server, const Load &load)
{
    Chain chain;
    QSemaphore done;
    std::atomic<qint64> start = 0;
    std::atomic<qint64> end = 0;
    const EntryId last = 1 + load.count; // the first row says that the connection opened
    QObject::connect(
        chain.writer.get(), &CaptureWriter::committed, chain.writer.get(),
        [&](qint64 upTo) {
            if (upTo >= last && end == 0) {
                end = nowNs();
                done.release();
            }
        },
        Qt::DirectConnection);
    const Released<ClientSession> client{new ClientSession(chain.network, *chain.writer, QStringLiteral("bench"))};
    QObject::connect(
        client.session, &ClientSession::opened, client.session, [&] { start = nowNs(); }, Qt::DirectConnection);
    ClientOptions options;
    options.url = parseWebSocketUrl(server.url("blast", load.size, load.count)).value();
    client.session->open(options);
    return done.tryAcquire(1, waitMs) ? double(load.count) * 1e9 / double(end - start) : 0;
}

void measureThroughput(const BenchServer &server, const Load &load)
{
    std::vector<double> bare;
    std::vector<double> chain;
    std::vector<double> ratio;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(bareMessagesASecond(server, load));
        chain.push_back(chainMessagesASecond(server, load));
        ratio.push_back(chain.back() / bare.back());
    }
    std::printf("%-28s %11.0f/s %11.0f/s %8.2f   goal %.2f\n", load.name, median(bare), median(chain), median(ratio),
        load.goal);
    std::fflush(stdout);
}

void echoBinary(QWebSocket &socket)
{
    QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
        [&socket](const QByteArray &message) { socket.sendBinaryMessage(message); });
}

double bareClientTrip(BenchServer &server)
{
    const BareClient client(server.url("bounce", 64, trips), echoBinary);
    return server.result();
}

double tappedClientTrip(BenchServer &server)
{
    Chain chain;
    const Released<ClientSession> client{new ClientSession(chain.network, *chain.writer, QStringLiteral("bench"))};
    ClientOptions options;
    options.url = parseWebSocketUrl(server.url("bounce", 64, trips)).value();
    options.echo = true;
    client.session->open(options);
    return server.result();
}

double tripThrough(quint16 port)
{
    QProcess client;
    client.start(peerProgram(), {QString::number(port), QStringLiteral("64"), QString::number(trips)});
    const double trip = lineOf(client);
    client.waitForFinished();
    return trip;
}

double bareServerTrip(BenchServer &)
{
    NetworkThread network;
    QWebSocketServer *server = nullptr;
    quint16 port = 0;
    network.run([&] {
        server = new QWebSocketServer(QStringLiteral("bench"), QWebSocketServer::NonSecureMode);
        QObject::connect(server, &QWebSocketServer::newConnection, server,
            [server] { echoBinary(*server->nextPendingConnection()); });
        server->listen(QHostAddress::LocalHost);
        port = server->serverPort();
    });
    const double trip = tripThrough(port);
    network.run([&] { delete server; });
    return trip;
}

double mockTrip(BenchServer &)
{
    Chain chain;
    const Released<MockServer> mock{new MockServer(chain.network, *chain.writer, QStringLiteral("bench"))};
    QSemaphore ready;
    std::atomic<quint16> bound = 0;
    QObject::connect(
        mock.session, &MockServer::listening, mock.session,
        [&](const QHostAddress &, quint16 port) {
            bound = port;
            ready.release();
        },
        Qt::DirectConnection);
    MockOptions options;
    options.port = 0;
    mock.session->listen(options);
    return ready.tryAcquire(1, waitMs) ? tripThrough(bound) : 0;
}

void measureTrip(
    const char *name, BenchServer &server, double (*bareTrip)(BenchServer &), double (*tappedTrip)(BenchServer &))
{
    std::vector<double> bare;
    std::vector<double> tapped;
    std::vector<double> added;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(bareTrip(server) / 1e3);
        tapped.push_back(tappedTrip(server) / 1e3);
        added.push_back(tapped.back() - bare.back());
    }
    std::printf("%-28s %10.1f µs %10.1f µs %8.2f   added %.1f µs\n", name, median(bare), median(tapped),
        median(tapped) / median(bare), median(added));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    BenchServer server;
    std::printf("%-28s %13s %13s %8s\n", "", "bare Qt", "Handglass", "ratio");
    measureThroughput(server, {"1 000 000 messages of 64 B", 64, 1'000'000, 0.25});
    measureThroughput(server, {"20 000 messages of 16 KiB", 16 << 10, 20'000, 0.10});
    measureTrip("client, round trip of 64 B", server, bareClientTrip, tappedClientTrip);
    measureTrip("mock, round trip of 64 B", server, bareServerTrip, mockTrip);
}
