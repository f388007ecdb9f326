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
    record.times = {0, 11, 12, 13};
    record.tls = QStringLiteral("TLS 1.3");
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
    record.failure = {
        FailurePhase::Response, QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")};
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
