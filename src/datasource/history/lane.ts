import { RequestFailure } from '../api';

/** A history that waited this long goes beside what users see: a page that always asks would starve it, ms. */
const PATIENCE_MS = 10_000;

interface Waiting {
  since: number;
  begin(): void;
}

/**
 * The order of one data source's requests: what a user sees goes at once, a history waits until nothing of that is
 * under way, and histories go one after the other. Browsers have six connections to Grafana, and Prometheus has better
 * things to do than 30 days while somebody waits for the last hour.
 */
export class Lane {
  private visible = 0;
  private isBusy = false;
  private readonly waiting: Waiting[] = [];
  private timer?: ReturnType<typeof setTimeout>;

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
      const turn: Waiting = {
        since: performance.now(),
        begin: () => {
          signal?.removeEventListener('abort', leave);
          this.isBusy = true;
          resolve();
        },
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(turn), 1);
        reject(new RequestFailure({ kind: 'cancelled' }));
        this.next();
      };
      if (signal?.aborted) {
        reject(new RequestFailure({ kind: 'cancelled' }));
        return;
      }
      this.waiting.push(turn);
      signal?.addEventListener('abort', leave, { once: true });
      this.next();
    });
  }

  private next(): void {
    clearTimeout(this.timer);
    const [first] = this.waiting;
    if (this.isBusy || !first) {
      return;
    }
    const left = this.visible === 0 ? 0 : first.since + PATIENCE_MS - performance.now();
    if (left > 0) {
      this.timer = setTimeout(() => this.next(), left);
      return;
    }
    this.waiting.shift();
    first.begin();
  }
}
