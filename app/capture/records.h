// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/capture/tlsfacts.h"
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
enum class FailurePhase : quint8 { None = 0, NameLookup, Tcp, Tls, Request, Response, Verdict, Open, Cancelled, Proxy };

/// Why it failed, told as LOOK.md §7: the fact always, the others when known.
struct Failure {
    FailurePhase phase = FailurePhase::None;
    QString fact; ///< "expected 101 Switching Protocols, got 401 Unauthorized, RFC 6455 §4.1"
    QString cause;
    QString suggestion;
    QString notCause;
    QString evidence; ///< what shows it, as it came: a line of the answer, the first bytes in hex, what OpenSSL said
    QString section;  ///< "RFC 6455 §4.1"; empty if no rule was broken. The fact ends with it, too
    explicit operator bool() const { return phase != FailurePhase::None; }
};

/// One address that was tried (RFC 8305 §5).
struct DialAttempt {
    QString address;        ///< "[2001:db8::1]:443"; for a proxied connection the proxy's
    qint64 startNs = 0;     ///< from the start of the TCP phase
    qint64 durationNs = -1; ///< −1: given up, another one was faster
    QString error;          ///< why it failed; empty: it connected, or was given up
    bool operator==(const DialAttempt &) const = default;
};

/// Why a session made this connection.
enum class Reason : quint8 { Asked = 0, Redirect = 1, Reconnect = 2 };

/// Durations in ns; −1: the phase did not happen (or did not end).
struct PhaseTimes {
    qint64 nameLookup = -1;
    qint64 tcp = -1;
    qint64 proxy = -1; ///< TCP to the proxy done to the proxy's leave to speak to the server
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
    Reason reason = Reason::Asked;
    ConnectionId previous = 0;   ///< with Redirect and Reconnect: the connection that this one follows
    int attempt = 0;             ///< Redirect: number of the hop from 1; Reconnect: of the try from 1
    QString proxy;               ///< "http://127.0.0.1:3128", without credentials; empty: none
    QByteArray proxyAnswer;      ///< the head of the proxy's answer to CONNECT; for SOCKS5 its messages
    QList<DialAttempt> attempts; ///< in the order they began
    TlsFacts tlsFacts;           ///< empty: plain
    bool observeOnly = false;    ///< violations of the peer are recorded and do not end the connection
    QString tls;                 ///< "TLS 1.3, TLS_AES_256_GCM_SHA384"; empty: plain
    QByteArray rawRequest;       ///< every byte that crossed the wire (also of a head that could not be read)
    QByteArray rawResponse;      ///< the response's head
    QByteArray body;             ///< of a refusal, as it came but for a chunked transfer coding, up to 1 MiB
    qint64 bodySize = 0;         ///< bytes that came; more than body.size() if cut
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
    EntryContent = 0x2000,   ///< what the payload means stands beside it: it was decompressed (received) or compressed
    EntryByHand = 0x4000,    ///< sent raw: as the user composed it or, with EntryOnPurpose, as a fault makes it
    EntryOnPurpose = 0x8000, ///< a mock's fault, or what a client made of it; text says which
    EntryUnfinished = 0x1000 ///< the connection ended inside this frame, or it was failed early; payload is what came
};

/// One row of the log, fixed size. The payload and the text stand in the batch.
struct EntryRow {
    ConnectionId connection = 0;
    qint64 timeNs = 0;        ///< Unix epoch
    EntryId messageFirst = 0; ///< continuation frames: the id of their message's first frame; a Pong that answers our
                              ///< Ping: the Ping's id; else 0
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
        qint32 rare = -1; ///< where its text and content are; −1: it has none
    };
    void add(const EntryRow &row, QByteArrayView payload, const QString &text = {});
    /// To the row added last, which gets the flag EntryContent.
    void setContent(QByteArray content);
    bool isEmpty() const { return m_items.empty(); }
    qsizetype count() const { return qsizetype(m_items.size()); }
    qint64 capacity() const;                 ///< bytes that it holds, cleared or not
    qint64 bytes() const { return m_bytes; } ///< payload bytes and a fixed cost a row, for the queue's bound
    const std::vector<Item> &items() const { return m_items; }
    QByteArrayView payload(const Item &item) const;
    /// A violation's sentence, or what an opened, closed or notice row says.
    QString text(const Item &item) const;
    /// With EntryContent: the plain bytes that this frame adds to its message.
    QByteArrayView content(const Item &item) const;
    void clear();

private:
    struct Rare {
        QString text;
        QByteArray content;
    };
    Rare &rareOf(Item &item);

    std::vector<Item> m_items; ///< without anything to construct or destroy: there are millions
    std::vector<Rare> m_rare;
    QByteArray m_payloads;
    qint64 m_bytes = 0;
};

/// A row as the list shows it.
struct Entry {
    EntryId id = 0;
    EntryRow row;
    qint64 payloadLength = 0;
    qint64 contentLength = 0; ///< bytes that a person reads: of the content where there is one, else the payload's
    QByteArray head;          ///< the first of these, at most 256
    QString text;

    bool fin() const { return (row.bits & 0x80U) != 0; }
    int rsv() const { return (row.bits >> 4U) & 0x7; } ///< RSV1 is 4, RSV2 is 2, RSV3 is 1
    Opcode opcode() const { return static_cast<Opcode>(row.bits & 0xFU); }
    bool masked() const { return (row.bits & EntryMasked) != 0; }
    bool violation() const { return (row.bits & EntryViolation) != 0; }
    bool hasContent() const { return (row.bits & EntryContent) != 0; }
    bool byHand() const { return (row.bits & EntryByHand) != 0; }
    bool onPurpose() const { return (row.bits & EntryOnPurpose) != 0; }
    bool continuation() const { return row.kind == EntryKind::Frame && opcode() == Opcode::Continuation; }
};

/// Unix epoch in ns, from a monotonic clock that was set once at start-up: never goes back, in order with every other
/// call. Any thread.
qint64 nowNs();

} // namespace handglass

Q_DECLARE_METATYPE(handglass::ConnectionRecord)
