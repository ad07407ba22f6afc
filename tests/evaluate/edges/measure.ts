import { drawForecast } from '../../../src/core/fitted/drawForecast';
import { fitWithoutLstm } from '../../../src/core/fitted/fittedForecast';
import { mean } from '../../../src/core/math/numbers';
import type { Member } from '../../../src/core/members';
import type { ForecastOptions } from '../../../src/core/options';
import { lastKnownIndex, type Series } from '../../../src/core/series/series';
import { type Case, type Made, makeCase } from './cases';

const START = Date.UTC(2026, 9, 1);
const DAY = 86_400;
/** Errors below this share of the mean change from day to day count as this: twice next to nothing is no failure. */
const LEAST = 0.01;

/** The panel's forecast of one seed of a case. */
export interface Measured {
  /** mean absolute one */
  error: number;
  /** of the simple rules */
  errors: Array<{ name: string; error: number }>;
  /** share of the outcomes within the 95 % band */
  coverage: number;
  /** of each outcome: its distance from the point over that of the edge on its side; infinite where that is 0 */
  reaches: number[];
  /** parts of the forecast */
  shares: string;
}

/** undefined where no value of the horizon is known, as where it is a night of a series that has none. */
export function measure(
  one: Case,
  step: number,
  hours: number,
  seed: number,
  { options, networks }: { options: ForecastOptions; networks: readonly Member[] }
): Measured | undefined {
  const horizon = Math.round((hours * 3600) / step);
  const made = makeCase(one, step, horizon, seed);
  const end = (made.known * step) / DAY;
  const start =
    one.clockChange === undefined ? START + 0.3 * seed * DAY * 1000 : one.clockChange - (end - 1) * DAY * 1000;
  const series: Series = { start, step, values: made.values.slice(0, made.known) };
  const timeZone = one.clockChange === undefined ? 'UTC' : 'Europe/Berlin';
  const fitted = fitWithoutLstm(series, { ...options, ...one.bounds, horizon: hours * 3600 }, { timeZone, networks });
  const { forecast, report } = drawForecast(fitted, { thresholds: [], trainedAt: 0 });
  const { lower, upper } = forecast.intervals[forecast.intervals.length - 1];
  const first = lastKnownIndex(series.values) + 1;
  const actual = made.values.slice(made.known);
  // A series that stopped is forecast from its last value on.
  const offset = made.known - first;
  const leads = [...forecast.point.keys()].filter((h) => h >= offset && !Number.isNaN(actual[h - offset]));
  if (leads.length === 0) {
    return undefined;
  }
  const least = LEAST * dailyChange(series.values, DAY / step);
  const errorOf = (point: (h: number) => number) =>
    Math.max(least, mean(leads.map((h) => Math.abs(actual[h - offset] - point(h)))));
  return {
    error: errorOf((h) => forecast.point[h]),
    errors: simpleRules(made, step).map(({ name, path }) => ({ name, error: errorOf((h) => path(h - offset)) })),
    coverage: mean(leads.map((h) => (actual[h - offset] >= lower[h] && actual[h - offset] <= upper[h] ? 1 : 0))),
    reaches: leads.map((h) => {
      const distance = actual[h - offset] - forecast.point[h];
      return distance === 0
        ? 0
        : distance / (distance > 0 ? upper[h] - forecast.point[h] : lower[h] - forecast.point[h]);
    }),
    shares:
      (report.shares ?? []).map(({ member, share }) => `${member} ${share.toFixed(2)}`).join(', ') || report.source,
  };
}

/** Paths of what one could do without a model, from the end of the history on. */
function simpleRules({ values, known }: Made, step: number) {
  const day = DAY / step;
  const last = values[lastKnownIndex(values, known - 1)];
  const recent = values.slice(Math.max(0, known - day), known).filter((value) => !Number.isNaN(value));
  const level = mean(recent.length > 0 ? recent : [last]);
  const earlier = (row: number): number => {
    let then = row - day * Math.ceil((row - known + 1) / day);
    while (then >= 0 && Number.isNaN(values[then])) {
      then -= day;
    }
    return then >= 0 ? values[then] : last;
  };
  return [
    { name: 'last value', path: () => last },
    { name: 'naive day', path: (h: number) => earlier(known + h) },
    { name: 'mean of a day', path: () => level },
  ];
}

function dailyChange(values: Float64Array, day: number): number {
  return mean(values.map((value, row) => Math.abs(value - (values[row - day] ?? NaN)))) || 0;
}
