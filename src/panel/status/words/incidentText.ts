import type { Anomaly } from '../../../core/anomalies';
import { describeReason } from '../../../core/detector';
import { formatMoment } from '../../frames';
import { type Formats, capitalise } from './formats';
import type { Moment } from './normalAt';
import { formatRange } from './rangeText';

/** The time of an incident: "09:33 to 10:05"; one that lasts "since 09:33". */
export function describeIncidentTime({ start, end }: Anomaly, isRunning: boolean, formats: Formats): string {
  const moment = (time: number, reference: number) => formatMoment(time, reference, formats.timeZone);
  if (isRunning) {
    return `Since ${moment(start, formats.now)}`;
  }
  const [from, to] = [moment(start, formats.now), moment(end, start)];
  return start === end ? from : `${from} to ${to}`;
}

/** The reason of an incident: "Saw 97 %, expected 42 % (38-47 %): 3.1 times as far above as is normal. Jumped away from …" */
export function describeIncident(anomaly: Anomaly, at: Moment | undefined, formats: Formats): string {
  const { peakScore, direction, reason } = anomaly;
  const far = `${peakScore.toFixed(1)} times as far ${direction} as is normal`;
  const seen =
    at && Number.isFinite(at.seen) ? `Saw ${formats.value(at.seen)}, ${describeExpected(at, formats)}: ` : '';
  const sentence = seen + far;
  const first = capitalise(sentence);
  return reason ? `${first}. ${describeReason(reason, formats.value)}.` : `${first}.`;
}

/** "expected 29 % (25-34 %)". */
export function describeExpected({ expected, lower, upper }: Moment, { value }: Formats): string {
  const point = `expected ${value(expected)}`;
  return Number.isFinite(lower) && Number.isFinite(upper) ? `${point} (${formatRange(lower, upper, value)})` : point;
}
