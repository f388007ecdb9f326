// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A page in headless Chromium sends two texts and a binary message to --url and waits for as many replies; what the
// DevTools protocol tells of it becomes --har, as the export of Chromium's own DevTools makes it (HARLog.ts).
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { DevTools, startBrowser } from './chromium.mjs';
import { options } from './peer.mjs';

const given = options({
  url: { type: 'string' },
  har: { type: 'string' },
  chromium: { type: 'string', default: 'chromium' },
});

const page = `new Promise((done, failed) => {
  const socket = new WebSocket(${JSON.stringify(given.url)}, ['chat.v1']);
  let replies = 0;
  socket.onopen = () => {
    socket.send('{"type":"tick"}');
    socket.send('höre, "x"\\n');
    socket.send(new Uint8Array([0, 255, 128]));
  };
  socket.onmessage = () => ++replies === 3 && socket.close(1000, 'done');
  socket.onclose = done;
  socket.onerror = failed;
})`;

const headersOf = (headers) => Object.entries(headers).map(([name, value]) => ({ name, value }));

/// What DevTools keeps of the one WebSocket.
class Recorder {
  constructor() {
    this.messages = [];
    this.closed = new Promise((done) => (this.close = done));
  }

  take(method, params) {
    const name = method.replace('Network.webSocket', '');
    if (name === 'Created') this.url = params.url;
    if (name === 'WillSendHandshakeRequest') {
      this.request = params.request;
      this.wallTime = params.wallTime;
      this.issueTime = params.timestamp;
    }
    if (name === 'HandshakeResponseReceived') {
      this.response = params.response;
      this.responseTime = params.timestamp;
    }
    if (name === 'FrameSent') this.addFrame('send', params);
    if (name === 'FrameReceived') this.addFrame('receive', params);
    if (name === 'Closed') this.close();
  }

  addFrame(type, { timestamp, response }) {
    const time = this.wallTime + timestamp - this.issueTime;
    this.messages.push({ type, time, opcode: response.opcode, data: response.payloadData });
  }

  har() {
    const wait = (this.responseTime - this.issueTime) * 1000;
    const entry = {
      _connectionId: '7',
      _priority: 'VeryHigh',
      _resourceType: 'websocket',
      _webSocketMessages: this.messages,
      cache: {},
      connection: '7',
      request: {
        method: 'GET',
        url: this.url,
        httpVersion: 'HTTP/1.1',
        headers: headersOf(this.response.requestHeaders ?? this.request.headers),
        queryString: [],
        cookies: [],
        headersSize: -1,
        bodySize: 0,
      },
      response: {
        status: this.response.status,
        statusText: this.response.statusText,
        httpVersion: 'HTTP/1.1',
        headers: headersOf(this.response.headers),
        cookies: [],
        content: { size: 0, mimeType: 'x-unknown' },
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
        _transferSize: 0,
        _error: null,
      },
      serverIPAddress: '127.0.0.1',
      startedDateTime: new Date(this.wallTime * 1000).toISOString(),
      time: wait,
      timings: { blocked: -1, dns: -1, ssl: -1, connect: -1, send: 0, wait, receive: 0, _blocked_queueing: -1 },
    };
    return { log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries: [entry] } };
  }
}

// A page of loopback may connect to loopback.
const server = createServer((request, response) => response.end('<!doctype html><title>HAR</title>'));
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const devTools = new DevTools(await startBrowser(given.chromium));
await devTools.ready();
const recorder = new Recorder();
devTools.events = (method, params) => recorder.take(method, params);
await devTools.openPage(`http://127.0.0.1:${server.address().port}/`);
await devTools.call('Network.enable');
await devTools.evaluate(page);
await recorder.closed;
writeFileSync(given.har, JSON.stringify(recorder.har(), null, 2));
process.exit(0);
