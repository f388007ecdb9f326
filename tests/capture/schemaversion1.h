// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace handglass {

/// The schema of captures of version 1, as they were written.
inline constexpr char schemaVersion1[] = R"sql(
-- A Handglass capture. application_id 0x48474350 ("HGCP"), user_version 1. Times are ns since the Unix epoch.
-- Rows are only added, except that a connection is written again, whole, as it goes on.
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
    tls INTEGER,
    upgrade INTEGER,
    tls_facts TEXT,            -- NULL: plain
    request BLOB,              -- the opening handshake, byte for byte
    response BLOB,
    body BLOB,                 -- of a refusal, at most 1 MiB
    body_size INTEGER,         -- bytes that came
    verdict TEXT,              -- JSON: one object for each rule checked
    failure_phase INTEGER,     -- 0 none, 1 name look-up, 2 TCP, 3 TLS, 4 request, 5 response, 6 verdict, 7 open, 8 cancelled
    failure TEXT,
    failure_cause TEXT,
    failure_suggestion TEXT,
    failure_not_cause TEXT,
    offered_subprotocols TEXT, -- JSON: a list of strings
    subprotocol TEXT,
    extensions TEXT,
    close_code INTEGER,        -- RFC 6455 section 7.1.5; NULL: not closed
    close_reason TEXT,
    closed_by INTEGER,         -- 0 nobody, 1 this side, 2 the peer
    clean INTEGER              -- 1: a close frame was both sent and received
);

-- One row of the log. The view log shows it readably.
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,    -- the row number, from 1 without gaps
    connection INTEGER,
    time INTEGER,
    bits INTEGER,              -- 0-7: the frame's first byte (FIN, RSV1-3, opcode); 8: MASK; 9: violation; 10: first fragment;
                               -- 11: last fragment; 12: unfinished; 16-17: 0 opened, 1 frame, 2 closed, 3 notice;
                               -- 18-19: 1 sent, 2 received; 20-21: payload length in 0: 7, 1: 7+16, 2: 7+64 bits
    wire_length INTEGER,       -- header and payload, bytes, as declared; 0: not a frame
    mask_key INTEGER,          -- the four bytes as a big-endian number; NULL: not masked
    message_first INTEGER,     -- continuation frames: id of their message's first frame
    text TEXT,                 -- what is wrong with the frame, or what another row says
    payload BLOB               -- unmasked; NULL: not a frame. Last, so that a list never reads a long one's pages
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
    coalesce(message_first, CASE WHEN frame >> 10 & 1 THEN id END) AS message,
    frame >> 11 & 1 AS last_fragment,
    frame >> 12 & 1 AS unfinished,
    bits >> 9 & 1 AS violation,
    text, payload
FROM (SELECT *, CASE WHEN (bits >> 16 & 3) = 1 THEN bits END AS frame FROM entry);
)sql";

} // namespace handglass
