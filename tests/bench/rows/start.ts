import type { Page } from '@playwright/test';
import type { Row } from '../row';
import { digits, median } from '../statistics';

const LIMIT_MS = 300;
const LIMIT_100_MS = 10_000;
const STARTS = 7;

export const start: Row = {
  id: 'T8',
  what: 'A: worker start to first epoch done; 100 epochs',
  target: '<= 0.3 s; <= 10 s',
  async run(laboratory) {
    const page = await laboratory.openPage();
    try {
      const firsts: number[] = [];
      for (let i = 0; i < STARTS; i++) {
        firsts.push((await startWorker(page, 1)).first);
      }
      const { last } = await startWorker(page, 100);
      const first = median(firsts);
      return {
        measured: `${digits(first / 1000)} s; ${digits(last / 1000)} s`,
        isMet: first <= LIMIT_MS && last <= LIMIT_100_MS,
        spread: `${digits(Math.min(...firsts) / 1000)} to ${digits(Math.max(...firsts) / 1000)} s; once`,
        where: 'Chromium, from `new Worker` to its messages, script and WASM kernels loaded anew',
        figures: { firsts, hundredEpochs: last },
      };
    } finally {
      await page.close();
    }
  },
};

/** ms from the start of a worker to the message after its first epoch, and to that after its last. */
function startWorker(page: Page, epochs: number): Promise<{ first: number; last: number }> {
  return page.evaluate(
    (count) =>
      new Promise<{ first: number; last: number }>((resolve, reject) => {
        const started = performance.now();
        const worker = new Worker('/firstEpoch.js', { type: 'module' });
        let first = 0;
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.onmessage = ({ data }) => {
          if (data === 'first') {
            first = performance.now() - started;
          } else {
            worker.terminate();
            resolve({ first, last: performance.now() - started });
          }
        };
        worker.postMessage(count);
      }),
    epochs
  );
}
