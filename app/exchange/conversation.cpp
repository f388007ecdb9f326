// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/conversation.h"

#include "app/capture/framerow.h"
#include "app/exchange/pieces.h"
#include "app/protocol/closecode.h"
#include "app/protocol/httphead.h"

#include <QCoreApplication>

#include <algorithm>

namespace handglass {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(handglass::Conversation)
};

constexpr quint16 HttpPort = 80;

bool isSecure(const ConnectionRecord &record)
{
    return !record.tls.isEmpty() || record.url.startsWith(QStringLiteral("wss:"));
}

struct Ends {
    Endpoint client;
    Endpoint server;
    bool recorded = true; ///< else of the block for documentation, RFC 5737
};

/// An import may not know the addresses.
Ends endsOf(const ConnectionRecord &record)
{
    Ends ends{parseEndpoint(record.localAddress), parseEndpoint(record.peerAddress)};
    if (record.role == ConnectionRole::MockClient)
        std::swap(ends.client, ends.server);
    const QHostAddress &client = ends.client.address;
    const QHostAddress &server = ends.server.address;
    if (!client.isNull() && !server.isNull() && client.protocol() == server.protocol())
        return ends;
    constexpr quint16 FirstFreePort = 49'152;
    constexpr ConnectionId Ports = 16'384;
    const quint16 port = server.isNull() ? HttpPort : ends.server.port;
    return {{QHostAddress(QStringLiteral("192.0.2.1")), quint16(FirstFreePort + record.id % Ports)},
        {QHostAddress(QStringLiteral("192.0.2.2")), port}, false};
}

QString commentOf(const ConnectionRecord &record, const Ends &ends)
{
    QString comment = Words::tr("Connection %1: %2").arg(record.id).arg(record.url);
    if (isSecure(record)) {
        comment += QLatin1Char('\n')
            + Words::tr("What went over TLS (%1), as plain text; the server's port %2 is written as 80, so that it is "
                        "read as HTTP. The TLS handshake is not here.")
                  .arg(record.tls.isEmpty() ? QStringLiteral("wss") : record.tls)
                  .arg(ends.server.port);
    }
    if (!ends.recorded)
        comment += QLatin1Char('\n') + Words::tr("The addresses are not known; these are of RFC 5737.");
    if (!record.proxy.isEmpty())
        comment += QLatin1Char('\n') + Words::tr("Through the proxy %1, whose CONNECT is not here.").arg(record.proxy);
    return comment;
}

/// The body is kept without its transfer coding, which the head still names.
QByteArray responseOf(const ConnectionRecord &record)
{
    HttpHeadReader reader(HttpHeadReader::Kind::Response);
    reader.feed(record.rawResponse);
    const bool chunked =
        reader.state() == HttpHeadReader::State::Done && reader.head().hasToken("Transfer-Encoding", "chunked");
    if (!chunked || record.body.isEmpty())
        return record.rawResponse + record.body;
    const bool whole = record.bodySize == record.body.size();
    return record.rawResponse + QByteArray::number(record.body.size(), 16) + "\r\n" + record.body + "\r\n"
        + (whole ? "0\r\n\r\n" : "");
}

} // namespace

std::optional<Conversation> Conversation::of(PcapngFile &file, const ConnectionRecord &record)
{
    const bool reached = record.times.tcp >= 0 || record.openedNs != 0 || !record.rawRequest.isEmpty();
    if (!reached)
        return std::nullopt;
    Ends ends = endsOf(record);
    if (isSecure(record))
        ends.server.port = HttpPort;
    return Conversation(file, ends.client, ends.server, record);
}

Conversation::Conversation(
    PcapngFile &file, const Endpoint &client, const Endpoint &server, const ConnectionRecord &record)
    : m_tcp(file, client, server, quint32(record.id))
    , m_us(record.role == ConnectionRole::Client ? TcpConversation::Client : TcpConversation::Server)
{
}

TcpConversation::End Conversation::endOf(bool us) const
{
    if (us)
        return m_us;
    return m_us == TcpConversation::Client ? TcpConversation::Server : TcpConversation::Client;
}

