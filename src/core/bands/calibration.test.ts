import fc from 'fast-check';
import { calibrate, toForecast } from './calibration';
import { residualsByLeadTime, measureCoverages } from '../baseline/hindcast';
import { createNoise } from '../../testing/testSeries';

const free = { lower: -Infinity, upper: Infinity };
const lists = (horizon: number, n: number, value: (h: number, i: number) => number) =>
  Array.from({ length: horizon }, (_, h) => Float64Array.from({ length: n }, (__, i) => value(h, i)));

test('offsets are the order statistics of the finite-sample rank', () => {
  // 19 residuals, 90 %: tail 0.05, rank ceil(20 * 0.95) = 19.
  const { above, below, tooFew } = calibrate([Float64Array.from({ length: 19 }, (_, i) => i - 5)], [0.9]);
  expect(above[0][0]).toBe(13);
  expect(below[0][0]).toBe(5);
  expect(tooFew).toEqual([]);
});

test('sides differ, and neither crosses the point', () => {
  const { above, below } = calibrate([Float64Array.from({ length: 100 }, (_, i) => i + 1)], [0.8]);
  expect(above[0][0]).toBe(91);
  expect(below[0][0]).toBe(0);
});

test('too few residuals borrow from neighbouring lead times, and say so where that is not enough; without any there is no width', () => {
  const sparse = lists(5, 10, (h, i) => (h + 1) * (i - 4.5));
  expect(calibrate(sparse, [0.8]).tooFew).toEqual([]);
  expect(calibrate(sparse, [0.8, 0.99]).tooFew).toEqual([0.99]);
  // 39 are needed for 95 %: lead time 1 takes 2, 3 and 4.
  expect(calibrate(sparse, [0.95]).above[0][0]).toBeCloseTo(18);
  expect(calibrate([Float64Array.of()], [0.8])).toMatchObject({ tooFew: [0.8], above: [Float64Array.of(NaN)] });
});

test('wider levels contain narrower ones, the point is never moved, bounds hold', () => {
  const residuals = fc.array(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 60 }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(residuals, fc.double({ min: -100, max: 100, noNaN: true }), (rows, value) => {
      fc.pre(rows.some((row) => row.length > 0));
      const offsets = calibrate(
        rows.map((row) => Float64Array.from(row)),
        [0.5, 0.8, 0.95]
      );
      const points = new Float64Array(rows.length).fill(value);
      const leadTimes = rows.map((_, h) => h + 1);
      const forecast = toForecast(points, points, leadTimes, offsets, { lower: -50, upper: 50 });
      const edges = forecast.intervals.map(({ lower, upper }) => ({ lower, upper }));
      forecast.point.forEach((point, h) => {
        expect(point).toBe(Math.min(50, Math.max(-50, value)));
        const path = [...edges.map((e) => e.upper[h]).reverse(), point, ...edges.map((e) => e.lower[h]), -50];
        [50, ...path].reduce((above, below) => (expect(above).toBeGreaterThanOrEqual(below), below));
      });
    })
  );
});

test('offsets stretch with the residuals', () => {
  const noise = createNoise(2);
  const plain = lists(3, 60, noise);
  const stretched = plain.map((list) => list.map((x) => 7 * x));
  expect(calibrate(stretched, [0.8]).above[0]).toEqual(calibrate(plain, [0.8]).above[0].map((x) => 7 * x));
});

test.each([0.8, 0.95])('exchangeable residuals are covered at %d, within theory', (level) => {
  const noise = createNoise(11);
  const n = 200;
  const trials = 1500;
  let inside = 0;
  for (let trial = 0; trial < trials; trial++) {
    // Skewed: exp of a normal.
    const { above, below } = calibrate(
      lists(1, n, () => Math.exp(noise()) - 1),
      [level]
    );
    const next = Math.exp(noise()) - 1;
    inside += next <= above[0][0] && next >= -below[0][0] ? 1 : 0;
  }
  // Each side covers between 1 - a and 1 - a + 1 / (n + 1); four standard deviations of the count.
  const slack = 4 * Math.sqrt((level * (1 - level)) / trials);
  expect(inside / trials).toBeGreaterThan(level - slack);
  expect(inside / trials).toBeLessThan(level + 2 / (n + 1) + slack);
});

