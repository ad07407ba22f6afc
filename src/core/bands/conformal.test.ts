import { createNoise } from '../../testing/testSeries';
import { createCalibrator } from './conformal';
import { widening } from './fewSamples';

const DAY = 24;
const BLOCKS = [{ from: 0, to: 1 }];
const TIME = { day: DAY, hour: 1 };
const QUANTILES = [0.025, 0.1, 0.5, 0.9, 0.975];
const origins = (count: number) => Int32Array.from({ length: count }, (_, w) => w);
const calibrate = (errors: Float64Array, spread = errors.map(() => 1)) =>
  createCalibrator(errors, spread, origins(errors.length), BLOCKS, TIME)(QUANTILES, errors.length).factors[0];

test('many errors give about their quantiles, a little wider', () => {
  const noise = createNoise(1);
  const factors = calibrate(Float64Array.from({ length: 40 * DAY }, noise));
  expect(factors[3]).toBeGreaterThan(1.2);
  expect(factors[3]).toBeLessThan(1.75);
  expect(factors[4]).toBeGreaterThan(1.9);
  expect(factors[2]).toBe(0);
});

test('errors on one side widen that side alone', () => {
  const factors = calibrate(Float64Array.from({ length: 20 * DAY }, (_, w) => (w % 10) / 10));
  expect(factors[0]).toBe(0);
  expect(factors[4]).toBeGreaterThan(0.8);
});

test('what was expected to be large is not held against the band', () => {
  const spread = Float64Array.from({ length: 20 * DAY }, (_, w) => 1 + (w % 5));
  const noise = createNoise(2);
  const errors = spread.map((size) => size * noise());
  expect(calibrate(errors, spread)[4]).toBeLessThan(calibrate(errors)[4]);
});

test('young errors count for more than old ones', () => {
  const noise = createNoise(3);
  const calmer = Float64Array.from({ length: 40 * DAY }, (_, w) => noise() * (w > 20 * DAY ? 1 : 4));
  expect(calibrate(calmer)[3]).toBeLessThan(calibrate(calmer.slice().reverse())[3]);
});

test('a block without outcomes has the factors of the one before; without any the factors are unknown', () => {
  const errors = Float64Array.of(1, NaN, -1, NaN, 2, NaN);
  const blocks = [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
  ];
  const spread = errors.map(() => 1);
  const { factors } = createCalibrator(errors, spread, origins(3), blocks, TIME)(QUANTILES, 3);
  expect(factors[1]).toEqual(factors[0]);
  expect(calibrate(Float64Array.of(NaN))[0]).toBeNaN();
});

test('at an earlier row it is what it would be without the outcomes that came later', () => {
  const noise = createNoise(4);
  const errors = Float64Array.from({ length: 30 * DAY }, noise);
  const spread = errors.map(() => 1);
  const now = 20 * DAY;
  const known = errors.map((error, w) => (w + 1 <= now ? error : NaN));
  const calibrateAt = (all: Float64Array) => createCalibrator(all, spread, origins(all.length), BLOCKS, TIME);
  expect(calibrateAt(errors)(QUANTILES, now)).toEqual(calibrateAt(known)(QUANTILES, now));
  expect(calibrateAt(errors)(QUANTILES, now)).not.toEqual(calibrateAt(errors)(QUANTILES, errors.length));
});

/** Errors of 1 to `count`, all of about the same age, so that a share of them is a number of them. */
function even(count: number, sign: 1 | -1, quantiles: readonly number[]) {
  const errors = Float64Array.from({ length: count }, (_, w) => sign * (((w * 7) % count) + 1));
  const time = { day: 1e6, hour: 1 };
  const spread = errors.map(() => 1);
  return createCalibrator(errors, spread, origins(count), BLOCKS, time)(quantiles, count).factors[0];
}

test('of one moment the band reaches as far as any error', () => {
  expect(even(100, 1, [0.19, 0.5, 0.81])).toEqual(Float64Array.of(0, 0, 100));
  expect(even(100, -1, [0.19, 0.5, 0.81])).toEqual(Float64Array.of(-100, 0, 0));
});

