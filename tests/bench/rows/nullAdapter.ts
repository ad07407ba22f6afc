import { ensureDawn } from '../dawn';
import type { Row } from '../row';
import { digits, median, spread, timesFaster } from '../statistics';

const LIMIT_MS = 0.05;

export const nullAdapter: Row = {
  id: 'T4',
  what: 'A: CPU time per step on a GPU that costs nothing (null adapter)',
  target: `<= ${LIMIT_MS} ms`,
  async run(laboratory) {
    const dawn = await ensureDawn();
    const question = { device: 'webgpu', configuration: 'A', rounds: 9, withStock: true } as const;
    const { engine, ours, stock } = await laboratory.inNode('timeSteps', question, dawn);
    const ratio = timesFaster(ours, stock);
    return {
      measured: `${digits(median(ours))} ms`,
      isMet: median(ours) <= LIMIT_MS,
      spread: `${digits(Math.min(...ours))} to ${digits(Math.max(...ours))} ms`,
      where: [
        `Node, Dawn with backend=null, ${engine}, epochs of 40 steps with their readback`,
        `stock tf.layers ${digits(median(stock))} ms, so ${digits(ratio.ratio)}x (${spread(ratio)})`,
      ].join('; '),
      figures: { ours, stock, ratio },
    };
  },
};
