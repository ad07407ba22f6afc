import { assemble, judge, type Judged, type Task } from './assemble';
import { futureOf, judgeBaselines } from './judgeBaseline';
import { assertLearnable, NOTHING } from './learnable';
import { fitContext, type ModelContext } from './context';
import { ForecastFailure } from './errors';
import { createColumns, withColumns, type Covariate, type CovariateColumns } from './covariates';
import { createView, FEATURES } from './features';
import { measureAccuracy } from './hindcast';
import { notesOf } from './notes';
import type { ForecastOptions } from './options';
import { horizonSteps, neededPoints } from './resolve';
import type { ForecastResult, ForecastSource, TrainingReport } from './result';
import { unscale } from './scaling';
import { countKnown, isConstant, lastKnownIndex, type Series } from './series';
import { baseAt } from './skip';
import { toSlices } from './split';
import { createTargets, findOrigins, thinOrigins } from './windows';
import { accuracyOf, rankBaselines, type Yardstick } from './yardsticks';

/** All an engine needs to train on a series, and all `complete` needs to make a forecast of the trained model. */
export interface Prepared {
  series: Series;
  options: ForecastOptions;
  shape: { features: number; sequenceLength: number; layers: number; hidden: number; outputs: number };
  /** (N, C) row-major, no NaN */
  inputs: Float32Array;
  /** (N, H) row-major, NaN where unknown */
  targets: Float32Array;
  /** (W) rows of the last step of the training windows */
  origins: Int32Array;
  /** (V) the same for validation */
  validationOrigins: Int32Array;
  /** kept with the model, so that it can be used on the refreshed series */
  context: ModelContext;
  /** what the inputs hold beside the features of the series itself */
  columns: CovariateColumns;
}

/** (W, H) row-major outputs of the network for windows that end at these rows of the inputs. */
export type Predict = (inputs: Float32Array, origins: Int32Array) => Promise<Float32Array>;

export interface Completion {
  thresholds: readonly number[];
  training?: TrainingReport;
  /** ms since the epoch */
  trainedAt: number;
}

/** Passes in which anomalous values are replaced; each settles an incident up to a horizon longer. */
const MAX_PASSES = 6;
/**
 * Early stopping has picked the epoch that is best on the same validation slice: by so much the LSTM must be better
 * there to be drawn.
 */
const MARGIN = 0.02;
/** A series whose deviations last longer than this has no normal to return to: nothing of it is replaced. */
const MAX_MEMORY = 0.8;

/**
 * Turns a series into windows for an engine. With the context of a saved model its scaler, season and borders are
 * kept, and only the series is new.
 *
 * @param timeZone IANA zone of the calendar features
 * @param covariates other series to see; with a saved context those it was made with, in the same order
 * @throws ForecastFailure `no-values`, `too-little-history`, `constant`, `too-large`, `too-many-covariates`,
 *   `invalid-option`
 */
export function prepare(
  series: Series,
  options: ForecastOptions,
  timeZone: string,
  saved?: ModelContext,
  covariates: readonly Covariate[] = []
): Prepared {
  const { values, step } = series;
  const outputs = horizonSteps(options, step);
  assertLearnable(series, outputs, neededPoints(options));
  if (isConstant(values)) {
    throw new ForecastFailure({ kind: 'constant', value: values[lastKnownIndex(values)] });
  }
  const context = saved ?? fitContext(series, options, timeZone, covariates);
  const slices = toSlices(series, context.split);
  const view = createView(series, context.scaler, context.skip, context.timeZone);
  const { sequenceLength, layers, hidden } = options;
  const columns = createColumns(series, covariates, context.covariates ?? []);
  const targets = createTargets(view, context.skip, slices);
  const origins = findOrigins(values, slices.train, sequenceLength).filter((t) => hasTarget(targets, t, outputs));
  if (saved === undefined && origins.length === 0) {
    const needed = neededPoints(options);
    throw new ForecastFailure({ kind: 'too-little-history', needed, got: countKnown(values), step });
  }
  return {
    series,
    options,
    shape: { features: FEATURES.length + columns.width, sequenceLength, layers, hidden, outputs },
    inputs: withColumns(view.inputs, columns, values.length),
    targets,
    origins,
    validationOrigins: findOrigins(values, slices.validation, sequenceLength).filter((t) =>
      hasTarget(targets, t, outputs)
    ),
    context,
    columns,
  };
}

/**
 * Makes the forecast: predicts every window the model did not train on, calibrates, scores, measures, and draws the
 * LSTM if and only if it beats the best baseline on the validation slice by a margin.
 */
