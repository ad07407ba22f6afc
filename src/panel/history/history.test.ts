import { CoreApp, dateTime, LoadingState, type DataQueryRequest } from '@grafana/data';
import { NEVER, Observable, of, throwError } from 'rxjs';
import { frameOf, HOUR, T0 } from '../../testing/panelFixtures';
import { planHistory } from '../../core/series';
import { describeSource, fetchHistory, groupTargets, historyRequest } from './history';

const DAY = 24 * HOUR;
const now = T0 + 30 * 60_000;
/** Ten days, an hour a step. */
const grid = { step: 3600, history: 10 * 86_400 };

function requestOf(change: Partial<DataQueryRequest> = {}): DataQueryRequest {
  const range = { from: dateTime(T0 - HOUR), to: dateTime(now), raw: { from: 'now-1h', to: 'now' } };
  return {
    requestId: 'Q1',
    interval: '15s',
    intervalMs: 15_000,
    maxDataPoints: 600,
    range,
    scopedVars: {
      pod: { text: 'web', value: 'web' },
      __interval: { text: '15s', value: '15s' },
      __interval_ms: { text: '15000', value: 15_000 },
    },
    targets: [{ refId: 'A', datasource: { uid: 'prom' } }],
    timezone: 'utc',
    app: CoreApp.Dashboard,
    startTime: now,
    panelId: 7,
    ...change,
  };
}

const liveOf = (change: Partial<DataQueryRequest> = {}) => ({ request: requestOf(change), frames: [] });

describe('planHistory', () => {
  it('ends on the grid at now, whatever the dashboard shows', () => {
    expect(planHistory(grid, now + DAY, now)).toEqual({ start: T0 - 10 * DAY, end: T0, step: 3600 });
  });

  it('ends at the end of an absolute past range', () => {
    const end = T0 - 3 * DAY;
    expect(planHistory(grid, end + 59 * 60_000, now)).toEqual({ start: end - 10 * DAY, end, step: 3600 });
  });

  it('does not depend on the zoom', () => {
    expect(planHistory(grid, now, now)).toEqual(planHistory(grid, now + 60_000, now));
  });
});

test('no history has exemplars, and asking for them does not change the question', () => {
  const plan = planHistory(grid, now, now);
  const withExemplars = requestOf({ targets: [{ refId: 'A', datasource: { uid: 'prom' }, exemplar: true }] as never });
  const request = historyRequest(withExemplars, withExemplars.targets, plan, 'id');
  expect(request.targets).toEqual([{ refId: 'A', datasource: { uid: 'prom' } }]);
  const describe = (asked: DataQueryRequest) => describeSource(asked, [], (text) => text);
  expect(describe(withExemplars)).toBe(describe(requestOf()));
});

test('the request asks for the history at its step, with the panel’s own variables', () => {
  const plan = planHistory(grid, now, now);
  const request = requestOf();
  const asked = historyRequest(request, request.targets, plan, 'id');
  expect(asked.range.from.valueOf()).toBe(plan.start);
  expect(asked.range.to.valueOf()).toBe(plan.end);
  expect(asked.intervalMs).toBe(3_600_000);
  expect(asked.interval).toBe('1h');
  expect(asked.maxDataPoints).toBe(241);
  expect(asked.scopedVars.__interval!.value).toBe('1h');
  expect(asked.scopedVars.__interval_ms!.value).toBe(3_600_000);
  expect(asked.scopedVars.pod!.value).toBe('web');
  expect(asked.targets).toEqual(request.targets);
  const own = { refId: 'B', datasource: { type: 'presage-prometheus-datasource', uid: 'p' } };
  expect(historyRequest(request, [own], plan, 'id').targets).toEqual([{ ...own, history: true }]);
  expect(asked.requestId).toBe('id');
});

describe('groupTargets', () => {
  it('asks each data source of a mixed panel once and leaves hidden queries out', () => {
    const targets = [
      { refId: 'A', datasource: { uid: 'one' } },
      { refId: 'B', datasource: { uid: 'two' } },
      { refId: 'C', datasource: { uid: 'one' } },
      { refId: 'D', datasource: { uid: 'two' }, hide: true },
    ];
    const groups = groupTargets(requestOf({ targets }));
    expect(groups!.map((group) => group.targets.map(({ refId }) => refId))).toEqual([['A', 'C'], ['B']]);
  });

  it.each(['__expr__', '-- Dashboard --', '-- Grafana --'])('knows that %s cannot be asked', (uid) => {
    expect(groupTargets(requestOf({ targets: [{ refId: 'A', datasource: { uid } }] }))).toBeUndefined();
  });
});

