// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/records.h"
#include "app/protocol/httphead.h"
#include "app/tap/clientbody.h"
#include "app/tap/tlsalert.h"

#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>

namespace handglass {

struct ExchangeSettings {
    HttpHeadReader::Limits head;
    qsizetype body = 1 << 20;                     ///< bytes of a refusal's body that are kept
    std::chrono::milliseconds response{15'000};   ///< from the request to the response's whole head
    std::chrono::milliseconds refusalBody{5'000}; ///< then for the body of one that is not 101
};

/// Sends an opening request on a client's public leg and reads the answer: its head, and the body of one that is not
/// 101. Every byte and every time goes into the record. Network thread.
class ClientExchange final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClientExchange)
public:
    /// Socket and record must outlive it.
    ClientExchange(const ExchangeSettings &settings, QTcpSocket &socket, ConnectionRecord &record);
    ~ClientExchange() override;

    /// Answered by finished() or failed().
    void start(const QByteArray &request);
    const HttpHead &response() const { return m_reader->head(); } ///< after responded()
    /// After finished() with status 101: what came behind the head.
    QByteArray pipelined() const { return m_reader->rest(); }
    /// After finished(): the body's end did not come in time.
    bool bodyTimedOut() const { return m_bodyTimedOut; }
    const ClientBody &body() const { return *m_body; } ///< after finished()

Q_SIGNALS:
    void requestWritten();
    /// The response's head is complete.
    void responded();
    /// The head is here, and the body as far as it came.
    void finished();
    /// No head came that could be read.
    void failed(const handglass::Failure &failure);

private:
    void written();
    void read();
    void readHead(const QByteArray &chunk);
    void unreadable();
    void readForeign(const QByteArray &chunk);
    void judgeForeign(bool last);
    void headComplete();
    void readBody(const QByteArray &chunk);
    void ended();
    void tlsFailed();
    void timedOut();
    void finish();
    void fail(const QString &fact, const QString &suggestion = {});
    void fail(const Failure &failure);

    ExchangeSettings m_settings;
    QTcpSocket &m_socket;
    ConnectionRecord &m_record;
    std::optional<HttpHeadReader> m_reader;
    QByteArray m_interim; ///< heads of 1xx answers before the final one (RFC 9110 §15.2)
    std::optional<ClientBody> m_body;
    bool m_bodyTimedOut = false;
    bool m_foreign = false;               ///< what came is no HTTP; what it is may still be told
    std::unique_ptr<AlertWatch> m_alerts; ///< with TLS
    QTimer m_timer;
};

} // namespace handglass
