/** The worth of covariates, and that none is read ahead: with networks that the reference engine trains. */
import { english } from '../../core/language/phrase';
import fc from 'fast-check';
import type { Covariate } from '../../core/series/covariate';
import { createNoise, DAY, makeFollower, makeSeries } from '../../testing/testSeries';
import { createReferenceEngine } from '../../engine/reference/reference';
import { runJob } from './job';
import type { JobParts } from './jobParts';
import { request } from '../../testing/jobKit';
import type { ForecastRequest } from '../protocol';
import { storeKey } from '../reuse';
import { batchKeyOf } from '../page/workload';

jest.setTimeout(120_000);

/** Steps by which the covariate leads, and steps of the horizon: `npm run evaluate -- covariates` has others. */
const LEAD = 3;
const DAYS = 14;
const POINTS = DAYS * DAY;

function ask(seed: number, covariates?: (requests: Covariate) => Covariate[]): ForecastRequest {
  const { cpu, requests } = makeFollower(DAYS, LEAD, 0, seed);
  const options = { horizon: 5400, hidden: 8, epochs: 20, patience: 20, sequenceLength: 8, learningRate: 0.01 };
  return {
    ...request(options),
    series: cpu,
    thresholds: [],
    covariates: covariates?.({ ...requests, name: 'requests' }),
  };
}

const parts = (): JobParts => ({
  engines: { use: async () => createReferenceEngine(), drop: () => {} },
  onState: jest.fn(),
  signal: new AbortController().signal,
  now: () => Date.UTC(2026, 10, 1),
});

const isTrained = ({ onState }: JobParts) => (onState as jest.Mock).mock.calls.length > 0;

/** Mean absolute error of what is drawn, on values that trained and calibrated nothing. */
const errorOf = async (asked: ForecastRequest) => (await runJob(asked, parts())).result.report.accuracy[0].mae;

test.each([1, 2])(
  'a covariate that leads by the whole horizon takes two fifths of the error away, seed %d',
  async (seed) => {
    const alone = await errorOf(ask(seed));
    const together = await errorOf(ask(seed, (requests) => [requests]));
    expect(together).toBeLessThan(0.6 * alone);
  }
);

test('one that says nothing costs little', async () => {
  const noise = createNoise(9);
  const alone = await errorOf(ask(1));
  const together = await errorOf(ask(1, (requests) => [{ ...requests, values: requests.values.map(() => noise()) }]));
  expect(together).toBeLessThan(1.15 * alone);
});

test('a forecast reads no covariate after its origin, and does read those before it', async () => {
  const asked = ask(1, (requests) => [requests]);
  const { series } = asked;
  // The series has stopped, and its covariate goes on.
  const origin = POINTS - 7;
  const stopped = { ...asked, series: { ...series, values: series.values.map((x, i) => (i > origin ? NaN : x)) } };
  const [requests] = asked.covariates!;
  const { model, result } = await runJob(stopped, parts());
  const withValues = async (value: (x: number, i: number) => number) => {
    const covariates = [{ ...requests, values: requests.values.map(value) }];
    return (await runJob({ ...stopped, covariates, model }, parts())).result;
  };
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: origin, max: POINTS - 2 }), fc.double({ noNaN: true }), async (after, other) => {
      expect(await withValues((x, i) => (i > after ? other : x))).toEqual(result);
    }),
    { numRuns: 4 }
  );
  const changed = await withValues((x, i) => (i > origin - LEAD && i <= origin ? x + 300 : x));
  const rises = changed.forecast.point.map((point, h) => point - result.forecast.point[h]);
  // What the requests did in these three steps, the CPU does in the next three: 300 more of them are worth 16. A blend
  // takes a part of it.
  rises.forEach((rise) => expect(rise).toBeGreaterThan(4));
});

