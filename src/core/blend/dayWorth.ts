import type { Block } from '../bands';
import { clamp, deviation, mean } from '../math';

/**
 * Error of the last value over that of the day before up to each lead in days, where the day closed, which ended as it
 * began, and where it did not: means over families of series (docs/accuracy.md).
 */
const GAINS = [
  { to: 1 / 24, closed: 1, open: 0.35 },
  { to: 0.125, closed: 1.7, open: 0.65 },
  { to: 0.25, closed: 2.2, open: 0.95 },
  { to: Infinity, closed: 2.4, open: 1.35 },
];
/** Distance between the ends of a day, in standard deviations of its hours, at which it is as likely to repeat as not. */
const EVEN = 0.6;
const STEEPNESS = 4;
const HOURS = 24;
/** Share of a second day from which the day before is measured, and nothing is assumed. */
const ENOUGH = 0.25;

/**
 * Error of the day before over that of the last value after a single day. What has a daily course comes back to where it
 * was a day ago, and what has none is as far from there as from anywhere: the two are weighed by that distance.
 * @param values (N) rows from `end` on are not read
 * @param day steps
 */
export function errorOfDay(values: Float64Array, end: number, { to }: Block, day: number): number {
  const { closed, open } = GAINS.find((row) => to <= row.to * day)!;
  const chance = chanceOfDay(values.subarray(0, end), day);
  return 1 / (closed ** chance * open ** (1 - chance));
}

/** As far as this the error of the day before is measured, and for the rest it is assumed. */
export const measuredShare = (end: number, day: number) => clamp((end / day - 1) / ENOUGH, 0, 1);

/** Chance that the last day will repeat, .5 where its ends are not known or not over yet. */
function chanceOfDay(values: Float64Array, day: number): number {
  const end = values.length;
  if (end < day) {
    return 0.5;
  }
  const half = Math.max(1, Math.round(day / HOURS / 2));
  const begun = mean(values.subarray(Math.max(0, end - day - half), end - day + half));
  const ended = mean(values.subarray(end - half));
  const hours = Float64Array.from({ length: HOURS }, (_, hour) => {
    const [from, to] = [hour, hour + 1].map((border) => end - day + Math.round((border * day) / HOURS));
    return mean(values.subarray(from, to));
  });
  const distance = Math.abs(ended - begun) / deviation(hours);
  return Number.isNaN(distance) ? 0.5 : 1 / (1 + (distance / EVEN) ** STEEPNESS);
}
