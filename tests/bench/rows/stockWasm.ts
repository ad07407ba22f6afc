import type { ConfigurationName } from '../configurations';
import type { Row } from '../row';
import { digits, median, spread, times, timesFaster } from '../statistics';

/** Rounds of one step of stock TensorFlow.js and as many of ours as take a fifth of a second, in turns. */
const ROUNDS: Partial<Record<ConfigurationName, number>> = { A: 25, B: 5, D: 25 };
const SHORT: typeof ROUNDS = { A: 9 };

export const stockWasm: Row = {
  id: 'T1',
  what: 'A: our WASM engine against stock tf.layers on tfjs-wasm',
  target: '>= 25x',
  async run(laboratory) {
    const rounds = laboratory.isShort ? SHORT : ROUNDS;
    const comparisons = [];
    for (const [configuration, count] of Object.entries(rounds) as Array<[ConfigurationName, number]>) {
      const question = { device: 'wasm', configuration, rounds: count, withStock: true } as const;
      const { engine, ours, stock } = await laboratory.inBrowser('timeSteps', question);
      comparisons.push({ configuration, engine, ours, stock, ...timesFaster(ours, stock) });
    }
    const [a, ...others] = comparisons;
    return {
      measured: times(a),
      isMet: a.ratio >= 25,
      isFar: a.ratio < 15,
      spread: spread(a),
      where: [
        `Chromium, worker, ${a.engine}: ${digits(median(a.ours))} against ${digits(median(a.stock))} ms a step`,
        ...others.map((other) => `${other.configuration} ${times(other)} (${spread(other)})`),
      ].join('; '),
      figures: { comparisons },
    };
  },
};