test('the source follows variables and queries, not the zoom', () => {
  const targets = [{ refId: 'A', datasource: { uid: 'prom' }, expr: 'rate(x{pod="$pod"}[5m])' }];
  const replace = (pod: string, interval: string) => (text: string) =>
    text.replaceAll('$pod', pod).replaceAll(/\$\{?__\w+\}?/g, interval);
  const source = (pod: string, interval: string) => describeSource(requestOf({ targets }), [], replace(pod, interval));
  expect(source('web', '15s')).toBe(source('web', '5m'));
  expect(source('web', '15s')).not.toBe(source('db', '15s'));
});

test('the source of a query that depends on the zoom follows it', () => {
  const source = (expr: string, change: Partial<DataQueryRequest>) =>
    describeSource(requestOf({ targets: [{ refId: 'A', expr } as never], ...change }), [], (text) => text);
  const zoomed = { intervalMs: 300_000 };
  expect(source('rate(x[$__rate_interval])', zoomed)).not.toBe(source('rate(x[$__rate_interval])', {}));
  expect(source('rate(x[5m])', zoomed)).toBe(source('rate(x[5m])', {}));
});

test('the source does not follow legends and editors', () => {
  const source = (change: object) =>
    describeSource(requestOf({ targets: [{ refId: 'A', expr: 'up', ...change } as never] }), [], (text) => text);
  expect(source({ legendFormat: '{{pod}}', editorMode: 'code', key: 'Q-1' })).toBe(source({}));
  expect(source({ expr: 'down' })).not.toBe(source({}));
});

