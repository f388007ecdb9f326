// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capture.h"
#include "app/protocol/httphead.h"

#include <QTemporaryDir>
#include <QTest>

namespace handglass {

/// 2026-11-20 10:31:07.900 UTC.
constexpr qint64 RecordTime = 1'795'170'667'900'000'000;
constexpr qint64 Ms = 1'000'000;

inline HttpHead readHead(HttpHeadReader::Kind kind, const QByteArray &raw)
{
    HttpHeadReader reader(kind);
    reader.feed(raw);
    return reader.state() == HttpHeadReader::State::Done ? reader.head() : HttpHead{};
}

inline ConnectionRecord clientRecord(const QByteArray &request, const QByteArray &response)
{
    ConnectionRecord record;
    record.session = 1;
    record.url = QStringLiteral("wss://quotes.example.net/v2/stream");
    record.localAddress = QStringLiteral("192.0.2.7:51422");
    record.peerAddress = QStringLiteral("203.0.113.24:443");
    record.startedNs = RecordTime;
    record.requestNs = RecordTime + 65 * Ms;
    record.responseNs = RecordTime + 85 * Ms;
    record.times = {2'400'000, 18'100'000, -1, 20'900'000, 19'700'000};
    record.tls = QStringLiteral("TLS 1.3, TLS_AES_256_GCM_SHA384");
    record.rawRequest = request;
    record.rawResponse = response;
    if (response.isEmpty())
        return record;
    const HttpHead answer = readHead(HttpHeadReader::Kind::Response, response);
    if (answer.status > 0)
        record.verdict = judge(readHead(HttpHeadReader::Kind::Request, request), answer);
    return record;
}

inline ConnectionRecord acceptedRecord()
{
    ConnectionRecord record = clientRecord("GET /v2/stream HTTP/1.1\r\n"
                                           "Host: quotes.example.net\r\n"
                                           "Upgrade: websocket\r\n"
                                           "Connection: Upgrade\r\n"
                                           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                           "Sec-WebSocket-Version: 13\r\n"
                                           "Origin: https://desk.example.net\r\n"
                                           "Sec-WebSocket-Protocol: quotes.v2, quotes.v1\r\n"
                                           "User-Agent: Handglass/0.1\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n"
        "Server: nginx/1.24.0\r\n"
        "Connection: upgrade\r\n"
        "Upgrade: websocket\r\n"
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        "Sec-WebSocket-Protocol: quotes.v2\r\n\r\n");
    record.state = ConnectionState::Open;
    record.openedNs = RecordTime + 86 * Ms;
    record.offeredSubprotocols = {QStringLiteral("quotes.v2"), QStringLiteral("quotes.v1")};
    record.subprotocol = QStringLiteral("quotes.v2");
    return record;
}

inline ConnectionRecord refusedRecord()
{
    ConnectionRecord record = clientRecord("GET /v1/feed HTTP/1.1\r\n"
                                           "Host: orders.example.net\r\n"
                                           "Upgrade: websocket\r\n"
                                           "Connection: Upgrade\r\n"
                                           "Sec-WebSocket-Key: EsUA7Qt4eRBftGrw8ka+hw==\r\n"
                                           "Sec-WebSocket-Version: 13\r\n"
                                           "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\n"
                                           "Cookie: sid=topsecret\r\n"
                                           "User-Agent: Handglass/0.1\r\n\r\n",
        "HTTP/1.1 401 Unauthorized\r\n"
        "Date: Fri, 20 Nov 2026 09:31:12 GMT\r\n"
        "WWW-Authenticate: Bearer realm=\"orders\", error=\"invalid_token\", "
        "error_description=\"The access token expired\"\r\n"
        "Content-Type: application/problem+json\r\n"
        "Content-Length: 145\r\n"
        "Connection: close\r\n\r\n");
    record.state = ConnectionState::Failed;
    record.closedNs = RecordTime + 126 * Ms;
    record.body = R"({"type":"about:blank","title":"Unauthorized","status":401,"detail":"Access token expired at )"
                  R"(2026-11-20T09:00:00Z. Get a new one from /v1/token."})";
    record.bodySize = record.body.size();
    record.rawResponse.replace("145", QByteArray::number(record.bodySize));
    record.failure = {FailurePhase::Verdict, record.verdict.failure(),
        QStringLiteral("The server says that the bearer token has expired."),
        QStringLiteral("Get a new token, put it under Request, Authorization, and reconnect."),
        QStringLiteral("TLS and the form of the request: both passed."),
        QStringLiteral("HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm=\"orders\""),
        QStringLiteral("RFC 6455 §4.1")};
    return record;
}

