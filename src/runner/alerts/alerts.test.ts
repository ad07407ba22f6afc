import type { Breach } from '../../core/breaches';
import { watchedQuery } from '../config';
import { WatchedSeries } from '../forecasts';
import { Alerts } from './alerts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 28, 12);
const config = { probability: 0.8, release: 0.5, rounds: 2, labels: { env: 'test' } };

function seriesWith(chance: number | undefined, peak = 95): WatchedSeries {
  const query = watchedQuery('disk/used', 'disk', {}, [90]);
  const one = new WatchedSeries(query, '{instance="a"}', { instance: 'a' }, MINUTE);
  one.samples.add([NOW], [80]);
  const time = NOW + 3 * 60 * MINUTE;
  const breach: Breach = {
    ...{
      threshold: 90,
      direction: 'above',
      time,
      earliest: time - 30 * MINUTE,
      latest: time + 30 * MINUTE,
      level: 0.95,
    },
    probability: chance,
  };
  one.shown = {
    breaches: chance === undefined ? [] : [breach],
    forecast: { times: Float64Array.of(time), point: Float64Array.of(peak), intervals: [] },
  } as unknown as WatchedSeries['shown'];
  return one;
}

/** The course of an alert, round by round: raised, over, nothing. */
function history(chances: Array<number | undefined>, peak?: number): string {
  const alerts = new Alerts(config);
  return chances
    .map((chance, i) => {
      const { active, resolved } = alerts.round([seriesWith(chance, peak)], NOW + i * MINUTE);
      return active.length > 0 ? '!' : resolved.length > 0 ? 'x' : '.';
    })
    .join('');
}

test.each([
  [[0.9, 0.9, 0.9], '.!!'],
  [[0.9, 0.6, 0.9, 0.6], '....'],
  [[0.9, 0.9, 0.6, 0.6, 0.6], '.!!!!'],
  [[0.9, 0.9, 0.4, 0.9, 0.4], '.!!!!'],
  [[0.9, 0.9, 0.4, 0.4, 0.4], '.!!x.'],
  [[0.9, 0.9, undefined, undefined], '.!!x'],
])('chances %j: %s', (chances, expected) => {
  expect(history(chances)).toBe(expected);
});

test('after a restart an alert stays on until its query has answered, and ends where its series is gone', () => {
  const before = new Alerts({ ...config, rounds: 1 });
  const [alert] = before.round([seriesWith(0.93)], NOW).active;
  const after = new Alerts({ ...config, rounds: 1 });
  after.takeOver(before.memory(), () => true);
  const silent = after.round([], NOW + MINUTE, new Set(['disk/used']));
  expect(silent).toEqual({ active: [alert], resolved: [], changed: [] });
  expect(after.round([], NOW + 2 * MINUTE)).toEqual({ active: [], resolved: [alert], changed: [] });
});

test('an alert says what, when, how likely, and to whom it belongs', () => {
  const alerts = new Alerts({ ...config, rounds: 1, link: 'http://grafana/d/x' });
  const [alert] = alerts.round([seriesWith(0.93)], NOW).active;
  expect(alert).toMatchObject({
    labels: { alertname: 'PresageForecast', instance: 'a', env: 'test', query: 'disk/used', threshold: '90' },
    severity: 'warning',
    link: 'http://grafana/d/x',
    startsAt: NOW,
  });
  expect(alert.summary).toBe(
    '{instance="a"} will be above 90 in 3h (2026-11-28T15:00Z, between 2026-11-28T14:30Z and 2026-11-28T15:30Z), ' +
      '93 % likely; now 80, forecast 95.'
  );
});

test('critical from 1.2 times the threshold; the alert of the other severity is over', () => {
  const alerts = new Alerts({ ...config, rounds: 1 });
  expect(alerts.round([seriesWith(0.9, 107)], NOW).active[0].severity).toBe('warning');
  const { active, resolved, changed } = alerts.round([seriesWith(0.9, 108)], NOW + MINUTE);
  expect(active.map(({ severity }) => severity)).toEqual(['critical']);
  expect(resolved.map(({ severity }) => severity)).toEqual(['warning']);
  expect(changed).toEqual(active);
});

const below = { value: 20, direction: 'below' } as const;