test('the more days, the nearer the level that is asked for, which is never undercut', () => {
  // Five hundred errors of as many days as given, all of about the same weight up to a few days.
  const upperOf = (days: number) => {
    const count = 500;
    const errors = Float64Array.from({ length: count }, (_, w) => ((w * 7) % count) + 1);
    const time = { day: count / days, hour: 1 };
    const spread = errors.map(() => 1);
    return createCalibrator(errors, spread, origins(count), BLOCKS, time)([0.1, 0.5, 0.9], count).factors[0][2];
  };
  const [one, three, nine] = [1, 3, 9].map(upperOf);
  expect(one).toBeGreaterThan(three);
  expect(three).toBeGreaterThan(nine);
  // Of three days 7.5 stretches: a tail of .1 becomes one of .1 / (1 + .9 / 1.5).
  expect(three).toBeCloseTo(500 * (1 - 0.1 / 1.6), -1);
  expect(nine).toBeGreaterThan(450);
});

test('a day counts for as many stretches at every lead time', () => {
  const noise = createNoise(5);
  const errors = Float64Array.from({ length: 20 * DAY }, noise);
  const upper = (to: number, hour: number) => {
    const all = Float64Array.from({ length: errors.length * to }, (_, at) => errors[Math.floor(at / to)]);
    const blocks = [{ from: 0, to }];
    const calibrateAll = createCalibrator(
      all,
      all.map(() => 1),
      origins(errors.length),
      blocks,
      { day: DAY, hour }
    );
    return calibrateAll(QUANTILES, 1e3).factors[0][3];
  };
  expect(upper(12, 1)).toBe(upper(6, 1));
  expect(upper(12, 2)).toBe(upper(6, 1));
});

test('where few forecasts fit one after the other the band is wider than their errors, of less than a day most', () => {
  const noise = createNoise(7);
  const errors = Float64Array.from({ length: 20 * DAY }, noise);
  const upper = (days: number, to: number) => {
    const count = Math.round(days * DAY);
    const all = Float64Array.from({ length: count * to }, (_, at) => errors[Math.floor(at / to)]);
    const blocks = [{ from: 0, to }];
    const own = all.map(() => 1);
    return createCalibrator(all, own, origins(count), blocks, { day: DAY, hour: 1 })(QUANTILES, count).factors[0][4];
  };
  const largest = (days: number) => Math.max(...errors.subarray(0, days * DAY));
  expect(upper(10, DAY)).toBeLessThanOrEqual(largest(10));
  expect(upper(3, DAY) / largest(3)).toBeGreaterThan(1.05);
  expect(upper(2, DAY) / largest(2)).toBeGreaterThan(upper(3, DAY) / largest(3));
  expect(upper(0.8, 2) / largest(0.8)).toBeGreaterThan(1.5);
  expect(upper(0.8, 1) / largest(0.8)).toBeLessThanOrEqual(1);
});

test('where all errors of the one day fell on one side, the other side is as wide; of many days they mean their side', () => {
  const of = (days: number) => {
    const errors = Float64Array.from({ length: 2 * Math.round(days * DAY) }, (_, at) => 1 + (at % 7));
    const blocks = [{ from: 0, to: 2 }];
    const spread = errors.map(() => 1);
    const count = errors.length / 2;
    return createCalibrator(errors, spread, origins(count), blocks, TIME)(QUANTILES, count).factors[0];
  };
  const [once, often] = [of(0.8), of(20)];
  expect(once[0]).toBeCloseTo(-once[4], 12);
  expect(once[1]).toBeCloseTo(-once[3], 12);
  expect(often[0]).toBe(0);
  expect(often[4]).toBeGreaterThan(6);
});

test('factors rise with the quantile, however few the errors', () => {
  const noise = createNoise(6);
  for (let count = 1; count < 12; count++) {
    const factors = calibrate(Float64Array.from({ length: count }, noise));
    expect([...factors]).toEqual([...factors].sort((a, b) => a - b));
  }
});

