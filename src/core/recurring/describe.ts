import { type Phrase, phrase } from '../language';
import { type Series, createCalendar, timeAt } from '../series';
import type { Recurring } from './recurring';

/** Characters of "2026-12-30T15:00". */
const MINUTES = 16;

/** A sentence for each thing that is due before row `end`. */
export function describeDue(found: readonly Recurring[], series: Series, timeZone: string, end: number): Phrase[] {
  const { offset } = createCalendar(timeZone);
  const clock = (time: number) => new Date(time + offset(time)).toISOString().slice(0, MINUTES).replace('T', ' ');
  return found.flatMap(({ words: when, came: { length: came }, missed, isSure, due: [next = Infinity] }) => {
    if (next >= end) {
      return [];
    }
    const time = clock(timeAt(series, next));
    return isSure
      ? phrase(
          'What came {{when}}, {{came}} times so far, is expected again from {{time}} on: the forecast and its band hold it.',
          { when, came, time }
        )
      : phrase(
          'What came {{when}}, on {{came}} of {{dates}} dates, may come again from {{time}} on: the forecast follows it, and the band holds both.',
          { when, came, dates: came + missed, time }
        );
  });
}