describe('a model with covariates', () => {
  const brief = (covariates?: (requests: Covariate) => Covariate[]) => {
    const asked = ask(1, covariates);
    return { ...asked, options: { ...asked.options, epochs: 1 } };
  };

  it('is used again with the same ones, and makes the same forecast', async () => {
    const asked = brief((requests) => [requests]);
    const { model, result } = await runJob(asked, parts());
    const job = parts();
    expect((await runJob({ ...asked, model }, job)).result).toEqual(result);
    expect(isTrained(job)).toBe(false);
  });

  it.each<[string, Parameters<typeof brief>[0]]>([
    ['none', undefined],
    ['another one', (requests) => [{ ...requests, name: 'queue' }]],
    ['one more', (requests) => [requests, { ...requests, name: 'queue' }]],
  ])('is trained anew with %s', async (_, covariates) => {
    const { model } = await runJob(
      brief((requests) => [requests]),
      parts()
    );
    const job = parts();
    await runJob({ ...brief(covariates), model }, job);
    expect(isTrained(job)).toBe(true);
  });

  it('says what is missing', async () => {
    const { result } = await runJob(
      brief((requests) => [{ ...requests, values: new Float64Array(0) }]),
      parts()
    );
    expect(result.report.notes.map(english)).toContainEqual(expect.stringContaining('“requests” has no values'));
  });

  it('has a place of its own in the store, and trains with its like only', () => {
    const questions = [brief(), brief((requests) => [requests]), brief((requests) => [{ ...requests, name: 'queue' }])];
    expect(new Set(questions.map((question) => storeKey('cpu', question))).size).toBe(3);
    const [none, one, other] = questions.map(batchKeyOf);
    expect(none).not.toBe(one);
    expect(one).toBe(other);
  });

  it('fails by name where there are too many', async () => {
    const many = brief((requests) => Array.from({ length: 9 }, () => requests));
    await expect(runJob(many, parts())).rejects.toMatchObject({ detail: { kind: 'too-many-covariates', got: 9 } });
  });
});

describe('a covariate that is known ahead', () => {
  const length = DAYS * DAY;
  /** Four hours of work in every twenty, at a time that no other of them foretells. */
  const isBatch = (row: number) => {
    const shift = Math.floor(row / 40);
    const since = (row % 40) - ((7 * shift * shift + 13 * shift + 19) % 31);
    return since >= 0 && since < 8;
  };
  const schedule = (): Covariate => ({
    ...makeSeries(length + 12, (i) => (isBatch(i) ? 1 : 0)),
    name: 'schedule',
    isKnownAhead: true,
  });
  const load = (seed: number) => {
    const noise = createNoise(seed);
    return makeSeries(length, (i) => 30 + 5 * Math.sin((2 * Math.PI * i) / DAY) + (isBatch(i) ? 40 : 0) + noise());
  };
  const of = (covariates: Covariate[], isUntrained = true): ForecastRequest => ({
    ...ask(1),
    ...{ series: load(1), covariates, isUntrained },
    options: { ...ask(1).options, horizon: 6 * 3600 },
  });

  it('makes the forecast step where it does, with its band, and takes most of the error away', async () => {
    const known = (await runJob(of([schedule()]), parts())).result;
    const unknown = (await runJob(of([{ ...schedule(), isKnownAhead: undefined }]), parts())).result;
    // The last row is 671; the next batch begins with row 680, the ninth ahead.
    const { point } = known.forecast;
    expect(point[8] - point[7]).toBeGreaterThan(30);
    expect(unknown.forecast.point[8] - unknown.forecast.point[7]).toBeLessThan(15);
    expect(known.report.accuracy[0].mae).toBeLessThan(0.5 * unknown.report.accuracy[0].mae);
    expect(known.report.shares?.find(({ member }) => member === 'driven')?.share).toBeGreaterThan(0.5);
  });

  it('is followed by the forecast with an LSTM, too', async () => {
    const { point } = (await runJob(of([schedule()], false), parts())).result.forecast;
    expect(point[8] - point[7]).toBeGreaterThan(25);
  });
});
