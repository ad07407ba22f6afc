import type { Breach } from '../../../core/breaches';
import { formatMoment } from '../../frames';
import { isBad } from './breachSides';
import { describeChance } from './breachText';
import { type Formats, capitalise, whole } from './formats';
import { formatAhead } from './moments';

/**
 * A crossing that is to come, from the longest to the shortest way to say it:
 * "90 % in 3 h (12:30, 12:00-13:00), 95 % likely".
 */
export function crossingTexts(breach: Breach, formats: Formats): string[] {
  const { time, earliest, direction, threshold } = breach;
  const { now, timeZone, value } = formats;
  const isTimed = Number.isFinite(time);
  const chance = describeChance(breach);
  const moment = (at: number, reference = now) => formatMoment(at, reference, timeZone);
  const withChance = (text: string) => (chance ? [`${text}, ${chance}`, text] : [text]);
  if (!isTimed) {
    const verb = direction === 'above' ? 'May reach' : 'May fall below';
    return withChance(`${verb} ${value(threshold)} from ${moment(earliest)}`);
  }
  const what = `${direction === 'above' ? '' : 'Below '}${value(threshold)}`;
  const soon = time > now ? `${what} in ${formatAhead(time - now)}` : `${what} any minute`;
  const span = spanOf(breach, formats);
  const between = span ? `, ${span.join('-')}` : '';
  return [...withChance(`${soon} (${moment(time)}${between})`), `${soon} (${moment(time)})`, soon];
}

/** The interval of a crossing in words; undefined where it is open, or one moment. */
function spanOf({ time, earliest, latest }: Breach, { timeZone }: Formats): [from: string, to: string] | undefined {
  if (!Number.isFinite(earliest) || !Number.isFinite(latest)) {
    return undefined;
  }
  const [from, to] = [earliest, latest].map((at) => formatMoment(at, time, timeZone));
  return from === to ? undefined : [from, to];
}

/** The ground of a crossing: how it is known, and how sure the time is. */
export function whyCrossing(breach: Breach, formats: Formats): string {
  const { already, time, probability = NaN, level } = breach;
  if (already) {
    return 'The last value is there.';
  }
  if (Number.isNaN(probability)) {
    return 'The expected course, or an edge of its band, gets there.';
  }
  const share = `${describeChance(breach).replace(' likely', '')} of the courses that past errors make likely get there`;
  const span = spanOf(breach, formats);
  const when = Number.isFinite(time)
    ? `, half of those by ${formatMoment(time, formats.now, formats.timeZone)}${span ? `, ${whole(level)} between ${span.join(' and ')}` : ''}`
    : '; too few to name a likely time';
  const back = isBad(breach, formats.sides) ? '' : ' That is the good side.';
  return `${capitalise(share)}${when}.${back}`;
}
