import { ForecastFailure } from '../../core/options/errors';
import { HOUR, T0 } from '../../testing/panelFixtures';
import type { HistoryPlan } from '../../core/series';
import { fetchLongest } from './longestHistory';

const DAY = 24 * HOUR;
const plan: HistoryPlan = { start: T0 - 30 * DAY, end: T0, step: 1800 };
const answer = { frames: [], failures: [], warnings: [], instant: [] };
const failed = (message: string) => new ForecastFailure({ kind: 'history-failed', message });

/** A server that answers so many days and refuses more in these words; what it was asked for, in days. */
function limited(days: number, words: string, how: 'throws' | 'says' = 'throws') {
  const asked: number[] = [];
  const fetch = async ({ start, end }: HistoryPlan) => {
    asked.push((end - start) / DAY);
    if (end - start <= days * DAY) {
      return answer;
    }
    if (how === 'throws') {
      throw failed(words);
    }
    return { ...answer, failures: [words] };
  };
  return { fetch, asked };
}

const ask = (fetch: Parameters<typeof fetchLongest>[0]) => fetchLongest(fetch, plan, new AbortController().signal);

test.each([
  ['Mimir', 'bad_data: the query time range exceeds the limit (query length: 720h0m0s, limit: 168h0m0s)', 7],
  ['Thanos', 'exceeded maximum resolution of 11,000 points per timeseries', 20],
  [
    'VictoriaMetrics',
    'too many points for the given step=1800000; cannot exceed -search.maxPointsPerTimeseries=500',
    10,
  ],
  ['Prometheus', 'query processing would load too many samples into memory in query execution', 3.3],
  ['a proxy', 'range too long, max-range is 40h', 40 / 24],
])('a limit of %s: the longest history that works is found and named', async (_, words, days) => {
  const { fetch, asked } = limited(days, words);
  const { limit, warnings } = await ask(fetch);
  expect(limit!.length / DAY).toBeLessThanOrEqual(days);
  expect(limit!.length / DAY).toBeGreaterThan(0.87 * days);
  expect(asked.length).toBeLessThan(11);
  expect(warnings).toEqual([
    expect.stringMatching(/^The server refuses a history of 30d \(.*\): learned from .*\d[dhm], /),
  ]);
});

test('a limit that is named is asked for at once', async () => {
  const { fetch, asked } = limited(
    7,
    'the query time range exceeds the limit (query length: 720h0m0s, limit: 168h0m0s)'
  );
  expect((await ask(fetch)).warnings[0]).toContain('learned from 7d,');
  expect(asked).toEqual([30, 7]);
});

test('a refusal beside the answers of other queries counts, too', async () => {
  const { fetch } = limited(15, 'max query length exceeded', 'says');
  expect(await ask(fetch)).toMatchObject({ limit: { length: expect.any(Number) }, failures: [] });
});

test('a history that is answered is asked for once, and says nothing', async () => {
  const { fetch, asked } = limited(30, 'too long');
  expect(await ask(fetch)).toEqual(answer);
  expect(asked).toEqual([30]);
});

test.each(['parse error', 'no route to host', 'query timed out: limit of 60s exceeded', 'refused the login'])(
  '“%s” is not a matter of length',
  async (words) => {
    const { fetch, asked } = limited(7, words);
    await expect(ask(fetch)).rejects.toMatchObject({ detail: { message: words } });
    expect(asked).toEqual([30]);
  }
);

test('where no length works, the first refusal is what is said', async () => {
  const { fetch, asked } = limited(0, 'too many series: limit is 10');
  await expect(ask(fetch)).rejects.toMatchObject({ detail: { message: 'too many series: limit is 10' } });
  expect(asked.length).toBeLessThan(8);
});

describe('a limit that is known', () => {
  const known = { length: 7 * DAY, refusal: 'too long' };
  const askKnowing = (fetch: Parameters<typeof fetchLongest>[0]) =>
    fetchLongest(fetch, plan, new AbortController().signal, known);

  test('is asked for at once, and said again', async () => {
    const { fetch, asked } = limited(7, 'range too long');
    expect(await askKnowing(fetch)).toMatchObject({
      limit: known,
      warnings: ['The server refuses a history of 30d (too long): learned from 7d, the longest that it answers.'],
    });
    expect(asked).toEqual([7]);
  });

  test('that has become narrower is found anew', async () => {
    const { fetch, asked } = limited(3, 'exceeds the limit (limit: 72h)');
    expect((await askKnowing(fetch)).limit).toMatchObject({ length: 3 * DAY });
    expect(asked).toEqual([7, 30, 3]);
  });
});
