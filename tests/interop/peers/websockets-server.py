#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Handglass developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python websockets as a server. Commands go to the newest connection."""

import argparse
import asyncio
import ssl

import websockets
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

import peer


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--echo", action="store_true")
    parser.add_argument("--subprotocol", action="append")
    parser.add_argument("--deflate", action="store_true")
    parser.add_argument("--deflate-parameters")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    given = parser.parse_args()
    context = None
    if given.cert:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(given.cert, given.key)
    extensions = None
    if given.deflate_parameters is not None:
        extensions = peer.deflate_of(given.deflate_parameters, ServerPerMessageDeflateFactory)
    newest = asyncio.Queue()

    async def serve(socket):
        while not newest.empty():
            newest.get_nowait()
        newest.put_nowait(socket)
        headers = [part for pair in socket.request_headers.raw_items() for part in pair]
        peer.tell("open", target=socket.path, protocol=socket.subprotocol or "", headers=headers)
        await peer.watch(socket, given.echo)

    async def current():
        socket = await newest.get()
        newest.put_nowait(socket)
        return socket

    async with websockets.serve(
        serve,
        "127.0.0.1",
        given.port,
        subprotocols=given.subprotocol,
        compression="deflate" if given.deflate else None,
        extensions=extensions,
        max_size=256 << 20,
        ping_interval=None,
        ssl=context,
        create_protocol=peer.ToldServer,
    ) as server:
        peer.tell("listening", port=server.sockets[0].getsockname()[1])
        await peer.obey(current)


asyncio.run(main())
