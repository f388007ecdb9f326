// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"

#include <QHostAddress>
#include <QObject>

#include <chrono>
#include <memory>
#include <optional>

class QTcpServer;

namespace handglass::lesson {

/// The wire between a client and a server: one TCP connection of each, and in between every head and every frame is
/// held until it is released. Both ends are real and may be anybody's. Network thread, or any thread with an event
/// loop; loopback only. What cannot be cut into heads and frames passes as Bytes. Bounded: an end is not read while
/// more than MaxHeld bytes of it are held.
class HeldWire final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HeldWire)
public:
    static constexpr qint64 MaxHeld = 16LL << 20; ///< bytes a direction; a larger frame passes in pieces of Bytes

    /// To the server at this port of the loopback interface.
    explicit HeldWire(quint16 serverPort);
    ~HeldWire() override;

    /// The port that a client connects to; 0 with error() if nothing can be listened on.
    quint16 port() const;
    QString error() const;
    /// One connection; a second client is turned away until reset() was called.
    void reset();
    /// Ends both sides of TCP at once.
    void abort();

    const WireLog &log() const { return m_log; } ///< without what the ends say of themselves (EndChanged)
    /// Delivers the oldest unit that is held (of this end). False: none is.
    bool release();
    bool release(End from);
    /// Every unit is delivered by itself, this long after it came (or after the one before); none: held until
    /// released.
    void setSpeed(std::optional<std::chrono::milliseconds> delay);
    /// Of what is held now and comes from now on; see breaks.h. Each break changes the first unit that it applies to,
    /// then no other until it is set anew.
    void setBreaks(const QByteArrayList &ids);
    /// In place of the value of this header in the next answer that is delivered; an empty name: nothing is replaced.
    void replaceInResponse(const QByteArray &name, const QByteArray &value);
    /// Bytes that were put on the wire as if this end had sent them: held like all others.
    void inject(End from, const QByteArray &bytes);

Q_SIGNALS:
    void changed(); ///< log() has grown

private:
    WireLog m_log;
};

} // namespace handglass::lesson
