import { DAY_MS } from '../../core/math';

/** The longest history that a server answers, and what it said to a longer one. */
export interface Limit {
  /** ms */
  length: number;
  refusal: string;
}

/** Questions that are remembered. */
const MOST = 20;
/** A limit may be lifted: after a day the whole history is asked for again. */
const LIFETIME_MS = DAY_MS;

/** Lengths of history that were refused, so that they are not asked for at each refresh. */
export class KnownLimits {
  private readonly limits = new Map<string, Limit & { until: number }>();

  /** @param question data source, queries, step and length @param now ms */
  find(question: string, now: number): (Limit & { until: number }) | undefined {
    const known = this.limits.get(question);
    return known && now < known.until ? known : undefined;
  }

  learn(question: string, { length, refusal }: Limit, now: number): void {
    const until = this.find(question, now)?.until ?? now + LIFETIME_MS;
    this.limits.delete(question);
    this.limits.set(question, { length, refusal, until });
    for (const oldest of [...this.limits.keys()].slice(0, -MOST)) {
      this.limits.delete(oldest);
    }
  }

  forget(): void {
    this.limits.clear();
  }
}
