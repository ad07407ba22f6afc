import { type Calendar, type Series, timeAt } from '../series';
import { RULES, type Rule, datesOf } from './dates';
import type { Deviations } from './deviations';
import { type Event, isAlike } from './events';

/** Once is a chance, ... */
export const LEAST = 2;
/** ... and twice may be one: before so many times a date counts as missed. */
export const SURE = 3;

/** Events that keep to a rule, on two of three dates at least. */
export interface Candidate {
  rule: Rule;
  times: number[];
  events: Event[];
  /** dates on which nothing came */
  missed: number;
  /** events that are like them on other days */
  others: Event[];
}

/** All that dates are told by besides the events. */
export interface Facts {
  series: Series;
  deviations: Deviations;
  calendar: Calendar;
  /** steps */
  tolerance: number;
  /** rows within which dates are named */
  until: number;
}

/** The rule that most events keep to, with the fewest dates missed; undefined where none is kept well enough. */
export function bestOf(events: readonly Event[], facts: Facts): Candidate | undefined {
  return byWorth(events, facts).find((one) => isKept(one, facts));
}

/**
 * Things that are alike come seldom on other days, but for those of a second rule, as on the 15th beside the 1st. Then each has
 * to be sure: of twice two that differ real series have too many by chance.
 */
function isKept({ events, others }: Candidate, facts: Facts): boolean {
  if (events.length > 2 * others.length) {
    return true;
  }
  const [second] = Math.min(events.length, others.length) < SURE ? [] : byWorth(others, facts);
  const least = Math.min(events.length, second?.events.length ?? 0);
  return least >= SURE && least > 2 * (others.length - second.events.length);
}

const worth = ({ events, missed }: Candidate) => events.length - missed;
const byWorth = (events: readonly Event[], facts: Facts) =>
  candidatesOf(events, facts).sort((a, b) => worth(b) - worth(a));

function candidatesOf(
  events: readonly Event[],
  { series, deviations, calendar, tolerance, until }: Facts
): Candidate[] {
  const { values } = deviations;
  const rowOf = (time: number) => Math.round((time - series.start) / 1000 / series.step);
  return events.flatMap((first) => {
    const alike = events.filter((event) => isAlike(event, first));
    const later = alike.filter(({ from }) => from >= first.from);
    const length = first.to - first.from;
    const isKnown = (row: number) =>
      row + length <= values.length && !values.subarray(row, row + length).every(Number.isNaN);
    return (later.length < LEAST ? [] : RULES).flatMap((rule): Candidate[] => {
      const times = datesOf(rule, timeAt(series, first.from), timeAt(series, until), calendar);
      const rows = times.map(rowOf);
      const isOn =
        (row: number) =>
        ({ from }: Event) =>
          Math.abs(from - row) <= tolerance;
      const came = later.filter((event) => rows.some((row) => isOn(row)(event)));
      const missed = rows.filter((row) => isKnown(row) && !came.some(isOn(row))).length;
      const others = alike.filter((event) => !came.includes(event));
      return came.length >= LEAST && came.length >= 2 * missed ? [{ rule, times, events: came, missed, others }] : [];
    });
  });
}
