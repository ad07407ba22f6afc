import { Fault } from './fault';

/** One fold of the protocol: history `[start, end)`, six origins from `end` on, targets of the next day. */
export interface Fold {
  start: number;
  end: number;
  /** (6) number of values known at each origin: it forecasts rows `o .. o + day - 1` */
  origins: number[];
}

const HISTORY_DAYS = 30;
const LEAST_DAYS = 10;
const ORIGINS = 6;
const GAP_DAYS = 11 / 24;

/** The folds of a series of `length` points, `day` steps a day: none, one or two. */
export function foldsOf(length: number, day: number): Fold[] {
  const last = lastEnd(length, day);
  if (last < LEAST_DAYS * day) {
    return [];
  }
  const room = last - HISTORY_DAYS * day;
  const folds = [foldAt(last, day)];
  if (room >= spanOf(day) + day) {
    folds.push(foldAt(last - Math.max(spanOf(day) + day, Math.floor(0.35 * room)), day));
  }
  return folds;
}

/** At most `most` folds, the last one first, as far apart as the series allows, so that no target is in two of them. */
export function manyFoldsOf(length: number, day: number, most: number): Fold[] {
  const last = lastEnd(length, day);
  const room = last - LEAST_DAYS * day;
  const count = Math.min(most, Math.floor(room / spanOf(day)) + 1);
  const apart = count > 1 ? Math.floor(room / (count - 1)) : 0;
  return Array.from({ length: Math.max(0, count) }, (_, i) => foldAt(last - i * apart, day));
}

/**
 * The folds that the argument `--folds` asks for: of none the protocol's.
 * @throws Fault where it is no count
 */
export function foldsAsked(argument: string | undefined): (length: number, day: number) => Fold[] {
  if (argument === undefined) {
    return foldsOf;
  }
  const most = Number(argument);
  if (!Number.isInteger(most) || most < 1) {
    throw new Fault(`--folds ${argument} is no count: give the most folds of a series, such as 8`);
  }
  return (length, day) => manyFoldsOf(length, day, most);
}

const gapOf = (day: number) => Math.round(GAP_DAYS * day);
/** Rows from the first target to the last one. */
const spanOf = (day: number) => (ORIGINS - 1) * gapOf(day) + day;
const lastEnd = (length: number, day: number) => length - spanOf(day);

const foldAt = (end: number, day: number): Fold => ({
  start: Math.max(0, end - HISTORY_DAYS * day),
  end,
  origins: Array.from({ length: ORIGINS }, (_, i) => end + i * gapOf(day)),
});
