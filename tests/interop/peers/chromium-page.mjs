// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page in headless Chromium as a client: --url ws://…, driven over the DevTools protocol. Tells and obeys as
// ws-client.mjs does, but for pings and fragments, which a page has no means for.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
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

/// Resolves to the DevTools address of the browser.
function startBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'handglass-chromium-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  flags.push('--disable-background-networking', '--disable-component-update', '--disable-sync');
  flags.push('--disable-dev-shm-usage', `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank');
  const env = { ...process.env, TMPDIR: profile };
  const browser = spawn(given.chromium, flags, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env });
  process.on('exit', () => end(browser, profile));
  process.on('SIGTERM', () => process.exit(0));
  return new Promise((done, failed) => {
    browser.on('error', (error) => failed(new Error(`${given.chromium} did not start: ${error.message}`)));
    browser.on('exit', (code) => failed(new Error(`chromium ended with ${code}`)));
    createInterface({ input: browser.stderr }).on('line', (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line);
      if (found) done(found[1]);
    });
  });
}

/// With its renderers and helpers: they are one process group.
function end(browser, profile) {
  try {
    process.kill(-browser.pid, 'SIGKILL');
  } catch {
    // It never started, or has ended.
  }
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/// Calls of the DevTools protocol, each answered by its id.
class DevTools {
  constructor(address) {
    this.socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 256 << 20 });
    this.waiting = new Map();
    this.lastId = 0;
    this.socket.on('message', (data) => this.take(JSON.parse(data)));
  }

  ready() {
    return new Promise((done, failed) => this.socket.once('open', done).once('error', failed));
  }

  take(message) {
    if (message.method === 'Runtime.bindingCalled') process.stdout.write(message.params.payload + '\n');
    if (message.method === 'Page.loadEventFired') this.loaded?.();
    const waiter = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiter?.failed(new Error(message.error.message));
    else waiter?.done(message.result);
  }

  call(method, params = {}) {
    const id = ++this.lastId;
    this.socket.send(JSON.stringify({ id, method, params, sessionId: this.sessionId }));
    return new Promise((done, failed) => this.waiting.set(id, { done, failed }));
  }

  async evaluate(expression) {
    const answer = await this.call('Runtime.evaluate', { expression, awaitPromise: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? 'page failed');
  }

  async openPage(url) {
    const { targetId } = await this.call('Target.createTarget', { url: 'about:blank' });
    const attached = await this.call('Target.attachToTarget', { targetId, flatten: true });
    this.sessionId = attached.sessionId;
    await this.call('Page.enable');
    await this.call('Runtime.enable');
    await this.call('Runtime.addBinding', { name: 'tell' });
    const loaded = new Promise((done) => (this.loaded = done));
    await this.call('Page.navigate', { url });
    await loaded;
  }
}

async function main() {
  const port = await servePage();
  const devTools = new DevTools(await startBrowser());
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