function lowSeries(newest: number, forecast: number[]): WatchedSeries {
  const one = new WatchedSeries(watchedQuery('disk/free', 'disk', {}, [below]), '{}', {}, MINUTE);
  one.samples.add([NOW], [newest]);
  const times = Float64Array.from(forecast, (_, i) => NOW + (i + 1) * MINUTE);
  one.shown = {
    breaches: [],
    forecast: { times, point: Float64Array.from(forecast), intervals: [] },
  } as unknown as WatchedSeries['shown'];
  return one;
}

test.each([
  [21, [30, 30], undefined],
  [19, [18, 17.5], 'warning'],
  [19, [18, 16], 'critical'],
  // With nothing forecast the newest sample alone says it.
  [19, [], 'warning'],
  [15, [], 'critical'],
  [NaN, [], undefined],
])('a threshold from below: now %d, forecast %j: %s', (newest, forecast, severity) => {
  const alerts = new Alerts({ ...config, rounds: 1 });
  const { active } = alerts.round([lowSeries(newest, forecast)], NOW);
  expect(active.map((alert) => alert.severity)).toEqual(severity ? [severity] : []);
  active.forEach(({ summary }) => expect(summary).toMatch(/^\{\} is below 20 \(1\d\); forecast \d+(\.\d)?\.$/));
});

test('a crossing that the forecast has past is known by the newest sample: it goes on until it is back', () => {
  const alerts = new Alerts({ ...config, rounds: 1 });
  const one = seriesWith(undefined);
  one.samples.add([NOW + MINUTE], [92]);
  expect(alerts.round([one], NOW).active[0].summary).toBe('{instance="a"} is above 90 (92); forecast 95.');
  one.samples.add([NOW + 2 * MINUTE], [89]);
  expect(alerts.round([one], NOW).resolved).toHaveLength(1);
});

test('the next process goes on where the one before stopped: nothing is told anew, and what is over is over', () => {
  const first = new Alerts(config);
  first.round([seriesWith(0.9)], NOW);
  first.round([seriesWith(0.9)], NOW + MINUTE);
  const memory: ReturnType<Alerts['memory']> = JSON.parse(JSON.stringify(first.memory()));
  const next = new Alerts(config);
  next.takeOver(memory, () => true);
  const { active, changed } = next.round([seriesWith(0.9)], NOW + 2 * MINUTE);
  expect(active.map(({ startsAt }) => startsAt)).toEqual([NOW + MINUTE]);
  expect(changed).toEqual([]);
  next.round([seriesWith(0.1)], NOW + 3 * MINUTE);
  expect(next.round([seriesWith(0.1)], NOW + 4 * MINUTE).resolved).toHaveLength(1);
});

test('an alert whose series another process watches is not over here; there it goes on', () => {
  const [here, there] = [new Alerts({ ...config, rounds: 1 }), new Alerts({ ...config, rounds: 1 })];
  here.round([seriesWith(0.9)], NOW);
  there.takeOver(here.memory(), (series) => series === 'disk/used/{instance="a"}');
  here.takeOver([], () => false);
  expect(here.round([], NOW + MINUTE)).toEqual({ active: [], resolved: [], changed: [] });
  const { active, changed } = there.round([seriesWith(0.6)], NOW + MINUTE);
  expect([active.map(({ startsAt }) => startsAt), changed]).toEqual([[NOW], []]);
  there.round([seriesWith(0.1)], NOW + 2 * MINUTE);
  expect(there.memory()).toEqual([]);
});

test('the alert of a series that is gone is over', () => {
  const alerts = new Alerts({ ...config, rounds: 1 });
  alerts.round([seriesWith(0.9)], NOW);
  expect(alerts.round([], NOW + MINUTE).resolved).toHaveLength(1);
  expect(alerts.round([], NOW + 2 * MINUTE).resolved).toEqual([]);
});

test('an alert ends where its series is gone, whatever its last sample was', () => {
  const alerts = new Alerts({ ...config, rounds: 1 });
  const one = seriesWith(undefined);
  one.samples.add([NOW], [95]);
  expect(alerts.round([one], NOW).active).toHaveLength(1);
  one.isGone = true;
  const { active, resolved } = alerts.round([one], NOW + MINUTE);
  expect([active.length, resolved.length]).toEqual([0, 1]);
});
