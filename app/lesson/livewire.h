// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lesson/wirelog.h"
#include "app/mock/scenario.h"
#include "app/session/sessionoptions.h"

#include <QObject>
#include <QTemporaryDir>

#include <chrono>
#include <memory>
#include <optional>

namespace handglass {
class Capture;
class ClientSession;
class MockServer;
class NetworkThread;
} // namespace handglass

namespace handglass::lesson {

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
    void setSpeed(std::optional<std::chrono::milliseconds> delay);
    void setBreaks(const QByteArrayList &ids); ///< see HeldWire
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
    WireLog m_log;
    QString m_error;
};

} // namespace handglass::lesson
