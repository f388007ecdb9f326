// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/capture/capturefiles.h"
#include "app/mock/scenariofile.h"
#include "app/session/faultverdict.h"
#include "app/session/scenarioplayer.h"
#include "app/session/session.h"
#include "app/session/sessionoptions.h"
#include "app/tap/networkthread.h"
#include "ui/common/logscope.h"
#include "ui/mainwindow/rowtally.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <map>

namespace handglass {

class ClientSession;
class CookieShelf;
class MockServer;
class Replay;
class UnmatchedRows;
struct ReplayPace;
struct ReplaySelection;

enum class SessionKind : quint8 { Client, Mock };

/// A session as the GUI thread knows it.
struct SessionInfo {
    qint64 number = 0;
    SessionKind kind = SessionKind::Client;
    QString name;
    SessionState state = SessionState::Idle;
    ConnectionId connection = 0; ///< client: the current or last one
    bool refused = false;        ///< client: the last try did not open
    ClientOptions client;
    MockOptions mock;                ///< address and port as listened on; the scenario that is played
    scenario::ScenarioText scenario; ///< as it was when the mock was started
    QString url;                     ///< connected to, or to connect to the mock
    int tryNumber = 0;               ///< while Waiting: of the next try to reconnect, from 1
    QDeadlineTimer nextTry;          ///< while Waiting: when it begins

    bool isConnecting() const { return state >= SessionState::Waiting && state <= SessionState::Upgrading; }
    /// "Connecting, TCP…", "Reconnecting in 4 s (try 3)"; empty if nothing goes on.
    QString phase() const;
};

/// What a person looks at: a capture and a part of it; session and connection as in LogScope.
struct Place {
    Capture *capture = nullptr; ///< nullptr: nothing
    LogScope scope;
    bool operator==(const Place &) const = default;
};

/// Owns the live capture, the network thread and all sessions; opens captures. GUI thread; nothing here blocks.
class Workbench final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Workbench)
public:
    /// folder: where unsaved captures live; empty: the user's data folder.
    explicit Workbench(const QString &folder = {}, QObject *parent = nullptr);
    /// Ends all sessions, commits what is queued; a live capture that holds nothing unsaved is removed.
    ~Workbench() override;

    /// What the live capture keeps, from now on.
    void setRetention(const Retention &retention);
    /// Creates the live capture; the sentence if that fails. Nothing else may be called before it succeeded.
    QString start();
    Capture *live() const { return m_live.get(); }
    CaptureFiles &files() { return m_files; }
    QString folder() const { return m_folder; }
    CookieShelf &cookies() { return *m_cookies; }
    const RowTally &tally() const { return *m_tally; }
    const UnmatchedRows &unmatched() const { return *m_unmatched; }
    /// Rows of a scope of the live capture, as counted so far.
    RowCount countOf(const LogScope &scope) const;

    // Sessions
    QList<qint64> sessions() const;
    const SessionInfo *session(qint64 number) const;
    QList<ConnectionId> openClients(qint64 mock) const;
    /// All that it had, in order.
    QList<ConnectionId> connectionsOf(qint64 session) const;
    /// Of a connection in its session, in the order they came, from 1; 0: it is not known.
    int numberOf(qint64 session, ConnectionId connection) const;
    /// Connects in this client session, or in a new one (0). Returns its number. Options must be free of errors.
    qint64 connectTo(const ClientOptions &options, qint64 session = 0);
    void cancel(qint64 session);
    /// The session's (or mock client's) open connection is closed with 1000.
    void disconnectFrom(const LogScope &scope);
    /// Answered by sessionAdded() or mockFailed(). scenario: what options.scenario was read from.
    void startMock(const MockOptions &options, const scenario::ScenarioText &scenario = {});
    /// Of a mock that was started with one, from the next event on: answered by scenarioApplied().
    void setScenario(qint64 session, const SharedScenario &scenario);
    /// What a mock does wrong on purpose from now on. Answered by faultsChanged().
    void setFaults(qint64 mock, const QList<scenario::Fault> &faults);
    QList<scenario::Fault> faults(qint64 mock) const;
    /// To a mock that has none: it starts anew.
    void giveScenario(qint64 session, const SharedScenario &scenario, const scenario::ScenarioText &text);
    /// Answered by mockListens() or mockRestartFailed().
    void restartMock(qint64 session, const MockOptions &options);
    void stopMock(qint64 session);
    void rename(qint64 session, const QString &name);
    /// Ends it and takes it off the list; its rows stay in the capture.
    void remove(qint64 session);

    // Sending to what a scope of the live capture names: a client's connection, a mock's client or several of them, all
    // of a mock's. Each asks for sendDone(), which says of how many it failed.
    /// Whom a scope of one mock names, of those that are open.
    QList<ConnectionId> targets(const LogScope &scope) const;
    /// Empty if something is open there, else the sentence that says why nothing can be sent.
    QString whyNoTarget(const LogScope &scope) const;
    void sendText(const LogScope &scope, const QString &text, qint64 token);
    void sendBinary(const LogScope &scope, const QByteArray &data, qint64 token);
    void ping(const LogScope &scope, const QByteArray &payload, qint64 token);
    void pong(const LogScope &scope, const QByteArray &payload, qint64 token);
    void close(const LogScope &scope, quint16 code, const QString &reason, qint64 token);
    void sendRaw(const LogScope &scope, const RawSend &raw, qint64 token);
    /// Ends TCP without a close frame.
    void drop(const LogScope &scope, qint64 token);
    /// A prepared reply of a mock's scenario.
    void runReply(const LogScope &scope, const QString &name, qint64 token);
    /// Into a client session's open connection, not started; nullptr: there is none.
    std::unique_ptr<Replay> replay(qint64 session, const ReplaySelection &selection, const ReplayPace &pace) const;
    /// Whether the peer's Pings are answered by themselves, from now on.
    void setAutoPong(const LogScope &scope, bool on, qint64 token);
    /// For all that the scope names.
    bool autoPong(const LogScope &scope) const;
    /// Round-trip time of the last Ping of ours that this connection's peer answered, ns; −1: none was.
    qint64 lastRtt(ConnectionId connection) const { return m_rtt.value(connection, -1); }

    // What of the live capture is in no file yet
    bool hasUnsaved() const;
    qint64 unsavedRows() const;
    /// All rows of the live capture up to this one are in the file.
    void markSaved(EntryId upTo, const QString &target);
    QString savedTo() const { return m_savedTo; } ///< empty: nowhere yet
    /// At the end: what is unsaved is let go.
    void discardUnsaved() { m_discard = true; }

