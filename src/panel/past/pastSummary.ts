import { formatMoment } from '../frames';
import type { Formats } from '../status/words';
import type { Summary } from '../status';
import type { Past } from './pastForecasts';

/** The status line while the past is shown: nothing of it is a verdict on now. */
export function pastSummary({ origin }: Past, { now, timeZone }: Formats): Summary {
  const from = `Past forecast from ${formatMoment(origin, now, timeZone)}`;
  const texts = [`${from}: what it would have said, and what came`, from, 'Past forecast'];
  return { verdict: { texts, tone: 'info' }, counts: [], segments: [] };
}
