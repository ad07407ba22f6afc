import { HOUR_SECONDS, argsort } from '../math';
import { toSlices } from '../series';
import { COVARIATE_FEATURES, withColumns } from './covariates';
import { FEATURES, type View, createView } from './features';
import { type LinearBase, baseAt } from './linearBase';
import type { Predict } from './predictPaths';
import type { TrainingSet } from './trainingSet';
import { everyNth, findOrigins } from './windows';

/** A part of what a network of a series is told. */
export type Term =
  /** the values of the last hour, and of the window before it */
  | { kind: 'last-hour' | 'earlier' }
  /** the value by the days before: all, the same weekday, or those of the same kind, working day or weekend */
  | { kind: 'days' | 'weekdays' | 'days-of-kind' }
  /** the calendar */
  | { kind: 'hour' | 'weekday' }
  | { kind: 'covariate'; name: string };

/** Part of a term in what a network forecasts. */
export interface Importance {
  term: Term;
  /** 0..1; all terms together 1 */
  share: number;
}

/** Windows that are looked at. */
const MOST_WINDOWS = 240;
/** Numbers of all windows together: what a device is handed at once. */
const MOST_NUMBERS = 4_000_000;
/** Fractions of multiples of the golden ratio are far from any period. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The inputs that make up one term. */
interface Group {
  term: Term;
  columns: readonly number[];
  /** steps before the last one of the window, from the newest to the oldest */
  from: number;
  to: number;
  /** the part of the linear base that goes with it */
  base?: 'last' | 'season';
}

const at = (...names: Array<(typeof FEATURES)[number]>) => names.map((name) => FEATURES.indexOf(name));
const VALUES = at('level', 'change', 'distance from the season', 'gap');
const SEASON = at('expected change over the horizon');
const HOUR = at('sin of the hour', 'cos of the hour');
const WEEKDAY = at('sin of the weekday', 'cos of the weekday');

/**
 * Permutation importance (Breiman, "Random forests", Machine Learning 45, 2001; of a trained model, Fisher, Rudin and
 * Dominici, JMLR 20, 2019): how much the absolute error of the network with its linear base grows over windows that
 * taught it nothing, when all that it is told of one term is that of another of these windows. Shares of the growth of all
 * terms, by falling size; empty where nothing makes it worse, or nothing can be measured.
 */
export async function explainNetwork(set: TrainingSet, predict: Predict): Promise<Importance[]> {
  const { cleaned, shape, context, columns } = set;
  const { linearBase, scaler, split, timeZone } = context;
  const { sequenceLength, outputs } = shape;
  const rows = cleaned.values.length;
  const view = createView(cleaned, scaler, linearBase, timeZone);
  const inputs = withColumns(view.inputs, columns, rows);
  const width = inputs.length / rows;
  const groups = groupsOf(set);
  const size = sequenceLength * width;
  const most = Math.min(MOST_WINDOWS, Math.floor(MOST_NUMBERS / ((groups.length + 1) * size)));
  const slice = { from: toSlices(cleaned, split).calibration.from, to: rows - 1 };
  const found = findOrigins(cleaned.values, slice, sequenceLength);
  const origins = everyNth(found, Math.max(1, Math.ceil(found.length / Math.max(1, most))));
  const count = origins.length;
  if (count < 2) {
    return [];
  }
  const others = argsort(Float64Array.from(origins, (_, w) => (w * GOLDEN) % 1)).map((w) => origins[w]);
  const copies = new Float32Array((groups.length + 1) * count * size);
  [undefined, ...groups].forEach((group, g) =>
    origins.forEach((origin, w) => {
      const start = (g * count + w) * size;
      const rowOf = (row: number) => (row - sequenceLength + 1) * width;
      copies.set(inputs.subarray(rowOf(origin), rowOf(origin) + size), start);
      for (let back = group?.from ?? 0; back < (group?.to ?? 0); back++) {
        const step = (sequenceLength - 1 - back) * width;
        for (const column of group!.columns) {
          copies[start + step + column] = inputs[rowOf(others[w]) + step + column];
        }
      }
    })
  );
  const ends = Int32Array.from({ length: (groups.length + 1) * count }, (_, i) => (i + 1) * sequenceLength - 1);
  const corrections = await predict(copies, ends);
  const base = new Float64Array(outputs);
  const errorOf = (g: number, part: Group['base']) => {
    let [sum, known] = [0, 0];
    origins.forEach((origin, w) => {
      exchangedBase(view, linearBase, origin, part ? others[w] : origin, part, base);
      for (let h = 0; h < outputs && origin + 1 + h < rows; h++) {
        const correction = linearBase.spread[h] * corrections[(g * count + w) * outputs + h];
        const error = Math.abs(view.z[origin + 1 + h] - base[h] - correction);
        if (!Number.isNaN(error)) {
          sum += error;
          known++;
        }
      }
    });
    return sum / known;
  };
  const error = errorOf(0, undefined);
  const growths = groups.map(({ base: part }, g) => Math.max(0, errorOf(g + 1, part) - error) || 0);
  const whole = growths.reduce((sum, growth) => sum + growth, 0);
  return groups
    .map(({ term }, g) => ({ term, share: growths[g] / whole }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}

/** All that the network is told, each input in one group. */
function groupsOf({ shape, context, series }: TrainingSet): Group[] {
  const { sequenceLength } = shape;
  const { linearBase, covariates = [] } = context;
  const hour = Math.min(sequenceLength, Math.max(1, Math.round(HOUR_SECONDS / series.step)));
  const all = { from: 0, to: sequenceLength };
  const { seasonal } = linearBase;
  const days = seasonal?.byKind ? 'days-of-kind' : seasonal && seasonal.lags[0] > 1 ? 'weekdays' : 'days';
  return [
    { term: { kind: 'last-hour' }, columns: VALUES, from: 0, to: hour, base: 'last' },
    ...(hour < sequenceLength
      ? [{ term: { kind: 'earlier' as const }, columns: VALUES, from: hour, to: sequenceLength }]
      : []),
    ...(seasonal ? [{ term: { kind: days } as const, columns: SEASON, ...all, base: 'season' as const }] : []),
    { term: { kind: 'hour' }, columns: HOUR, ...all },
    { term: { kind: 'weekday' }, columns: WEEKDAY, ...all },
    ...covariates.map(({ name }, k) => ({
      term: { kind: 'covariate' as const, name },
      columns: COVARIATE_FEATURES.map((_, c) => FEATURES.length + k * COVARIATE_FEATURES.length + c),
      ...all,
    })),
  ];
}

/** The linear base at an origin with the last value, or the season, of another one, into `out` (H). */
function exchangedBase(
  { last, season }: View,
  linearBase: LinearBase,
  origin: number,
  other: number,
  part: Group['base'],
  out: Float64Array
): void {
  const [own, row] = part === 'season' ? [origin, other] : [other, origin];
  const before = last[row];
  last[row] = last[own];
  baseAt(row, { last, season }, linearBase, out);
  last[row] = before;
}
