import { parseArgs } from 'node:util';
import { drawForecast } from '../../../src/core/fitted/drawForecast';
import { fitWithoutLstm } from '../../../src/core/fitted/fittedForecast';
import { lastKnownIndex, type Series } from '../../../src/core/series/series';
import { defaultOptions } from '../../../src/core/options/optionValues';
import { loadNetworks } from '../../../src/worker/thread/networks';
import { seedCount } from '../detectors';
import { CASES, makeCase, type Case, type Made } from './cases';

const START = Date.UTC(2026, 9, 1);
const DAY = 86_400;
const LONG = 30;
/** Points below which nothing is forecast. */
const FEWEST = 96;
/** No worse than this times the best simple rule, and within this coverage. */
const WORST = 1.1;
const COVERAGE = [0.85, 0.99];
/** Errors below this share of the mean change from day to day count as this: twice next to nothing is no failure. */
const LEAST = 0.01;

/**
 * `evaluate edges [--seeds N] [--steps 10,30] [--horizons 6,24] [--only TEXT]`: the panel's forecast where histories are
 * short, broken or new, on seeded series, against the best of the last value, the naive day and the mean of the last day.
 */
export async function run(args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { seeds: text, steps: text, horizons: text, only: text } });
  const numbers = (list: string) => list.split(',').map(Number);
  const [steps, horizons] = [numbers(values.steps ?? '10,30'), numbers(values.horizons ?? '6,24')];
  const seeds = Array.from({ length: seedCount(values.seeds) }, (_, i) => i + 1);
  const networks = await loadNetworks();
  console.log(`${'case'.padEnd(34)} step  ahead    ratio  afterwards  covers 95 %   best simple rule`);
  for (const one of CASES.filter(({ name }) => name.includes(values.only ?? ''))) {
    for (const minutes of steps) {
      for (const hours of horizons) {
        if (((one.days ?? LONG) * DAY) / 60 / minutes < FEWEST) {
          continue;
        }
        const results = seeds.flatMap((seed) => measure(one, minutes * 60, hours, seed, networks) ?? []);
        if (results.length === 0) {
          console.log(`${one.name.padEnd(34)}${cellsOf(minutes, hours)}   nothing to be known`);
          continue;
        }
        const { ratio, rule, afterwards } = againstRules(results);
        const coverage = mean(results.map((result) => result.coverage));
        const isMet = ratio <= WORST && coverage >= COVERAGE[0] && coverage <= COVERAGE[1];
        const ratios = ratio.toFixed(2).padStart(9) + afterwards.toFixed(2).padStart(12);
        const covers = `${(100 * coverage).toFixed(0)} %`.padStart(13);
        console.log(`${one.name.padEnd(34)}${cellsOf(minutes, hours)}${ratios}${covers}   ${isMet ? '' : '* '}${rule}`);
      }
    }
  }
}

const cellsOf = (minutes: number, hours: number) => `${minutes} min`.padStart(6) + `${hours} h`.padStart(6);

/**
 * `ratio`: against the rule that is best over all seeds of the case, which one could have chosen; `afterwards`: against
 * the best rule of each seed, which nobody knows beforehand. Both are geometric means.
 */
function againstRules(results: ReadonlyArray<NonNullable<ReturnType<typeof measure>>>) {
  const logOf = (pick: (result: (typeof results)[number]) => number) => mean(results.map((one) => Math.log(pick(one))));
  const own = logOf(({ error }) => error);
  const rules = results[0].errors.map(({ name }, i) => ({ name, log: logOf(({ errors }) => errors[i].error) }));
  const best = rules.reduce((first, rule) => (rule.log < first.log ? rule : first));
  const least = logOf(({ errors }) => Math.min(...errors.map(({ error }) => error)));
  return { ratio: Math.exp(own - best.log), rule: best.name, afterwards: Math.exp(own - least) };
}

type Networks = Awaited<ReturnType<typeof loadNetworks>>;

/** undefined where no value of the horizon is known, as where it is a night of a series that has none. */
function measure(one: Case, step: number, hours: number, seed: number, networks: Networks) {
  const horizon = Math.round((hours * 3600) / step);
  const made = makeCase(one, step, horizon, seed);
  const series: Series = { start: START + 0.3 * seed * DAY * 1000, step, values: made.values.slice(0, made.known) };
  const options = { ...defaultOptions(), horizon: hours * 3600 };
  const { forecast } = drawForecast(fitWithoutLstm(series, options, { timeZone: 'UTC', networks }), {
    thresholds: [],
    trainedAt: 0,
  });
  const { lower, upper } = forecast.intervals[forecast.intervals.length - 1];
  const first = lastKnownIndex(series.values) + 1;
  const actual = made.values.slice(made.known);
  // A series that stopped is forecast from its last value on.
  const offset = made.known - first;
  const pairs = [...forecast.point.keys()].filter((h) => h >= offset && !Number.isNaN(actual[h - offset]));
  if (pairs.length === 0) {
    return undefined;
  }
  const rules = simpleRules(made, step);
  const least = LEAST * dailyChange(series.values, DAY / step);
  const errorOf = (point: (h: number) => number) =>
    Math.max(least, mean(pairs.map((h) => Math.abs(actual[h - offset] - point(h)))));
  const errors = rules.map(({ name, path }) => ({ name, error: errorOf((h) => path(h - offset)) }));
  const inside = pairs.filter((h) => actual[h - offset] >= lower[h] && actual[h - offset] <= upper[h]);
  return { error: errorOf((h) => forecast.point[h]), errors, coverage: inside.length / pairs.length };
}

function simpleRules({ values, known }: Made, step: number) {
  const day = DAY / step;
  const last = values[lastKnownIndex(values, known - 1)];
  const recent = values.slice(Math.max(0, known - day), known).filter((value) => !Number.isNaN(value));
  const level = mean([...(recent.length > 0 ? recent : [last])]);
  const earlier = (row: number): number => {
    const then = row - day * Math.ceil((row - known + 1) / day);
    return then >= 0 && !Number.isNaN(values[then]) ? values[then] : then - day >= 0 ? earlierThan(then) : last;
  };
  const earlierThan = (row: number): number => {
    let then = row - day;
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
  const changes = Array.from(values, (value, row) => Math.abs(value - (values[row - day] ?? NaN)));
  return mean(changes.filter((change) => !Number.isNaN(change))) || 0;
}

const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
