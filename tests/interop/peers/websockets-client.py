#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Handglass developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Python websockets as a client: --url ws://… or, with the certificate that it trusts, --url wss://… --ca FILE"""

import argparse
import asyncio
import ssl

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

import peer


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--echo", action="store_true")
    parser.add_argument("--subprotocol", action="append")
    parser.add_argument("--deflate", action="store_true")
    parser.add_argument("--ca")
    parser.add_argument("--deflate-parameters")
    given = parser.parse_args()
    extensions = None
    if given.deflate_parameters is not None:
        extensions = peer.deflate_of(given.deflate_parameters, ClientPerMessageDeflateFactory)
    peer.tell("listening", port=0)
    try:
        socket = await websockets.connect(
            given.url,
            subprotocols=given.subprotocol,
            compression="deflate" if given.deflate else None,
            extensions=extensions,
            max_size=256 << 20,
            ping_interval=None,
            ssl=ssl.create_default_context(cafile=given.ca) if given.ca else None,
            create_protocol=peer.ToldClient,
        )
    except websockets.InvalidStatusCode as error:
        peer.tell("refused", status=error.status_code)
        return
    except (websockets.InvalidHandshake, OSError) as error:
        peer.tell("error", message=str(error))
        return
    peer.tell("open", protocol=socket.subprotocol or "", extensions=[str(one) for one in socket.extensions])

    async def current():
        return socket

    await asyncio.gather(peer.watch(socket, given.echo), peer.obey(current))


asyncio.run(main())
