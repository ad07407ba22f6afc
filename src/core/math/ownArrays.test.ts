import fc from 'fast-check';
import { forecastBaseline } from '../fitted/baselineForecast';
import { ARRAY_NAMES, ownArray } from './ownArrays';
import { defaultOptions } from '../options/optionValues';
import { toSeries } from '../series/series';
import { makeDaily } from '../../testing/testSeries';

const natives = Object.fromEntries(ARRAY_NAMES.map((name) => [name, globalThis[name]]));

/** The result of `work` while stand-ins are in the place of typed arrays. */
function withStandIns<T>(work: () => T): T {
  ARRAY_NAMES.forEach((name) => Object.assign(globalThis, { [name]: ownArray(name, natives[name] as never) }));
  try {
    return work();
  } finally {
    Object.assign(globalThis, natives);
  }
}

/** Numbers as text, so that NaN is told from null; lists of any kind as arrays. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'number' ? String(value) : value;
  }
  return Array.isArray(value) || ArrayBuffer.isView(value)
    ? Array.from(value as ArrayLike<unknown>, plain)
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

test.each(ARRAY_NAMES)('%s: the same values as the typed array, whatever is done with them', (name) => {
  const Native = natives[name];
  const Own = ownArray(name, Native as never) as unknown as typeof Float64Array;
  const operations: Array<(kind: typeof Float64Array, values: number[]) => ArrayLike<unknown>> = [
    (kind, values) => new kind(values),
    (kind, values) => new kind(values.length),
    (kind, values) => new kind(new Set(values)),
    (kind, values) => kind.from(values, (value, i) => value * i),
    (kind, values) => kind.from({ length: values.length }),
    (kind, values) => kind.from(new Set(values)),
    (kind, values) => kind.of(...values),
    (kind, values) => new kind(values).map((value) => value / 3),
    (kind, values) => new kind(values).filter((value) => value > 1),
    (kind, values) => new kind(values).sort(),
    // Without NaN: with it, no such order is one, and any result is right.
    (kind, values) =>
      new kind(values.filter((value) => !Number.isNaN(value))).sort((a, b) => (a < b ? 1 : Number(a > b) && -1)),
    (kind, values) => new kind(values).slice(1, -1),
    (kind, values) => new kind(values).subarray(1),
    (kind, values) => new kind(values).fill(7, 1),
    (kind, values) => new kind(values).reverse(),
    (kind, values) => new kind(values).copyWithin(1, 0, 2),
    (kind, values) => [...new kind(values).entries()].flat(),
    (kind, values) => {
      const made = new kind(values.length + 2);
      made.set(values, 2);
      return made;
    },
    (kind, values) => new Uint8Array(new kind(values).buffer),
    (kind, values) => Object.prototype.toString.call(new kind(values)).split(''),
  ];
  fc.assert(
    fc.property(fc.array(fc.double(), { maxLength: 20 }), (values) => {
      for (const operation of operations) {
        expect(Array.from(operation(Own, values), String)).toEqual(
          Array.from(operation(Native as typeof Float64Array, values), String)
        );
      }
    }),
    { numRuns: 50 }
  );
});

test('bytes become values', () => {
  const Own = ownArray('Uint8Array', Uint8Array as never) as unknown as typeof Uint8Array;
  expect([...new Own(new Float32Array([1.5]).buffer)]).toEqual([0, 0, 192, 63]);
});

const options = defaultOptions();

test.each<[string, () => unknown]>([
  ['a grid', () => toSeries([3e5, 6e4, 1.2e5], [3, null, NaN])],
  ['the instant forecast', () => forecastBaseline(makeDaily(20), options, [60, 75])],
  [
    'the instant forecast with anomalies',
    () => forecastBaseline(makeDaily(20, 9), { ...options, anomalyMethod: 'spikes' }, []),
  ],
])('%s is the same, to the last digit', (_, work) => {
  expect(plain(withStandIns(work))).toEqual(plain(work()));
});
