// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/capturereader.h"
#include "app/capture/capturewriter.h"
#include "app/capture/records.h"

#include <QTest>
#include <QVariant>

namespace handglass {

inline EntryRow frameRow(Direction direction = Direction::Sent, quint8 firstByte = 0x81, ConnectionId connection = 1)
{
    EntryRow row;
    row.connection = connection;
    row.timeNs = nowNs();
    row.bits = firstByte;
    row.direction = direction;
    return row;
}

/// Appends one row and returns its id.
inline EntryId appendRow(CaptureWriter &writer, const EntryRow &row, QByteArrayView payload, const QString &text = {})
{
    EntryBatch batch;
    batch.add(row, payload, text);
    return writer.append(batch);
}

/// The same for a compressed frame.
inline EntryId appendCompressed(
    CaptureWriter &writer, const EntryRow &row, QByteArrayView payload, const QByteArray &content)
{
    EntryBatch batch;
    batch.add(row, payload);
    batch.setContent(content);
    return writer.append(batch);
}

/// What a signal of the writer's thread said, brought to the test's thread (a QSignalSpy would listen on the writer's).
template <typename... Arguments> class Heard final : public QObject
{
public:
    Heard(const CaptureWriter *writer, void (CaptureWriter::*signal)(Arguments...))
    {
        const auto note = [this](Arguments... arguments) {
            m_calls.push_back(QVariantList({QVariant::fromValue(arguments)...}));
        };
        connect(writer, signal, this, note, Qt::QueuedConnection);
    }
    int count() const { return int(m_calls.size()); }
    const QVariantList &first() const { return m_calls.first(); }
    const QVariantList &last() const { return m_calls.last(); }

private:
    QList<QVariantList> m_calls;
};

/// nullptr, and a failed test, on an error.
inline std::unique_ptr<CaptureWriter> makeWriter(const QString &path, const CaptureWriter::Limits &limits = {})
{
    auto writer = CaptureWriter::create(path, limits);
    if (writer)
        return std::move(*writer);
    QTest::qFail(qPrintable(writer.error().sentence), __FILE__, __LINE__);
    return nullptr;
}

/// nullptr, and a failed test, on an error.
inline std::unique_ptr<CaptureReader> openReader(const QString &path)
{
    auto reader = CaptureReader::open(path);
    if (reader)
        return std::move(*reader);
    QTest::qFail(qPrintable(reader.error().sentence), __FILE__, __LINE__);
    return nullptr;
}

/// What row number id of a long test holds: of changing length, told by the number.
inline QByteArray numberedPayload(EntryId id)
{
    return "row " + QByteArray::number(id) + QByteArray(qsizetype(id % 90), static_cast<char>('a' + id % 26));
}

/// Every field set to something of its own.
inline TlsFacts fullTlsFacts()
{
    CertificateFacts own;
    own.subject = QStringLiteral("CN=ä.test, O=\"Quotes\"");
    own.issuer = QStringLiteral("CN=Test CA");
    own.names = {QStringLiteral("DNS:example.test"), QStringLiteral("IP:127.0.0.1")};
    own.notBefore = 1'700'000'000;
    own.notAfter = 32'503'680'000;
    own.key = QStringLiteral("EC 256 bits");
    own.serial = QStringLiteral("0a:ff");
    own.sha256 = QByteArray(32, '\xfe');
    own.pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    CertificateFacts issuer;
    issuer.subject = own.issuer;
    TlsFacts facts;
    facts.protocol = QStringLiteral("TLS 1.3");
    facts.cipher = QStringLiteral("TLS_AES_256_GCM_SHA384");
    facts.alpn = QStringLiteral("http/1.1");
    facts.serverName = QStringLiteral("example.test");
    facts.chain = {own, issuer};
    facts.errors = {QStringLiteral("expected a certificate that is valid now, got one that ended 2020-01-01")};
    facts.accepted = QStringLiteral("--no-check");
    facts.ownCertificate = QStringLiteral("CN=client");
    return facts;
}

/// A record with every field set to something of its own.
inline ConnectionRecord fullRecord(ConnectionId id)
{
    ConnectionRecord record;
    record.id = id;
    record.session = 4;
    record.sessionName = QStringLiteral("quotes ✓");
    record.role = ConnectionRole::MockClient;
    record.state = ConnectionState::Failed;
    record.url = QStringLiteral("wss://example.test/quotes?x=ä");
    record.localAddress = QStringLiteral("127.0.0.1:51422");
    record.peerAddress = QStringLiteral("203.0.113.24:443");
    record.startedNs = 1'780'000'000'000'000'001;
    record.openedNs = 1'780'000'000'000'000'002;
    record.closedNs = 1'780'000'000'000'000'003;
    record.requestNs = 1'780'000'000'000'000'004;
    record.responseNs = 1'780'000'000'000'000'005;
    record.times = {0, 11, 12, 13, 14};
    record.reason = Reason::Reconnect;
    record.previous = 7;
    record.attempt = 3;
    record.proxy = QStringLiteral("http://127.0.0.1:3128");
    record.proxyAnswer = QByteArray("HTTP/1.1 200 \xff\0OK\r\n\r\n", 21);
    record.attempts = {{QStringLiteral("[2001:db8::1]:443"), 0, 250'000'000, QStringLiteral("no route")},
        {QStringLiteral("203.0.113.24:443"), 250'000'001, -1, {}}};
    record.tls = QStringLiteral("TLS 1.3");
    record.tlsFacts = fullTlsFacts();
    record.observeOnly = true;
    record.rawRequest = "GET / HTTP/1.1\r\n\r\n";
    record.rawResponse = QByteArray("HTTP/1.1 401 \xff\0x\r\n\r\n", 20);
    record.body = "refused";
    record.bodySize = 5'000'000'000;
    record.verdict.checks = {Check{.id = "status",
        .outcome = Outcome::Fail,
        .rule = QStringLiteral("Status"),
        .expected = QStringLiteral("101"),
        .got = QStringLiteral("401"),
        .section = QStringLiteral("RFC 6455 §4.1"),
        .responseLine = 1}};
    record.failure = {FailurePhase::Proxy, QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
        QStringLiteral("d"), QStringLiteral("e"), QStringLiteral("RFC 9110 §9.3.6")};
    record.offeredSubprotocols = {QStringLiteral("quotes.v2"), QStringLiteral("a,\"b")};
    record.subprotocol = QStringLiteral("quotes.v2");
    record.extensions = QStringLiteral("permessage-deflate");
    record.closeCode = 4999;
    record.closeReason = QStringLiteral("bye");
    record.closedBy = ClosedBy::Peer;
    record.clean = true;
    return record;
}

} // namespace handglass
