// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <array>
#include <chrono>

namespace handglass::lesson {

class CompareRun;
struct ToolFigures;

/// The ways in which the same chat reaches a client.
enum class Transport : quint8 { Polling = 0, LongPolling = 1, Streaming = 2, WebSocket = 3 };
constexpr std::array Transports{Transport::Polling, Transport::LongPolling, Transport::Streaming, Transport::WebSocket};

struct CompareSettings {
    double eventsPerSecond = 2; ///< MinRate to MaxRate
    std::chrono::milliseconds pollingInterval{1'000};
    static constexpr double MinRate = 0.2;
    static constexpr double MaxRate = 20;
    static constexpr std::chrono::milliseconds MinInterval{100};
    static constexpr std::chrono::milliseconds MaxInterval{10'000};
};

/// What one transport took, on its TCP connection as the server's socket saw it.
struct TransportFigures {
    qint64 requests = 0;       ///< HTTP requests; of WebSocket the one that opens it
    qint64 sent = 0;           ///< bytes from client to server
    qint64 received = 0;       ///< bytes from server to client
    qint64 heads = 0;          ///< of both: bytes of HTTP heads
    qint64 payload = 0;        ///< of both: bytes of the chat's messages
    qint64 events = 0;         ///< messages that arrived
    qint64 medianDelayNs = -1; ///< from the message's birth to its arrival; −1: none has arrived
    qint64 p95DelayNs = -1;
    QString error; ///< of the last try; empty: none

    qint64 wire() const { return sent + received; }
    qint64 framing() const { return wire() - heads - payload; } ///< chunk sizes, line ends, frame headers
    qint64 overhead() const { return wire() - payload; }
    double perEvent() const { return events == 0 ? 0 : double(wire()) / double(events); }
};

struct CompareReport {
    qint64 ns = 0;        ///< since the counting began
    qint64 published = 0; ///< messages of the chat since then
    std::array<TransportFigures, Transports.size()> transports;
    const TransportFigures &of(Transport transport) const { return transports[size_t(transport)]; }
};

/// As tasks ask for them.
ToolFigures toolFigures(const CompareReport &report);

/// Lesson 1: one chat, brought to a client by polling, long polling (RFC 6202 §2), HTTP streaming (§3) and WebSocket at
/// once, from a small HTTP/1.1 server on the loopback interface. All of it runs on a thread of its own. GUI thread.
class Compare final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Compare)
public:
    explicit Compare(QObject *parent = nullptr);
    ~Compare() override;

    /// Anew, from nothing.
    void start(const CompareSettings &settings);
    /// While it runs; what is counted begins again, connections stay.
    void setSettings(const CompareSettings &settings);
    void stop();
    bool isRunning() const { return m_run != nullptr; }

Q_SIGNALS:
    /// 4 times a second.
    void measured(const handglass::lesson::CompareReport &report);
    /// It cannot run: the sentence.
    void failed(const QString &sentence);

private:
    QThread m_thread;
    CompareRun *m_run = nullptr; ///< lives on m_thread
};

} // namespace handglass::lesson

Q_DECLARE_METATYPE(handglass::lesson::CompareReport)
