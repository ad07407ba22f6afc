import { LEAD_FEATURES } from '../../core/networks/netFeatures';
import { ForecastFailure } from '../../core/options/errors';
import { createRandom, normal } from '../model/random';
import { initialPatchNet } from './shape';
import { PATCH_DEFAULTS, trainPatchNet } from './train';
import { createWindows, type PatchWindows } from './windows';

const LEADS = 4;
const net = initialPatchNet({ layers: 1, hidden: 8, leadFeatures: LEAD_FEATURES, first: 8, second: 8 }, 1);
const options = { ...PATCH_DEFAULTS, steps: 60, batchSize: 16, learningRate: 1e-2 };

/** Windows whose targets are `sign` times a feature of their lead time. */
function makeWindows(sign: number, seed = 1): PatchWindows {
  const random = createRandom(seed);
  const windows = { ...createWindows(64, LEADS, LEAD_FEATURES), count: 64 };
  windows.encoder.forEach((_, i) => (windows.encoder[i] = normal(random)));
  windows.decoder.forEach((_, i) => (windows.decoder[i] = normal(random)));
  windows.targets.forEach((_, i) => (windows.targets[i] = sign * windows.decoder[i * LEAD_FEATURES]));
  return windows;
}

test('the loss falls', async () => {
  const losses: number[] = [];
  await trainPatchNet(net, makeWindows(1), options, { onStep: (_, loss) => losses.push(loss) });
  expect(losses).toHaveLength(options.steps);
  expect(losses[options.steps - 1]).toBeLessThan(0.5 * losses[0]);
});

test('validation windows decide: the start is kept where training makes them worse', async () => {
  const validation = makeWindows(1, 2);
  const better = await trainPatchNet(net, makeWindows(1), options, { validation });
  expect(better.weights).not.toEqual(net.weights);
  expect(await trainPatchNet(better, makeWindows(-1), options, { validation })).toEqual(better);
});

test('windows without a known target change nothing, and no windows are an error', async () => {
  const unknown = makeWindows(NaN);
  expect(await trainPatchNet(net, unknown, options)).toEqual(net);
  await expect(trainPatchNet(net, createWindows(0, LEADS, LEAD_FEATURES), options)).rejects.toEqual(
    new ForecastFailure({ kind: 'no-values' })
  );
});
