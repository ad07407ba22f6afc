import { atPace, beginOf, heldSteps, neededFrom, paceOf } from '../../core/live';
import { type LiveSeries, stepMsOf } from '../frames';
import type { HistoryPlan } from '../../core/series';
import { type Answer, type Clock, HistoryLoader } from '../history';
import type { SessionInput } from './sessionInput';

/** Samples of one series by rising time, at the pace at which they are judged. */
export type Samples = Pick<LiveSeries, 'times' | 'values'>;

/** Steps that may lie between the samples at hand and the live ones. */
const GAP = 2;
/**
 * The samples of the last week or more at the step of the live query, or one a minute where that is finer: asked for once,
 * and kept up with the live ones that come. A zoom that changes neither sees the same samples.
 */
export class RecentSamples {
  private readonly loader: HistoryLoader;
  private readonly samples = new Map<string, Samples>();
  private asked?: { kind: string; plan: HistoryPlan; held: number };

  /** @param changed called when older samples came */
  constructor(
    private readonly clock: Clock,
    changed: () => void,
    retry: () => void
  ) {
    this.loader = new HistoryLoader(clock, {
      asked: () => {},
      answered: (answer) => {
        this.take(answer);
        changed();
      },
      // Without them the samples in view are all there is to judge by; the grid is judged all the same.
      failed: () => {},
      retry,
    });
  }

  /** The live samples, one for each step that is judged, with those before them. */
  readonly upTo = ({ key, times, values }: LiveSeries): Samples => {
    const older = this.samples.get(key);
    const count = older ? countBefore(older.times, times[0]) : 0;
    if (!older || count === 0) {
      return { times, values };
    }
    const { plan, held } = this.asked!;
    const begin = beginOf(times[times.length - 1], 1000 * plan.step, held, times[0]);
    const from = countBefore(older.times, begin);
    return atPace(
      {
        times: [...older.times.slice(from, count), ...times],
        values: [...older.values.slice(from, count), ...values],
      },
      plan.step
    );
  };

  /** Asks for older samples where they are due, and takes up the live ones. @param grid seconds of the history's step */
  update({ fetch, source, live, range }: SessionInput, grid: number): void {
    const step = paceOf(Math.min(...live.map(stepMsOf).filter((one) => one > 0)) / 1000, grid);
    const stepMs = 1000 * step;
    if (!fetch || !(step < grid)) {
      return;
    }
    const kind = JSON.stringify([source, step, live.map(({ key }) => key)]);
    const end = Math.floor(Math.min(range.to, this.clock.now()) / stepMs) * stepMs;
    const first = Math.min(end, ...live.flatMap(({ times }) => times.slice(0, 1)));
    const held = heldSteps(step, live.length);
    const start = beginOf(end, stepMs, held, first);
    const needed = Math.max(neededFrom(first, stepMs), start);
    if (this.asked?.kind !== kind || this.asked.plan.start > needed || !this.reaches(live, stepMs)) {
      this.asked = { kind, plan: { start, end, step }, held };
      this.samples.clear();
    }
    this.loader.load(kind, source, this.asked.plan, fetch, () => false);
    live.forEach((one) => this.samples.has(one.key) && this.samples.set(one.key, this.upTo(one)));
  }

  stop(): void {
    this.loader.stop();
  }

  /** Whether the samples at hand, or those on their way, end where the live ones begin, or later. */
  private reaches(live: LiveSeries[], stepMs: number): boolean {
    const { end } = this.asked!.plan;
    return live.every(({ key, times }) => {
      const last = this.samples.get(key)?.times.at(-1) ?? end;
      return times.length === 0 || times[0] <= last + GAP * stepMs;
    });
  }

  private take({ histories }: Answer): void {
    for (const key of histories.keys()) {
      this.samples.set(key, histories.samples(key)!);
    }
  }
}

function countBefore(times: number[], limit: number | undefined): number {
  const first = limit === undefined ? -1 : times.findIndex((time) => time >= limit);
  return first < 0 ? times.length : first;
}
