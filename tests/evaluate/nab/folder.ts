import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readLines } from '../data';
import { Fault } from '../fault';
import { listRecursively, readChecked } from '../files';
import type { Window } from './score';

export interface NabFile {
  category: string;
  /** with .csv */
  name: string;
  times: Float64Array;
  values: Float64Array;
  windows: Window[];
}

const LABELS = path.join('labels', 'combined_windows.json');

/** The files of `data/<category>/` with the windows of `labels/combined_windows.json`. */
export function readFolder(dir: string): NabFile[] {
  const files = listRecursively(existsSync(path.join(dir, 'data')) ? path.join(dir, 'data') : dir);
  const labels = readLabels(path.join(dir, LABELS));
  return files.map((file) => {
    const category = path.basename(path.dirname(file));
    const name = path.basename(file).replace(/\.gz$/, '');
    const { times, values } = readChecked(file, false);
    const limits = labels[`${category}/${name}`];
    if (limits === undefined) {
      throw new Fault(`${LABELS} does not name ${category}/${name}: add it, with [] if nothing in it is an anomaly`);
    }
    const windows = limits.map((limit): Window => {
      const [first, last] = limit.map((text) => times.indexOf(Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`)));
      if (first < 0 || last < first) {
        throw new Fault(
          `the window ${limit.join(' to ')} does not match rows of ${category}/${name}: correct the labels`
        );
      }
      return [first, last];
    });
    return { category, name, times, values, windows };
  });
}

function readLabels(file: string): Record<string, string[][]> {
  if (!existsSync(file)) {
    throw new Fault(`there is no ${file}: --data takes a folder laid out as NAB's, with data/ and labels/`);
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new Fault(`${file} is not JSON: replace it by NAB's file of that name`);
  }
}

/** Scores stored as `results/<detector>/<category>/<detector>_<file>`, row by row; undefined where not given. */
export function readStored(dir: string, detector: string, { category, name }: NabFile): Float64Array | undefined {
  const plain = path.join(dir, 'results', detector, category, `${detector}_${name}`);
  const file = [plain, `${plain}.gz`].find(existsSync);
  if (file === undefined) {
    return undefined;
  }
  const [header, ...rows] = readLines(file);
  const column = header.split(',').indexOf('anomaly_score');
  return Float64Array.from(rows, (row) => Number(row.split(',')[column]));
}

/** Writes kept alerts as NAB reads them: `<out>/<detector>/<category>/<detector>_<file>`, score 1 at an alert. */
export function writeResults(out: string, detector: string, file: NabFile, alerts: readonly number[]): void {
  const folder = path.join(out, detector, file.category);
  mkdirSync(folder, { recursive: true });
  const kept = new Set(alerts);
  const lines = Array.from(file.times, (time, row) => {
    const stamp = new Date(time).toISOString().slice(0, 19).replace('T', ' ');
    const label = file.windows.some(([first, last]) => row >= first && row <= last) ? 1 : 0;
    return `${stamp},${file.values[row]},${kept.has(row) ? 1 : 0},${label}`;
  });
  const text = ['timestamp,value,anomaly_score,label', ...lines, ''].join('\n');
  writeFileSync(path.join(folder, `${detector}_${file.name}`), text);
}
