// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A plain TCP server that answers an opening handshake with bytes of its choice: --answer NAME (see answers).
// It tells the request ("request") and every byte after it ("bytes"). Commands: {"do":"write","hex":"…"},
// {"do":"end"}, {"do":"reset"}.
import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { obey, options, tell } from './peer.mjs';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function header(head, name) {
  const found = new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*$`, 'im').exec(head);
  return found ? found[1] : '';
}

function accept(head) {
  return createHash('sha1').update(header(head, 'Sec-WebSocket-Key') + GUID).digest('base64');
}

function switching(head, { connection = 'Upgrade', acceptValue = accept(head), extra = [] } = {}) {
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', `Connection: ${connection}`];
  return Buffer.from([...lines, `Sec-WebSocket-Accept: ${acceptValue}`, ...extra, '', ''].join('\r\n'));
}

function refusal(status, reason, body, extra = []) {
  const lines = [`HTTP/1.1 ${status} ${reason}`, 'Content-Type: text/plain; charset=utf-8', ...extra];
  lines.push(`Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close', '', body);
  return Buffer.from(lines.join('\r\n'));
}

/// An unmasked frame with a payload below 126 bytes.
function frame(firstByte, payload) {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from([firstByte, bytes.length]), bytes]);
}

const text = (payload) => frame(0x81, payload);
const after = (ms, work) => setTimeout(work, ms);

/// Each gets the socket and the request's head.
const answers = {
  ok: (socket, head) => socket.write(switching(head)),
  200: (socket) => socket.end(refusal(200, 'OK', '<h1>It works</h1>')),
  301: (socket) => socket.end(refusal(301, 'Moved Permanently', 'gone\n', ['Location: ws://elsewhere.example/'])),
  401: (socket) => {
    const challenge = 'WWW-Authenticate: Basic realm="the wire"';
    socket.end(refusal(401, 'Unauthorized', 'who are you?\n', [challenge]));
  },
  503: (socket) => socket.end(refusal(503, 'Service Unavailable', 'later\n', ['Retry-After: 30'])),
  chunked: (socket) => {
    const head = 'HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n';
    socket.end(head + '5\r\nnot h\r\n5\r\nere.\n\r\n0\r\n\r\n');
  },
  garbage: (socket) => socket.end(Buffer.from('\xde\xad\xbe\xef no HTTP at all\r\n\r\n', 'latin1')),
  'other-protocol': (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  'tls-record': (socket) => socket.end(Buffer.from('1503030002022a', 'hex')),
  'half-head': (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websock'),
  nothing: () => {},
  'closes-at-once': (socket) => socket.end(),
  'wrong-accept': (socket, head) => socket.write(switching(head, { acceptValue: 'HSmrc0sMlYUkAGmm5OPpG2HaGWk=' })),
  'keep-alive-upgrade': (socket, head) => socket.write(switching(head, { connection: 'keep-alive, Upgrade' })),
  'unrequested-subprotocol': (socket, head) =>
    socket.write(switching(head, { extra: ['Sec-WebSocket-Protocol: chat'] })),
  'unrequested-extension': (socket, head) =>
    socket.write(switching(head, { extra: ['Sec-WebSocket-Extensions: x-unheard-of'] })),
  /// Three messages in the same segment as the 101.
  pipelined: (socket, head) => socket.write(Buffer.concat([switching(head), text('one'), text('two'), text('three')])),
  /// A frame of 12 bytes, of which the last five come --delay ms after the rest.
  'late-rest': (socket, head) => {
    const whole = text('Hello, glass');
    socket.write(Buffer.concat([switching(head), whole.subarray(0, 9)]));
    after(Number(given.delay), () => socket.write(whole.subarray(9)));
  },
  /// A good message and one with RSV2 set, in one segment.
  'second-violates': (socket, head) => {
    socket.write(switching(head));
    after(50, () => socket.write(Buffer.concat([text('good'), frame(0xa1, 'bad')])));
  },
  masked: (socket, head) => {
    socket.write(switching(head));
    after(50, () => socket.write(Buffer.from([0x81, 0x82, 1, 2, 3, 4, 0x68 ^ 1, 0x69 ^ 2])));
  },
  /// Announces 100 bytes, sends 10, and is gone without a close frame.
  'vanish-mid-frame': (socket, head) => {
    socket.write(switching(head));
    after(50, () => socket.write(Buffer.concat([Buffer.from([0x82, 100]), Buffer.alloc(10, 7)]), () => socket.end()));
  },
  'reset-mid-frame': (socket, head) => {
    socket.write(switching(head));
    after(50, () =>
      socket.write(Buffer.concat([Buffer.from([0x82, 100]), Buffer.alloc(10, 7)]), () => socket.resetAndDestroy()),
    );
  },
  /// Closes with --code.
  closes: (socket, head) => {
    const code = Number(given.code);
    socket.write(Buffer.concat([switching(head), frame(0x88, [code >> 8, code & 255, ...Buffer.from('bye')])]));
  },
};

const given = options({
  answer: { type: 'string', default: 'ok' },
  delay: { type: 'string', default: '7000' },
  code: { type: 'string', default: '1000' },
  port: { type: 'string', default: '0' },
});
const answer = answers[given.answer];
if (!answer) {
  process.stderr.write(`--answer is one of ${Object.keys(answers).join(', ')}\n`);
  process.exit(2);
}

let newest = null;
const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
  newest = socket;
  let head = Buffer.alloc(0);
  let answered = false;
  socket.on('data', (bytes) => {
    if (answered) {
      tell('bytes', { hex: bytes.toString('hex') });
      if (bytes[0] === 0x88) socket.end(); // RFC 6455 §7.1.1: the server ends TCP
      return;
    }
    head = Buffer.concat([head, bytes]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    answered = true;
    tell('request', { head: head.toString('latin1', 0, end + 4) });
    if (head.length > end + 4) tell('bytes', { hex: head.toString('hex', end + 4) });
    answer(socket, head.toString('latin1', 0, end + 4));
  });
  socket.on('end', () => {
    tell('end');
    socket.end();
  });
  socket.on('error', (error) => tell('error', { message: error.message }));
  socket.on('close', () => tell('gone'));
});
server.listen(Number(given.port), '127.0.0.1', () => tell('listening', { port: server.address().port }));

obey((command) => {
  if (!newest) throw new Error('no connection yet');
  if (command.do === 'write') newest.write(Buffer.from(command.hex, 'hex'));
  else if (command.do === 'end') newest.end();
  else if (command.do === 'reset') newest.resetAndDestroy();
  else throw new Error(`unknown command ${command.do}`);
});
