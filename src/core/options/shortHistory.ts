import { type Phrase, phrase } from '../language';
import { DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS } from '../math';
import { formatDuration } from './duration';

/** From this share on a history is as long as was asked for. */
const WHOLE = 0.95;

/** A sentence on a history that begins later than asked for, as where a server keeps less; undefined where none is due. */
export function describeShortHistory(askedSeconds: number, foundSeconds: number): Phrase | undefined {
  if (!(foundSeconds < WHOLE * askedSeconds)) {
    return undefined;
  }
  const unit =
    foundSeconds > 2 * DAY_SECONDS ? DAY_SECONDS : foundSeconds > 2 * HOUR_SECONDS ? HOUR_SECONDS : MINUTE_SECONDS;
  const found = formatDuration(Math.max(unit, Math.floor(foundSeconds / unit) * unit));
  return phrase('Of a history of {{asked}} there are {{found}}: the forecasts learn from those.', {
    asked: formatDuration(askedSeconds),
    found,
  });
}
