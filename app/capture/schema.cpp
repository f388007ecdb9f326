// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/schema.h"

#include <QByteArrayList>

#include <iterator>

namespace handglass {

const char *captureSchema()
{
    return R"sql(
-- A Handglass capture. application_id 0x48474350 ("HGCP"), user_version 3. Times are ns since the Unix epoch.
-- Rows are only added, except that a connection is written again, whole, as it goes on. The oldest rows may have been
-- let go: those before the first one that is there, min(id) - 1 of them.
-- Version 1 has neither entry.content nor the columns of connection that are marked [2]; the table mark came with
-- version 3, and earlier captures have it once a row of theirs was marked.
CREATE TABLE connection (
    id INTEGER PRIMARY KEY,
    session INTEGER NOT NULL,  -- groups the connections of one session
    session_name TEXT,
    role INTEGER NOT NULL,     -- 0 client, 1 client of a mock
    state INTEGER NOT NULL,    -- 0 connecting, 1 open, 2 closing, 3 closed, 4 failed
    url TEXT,
    local_address TEXT,
    peer_address TEXT,
    started INTEGER,
    opened INTEGER,            -- NULL: never
    closed INTEGER,            -- NULL: not yet
    requested INTEGER,
    responded INTEGER,
    name_lookup INTEGER,       -- durations of the phases in ns; NULL: the phase did not happen
    tcp INTEGER,
    proxy_leave INTEGER,       -- [2] TCP to the proxy done to its leave to speak to the server
    tls INTEGER,
    upgrade INTEGER,
    reason INTEGER,            -- [2] 0 asked for, 1 redirect, 2 reconnect
    previous INTEGER,          -- [2] with a redirect or reconnect: the connection that this one follows
    attempt INTEGER,           -- [2] number of the hop, or of the try, from 1
    proxy TEXT,                -- [2] its URL without credentials; NULL: none
    proxy_answer BLOB,         -- [2] the head of its answer to CONNECT, or its SOCKS5 messages
    attempts TEXT,             -- [2] JSON: each address tried, {address, start_ns, duration_ns, error}
    tls_facts TEXT,            -- in short: "TLS 1.3, TLS_AES_256_GCM_SHA384"; NULL: plain
    tls_details TEXT,          -- [2] JSON: what was agreed, the peer's certificates, what is wrong with them; no keys
    observe_only INTEGER,      -- [2] 1: violations are recorded and do not end the connection
    request BLOB,              -- the opening handshake, byte for byte
    response BLOB,
    body BLOB,                 -- of a refusal, at most 1 MiB
    body_size INTEGER,         -- bytes that came
    verdict TEXT,              -- JSON: one object for each rule checked
    failure_phase INTEGER,     -- 0 none, 1 name look-up, 2 TCP, 3 TLS, 4 request, 5 response, 6 verdict, 7 open, 8 cancelled,
                               -- 9 proxy
    failure TEXT,
    failure_cause TEXT,
    failure_suggestion TEXT,
    failure_not_cause TEXT,
    failure_evidence TEXT,     -- [2] what shows it, as it came
    failure_section TEXT,      -- [2] of the RFC; NULL: no rule was broken
    offered_subprotocols TEXT, -- JSON: a list of strings
    subprotocol TEXT,
    extensions TEXT,
    close_code INTEGER,        -- RFC 6455 section 7.1.5; NULL: not closed
    close_reason TEXT,
    closed_by INTEGER,         -- 0 nobody, 1 this side, 2 the peer
    clean INTEGER              -- 1: a close frame was both sent and received
);

CREATE INDEX connection_closed ON connection (closed);

-- One row of the log. The view log shows it readably.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,    -- the row number, counted from 1, without gaps
    connection INTEGER,
    time INTEGER,
    bits INTEGER,              -- 0-7: the frame's first byte (FIN, RSV1-3, opcode); 8: MASK; 9: violation; 10: first fragment;
                               -- 11: last fragment; 12: unfinished; 13: with content; 14: made by hand;
                               -- 15: a fault made on purpose, or what a client made of it; 16-17: 0 opened, 1 frame, 2 closed, 3 notice;
                               -- 18-19: 1 sent, 2 received; 20-21: payload length in 0: 7, 1: 7+16, 2: 7+64 bits
    wire_length INTEGER,       -- header and payload, bytes, as declared; 0: not a frame
    mask_key INTEGER,          -- the four bytes as a big-endian number; NULL: not masked
    message_first INTEGER,     -- continuation frames: id of their message's first frame; a Pong: id of the Ping that it
                               -- answers
    text TEXT,                 -- what is wrong with the frame, or what another row says
    content BLOB,              -- [2] of a compressed frame: the plain bytes that it adds to its message; else NULL
    payload BLOB               -- unmasked, as on the wire; NULL: not a frame. Last, so that a list never reads a long
                               -- one's pages
);

CREATE INDEX entry_message ON entry (message_first) WHERE message_first IS NOT NULL;

CREATE VIEW log AS
SELECT id, connection, time,
    strftime('%Y-%m-%dT%H:%M:%S', time / 1000000000, 'unixepoch') || printf('.%09dZ', time % 1000000000) AS utc,
    CASE bits >> 16 & 3 WHEN 0 THEN 'opened' WHEN 1 THEN 'frame' WHEN 2 THEN 'closed' ELSE 'notice' END AS kind,
    CASE bits >> 18 & 3 WHEN 1 THEN 'sent' WHEN 2 THEN 'received' END AS direction,
    CASE frame & 15 WHEN 0 THEN 'continuation' WHEN 1 THEN 'text' WHEN 2 THEN 'binary' WHEN 8 THEN 'close'
        WHEN 9 THEN 'ping' WHEN 10 THEN 'pong' ELSE 'reserved ' || (frame & 15) END AS type,
    frame & 15 AS opcode,
    frame >> 7 & 1 AS fin, frame >> 6 & 1 AS rsv1, frame >> 5 & 1 AS rsv2, frame >> 4 & 1 AS rsv3,
    frame >> 8 & 1 AS masked,
    CASE WHEN mask_key IS NOT NULL THEN printf('%08x', mask_key) END AS mask_key,
    CASE frame >> 20 & 3 WHEN 0 THEN 7 WHEN 1 THEN 16 WHEN 2 THEN 64 END AS length_bits,
    wire_length,
    length(payload) AS payload_length,
    CASE WHEN frame & 15 = 0 THEN message_first WHEN frame >> 10 & 1 THEN id END AS message,
    CASE WHEN frame & 15 = 10 THEN message_first END AS answers,
    frame >> 11 & 1 AS last_fragment,
    frame >> 12 & 1 AS unfinished,
    bits >> 9 & 1 AS violation,
    frame >> 14 & 1 AS by_hand,
    bits >> 15 & 1 AS on_purpose,
    CASE WHEN frame IS NOT NULL THEN content IS NOT NULL END AS compressed,
    text, payload,
    coalesce(length(content), length(payload)) AS content_length,
    coalesce(content, payload) AS content -- what a person reads: decompressed if it was compressed
FROM (SELECT *, CASE WHEN (bits >> 16 & 3) = 1 THEN bits END AS frame FROM entry);
)sql";
}

