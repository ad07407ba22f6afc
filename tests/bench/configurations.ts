import type { Dataset, ModelShape } from '../../src/engine/engine';

/** What is timed: one training step, forward, backward and Adam, of `batchSize` windows. */
export interface Configuration {
  name: string;
  shape: ModelShape;
  batchSize: number;
  /** rounds of one step of stock TensorFlow.js and several of ours, in turns */
  rounds: number;
  /** a step of stock TensorFlow.js takes over a minute */
  withoutStock?: true;
}

const univariate = (layers: number, hidden: number, sequenceLength: number): ModelShape => ({
  features: 1,
  sequenceLength,
  layers,
  hidden,
  outputs: 1,
});

/** A is the usual model; B longer, C the largest that is sensible in a browser, D the smallest. */
export const CONFIGURATIONS: Configuration[] = [
  { name: 'A', shape: univariate(2, 50, 24), batchSize: 32, rounds: 9 },
  { name: 'B', shape: univariate(2, 64, 96), batchSize: 64, rounds: 5 },
  { name: 'C', shape: univariate(2, 128, 288), batchSize: 64, rounds: 2, withoutStock: true },
  { name: 'D', shape: univariate(1, 32, 24), batchSize: 32, rounds: 9 },
];

/** A noiseless daily wave, `windows` windows of it. */
export function waveData({ sequenceLength }: ModelShape, windows: number): Dataset {
  const rows = sequenceLength + windows;
  const wave = (i: number) => Math.sin((2 * Math.PI * i) / 24);
  return {
    inputs: Float32Array.from({ length: rows }, (_, i) => wave(i)),
    targets: Float32Array.from({ length: rows }, (_, i) => wave(i + 1)),
    origins: Int32Array.from({ length: windows }, (_, i) => sequenceLength - 1 + i),
    validationOrigins: new Int32Array(0),
  };
}
