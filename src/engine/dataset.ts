import { ForecastFailure } from '../core/errors';
import type { Dataset, ModelShape } from './engine';

/**
 * Checks what an engine will index without looking again.
 * @throws ForecastFailure `invalid-option` naming the array that does not fit
 */
export function checkDataset(shape: ModelShape, data: Dataset): void {
  const { inputs, targets, origins, validationOrigins } = data;
  const rows = checkInputs(shape, inputs, origins);
  if (targets.length !== rows * shape.outputs) {
    refuse('targets', `not ${rows} rows of ${shape.outputs}`, targets.length);
  }
  checkOrigins('validationOrigins', validationOrigins, shape.sequenceLength, rows);
}

/** The same for windows to forecast. Returns N, the number of rows of `inputs` (N, C). */
export function checkInputs(shape: ModelShape, inputs: Float32Array, origins: Int32Array): number {
  const rows = inputs.length / shape.features;
  if (!Number.isInteger(rows)) {
    refuse('inputs', `not a multiple of ${shape.features} values`, inputs.length);
  }
  checkOrigins('origins', origins, shape.sequenceLength, rows);
  return rows;
}

function checkOrigins(name: string, origins: Int32Array, sequenceLength: number, rows: number): void {
  const outside = origins.find((origin) => origin < sequenceLength - 1 || origin >= rows);
  if (outside !== undefined) {
    refuse(name, `not in [${sequenceLength - 1}, ${rows})`, outside);
  }
}

/** Whether any target of these windows is known. */
export function hasKnownTarget({ outputs }: ModelShape, targets: Float32Array, origins: Int32Array): boolean {
  return origins.some((origin) =>
    targets.subarray(origin * outputs, (origin + 1) * outputs).some((y) => !Number.isNaN(y))
  );
}

function refuse(option: string, why: string, value: number): never {
  throw new ForecastFailure({ kind: 'invalid-option', option, why, value: String(value) });
}
