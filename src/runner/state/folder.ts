import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { messageOf } from '../http';

/** Goes up when what is stored changes its meaning; files of another format are set aside. */
const FORMAT = 'presage-state 1';
const SUFFIX = '.state';
const DIGEST = 64;
/** A file larger than this is none of ours. */
const MAX_BYTES = 64 * 2 ** 20;

/** Values by key that outlive the process. */
export interface StateFolder<T> {
  /** undefined where there is none, or what there is cannot be used */
  load(key: string): T | undefined;
  /** @throws Error where the file cannot be written */
  save(key: string, value: T): void;
  remove(key: string): void;
}

/**
 * One file a key, written beside and renamed, so that a process killed at any moment leaves the older or the newer one
 * whole. A file whose digest does not fit is set aside under another name, with a sentence.
 *
 * @param isValid whether a value that was read can be used
 * @throws Error where the folder cannot be made
 */
export function openState<T>(
  folder: string,
  isValid: (value: unknown) => value is T,
  log: (sentence: string) => void
): StateFolder<T> {
  mkdirSync(folder, { recursive: true });
  // What a killed process had begun to write.
  readdirSync(folder)
    .filter((name) => name.endsWith('.part'))
    .forEach((name) => rmSync(path.join(folder, name), { force: true }));
  const fileOf = (key: string) =>
    path.join(folder, createHash('sha256').update(key).digest('hex').slice(0, 32) + SUFFIX);
  return {
    load(key) {
      const file = fileOf(key);
      try {
        const found = readFile(file, key);
        if (found === undefined || isValid(found)) {
          return found;
        }
        throw new Error('it holds something else.');
      } catch (error) {
        log(`${file} cannot be used: ${messageOf(error)} ${setAside(file)}`);
        return undefined;
      }
    },
    save(key, value) {
      const file = fileOf(key);
      const body = serialize({ key, value });
      const part = `${file}.${process.pid}.part`;
      writeFileSync(part, Buffer.concat([Buffer.from(`${FORMAT}\n${digestOf(body)}\n`), body]));
      renameSync(part, file);
    },
    remove(key) {
      rmSync(fileOf(key), { force: true });
    },
  };
}

function setAside(file: string): string {
  try {
    renameSync(file, `${file}.corrupt`);
    return `It is set aside as ${path.basename(file)}.corrupt, and made anew.`;
  } catch (error) {
    return `It cannot be set aside: ${messageOf(error)}.`;
  }
}

const digestOf = (body: Uint8Array) => createHash('sha256').update(body).digest('hex');

function readFile(file: string, key: string): unknown {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) {
    return undefined;
  }
  if (size > MAX_BYTES) {
    throw new Error(`it has ${size} bytes.`);
  }
  const all = readFileSync(file);
  const head = FORMAT.length + 1 + DIGEST + 1;
  const [format, digest] = all.subarray(0, head).toString('latin1').split('\n');
  const body = all.subarray(head);
  if (format !== FORMAT) {
    throw new Error('it is of another format.');
  }
  if (digest !== digestOf(body)) {
    throw new Error('it is damaged.');
  }
  const stored = deserialize(body) as { key: string; value: unknown };
  return stored.key === key ? stored.value : undefined;
}
