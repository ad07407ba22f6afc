import { type DataFrame } from '@grafana/data';
import { forecastBaseline } from '../../core/fitted/baselineForecast';
import { ForecastFailure } from '../../core/options';
import { type ForecastJob } from '../../worker/protocol';
import { type Column, USUAL_SERIES } from '../types';
import { forecastSeries, type ForecastParts } from './forecastSeries';
import { planForecast } from './planForecast';

const HOUR = 3_600_000;
const NOW = 1_700_000_000_000 - (1_700_000_000_000 % HOUR);

/** Ten days of hours that rise by day and by themselves. */
function column(job: string, hours = 240): Column {
  const times = Array.from({ length: hours }, (_, i) => NOW - (hours - 1 - i) * HOUR);
  const values = times.map((time, i) => 50 + 10 * Math.sin((time / (24 * HOUR)) * 2 * Math.PI) + i / 10);
  return { metric: { __name__: 'disk', job }, times, values };
}

/** A worker that answers with the baseline moved by one hundred, so that it is known by its values. */
function setUp(columns: Column[], settings: Parameters<typeof planForecast>[0] = {}, fail?: ForecastFailure) {
  const plan = planForecast({ horizon: '6h', history: '10d', step: '1h', ...settings }, NOW, NOW);
  const jobs: ForecastJob[] = [];
  const emitted: Array<{ frames: DataFrame[]; isLast: boolean }> = [];
  const abort = new AbortController();
  const parts: ForecastParts = {
    client: () => ({
      forecast: async (job) => {
        jobs.push(job);
        if (fail) {
          throw fail;
        }
        const { series, options, thresholds } = job.request;
        const result = forecastBaseline(series, options, thresholds);
        const point = result.forecast.point.map((value) => value + 100);
        return { result: { ...result, forecast: { ...result.forecast, point } } };
      },
      prioritise: () => {},
    }),
    baseline: forecastBaseline,
    now: () => NOW,
    pause: async () => {},
  };
  const question = {
    ...plan,
    refId: 'A',
    identity: 'p disk',
    answer: { columns, warnings: ['partial'], infos: [] },
    names: columns.map(({ metric }) => metric.job),
    timeZone: 'UTC',
  };
  const run = () => forecastSeries(question, parts, (frames, isLast) => emitted.push({ frames, isLast }), abort.signal);
  return { run, jobs, emitted, abort, parts };
}
const values = (frame: DataFrame, name: string): number[] => frame.fields.find((one) => one.name === name)!.values;

test('a first answer comes without training, then each trained one, as y, yhat, its band and the score', async () => {
  const { run, emitted } = setUp([column('a'), column('b')]);
  await run();
  expect(emitted.map(({ isLast }) => isLast)).toEqual([false, true]);
  const [first] = emitted;
  const last = emitted.at(-1)!;
  expect(first.frames).toHaveLength(2);
  const [frame] = last.frames;
  expect(frame.fields.map(({ name }) => name)).toEqual([
    'time',
    'y',
    'yhat',
    'yhat_lower_80',
    'yhat_upper_80',
    'yhat_lower',
    'yhat_upper',
    'anomaly_score',
  ]);
  expect(frame.fields.slice(1).every(({ labels }) => labels?.job === 'a' && labels.__name__ === 'disk')).toBe(true);
  const ahead = values(frame, 'time').filter((time) => time > NOW);
  expect(ahead).toHaveLength(6);
  expect(values(frame, 'y').slice(-6).every(Number.isNaN)).toBe(true);
  expect(values(frame, 'y').at(-7)).toBeCloseTo(column('a').values.at(-1)!);
  expect(values(frame, 'yhat').at(-1)! - values(first.frames[0], 'yhat').at(-1)!).toBeCloseTo(100);
  expect(frame.meta?.notices).toEqual([{ severity: 'warning', text: 'partial' }]);
});

test('what is forecast of a series has one colour in a stock panel: bands filled, without edges and points', async () => {
  const { run, emitted } = setUp([column('a'), column('b')]);
  await run();
  const forecasts = emitted.at(-1)!.frames.map(({ fields }) => fields.filter(({ name }) => name.startsWith('yhat')));
  const colours = forecasts.map((fields) => [...new Set(fields.map(({ config }) => config.color?.fixedColor))]);
  expect(colours).toEqual([['blue'], ['orange']]);
  const { yhat_lower_80, yhat_upper_80 } = Object.fromEntries(
    forecasts[0].map(({ name, config }) => [name, config.custom])
  );
  expect(yhat_upper_80).toMatchObject({ fillBelowTo: 'a yhat_lower_80', lineWidth: 0, showPoints: 'never' });
  expect(yhat_lower_80).toMatchObject({ lineWidth: 0, hideFrom: { legend: true, viz: false } });
});

test('the time to a threshold is a table that a stat panel reads', async () => {
  const { run, emitted } = setUp([column('a')], { output: 'breaches', thresholds: [90, 1e6] });
  await run();
  const [table] = emitted[0].frames;
  expect(values(table, 'threshold')).toEqual([90, 1e6]);
  expect(table.fields.find(({ name }) => name === 'job')?.values).toEqual(['a', 'a']);
  const [seconds, none] = values(table, 'seconds_left');
  expect(seconds === null || seconds > 0).toBe(true);
  expect(none).toBeNull();
  expect(values(table, 'probability')[1]).toBe(0);
});

