import { DAY, HOUR, MINUTE, TEST_ANCHOR, createScenarios, historyStart, requestRate, scrapeGaps } from '../scenarios';
import type { Running } from '../server/http';
import { startEmbeddedPrometheus } from './embeddedPrometheus';
import { hasPrometheus, startPrometheus } from './realPrometheus';

type Server = Running;
type Answer = { status: string; errorType?: string; error?: string; data: { resultType: string; result: Series[] } };
interface Series {
  metric: Record<string, string>;
  values: Array<[number, string]>;
}

// Ranges over two hours at each of 1,440 steps take seconds on a busy machine.
jest.setTimeout(120_000);

const anchor = TEST_ANCHOR;
const scenarios = createScenarios(anchor);
let embedded: Server;
let real: Server | undefined;

beforeAll(async () => {
  embedded = await startEmbeddedPrometheus({ scenarios, start: historyStart(anchor), end: () => anchor });
  real = (await hasPrometheus()) ? await startPrometheus({ scenarios, anchor, end: anchor }) : undefined;
}, 120_000);

afterAll(() => {
  embedded.stop();
  real?.stop();
});

async function ask(server: Server, path: string, parameters: Record<string, string | number>) {
  const body = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const response = await fetch(`${server.url}/api/v1/${path}`, { method: 'POST', body });
  return { status: response.status, answer: (await response.json()) as Answer };
}

const range = (server: Server, query: string, days = 30, step = 1800) =>
  ask(server, 'query_range', { query, start: (anchor - days * DAY) / 1000, end: anchor / 1000, step });

const byLabels = (series: Series[]) =>
  [...series].sort((a, b) => (JSON.stringify(a.metric) < JSON.stringify(b.metric) ? -1 : 1));

/** Every expression of the demo dashboard, and the rest of what the embedded server evaluates. */
const expressions = [
  'demo_cpu_usage_percent{instance="web-1"}',
  'demo_disk_used_bytes{mountpoint="/var"} / demo_disk_size_bytes',
  'rate(demo_http_requests_total{service="api"}[30m])',
  'increase(demo_http_requests_total[1h]) * 2 + 1',
  'demo_gpu_utilization_percent{cluster="train",gpu=~"0|1"}',
  'avg by (cluster) (demo_gpu_utilization_percent)',
  'sum(demo_gpu_utilization_percent) without (gpu)',
  'max_over_time(demo_memory_used_bytes[2h]) - min_over_time(demo_memory_used_bytes[2h])',
  'avg_over_time(demo_cpu_usage_percent[30m] offset 1h)',
  'count({__name__=~"demo_.*"})',
  '-demo_replicas ^ 2 % 5',
  'time() - 1e9',
  'demo_new_service_requests',
  'demo_nothing',
];

describe('embedded server', () => {
  it.each(expressions)('evaluates %s as a real Prometheus does', async (expression) => {
    const ours = (await range(embedded, expression)).answer;
    expect(ours.status).toBe('success');
    if (!real) {
      return;
    }
    const theirs = (await range(real, expression)).answer;
    expect(ours.data.resultType).toBe(theirs.data.resultType);
    const [mine, other] = [byLabels(ours.data.result), byLabels(theirs.data.result)];
    expect(mine.map(({ metric }) => metric)).toEqual(other.map(({ metric }) => metric));
    mine.forEach(({ values }, i) => {
      expect(values.map(([time]) => time)).toEqual(other[i].values.map(([time]) => time));
      const worst = values.map(([, value], j) => {
        const expected = Number(other[i].values[j][1]);
        return Math.abs(Number(value) - expected) / Math.max(1, Math.abs(expected));
      });
      expect(Math.max(...worst)).toBeLessThan(1e-9);
    });
  });

  it('leaves gaps where nothing was scraped', async () => {
    const [{ values }] = (await range(embedded, 'demo_http_requests_total')).answer.data.result;
    const [gap] = scrapeGaps(anchor);
    const inside = values.filter(([time]) => time * 1000 > gap.start + 5 * MINUTE && time * 1000 < gap.end);
    expect(inside).toEqual([]);
  });

  it('gives the rate of the counter across its reset', async () => {
    const [{ values }] = (await range(embedded, 'rate(demo_http_requests_total[30m])')).answer.data.result;
    // A window that a gap cuts has too few samples for a fair mean.
    const isWhole = ([time]: [number, string]) =>
      scrapeGaps(anchor).every(({ start, end }) => time * 1000 < start || time * 1000 - 30 * MINUTE > end);
    const whole = values.filter((pair) => isWhole(pair) && pair[0] * 1000 > historyStart(anchor) + HOUR);
    const ratios = whole.map(([time, value]) => Number(value) / requestRate(time * 1000 - 15 * MINUTE, anchor));
    expect(Math.min(...ratios)).toBeGreaterThan(0.7);
    expect(Math.max(...ratios)).toBeLessThan(1.4);
  });

  it('refuses more than 11,000 points in the words of Prometheus', async () => {
    const ours = await range(embedded, 'demo_replicas', 30, 60);
    expect(ours.status).toBe(400);
    expect(ours.answer.error).toMatch(/^exceeded maximum resolution of 11,000 points per timeseries/);
    const theirs = real && (await range(real, 'demo_replicas', 30, 60));
    expect(theirs ? theirs.answer.error : ours.answer.error).toBe(ours.answer.error);
  });

  it('says what it does not evaluate', async () => {
    const { status, answer } = await range(embedded, 'histogram_quantile(0.9, demo_replicas)', 1);
    expect(status).toBe(422);
    expect(answer).toMatchObject({ status: 'error', errorType: 'bad_data' });
    expect(answer.error).toContain('histogram_quantile()');
  });

  it.each(['', 'demo_replicas{', 'rate(demo_http_requests_total)', 'demo_replicas["5m"]', '{}'])(
    'refuses %p as bad data',
    async (query) => {
      const { status, answer } = await range(embedded, query, 1);
      expect(status).toBe(400);
      expect(answer.errorType).toBe('bad_data');
      expect(real ? (await range(real, query, 1)).status : 400).toBe(400);
    }
  );

  it.each([
    ['labels', {}],
    ['labels', { 'match[]': 'demo_disk_used_bytes' }],
    ['series', { 'match[]': 'demo_gpu_utilization_percent' }],
  ])('lists %s %j as a real Prometheus does', async (path, parameters) => {
    const span = { start: (anchor - HOUR) / 1000, end: anchor / 1000 };
    const ours = (await ask(embedded, path, { ...span, ...parameters })).answer.data;
    const theirs = real ? (await ask(real, path, { ...span, ...parameters })).answer.data : ours;
    expect(ours).toEqual(theirs);
    expect(ours).not.toHaveLength(0);
  });

  it('lists the values of a label', async () => {
    const answer = await (await fetch(`${embedded.url}/api/v1/label/gpu/values`)).json();
    expect(answer).toEqual({ status: 'success', data: ['0', '1'] });
  });
});
