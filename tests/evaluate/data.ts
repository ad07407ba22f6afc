import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Samples {
  /** ms since the epoch */
  times: Float64Array;
  values: Float64Array;
  labels?: Uint8Array;
}

/** A file of `timestamp,value[,label]`; timestamps in epoch seconds, or as `YYYY-MM-DD HH:MM:SS` in UTC. */
export function readCsv(file: string): Samples {
  const [header, ...rows] = readLines(file);
  const cells = rows.map((row) => row.split(','));
  const times = Float64Array.from(cells, ([time]) =>
    /^[\d.]+$/.test(time) ? Number(time) * 1000 : Date.parse(`${time.replace(' ', 'T')}Z`)
  );
  const values = Float64Array.from(cells, (row) => (row[1] === '' ? NaN : Number(row[1])));
  return header.split(',').length > 2
    ? { times, values, labels: Uint8Array.from(cells, (row) => Number(row[2])) }
    : { times, values };
}

/** Lines of a file, unpacked if its name ends in .gz. */
export function readLines(file: string): string[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.trim().split(/\r?\n/);
}
