// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/protocol/types.h"
#include "app/protocol/verdict.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <vector>

namespace handglass {

using ConnectionId = qint64; ///< from 1; 0: none
using EntryId = qint64;      ///< the row number, from 1 in order of append(); 0: none

enum class ConnectionRole : quint8 { Client = 0, MockClient = 1 };
enum class ConnectionState : quint8 { Connecting = 0, Open = 1, Closing = 2, Closed = 3, Failed = 4 };
enum class ClosedBy : quint8 { Nobody = 0, Us = 1, Peer = 2 };

/// Where a connection attempt ended.
enum class FailurePhase : quint8 { None = 0, NameLookup, Tcp, Tls, Request, Response, Verdict, Open, Cancelled };

/// Why it failed, told as LOOK.md §7: the fact always, the others when known.
struct Failure {
    FailurePhase phase = FailurePhase::None;
    QString fact; ///< "expected 101 Switching Protocols, got 401 Unauthorized, RFC 6455 §4.1"
    QString cause;
    QString suggestion;
    QString notCause;
    explicit operator bool() const { return phase != FailurePhase::None; }
};

/// Durations in ns; −1: the phase did not happen (or did not end).
struct PhaseTimes {
    qint64 nameLookup = -1;
    qint64 tcp = -1;
    qint64 tls = -1;
    qint64 upgrade = -1; ///< request's last byte written to response head complete
};

/// One connection: everything about it but its frames. Written again, whole, as it goes on; the last one counts.
struct ConnectionRecord {
    ConnectionId id = 0;
    qint64 session = 0; ///< groups connections of one session (reconnects; a mock's clients), unique in the file
    QString sessionName;
    ConnectionRole role = ConnectionRole::Client;
    ConnectionState state = ConnectionState::Connecting;
    QString url;           ///< what was connected to; for a mock's client the mock's URL with its request target
    QString localAddress;  ///< "127.0.0.1:51422"
    QString peerAddress;   ///< "203.0.113.24:443"
    qint64 startedNs = 0;  ///< Unix epoch, ns
    qint64 openedNs = 0;   ///< 0: never opened
    qint64 closedNs = 0;   ///< 0: not yet
    qint64 requestNs = 0;  ///< when the request was written (client) or complete (mock)
    qint64 responseNs = 0; ///< first byte of the response
    PhaseTimes times;
    QString tls;            ///< "TLS 1.3, TLS_AES_256_GCM_SHA384"; empty: plain
    QByteArray rawRequest;  ///< every byte that crossed the wire (also of a head that could not be read)
    QByteArray rawResponse; ///< the response's head
    QByteArray body;        ///< of a refusal, as it came but for a chunked transfer coding, up to 1 MiB
    qint64 bodySize = 0;    ///< bytes that came; more than body.size() if cut
    Verdict verdict;
    Failure failure;
    QStringList offeredSubprotocols;
    QString subprotocol;   ///< agreed; empty: none
    QString extensions;    ///< agreed, as in the response; empty: none
    quint16 closeCode = 0; ///< the connection's close code (RFC 6455 §7.1.5), 1005 and 1006 included; 0: not closed
    QString closeReason;
    ClosedBy closedBy = ClosedBy::Nobody; ///< who sent the first close frame, or ended TCP without one
    bool clean = false;                   ///< a close frame was both sent and received
};

enum class EntryKind : quint8 { Opened = 0, Frame = 1, Closed = 2, Notice = 3 };

/// Bits of EntryRow::flags beyond the frame's own.
enum EntryFlag : quint16 {
    EntryMasked = 0x100,     ///< MASK bit
    EntryViolation = 0x200,  ///< text holds the sentence
    EntryFirst = 0x400,      ///< first fragment of a message that has more
    EntryLast = 0x800,       ///< last continuation
    EntryUnfinished = 0x1000 ///< the connection ended inside this frame, or it was failed early; payload is what came
};

/// One row of the log, fixed size. The payload and the text stand in the batch.
struct EntryRow {
    ConnectionId connection = 0;
    qint64 timeNs = 0;        ///< Unix epoch
    EntryId messageFirst = 0; ///< continuation frames: the id of their message's first frame; else 0
    qint64 wireLength =
        0; ///< header and payload, bytes on the wire, as declared (EntryUnfinished: fewer came); 0 if not a frame
    quint32 maskKey = 0; ///< big-endian reading of the four key bytes
    quint16 bits = 0;    ///< low byte: the frame's first byte (FIN, RSV1-3, opcode); high: EntryFlag
    EntryKind kind = EntryKind::Frame;
    Direction direction = Direction::None;
    quint8 lengthBits = 7; ///< 7, 16, 64
};

/// Rows on their way to the writer: one buffer for all payloads, so that a small frame costs no allocation.
class EntryBatch
{
public:
    struct Item {
        EntryRow row;
        qsizetype payloadOffset = 0;
        qsizetype payloadSize = 0;
        QString text;     ///< violation sentence, or what an opened/closed/notice row says
        QByteArray large; ///< holds the payload instead of the buffer if not null
    };
    void add(const EntryRow &row, QByteArrayView payload, const QString &text = {});
    void addLarge(const EntryRow &row, QByteArray payload, const QString &text = {});
    bool isEmpty() const { return m_items.empty(); }
    qsizetype count() const { return qsizetype(m_items.size()); }
    qint64 bytes() const { return m_bytes; } ///< payload bytes and a fixed cost a row, for the queue's bound
    const std::vector<Item> &items() const { return m_items; }
    QByteArrayView payload(const Item &item) const;
    void clear();

private:
    std::vector<Item> m_items;
    QByteArray m_payloads;
    qint64 m_bytes = 0;
};

/// A row as the list shows it.
struct Entry {
    EntryId id = 0;
    EntryRow row;
    qint64 payloadLength = 0;
    QByteArray head; ///< the payload's first bytes, at most 256
    QString text;

    bool fin() const { return (row.bits & 0x80U) != 0; }
    int rsv() const { return (row.bits >> 4U) & 0x7; } ///< RSV1 is 4, RSV2 is 2, RSV3 is 1
    Opcode opcode() const { return static_cast<Opcode>(row.bits & 0xFU); }
    bool masked() const { return (row.bits & EntryMasked) != 0; }
    bool violation() const { return (row.bits & EntryViolation) != 0; }
    bool continuation() const { return row.kind == EntryKind::Frame && opcode() == Opcode::Continuation; }
};

/// Unix epoch in ns, from a monotonic clock that was set once at start-up: never goes back, in order with every other
/// call. Any thread.
qint64 nowNs();

} // namespace handglass

Q_DECLARE_METATYPE(handglass::ConnectionRecord)
