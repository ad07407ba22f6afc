import { english } from '../language/phrase';
import fc from 'fast-check';
import { fitContext, isReusable } from './context';
import { COVARIATE_FEATURES, createColumns, fitCovariates } from './covariates';
import { alignTo, type Covariate } from '../series/covariate';
import { FEATURES } from './features';
import { defaultOptions } from '../options/optionValues';
import { createTrainingSet } from './trainingSet';
import { timeAt, type Series } from '../series/series';
import { toSlices } from '../series/split';
import { largestGap } from '../../testing/largestGap';
import { change, createNoise, DAY, makeDaily, makeSeries, START, STEP } from '../../testing/testSeries';

const DAYS = 15;
const options = defaultOptions();
const named = (series: Series, name = 'requests'): Covariate => ({ ...series, name });
const makeNoise = (length: number, seed: number): Series => {
  const noise = createNoise(seed);
  return makeSeries(length, () => 300 + 40 * noise());
};
const ready = (series: Series, covariates: Covariate[]) =>
  createTrainingSet(series, options, 'UTC', undefined, covariates);

describe('alignTo', () => {
  const series = makeSeries(8, (i) => i);
  const at = (start: number, step: number, values: number[]) =>
    Array.from(alignTo(series, { start: START + start * 1000, step, values: Float64Array.from(values) }));

  test.each([
    ['the same grid', 0, STEP, [0, 1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7]],
    ['samples a little later: each is known a step after', 60, STEP, [1, 2, 3], [NaN, 1, 2, 3, 3, 3, NaN, NaN]],
    ['a finer grid', 0, STEP / 2, [0, 9, 1, 9, 2, 9], [0, 1, 2, 9, 9, 9, NaN, NaN]],
    ['a coarser grid', 0, 2 * STEP, [0, 2, 4], [0, 0, 2, 2, 4, 4, 4, 4]],
    ['one so coarse that a value stays for one of its steps', 0, 5 * STEP, [7], [7, 7, 7, 7, 7, 7, NaN, NaN]],
    ['a gap: three steps are bridged', 0, STEP, [5, NaN, NaN, NaN, NaN, 6], [5, 5, 5, 5, NaN, 6, 6, 6]],
    ['nothing', 0, STEP, [], [NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN]],
  ])('%s', (_, start, step, values, expected) => {
    expect(at(start, step, values)).toEqual(expected);
  });

  test('no row reads a value later than its own time', () => {
    const value = fc.oneof(fc.constant(NaN), fc.integer({ min: -9, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: -5 * STEP, max: 5 * STEP }),
        fc.constantFrom(300, STEP, 5 * STEP),
        fc.integer({ min: 0, max: 7 }),
        (values, start, step, row) => {
          const covariate = { start: START + start * 1000, step, values: Float64Array.from(values) };
          const changed = change(covariate, (x, i) => (timeAt(covariate, i) > timeAt(series, row) ? 1e6 : x));
          const end = row + 1;
          expect(alignTo(series, changed).slice(0, end)).toEqual(alignTo(series, covariate).slice(0, end));
        }
      )
    );
  });
});

