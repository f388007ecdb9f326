// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/mock/scenario.h"
#include "app/session/sessionoptions.h"

#include <QHash>
#include <QObject>
#include <QTemporaryDir>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace handglass {
class Capture;
class NetworkThread;
class Session;
} // namespace handglass

namespace handglass::lesson {

class HeldWire;

/// What the ends of a lesson's wire are.
struct WireSetup {
    QByteArray path = "/";
    QStringList subprotocols; ///< that the client offers
    QByteArray origin;        ///< empty: none
    QList<HeaderField> headers;
    bool deflate = false;    ///< the client offers permessage-deflate, the server accepts it
    SharedScenario scenario; ///< the server's; null: it echoes
    bool operator==(const WireSetup &) const = default;
};

/// A real ClientSession, a real MockServer, and the wire between them that holds what crosses it. Records both ends
/// into a capture of its own, in a folder that goes with it: nothing of it enters the user's captures. Time-outs of the
/// ends are an hour, so that a person can read. GUI thread; nothing blocks, everything is told by changed().
class LiveWire final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LiveWire)
public:
    explicit LiveWire(QObject *parent = nullptr);
    ~LiveWire() override;

    /// Starts anew: what was there is ended, log() is empty. The client connects at once.
    void start(const WireSetup &setup);
    /// Ends both ends; log() stays.
    void stop();

    const WireLog &log() const { return m_log; }
    /// Empty, or why there is no wire (no port, no folder), with what to do.
    QString error() const { return m_error; }

    void release(); ///< the oldest unit that is held
    // See HeldWire. They stand until they are set anew: each start() begins with them.
    void setSpeed(std::optional<std::chrono::milliseconds> delay);
    void setBreaks(const QByteArrayList &ids);
    void replaceInResponse(const QByteArray &name, const QByteArray &value);

    // What an end does; goes through its tap like everything else. Empty, or told by refused(): why nothing was sent.
    void sendText(End from, const QString &text);
    void sendBinary(End from, const QByteArray &data);
    void sendFragments(End from, const QStringList &parts); ///< one text message
    void ping(End from, const QByteArray &payload);
    void close(End from, quint16 code, const QString &reason); ///< 1005: an empty close frame
    void sendRaw(End from, const QByteArray &bytes);
    void drop(End from); ///< ends TCP without a close frame

Q_SIGNALS:
    void changed();                        ///< log() has grown, or begun anew
    void refused(const QString &sentence); ///< what was asked was not sent
    void failed(const QString &sentence);  ///< there is no wire: error()

private:
    /// Outlives what is started on it; made with the first start().
    struct Ground {
        QTemporaryDir folder;
        std::unique_ptr<Capture> capture;
        std::unique_ptr<NetworkThread> network; ///< goes first
    };
    /// What an end has told of itself.
    struct Told {
        Session *session = nullptr; ///< null: it is not there
        qint64 connection = 0;      ///< that is open; 0: none
        qint64 recorded = 0;        ///< that its records are of
        WireEvent last;
    };

    Told &told(End end) { return m_told[std::size_t(end)]; }
    QString prepare();
    void fail(const QString &sentence);
    void startServer();
    void startClient(quint16 serverPort);
    void connectSession(Session &session, End end);
    void recordChanged(qint64 id);
    void rowsCame();
    void changeEnd(WireEvent event);
    void setTcpTime();
    void takeWire();
    void order(End from, const std::function<void(Session &, qint64 connection)> &work);

    std::unique_ptr<Ground> m_ground;
    WireSetup m_setup;
    WebSocketUrl m_url;
    std::array<Told, 2> m_told;
    std::unique_ptr<HeldWire> m_wire;
    qsizetype m_eventsTaken = 0;
    qint64 m_tcpNs = 0; ///< that the client took to connect; 0: not known yet
    int m_turn = 0;     ///< number of the start; what is told of an earlier one is passed over
    qint64 m_rowsSeen = 0;
    QHash<qint64, QString> m_violations; ///< by connection: the first rule that it saw broken
    std::optional<std::chrono::milliseconds> m_speed;
    QByteArrayList m_breaks;
    HeaderField m_replacement;
    WireLog m_log;
    QString m_error;
};

} // namespace handglass::lesson
