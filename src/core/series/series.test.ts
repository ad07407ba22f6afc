import fc from 'fast-check';
import { ForecastFailure } from '../options/errors';
import { MAX_POINTS } from '../options/optionValues';
import { countKnown, indexFrom, isConstant, lastKnownIndex, timeAt, toSeries } from './series';

const MINUTE = 60_000;
const minutes = (...at: number[]) => at.map((minute) => minute * MINUTE);

test('a regular series is kept as it is', () => {
  expect(toSeries(minutes(10, 11, 12), [1, 2, 3])).toEqual({
    start: 10 * MINUTE,
    step: 60,
    values: Float64Array.of(1, 2, 3),
  });
});

test('gaps, nulls and infinities are NaN, never 0', () => {
  const { values } = toSeries(minutes(0, 1, 3, 4, 5, 6), [1, null, NaN, Infinity, 5, -Infinity], 60);
  expect(values).toEqual(Float64Array.of(1, NaN, NaN, NaN, NaN, 5, NaN));
});

test('a number too large for arithmetic is unknown', () => {
  expect(toSeries(minutes(0, 1), [Number.MAX_VALUE, 1]).values).toEqual(Float64Array.of(NaN, 1));
});

test('the step is the median difference, whatever the first two samples are', () => {
  expect(toSeries(minutes(0, 10, 11, 12, 13), [1, 1, 1, 1, 1]).step).toBe(60);
  expect(toSeries(minutes(0, 1, 2, 3, 500), [1, 1, 1, 1, 1]).step).toBe(60);
  expect(toSeries(minutes(0, 500, 501, 1001, 1002, 1003), [1, 1, 1, 1, 1, 1]).step).toBe(60);
});

test('samples beside the grid are snapped to multiples of the step', () => {
  const series = toSeries([60_400, 119_700, 180_100], [1, 2, 3], 60);
  expect(series).toEqual({ start: 60_000, step: 60, values: Float64Array.of(1, 2, 3) });
});

test('of two values for a time the last known one counts', () => {
  expect(toSeries(minutes(0, 1, 1, 2, 2), [1, 2, 3, 4, null], 60).values).toEqual(Float64Array.of(1, 3, 4));
});

test('nothing in, nothing out', () => {
  expect(toSeries([], []).values).toHaveLength(0);
  expect(toSeries([NaN, Infinity], [1, 2]).values).toHaveLength(0);
});

test('a grid too large is refused before it is allocated', () => {
  const attempt = () => toSeries([0, 1e15], [1, 2], 1);
  expect(attempt).toThrow(ForecastFailure);
  try {
    attempt();
  } catch (error) {
    expect(error).toMatchObject({ detail: { kind: 'too-large', size: 1e12 + 1, limit: MAX_POINTS } });
  }
});

test.each([0, -1, NaN, Infinity])('a step of %d is refused', (step) => {
  expect(() => toSeries([0, 1], [1, 2], step)).toThrow('invalid-option');
});

test('the order of samples does not matter', () => {
  const samples = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.option(fc.double())), {
    selector: ([at]) => at,
    minLength: 1,
  });
  fc.assert(
    fc.property(samples, fc.func(fc.integer()), (list, shuffle) => {
      const shuffled = [...list].sort((a, b) => shuffle(a[0]) - shuffle(b[0]));
      const of = (rows: typeof list) =>
        toSeries(
          rows.map(([at]) => at * MINUTE),
          rows.map(([, value]) => value)
        );
      expect(of(shuffled)).toEqual(of(list));
    })
  );
});

test('every sample on the grid is found at its time', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 2 }), (at) => {
      const series = toSeries(
        at.map((minute) => minute * MINUTE),
        at,
        60
      );
      expect(series.start % MINUTE).toBeCloseTo(0);
      for (const minute of at) {
        const index = indexFrom(series, minute * MINUTE);
        expect(timeAt(series, index)).toBe(minute * MINUTE);
        expect(series.values[index]).toBe(minute);
      }
      expect(countKnown(series.values)).toBe(at.length);
    })
  );
});

test('helpers see through gaps', () => {
  expect(lastKnownIndex([1, NaN, 2, NaN])).toBe(2);
  expect(lastKnownIndex([NaN])).toBe(-1);
  expect(isConstant([NaN, 3, NaN, 3])).toBe(true);
  expect(isConstant([3, NaN, 4])).toBe(false);
  expect(isConstant([NaN])).toBe(false);
});

describe('the phase of the samples is kept', () => {
  const HOUR = 60 * MINUTE;
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);

  test('where they share it', () => {
    const at = range(5).map((i) => 30 * MINUTE + i * HOUR);
    expect(toSeries(at, range(5))).toEqual({ start: 30 * MINUTE, step: 3600, values: Float64Array.from(range(5)) });
    const nepal = range(6).map((i) => Date.UTC(2026, 9, 1, 18, 15) + i * 24 * HOUR);
    expect(toSeries(nepal, range(6))).toMatchObject({ start: nepal[0], step: 86400 });
  });

  test('where they scatter around half a step, without a gap', () => {
    const at = range(50).map((i) => 30_000 + i * MINUTE + ((i * 7) % 5) * 400 - 800);
    const { start, values } = toSeries(at, range(50), 60);
    expect(start).toBe(30_000);
    expect([...values]).toEqual(range(50));
  });

  test('the same after a refresh', () => {
    const at = range(100).map((i) => 25 * MINUTE + i * HOUR + ((i * 7) % 5) * 1000);
    const before = toSeries(at.slice(0, 80), range(80), 3600);
    const after = toSeries(at.slice(13), range(87), 3600);
    expect((after.start - before.start) % HOUR).toBe(0);
  });

  test('samples finer than the step have none', () => {
    const at = range(300).map((i) => 7 * MINUTE + i * MINUTE);
    expect(toSeries(at, range(300), 1800).start % (30 * MINUTE)).toBe(0);
  });
});

test('a series is constant where its known values are one and the same', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(1, 2, NaN), { maxLength: 6 }), (values) => {
      expect(isConstant(values)).toBe(new Set(values.filter((value) => !Number.isNaN(value))).size === 1);
    }),
    { numRuns: 500 }
  );
});
