// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// STOMP 1.2 (https://stomp.github.io/stomp-specification-1.2.html), as much of it as a client needs to be tried.

function parse(text) {
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) return null;
  const [command, ...lines] = text.slice(0, end.index).replace(/^[\r\n]+/, '').split(/\r?\n/);
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    if (!(name in headers)) headers[name] = line.slice(colon + 1); // the first one counts
  }
  return { command, headers, body: text.slice(end.index + end[0].length).replace(/\0[\r\n]*$/, '') };
}

function frame(command, headers, body = '') {
  const lines = Object.keys(headers).map((name) => `${name}:${headers[name]}\n`);
  return `${command}\n${lines.join('')}\n${body}\0`;
}

function fail(client, message, body) {
  client.send(frame('ERROR', { message }, body));
  client.close(1002, message);
}

shared.messages = 0;

const commands = {
  CONNECT(client) {
    client.send(frame('CONNECTED', { version: '1.2', 'heart-beat': '0,0', server: 'Handglass' }));
  },
  SUBSCRIBE(client, { headers }) {
    client.state.subscriptions[headers.id] = headers.destination;
  },
  UNSUBSCRIBE(client, { headers }) {
    delete client.state.subscriptions[headers.id];
  },
  SEND(client, { headers, body }) {
    const id = ++shared.messages;
    for (const each of clients()) {
      for (const subscription of Object.keys(each.state.subscriptions)) {
        if (each.state.subscriptions[subscription] !== headers.destination) continue;
        each.send(frame('MESSAGE', { subscription, 'message-id': id, destination: headers.destination }, body));
      }
    }
  },
  ACK() {},
  NACK() {},
  DISCONNECT(client) {
    client.log('said DISCONNECT');
  },
};
commands.STOMP = commands.CONNECT;

function onConnect(client) {
  client.state.subscriptions = {};
}

function onMessage(client, text) {
  const message = typeof text === 'string' ? parse(text) : null;
  if (!message) return fail(client, 'expected a frame', 'An empty line ends the headers.');
  if (!commands[message.command]) return fail(client, 'unknown command', `This mock does not know ${message.command}.`);
  commands[message.command](client, message);
  if (message.headers.receipt) client.send(frame('RECEIPT', { 'receipt-id': message.headers.receipt }));
}
