// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Judges the HAR file given by the schemas of HAR 1.2; says what is wrong with it and ends with 1.
import { readFileSync } from 'node:fs';
import validator from 'har-validator/lib/promise.js';

try {
  await validator.har(JSON.parse(readFileSync(process.argv[2])));
} catch (error) {
  console.error(JSON.stringify(error.errors ?? String(error), null, 1));
  process.exit(1);
}
