import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openState } from './folder';

interface Value {
  points: Float64Array;
}
const isValue = (value: unknown): value is Value => ArrayBuffer.isView((value as Value | undefined)?.points);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'presage-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (said: string[] = []) => openState(folder, isValue, (sentence) => said.push(sentence));
const files = (suffix: string) => readdirSync(folder).filter((name) => name.endsWith(suffix));

test('a value comes back as it was, whatever its key', () => {
  const value = { points: Float64Array.of(1, NaN, -Infinity) };
  open().save('disk/up{path="/../../etc"}', value);
  expect(Array.from(open().load('disk/up{path="/../../etc"}')!.points)).toEqual([1, NaN, -Infinity]);
  expect(open().load('another')).toBeUndefined();
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5), /is damaged/],
  ['with one bit changed', (bytes: Buffer) => flip(bytes, bytes.length - 3), /is damaged/],
  ['of another format', (bytes: Buffer) => Buffer.concat([Buffer.from('x'), bytes]), /another format/],
  ['empty', () => Buffer.alloc(0), /another format/],
])('a file that is %s is set aside with a sentence, and written anew', (_, harm, words) => {
  open().save('key', { points: Float64Array.of(1) });
  const [name] = files('.state');
  writeFileSync(path.join(folder, name), harm(readFileSync(path.join(folder, name))));
  const said: string[] = [];
  const state = open(said);
  expect(state.load('key')).toBeUndefined();
  expect(said.join()).toMatch(words);
  expect(files('.corrupt')).toHaveLength(1);
  state.save('key', { points: Float64Array.of(2) });
  expect(state.load('key')!.points[0]).toBe(2);
});

test('what holds something else is set aside', () => {
  openState<number>(
    folder,
    (value): value is number => typeof value === 'number',
    () => {}
  ).save('key', 1);
  const said: string[] = [];
  expect(open(said).load('key')).toBeUndefined();
  expect(said.join()).toMatch(/something else/);
});

test('what a killed process had begun to write is removed', () => {
  writeFileSync(path.join(folder, 'x.state.99.part'), 'half');
  open();
  expect(files('.part')).toEqual([]);
});

function flip(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] ^= 1;
  return changed;
}