describe('the columns', () => {
  test('stand behind the features of the series, scaled on the training part alone', () => {
    const series = makeDaily(DAYS);
    const requests = named(makeNoise(DAYS * DAY, 3));
    const first = ready(series, [requests]);
    const { validation } = toSlices(series, first.context.split);
    const later = ready(series, [named(change(requests, (x, i) => (i >= validation.from ? 1e6 * x : x)))]);
    expect(first.shape.features).toBe(FEATURES.length + COVARIATE_FEATURES.length);
    expect(first.inputs).toHaveLength(DAYS * DAY * first.shape.features);
    expect(later.context).toEqual(first.context);
    const end = validation.from * first.shape.features;
    expect(later.inputs.subarray(0, end)).toEqual(first.inputs.subarray(0, end));
    const alone = ready(series, []);
    for (const t of [0, 500, DAYS * DAY - 1]) {
      const at = t * first.shape.features;
      expect(first.inputs.subarray(at, at + FEATURES.length)).toEqual(
        alone.inputs.subarray(t * FEATURES.length, (t + 1) * FEATURES.length)
      );
      expect(first.inputs[at + FEATURES.length]).toBeCloseTo((requests.values[t] - 300) / 40, 0);
    }
  });

  test('of several covariates stand side by side, each as it is alone', () => {
    const series = makeDaily(DAYS);
    const [one, other] = [named(makeNoise(DAYS * DAY, 3)), named(makeNoise(DAYS * DAY, 4), 'queue')];
    const [both, alone, second] = [[one, other], [one], [other]].map((given) => ready(series, given).columns);
    expect([both.width, alone.width]).toEqual([4, 2]);
    for (const t of [0, 700, DAYS * DAY - 1]) {
      const row = [...alone.values.subarray(2 * t, 2 * t + 2), ...second.values.subarray(2 * t, 2 * t + 2)];
      expect([...both.values.subarray(4 * t, 4 * t + 4)]).toEqual(row);
    }
  });

  test('the unit of a covariate does not matter', () => {
    const series = makeDaily(DAYS);
    const requests = makeNoise(DAYS * DAY, 3);
    const bytes = ready(series, [named(change(requests, (x) => 1e9 * x - 7e9))]);
    expect(largestGap(ready(series, [named(requests)]).inputs, bytes.inputs)).toBeLessThan(1e-4);
  });

  test('no NaN goes to the engine: what is missing is 0 and marked, with a sentence', () => {
    const series = makeDaily(DAYS);
    const patchy = named(change(makeNoise(DAYS * DAY, 4), (x, i) => (i % 20 < 10 ? NaN : x)));
    const { inputs, shape, columns } = ready(series, [patchy]);
    expect(inputs.every(Number.isFinite)).toBe(true);
    const row = (t: number) =>
      Array.from(inputs.subarray(t * shape.features + FEATURES.length, (t + 1) * shape.features));
    expect(row(20 * 8 + 5)).toEqual([0, 1]);
    expect(row(20 * 8 + 15)[1]).toBe(0);
    expect(columns.notes.map(english)).toEqual([
      'The covariate “requests” is missing at 35 % of the steps, and left out there.',
    ]);
  });

  test.each([
    ['is empty', [], 'has no values in the training history'],
    ['never changes', Array.from({ length: DAYS * DAY }, () => 4), 'never changes there: it adds nothing'],
    ['begins after the training', Array.from({ length: DAYS * DAY }, (_, i) => (i < 650 ? NaN : i)), 'adds nothing'],
  ])('one that %s stays masked', (_, values, sentence) => {
    const { inputs, shape, columns, context } = ready(makeDaily(DAYS), [
      named({ start: START, step: STEP, values: Float64Array.from(values) }),
    ]);
    expect(context.covariates).toEqual([{ name: 'requests' }]);
    const seen = inputs.filter((_, at) => at % shape.features >= FEATURES.length);
    expect(seen).toEqual(Float32Array.from(seen, (__, at) => at % 2));
    expect(columns.notes.map(english)).toEqual([expect.stringContaining(sentence)]);
  });

  test('a gap is said from a hundredth of the steps on', () => {
    const gap = (steps: number) =>
      named(change(makeNoise(DAYS * DAY, 4), (x, i) => (i >= 100 && i < 100 + steps ? NaN : x)));
    // Three steps are bridged: 7 and 8 of 720 are missing.
    expect(ready(makeDaily(DAYS), [gap(10)]).columns.notes.map(english)).toEqual([]);
    expect(ready(makeDaily(DAYS), [gap(11)]).columns.notes.map(english)).toEqual([
      expect.stringContaining('missing at 1 %'),
    ]);
  });

  test('one that has stopped is said to', () => {
    const stopped = named(change(makeNoise(DAYS * DAY, 4), (x, i) => (i >= DAYS * DAY - 10 ? NaN : x)));
    expect(ready(makeDaily(DAYS), [stopped]).columns.notes.map(english)).toEqual([
      expect.stringContaining('has no recent value'),
    ]);
  });

  test('more than eight are refused by name', () => {
    const series = makeDaily(DAYS);
    const many = (count: number) => Array.from({ length: count }, (_, k) => named(makeNoise(DAYS * DAY, k), `c${k}`));
    expect(ready(series, many(8)).shape.features).toBe(25);
    const failure = (() => {
      try {
        return ready(series, many(9));
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toMatchObject({ detail: { kind: 'too-many-covariates', got: 9, limit: 8 } });
  });
});

test('a row of inputs reads no covariate later than its own, and does read its own', () => {
  const series = makeDaily(12, 4);
  const requests = named(makeNoise(12 * DAY + 30, 5));
  const first = ready(series, [requests]);
  const width = first.shape.features;
  fc.assert(
    fc.property(
      fc.integer({ min: 24, max: 12 * DAY - 1 }),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((x) => Math.abs(x - 300) > 200),
      (at, x) => {
        const inputsOf = (isChanged: (i: number) => boolean) =>
          createTrainingSet(series, options, 'UTC', first.context, [
            named(change(requests, (y, i) => (isChanged(i) ? x : y))),
          ]).inputs;
        const end = (at + 1) * width;
        expect(inputsOf((i) => i > at).subarray(0, end)).toEqual(first.inputs.subarray(0, end));
        expect(inputsOf((i) => i === at).subarray(end - width, end)).not.toEqual(
          first.inputs.subarray(end - width, end)
        );
      }
    ),
    { numRuns: 6 }
  );
});

describe('a stored context', () => {
  const series = makeDaily(DAYS);
  const requests = named(makeNoise(DAYS * DAY, 6));
  const queue = named(makeNoise(DAYS * DAY, 7), 'queue');
  const stored: unknown = JSON.parse(JSON.stringify(fitContext(series, options, 'UTC', [requests, queue])));
  const fits = (context: unknown, ...covariates: Covariate[]) =>
    isReusable(context, series, options, 'UTC', covariates);

  test('is used with the same covariates in the same order', () => {
    expect(fits(stored, requests, queue)).toBe(true);
    expect(fits(stored, queue, requests)).toBe(false);
    expect(fits(stored, requests)).toBe(false);
    expect(fits(stored)).toBe(false);
    expect(fits(fitContext(series, options, 'UTC'), requests)).toBe(false);
    expect(fits(fitContext(series, options, 'UTC'))).toBe(true);
  });

  test('keeps the scalers it was trained with', () => {
    const context = fitContext(series, options, 'UTC', [requests]);
    const louder = named(change(requests, (x) => 2 * x));
    const again = createTrainingSet(series, options, 'UTC', context, [louder]);
    expect(again.context.covariates).toEqual(context.covariates);
    expect(again.columns.values).not.toEqual(ready(series, [louder]).columns.values);
  });

  test.each([
    ['no list', {}],
    ['null for one', [null, { name: 'queue' }]],
    ['a spread of 0', [{ name: 'requests', scaler: { center: 0, spread: 0 } }, { name: 'queue' }]],
    ['a centre that is text', [{ name: 'requests', scaler: { center: '0', spread: 1 } }, { name: 'queue' }]],
  ])('with %s is not used', (_, covariates) => {
    expect(fits({ ...(stored as object), covariates }, requests, queue)).toBe(false);
  });
});

test('without covariates there is no column', () => {
  expect(createColumns(makeDaily(3), [], [])).toEqual({ width: 0, values: new Float32Array(0), notes: [] });
  expect(fitCovariates(makeDaily(3), [], 10)).toEqual([]);
});
