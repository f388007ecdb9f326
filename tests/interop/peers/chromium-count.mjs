// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page in headless Chromium connects to --url; here the messages are counted that the DevTools protocol tells of it.
// Tells "counted" when they are --count.
import { createServer } from 'node:http';
import { DevTools, startBrowser } from './chromium.mjs';
import { obey, options, tell } from './peer.mjs';

const given = options({
  url: { type: 'string' },
  count: { type: 'string' },
  chromium: { type: 'string', default: 'chromium' },
});

const wanted = Number(given.count);
let count = 0;

async function main() {
  // A page of loopback may connect to loopback.
  const server = createServer((request, response) => response.end('<!doctype html><title>count</title>'));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  const devTools = new DevTools(await startBrowser(given.chromium));
  await devTools.ready();
  devTools.events = (method) => {
    if (method === 'Network.webSocketFrameReceived' && ++count === wanted) tell('counted', { count });
  };
  await devTools.openPage(`http://127.0.0.1:${port}/`);
  await devTools.call('Network.enable');
  tell('listening', { port });
  const open = `window.socket = new WebSocket(${JSON.stringify(given.url)})`;
  await devTools.evaluate(`${open}; socket.binaryType = 'arraybuffer'; 0`);
}

main().catch((error) => {
  tell('error', { message: error.message });
  process.exit(1);
});
obey(() => {});
