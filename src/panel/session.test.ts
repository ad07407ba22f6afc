import type { DataFrame } from '@grafana/data';
import { ForecastFailure } from '../core/errors';
import type { ForecastJob, ForecastResponse, JobState } from '../worker/protocol';
import { frameOf, HOUR, optionsOf, resultOf, T0 } from './fixtures';
import { panelState } from './forecastState';
import { readSeries } from './frames';
import type { HistoryPlan } from './history';
import { ForecastSession, MAX_SERIES, type SessionInput, type SessionParts } from './session';

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
  done(frames: DataFrame[]): void;
  fail(error: Error): void;
}

const now = T0 + 10.5 * HOUR;
const values = (count: number) => Array.from({ length: count }, (_, i) => Math.sin(i / 4));
const liveFrames = [frameOf(values(10), { labels: { pod: 'a' } })];
const historyFrames = [frameOf(values(200), { labels: { pod: 'a' }, start: T0 - 189 * HOUR })];

const settle = async () => {
  for (let i = 0; i < 12; i++) {
    await Promise.resolve();
  }
};

function setUp(parts: Partial<SessionParts> = {}) {
  const jobs: FakeJob[] = [];
  const fetches: FakeFetch[] = [];
  let clock = now;
  const session = new ForecastSession({
    client: () => ({
      forecast: (job, state, signal) =>
        new Promise((done, fail) => {
          jobs.push({ job, state, done, fail, signal });
          signal.addEventListener('abort', () => fail(new ForecastFailure({ kind: 'cancelled' })));
        }),
      probe: async () => [],
    }),
    baseline: () => resultOf({ source: 'seasonal-naive', origin: T0 + 10 * HOUR }),
    now: () => clock,
    pause: () => Promise.resolve(),
    ...parts,
  });
  const input: SessionInput = {
    options: optionsOf(),
    live: readSeries(liveFrames),
    range: { from: T0, to: now },
    timeZone: 'UTC',
    thresholds: () => [],
    fetch: (plan, signal) => new Promise((done, fail) => fetches.push({ plan, signal, done, fail })),
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
    update,
    first: () => session.getState().series[0],
    wait: (ms: number) => (clock += ms),
  };
}

/** A panel whose history has come and whose training has begun. */
async function training() {
  const kit = setUp();
  kit.update();
  kit.fetches[0].done(historyFrames);
  await settle();
  return kit;
}

async function ready() {
  const kit = await training();
  kit.jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR, past: 24 }) });
  await settle();
  return kit;
}

const progress = { epoch: 3, epochs: 30, trainLoss: 0.2, validationLoss: 0.1, remainingMs: 4000 };

