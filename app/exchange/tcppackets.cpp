// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/tcppackets.h"

#include <QtEndian>

#include <algorithm>

namespace handglass {

namespace {

enum Flag : quint8 { Fin = 0x01, Syn = 0x02, Rst = 0x04, Psh = 0x08, Ack = 0x10 };

constexpr qsizetype LargestSegment = 65'480; ///< bytes, so that an IPv4 packet's length (16 bits) holds it
constexpr qint64 AcknowledgeAfter = 1 << 20; ///< bytes, far below the window of 65 535 << WindowShift
constexpr quint8 WindowShift = 14;           ///< RFC 7323 §2.3: the largest
constexpr quint16 Window = 0xFFFF;
constexpr quint8 TcpProtocol = 6;
constexpr quint8 HopLimit = 64;
constexpr qsizetype ChecksumAt = 16;   ///< in the TCP header
constexpr qsizetype IpChecksumAt = 10; ///< in the IPv4 header
constexpr qsizetype TcpHeaderSize = 20;

template <typename Number> void put(QByteArray &bytes, Number number)
{
    const Number big = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&big), sizeof big);
}

/// RFC 1071, before folding; at an even place.
quint64 sum(QByteArrayView bytes)
{
    quint64 total = 0;
    qsizetype at = 0;
    for (; at + 1 < bytes.size(); at += 2)
        total += qFromBigEndian<quint16>(bytes.data() + at);
    if (at < bytes.size())
        total += quint64(static_cast<quint8>(bytes[at])) << 8U;
    return total;
}

quint16 folded(quint64 total)
{
    while (total > 0xFFFF)
        total = (total & 0xFFFF) + (total >> 16U);
    return quint16(~total & 0xFFFF);
}

void putAddress(QByteArray &bytes, const QHostAddress &address, bool v6)
{
    if (v6) {
        const Q_IPV6ADDR six = address.toIPv6Address();
        bytes.append(reinterpret_cast<const char *>(six.c), sizeof six.c);
    } else {
        put(bytes, address.toIPv4Address());
    }
}

} // namespace

Endpoint parseEndpoint(const QString &text)
{
    const qsizetype colon = text.lastIndexOf(u':');
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    bool isPort = false;
    const quint16 port = text.mid(colon + 1).toUShort(&isPort);
    QHostAddress address;
    if (colon <= 0 || !isPort || !address.setAddress(host))
        return {};
    address.setScopeId({});
    return {address, port};
}

TcpConversation::TcpConversation(PcapngFile &file, const Endpoint &client, const Endpoint &server, quint32 seed)
    : m_file(file)
    , m_ends{client, server}
    , m_next{seed * 2'654'435'761U, seed * 2'246'822'519U + 0x5bd1e995U}
    , m_v6(client.address.protocol() == QAbstractSocket::IPv6Protocol)
{
}

void TcpConversation::open(qint64 synNs, qint64 ackNs, const QString &comment)
{
    m_open = true;
    segment(Client, synNs, Syn, {}, comment);
    segment(Server, ackNs, Syn | Ack, {});
    segment(Client, ackNs, Ack, {});
}

void TcpConversation::send(End from, qint64 timeNs, QByteArrayView bytes, const QString &comment)
{
    QString said = comment;
    while (!bytes.isEmpty()) {
        const qsizetype size = std::min(bytes.size(), LargestSegment);
        segment(from, timeNs, quint8(Ack | (size == bytes.size() ? Psh : 0)), bytes.first(size), said);
        said.clear();
        bytes = bytes.sliced(size);
        if (m_unacknowledged[from] >= AcknowledgeAfter)
            acknowledge(from == Client ? Server : Client, timeNs);
    }
}

void TcpConversation::acknowledge(End by, qint64 timeNs)
{
    segment(by, timeNs, Ack, {});
}

void TcpConversation::close(End first, qint64 timeNs, bool reset)
{
    const End second = first == Client ? Server : Client;
    m_open = false;
    if (reset)
        return segment(first, timeNs, Rst | Ack, {});
    segment(first, timeNs, Fin | Ack, {});
    segment(second, timeNs, Fin | Ack, {});
    segment(first, timeNs, Ack, {});
}

void TcpConversation::segment(End from, qint64 timeNs, quint8 flags, QByteArrayView payload, const QString &comment)
{
    m_lastNs = std::max(m_lastNs, timeNs);
    QByteArray tcp = tcpHeader(from, flags);
    qToBigEndian(tcpChecksum(from, tcp, payload), tcp.data() + ChecksumAt);
    m_file.packet(m_lastNs, ipHeader(from, tcp.size() + payload.size()) + tcp + payload.toByteArray(), comment);
    m_next[from] += quint32(payload.size()) + ((flags & (Syn | Fin)) != 0 ? 1 : 0);
    m_unacknowledged[from] += payload.size();
    m_unacknowledged[from == Client ? Server : Client] = 0;
}

QByteArray TcpConversation::tcpHeader(End from, quint8 flags) const
{
    const End to = from == Client ? Server : Client;
    QByteArray options;
    if ((flags & Syn) != 0) {
        options.append("\x02\x04", 2); // maximum segment size
        put(options, quint16(LargestSegment));
        options.append("\x01\x03\x03", 3); // no operation, window scale
        options.append(char(WindowShift));
    }
    QByteArray header;
    put(header, m_ends[from].port);
    put(header, m_ends[to].port);
    put(header, m_next[from]);
    put(header, (flags & Ack) != 0 ? m_next[to] : quint32(0));
    put(header, quint8((TcpHeaderSize + options.size()) / 4 << 4));
    put(header, flags);
    put(header, Window);
    put(header, quint32(0)); // checksum, urgent pointer
    return header + options;
}

QByteArray TcpConversation::ipHeader(End from, qsizetype tcpSize) const
{
    constexpr qsizetype V4HeaderSize = 20;
    const End to = from == Client ? Server : Client;
    QByteArray header;
    if (m_v6) {
        put(header, quint32(0x60000000));
        put(header, quint16(tcpSize));
        put(header, TcpProtocol);
        put(header, HopLimit);
    } else {
        put(header, quint16(0x4500));
        put(header, quint16(tcpSize + V4HeaderSize));
        put(header, quint16(0));      // identification: of no use without fragments (RFC 6864)
        put(header, quint16(0x4000)); // not to be fragmented
        put(header, HopLimit);
        put(header, TcpProtocol);
        put(header, quint16(0));
    }
    putAddress(header, m_ends[from].address, m_v6);
    putAddress(header, m_ends[to].address, m_v6);
    if (!m_v6)
        qToBigEndian(folded(sum(header)), header.data() + IpChecksumAt);
    return header;
}

/// With the pseudo header of RFC 9293 §3.1 (IPv4) or RFC 8200 §8.1 (IPv6).
quint16 TcpConversation::tcpChecksum(End from, QByteArrayView header, QByteArrayView payload) const
{
    QByteArray pseudo;
    putAddress(pseudo, m_ends[from].address, m_v6);
    putAddress(pseudo, m_ends[from == Client ? Server : Client].address, m_v6);
    put(pseudo, quint32(TcpProtocol));
    put(pseudo, quint32(header.size() + payload.size()));
    return folded(sum(pseudo) + sum(header) + sum(payload));
}

} // namespace handglass
