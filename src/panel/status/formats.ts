import { formattedValueToString } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { LiveSeries } from '../frames';
import type { Formats } from './words';

/** Formats of each series, by key. */
export type SeriesFormats = (key: string) => Formats;

/** Values in the field's own unit and decimals, times in the dashboard's zone. */
export function formatsOf(live: LiveSeries[], timeZone: TimeZone, now: number): SeriesFormats {
  const fields = new Map(live.map(({ key, field }) => [key, field]));
  return (key) => ({
    timeZone,
    now,
    value: (value) => {
      const shown = fields.get(key)?.display?.(value);
      return shown ? formattedValueToString(shown) : String(value);
    },
  });
}