const char *markSchema()
{
    return R"sql(
CREATE TABLE IF NOT EXISTS mark (
    entry INTEGER PRIMARY KEY, -- the row that a person marked
    comment TEXT               -- may be empty
);
)sql";
}

namespace {

struct Column {
    const char *name;
    quint32 since; ///< version of the capture
};

constexpr Column connectionTable[] = {{"id", 1}, {"session", 1}, {"session_name", 1}, {"role", 1}, {"state", 1},
    {"url", 1}, {"local_address", 1}, {"peer_address", 1}, {"started", 1}, {"opened", 1}, {"closed", 1},
    {"requested", 1}, {"responded", 1}, {"name_lookup", 1}, {"tcp", 1}, {"proxy_leave", 2}, {"tls", 1}, {"upgrade", 1},
    {"reason", 2}, {"previous", 2}, {"attempt", 2}, {"proxy", 2}, {"proxy_answer", 2}, {"attempts", 2},
    {"tls_facts", 1}, {"tls_details", 2}, {"observe_only", 2}, {"request", 1}, {"response", 1}, {"body", 1},
    {"body_size", 1}, {"verdict", 1}, {"failure_phase", 1}, {"failure", 1}, {"failure_cause", 1},
    {"failure_suggestion", 1}, {"failure_not_cause", 1}, {"failure_evidence", 2}, {"failure_section", 2},
    {"offered_subprotocols", 1}, {"subprotocol", 1}, {"extensions", 1}, {"close_code", 1}, {"close_reason", 1},
    {"closed_by", 1}, {"clean", 1}};
static_assert(std::size(connectionTable) == connectionColumnCount);

} // namespace

QByteArray connectionColumns(quint32 version)
{
    QByteArrayList names;
    for (const Column &column : connectionTable)
        names.append(column.since <= version ? column.name : "NULL");
    return names.join(", ");
}

QByteArray connectionListColumns(quint32 version)
{
    const QByteArrayList left{"proxy_answer", "attempts", "tls_details", "request", "response", "body", "verdict",
        "failure", "failure_cause", "failure_suggestion", "failure_not_cause", "failure_evidence", "failure_section",
        "offered_subprotocols"};
    QByteArrayList names;
    for (const Column &column : connectionTable)
        names.append(column.since <= version && !left.contains(column.name) ? column.name : "NULL");
    return names.join(", ");
}

} // namespace handglass
