// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/pcapng.h"

#include <QHostAddress>

namespace handglass {

struct Endpoint {
    QHostAddress address;
    quint16 port = 0;
};
/// "127.0.0.1:51422" or "[::1]:443"; a null address if it is neither.
Endpoint parseEndpoint(const QString &text);

/// One TCP conversation (RFC 9293) as packets: sequence and acknowledgement numbers, windows and checksums as two
/// proper ends would have sent them. Both addresses are of one family.
class TcpConversation final
{
public:
    enum End : int { Client, Server };

    /// seed: makes the initial sequence numbers.
    TcpConversation(PcapngFile &file, const Endpoint &client, const Endpoint &server, quint32 seed);
    /// SYN, SYN-ACK, ACK.
    void open(qint64 synNs, qint64 ackNs, const QString &comment);
    /// In as many segments as it takes; the comment stands at the first one.
    void send(End from, qint64 timeNs, QByteArrayView bytes, const QString &comment = {});
    /// FIN from this end, then from the other, each acknowledged; or a reset from this end.
    void close(End first, qint64 timeNs, bool reset);
    bool isOpen() const { return m_open; }

private:
    void segment(End from, qint64 timeNs, quint8 flags, QByteArrayView payload, const QString &comment = {});
    QByteArray tcpHeader(End from, quint8 flags) const;
    QByteArray ipHeader(End from, qsizetype tcpSize) const;
    quint16 tcpChecksum(End from, QByteArrayView header, QByteArrayView payload) const;
    void acknowledge(End by, qint64 timeNs);

    PcapngFile &m_file;
    Endpoint m_ends[2];
    quint32 m_next[2];            ///< sequence number
    qint64 m_unacknowledged[2]{}; ///< bytes that this end sent since the other's last segment
    qint64 m_lastNs = 0;
    bool m_v6;
    bool m_open = false;
};

} // namespace handglass
