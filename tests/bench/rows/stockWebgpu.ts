import type { Row } from '../row';
import { digits, median, spread, times, timesFaster } from '../statistics';

export const stockWebgpu: Row = {
  id: 'T5',
  what: 'A: our WebGPU engine against stock tf.layers on the same adapter',
  target: '>= 18x',
  async run(laboratory) {
    const gpu = await laboratory.inBrowser('describeGpu');
    const question = { device: 'webgpu', configuration: 'A', rounds: 3, withStock: true } as const;
    const { engine, ours, stock } = await laboratory.inBrowser('timeSteps', question);
    const ratio = timesFaster(ours, stock);
    return {
      measured: times(ratio),
      isMet: ratio.ratio >= 18,
      spread: spread(ratio),
      where: `Chromium, worker, ${gpu.name}, ${engine}: ${digits(median(ours))} against ${digits(median(stock))} ms a step`,
      figures: { ours, stock, ratio },
    };
  },
};
