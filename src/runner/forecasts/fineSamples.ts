import { type FineSamples as Samples, SHOWN, beginOf, heldSteps } from '../../core/live';
import { lastKnownIndex, type Series } from '../../core/series';

/** Time of the first sample that a new series is asked for, ms: as many as a panel holds. @param newest of them, ms */
export const heldFrom = (newest: number, stepMs: number): number =>
  beginOf(newest, stepMs, heldSteps(stepMs / 1000, 1));

/**
 * The newest samples of a series on the grid of the rounds: as many as a panel holds until they are judged, then as many as
 * calibrate the band at their step.
 */
export class FineSamples {
  private start = NaN;
  private values = new Float64Array(0);
  private isJudged = false;
  /** goes up with every change */
  version = 0;

  /** @param stepMs of the grid */
  constructor(private readonly stepMs: number) {}

  /** Time of the newest row, ms; NaN where there is none. */
  get end(): number {
    return this.values.length > 0 ? this.start + (this.values.length - 1) * this.stepMs : NaN;
  }

  /** Takes samples up; those of a time that is there already replace it, and what was missing between is a gap. */
  add(times: readonly number[], values: readonly number[]): void {
    if (times.length === 0) {
      return;
    }
    const isEmpty = this.values.length === 0;
    const first = isEmpty ? times[0] : Math.min(this.start, times[0]);
    const last = isEmpty ? times[times.length - 1] : Math.max(this.end, times[times.length - 1]);
    const held = this.isJudged ? beginOf(last, this.stepMs, SHOWN) : heldFrom(last, this.stepMs);
    const start = Math.max(first, held);
    const rowOf = (time: number) => Math.round((time - start) / this.stepMs);
    const next = new Float64Array(rowOf(last) + 1).fill(NaN);
    const put = (time: number, value: number) => {
      const row = rowOf(time);
      if (row >= 0) {
        next[row] = value;
      }
    };
    this.values.forEach((value, i) => put(this.start + i * this.stepMs, value));
    times.forEach((time, i) => put(time, values[i]));
    const isSame =
      start === this.start && next.length === this.values.length && next.every((v, i) => Object.is(v, this.values[i]));
    this.version += isSame ? 0 : 1;
    this.start = start;
    this.values = next;
  }

  /** From now on what the detector remembers need not be kept. */
  judged(): void {
    this.isJudged = true;
  }

  all(): Samples {
    return { times: Float64Array.from(this.values, (_, i) => this.start + i * this.stepMs), values: this.values };
  }

  /** The same as a series; undefined where there are none. */
  series(): Series | undefined {
    return this.values.length > 0 ? { start: this.start, step: this.stepMs / 1000, values: this.values } : undefined;
  }

  /** Time of the newest known value, ms; NaN where none is. */
  get knownUntil(): number {
    return this.start + lastKnownIndex(this.values) * this.stepMs;
  }

  /** Whether more rows are gaps than values: a series that is asked for more often than it is measured. */
  get isSparse(): boolean {
    return 2 * this.values.filter((value) => !Number.isNaN(value)).length < this.values.length;
  }

  /** The newest known value; NaN where none is. */
  get newest(): number {
    return this.values[lastKnownIndex(this.values)] ?? NaN;
  }
}
