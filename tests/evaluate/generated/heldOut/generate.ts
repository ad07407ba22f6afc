import { createRandom } from '../../../../src/engine/model/random';
import type { Generated } from '../generate';
import { drawMetric, HELD_OUT_BACKGROUNDS, type HeldOutBackground } from './backgrounds';
import { HELD_OUT_FAULTS, isPossible, nameOf, rowsOf, writeHeldOutFault, type HeldOutFault } from './faults';

/** A series of which every fault is known. */
export interface HeldOutSeries extends Omit<Generated, 'background' | 'fault'> {
  fault?: HeldOutFault;
}

const DAY = 86_400;
/** A Wednesday, 2025-09-17 07:00 UTC, in seconds. */
const START = 1_758_092_400;
/** Days of a series and of its warm-up, by seconds between rows. */
const LENGTHS: ReadonlyMap<number, { days: number; warmUp: number }> = new Map([
  [60, { days: 10, warmUp: 4 }],
  [300, { days: 28, warmUp: 12 }],
]);
const FAULTS_EACH = 3;
const DRAWS = 2;
const QUIET_DRAWS = 6;

/** One series; the same for the same seed. Undefined where such a fault cannot be. @param step seconds, 60 or 300 */
export function generateHeldOut(
  background: HeldOutBackground,
  fault: HeldOutFault | undefined,
  step: number,
  seed: number
): HeldOutSeries | undefined {
  const { days, warmUp: learned } = LENGTHS.get(step) ?? { days: 28, warmUp: 12 };
  const random = createRandom(seed);
  const seconds = Float64Array.from({ length: (days * DAY) / step }, (_, row) => START + row * step);
  const metric = drawMetric(background, random);
  if (fault !== undefined && !isPossible(fault, metric)) {
    return undefined;
  }
  const values = seconds.map((second) => metric.next(second, step));
  const labels = new Uint8Array(values.length);
  const warmUp = (learned * DAY) / step;
  const room = (values.length - warmUp) / FAULTS_EACH;
  for (let i = 0; fault !== undefined && i < FAULTS_EACH; i++) {
    const earliest = Math.floor(warmUp + i * room + 0.4 * room * random());
    const rows = rowsOf(fault, metric, seconds, earliest, random);
    writeHeldOutFault(fault, metric, values, rows, random);
    labels.fill(1, rows[0], rows[1] + 1);
  }
  const name = nameOf(background, fault, step, seed);
  return { name, ...(fault && { fault }), times: seconds.map((second) => 1000 * second), values, labels, warmUp };
}

/** Every fault that can be on a background at both steps, and quiet series beside them. */
export function generateAllHeldOut(background: HeldOutBackground): HeldOutSeries[] {
  const first = 7_000_000 + 10_000 * HELD_OUT_BACKGROUNDS.indexOf(background);
  return [...LENGTHS.keys()].flatMap((step) => {
    const draw = (fault: HeldOutFault | undefined, index: number) =>
      generateHeldOut(background, fault, step, first + 10 * step + index) ?? [];
    return [
      ...HELD_OUT_FAULTS.flatMap((fault, f) =>
        Array.from({ length: DRAWS }, (_, i) => draw(fault, DRAWS * f + i)).flat()
      ),
      ...Array.from({ length: QUIET_DRAWS }, (_, i) => draw(undefined, 100 + i)).flat(),
    ];
  });
}
