import type { Breach } from '../../../core/breaches';
import { say } from '../../../language';
import { formatMoment } from '../../frames';
import { type Formats, clauses, whole } from './formats';

/** Higher chances are written as "over 95 %": too few simulated courses tell them apart. */
const SURE = 0.95;

/** The chance of a crossing: "83 % likely"; empty where that is not known. */
export function describeChance(breach: Breach): string {
  const chance = writeChance(breach);
  return chance && say('{{chance}} likely', { chance });
}

/** The chance alone: "83 %", "over 95 %"; empty where it is not known. */
export function writeChance({ probability = NaN }: Breach): string {
  if (Number.isNaN(probability)) {
    return '';
  }
  return probability > SURE ? say('over {{chance}}', { chance: whole(SURE) }) : whole(probability);
}

/** A threshold that is reached: "At or above 90 % since 09:33". */
export function describeReached({ direction, threshold }: Breach, { value, sides, now, timeZone }: Formats): string {
  const limit = value(threshold);
  const since = sides?.reached.find((one) => one.threshold === threshold)?.since ?? NaN;
  if (Number.isNaN(since)) {
    return direction === 'above' ? say('At or above {{limit}} now', { limit }) : say('Below {{limit}} now', { limit });
  }
  const time = formatMoment(since, now, timeZone);
  return direction === 'above'
    ? say('At or above {{limit}} since {{time}}', { limit, time })
    : say('Below {{limit}} since {{time}}', { limit, time });
}

/** The way back to the good side: "Back below 90 % about 14:00, 70 % likely". */
export function describeReturn(breach: Breach, { value, now, timeZone }: Formats): string {
  const isTimed = Number.isFinite(breach.time);
  const limit = value(breach.threshold);
  const time = formatMoment(isTimed ? breach.time : breach.earliest, now, timeZone);
  return clauses([describeSide(breach.direction, isTimed, { limit, time }), describeChance(breach)]);
}

function describeSide(direction: Breach['direction'], isTimed: boolean, places: { limit: string; time: string }) {
  if (direction === 'above') {
    return isTimed
      ? say('Back above {{limit}} about {{time}}', places)
      : say('May be back above {{limit}} from {{time}}', places);
  }
  return isTimed
    ? say('Back below {{limit}} about {{time}}', places)
    : say('May be back below {{limit}} from {{time}}', places);
}
