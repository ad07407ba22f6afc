import type { LayersNetwork } from '../../../src/engine/model/engine';
import type { Row } from '../row';
import { digits, median, spread, times, timesFaster } from '../statistics';

const ROUNDS = 15;

/** A network of TensorFlow.js' layers beside the LSTM of the same sizes; no target, it is what choosing it costs. */
const networkRow = (network: LayersNetwork, named: string): Row => ({
  id: network,
  what: `A: a step of the LSTM's own kernels against one of the ${named} of TensorFlow.js layers, WASM`,
  target: 'measured',
  async run(laboratory) {
    const found = await laboratory.inBrowser('timeNetworks', { device: 'wasm', network, rounds: ROUNDS });
    const ratio = timesFaster(found.lstm, found.network);
    return {
      measured: times(ratio),
      spread: spread(ratio),
      where: `Chromium, worker, ${found.engine}: ${digits(median(found.lstm))} against ${digits(median(found.network))} ms a step`,
      figures: { ...found },
    };
  },
});

export const networks: readonly Row[] = [
  networkRow('gru', 'GRU'),
  networkRow('tcn', 'TCN'),
  networkRow('transformer', 'Transformer'),
];
