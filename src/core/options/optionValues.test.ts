import fc from 'fast-check';
import { optionTable, type OptionName } from './options';
import { defaultOptions, parseLevels, parseNames, validateOptions } from './optionValues';

const problemsOf = (input: unknown) => validateOptions(input).problems;

test('defaults are valid, and are what an empty dashboard gets', () => {
  for (const empty of [undefined, null, {}, [], 'x', 5]) {
    expect(validateOptions(empty)).toEqual({ options: defaultOptions(), problems: [] });
  }
  expect(problemsOf(defaultOptions())).toEqual([]);
  expect(defaultOptions()).toMatchObject({ sequenceLength: 24, levels: '0.8, 0.95', horizon: '6h', seed: 42 });
});

test.each<[OptionName, unknown, string]>([
  ['sequenceLength', 1, 'not in [2, 512]'],
  ['sequenceLength', 24.5, 'not a whole number'],
  ['sequenceLength', '24', 'not a number'],
  ['sequenceLength', NaN, 'not a number'],
  ['horizon', '6 hours', 'not a duration such as 6h'],
  ['horizon', '1s', 'not in [1m, 7d]'],
  ['history', 'auto', 'not a duration such as 30d'],
  ['step', 'automatic', 'not a duration such as 30m, or auto'],
  ['step', '1s', 'more than 60,000 points in 30d'],
  ['levels', '95', 'not numbers in (0, 1), separated by commas'],
  ['levels', '0.8, 0.999', 'not in [0.5, 0.99]'],
  ['levels', 0.95, 'not numbers in (0, 1), separated by commas'],
  ['lowerBound', 'zero', 'not a number'],
  ['covariates', 5, 'not names, separated by commas'],
  ['covariates', 'A,B,C,D,E,F,G,H,I', 'more than 8 names'],
  ['device', 'tpu', 'not one of auto, webgpu, webgl, wasm, cpu'],
])('%s = %p is a problem, and the default stands in', (option, value, why) => {
  const { options, problems } = validateOptions({ [option]: value });
  expect(problems).toEqual([{ kind: 'invalid-option', option, why, value: expect.any(String) }]);
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

test('an empty optional number is no problem', () => {
  expect(validateOptions({ lowerBound: undefined, upperBound: null }).problems).toEqual([]);
});

test('any dashboard JSON gives usable options and keeps what was valid', () => {
  const names = Object.keys(optionTable) as OptionName[];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (input) => {
      const { options, problems } = validateOptions(input);
      expect(validateOptions(options).problems).toEqual([]);
      const rejected = new Set(problems.map((problem) => 'option' in problem && problem.option));
      for (const [name, value] of Object.entries(input)) {
        if (!rejected.has(name) && value !== null) {
          expect(options[name as OptionName]).toEqual(value);
        }
      }
    })
  );
});

test.each([
  ['0.8, 0.95', [0.8, 0.95]],
  ['0.95,0.8,0.8', [0.8, 0.95]],
  ['.5', [0.5]],
  ['', undefined],
  ['0.95x', undefined],
  ['95', undefined],
  ['0, 0.5', undefined],
  ['0.5, 1', undefined],
])('levels %p', (text, levels) => {
  expect(parseLevels(text)).toEqual(levels);
});

test.each([
  ['', []],
  [' , ,', []],
  ['B', ['B']],
  ['B, requests , B', ['B', 'requests']],
  ['up{job="a", zone="b"}, queue length', ['up{job="a", zone="b"}', 'queue length']],
  ['"busy, user", idle', ['busy, user', 'idle']],
  ['open{x, y', ['open{x', 'y']],
])('names %p', (text, names) => {
  expect(parseNames(text)).toEqual(names);
});
