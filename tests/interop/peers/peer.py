# SPDX-FileCopyrightText: 2026 The Handglass developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What both Python peers share: events to stdout, commands from stdin, as one JSON object a line (see peer.mjs)."""

import asyncio
import hashlib
import json
import os
import sys
import time

import websockets


def tell(event, **facts):
    print(json.dumps({"event": event, **facts}), flush=True)


def facts(data):
    raw = data.encode() if isinstance(data, str) else bytes(data)
    short = {"hex": raw.hex()} if len(raw) <= 200 else {}
    return {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest(), **short}


def pattern(size):
    once = bytes(range(33, 33 + 89))
    return (once * (size // len(once) + 1))[:size]


def payload_of(command):
    if "size" in command:
        return pattern(command["size"])
    if "hex" in command:
        return bytes.fromhex(command["hex"])
    return command.get("data", "").encode()


def deflate_of(parameters, factory, **more):
    """The factory's extension for "server_max_window_bits=9; client_no_context_takeover"; more: its other options."""
    options = {}
    for part in filter(str.strip, parameters.split(";")):
        name, _, value = part.strip().partition("=")
        options[name] = int(value) if value else True
    return [factory(**options, **more)]


class Told(websockets.WebSocketCommonProtocol):
    """Tells the frames that the library answers by itself."""

    def tell_ping(self, frame):
        if frame.opcode == 9:
            tell("ping", **facts(frame.data))

    async def read_frame(self, max_size):
        frame = await super().read_frame(max_size)
        self.tell_ping(frame)
        return frame


class ToldServer(Told, websockets.WebSocketServerProtocol):
    pass


class ToldClient(Told, websockets.WebSocketClientProtocol):
    pass


async def watch(socket, echo):
    """Tells every message until the connection ends, then how it ended."""
    how = ""
    try:
        async for message in socket:
            tell("text" if isinstance(message, str) else "binary", **facts(message))
            if echo:
                await socket.send(message)
    except websockets.ConnectionClosed as error:
        how = str(error)
    await socket.wait_closed()
    tell("closed", code=socket.close_code, reason=socket.close_reason, how=how)


async def perform(socket, command):
    verb = command["do"]
    if verb in ("text", "binary"):
        await send_message(socket, command)
    elif verb == "ping":
        started = time.monotonic_ns()
        data = payload_of(command)
        await (await socket.ping(data))
        tell("pong", **facts(data), microseconds=(time.monotonic_ns() - started) // 1000)
    elif verb == "pong":
        await socket.pong(payload_of(command))
    elif verb == "close":
        await socket.close(command.get("code", 1000), command.get("reason", ""))
    elif verb == "terminate":
        socket.transport.abort()
    else:
        raise ValueError(f"unknown command {verb}")


async def send_message(socket, command):
    payload = payload_of(command)
    count = command.get("fragments", 1)
    size = max(1, -(-len(payload) // count))
    parts = [payload[i * size : (i + 1) * size] for i in range(count)]
    if command["do"] == "text":
        parts = [part.decode() for part in parts]
    await socket.send(parts if count > 1 else parts[0])
    tell("sent", do=command["do"], **facts(payload))


async def commands():
    """One after the other until stdin ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=1 << 26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        yield json.loads(line)


async def obey(current):
    """current: an async function that gives the connection which commands go to. Ends the program with stdin."""
    async for command in commands():
        try:
            await perform(await current(), command)
        except Exception as error:  # told to the test, which decides
            tell("error", message=str(error))
    os._exit(0)  # at once, as a killed peer: no closing handshake
