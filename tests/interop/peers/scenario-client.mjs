// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Speaks to a mock that plays one of the example scenarios, with the library of its protocol:
// node scenario-client.mjs chat ws://127.0.0.1:8080. Ends with 1, and says why, if an answer is not as it should be.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';

const [name, base] = process.argv.slice(2);

/// Messages of a client, one by one, text as text.
class Talk {
  constructor(path, protocols = [], options = {}) {
    this.waiting = [];
    this.came = [];
    this.socket = new WebSocket(base + path, protocols, options);
    this.socket.on('message', (data, binary) => this.#take(binary ? data : data.toString()));
    this.socket.on('error', () => {});
    this.ended = new Promise((done) => this.socket.on('close', (code, reason) => done({ code, reason: reason.toString() })));
  }

  #take(message) {
    const next = this.waiting.shift();
    if (next) next(message);
    else this.came.push(message);
  }

  async open() {
    await once(this.socket, 'open');
    return this;
  }

  /// Status and body of a refusal; 101 if it opened.
  status() {
    return new Promise((done) => {
      this.socket.on('open', () => done({ status: 101, headers: {} }));
      this.socket.on('unexpected-response', async (request, response) => {
        const chunks = [];
        for await (const chunk of response) chunks.push(chunk);
        done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() });
      });
    });
  }

  next() {
    if (this.came.length > 0) return Promise.resolve(this.came.shift());
    return new Promise((done) => this.waiting.push(done));
  }

  async json() {
    return JSON.parse(await this.next());
  }

  send(message) {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  }
}

