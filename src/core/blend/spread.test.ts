import { blocksOf } from '../bands/blocks';
import { fitLaplace } from '../math/laplace';
import { createNoise } from '../../testing/testSeries';
import { errorsOf, fitSpread, spreadOf } from './spread';

test('a lead time of which no error is known is as uncertain as the first that is known', () => {
  // Hourly origins; of the three lead times only the last two are ever known.
  const origins = Int32Array.of(4, 8, 12);
  const actual = Float64Array.from({ length: 20 }, (_, row) => (row % 4 === 1 ? NaN : 3));
  const blended = {
    ...{ origins, horizon: 3, points: new Float64Array(9) },
    ...{ disagreement: new Float64Array(9), expected: new Float64Array(9).fill(NaN) },
  };
  const { profile } = fitSpread(blended, actual, blocksOf(3, 3600), 19, 24, 1);
  expect([...profile]).toEqual([3, 3, 3]);
});

test('a forecast is as much surer than past ones as more of its members are known', () => {
  const { blended, actual } = makeBlended(50, 4, 5);
  const latest = (at: number) => at >= 49 * 4;
  const handicap = Float64Array.from(blended.points, (_, at) => (latest(at) ? 1 : 2));
  const spreads = [blended, { ...blended, handicap }].map((one) => {
    const model = fitSpread(one, actual, blocksOf(4, 1800), 90, 48, 2);
    return spreadOf(model, one, actual, 90, new Int32Array(50)).slice(49 * 4);
  });
  spreads[0].forEach((spread, h) => expect(spreads[1][h] / spread).toBeCloseTo(0.5, 6));
});

/** Past forecasts every two rows, some outcomes and disagreements unknown, and errors that grow with both. */
function makeBlended(count: number, horizon: number, seed: number) {
  const noise = createNoise(seed);
  const origins = Int32Array.from({ length: count }, (_, w) => 2 * w + 3);
  const size = count * horizon;
  const disagreement = Float64Array.from({ length: size }, (_, at) => (at % 31 === 5 ? NaN : Math.exp(noise() / 2)));
  const expected = Float64Array.from({ length: size }, (_, at) => (at % 29 < 3 ? NaN : 2 * Math.exp(noise() / 3)));
  const points = Float64Array.from({ length: size }, (_, at) => noise() * disagreement[at - (at % horizon)] || 0);
  const actual = Float64Array.from({ length: 2 * count + horizon }, (_, row) => (row % 23 === 7 ? NaN : noise()));
  return { blended: { origins, horizon, points, disagreement, expected }, actual };
}

