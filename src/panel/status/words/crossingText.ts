import type { Breach } from '../../../core/breaches';
import { say, sentences } from '../../../language';
import { formatMoment } from '../../frames';
import { isBad } from './breachSides';
import { describeChance, writeChance } from './breachText';
import { type Formats, capitalise, clauses, whole } from './formats';
import { formatAhead } from './moments';

/**
 * A crossing that is to come, from the longest to the shortest way to say it:
 * "90 % in 3 h (12:30, 12:00-13:00), 95 % likely".
 */
export function crossingTexts(breach: Breach, formats: Formats): string[] {
  const { time, earliest, direction, threshold } = breach;
  const { now, timeZone, value } = formats;
  const limit = value(threshold);
  const chance = describeChance(breach);
  const moment = (at: number) => formatMoment(at, now, timeZone);
  const withChance = (text: string) => (chance ? [clauses([text, chance]), text] : [text]);
  if (!Number.isFinite(time)) {
    const places = { limit, time: moment(earliest) };
    return withChance(
      direction === 'above'
        ? say('May reach {{limit}} from {{time}}', places)
        : say('May fall below {{limit}} from {{time}}', places)
    );
  }
  const soon = describeSoon(direction, limit, time - now);
  const span = spanOf(breach, formats);
  const at = say('{{text}} ({{time}})', { text: soon, time: moment(time) });
  const within = span && say('{{text}} ({{time}}, {{from}}-{{to}})', { text: soon, time: moment(time), ...span });
  return [...withChance(within ?? at), at, soon];
}

/** "90 % in 3 h". @param ahead ms */
function describeSoon(direction: Breach['direction'], limit: string, ahead: number): string {
  if (ahead <= 0) {
    return direction === 'above'
      ? say('{{limit}} any minute', { limit })
      : say('Below {{limit}} any minute', { limit });
  }
  const time = formatAhead(ahead);
  return direction === 'above'
    ? say('{{limit}} in {{time}}', { limit, time })
    : say('Below {{limit}} in {{time}}', { limit, time });
}

/** The interval of a crossing in words; undefined where it is open, or one moment. */
function spanOf({ time, earliest, latest }: Breach, { timeZone }: Formats): { from: string; to: string } | undefined {
  if (!Number.isFinite(earliest) || !Number.isFinite(latest)) {
    return undefined;
  }
  const [from, to] = [earliest, latest].map((at) => formatMoment(at, time, timeZone));
  return from === to ? undefined : { from, to };
}

/** The ground of a crossing: how it is known, and how sure the time is. */
export function whyCrossing(breach: Breach, formats: Formats): string {
  const { already, probability = NaN } = breach;
  if (already) {
    return say('The last value is there.');
  }
  if (Number.isNaN(probability)) {
    return say('The expected course, or an edge of its band, gets there.');
  }
  const side = isBad(breach, formats.sides) ? undefined : say('That is the good side.');
  return sentences(describeCourses(breach, formats), side);
}

function describeCourses(breach: Breach, formats: Formats): string {
  const { time, level } = breach;
  const share = capitalise(writeChance(breach));
  if (!Number.isFinite(time)) {
    return say('{{share}} of the courses that past errors make likely get there; too few to name a likely time.', {
      share,
    });
  }
  const half = formatMoment(time, formats.now, formats.timeZone);
  const span = spanOf(breach, formats);
  return span
    ? say(
        '{{share}} of the courses that past errors make likely get there, half of those by {{half}}, {{level}} between {{from}} and {{to}}.',
        { share, half, level: whole(level), ...span }
      )
    : say('{{share}} of the courses that past errors make likely get there, half of those by {{half}}.', {
        share,
        half,
      });
}
