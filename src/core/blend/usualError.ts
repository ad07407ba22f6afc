import type { Block } from '../bands';
import { deviation, mean } from '../math';
import type { MemberName } from '../members';

/**
 * Errors over that of the last value up to each lead in days: of the line of six hours, and of the day before where the day
 * closed, which ended as it began, and where it did not. Means over families of series (docs/accuracy/edges.md).
 */
const USUAL = [
  { to: 1 / 24, linear: 1.6, closed: 1, open: 2.9 },
  { to: 0.125, linear: 1.4, closed: 0.59, open: 1.54 },
  { to: 0.25, linear: 1.5, closed: 0.45, open: 1.05 },
  { to: 0.5, linear: 1.8, closed: 0.42, open: 0.74 },
  { to: Infinity, linear: 2.8, closed: 0.42, open: 0.74 },
];
/** Distance between the ends of a day, in standard deviations of its hours, at which it is as likely to repeat as not. */
const EVEN = 0.6;
const STEEPNESS = 4;
const HOURS = 24;
/** Past forecasts one after the other from which what is measured counts as much as what is assumed. */
const AS_MUCH = 3;

/**
 * Error of a member over that of the last value on other series; undefined for one that is not known there. What has a
 * daily course comes back to where it was a day ago, and what has none is as far from there as from anywhere: of the day
 * before the two are weighed by that distance.
 * @param values (N) rows from `end` on are not read
 * @param day steps
 */
export function usualError(
  member: MemberName,
  values: Float64Array,
  end: number,
  { to }: Block,
  day: number
): number | undefined {
  const { linear, closed, open } = USUAL.find((row) => to <= row.to * day)!;
  switch (member) {
    case 'last-value':
      return 1;
    case 'linear':
      return linear;
    case 'day': {
      const chance = chanceOfDay(values.subarray(0, end), day);
      return closed ** chance * open ** (1 - chance);
    }
    default:
      return undefined;
  }
}

/** As far as this an error is what was measured on so many past forecasts, and for the rest it is assumed. */
export const measuredShare = (samples: number) => samples / (samples + AS_MUCH);

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
