#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Handglass developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flows that mitmdump 8 recorded (-w FLOWS) as the HAR that later mitmproxies write by themselves (addons/savehar.py)."""

import base64
import datetime
import json
import sys

from mitmproxy import io


def name_value(fields):
    return [{"name": name, "value": value} for name, value in fields.items(multi=True)]


def messages_of(websocket):
    return [
        {
            "type": "send" if message.from_client else "receive",
            "time": message.timestamp,
            "opcode": message.type.value,
            "data": message.text if message.is_text else base64.b64encode(message.content).decode(),
        }
        for message in websocket.messages
    ]


def entry_of(flow):
    started = datetime.datetime.fromtimestamp(flow.request.timestamp_start, datetime.timezone.utc)
    entry = {
        "startedDateTime": started.isoformat(),
        "time": 1000 * (flow.response.timestamp_end - flow.request.timestamp_start),
        "request": {
            "method": flow.request.method,
            "url": flow.request.pretty_url,
            "httpVersion": flow.request.http_version,
            "cookies": [],
            "headers": name_value(flow.request.headers),
            "queryString": [],
            "headersSize": len(str(flow.request.headers)),
            "bodySize": 0,
        },
        "response": {
            "status": flow.response.status_code,
            "statusText": flow.response.reason,
            "httpVersion": flow.response.http_version,
            "cookies": [],
            "headers": name_value(flow.response.headers),
            "content": {"size": 0, "compression": 0, "mimeType": ""},
            "redirectURL": "",
            "headersSize": len(str(flow.response.headers)),
            "bodySize": 0,
        },
        "cache": {},
        "timings": {"connect": -1.0, "ssl": -1.0, "send": 1.0, "wait": 1.0, "receive": 1.0},
        "serverIPAddress": flow.server_conn.peername[0],
    }
    if flow.websocket:
        entry["_resourceType"] = "websocket"
        entry["_webSocketMessages"] = messages_of(flow.websocket)
    return entry


with open(sys.argv[1], "rb") as flows:
    entries = [entry_of(flow) for flow in io.FlowReader(flows).stream()]
creator = {"name": "mitmproxy", "version": "10.2.0", "comment": ""}
json.dump({"log": {"version": "1.2", "creator": creator, "pages": [], "entries": entries}}, sys.stdout, indent=4)
