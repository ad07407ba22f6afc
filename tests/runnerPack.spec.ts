import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';

let folder: string;
test.beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'presage-pack-'));
});
test.afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('the packed runner is one package without others, and npx runs it anywhere', () => {
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: 'dist-runner' });
  const [{ filename, files }] = JSON.parse(packed.toString()) as [{ filename: string; files: Array<{ path: string }> }];
  expect(files.map((file) => file.path).sort()).toEqual(['LICENSE', 'NOTICE', 'package.json', 'presage.mjs']);

  const presage = (...args: string[]) =>
    execFileSync('npx', ['--yes', '--offline', `--package=${path.join(folder, filename)}`, '--', 'presage', ...args], {
      cwd: folder,
      env: { ...process.env, npm_config_cache: path.join(folder, 'cache') },
    }).toString();
  expect(presage('--help')).toContain('presage [run] --config FILE');
  expect(JSON.parse(presage('schema'))).toMatchObject({ type: 'object' });
});
