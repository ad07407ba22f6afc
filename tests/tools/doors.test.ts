import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Linter } from 'eslint';
import { throughDoors } from './doors.mjs';

const root = mkdtempSync(path.join(os.tmpdir(), 'doors-'));
for (const file of ['src/a/index.ts', 'src/a/one.ts', 'src/a/inner/index.ts', 'src/a/inner/two.ts', 'src/b/three.ts']) {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), '');
}
afterAll(() => rmSync(root, { recursive: true }));

const faults = (file: string, code: string) =>
  new Linter({ cwd: root })
    .verify(
      code,
      [
        {
          files: ['**/*.ts'],
          plugins: { presage: { rules: { doors: throughDoors } } },
          rules: { 'presage/doors': 'error' },
        },
      ],
      path.join(root, file)
    )
    .map(({ message }) => message);

test.each([
  ['through the door', 'src/b/three.ts', "import { one } from '../a';"],
  ['its neighbour', 'src/a/other.ts', "import { one } from './one';"],
  ['a file that is in no room', 'src/a/one.ts', "import { three } from '../b/three';"],
  ['a room within the room, by its door', 'src/a/one.ts', "import { two } from './inner';"],
  ['a package', 'src/b/three.ts', "import React from 'react';"],
])('%s may be imported', (_, file, code) => {
  expect(faults(file, code)).toEqual([]);
});

test.each([
  ['a file of another room', 'src/b/three.ts', "import { one } from '../a/one';", 'src/a is a room'],
  ['a lazy file of another room', 'src/b/three.ts', "const one = import('../a/one');", 'src/a is a room'],
  ['what is passed on from another room', 'src/b/three.ts', "export { one } from '../a/one';", 'src/a is a room'],
  ['a file of a room within the room', 'src/a/one.ts', "import { two } from './inner/two';", 'src/a/inner is a room'],
  ['a file of the room around', 'src/a/inner/two.ts', "import { one } from '../one';", 'src/a is a room'],
  ['its own door', 'src/a/one.ts', "import { other } from '.';", 'its own room'],
])('%s may not be imported', (_, file, code, message) => {
  expect(faults(file, code)).toEqual([expect.stringContaining(message)]);
});
