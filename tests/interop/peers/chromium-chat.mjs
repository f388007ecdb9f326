// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two tabs of headless Chromium that talk by a mock that plays the example of a chat, and one in another room:
// node chromium-chat.mjs ws://127.0.0.1:8080. Ends with 1, and says why, if a tab does not get what it should.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { DevTools, startBrowser } from './chromium.mjs';

const [base] = process.argv.slice(2);
const devTools = new DevTools(await startBrowser('chromium'));
await devTools.ready();

const pages = createServer((request, response) => response.setHeader('Content-Type', 'text/html').end('<!doctype html>'));
await new Promise((done) => pages.listen(0, '127.0.0.1', done));

/// A tab with one WebSocket; what comes waits in the page until it is asked for.
async function openTab(path) {
  devTools.sessionId = undefined;
  await devTools.openPage(`http://127.0.0.1:${pages.address().port}/`);
  const tab = devTools.sessionId;
  const run = async (expression) => {
    devTools.sessionId = tab;
    const answer = await devTools.call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? 'the page failed');
    return answer.result.value;
  };
  await run(`
    var came = [], waiting = [];
    var socket = new WebSocket(${JSON.stringify(base + path)});
    socket.onmessage = ({ data }) => (waiting.length ? waiting.shift()(data) : came.push(data));
    var next = () => (came.length ? Promise.resolve(came.shift()) : new Promise((done) => waiting.push(done)));
    new Promise((done, failed) => { socket.onopen = () => done(true); socket.onerror = () => failed(new Error('refused')); })`);
  return {
    json: async () => JSON.parse(await run('next()')),
    send: (message) => run(`socket.send(${JSON.stringify(JSON.stringify(message))})`),
    close: () => run('socket.close(1000)'),
    left: () => run('came.length'),
  };
}

const ada = await openTab('/chat/blue?name=Ada');
assert.deepEqual(await ada.json(), { type: 'welcome', room: 'blue', you: 'Ada', people: 1 });
const bob = await openTab('/chat/blue?name=Bob');
assert.deepEqual(await bob.json(), { type: 'welcome', room: 'blue', you: 'Bob', people: 2 });
const eve = await openTab('/chat/red?name=Eve');
assert.equal((await eve.json()).room, 'red');
assert.deepEqual(await ada.json(), { type: 'joined', who: 'Bob' });

await bob.send({ type: 'say', text: 'hello, Ada' });
for (const tab of [ada, bob]) {
  const said = await tab.json();
  assert.deepEqual([said.type, said.who, said.text, said.number], ['said', 'Bob', 'hello, Ada', 1]);
}
await ada.send({ type: 'name', name: 'Countess' });
for (const tab of [ada, bob]) assert.deepEqual(await tab.json(), { type: 'renamed', from: 'Ada', to: 'Countess' });
await bob.close();
assert.deepEqual(await ada.json(), { type: 'left', who: 'Bob' });
assert.equal(await eve.left(), 0);
process.exit(0);