test('residuals stay inside their slice, and a short incident is left out of them', () => {
  const noise = createNoise(8);
  const values = Float64Array.from({ length: 400 }, (_, i) => noise() + (i >= 120 && i < 124 ? 100 : 0));
  const origins = Int32Array.from({ length: 400 }, (_, i) => i);
  const hindcast = { origins, horizon: 2, points: new Float64Array(800) };
  const [first, second] = residualsByLeadTime(hindcast, values, { from: 100, to: 400 });
  expect(first).toHaveLength(299 - 4);
  expect(second).toHaveLength(298 - 4);
  expect(Math.max(...first)).toBeLessThan(5);
});

test('values that are far out all the time are no incident', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => (i % 10 === 0 ? 100 : i % 2));
  const hindcast = { origins: Int32Array.from(values.keys()), horizon: 1, points: new Float64Array(100) };
  expect(residualsByLeadTime(hindcast, values, { from: 0, to: 100 })[0]).toHaveLength(99);
});

test('single bursts come again: the band holds them', () => {
  const noise = createNoise(9);
  const values = Float64Array.from({ length: 1000 }, (_, i) => noise() + (i % 67 === 0 ? 30 : 0));
  const hindcast = { origins: Int32Array.from(values.keys()), horizon: 1, points: new Float64Array(1000) };
  expect(residualsByLeadTime(hindcast, values, { from: 0, to: 1000 })[0]).toHaveLength(999);
});

test('coverage is counted over known actuals of the slice', () => {
  const values = Float64Array.of(0, 0, 5, NaN, 1);
  const hindcast = { origins: Int32Array.of(0, 1, 2, 3), horizon: 1, points: new Float64Array(4) };
  const offsets = {
    levels: [0.8],
    above: [Float64Array.of(1)],
    below: [Float64Array.of(1)],
    tooFew: [],
    measuredTo: 1,
  };
  expect(measureCoverages(hindcast, values, { from: 0, to: 5 }, offsets, free)).toEqual([
    { level: 0.8, measured: 2 / 3, count: 3, late: NaN },
  ]);
});

test('no band narrows with the lead time, and beyond what can be measured it widens as a random walk', () => {
  const noise = createNoise(4);
  const growing = lists(100, 200, (h) => Math.sqrt(h + 1) * noise());
  const { above, measuredTo } = calibrate(growing, [0.8, 0.95]);
  expect(measuredTo).toBe(10);
  for (const path of above) {
    path.forEach((width, h) => expect(width).toBeGreaterThanOrEqual(h > 0 ? path[h - 1] : 0));
    expect(path[99]).toBeGreaterThanOrEqual(path[9] * Math.sqrt(10) - 1e-9);
  }
});

test('errors that do not grow with the lead time get no wider band', () => {
  const noise = createNoise(5);
  const { above } = calibrate(
    lists(100, 200, () => noise()),
    [0.8]
  );
  expect(above[0][99]).toBeLessThan(1.8);
});

test('coverage far ahead is measured on its own', () => {
  const values = Float64Array.from({ length: 9 }, (_, i) => i);
  const hindcast = { origins: Int32Array.of(0, 3), horizon: 3, points: new Float64Array(6) };
  const widths = [Float64Array.of(9, 9, 1)];
  const offsets = { levels: [0.8], above: widths, below: widths, tooFew: [], measuredTo: 3 };
  expect(measureCoverages(hindcast, values, { from: 0, to: 9 }, offsets, free)).toEqual([
    { level: 0.8, measured: 4 / 6, count: 6, late: 0 },
  ]);
});
