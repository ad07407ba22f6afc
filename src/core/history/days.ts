import { type Calendar, type Series, timeAt } from '../series';

const WEEK = 7;
/** Days that are looked back at most. */
const MOST_DAYS = 2 * WEEK;

/** Row of the same time of day on an earlier day. */
export type LagIndex = (row: number, daysBack: number) => number;

/** Days in rows of a series: of 24 hours each, and of the time zone. The latter is absent where it never differs. */
export interface Days {
  universal: LagIndex;
  local?: LagIndex;
  /** whether a row lies on a Saturday or Sunday of the time zone */
  isWeekend(row: number): boolean;
}

/**
 * On either side of a clock change the same local time is an hour off a multiple of 24 hours. What people do follows
 * local time, what schedulers do often does not: both are kept, and the data decide (`createSeason`).
 */
export function createDays(series: Series, day: number, calendar: Calendar): Days {
  const reach = MOST_DAYS * day;
  const offsets = new Int32Array(series.values.length + 2 * reach);
  for (let i = 0; i < offsets.length; i++) {
    offsets[i] = Math.round(calendar.offset(timeAt(series, i - reach)) / 1000 / series.step);
  }
  const universal: LagIndex = (row, daysBack) => row - daysBack * day;
  const isWeekend = (row: number) => calendar.weekPhase(timeAt(series, row)) >= 5 / WEEK;
  if (offsets.every((offset) => offset === offsets[0])) {
    return { universal, isWeekend };
  }
  const shift = (row: number) => offsets[Math.min(Math.max(row + reach, 0), offsets.length - 1)];
  return {
    universal,
    isWeekend,
    local(row, daysBack) {
      const then = universal(row, daysBack);
      return then + shift(row) - shift(then);
    },
  };
}
