import { LstmNetwork } from '../../src/engine/reference/lstmNetwork';
import { createReferenceEngine, lossAndGradient } from '../../src/engine/reference/reference';
import { relativeDistance } from '../parity/compare';
import { GOLDEN_NAMES, readGolden } from './golden';

describe.each(GOLDEN_NAMES)('reference engine against Keras: %s', (name) => {
  const golden = readGolden(name);
  const { shape, options } = golden;
  const origins = Int32Array.from(golden.origins);
  const inputs = Float32Array.from(golden.inputs);
  const data = { inputs, targets: golden.targets, origins, validationOrigins: new Int32Array(0) };

  test('computes the same forecasts', () => {
    const network = new LstmNetwork(shape, origins.length);
    const outputs = network.forward(Float64Array.from(golden.weights), inputs, origins);
    expect(relativeDistance(outputs, golden.outputs)).toBeLessThan(1e-10);
  });

  test('computes the same loss and gradient', () => {
    const { loss, gradient } = lossAndGradient(shape, Float64Array.from(golden.weights), data);
    expect(loss).toBeCloseTo(golden.loss, 10);
    expect(relativeDistance(gradient, golden.gradient)).toBeLessThan(1e-10);
  });

  test('takes the same steps of clipping and Adam', async () => {
    const network = await createReferenceEngine().create(shape, Float32Array.from(golden.weights), data, options);
    const losses: number[] = [];
    let position = 0;
    while (losses.length < golden.steps) {
      const batch = origins.subarray(position, position + options.batchSize);
      losses.push(await network.trainEpoch(batch));
      position = position + options.batchSize < origins.length ? position + options.batchSize : 0;
    }
    expect(relativeDistance(losses, golden.stepLosses)).toBeLessThan(1e-9);
    expect(await network.evaluate(origins)).toBeCloseTo(golden.finalLoss, 9);
    // Read back in single precision.
    expect(relativeDistance(await network.getWeights(), golden.finalWeights)).toBeLessThan(1e-7);
  });
});
