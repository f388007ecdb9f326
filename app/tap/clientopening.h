// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/handshake.h"
#include "app/tap/clientdialer.h"
#include "app/tap/clientend.h"
#include "app/tap/clientexchange.h"
#include "app/tap/recorder.h"
#include "app/tap/tap.h"

namespace handglass {

struct OpeningSettings {
    DialSettings dial;
    ExchangeSettings exchange;
    RequestSpec request; ///< all but its key
    TapSettings tap;
    /// Told of every answer as soon as its head is complete. Null: nobody asks.
    std::function<void(const HttpHead &response)> answered;
    /// Told of an answer that does not open the connection, before it is recorded: may explain more. Null: nobody does.
    std::function<void(const HttpHead &response, Failure &failure)> explain;
};

/// A client's opening handshake: Qt's end first (its key goes into the request), then look-up, TCP and TLS, request,
/// response and verdict on the public leg, then a canonical 101 for Qt. Keeps the connection's record and its log rows.
/// Network thread; ends with exactly one of opened() and failed(), then it may be deleted with deleteLater().
class ClientOpening final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientOpening)
public:
    /// record: id, session, role and url are set.
    ClientOpening(OpeningSettings settings, std::shared_ptr<Recorder> recorder, ConnectionRecord record);
    ~ClientOpening() override;

    void start();
    /// Fails with FailurePhase::Cancelled, before it returns.
    void cancel();
    /// Fails at once without touching the network.
    void refuse(const QString &sentence);
    const ConnectionRecord &record() const { return m_record; }

    // After opened().
    /// Call Tap::start(pipelined()) on it.
    std::unique_ptr<Tap> takeTap();
    WebSocketPointer takeWebSocket() { return m_end->takeWebSocket(); }
    QByteArray pipelined() const { return m_exchange->pipelined(); }

Q_SIGNALS:
    /// NameLookup, Tcp, Tls, or Response for the upgrade.
    void phaseChanged(handglass::FailurePhase phase);
    void opened();
    /// The record, with its failure, and a notice are written.
    void failed();

private:
    void asked(const QByteArray &key);
    void dialled();
    void responded();
    void exchanged();
    void noteBody();
    void endFailed(const QString &sentence);
    void fail(const Failure &failure);
    void writeRecord();

    OpeningSettings m_settings;
    std::shared_ptr<Recorder> m_recorder;
    ConnectionRecord m_record;
    bool m_over = false;
    std::unique_ptr<ClientEnd> m_end;
    std::unique_ptr<ClientDialer> m_dialer;
    std::unique_ptr<QTcpSocket, QScopedPointerDeleteLater> m_socket;
    std::unique_ptr<ClientExchange> m_exchange; ///< before m_socket is gone
};

} // namespace handglass
