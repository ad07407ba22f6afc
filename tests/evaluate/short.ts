import path from 'node:path';
import { parseArgs } from 'node:util';
import { drawForecast } from '../../src/core/fitted/drawForecast';
import { fitWithoutLstm } from '../../src/core/fitted/fittedForecast';
import { mean } from '../../src/core/math/numbers';
import { defaultOptions } from '../../src/core/options/optionValues';
import { type Series, toSeries } from '../../src/core/series/series';
import { Fault } from './fault';
import { listRecursively, readChecked } from './files';

const HOUR = 3600;
/** Stretches of each series, spread evenly over it. */
const STRETCHES = 5;
/** Points below which nothing is forecast. */
const FEWEST = 96;
/** Longest step, s: an hour has six points at least. */
const LONGEST_STEP = 600;
/** Share of the values of a stretch that may be missing. */
const MOST_MISSING = 0.1;
/** Errors below this share of the mean of a stretch count as this. */
const LEAST = 0.01;
const CASES = [
  [12, 6],
  [24, 1],
  [24, 3],
  [24, 6],
  [24, 24],
  [48, 24],
  [72, 24],
  [168, 24],
] as const;

/**
 * `evaluate short --data DIR`: stretches of real series as if they had begun so many hours ago: the panel's forecast
 * without the LSTM of the series, its mean absolute error over that of the last value and of the day before, and how much
 * of what came its bands hold (means over series).
 */
export function run(args: string[]): void {
  const { values } = parseArgs({ args, options: { data: { type: 'string' } } });
  if (values.data === undefined) {
    throw new Fault('evaluate short needs --data DIR, a folder of .csv or .csv.gz files with timestamp,value');
  }
  const files = listRecursively(values.data).filter((one) => !one.includes(`${path.sep}results${path.sep}`));
  const all = files
    .map((file) => readChecked(file, false))
    .map(({ times, values: samples }) => toSeries(times, samples))
    .filter(({ step }) => step <= LONGEST_STEP);
  console.log('history  ahead   series   over last value   over the day before   covers 80 / 95 %');
  for (const [history, ahead] of CASES) {
    const results = all.map((series) => measure(series, history, ahead)).filter((one) => one.length > 0);
    const of = (pick: (one: Measured) => number) => mean(results.map((one) => mean(one.map(pick))));
    const cells = [
      `${history} h`.padStart(7),
      `${ahead} h`.padStart(7),
      String(results.length).padStart(9),
      Math.exp(of(({ overLast }) => overLast))
        .toFixed(2)
        .padStart(18),
      (history < 24 ? '-' : Math.exp(of(({ overDay }) => overDay)).toFixed(2)).padStart(22),
      `${(100 * of(({ inner }) => inner)).toFixed(0)} / ${(100 * of(({ outer }) => outer)).toFixed(0)}`.padStart(19),
    ];
    console.log(cells.join(''));
  }
}

interface Measured {
  /** logarithms of errors over those of the two rules */
  overLast: number;
  overDay: number;
  /** shares within the two bands */
  inner: number;
  outer: number;
}

function measure({ start, step, values }: Series, history: number, ahead: number): Measured[] {
  const [known, horizon, day] = [history, ahead, 24].map((hours) => Math.round((hours * HOUR) / step));
  if (known < FEWEST || values.length < known + horizon) {
    return [];
  }
  return Array.from({ length: STRETCHES }, (_, k) => {
    const origin = Math.round(known + ((values.length - known - horizon) * (k + 0.5)) / STRETCHES);
    const past = values.slice(origin - known, origin);
    const actual = values.slice(origin, origin + horizon);
    const rows = [...actual.keys()].filter((h) => !Number.isNaN(actual[h]));
    const level = mean(past.filter((value) => !Number.isNaN(value)));
    const missing = past.filter(Number.isNaN).length + horizon - rows.length;
    if (Number.isNaN(past[known - 1]) || missing > MOST_MISSING * (known + horizon)) {
      return undefined;
    }
    const series = { start: start + (origin - known) * step * 1000, step, values: past };
    const fitted = fitWithoutLstm(series, { ...defaultOptions(), horizon: ahead * HOUR }, { timeZone: 'UTC' });
    const { point, intervals } = drawForecast(fitted, { thresholds: [], trainedAt: 0 }).forecast;
    const errorOf = (path: (h: number) => number) =>
      Math.log(Math.max(mean(rows.map((h) => Math.abs(actual[h] - path(h)))), LEAST * Math.abs(level), Number.EPSILON));
    const last = past[known - 1];
    const own = errorOf((h) => point[h]);
    const [inner, outer] = intervals.map(
      ({ lower, upper }) => rows.filter((h) => actual[h] >= lower[h] && actual[h] <= upper[h]).length / rows.length
    );
    return {
      overLast: own - errorOf(() => last),
      overDay: own - errorOf((h) => past[known - day + (h % day)] || last),
      inner,
      outer,
    };
  }).filter((one) => one !== undefined);
}
