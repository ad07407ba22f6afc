import type { Anomaly } from '../../../core/anomalies';
import { describeReason } from '../../../core/detector';
import { say, sentences } from '../../../language';
import { formatMoment } from '../../frames';
import type { Formats } from './formats';
import type { Moment } from './normalAt';
import { formatRange } from './rangeText';

/** From so many times on tenths say nothing. */
const MANY = 10;

/** The time of an incident: "09:33 to 10:05"; one that lasts "since 09:33". */
export function describeIncidentTime({ start, end }: Anomaly, isRunning: boolean, formats: Formats): string {
  const moment = (time: number, reference: number) => formatMoment(time, reference, formats.timeZone);
  if (isRunning) {
    return say('Since {{time}}', { time: moment(start, formats.now) });
  }
  const [from, to] = [moment(start, formats.now), moment(end, start)];
  return start === end ? from : say('{{from}} to {{to}}', { from, to });
}

/** The reason of an incident: "Saw 97 %, expected 42 % (38-47 %): 11 times as far above as is normal. Jumped away from …" */
export function describeIncident(anomaly: Anomaly, at: Moment | undefined, formats: Formats): string {
  const { reason } = anomaly;
  const far = describeDistance(anomaly, at);
  const seen = at &&
    Number.isFinite(at.seen) && { value: formats.value(at.seen), expected: describeExpected(at, formats) };
  const first =
    seen &&
    (far ? say('Saw {{value}}, {{expected}}: {{far}}', { ...seen, far }) : say('Saw {{value}}, {{expected}}.', seen));
  return sentences(first || far, reason && say('{{sentence}}.', { sentence: describeReason(reason, formats.value) }));
}

/**
 * The half-widths by which the value was out of the band that is shown, if any: what a detector scores is how rare a value is.
 * Where no band is known the score of a method that measures by one.
 */
function describeDistance({ direction, peakScore, reason }: Anomaly, at: Moment | undefined): string | undefined {
  const edge = at && (direction === 'above' ? at.upper : at.lower);
  const distance = at && edge !== undefined ? (at.seen - at.expected) / (edge - at.expected) : NaN;
  const isMeasured = !Number.isNaN(distance);
  const far = isMeasured ? distance : peakScore;
  if (isMeasured ? !(far > 1 && far < Infinity) : reason !== undefined) {
    return undefined;
  }
  const score = far < MANY ? far.toFixed(1) : far.toFixed(0);
  return direction === 'above'
    ? say('{{score}} times as far above as is normal.', { score })
    : say('{{score}} times as far below as is normal.', { score });
}

/** "expected 29 % (25-34 %)". */
export function describeExpected({ expected, lower, upper }: Moment, { value }: Pick<Formats, 'value'>): string {
  const point = value(expected);
  return Number.isFinite(lower) && Number.isFinite(upper)
    ? say('expected {{value}} ({{range}})', { value: point, range: formatRange(lower, upper, value) })
    : say('expected {{value}}', { value: point });
}
