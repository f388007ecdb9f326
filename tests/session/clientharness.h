// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"
#include "app/session/clientsession.h"
#include "app/tap/networkthread.h"

#include <QTemporaryDir>

#include <atomic>
#include <memory>

namespace handglass {

/// A client session with a capture of its own, and what it told, on the test's thread.
class ClientHarness final : public QObject
{
    Q_OBJECT
public:
    struct Sent {
        qint64 token = 0;
        QString error;
    };
    struct Pressure {
        bool paused = false;
        qint64 bytes = 0;
    };

    explicit ClientHarness(const CaptureWriter::Limits &limits = {});
    ~ClientHarness() override;

    ClientSession *session() { return m_session; }
    CaptureWriter &writer() { return *m_writer; }
    NetworkThread &network() { return *m_network; }
    /// Options for the address, with short time-outs.
    static ClientOptions options(const QString &address);
    void open(const QString &address) { m_session->open(options(address)); }
    /// Ends the session; true when its object is gone.
    bool release();

    qint64 connection() const { return m_connection; } ///< the last one told of
    bool isOpen() const { return !states.isEmpty() && states.last() == SessionState::Open; }
    bool isIdle() const { return !states.isEmpty() && states.last() == SessionState::Idle; }

    /// From the capture file; id 0: the last connection told of.
    ConnectionRecord record(ConnectionId id = 0);
    QList<Entry> rows(ConnectionId id = 0);
    QList<Entry> frames(Direction direction, ConnectionId id = 0);
    QByteArray payload(const Entry &entry);
    Entry lastRow() { return rows().last(); }

    QList<SessionState> states;
    QStringList refused;
    int opened = 0;
    int closed = 0;
    QList<Sent> sent;
    QList<Pressure> pressures;

private:
    CaptureReader &reader();

    QTemporaryDir m_folder;
    std::unique_ptr<CaptureWriter> m_writer;
    std::unique_ptr<CaptureReader> m_reader;
    std::unique_ptr<NetworkThread> m_network;
    ClientSession *m_session;
    std::atomic_bool m_gone = false;
    qint64 m_connection = 0;
};

} // namespace handglass