Q_SIGNALS:
    void sessionAdded(qint64 session);
    /// Of a mock whose clients come and go at most 20 times a second for that.
    void sessionChanged(qint64 session);
    void sessionRemoved(qint64 session);
    /// One of the live capture's connections, by its record.
    void connectionChanged(qint64 session, qint64 connection);
    /// These of the live capture's connections are no longer in it.
    void connectionsDropped(const QList<qint64> &connections);
    void mockFailed(const QString &sentence, quint16 freePort);
    /// From now on, as session() says.
    void mockListens(qint64 session);
    /// It goes on as before, unless session() says that it is idle.
    void mockRestartFailed(qint64 session, const QString &sentence, quint16 freePort);
    void scenarioApplied(qint64 session);
    /// At most 5 times a second.
    void scenarioCounted(qint64 session, const handglass::ScenarioCounts &counts);
    void faultsChanged(qint64 session);
    void faultsJudged(qint64 session, const QList<handglass::FaultVerdict> &verdicts);
    void sendDone(qint64 token, const QString &error);
    void pressureChanged(qint64 session, bool paused, qint64 unsentBytes);
    /// A Ping of ours was answered after ns.
    void rttMeasured(qint64 session, qint64 connection, qint64 ns);

private:
    struct Held {
        SessionInfo info;
        ClientSession *client = nullptr;
        MockServer *mock = nullptr;
        QHash<ConnectionId, int> connections; ///< all it had, with their numbers
        int lastNumber = 0;
        QList<ConnectionId> clients;           ///< of a mock, open ones, in order
        std::optional<MockOptions> restarting; ///< a mock, with these
        Session *session() const;
    };
    struct Pending {
        qint64 session = 0;
        qsizetype all = 0;
        qsizetype left = 0; ///< outcomes that have not come
        qsizetype failed = 0;
        QString error; ///< of the first that failed
    };
    void watch(Session *session);
    void watchClient(ClientSession *session);
    void watchMock(MockServer *session);
    Held *held(qint64 number);
    const Held *held(qint64 number) const;
    void takeRecord(ConnectionId id);
    void takeDropped(const QList<ConnectionId> &connections);
    void takeState(qint64 number, SessionState state, ConnectionId connection);
    void takeWaiting(qint64 number, int tryNumber, qint64 milliseconds);
    void takeListening(qint64 number, const QHostAddress &address, quint16 port);
    void takeListenFailure(qint64 number, const QString &sentence, quint16 freePort);
    void takeClient(qint64 mock, ConnectionId client, bool open);
    void tellClients();
    void takeSendDone(qint64 token, const QString &error);
    QList<ConnectionId> targets(qint64 session, ConnectionId connection) const;
    template <typename Send> void sendToAll(const LogScope &scope, qint64 token, Send sendTo);

    const QString m_folder;
    CaptureFiles m_files;
    std::unique_ptr<CookieShelf> m_cookies;
    QString m_livePath;
    std::unique_ptr<Capture> m_live;
    Retention m_retention;
    std::unique_ptr<NetworkThread> m_network;
    RowTally *m_tally = nullptr;
    UnmatchedRows *m_unmatched = nullptr;
    std::map<qint64, Held> m_sessions;
    std::map<qint64, Held> m_starting;    ///< mocks that have not answered listen() yet
    QHash<qint64, Pending> m_pending;     ///< by the caller's token
    QHash<ConnectionId, bool> m_autoPong; ///< where it was switched
    QHash<ConnectionId, qint64> m_rtt;
    QSet<qint64> m_otherClients; ///< mocks whose clients are others, and it is not told yet
    QTimer m_clientsTimer;
    EntryId m_savedUpTo = 0;
    QString m_savedTo;
    bool m_discard = false;
};

} // namespace handglass
