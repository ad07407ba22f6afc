import type { Dataset, ModelShape, NetworkOptions } from '../../src/engine/model/engine';
import { createRandom } from '../../src/engine/model/random';

/** A network and the batches it is trained in. */
export interface Configuration {
  shape: ModelShape;
  batchSize: number;
  /** windows of an epoch */
  windows: number;
}

export type ConfigurationName = 'A' | 'B' | 'C' | 'D';

export const univariate = (layers: number, hidden: number, sequenceLength: number): ModelShape => ({
  features: 1,
  sequenceLength,
  layers,
  hidden,
  outputs: 1,
});

/** A is the usual model; B longer, C the largest that is sensible in a browser, D the smallest. */
export const CONFIGURATIONS: Record<ConfigurationName, Configuration> = {
  A: { shape: univariate(2, 50, 24), batchSize: 32, windows: 696 },
  B: { shape: univariate(2, 64, 96), batchSize: 64, windows: 624 },
  C: { shape: univariate(2, 128, 288), batchSize: 64, windows: 432 },
  D: { shape: univariate(1, 32, 24), batchSize: 32, windows: 696 },
};

export const stepsPerEpoch = ({ windows, batchSize }: Configuration) => Math.ceil(windows / batchSize);

export const networkOptions = ({ batchSize }: Configuration): NetworkOptions => ({
  batchSize,
  learningRate: 0.001,
  clipNorm: 1,
});

/** A daily wave with noise, so that its loss has a floor; each target is the next value. The same at every call. */
export function waveData({ features, outputs, sequenceLength }: ModelShape, windows: number): Dataset {
  const rows = sequenceLength + windows;
  const random = createRandom(1);
  const wave = Float32Array.from(
    { length: rows + outputs },
    (_, i) => Math.sin((2 * Math.PI * i) / 24) + 0.2 * (random() - 0.5)
  );
  return {
    inputs: Float32Array.from(
      { length: rows * features },
      (_, i) => wave[Math.floor(i / features)] / (1 + (i % features))
    ),
    targets: Float32Array.from({ length: rows * outputs }, (_, i) => wave[Math.floor(i / outputs) + 1 + (i % outputs)]),
    origins: Int32Array.from({ length: windows }, (_, i) => sequenceLength - 1 + i),
    validationOrigins: new Int32Array(0),
  };
}
