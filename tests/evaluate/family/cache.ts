import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LabelledSeries } from './families';

const FOLDER = path.join('.cache', 'evaluate');
/** What scores of rules and presets are made of: another code makes other files. */
const CODE = ['src/core/channels', 'src/core/detector', 'src/core/math'];
const RULES = 'tests/evaluate/family/simpleRules.ts';

let code: string | undefined;
function codeHash(): string {
  if (code === undefined) {
    const hash = createHash('sha256').update(readFileSync(RULES));
    CODE.forEach((folder) => readdirSync(folder).forEach((file) => hash.update(readFileSync(path.join(folder, file)))));
    code = hash.digest('hex');
  }
  return code;
}

/** Scores of a series, from the disk where the same code has scored the same values before. */
export function cached(name: string, one: LabelledSeries, make: (one: LabelledSeries) => Float64Array): Float64Array {
  const hash = createHash('sha256').update(name).update(codeHash());
  for (const part of [one.times, one.values]) {
    hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  const file = path.join(FOLDER, hash.digest('hex').slice(0, 32));
  if (existsSync(file)) {
    const bytes = readFileSync(file);
    return new Float64Array(new Uint8Array(bytes).buffer);
  }
  const scores = make(one);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, new Uint8Array(scores.buffer, scores.byteOffset, scores.byteLength));
  return scores;
}

/** The value of a key, made once. */
export function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
