import type { DataLink } from '@grafana/data';
import { type Client } from '../api';
import { type Entry, type HistoryReader, Lane } from '../history';
import { noFigures } from '../history/historyReader';
import { fetchRange, type RangeSource } from './fetchRange';
import { runQuery } from './runQuery';
import { statistics } from './statistics';

const range = { start: 0, end: 60, step: 15 };
const figures = { requests: 2, fetchedPoints: 5, fetchedBytes: 100, reusedPoints: 7, reusedBytes: 70 };

/** A source whose answers have one series with a point at the start of what is asked. */
function setUp() {
  const asked: Array<Record<string, string>> = [];
  const client = {
    limit: 30,
    async query(path: string, params: Record<string, string>) {
      asked.push({ path, ...params });
      const metric = { job: 'api' };
      const data = path.endsWith('range')
        ? { resultType: 'matrix', result: [{ metric, values: [[Number(params.start), '1']] }] }
        : { resultType: 'vector', result: [{ metric, value: [Number(params.time), '2'] }] };
      return { data, warnings: ['slow', params.start ?? 'now'], infos: ['slow'], bytes: 10 };
    },
  };
  const read = jest.fn(async (_: Entry, ...__: unknown[]) => ({ columns: [], warnings: [], infos: [], figures }));
  const entryOf = jest.fn((expr: string, step: number): Entry => ({ source: 's', key: `${expr} ${step}`, limit: 1 }));
  const source = {
    client: client as unknown as Client,
    lane: new Lane(),
    history: { read, total: noFigures } as unknown as HistoryReader,
    entryOf,
    params: { timeout: '30s' },
    linksOf: () => [],
  } satisfies RangeSource & { linksOf(): DataLink[] };
  return { source, asked, read, entryOf };
}

describe('fetchRange', () => {
  test('asks once for what fits in one answer', async () => {
    const { source, asked } = setUp();
    const { columns, bytes, figures: none } = await fetchRange(source, 'up', range, false, {});
    expect(asked).toEqual([
      { path: 'api/v1/query_range', timeout: '30s', query: 'up', start: '0', end: '60', step: '15' },
    ]);
    expect(columns).toHaveLength(1);
    expect([bytes, none]).toEqual([10, undefined]);
  });

  test('asks for a long range piece by piece, and says each warning once', async () => {
    const { source, asked } = setUp();
    const long = { start: 0, end: 15 * 25_000, step: 15 };
    const answer = await fetchRange(source, 'up', long, false, {});
    expect(asked.map(({ start, end }) => [Number(start), Number(end)])).toEqual([
      [0, 15 * 10_999],
      [15 * 11_000, 15 * 21_999],
      [15 * 22_000, 15 * 25_000],
    ]);
    expect(answer.columns).toHaveLength(1);
    expect([...answer.columns[0].times].map(Number)).toHaveLength(3);
    expect(answer.warnings).toEqual(['slow', '0', '165000', '330000']);
    expect(answer.infos).toEqual(['slow']);
    expect(answer.bytes).toBe(30);
  });

  test('pins @ end() to the end of the whole range, not to that of a piece', async () => {
    const { source, asked } = setUp();
    await fetchRange(source, 'up @ end()', { start: 0, end: 15 * 20_000, step: 15 }, false, {});
    expect(new Set(asked.map(({ query }) => query)).size).toBe(1);
    expect(asked[0].query).toContain('300000');
  });

  test('refuses a range of too many points before it asks, and says what to do', async () => {
    const { source, asked } = setUp();
    const tooLong = { start: 0, end: 550_000, step: 1 };
    await expect(fetchRange(source, 'up', tooLong, true, {})).rejects.toThrow(
      'invalid step; 550,001 points per series are over 550,000: 1s. Raise the minimum step or shorten the time range.'
    );
    expect(asked).toEqual([]);
    const most = { start: 0, end: 549_999, step: 1 };
    await fetchRange(source, 'up', most, false, {});
    expect(asked).toHaveLength(50);
  });

  test('reads a history through the cache, which is told how to ask for what it lacks', async () => {
    const { source, asked, read, entryOf } = setUp();
    const { signal } = new AbortController();
    expect(await fetchRange(source, 'up', range, true, { signal })).toMatchObject({ figures });
    expect(entryOf).toHaveBeenCalledWith('up', 15);
    const [entry, of, ask, own] = read.mock.calls[0];
    expect([entry.key, of, own]).toEqual(['up 15', range, signal]);
    expect(asked).toEqual([]);
    const answer = await (ask as (one: typeof range) => Promise<{ columns: unknown[]; bytes: number }>)(range);
    expect([answer.columns.length, answer.bytes]).toEqual([1, 10]);
  });

  test.each(['up offset -1h', 'up offset  -5m', 'time() - now ()', 'random()'])(
    'never keeps what depends on when it was asked: %s',
    async (expr) => {
      const { source, asked, read } = setUp();
      await fetchRange(source, expr, range, true, {});
      expect(read).not.toHaveBeenCalled();
      expect(asked).toHaveLength(1);
    }
  );

  test.each(['up offset 1h', 'brand_total', 'known(up)'])('keeps what does not: %s', async (expr) => {
    const { source, read } = setUp();
    await fetchRange(source, expr, range, true, {});
    expect(read).toHaveBeenCalledTimes(1);
  });
});

describe('runQuery', () => {
  const query = { refId: 'A', expr: 'up', name: 'up', isHistory: false, hasExemplars: false };

  test('asks over the range and then at its end, as far as either is wanted', async () => {
    const { source, asked } = setUp();
    const frames = await runQuery({ ...source, linksOf: () => [] }, { ...query, range, instant: 60 }, {});
    expect(asked.map(({ path, time }) => [path, time])).toEqual([
      ['api/v1/query_range', undefined],
      ['api/v1/query', '60'],
    ]);
    expect(asked[1]).toMatchObject({ query: 'up', timeout: '30s' });
    expect(frames.map(({ refId }) => refId)).toEqual(['A', 'A']);
    expect(await runQuery({ ...source, linksOf: () => [] }, { ...query, instant: 0 }, {})).toHaveLength(1);
    expect(await runQuery({ ...source, linksOf: () => [] }, query, {})).toEqual([]);
    expect(asked).toHaveLength(3);
  });
});

describe('statistics', () => {
  const columns = [3, 4].map((length) => ({
    metric: {},
    times: new Float64Array(length),
    values: new Float64Array(length),
  }));
  const result = { columns, warnings: [], infos: [] } as unknown as Parameters<typeof statistics>[0];
  const told = (...args: Parameters<typeof statistics>) =>
    statistics(...args).map(({ displayName, value }) => `${displayName}: ${value}`);

  test('count series and points, and bytes where they are known', () => {
    expect(told(result, noFigures)).toEqual(['Series: 2', 'Points: 7']);
    expect(told({ ...result, bytes: 50 }, noFigures)).toEqual(['Series: 2', 'Points: 7', 'Bytes fetched: 50']);
  });

  test('of a history say what it cost, and of other queries what all histories did', () => {
    expect(told({ ...result, figures }, figures)).toEqual([
      ...['Series: 2', 'Points: 7'],
      ...[
        'Requests: 2',
        'Points fetched: 5',
        'Points from the cache: 7',
        'Bytes fetched: 100',
        'Bytes from the cache: 70',
      ],
    ]);
    const others = told(result, { ...noFigures, reusedPoints: 1 });
    expect(others).toHaveLength(7);
    expect(others[2]).toBe('Histories on this page: requests: 0');
    expect(others[4]).toBe('Histories on this page: points from the cache: 1');
  });
});
