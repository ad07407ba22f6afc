/** Cases and comparisons for the tests of the WASM engine. */
import { ForecastFailure } from '../core/options/errors';
import type { Dataset, Engine, ModelShape, Network, NetworkOptions } from '../engine/model/engine';
import { initialWeights } from '../engine/model/lstm';
import { createRandom, normal, shuffle } from '../engine/model/random';

export interface Case {
  shape: ModelShape;
  data: Dataset;
  options: NetworkOptions;
}

/** Random series and windows; a share of the targets is unknown. */
export function makeCase(shape: ModelShape, windows: number, batchSize: number, seed = 1, unknown = 0.2): Case {
  const random = createRandom(seed);
  const { features, sequenceLength, outputs } = shape;
  const rows = sequenceLength + windows + 5;
  const inputs = Float32Array.from({ length: rows * features }, () => normal(random));
  const targets = Float32Array.from({ length: rows * outputs }, () => (random() < unknown ? NaN : normal(random)));
  const all = Int32Array.from({ length: rows - sequenceLength + 1 }, (_, i) => sequenceLength - 1 + i);
  shuffle(all, random);
  const data = { inputs, targets, origins: all.slice(0, windows), validationOrigins: all.slice(windows) };
  return { shape, data, options: { batchSize, learningRate: 0.01, clipNorm: 1 } };
}

export const shapeOf = (features: number, sequenceLength: number, layers: number, hidden: number, outputs: number) => ({
  features,
  sequenceLength,
  layers,
  hidden,
  outputs,
});

export function relativeL2(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i] - expected[i]) ** 2;
    size += expected[i] ** 2;
  }
  return Math.sqrt(difference / Math.max(size, 1e-30));
}

export async function withNetwork<T>(
  engine: Engine,
  { shape, data, options }: Case,
  run: (network: Network) => Promise<T>
): Promise<T> {
  const network = await engine.create(shape, initialWeights(shape, 7), data, options);
  try {
    return await run(network);
  } finally {
    network.dispose();
  }
}

/** The guide's model, with several outputs. */
export const usual = makeCase(shapeOf(1, 24, 2, 50, 6), 70, 32);

export async function expectFailure(promise: Promise<unknown>, detail: object): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  );
  expect(error).toBeInstanceOf(ForecastFailure);
  expect((error as ForecastFailure).detail).toMatchObject(detail);
}