export async function complete(prepared: Prepared, predict: Predict, completion: Completion): Promise<ForecastResult> {
  const { series, options, context, shape } = prepared;
  const { values } = series;
  const slices = toSlices(series, context.split);
  const task = { series, slices, options, thresholds: completion.thresholds, tiny: context.scaler.spread * NOTHING };
  const origin = lastKnownIndex(values);
  const past = { from: slices.validation.from, to: origin + 1 };
  const origins = thinOrigins(findOrigins(values, past, shape.sequenceLength), shape.outputs);
  const ranked = rankBaselines(values, slices, origins, shape.outputs, context.season, options.sequenceLength);
  const yardsticks = judgeBaselines(task, ranked);
  const predictAll: Predict = (inputs, rows) => predict(withColumns(inputs, prepared.columns, values.length), rows);
  const lstm = await judgeLstm(task, context, predictAll, origins);
  const lstmError = measureAccuracy(lstm.hindcast, values, slices.validation, NaN).mae;
  const [best] = yardsticks;
  const obstacle = obstacleOf(lstmError, best, origins.at(-1) === origin);
  const isShown = obstacle === undefined;
  const judged = isShown ? lstm : best.judged;
  const future = isShown ? lstm.hindcast.points.slice(-shape.outputs) : futureOf(task, best);
  const accuracy = (source: ForecastSource, { hindcast }: Judged) =>
    accuracyOf(source, hindcast, values, slices, context.season);
  const others = yardsticks.map((yardstick) => accuracy(yardstick.baseline.source, yardstick.judged));
  const own = accuracy('lstm', lstm);
  return assemble(task, judged, future, {
    source: isShown ? 'lstm' : best.baseline.source,
    season: context.season,
    trainedAt: completion.trainedAt,
    accuracy: isShown ? [own, ...others] : [...others, own],
    training: completion.training,
    notes: [...(isShown ? [] : [obstacle]), ...notesOf(judged, series, slices)],
  });
}

/** Why the LSTM is not drawn, as a sentence; undefined if it won. */
function obstacleOf(lstmError: number, best: Yardstick, hasOrigin: boolean): string | undefined {
  const winner = WINNERS[best.baseline.source];
  if (!hasOrigin) {
    return `Half of the LSTM's last window is missing, so ${winner} is shown instead.`;
  }
  if (Number.isNaN(lstmError) || Number.isNaN(best.validationError)) {
    return `The LSTM could not be compared on held-out history, so ${winner} is shown instead.`;
  }
  if (lstmError < (1 - MARGIN) * best.validationError) {
    return undefined;
  }
  const verdict =
    lstmError < best.validationError
      ? `The LSTM was less than ${100 * MARGIN} % better than ${winner}`
      : `The LSTM lost against ${winner}`;
  return `${verdict} on held-out history, so that is shown. More history or other options may help.`;
}

const WINNERS: Partial<Record<ForecastSource, string>> = {
  'seasonal-naive': 'the seasonal naive forecast',
  linear: 'the linear forecast',
  'last-value': 'the last value',
};

/** Predicts, calibrates and walks; then again with anomalous values replaced, until nothing changes. */
async function judgeLstm(task: Task, context: ModelContext, predict: Predict, origins: Int32Array): Promise<Judged> {
  const { series } = task;
  const { skip } = context;
  const isForgetful = skip.seasonal !== undefined && skip.memory < MAX_MEMORY;
  const maxReplaced = isForgetful ? Math.round(86400 / series.step) : 0;
  let cleaned = series.values;
  let points = new Float64Array(0);
  let changedFrom = 0;
  for (let pass = 1; ; pass++) {
    // Windows that end before the first change are as they were.
    const stale = origins.filter((t) => t >= changedFrom);
    const fresh = await predictPoints({ ...series, values: cleaned }, context, predict, stale);
    const all = new Float64Array(origins.length * skip.spread.length);
    const firstStale = all.length - fresh.length;
    all.set(points.subarray(0, firstStale));
    all.set(fresh, firstStale);
    points = all;
    const hindcast = { origins, horizon: skip.spread.length, points };
    const judged = judge(task, hindcast, maxReplaced);
    const next = judged.walk.cleaned;
    changedFrom = next.findIndex((value, t) => !Object.is(value, cleaned[t]));
    if (changedFrom < 0 || pass === MAX_PASSES) {
      return judged;
    }
    cleaned = next;
  }
}

/** (W * H) forecasts in the unit of the series. */
async function predictPoints(
  series: Series,
  { scaler, skip, timeZone }: ModelContext,
  predict: Predict,
  origins: Int32Array
): Promise<Float64Array> {
  const view = createView(series, scaler, skip, timeZone);
  const outputs = await predict(view.inputs, origins);
  const horizon = skip.spread.length;
  const points = new Float64Array(origins.length * horizon);
  const base = new Float64Array(horizon);
  origins.forEach((t, w) => {
    baseAt(t, view, skip, base);
    for (let h = 0; h < horizon; h++) {
      points[w * horizon + h] = unscale(base[h] + skip.spread[h] * outputs[w * horizon + h], scaler);
    }
  });
  return points;
}

function hasTarget(targets: Float32Array, row: number, horizon: number): boolean {
  return countKnown(targets, row * horizon, (row + 1) * horizon) > 0;
}