qint64 Conversation::timeOf(const ConnectionRecord &record, Step step)
{
    const qint64 connect = record.startedNs + std::max<qint64>(record.times.nameLookup, 0);
    const qint64 request = std::max(connect, record.requestNs);
    const qint64 response = std::max({request, record.responseNs});
    switch (step) {
    case Connect:
        return connect;
    case Request:
        return request;
    case Response:
        return response;
    case Begun:
        break;
    }
    return std::max(response, record.closedNs);
}

void Conversation::proceed(const ConnectionRecord &record, Step last)
{
    while (m_next < Begun && m_next <= last) {
        take(record, m_next);
        m_next = static_cast<Step>(m_next + 1);
    }
}

void Conversation::take(const ConnectionRecord &record, Step step)
{
    const qint64 time = timeOf(record, step);
    switch (step) {
    case Connect:
        m_tcp.open(time, time + std::max<qint64>(record.times.tcp, 0), commentOf(record, endsOf(record)));
        break;
    case Request:
        m_tcp.send(TcpConversation::Client, time, record.rawRequest);
        break;
    case Response:
        m_tcp.send(TcpConversation::Server, time, responseOf(record));
        break;
    case Begun:
        break;
    }
}

void Conversation::addRow(const CaptureReader &reader, const Entry &entry, const QString &text)
{
    QString comment = Words::tr("Row %1").arg(entry.id);
    if (entry.byHand() && !entry.onPurpose())
        comment += Words::tr(", sent by hand");
    if (!text.isEmpty())
        comment += QStringLiteral(": ") + text;
    if (entry.row.kind == EntryKind::Frame)
        addFrame(reader, entry, comment);
    else if (entry.row.kind == EntryKind::Notice && entry.payloadLength > 0)
        addNotice(reader, entry, comment);
}

void Conversation::addFrame(const CaptureReader &reader, const Entry &entry, const QString &comment)
{
    const FrameHeader header = headerOf(entry);
    const TcpConversation::End from = endOf(entry.row.direction == Direction::Sent);
    QByteArray bytes = encodeHeader(header);
    QString said = comment;
    quint64 offset = 0;
    const auto send = [&] {
        m_tcp.send(from, entry.row.timeNs, bytes, said);
        said.clear();
        bytes.clear();
    };
    payloadPieces(reader, entry, [&](QByteArrayView piece) {
        const qsizetype at = bytes.size();
        bytes.append(piece);
        if (header.masked)
            applyMask(bytes.data() + at, piece.size(), header.maskingKey, offset);
        offset += quint64(piece.size());
        send();
    });
    if (!bytes.isEmpty())
        send();
    const auto left = static_cast<qint64>(header.payloadLength) - entry.payloadLength;
    m_rest[from] = {std::max<qint64>(left, 0), offset, header.masked, header.maskingKey};
}

/// What came of the frame in a row before is unmasked, as its payload is; other bytes are as on the wire.
void Conversation::addNotice(const CaptureReader &reader, const Entry &entry, const QString &comment)
{
    const TcpConversation::End from = endOf(entry.byHand());
    Rest &rest = m_rest[from];
    QString said = comment;
    payloadPieces(reader, entry, [&](QByteArrayView piece) {
        QByteArray bytes = piece.toByteArray();
        const bool covered = !entry.byHand() && rest.masked && rest.left > 0;
        if (covered)
            applyMask(bytes.data(), bytes.size(), rest.key, rest.offset);
        rest.offset += quint64(bytes.size());
        rest.left -= bytes.size();
        m_tcp.send(from, entry.row.timeNs, bytes, said);
        said.clear();
    });
}

/// The server ends TCP first after two close frames (RFC 6455 §7.1.1). Without them the one who ended it does, we by a
/// reset; whether the peer sent FIN or RST then is not recorded.
void Conversation::end(const ConnectionRecord &record, qint64 timeNs)
{
    if (!m_tcp.isOpen())
        return;
    const bool us = record.closedBy == ClosedBy::Us;
    const bool aborted = record.closeCode == AbnormalClosure;
    m_tcp.close(aborted ? endOf(us) : TcpConversation::Server, timeNs, aborted && us);
}

} // namespace handglass
