import { ensureDawn } from '../dawn';
import type { Row } from '../row';
import { digits, median, spread, timesFaster } from '../statistics';

const LIMIT_MS = 0.05;
const ROUNDS = 25;

export const nullAdapter: Row = {
  id: 'T4',
  what: 'A: CPU time per step on a GPU that costs nothing (null adapter)',
  target: `<= ${LIMIT_MS} ms`,
  async run(laboratory) {
    const dawn = await ensureDawn();
    const costs = await laboratory.inNode('measureHostCost', { rounds: ROUNDS }, dawn);
    const { engine, ours, step, epoch, stock } = costs;
    const ratio = timesFaster(ours, stock);
    return {
      measured: `${digits(median(ours))} ms`,
      isMet: median(ours) <= LIMIT_MS,
      spread: `${digits(Math.min(...ours))} to ${digits(Math.max(...ours))} ms`,
      where: [
        `Node, Dawn with backend=null, ${engine}; epochs of 22 steps with their readback`,
        `of which a step ${digits(step)} ms, and ${digits(epoch)} ms once an epoch`,
        `stock tf.layers ${digits(median(stock))} ms a step, so ${digits(ratio.ratio)}x (${spread(ratio)})`,
      ].join('; '),
      figures: { ...costs, ratio },
    };
  },
};
