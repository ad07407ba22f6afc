import { LEAD_FEATURES } from '../../../src/core/networks/netFeatures';
import { ForecastFailure } from '../../../src/core/options/errors';
import { createRandom, normal } from '../../../src/engine/model/random';
import { initialPretrained } from '../../../src/engine/pretrainedLstm/shape';
import { PRETRAINING_DEFAULTS, trainPretrained } from './train';
import { createTrainingWindows, type TrainingWindows } from './trainingWindows';

const LEADS = 4;
const net = initialPretrained({ layers: 1, hidden: 8, leadFeatures: LEAD_FEATURES, first: 8, second: 8 }, 1);
const options = { ...PRETRAINING_DEFAULTS, steps: 60, batchSize: 16, learningRate: 1e-2 };

/** Windows whose targets are `sign` times a feature of their lead time. */
function makeWindows(sign: number, seed = 1): TrainingWindows {
  const random = createRandom(seed);
  const windows = { ...createTrainingWindows(64, LEADS, LEAD_FEATURES), count: 64 };
  windows.encoder.forEach((_, i) => (windows.encoder[i] = normal(random)));
  windows.decoder.forEach((_, i) => (windows.decoder[i] = normal(random)));
  windows.targets.forEach((_, i) => (windows.targets[i] = sign * windows.decoder[i * LEAD_FEATURES]));
  return windows;
}

test('the loss falls', async () => {
  const losses: number[] = [];
  await trainPretrained(net, makeWindows(1), options, { onStep: (_, loss) => losses.push(loss) });
  expect(losses).toHaveLength(options.steps);
  expect(losses[options.steps - 1]).toBeLessThan(0.5 * losses[0]);
});

test('validation windows decide: the start is kept where training makes them worse', async () => {
  const validation = makeWindows(1, 2);
  const better = await trainPretrained(net, makeWindows(1), options, { validation });
  expect(better.weights).not.toEqual(net.weights);
  expect(await trainPretrained(better, makeWindows(-1), options, { validation })).toEqual(better);
});

test('windows without a known target change nothing, and no windows are an error', async () => {
  const unknown = makeWindows(NaN);
  expect(await trainPretrained(net, unknown, options)).toEqual(net);
  await expect(trainPretrained(net, createTrainingWindows(0, LEADS, LEAD_FEATURES), options)).rejects.toEqual(
    new ForecastFailure({ kind: 'no-values' })
  );
});
