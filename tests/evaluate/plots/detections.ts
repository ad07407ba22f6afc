import { type EventCounts, groundOf, incidentsOf, isInside } from '../kpi/events';
import type { LabelledSeries } from '../family/families';
import { type Strip, drawSheet } from './sheet';
import { worst } from './worst';

/** A labelled series with its alerts. */
export interface Judged {
  family: string;
  one: LabelledSeries;
  /** rows */
  alerts: number[];
  counts: EventCounts;
}

const [FOUND, MISSED, WARM_UP] = ['#2da44e40', '#cf222e40', '#eaeef2'];
const [TRUE, FALSE] = ['#1a7f37', '#cf222e'];
const COUNT = 10;
const MOST_OF_FAMILY = 2;

/** Ten series with the most mistakes for each event or mark, at most two of a family: where a detector fails. */
export function drawWorstDetections(judged: readonly Judged[], title: string): string {
  const faultOf = ({ counts: { events, found, incidents, trueIncidents } }: Judged) =>
    (events - found + incidents - trueIncidents) / (events + incidents);
  const key = [
    { text: 'labelled, found', colour: FOUND },
    { text: 'labelled, missed', colour: MISSED },
    { text: 'alert within a label', colour: TRUE },
    { text: 'false alert', colour: FALSE },
    { text: 'not judged yet', colour: WARM_UP },
  ];
  return drawSheet(title, key, worst(judged, faultOf, COUNT, MOST_OF_FAMILY).map(toStrip));
}

function toStrip({ family, one, alerts, counts }: Judged): Strip {
  const { times, values, warmUp } = one;
  const { events } = groundOf(one, warmUp);
  const starts = incidentsOf(times, alerts, warmUp);
  const { found, incidents, trueIncidents } = counts;
  const isTrue = (start: number) => events.some((event) => isInside(start, event));
  return {
    title: `${family}: ${one.name.replace(/\.csv(\.gz)?$/, '')}, ${found} of ${events.length} events found, ${incidents - trueIncidents} of ${incidents} alerts false`,
    times,
    values,
    shades: [
      { from: times[0], to: times[warmUp], colour: WARM_UP },
      ...events.map((event) => ({
        from: event[0],
        to: event[1],
        colour: starts.some((start) => isInside(start, event)) ? FOUND : MISSED,
      })),
    ],
    marks: starts.map((at) => ({ at, colour: isTrue(at) ? TRUE : FALSE })),
  };
}
