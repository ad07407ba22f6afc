import type { TimeZone } from '@grafana/schema';
import { say } from '../../../language';
import type { Sides } from './breachSides';

/** Formats of a series' values and of the dashboard's times. */
export interface Formats {
  value(value: number): string;
  /** a difference of values; as a value without it */
  difference?(difference: number): string;
  /** the live value at a time (ms); NaN where none was seen */
  observed?(time: number): number;
  /** the bad sides of its thresholds; the high ones without it */
  sides?: Sides;
  timeZone: TimeZone;
  /** ms; decides what "today" is */
  now: number;
}

/** A difference of two values, such as an error. */
export const writeDifference = (difference: number, { difference: write, value }: Formats): string =>
  (write ?? value)(difference);

/** A share (0..1) in whole percent. */
export const whole = (share: number) => say('{{number}} %', { number: Math.round(100 * share) });
export const count = (value: number) => value.toLocaleString('en-US');
export const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Parts of a sentence as one; those that are missing are left out. */
export const clauses = (texts: Array<string | undefined>) =>
  texts.reduce<string>(
    (text, more) => (text && more ? say('{{text}}, {{more}}', { text, more }) : text || (more ?? '')),
    ''
  );

/** Time to wait, in seconds or minutes. @param ms milliseconds */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 90
    ? say('{{seconds}} s', { seconds })
    : say('{{minutes}} min', { minutes: Math.round(seconds / 60) });
}

/** A loss with three significant digits. */
export function formatLoss(loss: number): string {
  return Number.isFinite(loss) ? Number(loss.toPrecision(3)).toString() : say('n/a');
}
