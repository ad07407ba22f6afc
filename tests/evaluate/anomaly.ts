import { writeFileSync } from 'node:fs';
import { readDetectorArgs } from './detectorArgs';
import { thresholdGrid, type EvaluatedDetector } from './detectors';
import { listRecursively, readChecked } from './files';
import { countEvents, summariseEvents, toFiveMinutes } from './kpi/events';
import { readManifest, warmUpOf } from './manifest';

const FAMILY_OUT = '--family-out';
const HELD_OUT = '--held-out';
const JUST_OPENED = '--just-opened';

/**
 * `evaluate anomaly --data DIR [--out FILE.json] [--detector NAME] [--seeds N]`: event F1 on labelled series;
 * `--family-out` instead of a detector: every family judged by what the others taught; `--held-out`: the
 * shipped detector on families that taught nothing; `--just-opened`: the same by what a panel holds when it is opened;
 * `--generated SECONDS` instead of a folder: seeded series of which every fault is known.
 */
export async function run(args: string[]): Promise<void> {
  if (args.includes(FAMILY_OUT)) {
    const { run: runFamilyOut } = await import('./familyOut');
    return runFamilyOut(args.filter((arg) => arg !== FAMILY_OUT));
  }
  if (args.includes(HELD_OUT)) {
    const { run: runHeldOut } = await import('./heldOut');
    return runHeldOut(args.filter((arg) => arg !== HELD_OUT));
  }
  if (args.includes(JUST_OPENED)) {
    const { run: runJustOpened } = await import('./justOpened');
    return runJustOpened(args.filter((arg) => arg !== JUST_OPENED));
  }
  if (args.includes('--generated')) {
    const { run: runGenerated } = await import('./generatedFaults');
    return runGenerated(args);
  }
  const { data, out, detector, make, seeds } = readDetectorArgs(
    args,
    'evaluate anomaly needs --data DIR, a folder of .csv or .csv.gz files with timestamp,value,label'
  );
  const manifest = readManifest(data);
  const series = listRecursively(data).map((file) => {
    const samples = toFiveMinutes(readChecked(file, true));
    return { file, samples, warmUp: warmUpOf(file, samples.times, manifest) };
  });
  console.log(`${series.length} series`);
  console.log(
    ['threshold', 'event F1', 'recall', 'precision', 'alerts/day', 'false/day', 'min to 50 %', 'min to 90 %']
      .map((text) => text.padStart(12))
      .join('')
  );
  const report: Array<{ seed: number; seconds: number; standard: { f1: number; counts: object[] }; table: object[] }> =
    [];
  for (let i = 0; i < seeds; i++) {
    const began = process.cpuUsage();
    const detectors: EvaluatedDetector[] = [];
    for (const { samples, warmUp } of series) {
      detectors.push(await make(samples, warmUp, i + 1, 'kpi'));
    }
    const { user, system } = process.cpuUsage(began);
    const seconds = (user + system) / 1e6;
    const at = (threshold: number) => {
      const counts = series.map(({ samples, warmUp }, s) =>
        countEvents(samples, detectors[s].alerts(threshold), warmUp)
      );
      return { threshold, ...summariseEvents(counts), counts };
    };
    const standard = at(detectors[0].threshold);
    const table = thresholdGrid(detectors[0].threshold).map(at);
    [standard, ...table].forEach(({ threshold, f1, recall, precision, perDay, falsePerDay, delay, late }, row) =>
      console.log(
        [threshold, f1, recall, precision, perDay, falsePerDay, delay, late]
          .map((value) => value.toFixed(3).padStart(12))
          .join('') + (row === 0 ? '  default' : '')
      )
    );
    const within = series.map(({ samples: { values }, warmUp }, s) => {
      const { scores, threshold } = detectors[s];
      const known = Array.from(scores.subarray(warmUp)).filter((_, row) => !Number.isNaN(values[warmUp + row]));
      return known.filter((score) => score <= threshold).length / known.length;
    });
    const [least, most] = [Math.min(...within), Math.max(...within)].map((share) => (100 * share).toFixed(1));
    console.log(`scores at or under the default threshold: ${least} to ${most} % of the values of a series`);
    console.log(`seed ${i + 1}: ${seconds.toFixed(2)} s of processor time for all series`);
    const files = series.map(({ file }, s) => ({ file, ...standard.counts[s] }));
    report.push({
      seed: i + 1,
      seconds,
      standard: { ...standard, counts: files },
      table: table.map((row) => ({ ...row, counts: undefined })),
    });
  }
  if (seeds > 1) {
    const all = report.map(({ standard }) => standard.f1);
    console.log(`event F1 over ${seeds} seeds: ${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)}`);
  }
  if (out !== undefined) {
    const content = { date: new Date().toISOString(), data: data, detector: detector, report };
    writeFileSync(out, JSON.stringify(content, null, 1));
  }
}
