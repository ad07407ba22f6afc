import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS, clamp } from '../math';
import { FORGETTING, GAP, createNextValue } from '../channels';
import { LOOKBACK_SECONDS } from '../series';
import { createDayMemory } from './dayMemory';
import { createDue } from './due';
import { createTail } from './tail';
import { createTrailingMean } from './trailingMean';

/**
 * Ways to look at a sample. jump: what the last values did not lead to, and no day did at this time, by itself and with
 * the sample before; season: an hour outside of what the last days had at this time, such as a job that did not run or a
 * level that is another one; still: no change at all; due: a move that every day makes at this time and this one does not.
 * An hour of larger jumps as a view of its own was measured and gained nothing.
 */
export const VIEWS = ['jump', 'season', 'still', 'due'] as const;
export type View = (typeof VIEWS)[number];

/** A sample as all views see it. */
export interface Seen {
  /** (VIEWS) -log10 of the chance of what each saw, 0 where it is usual */
  rarities: Float64Array;
  /** (VIEWS) what each expected, standardised; NaN where it knows too few days */
  expected: Float64Array;
}

export interface Eyes {
  /** @param time ms; @param value standardised; the answer is overwritten by the next call */
  look(time: number, value: number): Seen;
}

/** Days that say what is usual at a time; the strangest of them is left out. */
const DAYS = 5;
/** Of so few days none is strange: the first weekend begins and ends on two of them. */
const FEW = 3;
/** Values are usual that two days had at this time, of few one, of errors from two days on, ... */
const AT_ONCE = { reach: 300, rank: (days: number) => (days > FEW ? 2 : 1), fewest: 2 };
/** ... and those that most days had within half an hour of it: a job of each night begins when it can. */
const MOST_DAYS = 0.7;
const ABOUT = { reach: 1800, rank: (days: number) => Math.max(2, Math.ceil(MOST_DAYS * days)), fewest: 2 };
/** A jump and its mean with the sample before must both be this rare, once in a hundred: one without the other is usual, ... */
const RARE = 2;
/** ... and has a rank among what is usual: before its margin at most as strange as what comes so often a week. */
const OFTEN = 100;
/** The tail of jumps is fitted to more of them: once in a hundred is told by the fit, not by its border. */
const JUMPS = 0.02;
/** A tail is fitted from two days of distances on, and from no more samples than a panel has before those it shows. */
const FEWEST = 64;
const MOST = 1000;
export const fewestOf = (step: number) => clamp(Math.round((2 * DAY_SECONDS) / step), FEWEST, MOST);

/**
 * Every view of a stream; one sample costs the same whatever came before.
 * @param step seconds between samples; @param offset of the local clock at a time, ms
 */
export function createEyes(step: number, offset?: (time: number) => number): Eyes {
  const hour = Math.max(2, Math.round(HOUR_SECONDS / step));
  const next = createNextValue(FORGETTING);
  const days = createDayMemory(step, offset);
  const usualAt = days.around({ ...AT_ONCE, fewest: DAYS });
  const restless = createDayMemory(step, offset);
  const restlessAt = [AT_ONCE, ABOUT].map(restless.around);
  const dueAt = createDue(step, DAYS, offset);
  const [pair, outsideHour] = [2, hour].map(createTrailingMean);
  const [one, two] = [JUMPS, JUMPS].map((share) => createTail(fewestOf(step), share));
  const others = VIEWS.slice(1).map(() => createTail(fewestOf(step)));
  const distances = new Float64Array(others.length);
  const seen: Seen = { rarities: new Float64Array(VIEWS.length), expected: new Float64Array(VIEWS.length) };
  const often = Math.max(0, Math.log10(WEEK_SECONDS / step / OFTEN));
  let last = NaN;
  let before = NaN;
  let still = 0;
  // A value that stands no longer than Prometheus repeats the last one says nothing of the series.
  const repeated = Math.floor(LOOKBACK_SECONDS / step);
  return {
    look(time, value) {
      // As exact as the memories keep it: what comes again is the same.
      const z = Math.fround(value);
      const isGap = time - before > GAP * 1000 * step;
      const isFirst = Number.isNaN(before) || isGap;
      const ledTo = isFirst ? z : next.expected();
      const error = Math.fround(Math.abs(z - ledTo));
      const range = usualAt(time);
      const usual = range ? Math.min(Math.max(z, range.low), range.high) : NaN;
      const outside = range ? z - usual : 0;
      const due = dueAt(time, z, isFirst ? z : last);
      seen.expected.set([ledTo, usual, ledTo, due.usual]);
      const jump = Math.max(0, error - Math.max(...restlessAt.map((at) => at(time)?.high ?? 0)));
      still = z === last ? still + 1 : 0;
      const both = pair(jump);
      const [alone, withLast] = [one.rarity(jump), two.rarity(both)];
      seen.rarities[0] = Math.min(alone, withLast) < RARE ? Math.min((alone + withLast) / 2, often) : withLast;
      one.learn(jump);
      two.learn(both);
      // Unknown before there are days to know it by.
      distances[0] = range ? Math.abs(outsideHour(outside)) : NaN;
      distances[1] = still > repeated ? still : 0;
      distances[2] = due.missed;
      others.forEach((tail, i) => {
        seen.rarities[i + 1] = tail.rarity(distances[i]);
        if (!Number.isNaN(distances[i])) {
          tail.learn(distances[i]);
        }
      });
      days.push(time, z);
      restless.push(time, error);
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
