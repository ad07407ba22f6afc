import type { LengthEffect } from '../../session';
import { type Formats, writeDifference } from './formats';

/** Percent; less is no gain. */
const LEAST_GAIN = 1;
/** Times; less is as fast. */
const LEAST_PACE = 1.5;

/** "24 to 96: error 2.42 to 2.42 %, no gain, 4 times slower; best of 8, 24, 96: 24". */
export function describeLengthEffect({ from, to, best, tried }: LengthEffect, formats: Formats): string {
  const write = (error: number) => writeDifference(error, formats);
  const error = Number.isFinite(from.mae) && Number.isFinite(to.mae);
  const pace = describePace(to.seconds / from.seconds);
  const parts = [
    ...(error
      ? [`error ${write(from.mae)} to ${write(to.mae)}, ${describeGain(from.mae, to.mae)}`]
      : ['error not measured']),
    pace,
  ];
  const measured = tried.filter(({ mae }) => Number.isFinite(mae));
  const lengths = measured.map(({ length }) => length).sort((a, b) => a - b);
  const winner = measured.length > 2 ? `; best of ${lengths.join(', ')}: ${best}` : '';
  return `${from.length} to ${to.length}: ${parts.filter(Boolean).join(', ')}${winner}`;
}

function describeGain(before: number, after: number): string {
  if (before === 0) {
    return after > 0 ? 'worse' : 'no gain';
  }
  const gain = Math.round(100 * (1 - after / before));
  return Math.abs(gain) < LEAST_GAIN ? 'no gain' : `${Math.abs(gain)} % ${gain > 0 ? 'better' : 'worse'}`;
}

function describePace(ratio: number): string {
  const times = (factor: number) => Number(factor.toPrecision(2));
  if (ratio >= LEAST_PACE) {
    return `${times(ratio)} times slower`;
  }
  return ratio <= 1 / LEAST_PACE ? `${times(1 / ratio)} times faster` : ratio > 0 ? 'as fast' : '';
}