test('an exact forecast has a band of no width, whatever was expected', () => {
  const factors = calibrate(new Float64Array(48), new Float64Array(48));
  factors.forEach((factor) => expect(Math.abs(factor)).toBe(0));
});

describe('against the definition', () => {
  const [horizon, hour, count] = [14, 2, 60];
  const noise = createNoise(8);
  const every = Int32Array.from({ length: count }, (_, w) => 5 + 3 * w);
  const errors = Float64Array.from({ length: count * horizon }, (_, at) => (at % 11 === 4 ? NaN : noise() + 0.4));
  const spread = Float64Array.from(errors, (_, at) => (at % 37 === 0 ? 0 : 0.5 + (at % 5)));
  const blocks = [
    { from: 0, to: 2 },
    { from: 2, to: 13 },
    { from: 13, to: 14 },
  ];
  const quantiles = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98];

  test.each([20, 100, 182, 500])('factors are weighted quantiles of what is known at row %p', (now) => {
    const { factors } = createCalibrator(errors, spread, every, blocks, { day: DAY, hour })(quantiles, now);
    const days = (now - 5) / DAY;
    const effective = Math.min(days, (10 / Math.LN2) * (1 - 2 ** (-days / 10)));
    blocks.forEach(({ from, to }, b) => {
      const known = [...every]
        .flatMap((origin, w) =>
          Array.from({ length: to - from }, (_, i) => ({
            row: origin + 1 + from + i,
            ratio: errors[w * horizon + from + i] / spread[w * horizon + from + i],
            weight: 2 ** (origin / DAY / 10),
          }))
        )
        .filter(({ row, ratio }) => row <= now && Number.isFinite(ratio))
        .sort((x, y) => x.ratio - y.ratio);
      const total = known.reduce((sum, { weight }) => sum + weight, 0);
      const samples = 2.5 * effective;
      const edges = quantiles.map((q) => {
        const tail = Math.min(q, 1 - q);
        const stricter = tail / (1 + (1 - tail) / (2 * samples * tail));
        const share = q < 0.5 ? stricter : 1 - stricter;
        let below = 0;
        return known.find(({ weight }) => (below += weight) >= share * total - 1e-12)!.ratio;
      });
      const fits = days < 1 && to > hour ? 1 : (days * DAY) / to;
      const wider = (q: number) => {
        const tail = Math.min(q, 1 - q);
        return fits < 7 ? widening(tail, Math.max(1.5, fits - 1)) / widening(tail, 6) : 1;
      };
      const own = quantiles.map((q, k) =>
        q === 0.5 ? 0 : q < 0.5 ? Math.min(0, ...edges.slice(k, 3)) : Math.max(0, ...edges.slice(4, k + 1))
      );
      const chance = fits < 7 ? 2 ** (1 - Math.max(1, fits)) : 0;
      const expected = quantiles.map((q, k) => {
        const further = Math.max(Math.abs(own[k]), Math.abs(own[own.length - 1 - k])) * Math.sign(q - 0.5);
        return q === 0.5 ? 0 : wider(q) * ((1 - chance) * own[k] + chance * further);
      });
      factors[b].forEach((factor, k) => expect(factor + 0).toBeCloseTo(expected[k], 12));
    });
  });

  test('of a long block a dozen lead times are enough', () => {
    const wide = 48;
    const all = Float64Array.from({ length: count * wide }, () => noise());
    const readAt = (edit: (h: number) => boolean) =>
      createCalibrator(
        all.map((error, at) => (edit(at % wide) ? 1e6 : error)),
        all.map(() => 1),
        every,
        [{ from: 0, to: wide }],
        { day: DAY, hour }
      )(quantiles, 1e4).factors[0];
    expect(readAt((h) => h % 4 !== 0)).toEqual(readAt(() => false));
    expect(readAt((h) => h % 4 === 0)).not.toEqual(readAt(() => false));
  });
});
