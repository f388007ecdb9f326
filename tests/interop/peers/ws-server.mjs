// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Node ws as a server. Commands go to the newest connection.
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { WebSocketServer } from 'ws';
import { deflateOf, obey, options, tell } from './peer.mjs';
import { watch } from './wspuppet.mjs';

const given = options({
  echo: { type: 'boolean', default: false },
  subprotocol: { type: 'string', multiple: true, default: [] },
  deflate: { type: 'boolean', default: false },
  'deflate-parameters': { type: 'string' },
  port: { type: 'string', default: '0' },
  cert: { type: 'string' },
  key: { type: 'string' },
});

const tls = given.cert && createTlsServer({ cert: readFileSync(given.cert), key: readFileSync(given.key) });
const where = { host: '127.0.0.1', port: Number(given.port) };
const server = new WebSocketServer({
  ...(tls ? { server: tls } : where), // without TLS ws answers what is no WebSocket request itself
  maxPayload: 256 << 20,
  perMessageDeflate:
    given['deflate-parameters'] === undefined ? given.deflate : deflateOf(given['deflate-parameters']),
  handleProtocols: (offered) => given.subprotocol.find((mine) => offered.has(mine)) ?? false,
});

let newest = null;
server.on('connection', (socket, request) => {
  newest = watch(socket, { echo: given.echo });
  tell('open', {
    target: request.url,
    protocol: socket.protocol,
    extensions: socket.extensions,
    headers: request.rawHeaders,
  });
});
server.on('listening', () => tell('listening', { port: server.address().port }));
if (tls) {
  tls.on('tlsClientError', (error) => tell('error', { message: error.message }));
  tls.listen(where);
}

obey((command) => {
  if (!newest) throw new Error('no connection yet');
  return newest(command);
});
