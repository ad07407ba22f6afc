const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;

/**
 * When what failed may be asked again: half a minute after the first failure, after twice as long each time, at most
 * ten minutes. A server that is overloaded is not helped by every refresh of every panel.
 */
export class Backoff {
  private question?: string;
  private failures = 0;
  private due = -Infinity;

  /** @param now ms */
  failed(question: string, now: number): void {
    this.failures = this.question === question ? this.failures + 1 : 1;
    this.question = question;
    this.due = now + Math.min(FIRST_MS * 2 ** (this.failures - 1), LONGEST_MS);
  }

  /** Another question may always be asked. */
  isDue(question: string, now: number): boolean {
    return this.question !== question || now >= this.due;
  }

  reset(): void {
    this.question = undefined;
  }
}
