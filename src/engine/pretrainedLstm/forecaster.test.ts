import { NET_QUANTILES, PATCH_FEATURES, PATCHES, type NetInput } from '../../core/networks/netFeatures';
import { createRandom } from '../model/random';
import { createPretrainedForecaster } from './forecaster';
import { forecastQuantiles } from './forward';
import { initialPretrained } from './shape';

const random = createRandom(3);
const floats = (length: number) => Float32Array.from({ length }, () => 4 * random() - 2);
const net = initialPretrained({ layers: 1, hidden: 64, leadFeatures: 25, first: 64, second: 32 }, 7);
const inputOf = (leads: number): NetInput => ({
  encoder: floats(PATCHES * PATCH_FEATURES),
  decoder: floats(leads * 25),
  base: new Float64Array(leads),
  scale: 1,
});

test.each([
  [1, 12],
  [16, 24],
  [37, 5],
])('%i origins of %i lead times at once are what the oracle says of each', async (count, leads) => {
  const infer = await createPretrainedForecaster(net);
  const inputs = Array.from({ length: count }, () => inputOf(leads));
  const answers = infer(inputs);
  expect(answers).toHaveLength(count);
  inputs.forEach(({ encoder, decoder }, w) => {
    const expected = forecastQuantiles(net, encoder, decoder);
    expect(answers[w]).toHaveLength(leads * NET_QUANTILES.length);
    expected.forEach((value, i) => expect(Math.abs(answers[w][i] - value)).toBeLessThan(1e-5));
  });
});
