import { LOOK_BACK, atPace, knownSamples, paceOf } from '../../core/live';
import { clamp } from '../../core/math';
import { type LiveSeries, stepMsOf } from '../frames';
import type { HistoryPlan } from '../../core/series';
import { type Answer, type Clock, HistoryLoader } from '../history';
import type { SessionInput } from './sessionInput';

/** Samples of one series by rising time, at the pace at which they are judged. */
export type Samples = Pick<LiveSeries, 'times' | 'values'>;

/** Steps that may lie between the samples at hand and the live ones. */
const GAP = 2;
/**
 * Samples begin at multiples of so many steps: what the step detector learns first stays the same from one refresh to the
 * next, and from one visit to the next, for eight hours of minutes.
 */
const ALIGNED = 500;
/** Steps that are asked for at most, under the limits of servers; of many series fewer, so that all together are no more ... */
const MOST = 10_000;
const MOST_IN_ALL = 200_000;
/** ... than this, but for what calibrates the band of a view of a thousand samples. */
const FEWEST = LOOK_BACK + 3 * ALIGNED;

/**
 * The samples of the last week or more at the step of the live query, or one a minute where that is finer: asked for once,
 * and kept up with the live ones that come. A zoom that changes neither sees the same samples.
 */
export class RecentSamples {
  private readonly loader: HistoryLoader;
  private readonly samples = new Map<string, Samples>();
  /** `begin` is the time from which on samples were due, before the limit of servers */
  private asked?: { kind: string; plan: HistoryPlan; begin: number; known: number };

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
    const { plan, known } = this.asked!;
    const from = countBefore(older.times, beginOf(times, 1000 * plan.step, known));
    const all = {
      times: [...older.times.slice(from, count), ...times],
      values: [...older.values.slice(from, count), ...values],
    };
    return atPace(all, plan.step);
  };

  /** Asks for older samples where they are due, and takes up the live ones. @param grid seconds of the history's step */
  update({ fetch, source, live, range }: SessionInput, grid: number): void {
    const step = Math.min(...live.map(stepMsOf).filter((one) => one > 0)) / 1000;
    const pace = paceOf(step);
    if (!fetch || !(pace < grid)) {
      return;
    }
    const paceMs = 1000 * pace;
    const kind = JSON.stringify([source, pace, live.map(({ key }) => key)]);
    if (this.asked?.kind !== kind || !this.reaches(live, paceMs)) {
      const end = Math.floor(Math.min(range.to, this.clock.now()) / paceMs) * paceMs;
      const most = clamp(Math.floor(MOST_IN_ALL / live.length), FEWEST, MOST);
      const known = Math.min(knownSamples(pace), most - ALIGNED);
      const begin = Math.min(end, ...live.map(({ times }) => beginOf(times, paceMs, known)));
      const start = Math.max(begin, aligned(end - most * paceMs, paceMs, Math.ceil));
      this.asked = { kind, plan: { start, end, step: pace }, begin, known };
      this.samples.clear();
    }
    this.loader.load(kind, source, this.asked.plan, fetch, () => false);
    live.forEach((one) => this.samples.has(one.key) && this.samples.set(one.key, this.upTo(one)));
  }

  stop(): void {
    this.loader.stop();
  }

  /** Whether the samples at hand, or those on their way, begin early enough, and end where the live ones begin, or later. */
  private reaches(live: LiveSeries[], paceMs: number): boolean {
    const { plan, begin, known } = this.asked!;
    return live.every(({ key, times }) => {
      const last = this.samples.get(key)?.times.at(-1) ?? plan.end;
      return times.length === 0 || (beginOf(times, paceMs, known) >= begin && times[0] <= last + GAP * paceMs);
    });
  }

  private take({ histories }: Answer): void {
    for (const key of histories.keys()) {
      this.samples.set(key, histories.samples(key)!);
    }
  }
}

/**
 * Start of the samples that those shown are judged by: as many before the first as calibrate the band, and before the last
 * as the detector is to know, whatever the zoom. Infinity where there are none.
 */
function beginOf(times: readonly number[], paceMs: number, known: number): number {
  const [first, last] = [times[0] ?? Infinity, times[times.length - 1] ?? Infinity];
  return aligned(Math.min(first - LOOK_BACK * paceMs, last - known * paceMs), paceMs, Math.floor);
}

const aligned = (time: number, paceMs: number, round: (count: number) => number) =>
  ALIGNED * paceMs * round(time / (ALIGNED * paceMs));

function countBefore(times: number[], limit: number | undefined): number {
  const first = limit === undefined ? -1 : times.findIndex((time) => time >= limit);
  return first < 0 ? times.length : first;
}
