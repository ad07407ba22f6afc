/** Forecasts written at the times that they are of, to stores that take them and to one that would break. */
import { Gauge, Registry } from 'prom-client';
import { resultOf } from '../src/testing/panelFixtures';
import { watchedQuery } from '../src/runner/config';
import { WatchedSeries } from '../src/runner/forecasts';
import { createWriter } from '../src/runner/write';
import { startPrometheus } from './workbench/prometheus/realPrometheus';
import { hasVictoriaMetrics, startVictoriaMetrics } from './workbench/prometheus/victoriaMetrics';
import type { Running } from './workbench/server/http';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP = 30 * MINUTE;
const NOW = Math.floor(Date.now() / STEP) * STEP;

/** A series whose forecast of six hours, made at a time, says `value` plus the hours after now. */
function fittedAt(one: WatchedSeries, time: number, value: number): void {
  const times = Float64Array.from({ length: 12 }, (_, i) => time + (i + 1) * STEP);
  const point = times.map((at) => value + (at - NOW) / HOUR);
  const intervals = [{ level: 0.8, lower: point.map((p) => p - 1), upper: point.map((p) => p + 1) }];
  const result = { ...resultOf(), forecast: { times, point, intervals } };
  one.remembered = { result, fittedAt: time, question: '' };
}

function presentOf(value: number): Registry {
  const registry = new Registry();
  new Gauge({ name: 'presage_expected', help: 'h', registers: [registry] }).set(value);
  return registry;
}

async function range({ url }: Running, query: string, start: number, end: number): Promise<number[]> {
  const params = new URLSearchParams({
    query,
    start: `${start / 1000}`,
    end: `${end / 1000}`,
    step: '1800',
    nocache: '1',
  });
  const { data } = await (await fetch(`${url}/api/v1/query_range?${params}`)).json();
  return (data.result[0]?.values ?? []).map(([, value]: [number, string]) => Number(value));
}

const ahead = (value: number) => Array.from({ length: 12 }, (_, i) => value + (i + 1) / 2);
const query = watchedQuery('disk/used', 'disk', {}, [90]);
const medianOf = 'presage_yhat{quantile="0.5",query="disk/used",instance="a"}';

/** Two fits, an hour apart, and the present. */
async function writeTwice(store: Running) {
  const one = new WatchedSeries(query, '{instance="a"}', { instance: 'a' }, MINUTE);
  const write = createWriter({ url: `${store.url}/api/v1/write`, headers: {}, future: true });
  const failures: string[] = [];
  fittedAt(one, NOW - HOUR, 10);
  failures.push(...(await write(presentOf(1), [one], NOW)));
  fittedAt(one, NOW, 20);
  failures.push(...(await write(presentOf(2), [one], NOW + MINUTE)));
  failures.push(...(await write(presentOf(3), [one], NOW + 2 * MINUTE)));
  await fetch(`${store.url}/internal/force_flush`);
  return failures;
}

const present = async (store: Running) =>
  (await range(store, 'presage_expected', NOW + 2 * MINUTE, NOW + 2 * MINUTE))[0];

(hasVictoriaMetrics() ? test : test.skip)(
  'VictoriaMetrics has the newest forecast of each time, by quantiles, and the present',
  async () => {
    const store = await startVictoriaMetrics();
    try {
      expect(await writeTwice(store)).toEqual([]);
      expect(await range(store, medianOf, NOW + STEP, NOW + 12 * STEP)).toEqual(ahead(20));
      const upper = medianOf.replace('0.5', '0.9');
      expect(await range(store, upper, NOW + STEP, NOW + 12 * STEP)).toEqual(ahead(21));
      expect(await present(store)).toBe(3);
    } finally {
      store.stop();
    }
  }
);

const scenario = {
  ...{ metric: 'demo', labels: {}, type: 'gauge' as const, help: 'h' },
  value: (time: number) => (time > NOW - 3 * HOUR ? 1 : NaN),
};
const started = { scenarios: [scenario], anchor: NOW - HOUR, end: NOW - HOUR, isReceiver: true };

test('Prometheus with an out-of-order window as long as the horizon takes the future and the present', async () => {
  const store = await startPrometheus({ ...started, outOfOrder: '7h' });
  try {
    expect(await writeTwice(store)).toEqual([]);
    expect(await range(store, medianOf, NOW + STEP, NOW + 12 * STEP)).toEqual(ahead(20));
    expect(await present(store)).toBe(3);
  } finally {
    store.stop();
  }
});

test('a Prometheus that would refuse its own scrapes afterwards gets no sample of the future, and that is said once', async () => {
  const store = await startPrometheus(started);
  try {
    const [sentence, ...others] = await writeTwice(store);
    expect(sentence).toMatch(
      /would refuse the present .* Set storage\.tsdb\.out_of_order_time_window to 6h or more\.$/
    );
    expect(others).toEqual([]);
    expect(await range(store, medianOf, NOW + STEP, NOW + 12 * STEP)).toEqual([]);
    expect(await present(store)).toBe(3);
  } finally {
    store.stop();
  }
});
