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
  const gap = Math.round(GAP_DAYS * day);
  const span = (ORIGINS - 1) * gap + day;
  const fold = (end: number): Fold => ({
    start: Math.max(0, end - HISTORY_DAYS * day),
    end,
    origins: Array.from({ length: ORIGINS }, (_, i) => end + i * gap),
  });
  const last = length - span;
  if (last < LEAST_DAYS * day) {
    return [];
  }
  const room = last - HISTORY_DAYS * day;
  const folds = [fold(last)];
  if (room >= span + day) {
    folds.push(fold(last - Math.max(span + day, Math.floor(0.35 * room))));
  }
  return folds;
}
