import type { Row } from '../row';
import { digits, median } from '../statistics';

const BASELINE_MS = 100;
const FINAL_MS = 3000;

export const answer: Row = {
  id: 'answer',
  what: '30 days at 10 min: first answer; blend with the LSTM that was trained on them',
  target: '<= 100 ms; <= 3 s',
  async run(laboratory) {
    const { points, baseline, preliminary, final } = await laboratory.inBrowser('timeAnswers', { rounds: 5 });
    const [first, last] = [median(baseline), median(final)];
    const range = (times: number[]) => `${digits(Math.min(...times))} to ${digits(Math.max(...times))} ms`;
    return {
      measured: `${digits(first)} ms; ${digits(last / 1000)} s`,
      isMet: first <= BASELINE_MS && last <= FINAL_MS,
      spread: `${range(baseline)}; ${range(final)}`,
      where: `Chromium, worker, WASM; the demo's CPU, ${points} points, default options; blend before the training ${digits(median(preliminary) / 1000)} s; the first of five rounds, nothing compiled yet: ${digits(baseline[0])} ms, ${digits(final[0] / 1000)} s`,
      figures: { points, baseline, preliminary, final },
    };
  },
};
