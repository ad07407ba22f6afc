import { say } from '../../language';
import { formatMoment } from '../frames';
import type { Formats } from '../status/words';
import type { Summary } from '../status';
import type { Past } from './pastForecasts';

/** The status line while the past is shown: nothing of it is a verdict on now. */
export function pastSummary({ origin }: Past, { now, timeZone }: Formats): Summary {
  const time = formatMoment(origin, now, timeZone);
  const texts = [
    say('Past forecast from {{time}}: what it would have said, and what came', { time }),
    say('Past forecast from {{time}}', { time }),
    say('Past forecast'),
  ];
  return { verdict: { texts, tone: 'info' }, counts: [], segments: [] };
}