const scenarios = {
  async echo() {
    const talk = await new Talk('/any/path').open();
    talk.send('hello');
    assert.equal(await talk.next(), 'hello');
    talk.send(Buffer.from([0, 255]));
    assert.deepEqual(await talk.next(), Buffer.from([0, 255]));
  },

  async chat() {
    const ada = await new Talk('/chat/blue?name=Ada').open();
    assert.deepEqual(await ada.json(), { type: 'welcome', room: 'blue', you: 'Ada', people: 1 });
    const bob = await new Talk('/chat/blue').open();
    assert.deepEqual(await bob.json(), { type: 'welcome', room: 'blue', you: 'guest', people: 2 });
    assert.deepEqual(await ada.json(), { type: 'joined', who: 'guest' });
    const other = await new Talk('/chat/red?name=Eve').open();
    await other.next();
    bob.send({ type: 'name', name: 'Bob' });
    for (const each of [ada, bob]) assert.deepEqual(await each.json(), { type: 'renamed', from: 'guest', to: 'Bob' });
    bob.send({ type: 'say', text: 'hi "all"' });
    for (const each of [ada, bob]) {
      const said = await each.json();
      assert.equal(said.who, 'Bob');
      assert.equal(said.text, 'hi "all"');
      assert.equal(said.number, 1);
      assert.ok(Math.abs(Date.now() - Date.parse(said.at)) < 60_000);
    }
    ada.send('plain');
    assert.equal(await bob.next(), 'Ada: plain');
    bob.socket.close();
    assert.equal(await ada.next(), 'Ada: plain');
    assert.deepEqual(await ada.json(), { type: 'left', who: 'Bob' });
    assert.equal(other.came.length, 0); // another room
  },

  async 'json-rpc'() {
    const { Client } = await import('rpc-websockets');
    const client = new Client(base, { reconnect: false });
    await new Promise((done) => client.on('open', done));
    assert.deepEqual(await client.call('echo', [1, 'two', { three: 3 }]), [1, 'two', { three: 3 }]);
    assert.ok(Date.parse(await client.call('time')) > 0);
    const [slow, fast] = await Promise.all([client.call('slow'), client.call('echo', { a: 1 })]);
    assert.equal(slow, 'done');
    assert.deepEqual(fast, { a: 1 });
    await assert.rejects(client.call('nothing'), (error) => error.code === -32601);
    const ticks = [];
    const third = new Promise((done) => client.on('tick', (...params) => {
      ticks.push(params.flat()[0]);
      if (ticks.length === 3) done();
    }));
    assert.equal(await client.call('subscribe'), true);
    await third;
    assert.deepEqual(ticks, [1, 2, 3]);
    client.close();
    const talk = await new Talk('/').open();
    talk.send('no JSON');
    assert.equal((await talk.json()).error.code, -32700);
    talk.send({ id: 7 });
    assert.deepEqual(await talk.json(), { jsonrpc: '2.0', error: { code: -32600, message: 'Invalid Request' }, id: 7 });
  },

  async 'graphql-transport-ws'() {
    const { createClient } = await import('graphql-ws');
    const client = createClient({ url: base + '/graphql', webSocketImpl: WebSocket, retryAttempts: 0, lazy: false });
    const all = async (query) => {
      const results = [];
      for await (const result of client.iterate({ query })) results.push(result.data);
      return results;
    };
    assert.deepEqual(await all('{ hello }'), [{ hello: 'world' }]);
    assert.deepEqual(await all('subscription { greetings }'), [{ greetings: 'Hi' }, { greetings: 'Bonjour' }, { greetings: 'Hola' }]);
    for await (const result of client.iterate({ query: 'subscription { greetings }' })) {
      assert.deepEqual(result.data, { greetings: 'Hi' });
      break; // says complete, and nothing more comes
    }
    await assert.rejects(all('{ other }'), (errors) => errors[0].message.includes('knows the fields'));
    await client.dispose();
    const refused = new Talk('/graphql', ['graphql-ws']);
    assert.equal((await refused.status()).status, 400);
    const early = await new Talk('/graphql', ['graphql-transport-ws']).open();
    early.send({ type: 'subscribe', id: '1', payload: { query: '{ hello }' } });
    assert.deepEqual(await early.ended, { code: 4401, reason: 'Unauthorized' });
  },

  async stomp() {
    const { Client } = await import('@stomp/stompjs');
    const connect = async () => {
      const client = new Client({
        webSocketFactory: () => new WebSocket(base + '/stomp', ['v12.stomp']), reconnectDelay: 0,
        heartbeatIncoming: 0, heartbeatOutgoing: 0,
      });
      await new Promise((done, fail) => {
        client.onConnect = done;
        client.onStompError = (frame) => fail(new Error(frame.body));
        client.activate();
      });
      return client;
    };
    const [one, two] = [await connect(), await connect()];
    const messages = [];
    const both = new Promise((done) => {
      const take = (message) => {
        messages.push([message.headers.destination, message.body]);
        if (messages.length === 2) done();
      };
      one.subscribe('/topic/a', take);
      two.subscribe('/topic/other', () => messages.push('wrong'));
      two.subscribe('/topic/a', take);
    });
    await new Promise((done) => setTimeout(done, 100));
    one.publish({ destination: '/topic/a', body: 'hello\n\nworld' });
    await both;
    assert.deepEqual(messages, [['/topic/a', 'hello\n\nworld'], ['/topic/a', 'hello\n\nworld']]);
    await Promise.all([one.deactivate(), two.deactivate()]);
  },

  async ticker() {
    const talk = await new Talk('/ticker?ms=20&symbol=ABC').open();
    const first = await talk.json();
    const started = Date.now();
    let last;
    for (let i = 0; i < 20; ++i) last = await talk.json();
    assert.equal(last.tick, first.tick + 20);
    assert.equal(last.symbol, 'ABC');
    assert.ok(last.price >= 1.05 && last.price <= 1.15);
    assert.ok(Date.now() - started >= 350, 'too fast');
    talk.send('pause');
    await new Promise((done) => setTimeout(done, 100));
    talk.came.length = 0;
    await new Promise((done) => setTimeout(done, 100));
    assert.equal(talk.came.length, 0);
    talk.send('resume');
    await talk.json();
  },

  async flaky() {
    const third = await new Talk('/every-third-drops').open();
    for (const text of ['1', '2']) {
      third.send(text);
      assert.equal(await third.next(), text);
    }
    third.send('3');
    assert.equal((await third.ended).code, 1006);
    const stops = await new Talk('/stops-reading').open();
    stops.send('stop');
    assert.equal(await stops.next(), 'stopped for 2 s');
    const sent = Date.now();
    stops.send('late');
    assert.equal(await stops.next(), 'late');
    assert.ok(Date.now() - sent >= 1500);
    const talks = [];
    for (let i = 0; i < 5; ++i) talks.push(await new Talk('/flaky').open());
    assert.equal((await new Talk('/flaky').status()).status, 503);
    const outcomes = new Set();
    for (const talk of talks) {
      talk.send('x');
      const late = new Promise((done) => setTimeout(() => done('nothing'), 2_500));
      outcomes.add(await Promise.race([talk.next(), talk.ended.then(({ code }) => code), late]));
    }
    for (const outcome of outcomes) assert.ok(['x', 'nothing', 1006, 1011].includes(outcome), String(outcome));
    const failed = async (path) => once(new WebSocket(base + path), 'error').then(([error]) => error.message);
    assert.match(await failed('/wrong-handshake'), /Sec-WebSocket-Accept/);
    const down = await new Talk('/unavailable').status();
    assert.deepEqual([down.status, down.headers['retry-after'], down.body], [503, '5', 'Down for maintenance.\n']);
    const slow = await new Talk('/slow').open();
    const asked = Date.now();
    slow.send(randomBytes(1_000));
    await slow.next();
    assert.ok(Date.now() - asked >= 400);
    const mixed = await new Talk('/mixed-up').open();
    for (let i = 1; i <= 9; ++i) mixed.send(String(i));
    const came = [];
    while (came.at(-1) !== '8') came.push(await mixed.next());
    assert.deepEqual(came, ['1', '2', '3', '3', '5', '4', '6', '6', '9', '9', '8']);
    for (const [word, code] of [['masked', 1002], ['utf8', 1007]]) {
      const breaks = await new Talk('/breaks-the-protocol').open();
      const error = once(breaks.socket, 'error').then(([{ message }]) => message);
      breaks.send(word);
      assert.match(await error, word === 'masked' ? /MASK must be clear/ : /invalid UTF-8/, String(code));
    }
    const frozen = await new Talk('/breaks-the-protocol').open();
    const before = Date.now();
    frozen.send('freeze');
    assert.equal(await frozen.next(), 'thawed');
    assert.ok(Date.now() - before >= 950);
    const mute = await new Talk('/no-answers').open();
    mute.socket.on('pong', () => assert.fail('a pong'));
    mute.socket.ping();
    mute.send('x');
    assert.equal(await mute.next(), 'x');
    mute.socket.terminate();
  },

  async 'strict-auth'() {
    const status = async (path, headers = {}, protocols = []) => {
      const talk = new Talk(path, protocols, { headers });
      const { status: code } = await talk.status();
      talk.socket.terminate();
      return code;
    };
    const bearer = { Authorization: 'Bearer open-sesame' };
    const refused = await new Talk('/bearer').status();
    assert.equal(refused.status, 401);
    assert.match(refused.headers['www-authenticate'], /^Bearer/);
    const nameless = await new Talk('/bearer', [], { headers: bearer }).status();
    assert.equal(nameless.status, 400);
    assert.deepEqual(JSON.parse(nameless.body), { error: 'X-Client is missing' });
    assert.equal(await status('/bearer', { ...bearer, 'X-Client': 'me' }), 101);
    assert.equal(await status('/basic'), 401);
    assert.equal(await status('/basic', { Authorization: 'Basic ' + btoa('ada:lovelace') }), 101);
    assert.equal(await status('/browser', { Origin: 'http://example.org', Cookie: 'session=1' }), 403);
    assert.equal(await status('/browser', { Origin: 'http://localhost:5500' }), 401);
    assert.equal(await status('/browser', { Origin: 'http://localhost:5500', Cookie: 'session=1' }), 101);
    assert.equal(await status('/query?token=guess'), 401);
    const only = await new Talk('/query?token=open-sesame').open();
    assert.equal(await status('/query?token=open-sesame'), 503);
    only.socket.terminate();
    assert.equal(await status('/subprotocol'), 400);
    const chosen = await new Talk('/subprotocol', ['v1', 'v2']).open();
    assert.equal(chosen.socket.protocol, 'v2');
    assert.equal(await status('/nowhere'), 404);
  },
};

setTimeout(() => {
  console.error('no answer for 40 s');
  process.exit(1);
}, 40_000);
try {
  await scenarios[name]();
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
