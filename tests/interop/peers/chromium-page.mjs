// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page in headless Chromium as a client: --url ws://…, driven over the DevTools protocol. Tells and obeys as
// ws-client.mjs does, but for pings and fragments, which a page has no means for.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DevTools, startBrowser } from './chromium.mjs';
import { obey, options, tell } from './peer.mjs';

const given = options({
  url: { type: 'string' },
  subprotocol: { type: 'string', multiple: true, default: [] },
  echo: { type: 'boolean', default: false },
  chromium: { type: 'string', default: 'chromium' },
});

/// The page has an origin of its own, http://127.0.0.1:port.
function servePage() {
  const page = readFileSync(new URL('page.html', import.meta.url));
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/' ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(request.url === '/' ? page : '');
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server.address().port)));
}

async function main() {
  const port = await servePage();
  const devTools = new DevTools(await startBrowser(given.chromium));
  await devTools.ready();
  await devTools.openPage(`http://127.0.0.1:${port}/`);
  tell('listening', { port, origin: `http://127.0.0.1:${port}` });
  const begin = [given.url, given.subprotocol, given.echo].map((value) => JSON.stringify(value));
  await devTools.evaluate(`begin(${begin.join(', ')})`);
  return devTools;
}

const running = main();
running.catch((error) => {
  tell('error', { message: error.message });
  process.exit(1);
});
obey(async (command) => (await running).evaluate(`perform(${JSON.stringify(command)})`));
