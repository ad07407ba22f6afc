import { valuesPerOutput, type Loss } from '../model/loss';
import type { Engine, NetworkOptions } from '../model/engine';
import { initialWeights } from '../model/lstm';
import { createReferenceEngine } from '../reference/reference';
import { largestGap } from '../../testing/largestGap';
import { makeCase, shapeOf } from '../../testing/wasmCases';
import { createWasmEngine } from './wasm';

const cases: Array<[string, number, Loss, Partial<NetworkOptions>]> = [
  ['one layer on squared errors', 1, { kind: 'squared' }, {}],
  ['two layers on quantiles, with dropout', 2, { kind: 'pinball', quantiles: [0.1, 0.9] }, { dropout: 0.3, seed: 5 }],
  ['three layers on a likelihood, with decay', 3, { kind: 'gaussian' }, { weightDecay: 0.2, cosineSteps: 5 }],
];

// The whole suite is `wasm.test.ts`; this one takes a moment.
test.each(cases)('%s train, measure and forecast as the reference does', async (_, layers, loss, change) => {
  const { shape: one, data, options } = makeCase(shapeOf(2, 4, layers, 5, 3), 26, 7);
  const shape = { ...one, valuesPerOutput: valuesPerOutput(loss) };
  const own = { ...options, learningRate: 0.01, loss, ...change };
  const initial = initialWeights(shape, 3);

  async function run(engine: Engine) {
    const network = await engine.create(shape, initial, data, own);
    // A batch of its own, whose step is the first.
    const losses = [await network.trainEpoch(data.origins.subarray(0, 7)), await network.trainEpoch(data.origins)];
    const weights = await network.getWeights();
    const measured = await network.evaluate(data.validationOrigins);
    const forecasts = await network.forecast(data.inputs, data.origins);
    await network.setWeights(initial);
    const again = await network.trainEpoch(data.origins.subarray(0, 7));
    network.dispose();
    return { losses: [...losses, measured, again], weights, forecasts };
  }

  const actual = await run(await createWasmEngine(['plain']));
  const expected = await run(createReferenceEngine());
  expect(largestGap(actual.losses, expected.losses)).toBeLessThan(1e-5);
  expect(largestGap(actual.weights, expected.weights)).toBeLessThan(1e-5);
  expect(largestGap(actual.forecasts, expected.forecasts)).toBeLessThan(1e-5);
  expect(actual.losses[3]).toBe(actual.losses[0]);
});
