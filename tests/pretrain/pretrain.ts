import { performance } from 'node:perf_hooks';
import { forecastQuantiles } from '../../src/engine/pretrainedLstm/forward';
import { TrainedNetwork } from './training/trainedNetwork';
import { packNet, unpackNet, type PackedNet } from '../../src/engine/pretrainedLstm/packed';
import {
  countParameters,
  initialPretrained,
  type PretrainedLstm,
  type PretrainedShape,
} from '../../src/engine/pretrainedLstm/shape';
import { PRETRAINING_DEFAULTS, trainPretrained } from './training/train';
import { ENCODER_SIZE } from '../../src/engine/pretrainedLstm/windows';
import type { TrainingWindows } from './training/trainingWindows';
import { createRandom } from '../../src/engine/model/random';
import { createTensorKernels } from '../../src/engine/pretrainedLstm/tensorKernels';
import { makeCorpus } from './windows';

export interface PretrainOptions {
  shape: PretrainedShape;
  series: number;
  windowsPerSeries: number;
  steps: number;
  batchSize: number;
  learningRate: number;
  seed: number;
}

/** What belongs to the weights: where they come from, how good they are, what they must give. */
export interface Card extends PretrainOptions {
  parameters: number;
  /** series of each family */
  families: Record<string, number>;
  /** mean quantile loss on synthetic series that were not trained on: of the linear model alone, and with the network */
  heldOutLoss: { before: number; after: number };
  seconds: { corpus: number; training: number };
  test: Array<{ encoder: number[]; decoder: number[]; output: number[] }>;
}

/** The same bytes on every machine, if slower than the relaxed build. */
const BUILDS = ['plain'] as const;
const HELD_OUT_SHARE = 0.05;
const TEST_LEADS = 4;

/** Makes the corpus, trains on it, and measures the result. The same options give the same weights. */
export async function pretrain(
  options: PretrainOptions,
  onStep?: (step: number, loss: number) => void
): Promise<{ packed: PackedNet; card: Card }> {
  const started = performance.now();
  const { seed, shape, series, windowsPerSeries } = options;
  const { windows, families } = makeCorpus(createRandom(seed), series, windowsPerSeries);
  const heldOutSeries = Math.ceil(HELD_OUT_SHARE * series);
  const heldOut = makeCorpus(createRandom(~seed), heldOutSeries, windowsPerSeries).windows;
  const made = performance.now();
  const start = initialPretrained(shape, seed);
  const trained = await trainPretrained(
    start,
    windows,
    { ...PRETRAINING_DEFAULTS, ...options },
    { builds: BUILDS, onStep }
  );
  const training = (performance.now() - made) / 1000;
  const packed = packNet(trained);
  const net = unpackNet(packed);
  return {
    packed,
    card: {
      ...options,
      parameters: countParameters(shape),
      families,
      heldOutLoss: { before: await measure(start, heldOut), after: await measure(net, heldOut) },
      seconds: { corpus: Math.round((made - started) / 1000), training: Math.round(training) },
      test: [0, heldOut.count - 1].map((window) => testVector(net, heldOut, window)),
    },
  };
}

async function measure(net: PretrainedLstm, windows: TrainingWindows): Promise<number> {
  const network = new TrainedNetwork(await createTensorKernels(BUILDS), net, windows.leads);
  const loss = network.evaluate(
    windows,
    Int32Array.from({ length: windows.count }, (_, i) => i)
  );
  return Number(loss.toFixed(5));
}

/** Inputs of a window, rounded so that they fit on a card, and what the network makes of them. */
function testVector(
  net: PretrainedLstm,
  { encoder, decoder, leads, leadFeatures }: TrainingWindows,
  window: number
): Card['test'][number] {
  const round = (values: Float32Array) => Float32Array.from(values, (value) => Number(value.toFixed(4)));
  const patches = round(encoder.subarray(window * ENCODER_SIZE, (window + 1) * ENCODER_SIZE));
  const from = window * leads * leadFeatures;
  const ahead = round(decoder.subarray(from, from + TEST_LEADS * leadFeatures));
  const list = (values: Float32Array | Float64Array, digits: number) =>
    Array.from(values, (value) => Number(value.toFixed(digits)));
  return {
    encoder: list(patches, 4),
    decoder: list(ahead, 4),
    output: list(forecastQuantiles(net, patches, ahead), 7),
  };
}
