import type { Phrase } from '../language';
import { HOUR_MS, median } from '../math';
import { type Series, createCalendar, localDay, stepsPerDay } from '../series';
import { type Candidate, type Facts, SURE, bestOf } from './candidates';
import { type Deviations, deviationsOf } from './deviations';
import { type Event, findEvents } from './events';
import { takeOff } from './takeOff';

/** A date comes to pass within so long before or after its time, which is what a change of the clock moves it by. */
const TOLERANCE_MS = HOUR_MS;
/** An event is no longer: beyond that it is another level. */
const MOST_DAYS = 2;
/** A shorter history holds no two dates. */
const SHORTEST_DAYS = 10;
/** A history in which something happens more often than on one day in so many has nothing that comes by the month. */
const RARE_DAYS = 3;

/** Something that comes on dates. */
export interface Recurring {
  /** such as "on day 5 of the month" */
  words: Phrase;
  /** rows of the dates of the history on which it came, rising */
  came: number[];
  /** dates of the history on which it did not */
  missed: number;
  /** rows of the dates, rising, those that are to come among them */
  dates: number[];
  /** rows of the dates that are expected: not before the end of the history, or under way then */
  due: number[];
  /** rows from a date to the first row of `courses`, at most 0 */
  from: number;
  /** whether it came on each date, and on enough of them */
  isSure: boolean;
  /** beside the usual course, by row from `from` on: one for each date, all 0 where it did not come */
  courses: Float64Array[];
  /** (rows) their median */
  middle: Float64Array;
  /** what differs by no more differs by chance */
  noise: number;
}

/**
 * Finds what came at least twice at the same time of the same day of the month, of its last day, or every 10, 14, 28 or 30
 * days: on the same side, about as large and as long each time, on two of three dates at least, and seldom between, but
 * on the dates of a second rule if it came three times by each.
 * @param series rows before the end of the history: later ones are not read
 * @param until rows from its start within which dates are named
 */
export function findRecurring(series: Series, timeZone: string, until: number): Recurring[] {
  const day = stepsPerDay(series.step);
  if (day === undefined || series.values.length < SHORTEST_DAYS * day) {
    return [];
  }
  const calendar = createCalendar(timeZone);
  const deviations = deviationsOf(series, day, calendar);
  const tolerance = Math.max(1, Math.round(TOLERANCE_MS / 1000 / series.step));
  let events = findEvents(deviations, tolerance, MOST_DAYS * day);
  if (events.length > series.values.length / day / RARE_DAYS) {
    return [];
  }
  const facts: Facts = { series, deviations, calendar, tolerance, until };
  const found: Recurring[] = [];
  // Two may come at once: the next is told by what those before leave.
  const rest = { ...deviations, values: deviations.values.slice() };
  for (;;) {
    const best = bestOf(events, facts);
    if (best === undefined) {
      return found;
    }
    const next = describe(best, series, rest, { calendar, tolerance });
    takeOff(rest.values, next);
    found.push(next);
    events = events.filter((event) => !best.events.includes(event));
  }
}

/** The course of what came on the dates, aligned by the clock. A date that was missed counts as nothing beside the usual course. */
function describe(
  { rule, times, events, missed }: Candidate,
  series: Series,
  { values, noise, far }: Deviations,
  { calendar, tolerance }: Pick<Facts, 'calendar' | 'tolerance'>
): Recurring {
  const dates = times.map((time) => Math.round((time - series.start) / 1000 / series.step));
  const dateOf = (event: Event) => dates.find((row) => Math.abs(event.from - row) <= tolerance) ?? NaN;
  const from = Math.min(0, ...events.map((event) => event.from - dateOf(event)));
  const to = Math.max(...events.map((event) => event.to - dateOf(event)));
  const doubts = Math.max(missed, events.length < SURE ? 1 : 0);
  const courses = [
    ...events.map((event) => Float64Array.from({ length: to - from }, (_, i) => values[dateOf(event) + from + i])),
    ...Array.from({ length: doubts }, () => new Float64Array(to - from)),
  ];
  const middle = courses[0].map(
    (_, i) => median(courses.map((course) => course[i]).filter((value) => !Number.isNaN(value))) || 0
  );
  const isUnderWay = (row: number) => {
    const known = values.subarray(Math.max(0, row), values.length);
    return known.length < tolerance || known.some((value) => Math.abs(value) > far);
  };
  return {
    words: rule.words(localDay(calendar, times[0])),
    came: events.map(dateOf),
    missed,
    dates,
    due: dates.filter((row) => row + to > values.length && isUnderWay(row)),
    from,
    isSure: doubts === 0,
    courses,
    middle,
    noise,
  };
}
