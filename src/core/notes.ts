import type { Judged } from './assemble';
import { countKnown, lastKnownIndex } from './series';
import type { Slices } from './split';

/** Sentences a user must know about any judged forecast. */
export function notesOf({ offsets, walk }: Judged, values: Float64Array, slices: Slices): string[] {
  const notes: string[] = [];
  if (offsets.tooFew.length > 0) {
    const levels = offsets.tooFew.map((level) => `${Math.round(level * 100)} %`).join(' and ');
    notes.push(`Too few past forecasts to measure the ${levels} band: it is as wide as the largest error seen.`);
  }
  const measured = slices.calibration.to - slices.calibration.from - 1;
  const asked = offsets.above[0].length;
  if (measured < asked) {
    notes.push(`Bands are measured up to ${measured} of ${asked} steps ahead; beyond, they are as wide as there.`);
  }
  if (countKnown(values, slices.live.from, slices.live.to) === 0) {
    notes.push('There are no recent values to measure the forecast on.');
  }
  const origin = lastKnownIndex(values);
  if (walk.cleaned[origin] !== values[origin]) {
    notes.push('The latest values are anomalous: the forecast starts from what was expected instead.');
  }
  return notes;
}
