import { ForecastFailure } from '../../core/options/errors';
import type { Series } from '../../core/series/series';
import { exampleModel } from '../../testing/fakeWorker';
import { askedOf } from '../../worker/pinning';
import { frameOf, HOUR, optionsOf, resultOf, T0 } from '../../testing/panelFixtures';
import { panelState } from './panelState';
import { readSeries } from '../frames/frames';
import { historyFrames, now, ready, settle, setUp, training, values } from '../../testing/sessionKit';

const progress = { epoch: 3, epochs: 30, trainLoss: 0.2, validationLoss: 0.1, remainingMs: 4000 };

describe('training', () => {
  it('comes after an instant baseline', async () => {
    const { first, jobs, session } = await training();
    expect(first().drawn!.result.report.source).toBe('seasonal-naive');
    expect(jobs[0].job).toMatchObject({ key: expect.stringContaining('panel-1'), priority: 0, retrain: false });
    expect(jobs[0].job.request.series).toMatchObject({ start: T0 - 189 * HOUR, step: 3600 });
    jobs[0].state({ kind: 'training', progress, device: 'wasm' });
    expect(first().phase).toMatchObject({ kind: 'training', device: 'wasm' });
    expect(panelState(session.getState())).toBe('training');
  });

  it('changes nothing of what the chart draws while it only makes progress', async () => {
    const { jobs, session, update } = await training();
    const { charted } = session.getState();
    expect(charted).toMatchObject([{ result: { report: { source: 'seasonal-naive' } } }]);
    for (const epoch of [1, 2, 3]) {
      jobs[0].state({ kind: 'training', progress: { ...progress, epoch }, device: 'wasm' });
      expect(session.getState().series[0].phase).toMatchObject({ progress: { epoch } });
      expect(session.getState().charted).toBe(charted);
    }
    update();
    expect(session.getState().charted).toBe(charted);
    jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR }) });
    await settle();
    expect(session.getState().charted).toMatchObject([{ result: { report: { source: 'blend' } } }]);
  });

  it('shows the markers of a baseline when nothing is about to take its place', async () => {
    const anomaly = {
      start: T0,
      end: T0,
      peakTime: T0,
      peakScore: 2,
      direction: 'above',
      severity: 'critical',
    } as const;
    const { session } = await training({ baseline: () => ({ ...resultOf(), anomalies: [anomaly] }) });
    const markers = () => session.getState().charted[0].result!.anomalies;
    expect(markers()).toEqual([]);
    session.cancel();
    expect(markers()).toEqual([anomaly]);
  });

  it('shows what the worker has before it trains, and only where nothing trained is on screen', async () => {
    const { first, jobs, update } = await training();
    const preliminary = resultOf({ origin: T0 + 10 * HOUR });
    jobs[0].job.onPreliminary?.(preliminary);
    expect(first()).toMatchObject({ drawn: { kind: 'preliminary', result: preliminary }, phase: { kind: 'starting' } });
    const final = resultOf({ origin: T0 + 10 * HOUR, past: 24 });
    jobs[0].done({ result: final });
    await settle();
    update({ options: optionsOf({ sequenceLength: 48 }) });
    await settle();
    jobs[1].job.onPreliminary?.(preliminary);
    expect(first().drawn!.result).toBe(final);
    jobs[0].job.onPreliminary?.(preliminary);
    expect(first().drawn!.result).toBe(final);
  });

  it('ends with the worker’s result and the sequence length it was made with', async () => {
    const { first, session } = await ready();
    expect(first()).toMatchObject({
      phase: { kind: 'ready' },
      drawn: { kind: 'trained', sequenceLength: 24 },
      isOutOfDate: false,
    });
    expect(first().drawn!.result.report.source).toBe('blend');
    expect(panelState(session.getState())).toBe('ready');
  });

  it('starts anew when an option changes, and the older forecast stays meanwhile', async () => {
    const { update, jobs, first } = await ready();
    const before = first().drawn!.result;
    update({ options: optionsOf({ sequenceLength: 48 }) });
    await settle();
    expect(jobs).toHaveLength(2);
    expect(jobs[1].job.request.options.sequenceLength).toBe(48);
    expect(first()).toMatchObject({ drawn: { kind: 'trained', result: before }, isOutOfDate: true });
  });

  it('under way is aborted by a changed option', async () => {
    const { update, jobs, first } = await training();
    update({ options: optionsOf({ sequenceLength: 48 }) });
    await settle();
    expect(jobs[0].signal.aborted).toBe(true);
    expect(jobs).toHaveLength(2);
    expect(first().phase.kind).toBe('starting');
  });

  it('under way is not aborted by a new point: it ends, and the fresh model forecasts again', async () => {
    const { update, jobs, first, fetches, wait } = await training();
    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    fetches[1].done([frameOf(values(201), { labels: { pod: 'a' }, start: T0 - 189 * HOUR })]);
    await settle();
    expect(jobs).toHaveLength(1);
    expect(jobs[0].signal.aborted).toBe(false);
    jobs[0].done({ result: resultOf({ origin: T0 + 10 * HOUR }) });
    await settle();
    expect(jobs).toHaveLength(2);
    expect(jobs[1].job).toMatchObject({ retrain: false, request: { series: { values: expect.any(Float64Array) } } });
    expect(jobs[1].job.request.series.values).toHaveLength(201);
    expect(first()).toMatchObject({ isOutOfDate: true, drawn: { result: { report: { source: 'blend' } } } });
    jobs[1].done({ result: resultOf({ origin: T0 + 11 * HOUR }) });
    await settle();
    expect(jobs).toHaveLength(2);
    expect(first()).toMatchObject({ isOutOfDate: false, phase: { kind: 'ready' } });
  });

  it('goes on over newer data, which a baseline follows and nothing of older data replaces', async () => {
    const { update, jobs, first, fetches, wait } = await training();
    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    fetches[1].done([frameOf(values(201), { labels: { pod: 'a' }, start: T0 - 189 * HOUR })]);
    await settle();
    const { drawn } = first();
    expect(drawn!.kind).toBe('baseline');
    jobs[0].job.onPreliminary?.(resultOf());
    expect(first().drawn).toBe(drawn);
  });

  it('goes on over newer data, and a trained forecast stays on screen, with the newest history', async () => {
    const { update, session, first, fetches, wait } = await ready();
    const { result } = first().drawn!;
    update({ options: optionsOf({ sequenceLength: 48 }) });
    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    fetches[1].done([frameOf(values(201), { labels: { pod: 'a' }, start: T0 - 189 * HOUR })]);
    await settle();
    expect(first().drawn).toMatchObject({ kind: 'trained', sequenceLength: 24 });
    const [charted] = session.getState().charted;
    expect(charted.result).toBe(result);
    expect(charted.history).toBe(first().history);
    expect(charted.history!.values).toHaveLength(201);
  });

  it('draws no baseline of data that were replaced before it was their turn', async () => {
    const baseline = jest.fn((series: Series) => resultOf({ origin: series.start }));
    const { update } = setUp({ baseline });
    for (const count of [10, 11, 12]) {
      update({ fetch: undefined, live: readSeries([frameOf(values(count), { labels: { pod: 'a' } })]) });
    }
    await settle();
    expect(baseline.mock.calls.map(([series]) => series.values.length)).toEqual([10, 12]);
  });

  it('under way is not aborted by points that stream in where nobody can be asked', async () => {
    const { update, jobs } = setUp();
    update({ fetch: undefined });
    await settle();
    update({ live: readSeries([frameOf(values(11), { labels: { pod: 'a' } })]) });
    update({ live: readSeries([frameOf(values(12), { labels: { pod: 'a' } })]) });
    await settle();
    expect(jobs).toHaveLength(1);
    expect(jobs[0].signal.aborted).toBe(false);
    jobs[0].done({ result: resultOf() });
    await settle();
    expect(jobs).toHaveLength(2);
    expect(jobs[1].job.request.series.values).toHaveLength(12);
  });

  it('under way is aborted by another query', async () => {
    const { update, jobs, fetches } = await training();
    update({ source: 'down' });
    fetches[1].done(historyFrames);
    await settle();
    expect(jobs[0].signal.aborted).toBe(true);
    expect(jobs).toHaveLength(2);
  });

  it('that was cancelled leaves no old forecast behind when time goes on', async () => {
    const baseline = jest.fn(() => resultOf({ source: 'seasonal-naive', origin: T0 + 10 * HOUR }));
    const { update, session, fetches, wait, first } = setUp({ baseline });
    update();
    fetches[0].done(historyFrames);
    await settle();
    session.cancel();
    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    baseline.mockReturnValue(resultOf({ source: 'seasonal-naive', origin: T0 + 11 * HOUR }));
    fetches[1].done([frameOf(values(201), { labels: { pod: 'a' }, start: T0 - 189 * HOUR })]);
    await settle();
    expect(first()).toMatchObject({ phase: { kind: 'stopped' }, isOutOfDate: false });
    expect(first().drawn!.result.report.origin).toBe(T0 + 11 * HOUR);
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
    expect(first().drawn).toBeDefined();

    wait(HOUR);
    update({ range: { from: T0, to: now + HOUR } });
    fetches[1].done(historyFrames);
    await settle();
    expect(jobs).toHaveLength(1);

    session.retrain();
    await settle();
    expect(jobs[1].job.retrain).toBe(true);
  });

  it('goes on out of sight, after all that is in sight', async () => {
    const { update, jobs, priorities } = await training();
    const { key, priority } = jobs[0].job;
    update({ isVisible: false });
    update({ isVisible: false });
    await settle();
    expect(jobs[0].signal.aborted).toBe(false);
    expect(priority).toBe(0);
    expect(priorities).toEqual([[key, 1]]);
    update({ isVisible: true });
    await settle();
    expect(priorities).toEqual([
      [key, 1],
      [key, 0],
    ]);
    expect(jobs).toHaveLength(1);
  });

  it('is not begun out of sight, and is when the panel comes into sight', async () => {
    const { update, jobs, fetches, first, session } = setUp();
    update();
    update({ isVisible: false });
    fetches[0].done(historyFrames);
    await settle();
    expect(jobs).toHaveLength(0);
    expect(first()).toMatchObject({ phase: { kind: 'paused' }, drawn: { kind: 'baseline' } });
    // A run that begins again by itself would keep the page from anything else.
    const changed = jest.fn();
    const leave = session.subscribe(changed);
    await settle();
    leave();
    expect(changed).not.toHaveBeenCalled();
    update({ isVisible: true });
    await settle();
    expect(jobs).toHaveLength(1);
  });

  it('that the worker pauses with the page is said to be paused, and goes on', async () => {
    const { jobs, session, first } = await training();
    jobs[0].state({ kind: 'paused' });
    expect(panelState(session.getState())).toBe('paused');
    jobs[0].state({ kind: 'training', progress, device: 'wasm' });
    expect(first().phase.kind).toBe('training');
    expect(jobs[0].signal.aborted).toBe(false);
  });

  it('that fails is said, and the baseline stays', async () => {
    const { jobs, first, session } = await training();
    jobs[0].fail(new ForecastFailure({ kind: 'diverged', epoch: 4 }));
    await settle();
    expect(first().phase).toEqual({ kind: 'failed', error: { kind: 'diverged', epoch: 4 } });
    expect(first().drawn!.result.report.source).toBe('seasonal-naive');
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

test('of more series than the option says those beyond have no forecast until the legend shows them alone', async () => {
  const { update, session, jobs } = setUp();
  const many = (hidden = (_: number) => false) =>
    readSeries(
      Array.from({ length: 5 }, (_, i) => {
        const frame = frameOf(values(50), { labels: { pod: String(i) } });
        const field = frame.fields[1];
        field.config = { ...field.config, custom: { hideFrom: { viz: hidden(i) } } };
        return frame;
      })
    );
  const podsOf = () => session.getState().series.map(({ key }) => /"pod","(\d)"/.exec(key)?.[1]);
  const options = { ...optionsOf(), seriesAtOnce: 2 };
  update({ options, live: many(), fetch: undefined });
  await settle();
  expect(session.getState()).toMatchObject({ omitted: 3 });
  expect(podsOf()).toEqual(['0', '1']);
  expect(jobs).toHaveLength(2);
  update({ options, live: many((i) => i !== 4), fetch: undefined });
  await settle();
  expect(podsOf()).toContain('4');
  expect(jobs).toHaveLength(3);
});

describe('a model that the dashboard holds', () => {
  const answer = (trainedAt: number) => ({
    result: resultOf({ origin: T0 + 10 * HOUR }),
    model: { ...exampleModel(T0), trainedAt },
  });
  async function pinned() {
    const kit = await ready();
    const { request } = kit.jobs[0].job;
    const pin = { ...exampleModel(T0), asked: askedOf(request) };
    kit.update({ pinned: new Map([[kit.first().key, pin]]) });
    await settle();
    return { ...kit, pin };
  }

  it('forecasts at once when it is pinned, and no more when it is unpinned', async () => {
    const { jobs, update, first, pin } = await pinned();
    expect(jobs[1].job.pinned).toBe(pin);
    jobs[1].done(answer(pin.trainedAt));
    await settle();
    expect(first().pin).toEqual({ kind: 'used' });
    update({ pinned: new Map() });
    await settle();
    expect(jobs[2].job.pinned).toBeUndefined();
    jobs[2].done(answer(7));
    await settle();
    expect(first().pin).toBeUndefined();
  });

  it('is said not to forecast where options have changed since, or another was trained', async () => {
    const { jobs, update, first } = await pinned();
    jobs[1].done(answer(7));
    await settle();
    expect(first().pin).toEqual({ kind: 'replaced' });
    update({ options: { ...optionsOf(), seed: 7 } });
    await settle();
    jobs[2].done(answer(7));
    await settle();
    expect(first().pin).toEqual({ kind: 'options', names: ['seed'] });
    update({ pinned: new Map([[first().key, undefined]]) });
    await settle();
    jobs[3].done(answer(7));
    await settle();
    expect(first().pin).toEqual({ kind: 'unreadable' });
  });
});
