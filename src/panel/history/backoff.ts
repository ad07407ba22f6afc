/** About one refresh of a dashboard. */
const FIRST_MS = 5_000;
const LONGEST_MS = 600_000;

/**
 * The time at which a failed question may be asked again: five seconds after the first failure, twice as long after each
 * further one, at most ten minutes. It spares an overloaded server the refreshes of every panel.
 */
export class Backoff {
  private question?: string;
  private failures = 0;
  private due = -Infinity;

  /**
   * @param now ms
   * @returns ms until the question is due again
   */
  failed(question: string, now: number): number {
    this.failures = this.question === question ? this.failures + 1 : 1;
    this.question = question;
    const wait = Math.min(FIRST_MS * 2 ** (this.failures - 1), LONGEST_MS);
    this.due = now + wait;
    return wait;
  }

  /** Another question may always be asked. */
  isDue(question: string, now: number): boolean {
    return this.question !== question || now >= this.due;
  }

  reset(): void {
    this.question = undefined;
  }
}
