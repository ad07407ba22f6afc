import { createNoise, makeDaily, makeSeries } from '../../testing/testSeries';
import { defaultOptions } from '../options/optionValues';
import type { Covariate } from '../series/covariate';
import { FEATURES } from './features';
import { explainNetwork } from './importance';
import { type TrainingSet, createTrainingSet } from './trainingSet';

const HOUR = 3600;
const options = { ...defaultOptions(), horizon: 2 * HOUR };
/** The linear base alone. */
const silent = (set: TrainingSet) => async (_: Float32Array, ends: Int32Array) =>
  new Float32Array(ends.length * set.shape.outputs);
const kinds = async (set: TrainingSet, predict = silent(set)) =>
  (await explainNetwork(set, predict)).map(({ term }) => ('name' in term ? term.name : term.kind));

test('a wave that every day repeats is known by the days before, all but alone', async () => {
  const set = createTrainingSet(makeDaily(20), options, 'UTC');
  const [first, ...rest] = await explainNetwork(set, silent(set));
  expect(first.term.kind).toMatch(/^days|^weekdays/);
  expect(first.share).toBeGreaterThan(0.9);
  expect(rest.every(({ share }) => share < 0.1)).toBe(true);
});

test('a walk is known by its last value', async () => {
  const noise = createNoise(3);
  let last = 50;
  const set = createTrainingSet(
    makeSeries(600, () => (last += noise())),
    options,
    'UTC'
  );
  expect(await kinds(set)).toEqual(['last-hour']);
});

/** Noise, each value that of the covariate a step before; the network reads what it has to. */
function follower() {
  const noise = createNoise(5);
  const driver = Float64Array.from({ length: 600 }, () => noise());
  const series = makeSeries(600, (t) => 20 + (t > 0 ? driver[t - 1] : 0));
  const others = makeSeries(600, () => noise());
  const covariates: Covariate[] = [
    { ...others, name: 'idle' },
    { ...series, values: driver, name: 'driver' },
  ];
  const set = createTrainingSet(
    series,
    { ...options, horizon: 0.5 * HOUR, sequenceLength: 4 },
    'UTC',
    undefined,
    covariates
  );
  const { linearBase, scaler, covariates: fitted } = set.context;
  const scalerOf = fitted![1].scaler!;
  const network = async (inputs: Float32Array, ends: Int32Array) =>
    Float32Array.from(ends, (end) => {
      const row = inputs.subarray(end * set.shape.features, (end + 1) * set.shape.features);
      const next = 20 + scalerOf.center + scalerOf.spread * row[FEATURES.length + 2];
      return ((next - scaler.center) / scaler.spread - row[0] - linearBase.drift[0]) / linearBase.spread[0];
    });
  return { set, network };
}

test('a series that a covariate drives is known by that covariate, and by no other', async () => {
  const { set, network } = follower();
  const [first, ...rest] = await explainNetwork(set, network);
  expect(first.term).toEqual({ kind: 'covariate', name: 'driver' });
  expect(first.share).toBeGreaterThan(0.9);
  expect(rest.map(({ term }) => term)).not.toContainEqual({ kind: 'covariate', name: 'idle' });
});

test('shares fall, and are those of a whole', async () => {
  const set = createTrainingSet(makeDaily(20, 6), options, 'UTC');
  const jumpy = async (inputs: Float32Array, ends: Int32Array) =>
    Float32Array.from({ length: ends.length * set.shape.outputs }, (_, i) => {
      const end = ends[Math.floor(i / set.shape.outputs)];
      return inputs.subarray(end * set.shape.features, (end + 1) * set.shape.features).reduce((a, b) => a + b, 0) / 20;
    });
  const shares = (await explainNetwork(set, jumpy)).map(({ share }) => share);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  expect([...shares].sort((a, b) => b - a)).toEqual(shares);
});

test('the device is asked once, for a bounded number of windows', async () => {
  const set = createTrainingSet(makeDaily(90), { ...options, sequenceLength: 512 }, 'UTC');
  const asked: number[] = [];
  await explainNetwork(set, async (inputs, ends) => {
    asked.push(inputs.length);
    return silent(set)(inputs, ends);
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toBeLessThanOrEqual(4_000_000);
});

test('nothing is said where nothing can be measured', async () => {
  const set = createTrainingSet(makeDaily(20), options, 'UTC');
  const values = set.cleaned.values.map((value, t) => (t > 600 ? NaN : value));
  expect(await kinds({ ...set, cleaned: { ...set.cleaned, values } })).toEqual([]);
});