describe('against the definition, value by value', () => {
  const [horizon, hour, day, last] = [9, 2, 12, 90];
  const blocks = [
    { from: 0, to: 2 },
    { from: 2, to: 9 },
  ];
  const { blended, actual } = makeBlended(50, horizon, 3);
  const { origins, points, disagreement, expected } = blended;
  const model = fitSpread(blended, actual, blocks, last, day, hour);
  const isKnown = (value: number) => !Number.isNaN(value);
  const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const errorAt = (w: number, h: number, known = last) => {
    const row = origins[w] + 1 + h;
    return row <= known ? Math.abs(actual[row] - points[w * horizon + h]) : NaN;
  };
  const windows = [...origins.keys()];
  /** Log of the mean error of the first hours known at an origin, over the usual one, two usual ones beside them. */
  const lastDay = (w: number, known = last) => {
    const recent = windows
      .slice(0, w)
      .filter((v) => origins[v] >= origins[w] - day && origins[v] + hour <= origins[w])
      .map((v) => meanOf([errorAt(v, 0, known), errorAt(v, 1, known)]))
      .filter(isKnown);
    const { usualError } = model;
    return Math.log(meanOf([...recent, usualError, usualError]) / usualError + 0.05);
  };
  const compared = (size: number, usual: number) => (isKnown(size) ? Math.log(size / usual + 0.05) : 0);
  const featuresAt = (w: number, h: number, known = last) => [
    1,
    compared(disagreement[w * horizon + h], model.usualDisagreement),
    lastDay(w, known),
    compared(expected[w * horizon + h], model.usualExpected),
  ];

  test('errors are those of the outcomes that are known', () => {
    errorsOf(blended, actual, last).forEach((error, at) => {
      const size = errorAt(Math.floor(at / horizon), at % horizon);
      expect(Math.abs(error)).toBe(size);
      expect(error > 0).toBe(size > 0 && actual[origins[Math.floor(at / horizon)] + 1 + (at % horizon)] > points[at]);
    });
  });

  test('the profile is the mean error of the lead times within an hour, in the first hour of each alone, and never falls', () => {
    let before = 0;
    for (let h = 0; h < horizon; h++) {
      const around = h < hour ? [h] : [h - 2, h - 1, h, h + 1, h + 2].filter((k) => k >= 0 && k < horizon);
      const errors = around.flatMap((k) => windows.map((w) => errorAt(w, k))).filter(isKnown);
      before = Math.max(before, meanOf(errors));
      expect(model.profile[h]).toBeCloseTo(before, 10);
    }
  });

  test('what is usual: the median of every seventh disagreement, the mean of the first hours', () => {
    const seventh = (values: Float64Array) =>
      [...values].filter((value, at) => at % 7 === 0 && isKnown(value)).sort((a, b) => a - b);
    const medianOf = (values: number[]) =>
      (values[Math.floor((values.length - 1) / 2)] + values[Math.ceil((values.length - 1) / 2)]) / 2;
    expect(model.usualDisagreement).toBeCloseTo(medianOf(seventh(disagreement)), 12);
    expect(model.usualExpected).toBeCloseTo(medianOf(seventh(expected)), 12);
    const hours = windows.map((w) => meanOf([errorAt(w, 0), errorAt(w, 1)])).filter(isKnown);
    expect(model.usualError).toBeCloseTo(meanOf(hours), 12);
  });

  test('the powers are those of the errors over the profile, the younger the more', () => {
    blocks.forEach(({ from, to }, b) => {
      const rows = windows.flatMap((w) =>
        Array.from({ length: to - from }, (_, i) => from + i)
          .filter((h) => isKnown(errorAt(w, h)))
          .map((h) => ({
            x: featuresAt(w, h),
            size: errorAt(w, h) / model.profile[h],
            weight: 2 ** ((origins[w] - last) / day / 10),
          }))
      );
      const known = {
        features: Float64Array.from(rows.flatMap(({ x }) => x)),
        sizes: Float64Array.from(rows, ({ size }) => size),
        weights: Float64Array.from(rows, ({ weight }) => weight),
      };
      fitLaplace(known, 4).forEach((power, k) => expect(model.powers[b][k]).toBeCloseTo(power, 8));
    });
    expect(model.powers[1].every((power) => Math.abs(power) > 1e-3)).toBe(true);
  });

  test('the spread is the profile times the powers, and grows over a gap as a random walk does', () => {
    const gaps = windows.map((w) => w % 4);
    const now = 70;
    const spread = spreadOf(model, blended, actual, now, gaps);
    spread.forEach((size, at) => {
      const [w, h] = [Math.floor(at / horizon), at % horizon];
      const power = featuresAt(w, h, now).reduce((sum, x, k) => sum + x * model.powers[h < 2 ? 0 : 1][k], 0);
      const beyond = h + gaps[w] - (horizon - 1);
      const base =
        beyond > 0 ? model.profile[horizon - 1] * Math.sqrt((horizon + beyond) / horizon) : model.profile[h + gaps[w]];
      expect(size).toBeCloseTo(base * Math.exp(Math.max(-3, Math.min(3, power))), 10);
    });
  });
});

test('no feature alone makes a band vanish or explode', () => {
  const { blended, actual } = makeBlended(30, 4, 5);
  const blocks = [{ from: 0, to: 4 }];
  const model = fitSpread(blended, actual, blocks, 60, 12, 2);
  const spreadBy = (power: number) =>
    spreadOf({ ...model, powers: [Float64Array.of(power, 0, 0, 0)] }, blended, actual, 60, new Int32Array(30))[0];
  expect(spreadBy(50)).toBeCloseTo(model.profile[0] * Math.exp(3), 9);
  expect(spreadBy(-50)).toBeCloseTo(model.profile[0] * Math.exp(-3), 9);
});

test('beyond the last lead time of which an error is known the profile grows as a random walk does', () => {
  const { blended } = makeBlended(20, 6, 6);
  // One origin, of which the first three outcomes are known.
  const origins = Int32Array.of(0);
  const actual = Float64Array.of(0, 1, 3, 2, NaN, NaN, NaN);
  const one = { ...blended, origins, points: new Float64Array(6) };
  const { profile } = fitSpread(one, actual, [{ from: 0, to: 6 }], 6, 24, 1);
  expect(profile[2]).toBeCloseTo(2.5, 12);
  expect(profile[4]).toBeCloseTo(profile[3] * Math.sqrt(5 / 4), 12);
  expect(profile[5]).toBeCloseTo(profile[4] * Math.sqrt(6 / 5), 12);
});

test('forecasts that are always right have no width, and nothing is divided by it', () => {
  const origins = Int32Array.of(4, 6, 8);
  const blended = {
    ...{ origins, horizon: 2, points: new Float64Array(6) },
    ...{ disagreement: new Float64Array(6), expected: new Float64Array(6) },
  };
  const model = fitSpread(blended, new Float64Array(20), [{ from: 0, to: 2 }], 19, 12, 2);
  expect(model).toMatchObject({ usualDisagreement: 0, usualExpected: 0, usualError: 0 });
  expect([...spreadOf(model, blended, new Float64Array(20), 19, [0, 0, 0])]).toEqual([0, 0, 0, 0, 0, 0]);
});
