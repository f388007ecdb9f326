// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace handglass {

constexpr qint64 Started = 1'700'000'000'500'000'000; ///< of entryWith()

/// A HAR with one entry; messages: the list's elements.
inline QByteArray entryWith(const QByteArray &messages, const QByteArray &more = {})
{
    return R"({
  "log": {
    "version": "1.2",
    "entries": [
      {"request": {"method": "GET", "url": "https://example.test/a.png", "headers": []}, "response": {"status": 200}},
      {"_resourceType": "websocket",
       "_webSocketMessages": [)"
        + messages + R"(],
       )"
        + more + R"("request": {"method": "GET", "url": "wss://example.test/chat", "httpVersion": "HTTP/1.1",
         "headers": [{"name": "Host", "value": "example.test"}, {"name": "Upgrade", "value": "websocket"}]},
       "response": {"status": 101, "statusText": "Switching Protocols", "httpVersion": "HTTP/1.1",
         "headers": [{"name": "Upgrade", "value": "websocket"}, {"name": ":status", "value": "101"}]},
       "serverIPAddress": "203.0.113.24",
       "startedDateTime": "2023-11-14T22:13:20.500Z",
       "timings": {"blocked": -1, "dns": 2, "connect": 30, "ssl": 20, "send": 0, "wait": 8}}
    ]
  }
}
)";
}

} // namespace handglass
