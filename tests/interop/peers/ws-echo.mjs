// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Node ws as an echo server, for measuring: tells nothing of what passes.
import { WebSocketServer } from 'ws';
import { obey, tell } from './peer.mjs';

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
server.on('listening', () => tell('listening', { port: server.address().port }));
obey(() => {});
