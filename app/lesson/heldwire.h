// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/unitcutter.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace handglass::lesson {

/// The wire between a client and a server: one TCP connection of each (a second client is turned away), and in between
/// every head and every frame is held until it is released. Both ends are real and may be anybody's. Network thread, or
/// any thread with an event loop; loopback only. What cannot be cut into heads and frames passes as Bytes. Bounded: an
/// end is not read while more than MaxHeld bytes of it are held.
class HeldWire final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeldWire)
public:
    static constexpr qint64 MaxHeld = 16LL << 20; ///< bytes a direction; a larger frame passes in pieces of Bytes
    static constexpr qint64 MaxLog = 64LL << 20;  ///< bytes of all units; with more the wire ends, and error() says so
    static constexpr int MaxUnits = 20'000;       ///< the same

    /// To the server at this port of the loopback interface.
    explicit HeldWire(quint16 serverPort);
    ~HeldWire() override;

    /// The port that a client connects to; 0 with error() if nothing can be listened on.
    quint16 port() const;
    QString error() const { return m_error; }
    /// Ends both sides of TCP at once.
    void abort();

    const WireLog &log() const { return m_log; }      ///< without what the ends say of themselves (EndChanged)
    const QList<int> &held() const { return m_held; } ///< numbers of units, oldest first
    qint64 elapsedNs() const;                         ///< since the wire began; 0 before
    /// Delivers the oldest unit that is held. False: none is.
    bool release();
    /// Every unit is delivered by itself, this long after it came (or after the one before); none: held until
    /// released.
    void setSpeed(std::optional<std::chrono::milliseconds> delay);
    /// Of what is held now and comes from now on; see breaks.h. Each break changes the first unit that it applies to,
    /// then no other until it is set anew.
    void setBreaks(const QByteArrayList &ids);
    /// In place of the value of this header in the next answer that is delivered; an empty name: nothing is replaced.
    void replaceInResponse(const QByteArray &name, const QByteArray &value);

Q_SIGNALS:
    void changed(); ///< log() has grown

private:
    /// The TCP connection of an end, and what comes from there.
    struct Side {
        explicit Side(End itsEnd)
            : end(itsEnd)
        {
        }
        End end;
        UnitCutter cutter{end, MaxHeld};
        QTcpSocket *socket = nullptr; ///< null: there is no connection
        QTimer quiet;                 ///< of an end that stopped in the middle of a unit: what is there passes as Bytes
        qint64 held = 0;              ///< bytes
        bool ended = false;           ///< it ended TCP
        bool endDue = false;          ///< it is to be told that the other end did, behind what is still to be written
    };

    Side &side(End end) { return m_sides[std::size_t(end)]; }
    void accept();
    void connectSocket(Side &side);
    void serverConnected();
    void serverFailed();
    void read(End end);
    void readAll(Side &side);
    void take(Side &side, const QList<UnitCutter::Piece> &pieces);
    void addUnit(End from, UnitKind kind, const QByteArray &bytes);
    void addEvent(EventKind kind, int unit = 0);
    void flush(End end);
    void ended(End end);
    bool full(const Side &side);
    void deliver(int number);
    void endIfWritten(Side &side);
    void breakUnit(WireUnit &unit);
    void replaceIn(WireUnit &unit) const;
    void planDelivery();
    void fail(const QString &sentence);
    void letGo(Side &side);

    const quint16 m_serverPort;
    QTcpServer *m_server;
    QString m_error;
    WireLog m_log;
    std::array<Side, 2> m_sides{Side(End::Client), Side(End::Server)};
    bool m_connected = false; ///< to the server
    QList<int> m_held;
    qint64 m_logged = 0; ///< bytes
    QElapsedTimer m_clock;
    std::optional<std::chrono::milliseconds> m_speed;
    QTimer m_delivery;
    QByteArrayList m_breaks;   ///< that have changed nothing yet
    QByteArray m_request;      ///< that was delivered last
    HeaderField m_replacement; ///< for the next answer; no name: none
};

} // namespace handglass::lesson
