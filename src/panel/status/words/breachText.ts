import type { Breach } from '../../../core/breaches';
import { formatMoment } from '../../frames';
import { type Formats, whole } from './formats';

/** Higher chances are written as "over 95 %": too few simulated courses tell them apart. */
const SURE = 0.95;

/** The chance of a crossing: "83 % likely"; empty where that is not known. */
export function describeChance({ probability = NaN }: Breach): string {
  return Number.isNaN(probability) ? '' : `${probability > SURE ? `over ${whole(SURE)}` : whole(probability)} likely`;
}

/** A threshold that is reached: "At or above 90 % since 09:33". */
export function describeReached({ direction, threshold }: Breach, { value, sides, now, timeZone }: Formats): string {
  const side = direction === 'above' ? 'At or above' : 'Below';
  const since = sides?.reached.find((one) => one.threshold === threshold)?.since ?? NaN;
  return `${side} ${value(threshold)} ${Number.isNaN(since) ? 'now' : `since ${formatMoment(since, now, timeZone)}`}`;
}

/** The way back to the good side: "Back below 90 % about 14:00, 70 % likely". */
export function describeReturn(breach: Breach, { value, now, timeZone }: Formats): string {
  const isTimed = Number.isFinite(breach.time);
  const at = formatMoment(isTimed ? breach.time : breach.earliest, now, timeZone);
  const [verb, when] = isTimed ? ['Back', 'about'] : ['May be back', 'from'];
  const chance = describeChance(breach);
  return `${verb} ${breach.direction} ${value(breach.threshold)} ${when} ${at}${chance ? `, ${chance}` : ''}`;
}
