import { type ModelShape, type NetworkOptions, SQUARED, dropoutKey } from '../model';
import type { Computation } from './computation';
import { dropsOf, type Drops } from './tfjsDropout';
import { lossAndSlope } from './tfjsLoss';
import { backward, forward, unpack } from './tfjsLstm';

/** The LSTM of `lstm.ts`; holds nothing beside the weights. */
export function lstmComputation(shape: ModelShape, options: NetworkOptions): Computation {
  const { loss = SQUARED, dropout: rate = 0, seed = 0, batchSize } = options;
  const dropsAt = (t: number, rows: number): Drops | undefined =>
    rate > 0 ? dropsOf(shape, { key: dropoutKey(seed, t), rate, batchSize }, rows) : undefined;
  return {
    forecast: (weights, x) => forward(unpack(shape, weights), x).y,
    learn(weights, x, targets, t) {
      const parameters = unpack(shape, weights);
      const drops = dropsAt(t, x.shape[1]);
      const pass = forward(parameters, x, drops);
      const { sum, gradient } = lossAndSlope(loss, pass.y, targets);
      return { sum, gradient: backward(parameters, pass, gradient, drops) };
    },
    dispose: () => {},
  };
}