describe('history', () => {
  it('is asked for up to the last grid point before now', () => {
    const { update, fetches } = setUp();
    update();
    expect(fetches.map(({ plan }) => plan)).toEqual([{ start: T0 - 230 * HOUR, end: T0 + 10 * HOUR, step: 3600 }]);
  });

  it('is not asked for again until a new grid point is due', async () => {
    const { update, fetches, wait } = await ready();
    wait(20 * 60_000);
    update({ range: { from: T0, to: now + 20 * 60_000 }, live: readSeries(liveFrames) });
    expect(fetches).toHaveLength(1);
    wait(20 * 60_000);
    update({ range: { from: T0, to: now + 40 * 60_000 } });
    expect(fetches.map(({ plan }) => plan.end)).toEqual([T0 + 10 * HOUR, T0 + 11 * HOUR]);
  });

  it('is asked for anew when the query or a variable changes, and the older answer no longer counts', async () => {
    const { update, fetches, session } = setUp();
    update();
    update({ source: 'down' });
    expect(fetches).toHaveLength(2);
    expect(fetches[0].signal.aborted).toBe(true);
    fetches[0].done(historyFrames);
    await settle();
    expect(session.getState().series).toHaveLength(0);
  });

  it('is not asked for while the panel is out of sight or has no data', () => {
    const { update, fetches } = setUp();
    update({ isVisible: false });
    update({ isVisible: true, live: [] });
    expect(fetches).toHaveLength(0);
  });

  it('that fails is said, keeps what is drawn, and is asked for again at the next refresh or on demand', async () => {
    const { update, fetches, session, wait } = await ready();
    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    fetches[1].fail(new ForecastFailure({ kind: 'history-failed', message: 'no route to host' }));
    await settle();
    expect(session.getState()).toMatchObject({ isFetching: false, error: { kind: 'history-failed' } });
    expect(session.getState().series[0].result).toBeDefined();
    expect(panelState(session.getState())).toBe('failed');
    update();
    expect(fetches).toHaveLength(3);
    fetches[2].fail(new ForecastFailure({ kind: 'history-failed', message: 'no route to host' }));
    await settle();
    session.retrain();
    expect(fetches).toHaveLength(4);
    expect(session.getState().error).toBeUndefined();
  });

  it('is the visible data where nobody can be asked, and that is said', async () => {
    const { update, jobs, session } = setUp();
    update({ fetch: undefined });
    await settle();
    expect(session.getState().notes[0]).toContain('visible range');
    expect(jobs[0].job.request.series.values).toHaveLength(10);
  });

  it('that shares no series with the panel gives way to the visible data', async () => {
    const { update, fetches, jobs, session } = setUp();
    update();
    fetches[0].done([frameOf(values(200), { labels: { other: 'x' } })]);
    await settle();
    expect(session.getState().notes[0]).toContain('transformations');
    expect(jobs[0].job.request.series.values).toHaveLength(10);
  });

  it('with a coarser resolution than was asked for is not spread over empty points', async () => {
    const { update, fetches, jobs } = setUp();
    update({ options: optionsOf({ step: '30m' }) });
    fetches[0].done(historyFrames);
    await settle();
    expect(jobs[0].job.request.series.step).toBe(3600);
  });
});

describe('zoom', () => {
  it('into what the forecasts cover keeps them', async () => {
    const { update, fetches, jobs, first } = await ready();
    const before = first().result;
    update({ range: { from: T0 - 8 * HOUR, to: T0 - 2 * HOUR } });
    await settle();
    expect([fetches.length, jobs.length]).toEqual([1, 1]);
    expect(first().result).toBe(before);
  });

  it('to an older range starts from the end of that range', async () => {
    const { update, fetches } = await ready();
    update({ range: { from: T0 - 90 * HOUR, to: T0 - 80 * HOUR } });
    expect(fetches[1].plan.end).toBe(T0 - 80 * HOUR);
  });
});

