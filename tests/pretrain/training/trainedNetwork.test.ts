import { LEAD_FEATURES, NET_QUANTILES } from '../../../src/core/networks/netFeatures';
import { createRandom, normal } from '../../../src/engine/model/random';
import { computeOutput } from '../../../src/engine/pretrainedLstm/forward';
import { TrainedNetwork } from './trainedNetwork';
import {
  initialPretrained,
  listParameters,
  type PretrainedLstm,
  type PretrainedShape,
} from '../../../src/engine/pretrainedLstm/shape';
import { createTensorKernels } from '../../../src/engine/pretrainedLstm/tensorKernels';
import { ENCODER_SIZE } from '../../../src/engine/pretrainedLstm/windows';
import { createTrainingWindows, type TrainingWindows } from './trainingWindows';

const LEADS = 4;
const shapes: PretrainedShape[] = [
  { layers: 1, hidden: 8, leadFeatures: LEAD_FEATURES, first: 16, second: 8 },
  { layers: 2, hidden: 16, leadFeatures: LEAD_FEATURES, first: 8, second: 24 },
];

const kernels = () => createTensorKernels(['plain']);

describe.each(shapes)('$layers layers of $hidden', (shape) => {
  const random = createRandom(7);
  const net = initialPretrained(shape, 3);
  net.weights.forEach((weight, i) => (net.weights[i] = weight + 0.1 * normal(random)));
  const windows = makeWindows(17);
  const batch = Array.from({ length: 17 }, (_, i) => 16 - i);

  test('the loss is that of the plain forward pass, whatever the size of the batch', async () => {
    const network = new TrainedNetwork(await kernels(), net, LEADS);
    expect(network.evaluate(windows, batch)).toBeCloseTo(oracleLoss(net, windows, batch), 5);
    expect(network.evaluate(windows, [4])).toBeCloseTo(oracleLoss(net, windows, [4]), 5);
    expect(network.evaluate(windows, [])).toBeNaN();
  });

  test('the gradient is that of finite differences of the plain forward pass', async () => {
    const network = new TrainedNetwork(await kernels(), net, LEADS);
    // Twice: what one batch leaves behind must not enter the next.
    network.computeGradient(windows, [0, 1]);
    network.computeGradient(windows, batch);
    const gradient = network.readGradient();
    for (const { name, rows, columns, offset } of listParameters(shape)) {
      for (let probe = 0; probe < 2; probe++) {
        const at = offset + Math.floor(random() * rows * columns);
        const expected = finiteDifference(net, windows, batch, at);
        expect([name, Math.abs(gradient[at] - expected) < 1e-4 + 1e-2 * Math.abs(expected)]).toEqual([name, true]);
      }
    }
  });
});

/** Random windows, every seventh target unknown. */
function makeWindows(count: number): TrainingWindows {
  const random = createRandom(11);
  const windows = createTrainingWindows(count, LEADS, LEAD_FEATURES);
  for (const values of [windows.encoder, windows.decoder, windows.targets]) {
    values.forEach((_, i) => (values[i] = normal(random)));
  }
  windows.targets.forEach((_, i) => (windows.targets[i] = i % 7 === 3 ? NaN : windows.targets[i]));
  return windows;
}

/** Mean quantile loss in double precision. */
function oracleLoss(
  { shape, weights: own }: PretrainedLstm,
  { encoder, decoder, targets }: TrainingWindows,
  batch: number[],
  weights = new Float64Array(own)
): number {
  let sum = 0;
  let count = 0;
  for (const window of batch) {
    const out = computeOutput(
      shape,
      weights,
      encoder.subarray(window * ENCODER_SIZE, (window + 1) * ENCODER_SIZE),
      decoder.subarray(window * LEADS * LEAD_FEATURES, (window + 1) * LEADS * LEAD_FEATURES)
    );
    out.forEach((forecast, i) => {
      const q = NET_QUANTILES[i % NET_QUANTILES.length];
      const error = targets[window * LEADS + Math.floor(i / NET_QUANTILES.length)] - forecast;
      if (!Number.isNaN(error)) {
        sum += Math.max(q * error, (q - 1) * error);
        count++;
      }
    });
  }
  return sum / count;
}

function finiteDifference(net: PretrainedLstm, windows: TrainingWindows, batch: number[], at: number): number {
  const step = 1e-5;
  const lossAt = (change: number) => {
    const weights = Float64Array.from(net.weights);
    weights[at] += change;
    return oracleLoss(net, windows, batch, weights);
  };
  return (lossAt(step) - lossAt(-step)) / (2 * step);
}
