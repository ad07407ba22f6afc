import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run as runAnomaly } from './anomaly';
import { Fault, faultOf } from './fault';
import { run as runForecast } from './forecast';
import { run as runNab } from './nab';

let dir: string;
beforeEach(() => (dir = mkdtempSync(path.join(tmpdir(), 'presage-evaluate-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const messageOf = (act: () => Promise<void>) => act().then(() => undefined, faultOf);
const anomaly = (...args: string[]) => messageOf(() => runAnomaly(['--data', dir, ...args]));
const write = (text: string) => writeFileSync(path.join(dir, 'a.csv'), text);

test('a missing and an empty folder are named', async () => {
  expect(await messageOf(() => runAnomaly(['--data', path.join(dir, 'none')]))).toMatch(/there is no folder .*none/);
  expect(await anomaly()).toMatch(/holds no .csv/);
  expect(await messageOf(() => runAnomaly([]))).toMatch(/needs --data/);
  expect(await messageOf(() => runAnomaly(['--held-out']))).toMatch(/--held-out needs --data/);
});

test('bad columns, times and numbers name the file and the line', async () => {
  write('timestamp,value\n0,1\n300,2\n');
  expect(await anomaly()).toMatch(/a.csv has no label column/);
  write('timestamp,value,label\n0,1,0\nyesterday,2,0\n');
  expect(await anomaly()).toMatch(/a.csv line 3: the timestamp/);
  write('timestamp,value,label\n0,1,0\n300,,0\n600,two,0\n');
  expect(await anomaly()).toMatch(/a.csv line 4: the value is not a number/);
  write('timestamp,value,label\n0,1,0\n');
  expect(await anomaly()).toMatch(/fewer than two rows/);
});

test('bad options are named', async () => {
  expect(await anomaly('--detector', 'toString')).toMatch(/no detector toString/);
  expect(await anomaly('--seeds', '0')).toMatch(/--seeds 0/);
  expect(await anomaly('--bad')).toMatch(/--bad/);
});

test('forecasts are asked for by names that exist, of folders that do', async () => {
  const forecast = (...args: string[]) => messageOf(() => runForecast(args));
  expect(await forecast()).toMatch(/needs --data/);
  expect(await forecast('--data', path.join(dir, 'none'))).toMatch(/there is no folder .*none/);
  expect(await forecast('--data', dir, '--only', 'oracle')).toMatch(/--only oracle is no model/);
  write('timestamp,value\n0,1\n300,2\n');
  expect(await forecast('--data', dir)).toMatch(/long enough/);
});

test('a folder without labels, or with labels that match no row, is not scored', async () => {
  mkdirSync(path.join(dir, 'data', 'one'), { recursive: true });
  mkdirSync(path.join(dir, 'labels'));
  writeFileSync(
    path.join(dir, 'data', 'one', 'a.csv'),
    'timestamp,value\n2014-01-01 00:00:00,1\n2014-01-01 00:05:00,2\n'
  );
  const nab = () => messageOf(() => runNab(['--data', dir]));
  expect(await nab()).toMatch(/there is no .*combined_windows.json/);
  const label = (text: string) => writeFileSync(path.join(dir, 'labels', 'combined_windows.json'), text);
  label('{');
  expect(await nab()).toMatch(/not JSON/);
  label('{}');
  expect(await nab()).toMatch(/does not name one\/a.csv/);
  label('{"one/a.csv":[["2015-01-01 00:00:00.000000","2015-01-01 00:05:00.000000"]]}');
  expect(await nab()).toMatch(/does not match rows/);
});

test('a defect of ours is no fault of the caller', () => {
  expect(faultOf(new TypeError('x is undefined'))).toBeUndefined();
  expect(faultOf(new Fault('said'))).toBe('said');
});