test('a series that no LSTM can learn keeps its first answer, and says why', async () => {
  const { run, emitted } = setUp([column('a')], {}, new ForecastFailure({ kind: 'no-values' }));
  await run();
  const { frames, isLast } = emitted.at(-1)!;
  expect(isLast).toBe(true);
  expect(values(frames[0], 'yhat').at(-1)).toBeLessThan(150);
  expect(frames[0].meta?.notices?.map(({ text }) => text)).toEqual(['partial', expect.stringMatching(/^a: /)]);
});

test('a series without a history has no frame, the others theirs', async () => {
  const { run, emitted, jobs } = setUp([column('young', 2), column('a')]);
  await run();
  expect(emitted.at(-1)!.frames.map(({ name }) => name)).toEqual(['a']);
  expect(emitted.at(-1)!.frames[0].meta?.notices?.[1].text).toMatch(/^young: /);
  expect(jobs.map(({ identity }) => identity)).toEqual([expect.stringContaining('"a"')]);
});

test('more series than a page can train are left out, and that is said', async () => {
  const { run, emitted } = setUp(Array.from({ length: USUAL_SERIES + 2 }, (_, i) => column(`j${i}`, 3)));
  await run();
  expect(emitted.at(-1)!.frames[0].meta?.notices?.[1].text).toMatch(/^2 of 52 series have no forecast/);
});

test('of many series as many are forecast as the query says: those far from usual or near a threshold, in their order', async () => {
  const columns = ['a', 'b', 'c', 'd'].map((job) => column(job));
  columns[1].values[239] = 400;
  columns[2].values[239] = 300;
  columns[3].values = columns[3].values.map((_, i) => 20 + (i % 2));
  const names = async (thresholds: number[]) => {
    const { run, emitted } = setUp(columns, { seriesAtOnce: 2, thresholds });
    await run();
    const { frames } = emitted.at(-1)!;
    expect(frames[0].meta?.notices?.[1].text).toMatch(/^2 of 4 series have no forecast: the query takes 2/);
    return frames.map(({ name }) => name);
  };
  expect(await names([21.01])).toEqual(['b', 'd']);
  expect(await names([])).toEqual(['b', 'c']);
});

test('a history that is shorter than what was asked is told', async () => {
  const { run, emitted } = setUp([column('a', 145), column('b', 121)]);
  await run();
  const said = emitted.at(-1)!.frames[0].meta?.notices?.map(({ text }) => text);
  expect(said).toEqual(['partial', 'Of a history of 10d there are 6d: the forecasts learn from those.']);
});

test('a series that never fell below zero, and a share, are not forecast beyond their natural ends', async () => {
  const falling = column('a');
  falling.values = falling.values.map((_, i) => Math.max(0, 40 - i / 6));
  const { run, emitted, jobs } = setUp([falling], { horizon: '24h' });
  await run();
  expect(jobs[0].request.options.lowerBound).toBe(0);
  expect(Math.min(...values(emitted[0].frames[0], 'yhat_lower').filter(Number.isFinite))).toBeGreaterThanOrEqual(0);
});

test('trained series that come together are shown together, those that come later at most a second late', async () => {
  jest.useFakeTimers();
  try {
    const { run, emitted, parts } = setUp(['a', 'b', 'c', 'd'].map((job) => column(job)));
    const ends: Array<() => void> = [];
    const { forecast } = parts.client();
    parts.client = () => ({
      forecast: async (...args) => {
        await new Promise<void>((resolve) => ends.push(resolve));
        return forecast(...args);
      },
      prioritise: () => {},
    });
    const running = run();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(emitted).toHaveLength(1);
    ends[0]();
    ends[1]();
    await jest.advanceTimersByTimeAsync(0);
    expect(emitted).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(emitted).toHaveLength(2);
    const isTrained = ({ frames }: (typeof emitted)[number]) =>
      frames.map((frame, i) => values(frame, 'yhat').at(-1)! - values(emitted[0].frames[i], 'yhat').at(-1)! > 50);
    expect(isTrained(emitted[1])).toEqual([true, true, false, false]);
    // What did not change is the same frame as before.
    expect(emitted[1].frames[3]).toBe(emitted[0].frames[3]);
    ends[2]();
    ends[3]();
    await running;
    expect(emitted.map(({ isLast }) => isLast)).toEqual([false, false, true]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(emitted).toHaveLength(3);
  } finally {
    jest.useRealTimers();
  }
});

test('nobody who left is told anything', async () => {
  const { run, emitted, abort } = setUp([column('a')]);
  abort.abort();
  await expect(run()).rejects.toMatchObject({ detail: { kind: 'cancelled' } });
  expect(emitted).toEqual([]);
});

test.each([
  [{ horizon: 'soon' }, /horizon/i],
  [{ levels: '7' }, /levels/i],
  [{ seriesAtOnce: 999 }, /seriesAtOnce|Series at once/i],
])('an option that cannot be read is told: %j', (settings, sentence) => {
  expect(() => planForecast(settings, NOW, NOW)).toThrow(sentence);
});

test('the history ends now where the range ends later, and with the range where that is over', () => {
  const plan = (to: number) => planForecast({ history: '10d', step: '1h' }, to, NOW + 60_000).range;
  expect(plan(NOW + 9 * HOUR)).toEqual({ start: NOW / 1000 - 864_000, end: NOW / 1000, step: 3600 });
  expect(plan(NOW - 9 * HOUR).end).toBe(NOW / 1000 - 9 * 3600);
});