describe('fetchHistory', () => {
  const plan = planHistory(grid, now, now);
  const signal = () => new AbortController().signal;

  it('joins the frames of all data sources', async () => {
    const targets = ['one', 'two'].map((uid) => ({ refId: uid, datasource: { uid } }));
    const { frames } = await fetchHistory(
      liveOf({ targets }),
      plan,
      async (ref) => ({ query: () => of({ data: [frameOf([1], { refId: ref!.uid })], state: LoadingState.Done }) }),
      signal()
    );
    expect(frames.map(({ refId }) => refId)).toEqual(['one', 'two']);
  });

  it('asks queries that are known ahead beyond the end, apart from the others', async () => {
    const targets = ['A', 'B'].map((refId) => ({ refId, datasource: { uid: 'one' } }));
    const asked: Array<[string, number]> = [];
    const query = (request: DataQueryRequest) => {
      asked.push([request.targets.map(({ refId }) => refId).join(), request.range.to.valueOf()]);
      return of({ data: [], state: LoadingState.Done });
    };
    const ahead = { refIds: ['B'], end: plan.end + 3600_000 };
    await fetchHistory(liveOf({ targets }), { ...plan, ahead }, async () => ({ query }), signal());
    expect(asked).toEqual([
      ['A', plan.end],
      ['B', ahead.end],
    ]);
  });

  it('tells what share has come, and takes the answer that follows', async () => {
    const told: number[] = [];
    const share = { fields: [], length: 0, meta: { custom: { presageHistoryShare: 0.5 } } };
    const query = () => of({ data: [share], state: LoadingState.Loading }, { data: [frameOf([1])] });
    const { frames } = await fetchHistory(
      liveOf(),
      plan,
      async () => ({ query }),
      signal(),
      (one) => told.push(one)
    );
    expect(told).toEqual([0.5]);
    expect(frames.map(({ length }) => length)).toEqual([1]);
  });

  it('asks what was asked live, with the scrape interval of the data source', async () => {
    const asked: DataQueryRequest[] = [];
    const query = (request: DataQueryRequest) => {
      asked.push(request);
      return of({ data: [frameOf([1])] });
    };
    const targets = [{ refId: 'A', expr: 'rate(x[$__rate_interval]) * $__interval_ms' } as never];
    await fetchHistory(liveOf({ targets }), plan, async () => ({ query, interval: '30s' }), signal());
    expect(asked[0].targets).toEqual([{ refId: 'A', expr: 'rate(x[120s]) * 15000' }]);
    expect(asked[0].intervalMs).toBe(3_600_000);
  });

  it('leaves instant queries out, and says which', async () => {
    const asked: DataQueryRequest[] = [];
    const query = (request: DataQueryRequest) => {
      asked.push(request);
      return of({ data: [frameOf([1])] });
    };
    const one = { instant: true, range: false };
    const targets = [{ refId: 'A', ...one }, { refId: 'B', instant: true, range: true }, { refId: 'C' }] as never;
    const { instant } = await fetchHistory(liveOf({ targets }), plan, async () => ({ query }), signal());
    expect(instant).toEqual(['A']);
    expect(asked[0].targets.map(({ refId }) => refId)).toEqual(['B', 'C']);
    const alone = liveOf({ targets: [{ refId: 'A', ...one }] as never });
    expect(await fetchHistory(alone, plan, async () => ({ query }), signal())).toMatchObject({ instant: ['A'] });
    expect(asked).toHaveLength(1);
  });

  it('passes on what data sources warn of, once', async () => {
    const warned = (text: string, severity: 'warning' | 'info' = 'warning') => ({
      ...frameOf([1]),
      meta: { notices: [{ severity, text }] },
    });
    const data = [warned('partial'), warned('partial'), warned('a hint', 'info')];
    const { warnings } = await fetchHistory(liveOf(), plan, async () => ({ query: () => of({ data }) }), signal());
    expect(warnings).toEqual(['partial']);
  });

  it('takes a promise for an answer, as old data sources give', async () => {
    const query = () => Promise.resolve({ data: [frameOf([1])] });
    expect(await fetchHistory(liveOf(), plan, async () => ({ query }), signal())).toMatchObject({ failures: [] });
  });

  it.each([
    ['a thrown error', () => throwError(() => new Error('no route to host')), 'no route to host'],
    ['a proxy error', () => throwError(() => ({ status: 502, data: { message: 'Bad Gateway' } })), 'Bad Gateway'],
    [
      'an error of Prometheus',
      () => throwError(() => ({ data: { error: 'parse error: unexpected end' } })),
      'parse error: unexpected end',
    ],
    ['an error in the response', () => of({ data: [], errors: [{ message: 'too many samples' }] }), 'too many samples'],
    ['an error in the response, old form', () => of({ data: [], error: { message: 'timeout' } }), 'timeout'],
  ])('reports %s as it is', async (_, query, message) => {
    await expect(fetchHistory(liveOf(), plan, async () => ({ query }), signal())).rejects.toMatchObject({
      detail: { kind: 'history-failed', message },
    });
  });

  it('keeps the frames of healthy queries where another fails', async () => {
    const targets = ['one', 'two', 'three'].map((uid) => ({ refId: uid, datasource: { uid } }));
    const answers: Record<string, () => unknown> = {
      one: () => of({ data: [frameOf([1], { refId: 'one' })] }),
      two: () => throwError(() => new Error('bad gateway')),
      three: () => of({ data: [frameOf([1], { refId: 'three' })], errors: [{ message: 'too many samples' }] }),
    };
    const getDataSource = async (ref: { uid?: string } | null | undefined) => ({ query: answers[ref!.uid!] as never });
    const { frames, failures } = await fetchHistory(liveOf({ targets }), plan, getDataSource, signal());
    expect(frames.map(({ refId }) => refId)).toEqual(['one', 'three']);
    expect(failures).toEqual(['bad gateway', 'too many samples']);
  });

  it('cancels the query when aborted', async () => {
    let isCancelled = false;
    const query = () => new Observable<never>(() => () => (isCancelled = true));
    const controller = new AbortController();
    const answer = fetchHistory(liveOf(), plan, async () => ({ query }), controller.signal);
    await Promise.resolve();
    await Promise.resolve();
    controller.abort();
    await expect(answer).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
    expect(isCancelled).toBe(true);
  });

  it('is cancelled at once where it was aborted before', async () => {
    const controller = new AbortController();
    controller.abort();
    const answer = fetchHistory(liveOf(), plan, async () => ({ query: () => NEVER }), controller.signal);
    await expect(answer).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
  });
});
