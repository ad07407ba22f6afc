import { type Calendar, type Series, type SpecialDays, createCalendar, localDay, stepsPerDay, timeAt } from '../series';
import { RunningMean, clamp } from '../math';
import { FitCache } from './fitCache';
import { type History, createHistory } from './history';

/** A special day before any was seen: this much of the way from its weekday to a Sunday. */
const PRIOR_SHARE = 0.5;
/** That counts as so many days that were seen. */
const PRIOR_DAYS = 1;
const MOST_SHARE = 1.5;
/** A week further from a day halves its say in what is usual of a weekday. */
const HALF_LIFE_WEEKS = 3;
const WEEK = 7;
/** 1970-01-04 was a Sunday. */
const SUNDAY = 3;

/** The effect of special days on a series, by the row, standardised; 0 on all other days, and after the last row too. */
type DayEffect = (row: number) => number;

/**
 * The effect of special days on a series: they take it a share of the way from what is usual of their weekday to what is usual
 * of a Sunday, at each time of the day. The share is least squares over the special days of the fit, drawn towards a half by
 * one day's worth of them: a month has one or two.
 *
 * @param end rows from here on are not read
 * @returns undefined where no day is special, or weekdays and Sundays are not known
 */
export function fitDayEffect(
  history: History,
  days: SpecialDays,
  calendar: Calendar,
  end: number
): DayEffect | undefined {
  const { series, z, outcomes } = history;
  const day = stepsPerDay(series.step);
  if (days.size === 0 || day === undefined) {
    return undefined;
  }
  const dayOf = (row: number) => localDay(calendar, timeAt(series, row));
  const slotOf = (row: number) => Math.floor(day * calendar.dayPhase(timeAt(series, row)) + 1e-6);
  const usual = usualOf(z.subarray(0, end), days, dayOf, slotOf);
  const distances = new Map<number, number>();
  /** From what is usual of its weekday to what is usual of a Sunday. */
  const distance = (row: number) => {
    const known = distances.get(row) ?? usual(dayOf(row), slotOf(row), SUNDAY) - usual(dayOf(row), slotOf(row));
    distances.set(row, known);
    return known;
  };
  const share = fitShare();
  return Number.isNaN(share) ? undefined : (row) => (days.has(dayOf(row)) ? share * distance(row) || 0 : 0);

  function fitShare(): number {
    const typical = typicalSquare(usual, day!, dayOf(end - 1));
    let square = PRIOR_DAYS * typical;
    let product = PRIOR_SHARE * square;
    for (let row = 0; row < end; row++) {
      const then = dayOf(row);
      const away = days.has(then) ? distance(row) : NaN;
      const found = outcomes[row] - (Number.isNaN(away) ? NaN : usual(then, slotOf(row)));
      if (!Number.isNaN(found)) {
        square += away * away;
        product += away * found;
      }
    }
    return square > 0 ? clamp(product / square, 0, MOST_SHARE) : NaN;
  }
}

type Usual = (day: number, slot: number, weekday?: number) => number;

/** The weighted mean of the values of one weekday at one time of the day, of other weeks than the day's own; NaN without any. */
function usualOf(
  z: Float64Array,
  special: SpecialDays,
  dayOf: (row: number) => number,
  slotOf: (row: number) => number
): Usual {
  const seen = new Map<number, Array<{ day: number; value: number }>>();
  const keyOf = (weekday: number, slot: number) => WEEK * slot + weekday;
  z.forEach((value, row) => {
    const day = dayOf(row);
    if (!Number.isNaN(value) && !special.has(day)) {
      const key = keyOf(day % WEEK, slotOf(row));
      const same = seen.get(key) ?? [];
      same.push({ day, value });
      seen.set(key, same);
    }
  });
  return (day, slot, weekday = day % WEEK) => {
    let sum = 0;
    let weights = 0;
    for (const one of seen.get(keyOf(weekday, slot)) ?? []) {
      const weight = 0.5 ** (Math.abs(one.day - day) / WEEK / HALF_LIFE_WEEKS);
      sum += weight * one.value;
      weights += weight;
    }
    return sum / weights;
  };
}

/** Sum over a day of the squared distances between weekdays and Sundays, of a mean weekday. */
function typicalSquare(usual: Usual, day: number, around: number): number {
  let sum = 0;
  for (let weekday = 0; weekday < WEEK; weekday++) {
    for (let slot = 0; slot < day; slot++) {
      sum += (usual(around, slot, SUNDAY) - usual(around, slot, weekday)) ** 2 || 0;
    }
  }
  return sum / (WEEK - 1);
}

/** The history as its days would have been, were none special. Forecasts of it get the effect back (`effect`). */
export function withoutEffect(history: History, effect: DayEffect | undefined): History {
  if (effect === undefined) {
    return history;
  }
  const z = history.z.map((value, row) => value - effect(row));
  const clipped = new RunningMean(history.clipped.values.map((value, row) => value - effect(row)));
  return { ...history, z, outcomes: z, clipped, fitCache: new FitCache(), effect };
}

/** The series as its days would have been, were none special. @param end rows of the fit; the same object without any such day */
export function asUsual(series: Series, days: SpecialDays | undefined, timeZone: string, end: number): Series {
  if (days === undefined || days.size === 0) {
    return series;
  }
  const history = createHistory(series, timeZone, undefined, end);
  const effect = fitDayEffect(history, days, createCalendar(timeZone), end);
  return effect ? { ...series, values: series.values.map((value, row) => value - history.unit * effect(row)) } : series;
}
