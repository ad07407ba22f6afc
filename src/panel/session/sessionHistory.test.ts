import { ForecastFailure } from '../../core/options/errors';
import type { ForecastResult } from '../../core/fitted/result';
import { frameOf, HOUR, optionsOf, resultOf, T0 } from '../../testing/panelFixtures';
import { panelState } from './panelState';
import { readSeries } from '../frames/frames';
import { historyFrames, liveFrames, now, ready, recent, settle, setUp, values } from '../../testing/sessionKit';

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

  it('of a length that is refused is not asked for again at the next refresh', async () => {
    const { update, fetches, session, wait } = setUp();
    const daysOf = () => fetches.map(({ plan }) => (plan.end - plan.start) / (24 * HOUR));
    const refuse = () => new ForecastFailure({ kind: 'history-failed', message: 'exceeds the limit (limit: 192h)' });
    update();
    fetches[0].fail(refuse());
    await settle();
    fetches[1].done(historyFrames);
    await settle();
    expect(daysOf()).toEqual([10, 8]);
    for (const hours of [1, 2]) {
      wait(hours * 0.5 * HOUR);
      update({ range: { from: T0, to: now + hours * HOUR } });
      fetches[1 + hours].done(historyFrames);
      await settle();
      await settle();
      expect(session.getState().notes).toEqual([expect.stringContaining('learned from 8d, the longest')]);
    }
    expect(daysOf()).toEqual([10, 8, 8, 8]);
  });

  it('that fails is said, keeps what is drawn, and is asked for again later, or on demand', async () => {
    const { update, fetches, session, wait } = await ready();
    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    const fail = async (index: number) => {
      fetches[index].fail(new ForecastFailure({ kind: 'history-failed', message: 'no route to host' }));
      await settle();
    };
    await fail(1);
    expect(session.getState()).toMatchObject({ isFetching: false, error: { kind: 'history-failed' } });
    expect(session.getState().series[0].drawn).toBeDefined();
    expect(panelState(session.getState())).toBe('out-of-date');
    // Soon, without a refresh; then not at each one: what fails on gets time to recover, and more each time.
    wait(4_000);
    update();
    expect(fetches).toHaveLength(2);
    wait(1_000);
    expect(fetches).toHaveLength(3);
    await fail(2);
    wait(9_000);
    update();
    expect(fetches).toHaveLength(3);
    session.retrain();
    expect(fetches).toHaveLength(4);
    expect(session.getState().error).toBeUndefined();
  });

  it('that fails once is there again after one refresh, and the forecast stays meanwhile', async () => {
    const { update, fetches, session, wait, first } = await ready();
    const before = first().drawn!.result;
    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    fetches[1].fail(new Error('bad gateway'));
    await settle();
    expect(first().drawn!.result).toBe(before);
    wait(5_000);
    fetches[2].done(historyFrames);
    await settle();
    expect(session.getState().error).toBeUndefined();
    expect(panelState(session.getState())).toBe('ready');
  });

  it('that failed is not asked for by a panel that is gone or out of sight', async () => {
    const gone = setUp();
    gone.update();
    gone.fetches[0].fail(new Error('boom'));
    await settle();
    gone.session.dispose();
    gone.wait(60_000);
    expect(gone.fetches).toHaveLength(1);
    const hidden = setUp();
    hidden.update();
    hidden.fetches[0].fail(new Error('boom'));
    await settle();
    hidden.update({ isVisible: false });
    hidden.wait(60_000);
    expect(hidden.fetches).toHaveLength(1);
    hidden.update({ isVisible: true });
    expect(hidden.fetches).toHaveLength(2);
  });

  it('of which one query failed is asked for again soon', async () => {
    const { update, fetches, session, wait, jobs } = setUp();
    update({ live: readSeries([...liveFrames, frameOf(recent, { refId: 'B' })]) });
    fetches[0].done(historyFrames, ['bad gateway']);
    await settle();
    wait(5_000);
    fetches[1].done([...historyFrames, frameOf(values(200), { refId: 'B', start: T0 - 189 * HOUR })]);
    await settle();
    expect(session.getState().notes).toEqual(['Of a history of 10d there are 8d: the forecasts learn from those.']);
    // What came the first time was not learned twice.
    expect(jobs).toHaveLength(2);
  });

  it('that failed is asked for at once where the query is another', async () => {
    const { update, fetches } = setUp();
    update();
    fetches[0].fail(new Error('boom'));
    await settle();
    update({ source: 'down' });
    expect(fetches).toHaveLength(2);
  });

  it('far finer than was asked for is put on the grid that was asked for', async () => {
    const { update, fetches, jobs } = setUp();
    update();
    const count = 172_800;
    const [frame] = historyFrames.map((one) => ({ ...one, length: count }));
    frame.fields = frame.fields.map((field, index) => ({
      ...field,
      values: Array.from({ length: count }, (_, i) => (index === 0 ? T0 - 189 * HOUR + i * 1000 : i)),
    }));
    fetches[0].done([frame]);
    await settle();
    expect(jobs[0].job.request.series).toMatchObject({ step: 3600 });
  });

  it('that cannot be read is the failure of its series alone', async () => {
    const { update, fetches, session, jobs } = setUp();
    const live = ['a', 'b'].map((pod) => frameOf(recent, { labels: { pod } }));
    update({ live: readSeries(live), options: optionsOf({ step: '1s', history: '1h' }) });
    const odd = frameOf(values(200), { labels: { pod: 'b' }, start: T0 - 189 * HOUR });
    odd.fields[0].values = odd.fields[0].values.map((_, i) => (i === 0 ? 0 : T0 + i * 1000));
    fetches[0].done([historyFrames[0], odd]);
    await settle();
    expect(session.getState()).toMatchObject({ isFetching: false, error: undefined });
    expect(session.getState().series.map(({ phase }) => phase.kind)).toEqual(['starting', 'failed']);
    expect(jobs).toHaveLength(1);
  });

  it('of which one query failed serves the others', async () => {
    const { update, fetches, session, jobs } = setUp();
    const live = [frameOf(recent, { labels: { pod: 'a' } }), frameOf(recent, { refId: 'B' })];
    update({ live: readSeries(live) });
    fetches[0].done(historyFrames, ['bad gateway']);
    await settle();
    const { series, notes } = session.getState();
    expect(notes).toEqual(['A query of the history failed: bad gateway']);
    expect(series[1].phase).toEqual({ kind: 'failed', error: { kind: 'history-failed', message: 'bad gateway' } });
    expect(jobs).toHaveLength(1);
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

describe('a history of other data than the series shown', () => {
  const scaled = () => [
    frameOf(
      values(200).map((x) => 100 + 30 * x),
      { labels: { pod: 'a' }, start: T0 - 189 * HOUR }
    ),
  ];

  it('is learned from by nobody: no band, and what to do', async () => {
    const { update, fetches, jobs, first } = setUp();
    update();
    fetches[0].done(scaled());
    await settle();
    expect(first().phase).toMatchObject({ kind: 'failed', error: { kind: 'history-differs' } });
    expect(first().drawn).toBeUndefined();
    expect(jobs).toHaveLength(0);
  });

  it('takes the band away that stood, and gives one back when it agrees again', async () => {
    const { update, fetches, jobs, first } = await ready();
    update({
      live: readSeries([
        frameOf(
          recent.map((x) => 100 + x),
          { labels: { pod: 'a' } }
        ),
      ]),
    });
    expect(first().phase).toMatchObject({ kind: 'failed', error: { kind: 'history-differs' } });
    expect(first().drawn).toBeUndefined();
    // Too short to tell: the verdict stands.
    update({ live: readSeries([frameOf(recent.slice(0, 1), { labels: { pod: 'a' } })]) });
    expect(first().phase.kind).toBe('failed');
    update({ live: readSeries(liveFrames) });
    await settle();
    expect(fetches).toHaveLength(1);
    expect(jobs).toHaveLength(2);
    expect(first().phase.kind).toBe('starting');
  });

  it('harms no other series', async () => {
    const { update, fetches, session, jobs } = setUp();
    update({ live: readSeries([...liveFrames, frameOf(recent, { labels: { pod: 'b' } })]) });
    const [other] = scaled();
    other.fields[1].labels = { pod: 'b' };
    fetches[0].done([...historyFrames, other]);
    await settle();
    expect(session.getState().series.map(({ phase }) => phase.kind)).toEqual(['starting', 'failed']);
    expect(jobs).toHaveLength(1);
  });
});

describe('a field of which the queries have no history', () => {
  const calculated = (count = 10) => frameOf(values(count), { name: 'twice' });

  it('is learned from the visible range, and that is said; the others have their history', async () => {
    const { update, fetches, session, jobs } = setUp();
    update({ live: readSeries([...liveFrames, calculated()]) });
    fetches[0].done(historyFrames);
    await settle();
    expect(jobs.map(({ job }) => job.request.series.values.length)).toEqual([200, 10]);
    expect(session.getState().notes).toEqual([
      'Learned from the visible range alone: “twice”; the queries have no history of it, as of all that ' +
        'transformations make.',
    ]);
  });

  it('follows what is shown, without another question', async () => {
    const { update, fetches, session } = setUp();
    update({ live: readSeries([...liveFrames, calculated()]) });
    fetches[0].done(historyFrames);
    await settle();
    const [fetched] = session.getState().series;
    update({ live: readSeries([...liveFrames, calculated(11)]) });
    await settle();
    expect(fetches).toHaveLength(1);
    expect(session.getState().series[0].history).toBe(fetched.history);
    expect(session.getState().series[1].history!.values).toHaveLength(11);
  });

  it('keeps its history, the same object, over a refresh that brings nothing new', async () => {
    const { update, fetches, session, jobs } = setUp();
    update({ live: readSeries([calculated()]) });
    fetches[0].done(historyFrames);
    await settle();
    const { history } = session.getState().series[0];
    update({ live: readSeries([calculated()]) });
    await settle();
    expect(session.getState().series[0].history).toBe(history);
    expect(jobs).toHaveLength(1);
  });
});

describe('a history of another step', () => {
  /** The same series at twice the rate: a value in the middle of each hour, halfway between its neighbours. */
  const hourly = values(200);
  const finer = frameOf(
    Array.from({ length: 399 }, (_, i) => (hourly[i >> 1] + hourly[(i + 1) >> 1]) / 2),
    { labels: { pod: 'a' }, start: T0 - 189 * HOUR }
  );
  finer.fields[0].values = finer.fields[0].values.map((_, i) => T0 - 189 * HOUR + i * 1_800_000);

  it('is not drawn with the forecast of the old one: a baseline on its own grid takes its place', async () => {
    const ofStep = (step: number): ForecastResult => {
      const result = resultOf({ source: 'seasonal-naive', origin: T0 + 10 * HOUR });
      return { ...result, report: { ...result.report, step } };
    };
    const { update, fetches, jobs, first } = setUp({ baseline: ({ step }) => ofStep(step) });
    update();
    fetches[0].done(historyFrames);
    await settle();
    jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR }) });
    await settle();
    expect(first().drawn!.result.report).toMatchObject({ source: 'blend', step: 3600 });
    update({ options: optionsOf({ step: '30m' }) });
    fetches[1].done([finer]);
    await settle();
    expect(first()).toMatchObject({
      history: { step: 1800 },
      drawn: { kind: 'baseline', result: { report: { source: 'seasonal-naive', step: 1800 } } },
    });
  });
});

