import type { TimeZone } from '@grafana/schema';
import { toPercent } from '../../frames';
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

/** A share (0..1) with one decimal at most. */
export const percent = (share: number) => `${toPercent(share)} %`;
/** A share (0..1) in whole percent. */
export const whole = (share: number) => `${Math.round(100 * share)} %`;
export const count = (value: number) => value.toLocaleString('en-US');
/** "1 incident", "2 incidents". */
export const many = (value: number, what: string) => `${count(value)} ${what}${value === 1 ? '' : 's'}`;
export const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Time to wait, in seconds or minutes. @param ms milliseconds */
export function formatWait(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

/** A loss with three significant digits. */
export function formatLoss(loss: number): string {
  return Number.isFinite(loss) ? Number(loss.toPrecision(3)).toString() : 'n/a';
}
