// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/framerow.h"
#include "app/exchange/exporting.h"
#include "app/exchange/importing.h"
#include "app/protocol/deflatecodec.h"
#include "tests/capture/captureparts.h"

#include <QFile>
#include <QTemporaryDir>

namespace handglass {

constexpr qint64 FirstNs = 1'780'000'000'000'000'001; ///< of the captures that the tests make

inline QByteArray upgradeRequest(const QByteArray &headers = {})
{
    return "GET /chat?room=7&access_token=s3cr3t HTTP/1.1\r\nHost: example.test\r\nUpgrade: websocket\r\n"
           "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + headers + "\r\n";
}

inline QByteArray upgradeResponse(const QByteArray &headers = {})
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
        + headers + "\r\n";
}

/// A capture that a test fills row by row; times advance by 1 ms a row.
class CaptureMaker
{
public:
    explicit CaptureMaker(const QString &path)
        : m_writer(makeWriter(path))
    {
    }
    CaptureWriter &writer() { return *m_writer; }

    ConnectionRecord connection(ConnectionId id, ConnectionRole role = ConnectionRole::Client)
    {
        ConnectionRecord record;
        record.id = id;
        record.session = 1;
        record.role = role;
        record.state = ConnectionState::Closed;
        record.url = QStringLiteral("ws://example.test/chat?room=7&access_token=s3cr3t");
        record.localAddress = QStringLiteral("127.0.0.1:%1").arg(50'000 + id);
        record.peerAddress = QStringLiteral("203.0.113.24:8080");
        record.startedNs = now();
        record.times = {1'000'000, 2'000'000, -1, -1, 3'000'000};
        record.requestNs = now();
        record.responseNs = now();
        record.openedNs = now();
        record.rawRequest = upgradeRequest();
        record.rawResponse = upgradeResponse();
        return record;
    }
    void opened(const ConnectionRecord &record)
    {
        m_writer->writeConnection(record);
        note(record, EntryKind::Opened, QStringLiteral("101 Switching Protocols. Connection %1").arg(record.id));
    }
    void closed(ConnectionRecord record, quint16 code = 1000)
    {
        record.closeCode = code;
        record.clean = code != 1006;
        record.closedBy = ClosedBy::Us;
        record.closedNs = now();
        m_writer->writeConnection(record);
        note(record, EntryKind::Closed, QStringLiteral("Closed by us."));
    }
    EntryId note(const ConnectionRecord &record, EntryKind kind, const QString &text, QByteArrayView payload = {})
    {
        EntryRow row;
        row.kind = kind;
        row.connection = record.id;
        row.timeNs = now();
        return appendRow(*m_writer, row, payload, text);
    }
    /// header.payloadLength 0: the payload's.
    EntryId frame(ConnectionId connection, Direction direction, FrameHeader header, QByteArrayView payload,
        quint16 flags = 0, EntryId messageFirst = 0, const QString &text = {},
        const std::optional<QByteArray> &content = {})
    {
        if (header.payloadLength == 0)
            header.payloadLength = quint64(payload.size());
        if (header.lengthBits == 7)
            header.lengthBits = minimalLengthBits(header.payloadLength);
        EntryRow row;
        row.bits = quint16(header.firstByte() | (header.masked ? EntryMasked : 0));
        row.maskKey = header.masked ? 0x37FA213D : 0;
        row.lengthBits = header.lengthBits;
        row.wireLength = header.size() + qint64(header.payloadLength);
        row.connection = connection;
        row.direction = direction;
        row.timeNs = now();
        row.bits |= flags;
        row.messageFirst = messageFirst;
        EntryBatch batch;
        batch.add(row, payload, text);
        if (content)
            batch.setContent(*content);
        return m_writer->append(batch);
    }
    qint64 now() { return FirstNs + 1'000'000 * m_tick++; }
    void pass(std::chrono::milliseconds time) { m_tick += time.count(); }
    void finish() { m_writer.reset(); }

private:
    std::unique_ptr<CaptureWriter> m_writer;
    qint64 m_tick = 0;
};

inline FrameHeader header(Opcode opcode, bool masked = false, bool fin = true, bool rsv1 = false)
{
    FrameHeader made;
    made.opcode = opcode;
    made.masked = masked;
    made.maskingKey = {0x37, 0xFA, 0x21, 0x3D};
    made.fin = fin;
    made.rsv1 = rsv1;
    return made;
}

/// One connection with each kind of frame, compressed, fragmented and broken ones among them; and a second one.
inline void fillVariedCapture(CaptureMaker &maker)
{
    constexpr auto Up = Direction::Sent;
    constexpr auto Down = Direction::Received;
    ConnectionRecord one = maker.connection(1);
    one.rawRequest = upgradeRequest("Authorization: Bearer abcdef123456\r\nCookie: sid=verysecret; theme=dark\r\n"
                                    "Sec-WebSocket-Extensions: permessage-deflate\r\n");
    one.rawResponse = upgradeResponse("Set-Cookie: sid=newsecret; HttpOnly\r\n"
                                      "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; "
                                      "server_no_context_takeover\r\n");
    one.extensions = QStringLiteral("permessage-deflate; client_no_context_takeover; server_no_context_takeover");
    maker.opened(one);
    maker.frame(1, Up, header(Opcode::Text, true), "{\"type\":\"tick\",\"say\":\"höre, \"\n,x\"}");
    maker.frame(1, Down, header(Opcode::Binary), QByteArray("\0\xff\x80\r\n\"", 6));
    ConnectionRecord two = maker.connection(2, ConnectionRole::MockClient);
    two.localAddress = QStringLiteral("[::1]:9000");
    two.peerAddress = QStringLiteral("[::1]:51000");
    maker.opened(two);
    const EntryId first = maker.frame(1, Down, header(Opcode::Text, false, false), "first, ", EntryFirst);
    maker.frame(1, Down, header(Opcode::Ping), "are you there");
    maker.frame(2, Down, header(Opcode::Text, true), "to the mock");
    maker.frame(1, Up, header(Opcode::Pong, true), "are you there");
    maker.frame(1, Down, header(Opcode::Continuation, false, false), "second \xC3", 0, first);
    maker.frame(1, Down, header(Opcode::Continuation), "\xA4 third", EntryLast, first);
    const QByteArray said(2000, 'z');
    const QByteArray packed = Deflater(15, false).compress(said);
    maker.frame(1, Up, header(Opcode::Text, true, true, true), packed, 0, 0, {}, said);
    maker.frame(2, Up, header(Opcode::Text), QByteArray(70'000, 'L'));
    maker.frame(1, Down, header(Opcode::Close),
        QByteArray("\x03\xe8"
                   "bye"));
    maker.frame(1, Up, header(Opcode::Close, true), QByteArray("\x03\xe8"));
    maker.closed(one);
    maker.closed(two, 1006);
}

inline QByteArray fileBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace handglass
