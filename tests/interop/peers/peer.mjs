// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What every Node peer shares: events go to stdout, commands come from stdin, both as one JSON object a line.
// A peer ends when its stdin does, so that none outlives its test.
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

export function tell(event, facts = {}) {
  process.stdout.write(JSON.stringify({ event, ...facts }) + '\n');
}

/// Commands in the order they come; a promise that `handle` returns is waited for.
export function obey(handle) {
  let before = Promise.resolve();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    before = before.then(() => handle(JSON.parse(line))).catch((error) => tell('error', { message: String(error) }));
  });
  lines.on('close', () => process.exit(0));
}

export function options(spec) {
  try {
    return parseArgs({ options: spec }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

/// The same bytes as the C++ side's Peer::pattern(): printable ASCII, its period prime to any chunk size.
export function pattern(size) {
  const once = Buffer.alloc(89);
  for (let i = 0; i < once.length; ++i) once[i] = 33 + i;
  return Buffer.alloc(size, once);
}

/// The payload that a command asks for: {"data": "text"}, {"hex": "00ff"} or {"size": 65536}.
export function payloadOf(command) {
  if (command.size !== undefined) return pattern(command.size);
  if (command.hex !== undefined) return Buffer.from(command.hex, 'hex');
  return Buffer.from(command.data ?? '', 'utf8');
}

/// perMessageDeflate of ws for "server_max_window_bits=9; client_no_context_takeover"; compresses short messages too.
export function deflateOf(parameters) {
  const options = { threshold: 0 };
  for (const part of parameters.split(';').filter((part) => part.trim())) {
    const [name, value] = part.trim().split('=');
    const key = name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
    options[key] = value === undefined ? true : Number(value);
  }
  return options;
}

/// Size, SHA-256 and, if it is short, the bytes themselves.
export function facts(bytes) {
  const short = bytes.length <= 200 ? { hex: bytes.toString('hex') } : {};
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), ...short };
}
