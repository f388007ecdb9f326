// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Node ws as a client: --url ws://… or, with the certificate that it trusts, --url wss://… --ca FILE
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { deflateOf, obey, options, tell } from './peer.mjs';
import { watch } from './wspuppet.mjs';

const given = options({
  url: { type: 'string' },
  echo: { type: 'boolean', default: false },
  subprotocol: { type: 'string', multiple: true, default: [] },
  header: { type: 'string', multiple: true, default: [] },
  deflate: { type: 'boolean', default: false },
  ca: { type: 'string' },
  'deflate-parameters': { type: 'string' },
});

const headers = Object.fromEntries(given.header.map((line) => line.split(/:\s*/, 2)));
const socket = new WebSocket(given.url, given.subprotocol, {
  headers,
  ca: given.ca && readFileSync(given.ca),
  maxPayload: 256 << 20,
  perMessageDeflate:
    given['deflate-parameters'] === undefined ? given.deflate : deflateOf(given['deflate-parameters']),
});
const perform = watch(socket, { echo: given.echo });
const ended = new Promise((done) => socket.once('close', done));
const opened = new Promise((done) => socket.once('open', done));
socket.on('open', () => tell('open', { protocol: socket.protocol, extensions: socket.extensions }));
socket.on('unexpected-response', (request, response) => {
  const parts = [];
  response.on('data', (part) => parts.push(part));
  response.on('end', () => {
    const body = Buffer.concat(parts).toString();
    tell('refused', { status: response.statusCode, headers: response.headers, body });
    request.destroy();
  });
});

tell('listening', { port: 0 });
obey(async (command) => {
  await Promise.race([opened, ended]);
  return perform(command);
});
