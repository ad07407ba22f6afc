import { type Calendar, type Series, timeAt } from '../series';

/** Local time at a row: sine and cosine of each phase. */
export interface ClockHands {
  day: readonly [number, number];
  /** of twice the phase of the day */
  halfDay: readonly [number, number];
  week: readonly [number, number];
}

/** The hands at the rows of a series and after it, remembered: forecasts from neighbouring origins ask for the same rows. */
export function createClock(series: Series, calendar: Calendar): (row: number) => ClockHands {
  const known = new Map<number, ClockHands>();
  return (row) => {
    const hands = known.get(row) ?? readClock(calendar, timeAt(series, row));
    known.set(row, hands);
    return hands;
  };
}

function readClock(calendar: Calendar, time: number): ClockHands {
  const day = 2 * Math.PI * calendar.dayPhase(time);
  const week = 2 * Math.PI * calendar.weekPhase(time);
  return {
    day: [Math.sin(day), Math.cos(day)],
    halfDay: [Math.sin(2 * day), Math.cos(2 * day)],
    week: [Math.sin(week), Math.cos(week)],
  };
}
