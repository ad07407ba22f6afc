import type { Samples } from '../data';

export interface EventCounts {
  events: number;
  found: number;
  incidents: number;
  trueIncidents: number;
  /** after the warm-up */
  days: number;
  /** from the start of each event found to its first alert, minutes */
  delays: number[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEP = 300_000;
const COOL_DOWN = HOUR;
/** An incident may start this long after the labelled segment. */
const GRACE = HOUR / 2;

/** Five-minute means of a finer series, a label where any of them has one; a coarser series as it is. */
export function toFiveMinutes({ times, values, labels }: Samples): Required<Samples> {
  const marks = labels ?? new Uint8Array(times.length);
  if (stepOf(times) >= STEP) {
    return { times, values, labels: marks };
  }
  const bins = new Map<number, { sum: number; count: number; label: number }>();
  times.forEach((time, row) => {
    const start = Math.floor(time / STEP) * STEP;
    const bin = bins.get(start) ?? { sum: 0, count: 0, label: 0 };
    const isKnown = Number.isFinite(values[row]);
    bin.sum += isKnown ? values[row] : 0;
    bin.count += isKnown ? 1 : 0;
    bin.label = Math.max(bin.label, marks[row]);
    bins.set(start, bin);
  });
  const sorted = [...bins].sort(([a], [b]) => a - b);
  return {
    times: Float64Array.from(sorted, ([start]) => start),
    values: Float64Array.from(sorted, ([, { sum, count }]) => sum / count),
    labels: Uint8Array.from(sorted, ([, { label }]) => label),
  };
}

/** Median distance of rows, ms. */
export function stepOf(times: Float64Array): number {
  const steps = times.slice(1).map((time, row) => time - times[row]);
  return steps.sort()[Math.floor(steps.length / 2)];
}

/** Rows of the warm-up where no manifest names them: ten days, at most a sixth of the series. */
export const defaultWarmUp = (times: Float64Array) =>
  Math.floor(Math.min((10 * DAY) / stepOf(times), times.length / 6));

/** First time of an event and the last at which an alert still finds it, ms. */
type Event = readonly [from: number, to: number];

/** What alerts of a series are counted against. */
export interface Ground {
  /** labelled segments after the warm-up, with their grace */
  events: Event[];
  /** after the warm-up */
  days: number;
}

type Labelled = Pick<Required<Samples>, 'times' | 'labels'>;

export function groundOf({ times, labels }: Labelled, warmUp: number): Ground {
  const events: Array<[number, number]> = [];
  for (let row = warmUp; row < labels.length; row++) {
    if (labels[row] === 0) {
      continue;
    }
    if (row > warmUp && labels[row - 1] > 0) {
      events[events.length - 1][1] = times[row] + GRACE;
    } else {
      events.push([times[row], times[row] + GRACE]);
    }
  }
  return { events, days: ((times.length - warmUp) * stepOf(times)) / DAY };
}

/** Whether an alert finds an event. */
export const isInside = (start: number, [from, to]: Event) => start >= from && start <= to;

/** Times at which incidents begin: alerts within the cool-down of the last one belong to its incident. */
export function incidentsOf(times: Float64Array, alerts: readonly number[], warmUp: number): number[] {
  const starts: number[] = [];
  let last = -Infinity;
  for (const row of alerts.filter((alert) => alert >= warmUp)) {
    if (times[row] - last > COOL_DOWN) {
      starts.push(times[row]);
    }
    last = times[row];
  }
  return starts;
}

/** Counts of one series. */
export function countEvents(
  { times, labels }: Labelled,
  alerts: readonly number[],
  warmUp: number,
  { events, days }: Ground = groundOf({ times, labels }, warmUp)
): EventCounts {
  const starts = incidentsOf(times, alerts, warmUp);
  const delays = events.flatMap((event) => {
    const start = starts.find((one) => isInside(one, event));
    return start === undefined ? [] : [(start - event[0]) / MINUTE];
  });
  return {
    events: events.length,
    found: delays.length,
    incidents: starts.length,
    trueIncidents: starts.filter((start) => events.some((event) => isInside(start, event))).length,
    delays,
    days,
  };
}

/** Event recall, incident precision, their harmonic mean, and minutes to an event's first alert, over all series. */
export function summariseEvents(counts: readonly EventCounts[]) {
  const total = (key: Exclude<keyof EventCounts, 'delays'>) => counts.reduce((sum, count) => sum + count[key], 0);
  const recall = total('found') / Math.max(1, total('events'));
  const precision = total('trueIncidents') / Math.max(1, total('incidents'));
  const f1 = recall + precision > 0 ? (2 * recall * precision) / (recall + precision) : 0;
  const delays = counts.flatMap((count) => count.delays).sort((a, b) => a - b);
  const delayAt = (share: number) => delays[Math.floor(share * (delays.length - 1))] ?? NaN;
  const perDay = total('incidents') / total('days');
  return {
    f1,
    recall,
    precision,
    perDay,
    falsePerDay: (1 - precision) * perDay,
    delay: delayAt(0.5),
    late: delayAt(0.9),
  };
}
