// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Headless Chromium, driven over the DevTools protocol.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';

/// Resolves to the DevTools address of the browser.
export function startBrowser(program) {
  const profile = mkdtempSync(join(tmpdir(), 'handglass-chromium-'));
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  flags.push('--disable-background-networking', '--disable-component-update', '--disable-sync');
  flags.push('--disable-dev-shm-usage', `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank');
  const env = { ...process.env, TMPDIR: profile };
  const browser = spawn(program, flags, { stdio: ['ignore', 'ignore', 'pipe'], detached: true, env });
  process.on('exit', () => end(browser, profile));
  process.on('SIGTERM', () => process.exit(0));
  return new Promise((done, failed) => {
    browser.on('error', (error) => failed(new Error(`${program} did not start: ${error.message}`)));
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
export class DevTools {
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
    if (message.method) this.events?.(message.method, message.params);
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
