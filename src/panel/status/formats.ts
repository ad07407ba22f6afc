import { formattedValueToString } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import type { LiveSeries } from '../frames';
import { type Formats, type Sides, differenceOf, sidesOf } from './words';

/** Formats of each series, by key. */
export type SeriesFormats = (key: string) => Formats;

/** Values in the field's own unit and decimals, times in the dashboard's zone. */
export function formatsOf(live: LiveSeries[], timeZone: TimeZone, now: number): SeriesFormats {
  const byKey = new Map(live.map((one) => [one.key, one]));
  const sides = new Map<string, Sides>();
  return (key) => ({
    timeZone,
    now,
    difference: differenceOf(byKey.get(key)?.field),
    get sides() {
      const one = byKey.get(key);
      const known = sides.get(key) ?? (one && sidesOf(one));
      if (known) {
        sides.set(key, known);
      }
      return known;
    },
    observed: (time) => {
      const one = byKey.get(key);
      const index = one?.times.lastIndexOf(time) ?? -1;
      return one && index >= 0 ? one.values[index] : NaN;
    },
    value: (value) => {
      const shown = byKey.get(key)?.field.display?.(value);
      return shown ? formattedValueToString(shown) : String(value);
    },
  });
}
