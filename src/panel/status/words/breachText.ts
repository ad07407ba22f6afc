import type { Breach } from '../../../core/breaches';
import { formatMoment } from '../../frames';
import { isBad } from './breachSides';
import { type Formats, whole } from './formats';

/** Higher chances are written as "over 95 %": too few simulated paths tell them apart. */
const SURE = 0.95;

/** Time and chance of a crossing: "Reaches 90 % at Thu 14:00, between 11:00 and 19:00, 83 % likely". */
export function describeBreach(breach: Breach, formats: Formats): string {
  if (breach.already) {
    const side = breach.direction === 'above' ? 'At or above' : 'Below';
    return `${side} ${formats.value(breach.threshold)} ${describeSince(breach, formats)}`;
  }
  const { probability = NaN } = breach;
  const chance = probability > SURE ? `over ${whole(SURE)}` : whole(probability);
  return describeCrossing(breach, formats) + (Number.isNaN(probability) ? '' : `, ${chance} likely`);
}

function describeCrossing(breach: Breach, formats: Formats): string {
  if (!isBad(breach, formats.sides)) {
    return describeReturn(breach, formats);
  }
  const verb = breach.direction === 'above' ? 'Reaches' : 'Falls below';
  const threshold = formats.value(breach.threshold);
  const moment = (time: number, reference = formats.now) => formatMoment(time, reference, formats.timeZone);
  if (!Number.isFinite(breach.time)) {
    const mood = breach.direction === 'above' ? 'May reach' : 'May fall below';
    return `${mood} ${threshold} from ${moment(breach.earliest)}`;
  }
  const at = `${verb} ${threshold} at ${moment(breach.time)}`;
  const hasEarliest = Number.isFinite(breach.earliest);
  const hasLatest = Number.isFinite(breach.latest);
  const [from, to] = [breach.earliest, breach.latest].map((time) => moment(time, breach.time));
  if (hasEarliest && hasLatest && from === to) {
    return at;
  }
  if (hasEarliest && hasLatest) {
    return `${at}, between ${from} and ${to}`;
  }
  return hasEarliest ? `${at}, ${from} at the earliest` : at;
}

function describeSince({ threshold }: Breach, { sides, now, timeZone }: Formats): string {
  const since = sides?.reached.find((one) => one.threshold === threshold)?.since ?? NaN;
  return Number.isNaN(since) ? 'now' : `since ${formatMoment(since, now, timeZone)}`;
}

/** The way back to the good side. */
function describeReturn(breach: Breach, formats: Formats): string {
  const isTimed = Number.isFinite(breach.time);
  const at = formatMoment(isTimed ? breach.time : breach.earliest, formats.now, formats.timeZone);
  const [verb, when] = isTimed ? ['Back', 'about'] : ['May be back', 'from'];
  return `${verb} ${breach.direction} ${formats.value(breach.threshold)} ${when} ${at}`;
}
