import type { Anomaly } from '../../../core/anomalies';
import { describeReason } from '../../../core/detector';
import { say, sentences } from '../../../language';
import { formatMoment } from '../../frames';
import type { Formats } from './formats';
import type { Moment } from './normalAt';
import { formatRange } from './rangeText';

/** The time of an incident: "09:33 to 10:05"; one that lasts "since 09:33". */
export function describeIncidentTime({ start, end }: Anomaly, isRunning: boolean, formats: Formats): string {
  const moment = (time: number, reference: number) => formatMoment(time, reference, formats.timeZone);
  if (isRunning) {
    return say('Since {{time}}', { time: moment(start, formats.now) });
  }
  const [from, to] = [moment(start, formats.now), moment(end, start)];
  return start === end ? from : say('{{from}} to {{to}}', { from, to });
}

/** The reason of an incident: "Saw 97 %, expected 42 % (38-47 %): 3.1 times as far above as is normal. Jumped away from …" */
export function describeIncident(anomaly: Anomaly, at: Moment | undefined, formats: Formats): string {
  const { peakScore, direction, reason } = anomaly;
  const score = peakScore.toFixed(1);
  const far =
    direction === 'above'
      ? say('{{score}} times as far above as is normal.', { score })
      : say('{{score}} times as far below as is normal.', { score });
  const seen =
    at && Number.isFinite(at.seen)
      ? say('Saw {{value}}, {{expected}}: {{far}}', {
          value: formats.value(at.seen),
          expected: describeExpected(at, formats),
          far,
        })
      : far;
  return sentences(seen, reason && say('{{sentence}}.', { sentence: describeReason(reason, formats.value) }));
}

/** "expected 29 % (25-34 %)". */
export function describeExpected({ expected, lower, upper }: Moment, { value }: Pick<Formats, 'value'>): string {
  const point = value(expected);
  return Number.isFinite(lower) && Number.isFinite(upper)
    ? say('expected {{value}} ({{range}})', { value: point, range: formatRange(lower, upper, value) })
    : say('expected {{value}}', { value: point });
}
