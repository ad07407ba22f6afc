import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readCsv, readLines, type Samples } from './data';
import { Fault } from './fault';

/** Paths of the .csv and .csv.gz files of a folder and of those below it, sorted. */
export function listRecursively(dir: string): string[] {
  if (!existsSync(dir) || !statSync(dir).isDirectory()) {
    throw new Fault(`there is no folder ${dir}: give --data a folder of .csv or .csv.gz files`);
  }
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.csv(\.gz)?$/.test(file))
    .sort()
    .map((file) => path.join(dir, file));
  if (files.length === 0) {
    throw new Fault(`${dir} holds no .csv or .csv.gz file: give --data a folder that does`);
  }
  return files;
}

/** A series whose columns and numbers are as they should be; a Fault says which line is not. */
export function readChecked(file: string, needsLabels: boolean): Samples {
  let samples: Samples;
  try {
    samples = readCsv(file);
  } catch (error) {
    throw new Fault(`${file} cannot be read (${error instanceof Error ? error.message : error}): replace the file`);
  }
  const { times, values, labels } = samples;
  if (times.length < 2) {
    throw new Fault(`${file} has fewer than two rows: a series needs a header line and rows of timestamp,value`);
  }
  if (needsLabels && labels === undefined) {
    throw new Fault(`${file} has no label column: events are scored on timestamp,value,label`);
  }
  const badTime = times.findIndex((time) => !Number.isFinite(time));
  if (badTime >= 0) {
    throw new Fault(`${file} line ${badTime + 2}: the timestamp is neither epoch seconds nor YYYY-MM-DD HH:MM:SS`);
  }
  if (values.some((value) => !Number.isFinite(value))) {
    const isMissing = (cell = '') => /^(nan)?$/i.test(cell.trim());
    const badRow = readLines(file).findIndex((line, at) => {
      const cell = line.split(',')[1];
      return at > 0 && !isMissing(cell) && !Number.isFinite(Number(cell));
    });
    if (badRow > 0) {
      throw new Fault(
        `${file} line ${badRow + 1}: the value is not a number: correct it, or leave it empty if unknown`
      );
    }
  }
  return samples;
}
