import { inEnglish } from '../../testing/inEnglish';
import fc from 'fast-check';
import type { OptionName } from './forecastOptions';
import { optionTable } from './options';
import { defaultOptions, validateOptions } from './optionValues';

const problemsOf = (input: unknown) => validateOptions(input).problems;

test('defaults are valid, and are what an empty dashboard gets', () => {
  for (const empty of [undefined, null, {}, [], 'x', 5]) {
    expect(validateOptions(empty)).toEqual({ options: defaultOptions(), problems: [] });
  }
  expect(defaultOptions()).toMatchObject({ sequenceLength: 24, levels: [0.8, 0.95], horizon: 21_600, seed: 42 });
});

test.each<[OptionName, unknown, string]>([
  ['sequenceLength', 1, 'not in [2, 512]'],
  ['sequenceLength', 24.5, 'not a whole number'],
  ['sequenceLength', '24', 'not a number'],
  ['sequenceLength', NaN, 'not a number'],
  ['horizon', '6 hours', 'not a duration such as 6h'],
  ['horizon', '1s', 'not in [1m, 90d]'],
  ['history', 'auto', 'not a duration such as 30d'],
  ['step', 'automatic', 'not a duration such as 30m, or auto'],
  ['step', '1s', 'more than 60,000 points in 30d'],
  ['levels', '95', 'not numbers in (0, 1), separated by commas'],
  ['levels', '0.8, 0.999', 'not in [0.5, 0.99]'],
  ['levels', 0.95, 'not numbers in (0, 1), separated by commas'],
  ['lowerBound', 'zero', 'neither a number nor none'],
  ['upperBound', Infinity, 'neither a number nor none'],
  ['covariates', 5, 'not names, separated by commas'],
  ['covariates', 'A,B,C,D,E,F,G,H,I', 'more than 8 names'],
  ['device', 'tpu', 'not one of auto, webgpu, webgl, wasm, cpu'],
])('%s = %p is a problem, and the default stands in', (option, value, why) => {
  const { options, problems } = validateOptions({ [option]: value });
  expect(inEnglish(problems)).toEqual([{ kind: 'invalid-option', option, why, value: expect.any(String) }]);
  expect(options).toEqual(defaultOptions());
});

test('auto is a step, and no other duration', () => {
  const names = Object.keys(optionTable) as OptionName[];
  const durations = names.filter((name) => optionTable[name].kind === 'duration');
  expect(durations.filter((name) => problemsOf({ [name]: 'auto' }).length === 0)).toEqual(['step']);
});

test('bounds must be in order', () => {
  expect(problemsOf({ lowerBound: 0, upperBound: 100 })).toEqual([]);
  expect(problemsOf({ lowerBound: 100, upperBound: 0 })).toMatchObject([{ option: 'upperBound', value: '0' }]);
});

test('a bound may be empty, or none', () => {
  expect(validateOptions({ lowerBound: undefined, upperBound: null }).problems).toEqual([]);
  expect(problemsOf({ lowerBound: 'none', upperBound: -5 })).toEqual([]);
});

test('all texts are read, so that nobody reads one again', () => {
  const stored = {
    ...{
      horizon: '12h',
      history: '7d',
      step: '5m',
      budget: '90s',
      levels: '0.95,0.5',
      covariates: 'B, "requests, all"',
    },
    excludedWindows: '2026-11-24/2026-11-25T06:00Z',
  };
  expect(validateOptions(stored)).toMatchObject({
    options: {
      ...{
        horizon: 43_200,
        history: 604_800,
        step: 300,
        budget: 90,
        levels: [0.5, 0.95],
        covariates: ['B', 'requests, all'],
      },
      excludedWindows: [{ from: Date.UTC(2026, 10, 24), to: Date.UTC(2026, 10, 25, 6) }],
    },
    problems: [],
  });
});

test.each([
  ['1h', 60],
  ['1d', 60],
  ['2d', 120],
  ['7d', 600],
  ['30d', 1800],
  ['60d', 3600],
  ['400d', 28800],
])('auto step of %s of history is %d s, at most 1,500 points', (history, step) => {
  expect(validateOptions({ history, step: 'auto' }).options.step).toBe(step);
});

test.each([
  ['7d', '30d', 30, 1800],
  ['8d', '30d', 30, 3600],
  ['14d', '30d', 42, 3600],
  ['30d', '30d', 90, 10_800],
  ['90d', '30d', 270, 28_800],
  ['90d', '400d', 400, 28_800],
])('for a horizon of %s a history of %s is %d days long, the automatic step %d s', (horizon, asked, days, step) => {
  const { options, problems } = validateOptions({ horizon, history: asked });
  expect({ problems, history: options.history, step: options.step }).toEqual({
    problems: [],
    history: days * 86_400,
    step,
  });
});

test('a step too fine for the history that a horizon asks for is refused by name', () => {
  const { problems } = validateOptions({ horizon: '90d', step: '1s' });
  expect(inEnglish(problems)).toMatchObject([{ option: 'step', why: expect.stringContaining('in 270d') }]);
});

test('any dashboard JSON gives usable options and keeps what was valid', () => {
  const names = Object.keys(optionTable) as OptionName[];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (input) => {
      const { options, problems } = validateOptions(input);
      const rejected = problems.map((problem) => 'option' in problem && problem.option);
      const valid = Object.entries(input).filter(([name]) => !rejected.includes(name as OptionName));
      expect(validateOptions(Object.fromEntries(valid))).toEqual({ options, problems: [] });
      expect(
        Object.values(options)
          .filter((value) => typeof value === 'number')
          .every(Number.isFinite)
      ).toBe(true);
    })
  );
});

test('the arrows of an editor move whole numbers by one, others by no more than a tenth of what can be typed', () => {
  for (const row of Object.values(optionTable)) {
    if (row.kind === 'number') {
      const usual = row.default || row.max / 100;
      expect(row.integer ? row.step : 1).toBe(1);
      expect(row.integer || row.step <= Math.max(row.min, usual / 10)).toBe(true);
    }
  }
});
