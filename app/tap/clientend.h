// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tap/clientgate.h"
#include "app/tap/clientleg.h"

#include <QTimer>

namespace handglass {

using WebSocketPointer = std::unique_ptr<QWebSocket, QScopedPointerDeleteLater>;

/// Qt's end of a client's connection: a QWebSocket that has made its opening request through a gate and waits for the
/// answer as long as it takes. Network thread.
class ClientEnd final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientEnd)
public:
    ClientEnd();
    ~ClientEnd() override;

    /// Answered by asked() or failed().
    void open();
    /// Gives the QWebSocket a canonical 101. Answered by ready() or failed().
    void accept();

    // After ready().
    WebSocketPointer takeWebSocket() { return std::move(m_webSocket); }
    std::unique_ptr<ClientLeg> takeLeg() { return std::move(m_leg); }

Q_SIGNALS:
    /// The QWebSocket's request is here; key is its Sec-WebSocket-Key.
    void asked(const QByteArray &key);
    /// The QWebSocket is open for frames.
    void ready();
    void failed(const QString &sentence);

private:
    void admitted();
    void readRequest();
    void letGo();
    void fail(const QString &sentence);

    ClientGate m_gate;
    WebSocketPointer m_webSocket;
    std::unique_ptr<ClientLeg> m_leg;
    HttpHeadReader m_request{HttpHeadReader::Kind::Request};
    QByteArray m_key;
    QTimer m_timer;
};

} // namespace handglass
