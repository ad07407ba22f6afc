import { say } from '../../language';
import { formatMoment, lastKnownTime } from '../frames';
import type { ChartModel } from './model';

/** A vertical line with a label. */
export interface TimeMark {
  /** ms */
  time: number;
  text: string;
  /** of the line, on which the label lies where there is room */
  side: 'left' | 'right';
}

/** A forecast that starts at most this many steps ago starts "now". */
const NOW_STEPS = 2;

/**
 * Marks of the start of the forecast: "now", or the moment of the last value where that is some steps ago, with now
 * apart from it where both are in view.
 *
 * @param clock ms
 */
export function timeMarks({ now, from, to, series }: ChartModel, timeZone: string, clock: number): TimeMark[] {
  if (Number.isNaN(now)) {
    return [];
  }
  const step = Math.max(60, ...series.map(({ result }) => result?.report.step ?? 0)) * 1000;
  if (clock - now <= NOW_STEPS * step) {
    return [{ time: now, text: say('now'), side: 'right' }];
  }
  const moment = formatMoment(now, clock, timeZone);
  if (clock < from || clock > to) {
    return [{ time: now, text: moment, side: 'right' }];
  }
  const isLast = !series.some(({ live }) => lastKnownTime(live) > now + step);
  return [
    {
      time: now,
      text: isLast ? say('last value {{moment}}', { moment }) : say('from {{moment}}', { moment }),
      side: 'left',
    },
    { time: clock, text: say('now'), side: 'right' },
  ];
}
