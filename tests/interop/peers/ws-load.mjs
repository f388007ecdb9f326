// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Node ws as a load: sends numbered texts ("0 xxx…", "1 xxx…") at a rate and checks that each comes back, in order.
//   --url ws://… --rate 10000 --seconds 30 [--size 64]
// Events: progress {sent, echoed} about once a second; done {sent, echoed, wrong} when the last echo is there.
import { WebSocket } from 'ws';
import { obey, options, tell } from './peer.mjs';

const given = options({
  url: { type: 'string' },
  rate: { type: 'string', default: '10000' },
  seconds: { type: 'string', default: '3' },
  size: { type: 'string', default: '64' },
});
const rate = Number(given.rate);
const total = rate * Number(given.seconds);
const text = (index) => `${index} `.padEnd(Number(given.size), 'x');

const socket = new WebSocket(given.url);
let sent = 0;
let echoed = 0;
let wrong = 0;
let told = 0;

function send(started) {
  const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * rate));
  for (; sent < due; ++sent) socket.send(text(sent));
  if (sent < total) setTimeout(() => send(started), 5);
}

socket.on('open', () => send(performance.now()));
socket.on('message', (data) => {
  if (data.toString() !== text(echoed)) ++wrong;
  ++echoed;
  if (echoed - told >= rate) {
    told = echoed;
    tell('progress', { sent, echoed });
  }
  if (echoed === total) {
    tell('done', { sent, echoed, wrong });
    socket.close(1000);
  }
});
socket.on('error', (error) => tell('error', { message: String(error) }));
socket.on('close', (code) => tell('closed', { code, sent, echoed }));
tell('listening', { port: 0 });
obey(() => {});
