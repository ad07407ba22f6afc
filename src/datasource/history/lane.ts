import { RequestFailure } from '../api';

/**
 * The order of one data source's requests: what a user sees goes at once, a history waits until nothing of that is
 * under way, and histories go one after the other. Browsers have six connections to Grafana, and Prometheus has better
 * things to do than 30 days while somebody waits for the last hour.
 */
export class Lane {
  private visible = 0;
  private isBusy = false;
  private readonly waiting: Array<() => void> = [];

  /** Runs at once. */
  async first<T>(run: () => Promise<T>): Promise<T> {
    this.visible++;
    try {
      return await run();
    } finally {
      this.visible--;
      this.next();
    }
  }

  /** Runs when its turn comes. @throws RequestFailure `cancelled` where the signal aborts before */
  async inTurn<T>(run: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.turn(signal);
    try {
      return await run();
    } finally {
      this.isBusy = false;
      this.next();
    }
  }

  private turn(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener('abort', leave);
        this.isBusy = true;
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        reject(new RequestFailure({ kind: 'cancelled' }));
      };
      if (signal?.aborted) {
        reject(new RequestFailure({ kind: 'cancelled' }));
        return;
      }
      this.waiting.push(begin);
      signal?.addEventListener('abort', leave, { once: true });
      this.next();
    });
  }

  private next(): void {
    if (!this.isBusy && this.visible === 0) {
      this.waiting.shift()?.();
    }
  }
}
