import { readDetectorArgs } from './detectorArgs';
import { thresholdGrid } from './detectors';
import { Fault } from './fault';
import { readFolder, readStored, writeResults, type NabFile } from './nab/folder';
import { probation, PROFILES } from './nab/score';
import { bestOf, bestOfScores, leaveOneCategoryOut, scoreAt, type Judged } from './nab/sweep';

const STORED = 'windowedGaussian';

/** `evaluate nab --data NABDIR [--out RESULTS_DIR] [--detector NAME] [--seeds N]`: NAB's scores on a folder laid out as NAB's. */
export async function run(args: string[]): Promise<void> {
  const { data, out, detector, make, seeds } = readDetectorArgs(
    args,
    "evaluate nab needs --data DIR, a folder laid out as NAB's, with data/ and labels/"
  );
  const files = readFolder(data);
  if (files.every(({ windows }) => windows.length === 0)) {
    throw new Fault(`no file in ${data} has a labelled window: a score needs one at least`);
  }
  console.log(`${files.length} files, ${files.reduce((sum, { windows }) => sum + windows.length, 0)} windows`);
  console.log(['', ...PROFILES.map(({ name }) => name)].map((text) => text.padStart(20)).join(''));
  const defaults: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const began = process.cpuUsage();
    const judged: Judged[] = [];
    for (const file of files) {
      judged.push(judge(file, await make({ ...file }, probation(file.times.length), seed, 'nab')));
    }
    const { user, system } = process.cpuUsage(began);
    const grid = thresholdGrid(judged[0].threshold);
    const best = PROFILES.map((profile) => bestOf(judged, grid, profile));
    print(
      `${detector} default`,
      PROFILES.map((profile) => scoreAt(judged, judged[0].threshold, profile))
    );
    print(
      'best threshold',
      best.map(({ score }) => score)
    );
    print(
      '  which is',
      best.map(({ threshold }) => threshold)
    );
    print(
      'category left out',
      PROFILES.map((profile) => leaveOneCategoryOut(judged, grid, profile) ?? NaN)
    );
    console.log(`seed ${seed}: ${((user + system) / 1e6).toFixed(2)} s of processor time for all files`);
    defaults.push(scoreAt(judged, judged[0].threshold, PROFILES[0]));
    if (seed === 1 && out !== undefined) {
      files.forEach((file, i) => writeResults(out, detector, file, judged[i].alerts(judged[i].threshold)));
    }
  }
  if (seeds > 1) {
    console.log(
      `standard over ${seeds} seeds: ${Math.min(...defaults).toFixed(2)} to ${Math.max(...defaults).toFixed(2)}`
    );
  }
  const stored = readStoredFiles(data, files);
  if (stored !== undefined) {
    print(
      `${STORED}, stored`,
      PROFILES.map((profile) => bestOfScores(stored, profile).score)
    );
  }
}

const judge = (file: NabFile, detector: Pick<Judged, 'scores' | 'threshold' | 'alerts'>): Judged => ({
  category: file.category,
  rows: file.times.length,
  windows: file.windows,
  threshold: detector.threshold,
  scores: detector.scores,
  alerts: (threshold) => detector.alerts(threshold),
});

/** undefined unless the stored scores of every file are given. */
export function readStoredFiles(dir: string, files: readonly NabFile[]): Judged[] | undefined {
  const judged = files.flatMap((file) => {
    const scores = readStored(dir, STORED, file);
    const alerts = (threshold: number) =>
      Array.from(scores ?? []).flatMap((score, row) => (score >= threshold ? [row] : []));
    return scores === undefined ? [] : [judge(file, { scores, threshold: 1, alerts })];
  });
  return judged.length === files.length ? judged : undefined;
}

function print(name: string, cells: readonly number[]): void {
  console.log(
    [name, ...cells.map((cell) => (Number.isNaN(cell) ? '-' : cell.toFixed(2)))]
      .map((text) => text.padStart(20))
      .join('')
  );
}
