import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openState } from './folder';

const KILLS = 50;
const KEYS = ['disk/a', 'disk/b'];
/** Large enough that most kills meet a write: a quarter of a megabyte. */
const POINTS = 30_000;

/** Writes values that count up, tells of each that is saved, and never ends. */
const WRITER = `
import { openState } from ${JSON.stringify(path.join(__dirname, 'folder.ts'))};
const state = openState(process.argv[2], (value) => true, () => {});
let count = Number(process.argv[3]);
const save = () => {
  count++;
  ${JSON.stringify(KEYS)}.forEach((key) => state.save(key, new Float64Array(${POINTS}).fill(count)));
  process.stdout.write(count + '\\n', save);
};
save();
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'presage-killed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Looks without a pause, for a second at most: a write is over within a millisecond. */
async function untilWriting(kept: string): Promise<void> {
  const end = Date.now() + 1000;
  for (let looks = 1; halvesIn(kept) === 0 && Date.now() < end; looks++) {
    await (looks % 1000 === 0 ? setTimeout(0) : undefined);
  }
}

const halvesIn = (kept: string) => readdirSync(kept).filter((name) => name.endsWith('.part')).length;

test('killed fifty times while it writes, each value is whole, and what was saved is there', async () => {
  const [source, program, kept] = ['writer.ts', 'writer.cjs', 'state'].map((name) => path.join(folder, name));
  writeFileSync(source, WRITER);
  const bundle = [source, '--bundle', '--platform=node', '--format=cjs', `--outfile=${program}`, '--log-level=error'];
  execFileSync(path.resolve('node_modules/.bin/esbuild'), bundle);
  let saved = 0;
  let halves = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const writer = spawn(process.execPath, [program, kept, String(saved)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    writer.stdout.on('data', (text: Buffer) => (told += text.toString()));
    await Promise.race([once(writer.stdout, 'data'), once(writer, 'close')]);
    expect(writer.exitCode).toBeNull();
    // Every other one as soon as a half-written file is seen: on a busy machine a kill by the clock hardly meets a write.
    await (kill % 2 === 0 ? setTimeout((7 * kill) % 13) : untilWriting(kept));
    writer.kill('SIGKILL');
    await once(writer, 'close');
    saved = Math.max(saved, ...told.split('\n').slice(0, -1).map(Number));
    halves += halvesIn(kept);

    const said: string[] = [];
    const state = openState(
      kept,
      (value): value is Float64Array => ArrayBuffer.isView(value),
      (one) => said.push(one)
    );
    for (const key of KEYS) {
      const value = state.load(key)!;
      expect(value.length).toBe(POINTS);
      expect(value.every((one) => one === value[0])).toBe(true);
      expect(value[0]).toBeGreaterThanOrEqual(saved);
      saved = Math.max(saved, key === KEYS[1] ? value[0] : saved);
    }
    expect(said).toEqual([]);
    expect(readdirSync(kept)).toHaveLength(KEYS.length);
  }
  // Otherwise no kill met a write, and this has shown nothing.
  expect(halves).toBeGreaterThan(0);
}, 120_000);
