import { phrase } from '../language';
import { ForecastFailure } from '../options';
import { DAY_MS, DAY_SECONDS } from '../math';

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday: this much after the Monday before it. */
const EPOCH_IN_WEEK_MS = 3 * DAY_MS;
/** Every offset change of every zone falls on a multiple of this. */
const TRANSITION_MS = 15 * 60_000;

/** Local time of day and week in one time zone, daylight saving included. */
export interface Calendar {
  /** share of the local day that has passed at `time` (ms), in [0, 1) */
  dayPhase(time: number): number;
  /** share of the local week (from Monday 0:00) that has passed at `time` (ms), in [0, 1) */
  weekPhase(time: number): number;
  /** local minus universal time at `time` (ms), ms */
  offset(time: number): number;
}

/**
 * The calendar of an IANA zone such as `Europe/Berlin`. Looks an offset up once a day, and once a quarter of an hour
 * on a day on which it changes.
 * @throws ForecastFailure `invalid-option` for a zone this runtime does not know
 */
export function createCalendar(timeZone: string): Calendar {
  const offsetAt = cachedOffsets(timeZone);
  const local = (time: number) => time + offsetAt(time);
  return {
    dayPhase: (time) => modulo(local(time), DAY_MS) / DAY_MS,
    weekPhase: (time) => modulo(local(time) + EPOCH_IN_WEEK_MS, WEEK_MS) / WEEK_MS,
    offset: offsetAt,
  };
}

const offsets = new Map<string, (time: number) => number>();

/** Local minus universal time of a zone at a time (ms), ms; 0 in one that this runtime does not know. */
export function clockOffset(timeZone: string): (time: number) => number {
  let offset = offsets.get(timeZone);
  if (offset === undefined) {
    try {
      offset = cachedOffsets(timeZone);
    } catch {
      offset = () => 0;
    }
    offsets.set(timeZone, offset);
  }
  return offset;
}

function cachedOffsets(timeZone: string): (time: number) => number {
  if (/^(|utc|etc\/utc)$/i.test(timeZone)) {
    return () => 0;
  }
  const format = zoneFormat(timeZone);
  const cache = new Map<number, number>();
  const lookUp = (time: number) => {
    let offset = cache.get(time);
    if (offset === undefined) {
      offset = offsetOf(format, time);
      cache.set(time, offset);
    }
    return offset;
  };
  return (time) => {
    const day = Math.floor(time / DAY_MS) * DAY_MS;
    const atStart = lookUp(day);
    return atStart === lookUp(day + DAY_MS) ? atStart : lookUp(Math.floor(time / TRANSITION_MS) * TRANSITION_MS);
  };
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw new ForecastFailure({
      kind: 'invalid-option',
      option: 'timeZone',
      why: phrase('not a known zone'),
      value: timeZone,
    });
  }
}

/** Local minus universal time at `time`, ms. */
function offsetOf(format: Intl.DateTimeFormat, time: number): number {
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return local - Math.floor(time / 1000) * 1000;
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}

/** Steps in a day, where a step divides it; undefined where days cannot be counted in steps. */
export function stepsPerDay(step: number): number | undefined {
  const steps = DAY_SECONDS / step;
  return Number.isInteger(steps) && steps >= 2 ? steps : undefined;
}
