import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readHeldOut, teaches } from './families';

let dir: string;
beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'presage-families-'))));
afterEach(() => rmSync(dir, { recursive: true }));

test('a folder of folders is families that teach nothing, with the warm-ups of its manifest', () => {
  for (const name of ['disks', 'queues']) {
    mkdirSync(path.join(dir, name));
    const rows = Array.from({ length: 60 }, (_, i) => `${60 * i},${i},${i >= 40 ? 1 : 0}`);
    writeFileSync(path.join(dir, name, `${name}.csv`), ['timestamp,value,label', ...rows].join('\n'));
  }
  writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify([{ file: 'disks/disks.csv', step: 60, warmup: 30 }]));
  const [disks, queues] = readHeldOut(dir, false);
  expect([disks.name, queues.name]).toEqual(['disks', 'queues']);
  expect([disks, queues].some(teaches)).toBe(false);
  expect(disks.series[0]).toMatchObject({ warmUp: 6, values: Float64Array.from({ length: 12 }, (_, i) => 5 * i + 2) });
  expect(queues.series[0].warmUp).toBe(2);
  const [fine] = readHeldOut(dir, true)[0].series;
  expect(fine.warmUp).toBe(30);
  expect(fine.values).toHaveLength(60);
});
