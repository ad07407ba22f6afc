import type { History } from '../history';
import { lastKnownIndex } from '../series';
import type { Fitter, Member } from './member';
import { RunningMean } from '../math';
import { memoise } from './memoise';

const WEEK = 7;
/** Share of the change of level since a week ago that is carried on. */
const LEVEL_SHARE = 0.7;

/**
 * The value at the same local time of the last day; where that is a gap, of the day before. Where no day has one, the
 * last known value: this member may be drawn alone.
 */
export const naiveDay = memoise({
  name: 'day',
  create: (history, horizon) =>
    history.day === undefined
      ? undefined
      : () => (origin) => {
          const last = history.z[lastKnownIndex(history.z, origin)] ?? NaN;
          return { point: repeat(history, horizon, origin, 1).map((value) => (Number.isNaN(value) ? last : value)) };
        },
});

/** The same on a history of less than three days, and unknown where there was no day before. */
export const dayBefore: Member = {
  name: 'day',
  create: (history, horizon) =>
    history.day === undefined ? undefined : () => (origin) => ({ point: repeat(history, horizon, origin, 1) }),
};

/** The value at the same local time a week ago, moved by most of the change of level since. */
export const naiveWeek = memoise({ name: 'week', create: createWeek });

/** The mean of the two. */
export const dayAndWeek: Member = {
  name: 'day-and-week',
  create(history, horizon) {
    const fitWeek = createWeek(history, horizon);
    return (rows) => {
      const week = fitWeek?.(rows);
      return (
        week &&
        ((origin) => {
          const day = repeat(history, horizon, origin, 1);
          return { point: week(origin).point.map((point, h) => (point + day[h]) / 2) };
        })
      );
    };
  },
};

function createWeek(history: History, horizon: number): Fitter | undefined {
  const { day, z } = history;
  if (day === undefined) {
    return undefined;
  }
  const change = new RunningMean(z.map((value, t) => (t >= WEEK * day ? value - z[t - WEEK * day] : NaN)));
  return ({ end }) =>
    end < 2 * WEEK * day
      ? undefined
      : (origin) => {
          const shift = LEVEL_SHARE * (change.over(origin - day + 1, origin) || 0);
          return { point: repeat(history, horizon, origin, WEEK).map((point) => point + shift) };
        };
}

/** (H) the value `every` days before, or twice, three times that, whichever is the first known one. */
function repeat({ z, lagIndex }: History, horizon: number, origin: number, every: number): Float64Array {
  const path = new Float64Array(horizon);
  for (let h = 0; h < horizon; h++) {
    let row = origin + 1 + h;
    for (let k = every; row >= 0 && (row > origin || Number.isNaN(z[row])); k += every) {
      row = lagIndex(origin + 1 + h, k);
    }
    path[h] = row >= 0 ? z[row] : NaN;
  }
  return path;
}
