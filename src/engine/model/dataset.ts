import { type Phrase, phrase } from '../../core/language';
import { ForecastFailure } from '../../core/options';
import type { Dataset, ModelShape, NetworkOptions } from './engine';
import { checkCount, checkShape, parameterCount } from './lstm';
import { checkLoss, SQUARED, valuesPerOutput } from './loss';

/**
 * Checks all that `Engine.create` is given, and that an engine will index without looking again.
 * @param count number of a network's parameters, asked of a shape that is sound; by default of an LSTM and no other
 * @throws ForecastFailure `too-large`; `invalid-option` naming the size, option or array that does not fit
 */
export function checkNetwork(
  shape: ModelShape,
  weights: Float32Array,
  data: Dataset,
  options: NetworkOptions,
  count: (shape: ModelShape) => number = countLstm
): void {
  const { batchSize, learningRate, clipNorm, loss = SQUARED, dropout = 0, weightDecay = 0, cosineSteps = 1 } = options;
  checkShape(shape, batchSize);
  checkLoss(loss);
  const { valuesPerOutput: values = 1 } = shape;
  if (values !== valuesPerOutput(loss)) {
    refuse('valuesPerOutput', phrase('not {{count}}, as the loss needs', { count: valuesPerOutput(loss) }), values);
  }
  checkRange(
    'learningRate',
    learningRate,
    learningRate >= 0 && learningRate < Infinity,
    phrase('not a number of at least 0')
  );
  checkRange('clipNorm', clipNorm, clipNorm > 0 && clipNorm < Infinity, phrase('not a number above 0'));
  checkRange('dropout', dropout, dropout >= 0 && dropout < 1, phrase('not in [0, 1)'));
  checkRange('weightDecay', weightDecay, weightDecay >= 0 && weightDecay <= 1, phrase('not in [0, 1]'));
  checkRange('cosineSteps', cosineSteps, cosineSteps >= 1, phrase('not at least 1'));
  checkCount(weights, count(shape));
  checkDataset(shape, data);
}

function countLstm(shape: ModelShape): number {
  return shape.network === undefined ? parameterCount(shape) : refuse('network', phrase('not an LSTM'), shape.network);
}

function checkRange(option: string, value: number, isInside: boolean, why: Phrase): void {
  if (!isInside) {
    refuse(option, why, value);
  }
}

/** @throws ForecastFailure `invalid-option` */
export function checkDataset(shape: ModelShape, data: Dataset): void {
  const { inputs, targets, origins, validationOrigins } = data;
  const rows = checkInputs(shape, inputs, origins);
  if (targets.length !== rows * shape.outputs) {
    refuse('targets', phrase('not {{rows}} rows of {{columns}}', { rows, columns: shape.outputs }), targets.length);
  }
  checkOrigins('validationOrigins', validationOrigins, shape.sequenceLength, rows);
}

/** The same for windows to forecast. Returns N, the number of rows of `inputs` (N, C). */
export function checkInputs(shape: ModelShape, inputs: Float32Array, origins: Int32Array): number {
  const rows = inputs.length / shape.features;
  if (!Number.isInteger(rows)) {
    refuse('inputs', phrase('not a multiple of {{count}} values', { count: shape.features }), inputs.length);
  }
  checkOrigins('origins', origins, shape.sequenceLength, rows);
  return rows;
}

function checkOrigins(name: string, origins: Int32Array, sequenceLength: number, rows: number): void {
  const outside = origins.find((origin) => origin < sequenceLength - 1 || origin >= rows);
  if (outside !== undefined) {
    refuse(name, phrase('not in [{{min}}, {{end}})', { min: sequenceLength - 1, end: rows }), outside);
  }
}

/** Consecutive slices of at most `batchSize` windows. */
export function* batches(origins: Int32Array, batchSize: number): Generator<Int32Array> {
  for (let from = 0; from < origins.length; from += batchSize) {
    yield origins.subarray(from, from + batchSize);
  }
}

/** Rows of `inputs` (N, C) -> windows (T, B, C), time-major, that end at `origins` (B). */
export function gatherWindows(
  { features, sequenceLength }: ModelShape,
  inputs: Float32Array,
  origins: Int32Array,
  windows: Float32Array | Float64Array
): void {
  let to = 0;
  for (let t = 0; t < sequenceLength; t++) {
    for (let row = 0; row < origins.length; row++) {
      let from = (origins[row] - sequenceLength + 1 + t) * features;
      for (const end = from + features; from < end; from++) {
        windows[to++] = inputs[from];
      }
    }
  }
}

/** Targets of a batch with the unknown ones taken out. */
export interface BatchTargets {
  /** (B, H), 0 where unknown */
  values: Float32Array;
  /** (B, H), 1 where known, else 0 */
  mask: Float32Array;
  /** number of known targets */
  known: number;
}

/** Rows of `targets` (N, H) at `origins` (B). */
export function gatherTargets({ outputs }: ModelShape, targets: Float32Array, origins: Int32Array): BatchTargets {
  const values = new Float32Array(origins.length * outputs);
  const mask = new Float32Array(values.length);
  let known = 0;
  for (let i = 0; i < values.length; i++) {
    const target = targets[origins[Math.floor(i / outputs)] * outputs + (i % outputs)];
    if (!Number.isNaN(target)) {
      values[i] = target;
      mask[i] = 1;
      known++;
    }
  }
  return { values, mask, known };
}

/** Whether any target of these windows is known. */
export function hasKnownTarget({ outputs }: ModelShape, targets: Float32Array, origins: Int32Array): boolean {
  return origins.some((origin) =>
    targets.subarray(origin * outputs, (origin + 1) * outputs).some((y) => !Number.isNaN(y))
  );
}

function refuse(option: string, why: Phrase, value: number | string): never {
  throw new ForecastFailure({ kind: 'invalid-option', option, why, value: String(value) });
}
