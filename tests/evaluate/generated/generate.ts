import { createRandom } from '../../../src/engine/model/random';
import { BACKGROUNDS, drawBackground, type BackgroundName } from './backgrounds';
import { addJobs, durationOf, FAULTS, isFault, onsetOf, writeFault, type FaultName } from './faults';

/** A series of which every fault is known. */
export interface Generated {
  name: string;
  background: BackgroundName;
  /** undefined where nothing goes wrong */
  fault?: FaultName;
  /** ms */
  times: Float64Array;
  values: Float64Array;
  /** (n) 1 inside a fault */
  labels: Uint8Array;
  /** rows before the first fault */
  warmUp: number;
}

const DAY = 86_400;
/** Monday, 2024-01-01. */
const START = 1_704_067_200_000;
/** Days of a series and of its warm-up, by seconds between rows: about what a panel sees of each. */
const LENGTHS: ReadonlyMap<number, { days: number; warmUp: number }> = new Map([
  [60, { days: 9, warmUp: 3 }],
  [300, { days: 24, warmUp: 9 }],
]);
const STEPS = [...LENGTHS.keys()];
const FAULTS_EACH = 3;

/** One series; the same for the same seed. @param step seconds, one of STEPS */
export function generate(
  background: BackgroundName,
  fault: FaultName | undefined,
  step: number,
  seed: number
): Generated {
  const { days, warmUp: learned } = LENGTHS.get(step) ?? { days: 24, warmUp: 9 };
  const random = createRandom(seed);
  const times = Float64Array.from({ length: (days * DAY) / step }, (_, row) => START + row * step * 1000);
  const drawn = drawBackground(background, times, random);
  if (fault === 'missing job') {
    addJobs(drawn, times);
  }
  const labels = new Uint8Array(times.length);
  const warmUp = (learned * DAY) / step;
  const room = (times.length - warmUp) / FAULTS_EACH;
  for (let i = 0; fault !== undefined && i < FAULTS_EACH; i++) {
    const rows = Math.max(1, Math.round(durationOf(fault, random) / step));
    const earliest = warmUp + i * room;
    const from = onsetOf(fault, times, Math.floor(earliest + random() * Math.max(1, room - rows - (0.5 * DAY) / step)));
    const to = Math.min(times.length - 1, from + rows - 1);
    writeFault(fault, drawn, times, [from, to], random);
    labels.fill(1, from, to + 1);
  }
  const name = [background, fault ?? 'quiet', `${step / 60} min`, seed].join(', ');
  return { name, background, ...(fault && { fault }), times, values: drawn.values, labels, warmUp };
}

/** Every fault on a background at every step, and quiet series beside them. */
export function generateAll(seed: number, background: BackgroundName, steps: readonly number[] = STEPS): Generated[] {
  const at = BACKGROUNDS.indexOf(background);
  return steps.flatMap((step, s) => [
    ...FAULTS.filter((fault) => isFault(fault, background)).map((fault, f) =>
      generate(background, fault, step, seed + 1000 * at + 100 * s + f)
    ),
    ...[0, 1, 2, 3, 4].map((i) => generate(background, undefined, step, seed + 1000 * at + 100 * s + 50 + i)),
  ]);
}
