import type { DataFrame } from '@grafana/data';
import { ForecastFailure } from '../core/options/errors';
import type { ForecastClient, ForecastJob, ForecastResponse, JobState } from '../worker/protocol';
import { frameOf, HOUR, optionsOf, resultOf, T0 } from './panelFixtures';
import { readSeries } from '../panel/frames/frames';
import type { HistoryPlan } from '../core/series';
import type { HistoryAnswer } from '../panel/history/history';
import { ForecastSession } from '../panel/session/session';
import type { SessionInput, SessionParts } from '../panel/session/sessionInput';

/** A session of one series with a clock, data sources and a worker that do what a test says. */

interface FakeJob {
  job: ForecastJob;
  state(state: JobState): void;
  done(response: ForecastResponse): void;
  fail(error: Error): void;
  signal: AbortSignal;
}
interface FakeFetch {
  plan: HistoryPlan;
  signal: AbortSignal;
  done(frames: DataFrame[], failures?: string[], said?: Partial<HistoryAnswer>): void;
  fail(error: Error): void;
}

export const now = T0 + 10.5 * HOUR;
export const values = (count: number) => Array.from({ length: count }, (_, i) => Math.sin(i / 4));
/** The live series is the end of its history. */
export const historyFrames = [frameOf(values(200), { labels: { pod: 'a' }, start: T0 - 189 * HOUR })];
export const recent = values(200).slice(189, 199);
export const liveFrames = [frameOf(recent, { labels: { pod: 'a' } })];

export const settle = async () => {
  for (let i = 0; i < 12; i++) {
    await Promise.resolve();
  }
};

export function setUp(parts: Partial<SessionParts> = {}) {
  const jobs: FakeJob[] = [];
  const fetches: FakeFetch[] = [];
  const priorities: Array<[key: string, priority: number]> = [];
  let clock = now;
  const timers = new Map<() => void, number>();
  const client: ForecastClient = {
    forecast: (job, state, signal) =>
      new Promise((done, fail) => {
        jobs.push({ job, state, done, fail, signal });
        signal.addEventListener('abort', () => fail(new ForecastFailure({ kind: 'cancelled' })));
      }),
    prioritise: (key, priority) => void priorities.push([key, priority]),
  };
  const session = new ForecastSession({
    client: () => client,
    baseline: () => resultOf({ source: 'seasonal-naive', origin: T0 + 10 * HOUR }),
    now: () => clock,
    after: (ms, run) => {
      timers.set(run, clock + ms);
      return () => timers.delete(run);
    },
    pause: () => Promise.resolve(),
    ...parts,
  });
  const input: SessionInput = {
    options: optionsOf(),
    live: readSeries(liveFrames),
    range: { from: T0, to: now },
    timeZone: 'UTC',
    thresholds: () => [],
    fetch: (plan, signal) =>
      new Promise((resolve, fail) => {
        const done: FakeFetch['done'] = (frames, failures = [], said = {}) =>
          resolve({ frames, failures, warnings: [], instant: [], ...said });
        fetches.push({ plan, signal, done, fail });
      }),
    source: 'up',
    panelKey: 'panel-1',
    identity: 'up',
    isVisible: true,
  };
  const update = (change: Partial<SessionInput> = {}) => session.update({ ...Object.assign(input, change) });
  return {
    session,
    jobs,
    fetches,
    priorities,
    update,
    first: () => session.getState().series[0],
    /** moves the clock; what is due by then runs */
    wait: (ms: number) => {
      clock += ms;
      for (const [run, due] of [...timers]) {
        if (due <= clock) {
          timers.delete(run);
          run();
        }
      }
    },
  };
}

/** A panel whose history has come and whose training has begun. */
export async function training(parts: Partial<SessionParts> = {}) {
  const kit = setUp(parts);
  kit.update();
  kit.fetches[0].done(historyFrames);
  await settle();
  return kit;
}

export async function ready() {
  const kit = await training();
  kit.jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR, past: 24 }) });
  await settle();
  return kit;
}