describe('zoom', () => {
  it('into what the forecasts cover keeps them', async () => {
    const { update, fetches, jobs, first } = await ready();
    const before = first().drawn!.result;
    update({ range: { from: T0 - 8 * HOUR, to: T0 - 2 * HOUR } });
    await settle();
    expect([fetches.length, jobs.length]).toEqual([1, 1]);
    expect(first().drawn!.result).toBe(before);
  });

  it('to an older range starts from the end of that range', async () => {
    const { update, fetches } = await ready();
    update({ range: { from: T0 - 90 * HOUR, to: T0 - 80 * HOUR } });
    expect(fetches[1].plan.end).toBe(T0 - 80 * HOUR);
  });
});

describe('what is said of a history', () => {
  it('that is partial, or shorter than asked, stands among the notes', async () => {
    const { update, fetches, session } = setUp();
    update();
    fetches[0].done(historyFrames, [], { warnings: ['The answer is partial.'] });
    await settle();
    expect(session.getState().notes).toEqual([
      'The answer is partial.',
      'Of a history of 10d there are 8d: the forecasts learn from those.',
    ]);
  });

  it('of an instant query is that it has none, and what to choose', async () => {
    const { update, fetches, first, jobs } = setUp();
    update();
    fetches[0].done([], [], { instant: ['A'] });
    await settle();
    expect(first().phase).toEqual({ kind: 'failed', error: { kind: 'instant-query' } });
    expect(jobs).toHaveLength(0);
  });
});