inline ConnectionRecord garbageRecord()
{
    ConnectionRecord record = acceptedRecord();
    record.state = ConnectionState::Failed;
    record.openedNs = 0;
    record.subprotocol.clear();
    record.closedNs = RecordTime + 90 * Ms;
    record.rawResponse = QByteArray("SSH-2.0-OpenSSH_9.2\r\n\x00\x1b[2J\xff<b>bold</b>", 38);
    record.verdict = {};
    record.failure = {FailurePhase::Response,
        QStringLiteral("expected a status line such as HTTP/1.1 101, got “SSH-2.0-OpenSSH_9.2”, RFC 9112 §4"), {}, {},
        {}, QStringLiteral("“SSH-2.0-OpenSSH_9.2”"), QStringLiteral("RFC 9112 §4")};
    return record;
}

inline ConnectionRecord noResponseRecord()
{
    ConnectionRecord record = clientRecord({}, {});
    record.state = ConnectionState::Failed;
    record.requestNs = 0;
    record.responseNs = 0;
    record.tls.clear();
    record.times = {2'400'000, -1, -1, -1, -1};
    record.closedNs = RecordTime + 30 * Ms;
    record.failure = {FailurePhase::Tcp,
        QStringLiteral("expected a listener at 127.0.0.1:8080, got connection refused"),
        QStringLiteral("No program listens on that port."), QStringLiteral("Start the server, or a mock on 8080."), {},
        {}, {}};
    return record;
}

/// wss to a host whose certificate has expired.
inline ConnectionRecord certificateRecord()
{
    ConnectionRecord record = clientRecord({}, {});
    record.state = ConnectionState::Failed;
    record.url = QStringLiteral("wss://Orders.example.net:8443/v1/feed");
    record.requestNs = 0;
    record.responseNs = 0;
    record.times = {2'400'000, 18'000'000, -1, -1, -1};
    record.closedNs = RecordTime + 60 * Ms;
    record.tls.clear();
    CertificateFacts own;
    own.subject = QStringLiteral("CN=orders.example.net, O=Example Orders Incorporated, L=Springfield, C=US");
    own.issuer = QStringLiteral("CN=Example Root");
    own.names = {QStringLiteral("DNS:orders.example.net"), QStringLiteral("DNS:*.orders.example.net")};
    own.notBefore = 1'600'000'000;
    own.notAfter = 1'700'000'000;
    own.key = QStringLiteral("EC 256 bits");
    own.serial = QStringLiteral("4a:0f:11");
    own.sha256 = QByteArray(32, '\x5A');
    own.pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    CertificateFacts root = own;
    root.subject = root.issuer;
    root.names.clear();
    root.notAfter = 4'000'000'000;
    root.sha256 = QByteArray(32, '\x5B');
    record.tlsFacts.chain = {own, root};
    record.tlsFacts.serverName = QStringLiteral("orders.example.net");
    record.tlsFacts.errors = {QStringLiteral("the certificate CN=orders.example.net expired on 2023-11-14 22:13 UTC")};
    record.failure = {FailurePhase::Tls,
        QStringLiteral("expected a valid certificate, got one that expired on 2023-11-14 22:13 UTC, RFC 5280 §6.1.3"),
        QStringLiteral("The server shows an old certificate."),
        QStringLiteral("Renew it, or trust this certificate for this host."), QStringLiteral("No request was sent."),
        QStringLiteral("CN=orders.example.net, issued by CN=Example Root, valid 2020-09-13 to 2023-11-14"),
        QStringLiteral("RFC 5280 §6.1.3")};
    return record;
}

/// A live capture in a temporary folder.
class RecordCapture
{
public:
    RecordCapture()
    {
        auto made =
            Capture::create(m_folder.filePath(QStringLiteral("live/test.hgcap")), {.retention = {.minFree = 1 << 20}});
        if (!made)
            qFatal("%s", qUtf8Printable(made.error().sentence));
        m_capture = std::move(*made);
    }
    Capture *get() const { return m_capture.get(); }

    /// Written, and readable when it returns.
    ConnectionId add(ConnectionRecord record)
    {
        if (record.id == 0)
            record.id = m_capture->writer()->newConnection();
        m_capture->writer()->writeConnection(record);
        m_capture->writer()->flush();
        const auto arrived = [this, &record] {
            const ConnectionRecord *written = m_capture->connection(record.id);
            return written && written->state == record.state;
        };
        if (!QTest::qWaitFor(arrived))
            qFatal("the record did not arrive");
        return record.id;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Capture> m_capture;
};

} // namespace handglass
