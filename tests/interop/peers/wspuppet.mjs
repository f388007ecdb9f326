// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One end of a connection of Node's ws, client or server, that tells what it sees and does what it is told.
import { facts, payloadOf, tell } from './peer.mjs';

export function watch(socket, { echo = false } = {}) {
  let pingedAt = 0n;
  socket.on('message', (data, isBinary) => {
    tell(isBinary ? 'binary' : 'text', facts(data));
    if (echo) socket.send(data, { binary: isBinary });
  });
  socket.on('ping', (data) => tell('ping', facts(data)));
  socket.on('pong', (data) => tell('pong', { ...facts(data), microseconds: since(pingedAt) }));
  socket.on('close', (code, reason) => tell('closed', { code, reason: reason.toString() }));
  socket.on('error', (error) => tell('error', { message: error.message }));

  return async (command) => {
    if (command.do === 'ping') pingedAt = process.hrtime.bigint();
    await perform(socket, command);
  };
}

function since(start) {
  return start === 0n ? -1 : Number((process.hrtime.bigint() - start) / 1000n);
}

async function perform(socket, command) {
  switch (command.do) {
    case 'text':
    case 'binary':
      return sendMessage(socket, command);
    case 'ping':
      return socket.ping(payloadOf(command));
    case 'pong':
      return socket.pong(payloadOf(command));
    case 'close':
      return command.code === undefined ? socket.close() : socket.close(command.code, command.reason ?? '');
    case 'terminate':
      return socket.terminate();
    case 'pause':
      return socket.pause();
    case 'resume':
      return socket.resume();
    default:
      throw new Error(`unknown command ${command.do}`);
  }
}

/// In `fragments` frames, as even as it goes.
async function sendMessage(socket, command) {
  const payload = payloadOf(command);
  const count = command.fragments ?? 1;
  const size = Math.ceil(payload.length / count);
  for (let i = 0; i < count; ++i) {
    const part = payload.subarray(i * size, (i + 1) * size);
    await new Promise((done, failed) =>
      socket.send(part, { binary: command.do === 'binary', fin: i === count - 1 }, (error) =>
        error ? failed(error) : done(),
      ),
    );
  }
  tell('sent', { do: command.do, ...facts(payload) });
}
