import { createReferenceEngine } from '../../engine/reference/reference';
import { type Series } from '../../core/series/series';
import { request } from '../../testing/jobKit';
import { DAY, createNoise, makeSeries } from '../../testing/testSeries';
import type { ForecastRequest } from '../protocol';
import { runJob } from './job';
import type { JobParts } from './jobParts';
import { seenByNetwork } from './teach';

jest.setTimeout(60_000);

const parts = (): JobParts => ({
  engines: { use: async () => createReferenceEngine(), drop: () => {} },
  onState: jest.fn(),
  signal: new AbortController().signal,
  now: () => Date.UTC(2026, 10, 20),
  networks: async () => [],
});
const trainings = ({ onState }: JobParts) => (onState as jest.Mock).mock.calls.length;

const own = request({ networkFor: 'panel' });
const scaled = (factor: number): Series => ({
  ...own.series,
  values: own.series.values.map((value) => factor * value),
});
/** Too short for a network. */
const short = { ...own.series, values: own.series.values.map((value, i) => (i < 230 ? NaN : value)) };
const ask = (series: Series, change: Partial<ForecastRequest> = {}): ForecastRequest => ({ ...own, series, ...change });

describe('a network for all series of the panel', () => {
  const panel = [own.series, scaled(1000), short];

  it('learns from the windows of all that are long enough', async () => {
    const alone = await runJob(ask(own.series, { panel: [own.series] }), parts());
    const together = await runJob(ask(own.series, { panel }), parts());
    expect(alone.model).toMatchObject({ shared: 1 });
    expect(together.model).toMatchObject({ shared: 2, windows: 2 * alone.model!.windows });
    expect(together.result.report.training).toMatchObject({ shared: 2 });
  });

  it('forecasts the others without training, each on its own scale, with a replay and shares of its own', async () => {
    const { model } = await runJob(ask(own.series, { panel }), parts());
    const job = parts();
    const { result, model: used } = await runJob(ask(scaled(1000), { model, panel: undefined }), job);
    expect(trainings(job)).toBe(0);
    expect(used).toBe(model);
    result.forecast.point.forEach((value) => expect(value).toBeGreaterThan(20_000));
    expect(result.report.accuracy.map(({ source }) => source)).toContain('lstm');
    expect(result.report.shares?.length).toBeGreaterThan(0);
  });

  it('of another shape is not used', async () => {
    const { model } = await runJob(ask(own.series, { panel }), parts());
    const job = parts();
    await runJob({ ...ask(own.series, { model, panel }), options: { ...own.options, hidden: 5 } }, job);
    expect(trainings(job)).toBeGreaterThan(0);
  });
});

describe('the series as a network sees it', () => {
  const batches = (dates: number) => {
    const noise = createNoise(3);
    const isOn = (i: number) => (i + 20 * DAY) % (30 * DAY) < 12 && i < 30 * DAY * dates;
    return makeSeries(85 * DAY, (i) => 10 + noise() + (isOn(i) ? 80 : 0));
  };

  it('is without what came on its dates', () => {
    const seen = seenByNetwork(batches(3), own, undefined);
    expect(Math.max(...seen.values)).toBeLessThan(20);
  });

  it('is as it is where something came once', () => {
    const series = batches(1);
    expect(seenByNetwork(series, own, undefined)).toBe(series);
  });
});
