import fc from 'fast-check';
import {
  chunks,
  countPoints,
  formatMetric,
  maxPointsPerRequest,
  metricId,
  parseValue,
  rangeParams,
} from './prometheus';

const timeMs = fc.integer({ min: 0, max: 2_000_000_000_000 });
const lengthMs = fc.integer({ min: 0, max: 400 * 86_400_000 });
// From 50 ms, and sizes that are no round number of seconds.
const stepMs = fc.oneof(
  fc.constantFrom(50, 100, 250, 333, 1000, 1500, 15_000, 60_000, 300_000, 3_600_000),
  fc.integer({ min: 50, max: 7_200_000 })
);

describe('rangeParams', () => {
  test('both ends lie on the step and within one step of the range', () => {
    fc.assert(
      fc.property(timeMs, lengthMs, stepMs, (from, length, interval) => {
        const { start, end, step } = rangeParams(from, from + length, interval, 0);
        expect(Math.round(step * 1000)).toBe(interval);
        for (const [aligned, asked] of [
          [start, from],
          [end, from + length],
        ]) {
          const ms = Math.round(aligned * 1000);
          expect(ms % interval).toBe(0);
          expect(asked - ms).toBeGreaterThanOrEqual(0);
          expect(asked - ms).toBeLessThan(interval);
        }
      })
    );
  });

  test('the minimum step wins over a finer interval, not over a coarser one', () => {
    expect(rangeParams(0, 3_600_000, 1000, 60).step).toBe(60);
    expect(rangeParams(0, 3_600_000, 120_000, 60).step).toBe(120);
  });

  test('a refresh within the same step asks for the same points', () => {
    expect(rangeParams(1_000_003, 4_600_003, 15_000, 0)).toEqual(rangeParams(1_004_999, 4_604_999, 15_000, 0));
  });
});

describe('chunks', () => {
  test('their union is exactly the grid, in order, each under the limit', () => {
    fc.assert(
      fc.property(
        timeMs,
        stepMs,
        fc.integer({ min: 1, max: 3000 }),
        fc.integer({ min: 1, max: 500 }),
        (from, s, n, limit) => {
          const range = rangeParams(from, from + (n - 1) * s, s, 0);
          const points = chunks(range, limit).flatMap((piece) => {
            expect(countPoints(piece)).toBeLessThanOrEqual(limit);
            expect(piece.step).toBe(range.step);
            return Array.from({ length: countPoints(piece) }, (_, i) => Math.round(piece.start * 1000) + i * s);
          });
          const first = Math.round(range.start * 1000);
          expect(points).toEqual(Array.from({ length: countPoints(range) }, (_, i) => first + i * s));
        }
      )
    );
  });

  test('by default no request is over what Prometheus accepts', () => {
    fc.assert(
      fc.property(timeMs, fc.integer({ min: 1, max: 400_000 }), (from, n) => {
        const pieces = chunks(rangeParams(from, from + n * 15_000, 15_000, 0));
        expect(pieces.every((piece) => (piece.end - piece.start) / piece.step <= maxPointsPerRequest)).toBe(true);
        expect(pieces.reduce((sum, piece) => sum + countPoints(piece), 0)).toBe(n + 1);
      })
    );
  });

  test('30 days at 60 s are four requests', () => {
    const pieces = chunks(rangeParams(0, 30 * 86_400_000, 60_000, 0));
    expect(pieces.map(countPoints)).toEqual([11_000, 11_000, 11_000, 10_201]);
    expect(pieces[1].start - pieces[0].end).toBe(60);
  });

  test('a range shorter than its step is one point', () => {
    expect(chunks(rangeParams(90_000, 95_000, 60_000, 0))).toEqual([{ start: 60, end: 60, step: 60 }]);
  });
});

test('label sets that only look alike have different ids', () => {
  expect(metricId({ a: 'b', c: 'd' })).toBe(metricId({ c: 'd', a: 'b' }));
  expect(metricId({ a: 'b","c":"d' })).not.toBe(metricId({ a: 'b', c: 'd' }));
});

test.each([
  ['1.5', 1.5],
  ['-0', -0],
  ['1e+300', 1e300],
  ['NaN', NaN],
  ['', NaN],
  ['+Inf', Infinity],
  ['-Inf', -Infinity],
  ['nonsense', NaN],
])('the value %j is %d', (text, value) => {
  expect(parseValue(text)).toBe(value);
});

test.each([
  [{ __name__: 'up', job: 'a', instance: 'b:1' }, 'up{job="a", instance="b:1"}'],
  [{ __name__: 'up' }, 'up'],
  [{ path: 'C:\\x "y"' }, '{path="C:\\\\x \\"y\\""}'],
  [{}, '{}'],
])('%j reads %s', (metric, text) => {
  expect(formatMetric(metric)).toBe(text);
});
