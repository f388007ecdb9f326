// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/session/clientfaults.h"
#include "app/session/faultjudge.h"
#include "app/session/scenarioplayer.h"
#include "app/session/session.h"
#include "app/session/sessionoptions.h"
#include "app/tap/mockanswer.h"
#include "app/tap/tlsserver.h"

#include <optional>
#include <unordered_map>

class QTcpSocket;
class QWebSocketServer;

namespace handglass {

class CaptureWriter;
class MemorySocket;
class MockListener;
class MockOpening;
class NetworkThread;

/// A QWebSocketServer behind taps: every client, and everyone turned away, is a connection of its own in the capture.
class MockServer final : public Session
{
    Q_OBJECT
public:
    MockServer(NetworkThread &network, CaptureWriter &writer, const QString &name);
    ~MockServer() override;

    /// Empty, or the sentence that says what of the options cannot be used (subprotocols, address, window bits).
    static QString optionsError(const MockOptions &options);

    /// Answered by listening() or listenFailed(). If it listens already, its clients get 1001; what it cannot be
    /// started with changes nothing (only where the same port cannot be listened on again, it has ended). Any thread.
    void listen(const MockOptions &options);
    /// Stops listening, closes every client with 1001; stopped() when all are gone, within three close time-outs (one
    /// for what is still to be sent, one for the peer's close frame, one to spare). Any thread.
    void stop();
    /// Holds from the next event on; nobody is dropped. Only a mock that was started with a scenario can change it;
    /// null is passed over. Answered by scenarioApplied(). Any thread.
    void setScenario(const SharedScenario &scenario);
    /// What is done wrong on purpose from now on, to the clients of all routes and beside what the scenario says:
    /// faults of frames to clients that are connected as well, faults of the handshake to those that come. Stands until
    /// it is set anew, also while the mock does not listen. Parameters are brought into what they may be. Any thread.
    void setFaults(const QList<scenario::Fault> &faults);
    /// As set last. Any thread.
    QList<scenario::Fault> faults() const;
    /// A prepared reply of the scenario, for one client; answered by sendDone(). Any thread.
    void runReply(ConnectionId to, const QString &name, qint64 token = 0);
    /// sendDone() tells how many could not be sent to.
    void sendTextToAll(const QString &text, qint64 token = 0);

Q_SIGNALS:
    void listening(const QHostAddress &address, quint16 port);
    /// freePort: one that could be taken instead if the asked one is in use; 0: that would not help.
    void listenFailed(const QString &sentence, quint16 freePort);
    void clientOpened(qint64 connection);
    void clientRefused(qint64 connection, const QString &sentence);
    void clientClosed(qint64 connection);
    void stopped();
    void scenarioApplied();
    /// What rules have done so far; at most 5 times a second while it changes.
    void scenarioCounted(const handglass::ScenarioCounts &counts);
    /// No rule held for the message that begins in this row (0: not known).
    void messageUnmatched(qint64 connection, qint64 row);
    void faultsChanged(const QList<handglass::scenario::Fault> &faults);
    /// What is new of faults that were made and of what clients did then; at most 5 times a second. One for each client
    /// and kind of fault, the last one counts.
    void faultsJudged(const QList<handglass::FaultVerdict> &verdicts);

private:
    /// Between the client's legal request and Qt's QWebSocket for it.
    struct Arrival {
        std::unique_ptr<MockOpening> opening;
        std::unique_ptr<MemorySocket> memory;
    };
    /// The QWebSocket goes first.
    struct Client {
        std::unique_ptr<Tap> tap;
        std::unique_ptr<QWebSocket> socket;
        std::unique_ptr<ClientFaults> faults; ///< made with the first
    };

    Open find(ConnectionId connection) const override;
    void shutDown() override;

    void startListening(const MockOptions &options);
    void startServing();
    void tellListenFailed(const MockListener &listener, const MockOptions &wanted);
    void stopListening(const QString &why);
    void accept(qintptr descriptor, bool onReserve);
    void addArrival(std::unique_ptr<MockOpening> opening, bool onReserve);
    void handToQt(ConnectionId id);
    void takeFromQt();
    void openClient(ConnectionId id, std::unique_ptr<QWebSocket> socket);
    void connectClient(ConnectionId id, const Client &client);
    static void echo(const Client &client, const Outgoing &message);
    void dropArrival(ConnectionId id);
    void dropClient(ConnectionId id);
    void checkStopped();
    void abortAll();
    QString sendToAll(const QString &text);
    MockPolicy policy(ConnectionId id, const QTcpSocket &socket);
    void startPlayer();
    void connectPlayer(ConnectionId id, const Client &client);
    QString sendAsScenario(ConnectionId id, const Outgoing &message);
    void startJudge();
    ClientFaults &clientFaults(ConnectionId id);
    void applyFaults(ConnectionId id);
    void applyFaults();
    void makeFault(ConnectionId id, const scenario::Fault &fault);
    MockDecision decide(ConnectionId id, int number, const HttpHead &request, const QString &address);

    MockOptions m_options;
    std::optional<TlsServerTerms> m_tls;          ///< none: plain
    std::unique_ptr<QWebSocketServer> m_qtServer; ///< does not listen: gets each client's in-memory leg
    std::unique_ptr<MockListener> m_listener;
    std::unique_ptr<ScenarioPlayer> m_player; ///< null: there is no scenario
    std::unique_ptr<FaultJudge> m_judge;
    std::unordered_map<ConnectionId, Arrival> m_arrivals;
    std::unordered_map<ConnectionId, Client> m_clients;
    bool m_stopping = false;
    int m_stops = 0;       ///< so far
    int m_arrived = 0;     ///< clients, so far
    bool m_ending = false; ///< deleteLater() once everyone is gone
    mutable QMutex m_faultsMutex;
    QList<scenario::Fault> m_faults; ///< see setFaults()
};

} // namespace handglass
