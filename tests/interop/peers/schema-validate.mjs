// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Judges JSON texts (a list of strings in the second file) by the JSON Schema in the first; prints a list of true and
// false, where a text that is no JSON is false.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const [schema, texts] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')));
const validate = new Ajv({ schemaId: 'auto' }).compile(schema);
console.log(JSON.stringify(texts.map((text) => {
  try {
    return validate(JSON.parse(text));
  } catch {
    return false;
  }
})));
