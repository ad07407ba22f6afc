import { HOUR_SECONDS } from '../math';
import { createNextValue } from '../channels';
import { createDayMemory } from './dayMemory';
import { createTail } from './tail';
import { createTrailingMean } from './trailingMean';

/**
 * Ways to look at a sample. jump: what the last values did not lead to, and no day did at this time; twice: two of
 * them; season: outside of what the last days had at this time; level: an hour of it; variance: an hour of jumps;
 * still: no change at all.
 */
export const VIEWS = ['jump', 'twice', 'season', 'level', 'variance', 'still'] as const;
export type View = (typeof VIEWS)[number];

/** A sample as all views see it. */
export interface Seen {
  /** (VIEWS) -log10 of the chance of what each saw, 0 where it is usual */
  rarities: Float64Array;
  /** what the last values led to, standardised */
  next: number;
  /** the nearest value that the last days had at this time, standardised; NaN before there are two */
  usual: number;
}

export interface Eyes {
  /** @param time ms; @param value standardised; the answer is overwritten by the next call */
  look(time: number, value: number): Seen;
}

/** Weight of a sample against the next in the forecast of one step: a month at five minutes halves it. */
const FORGETTING = 0.9999;
/** Steps from one sample to the next from which there is a gap between them. */
const GAP = 3.5;
/** Days from which on the strangest one is left out of what is usual. */
const TRIM_VALUES = 5;
const TRIM_ERRORS = 2;

/** Every view of a stream; one sample costs the same whatever came before. @param step seconds between samples */
export function createEyes(step: number): Eyes {
  const hour = Math.max(2, Math.round(HOUR_SECONDS / step));
  const next = createNextValue(FORGETTING);
  const days = createDayMemory(step, TRIM_VALUES);
  const restless = createDayMemory(step, TRIM_ERRORS);
  const restlessHours = createDayMemory(step, TRIM_ERRORS);
  const [pair, outsideHour, errorHour] = [2, hour, hour].map(createTrailingMean);
  const tails = VIEWS.map(createTail);
  const distances = new Float64Array(VIEWS.length);
  const seen: Seen = { rarities: new Float64Array(VIEWS.length), next: NaN, usual: NaN };
  let last = NaN;
  let before = NaN;
  let still = 0;
  return {
    look(time, value) {
      // As exact as the memories keep it: what comes again is the same.
      const z = Math.fround(value);
      const isGap = time - before > GAP * 1000 * step;
      seen.next = Number.isNaN(before) || isGap ? z : next.expected();
      const error = Math.fround(Math.abs(z - seen.next));
      const range = days.range(time);
      seen.usual = range ? Math.min(Math.max(z, range.low), range.high) : NaN;
      const outside = range ? z - seen.usual : 0;
      const hourly = Math.fround(errorHour(error));
      const jump = Math.max(0, error - (restless.range(time)?.high ?? 0));
      still = z === last ? still + 1 : 0;
      distances.set([
        jump,
        pair(jump),
        Math.abs(outside),
        Math.abs(outsideHour(outside)),
        Math.max(0, hourly - (restlessHours.range(time)?.high ?? 0)),
        still,
      ]);
      for (let view = 0; view < VIEWS.length; view++) {
        seen.rarities[view] = tails[view].rarity(distances[view]);
        tails[view].learn(distances[view]);
      }
      days.push(time, z);
      restless.push(time, error);
      restlessHours.push(time, hourly);
      if (isGap) {
        next.restart(z);
      } else {
        next.push(z);
      }
      [last, before] = [z, time];
      return seen;
    },
  };
}