describe('training', () => {
  it('comes after an instant baseline', async () => {
    const { first, jobs, session } = await training();
    expect(first().result!.report.source).toBe('seasonal-naive');
    expect(jobs[0].job).toMatchObject({ key: expect.stringContaining('panel-1'), priority: 0, retrain: false });
    expect(jobs[0].job.request.series).toMatchObject({ start: T0 - 189 * HOUR, step: 3600 });
    jobs[0].state({ kind: 'training', progress, device: 'wasm' });
    expect(first().phase).toMatchObject({ kind: 'training', device: 'wasm' });
    expect(panelState(session.getState())).toBe('training');
  });

  it('ends with the worker’s result and the sequence length it was made with', async () => {
    const { first, session } = await ready();
    expect(first()).toMatchObject({ phase: { kind: 'ready' }, sequenceLength: 24, isOutOfDate: false });
    expect(first().result!.report.source).toBe('lstm');
    expect(panelState(session.getState())).toBe('ready');
  });

  it('starts anew when an option changes, and the older forecast stays meanwhile', async () => {
    const { update, jobs, first } = await ready();
    const before = first().result;
    update({ options: optionsOf({ sequenceLength: 48 }) });
    await settle();
    expect(jobs).toHaveLength(2);
    expect(jobs[1].job.request.options.sequenceLength).toBe(48);
    expect(first()).toMatchObject({ result: before, isOutOfDate: true });
  });

  it('under way is aborted by a changed option', async () => {
    const { update, jobs, first } = await training();
    update({ options: optionsOf({ sequenceLength: 48 }) });
    await settle();
    expect(jobs[0].signal.aborted).toBe(true);
    expect(jobs).toHaveLength(2);
    expect(first().phase.kind).toBe('starting');
  });

  it('is not started again by a render that changes nothing', async () => {
    const { update, jobs } = await training();
    update();
    update({ options: optionsOf() });
    await settle();
    expect(jobs).toHaveLength(1);
  });

  it('that the user cancels stays cancelled until an option changes or training is asked for', async () => {
    const { update, jobs, first, session, fetches, wait } = await training();
    session.cancel();
    await settle();
    expect(jobs[0].signal.aborted).toBe(true);
    expect(first()).toMatchObject({ phase: { kind: 'stopped' } });
    expect(first().result).toBeDefined();

    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    fetches[1].done(historyFrames);
    await settle();
    expect(jobs).toHaveLength(1);

    session.retrain();
    await settle();
    expect(jobs[1].job.retrain).toBe(true);
  });

  it('pauses out of sight and goes on in sight', async () => {
    const { update, jobs, first } = await training();
    update({ isVisible: false });
    await settle();
    expect(jobs[0].signal.aborted).toBe(true);
    expect(first().phase.kind).toBe('paused');
    update({ isVisible: true });
    await settle();
    expect(jobs).toHaveLength(2);
  });

  it('that fails is said, and the baseline stays', async () => {
    const { jobs, first, session } = await training();
    jobs[0].fail(new ForecastFailure({ kind: 'diverged', epoch: 4 }));
    await settle();
    expect(first().phase).toEqual({ kind: 'failed', error: { kind: 'diverged', epoch: 4 } });
    expect(first().result!.report.source).toBe('seasonal-naive');
    expect(panelState(session.getState())).toBe('failed');
  });

  it('is never begun on too little history', async () => {
    const { update, fetches, jobs, first, session } = setUp({
      baseline: () => {
        throw new ForecastFailure({ kind: 'too-little-history', needed: 96, got: 10, step: 3600 });
      },
    });
    update();
    fetches[0].done(historyFrames);
    await settle();
    expect(jobs).toHaveLength(0);
    expect(first().phase).toMatchObject({ kind: 'failed', error: { needed: 96, got: 10 } });
    expect(panelState(session.getState())).toBe('learning');
  });

  it('is never begun on a constant', async () => {
    const { update, fetches, jobs, first } = setUp({ baseline: () => resultOf({ source: 'constant' }) });
    update();
    fetches[0].done(historyFrames);
    await settle();
    expect(jobs).toHaveLength(0);
    expect(first().phase.kind).toBe('ready');
  });

  it('stops with the panel, and a late answer changes nothing', async () => {
    const { jobs, session } = await training();
    const before = session.getState();
    session.dispose();
    jobs[0].done({ result: resultOf() });
    await settle();
    expect(jobs[0].signal.aborted).toBe(true);
    expect(session.getState()).toBe(before);
  });

  it('goes on after an unmount and a mount of the same panel', async () => {
    const { update, session, fetches } = await training();
    session.dispose();
    update();
    expect(fetches).toHaveLength(2);
  });
});

test('an invalid option is replaced by its default and said', () => {
  const { update, session } = setUp();
  update({ options: { ...optionsOf(), sequenceLength: 1 } });
  expect(session.getState().problems).toMatchObject([{ kind: 'invalid-option', option: 'sequenceLength' }]);
});

test('series beyond the limit have no forecast', async () => {
  const { update, session, jobs } = setUp();
  const many = Array.from({ length: MAX_SERIES + 3 }, (_, i) => frameOf(values(50), { labels: { pod: String(i) } }));
  update({ live: readSeries(many), fetch: undefined });
  await settle();
  expect(session.getState()).toMatchObject({ omitted: 3 });
  expect(jobs).toHaveLength(MAX_SERIES);
});
